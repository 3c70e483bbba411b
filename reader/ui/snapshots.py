"""Making what the panes show out of what the services know. Pure: no widget, no clock, no file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from reader.domain.entity import Mention
from reader.domain.entry import Entry
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.ui.dates import print_days
from reader.ui.state import Marks, Names, OpenBriefing, TagCount

if TYPE_CHECKING:
    from reader.services.annotations import PlacedAnnotation


_NEVER_OPENED = ReadState()

WORDS_A_MINUTE = 230
"""An adult reads 238 words of English non-fiction a minute (Brysbaert 2019); a little less in a terminal."""


def count_minutes(words: int) -> int:
    """Minutes that reading takes, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def print_dates(entry: Entry) -> str:
    """The days that a briefing speaks for: "3-9 May 2026", "28 Apr - 4 May 2026", "" when unknown."""
    start, end = entry.start, entry.end
    if start is None or end is None:
        return ""
    return print_days(start, end)


def print_words(count: int) -> str:
    """A number of words: "1 word", "1,370 words"."""
    return f"{count:,} word{'' if count == 1 else 's'}"


def print_facts(entry: Entry) -> SafeText:
    """The line under the title: issue, days, words, minutes; a missing date is said."""
    label = entry.label.rpartition("-")[2] if entry.label and entry.label[:4].isdecimal() else entry.label
    dates = print_dates(entry)
    when = ", ".join(part for part in (label, dates) if part) or "no date"
    return SafeText(f"{when} · {print_words(entry.words)} · {count_minutes(entry.words)} min")


def make_marks(
    states: Mapping[str, ReadState], tags: Mapping[str, tuple[SafeText, ...]], bookmarks: Mapping[str, int]
) -> dict[str, Marks]:
    """What the list shows beside each briefing to which anything was added, by id."""
    return {
        number: Marks(states.get(number, _NEVER_OPENED), tags.get(number, ()), bookmarks.get(number, 0))
        for number in states.keys() | tags.keys() | bookmarks.keys()
    }


def count_tags(tags: Iterable[Sequence[SafeText]]) -> tuple[TagCount, ...]:
    """How many briefings have each tag, most of them first, out of the tags of each briefing."""
    from reader.domain.annotation import normalise_tag

    counts: dict[str, TagCount] = {}
    for tag in chain.from_iterable(tags):
        name, briefings = counts.get(normalise_tag(tag), TagCount(tag, 0))
        counts[normalise_tag(tag)] = TagCount(name, briefings + 1)
    return tuple(sorted(counts.values(), key=lambda tag: (-tag.briefings, tag.name.casefold())))


def keep_totals(before: Names, after: Names) -> Names:
    """The names found anew, with what the library knows of those that have stayed as they were."""
    if before.briefing_id != after.briefing_id or before.totals is None:
        return after
    same = {(row.entity, row.count) for row in before.counts}
    counted = {row.entity for row in after.counts if (row.entity, row.count) in same}
    totals = {entity: total for entity, total in before.totals.items() if entity in counted}
    sightings = {entity: one for entity, one in before.history.sightings.items() if entity in counted}
    return replace(after, totals=totals, history=replace(before.history, sightings=sightings))


def _start_of(mention: Mention) -> int:
    return mention.span.start


def mention_at(mentions: Sequence[Mention], row: Span | None, place: int) -> Mention | None:
    """The mention that the cursor stands on: the one at `place`, else the first that begins on its row."""
    if row is None:
        return None
    # They stand in order, and a text may have a hundred thousand.
    first = bisect_left(mentions, row.start, key=_start_of)
    on_row = mentions[first : bisect_left(mentions, max(row.end, row.start + 1), first, key=_start_of)]
    return next((mention for mention in on_row if place in mention.span), on_row[0] if on_row else None)


def make_status(
    opened: OpenBriefing | None,
    place: int,
    mention: Mention | None,
    placed: Sequence[PlacedAnnotation],
    progress: float,
) -> tuple[SafeText, ...]:
    """The parts of the status line for the reading place."""
    if opened is None:
        return ()
    if opened.briefing is None or not opened.briefing.blocks:
        return (opened.failure or SafeText("empty"),)
    briefing = opened.briefing
    index = briefing.block_index(place)
    parts = [f"¶ {index + 1}/{len(briefing.blocks)}", f"{progress:.0%}"]
    left = round(opened.entry.words * (1 - place / max(1, len(briefing.text))) / WORDS_A_MINUTE)
    parts.append(f"{left} min left" if left else "last minute")
    section = briefing.section_at(place)
    if section is not None and section.level > 1:
        parts.append(section.title)
    if mention is not None:
        parts.append(f"{mention.entity.name} ({mention.entity.type or 'unknown'})")
    block = briefing.blocks[index].span
    here = [item.annotation for item in placed if item.anchor.span is not None and block.overlaps(item.anchor.span)]
    parts += [f"#{tag}" for annotation in here for tag in annotation.tags]
    if here:
        from reader.domain.annotation import Motivation

        if any(annotation.motivation is Motivation.BOOKMARKING for annotation in here):
            parts.append("◆ bookmarked")
        parts += [f"▒ {one.colour or ''}" for one in here if one.motivation is Motivation.HIGHLIGHTING]
        parts += [f"› {' '.join(one.note.split())}" for one in here if one.note]
    return tuple(SafeText(part) for part in parts)
