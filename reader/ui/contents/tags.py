"""The tags of the library: those of the open briefing with the words that bear them, then all others."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.domain.annotation import Annotation, normalise_tag
from reader.domain.scrub import SafeText, scrub_line
from reader.domain.selector import AnchorState
from reader.services.annotations import PlacedAnnotation
from reader.ui.contents.listing import Listing, Row, fits, make_heading, summarize
from reader.ui.contents.marks import print_state
from reader.ui.state import Annotated, OpenBriefing, TagCount

_SHOWN_WORDS = 60
"""Code points of the words that bear a tag."""


class Bearer(NamedTuple):
    """What bears a tag in the open briefing."""

    annotation: Annotation
    start: int | None
    """Where its words stand, in code points; None where it has none, or they are not found."""
    state: AnchorState = AnchorState.EXACT

    @property
    def is_lost(self) -> bool:
        """Whether it has words that are not in the text any more."""
        return self.start is None and self.annotation.quote is not None


class Branch(NamedTuple):
    """What several tags are nested in, and which is none itself: "supply" of "supply/hbm" and "supply/foundry"."""

    name: str
    tags: tuple[SafeText, ...]
    """Those nested in it."""


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag with what bears it here."""

    plain: str
    count: TagCount
    bearers: tuple[tuple[Bearer, SafeText], ...] = ()


def list_tags(
    tags: Sequence[TagCount] | None, annotated: Annotated, opened: OpenBriefing | None, needle: str = ""
) -> Listing:
    """All tags, those of the open briefing first.

    Args:
        tags: the tags of the library, most used first; None until they are known.
        annotated: what is annotated in the open briefing.
        opened: the open briefing.
        needle: what a tag has to contain.
    """
    bearers = _find_bearers(annotated, opened)
    known = {normalise_tag(tag.name): tag for tag in tags or ()}
    # What was tagged a moment ago may not have been counted yet.
    known |= {plain: TagCount(name, 1) for plain, (name, _) in bearers.items() if plain not in known}
    shown = {plain: tag for plain, tag in known.items() if fits(needle, (tag.name,))}
    here = [_Tag(plain, tag, tuple(bearers[plain][1])) for plain, tag in shown.items() if plain in bearers]
    others = [_Tag(plain, tag) for plain, tag in shown.items() if plain not in bearers]
    rows = (*_make_group("in this briefing", here), *_make_group("elsewhere" if here else "all tags", others))
    summary = "" if tags is None else summarize(len(shown), len(known), needle)
    return Listing(rows, summary, _say_why_empty(tags, needle))


def _find_bearers(
    annotated: Annotated, opened: OpenBriefing | None
) -> Mapping[str, tuple[SafeText, list[tuple[Bearer, SafeText]]]]:
    """What bears each tag here, in the order of the text, by the tag's plain form; with the tag as it is written."""
    text = opened.briefing.text if opened is not None and opened.briefing is not None else ""
    found: dict[str, tuple[SafeText, list[tuple[Bearer, SafeText]]]] = {}
    for placed in annotated.placed:
        for tag in placed.annotation.tags:
            _, bearers = found.setdefault(normalise_tag(tag), (tag, []))
            bearers.append(_describe(placed, text))
    return found


def _describe(placed: PlacedAnnotation, text: str) -> tuple[Bearer, SafeText]:
    annotation, span = placed.annotation, placed.anchor.span
    bearer = Bearer(annotation, span.start if span is not None else None, placed.anchor.state)
    if annotation.entity is not None:
        return bearer, SafeText(f"the name {annotation.entity}")
    if annotation.quote is None:
        return bearer, SafeText("the whole briefing")
    words = " ".join((annotation.quote.exact if span is None else span.of(text)).split())
    return bearer, scrub_line(f"“{words[:_SHOWN_WORDS]}{'…' if len(words) > _SHOWN_WORDS else ''}”")


def _make_group(heading: str, tags: Sequence[_Tag]) -> Iterator[Row]:
    if tags:
        yield make_heading(heading, len(tags))
        yield from _make_tree({tag.plain: tag for tag in tags}, _find_nodes(tags))


def _find_nodes(tags: Sequence[_Tag]) -> Mapping[str, list[str]]:
    """The tags and branches, each with what stands under it, in the order in which they first come; "" for the top."""
    nested = Counter(part for tag in tags for part in _list_parents(tag.plain))
    names = {tag.plain for tag in tags}
    nodes = names | {part for part, count in nested.items() if count > 1}
    children: dict[str, list[str]] = {}
    for tag in tags:
        way = [*(part for part in _list_parents(tag.plain) if part in nodes), tag.plain]
        for parent, child in zip(["", *way], way, strict=False):
            if child not in children.setdefault(parent, []):
                children[parent].append(child)
    return children


def _list_parents(tag: str) -> list[str]:
    """What a tag is nested in, the outermost first: "a", "a/b" for "a/b/c"."""
    parts = tag.split("/")
    return [parent for parent in ("/".join(parts[:size]) for size in range(1, len(parts))) if parent]


def _make_tree(
    tags: Mapping[str, _Tag], nodes: Mapping[str, Sequence[str]], parent: str = "", depth: int = 0
) -> Iterator[Row]:
    for name in nodes.get(parent, ()):
        tag = tags.get(name)
        written = str(tag.count.name) if tag is not None else _write_branch(name, tags)
        text = SafeText(written[len(parent) :] if parent else f"#{written}")
        ink = f"tag:{name}"
        if tag is None:
            members = tuple(one.count.name for plain, one in tags.items() if plain.startswith(f"{name}/"))
            yield Row(text, "", ink, Branch(name, members), name, depth)
        else:
            yield Row(text, f"{tag.count.briefings:,}", ink, tag.count, name, depth)
            for bearer, words in tag.bearers:
                key = (name, bearer.annotation.id)
                yield Row(words, print_state(bearer.state), "quiet", bearer, key, depth + 1)
        yield from _make_tree(tags, nodes, name, depth + 1)


def _write_branch(name: str, tags: Mapping[str, _Tag]) -> str:
    """A branch as its first tag is written."""
    return next(str(tag.count.name) for plain, tag in tags.items() if plain.startswith(f"{name}/"))[: len(name)]


def _say_why_empty(tags: Sequence[TagCount] | None, needle: str) -> SafeText:
    if tags is None:
        return SafeText("Reading the tags …")
    if needle:
        return SafeText("No tag fits the filter. Esc clears it.")
    return SafeText("No tags yet. t tags a briefing, words or a name; every tag is then listed here.")
