"""Where annotations stand in the texts of their briefings, and what became of their words.

Owns the memory of what was found, since one text is asked about again and again. Reads no file, changes nothing.
"""

from dataclasses import dataclass

from reader.domain.anchor import Anchor, AnchorState, TextPositionSelector
from reader.domain.annotation import Annotation, Motivation
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText, scrub_line
from reader.domain.selector import resolve_anchor
from reader.domain.span import Span

_KEPT = 20_000
"""Anchors that are remembered: those of a large store."""


class AnchorError(ValueError):
    """An annotation that cannot be put on some words. The message is fit to be shown."""

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class PlacedAnnotation:
    """An annotation and where it stands now."""

    annotation: Annotation
    anchor: Anchor
    """Exact and without a span for what is about the whole briefing or about an entity."""
    entry: Entry | None = None
    """The briefing it belongs to; None where the library has it not."""

    @property
    def is_highlight(self) -> bool:
        """Whether its words are to be coloured."""
        return self.annotation.motivation is Motivation.HIGHLIGHTING


def place_annotation(text: str, annotation: Annotation) -> Anchor:
    """Where an annotation stands in its briefing's text."""
    quote, position = annotation.quote, annotation.position
    if quote is None:
        return Anchor(AnchorState.EXACT if position is None else AnchorState.LOST)
    # Words without a remembered place are looked for everywhere.
    return resolve_anchor(text, quote, position or TextPositionSelector(len(text), len(text)))


class Placing:
    """Places annotations and remembers where. May be used from any thread."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Anchor] = {}

    def place(self, briefing_id: str, text: str, annotation: Annotation) -> Anchor:
        """Where an annotation stands in a briefing.

        Args:
            briefing_id: that of the briefing, which is one of its text.
            text: the briefing's.
            annotation: one that belongs to it.
        """
        if annotation.briefing.id == briefing_id and _stands(text, annotation):
            return Anchor(AnchorState.EXACT, _span(annotation))
        asked = briefing_id, annotation.quote, annotation.position
        anchor = self._known.get(asked)
        if anchor is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            anchor = self._known[asked] = place_annotation(text, annotation)
        return anchor


def _stands(text: str, annotation: Annotation) -> bool:
    """Whether the words are where they were; in the same text these are the words meant, whatever looks like them."""
    span, quote = _span(annotation), annotation.quote
    return span is not None and quote is not None and quote.exact != "" and span.of(text) == quote.exact


def _span(annotation: Annotation) -> Span | None:
    """Where the words were; None for a place that is none, which only a hand-edited file has."""
    position = annotation.position
    return Span(position.start, position.end) if position and 0 <= position.start <= position.end else None
