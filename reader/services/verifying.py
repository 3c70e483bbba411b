"""Whether annotations still stand on their words: every anchor worked out anew from the text.

Owns what counts as wrong. Remembers nothing, so that no memory of an anchor can hide a fault.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reader.domain.anchor import AnchorState
from reader.domain.annotation import Annotation
from reader.domain.scrub import SafeText, scrub_line
from reader.importers.files import UnreadableFile
from reader.services.library import Library, UnknownRef
from reader.services.placing import PlacedAnnotation, place_annotation
from reader.services.telling import name_target

_REASONS = {
    AnchorState.EDITED: "the words were edited",
    AnchorState.AMBIGUOUS: "several places may be meant",
    AnchorState.LOST: "the words are not in the text",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """An annotation that does not stand on its words."""

    id: str
    reason: SafeText


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it."""

    checked: int
    wrong: tuple[Wrong, ...]
    absent: int
    """How many could not be checked, since their briefings are not in the library now."""


def verify(placed: Iterable[PlacedAnnotation], library: Library) -> Verified:
    """Work every anchor out anew."""
    checked = absent = 0
    wrong = []
    for one in placed:
        reason = _check(one, library)
        if reason is None:
            absent += 1
            continue
        checked += 1
        if reason:
            about = f"{name_target(one.annotation)} in {one.annotation.briefing.title}"
            wrong.append(Wrong(one.annotation.id, scrub_line(f"{reason}: {about}")))
    return Verified(checked, tuple(wrong), absent)


def _check(placed: PlacedAnnotation, library: Library) -> str | None:
    """What is wrong; empty where nothing is, None where that cannot be told."""
    annotation, entry = placed.annotation, placed.entry
    if entry is None:
        return None
    if annotation.quote is None:
        return "it has a place, but no words" if annotation.position else ""
    try:
        text = library.briefing(entry.id).text
    except (UnreadableFile, UnknownRef):
        return None
    return _compare(text, annotation, placed)


def _compare(text: str, annotation: Annotation, placed: PlacedAnnotation) -> str:
    anchor, quote, position = place_annotation(text, annotation), annotation.quote, annotation.position
    if position is not None and quote is not None and position.end - position.start != len(quote.exact):
        return "its place is not as long as its words"
    span = placed.anchor.span
    if span is not None and placed.anchor.state in (AnchorState.EXACT, AnchorState.MOVED):
        return "" if quote is not None and span.of(text) == quote.exact else "it is shown on other words"
    return _REASONS.get(anchor.state, "")
