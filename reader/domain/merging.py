"""Bringing together what two machines say of one annotation, in whichever order they are heard.

Owns the rules: of a change and a deletion the later counts; every tag stays; the note, the words and the briefing are
those of the one that was changed last, but an empty note takes none away; it was made when the first was, and changed
when the last was. Merging the same again, or the other way about, changes nothing.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from reader.domain.annotation import Annotation, change_tags, normalise_tag


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import comes to."""

    records: Mapping[str, Annotation | None]
    """What is to be saved, by its id; None for what is to be removed."""
    added: int = 0
    updated: int = 0
    same: int = 0
    removed: int = 0
    left_out: int = 0
    """How many were deleted here after they were last changed there: they do not come back."""
    deleted: Mapping[str, str] = field(default_factory=dict)
    """When annotations were deleted there, as far as it was not known."""


class Deletions(NamedTuple):
    """When annotations were deleted, by their ids: ISO 8601 with offset."""

    here: Mapping[str, str] = MappingProxyType({})
    """Also of those that were brought back."""
    there: Mapping[str, str] = MappingProxyType({})
    is_restored: bool = False
    """Whether what was deleted here is to come back."""


def merge_all(
    known: Iterable[Annotation], incoming: Iterable[Annotation], now: str, deletions: Deletions | None = None
) -> Merged:
    """Merge annotations into those that are there.

    Two are one if they have one id, or if they say the same kind of thing about the same words of the same text.

    Args:
        known: those that are there.
        incoming: the others; one that does not say when it was made is made now, or when the one there was changed.
        now: ISO 8601 with offset.
        deletions: what was deleted.
    """
    deletions = deletions or Deletions()
    by_id = {one.id: one for one in known}
    by_target = {_target(one): one.id for one in reversed(by_id.values())}
    records: dict[str, Annotation | None] = {}
    added, updated, same, left_out = set[str](), set[str](), 0, 0
    for one in incoming:
        if one.id not in by_id and _is_deleted(one, deletions.here.get(one.id)):
            if not deletions.is_restored:
                left_out += 1
                continue
            # Changed now, or the deletion would win again on another machine.
            one = replace(one, modified=now)
        number = one.id if one.id in by_id else by_target.get(_target(one), one.id)
        before = by_id.get(number)
        if not one.created:
            one = replace(one, created=before.changed if before else now)
        after = one if before is None else merge(before, replace(one, id=number))
        if after == before:
            same += 1
            continue
        (added if before is None or number in added else updated).add(number)
        by_id[number] = records[number] = after
        by_target.setdefault(_target(after), number)
    merged = Merged(records, len(added), len(updated), same, left_out=left_out)
    return _remove_deleted(merged, by_id, added, deletions)


def _remove_deleted(
    merged: Merged, by_id: Mapping[str, Annotation], added: Container[str], deletions: Deletions
) -> Merged:
    """The same without what was deleted there later than it was changed here."""
    news = {one: moment for one, moment in deletions.there.items() if _is_later(moment, deletions.here.get(one))}
    removed = [one for one in news if one in by_id and one not in added and _is_deleted(by_id[one], news[one])]
    updated = merged.updated - sum(one in merged.records for one in removed)
    records = {**merged.records, **dict.fromkeys(removed)}
    return replace(merged, records=records, updated=updated, removed=len(removed), deleted=news)


def _is_deleted(one: Annotation, moment: str | None) -> bool:
    """Whether it was deleted at a moment, and not changed after that."""
    return moment is not None and read_moment(moment) >= read_moment(one.changed)


def _is_later(moment: str, known: str | None) -> bool:
    return known is None or read_moment(moment) > read_moment(known)


def merge(one: Annotation, other: Annotation) -> Annotation:
    """What two records of one annotation come to; `one` itself where the other adds nothing."""
    older, newer = sorted((one, other), key=_age)
    tags = change_tags(one.tags, other.tags, ())
    if {normalise_tag(tag) for tag in tags} == {normalise_tag(tag) for tag in one.tags}:
        tags = one.tags
    quote, position = newer.quote, newer.position
    if quote is not None and quote.likeness is None and older.quote is not None and _words(older) == _words(newer):
        quote = older.quote
    created = min(one.created, other.created, key=read_moment)
    changed = newer.changed if read_moment(newer.changed) > read_moment(created) else ""
    return replace(
        newer,
        id=one.id,
        created=created,
        modified=changed,
        tags=tags,
        note=newer.note if newer.note.strip() else older.note,
        quote=quote,
        position=position,
        others=newer.others or older.others,
    )


def _age(annotation: Annotation) -> tuple[float, str, str]:
    """When it was changed. Of two that were at one moment, any order will do that is always the same."""
    quote = annotation.quote
    words = quote and (quote.exact, quote.prefix, quote.suffix)
    rest = annotation.motivation, annotation.briefing, annotation.entity, words, annotation.position, annotation.others
    return read_moment(annotation.changed), annotation.note, repr(rest)


def read_moment(text: str) -> float:
    """Seconds since the epoch; 0 for a date that is none."""
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _target(one: Annotation) -> tuple[object, ...]:
    """What it is about; with its own id where its words have no place, since then nobody can tell."""
    anywhere = one.id if one.quote is not None and one.position is None else None
    return one.motivation, one.briefing.id, one.entity, _words(one), one.position, anywhere


def _words(one: Annotation) -> str | None:
    return one.quote.exact if one.quote else None
