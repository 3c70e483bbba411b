"""All annotations of the library in parts, so that a screen can show the first before the last are found.

Owns the order in which they are looked for: the newest first, then briefing by briefing, since each has to be read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reader.domain.annotation import Annotation
from reader.domain.scrub import SafeText
from reader.domain.selector import AnchorState
from reader.domain.span import Span
from reader.services.annotations import AnchorError, Annotations, Change, PlacedAnnotation, Selectors
from reader.services.errors import Stopped, StoreError, UnreadableFile

FIRST = 100
"""Annotations in the first part: more than a screen shows."""
PART = 500
"""In each of the others: some tenths of a second where their briefings have to be read."""

_SURE = (AnchorState.MOVED, AnchorState.EDITED)


def stream_placed(
    annotations: Annotations, known: Iterable[PlacedAnnotation] = ()
) -> Iterator[tuple[PlacedAnnotation, ...]]:
    """Every annotation, in parts: first what is known, then the newest, newest first; the others in no order.

    Args:
        annotations: who knows them.
        known: what was said before of annotations in the same texts: of one that has not changed it is said again.

    Raises:
        StoreError: if the store cannot be read.
    """
    before = {item.annotation.id: item for item in known}
    bound = annotations.list_bound()[::-1]
    kept = [item for one, _ in bound if (item := before.get(one.id)) is not None and item.annotation is one]
    if kept:
        yield tuple(kept)
    same = {item.annotation.id for item in kept}
    fresh = [pair for pair in bound if pair[0].id not in same]
    yield annotations.place_all([item for item, _ in fresh[:FIRST]])
    rest = iter(sorted(fresh[FIRST:], key=lambda pair: pair[1]))
    while part := [item for item, _ in islice(rest, PART)]:
        yield annotations.place_all(part)


def list_sure(placed: Sequence[PlacedAnnotation]) -> list[tuple[Annotation, Span]]:
    """The annotations that do not stand as they were made, but surely on their words, and where."""
    return [
        (item.annotation, item.anchor.span)
        for item in placed
        if item.anchor.state in _SURE and item.anchor.span is not None
    ]


@dataclass(frozen=True, slots=True)
class Described:
    """Other words for annotations, described so that they are found again."""

    pairs: Sequence[tuple[Annotation, Span, Selectors]]
    refused: Sequence[SafeText]
    """Why some others cannot be described."""


def describe_all(
    annotations: Annotations,
    pairs: Sequence[tuple[Annotation, Span]],
    told: Callable[[int], None] = lambda done: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Described:
    """Describe other words for annotations: what takes long of putting them there. Nothing is changed.

    Args:
        annotations: who knows them.
        pairs: the annotations and the words.
        told: is told after each how many are done.
        should_stop: asked before each.

    Raises:
        Stopped: if it should stop.
    """
    found: list[tuple[Annotation, Span, Selectors]] = []
    refused: list[SafeText] = []
    # Those of a briefing after each other: it is read once.
    for done, (annotation, span) in enumerate(sorted(pairs, key=lambda pair: pair[0].briefing.id), 1):
        if should_stop():
            raise Stopped
        try:
            found.append((annotation, span, annotations.describe_words(annotation, span)))
        except (AnchorError, UnreadableFile) as error:
            refused.append(error.reason)
        told(done)
    return Described(found, refused)


def re_anchor_all(annotations: Annotations, described: Described) -> tuple[tuple[Change, ...], tuple[SafeText, ...]]:
    """Put annotations on other words of their briefings, in one step.

    Returns:
        What was changed, and why each of the others was not.

    Raises:
        StoreError: if nothing could be saved.
    """
    changes: list[Change] = []
    refused = [*described.refused]
    with annotations.step():
        for annotation, span, selectors in described.pairs:
            try:
                changes.append(annotations.re_anchor(annotation, span, selectors))
            except (AnchorError, UnreadableFile) as error:
                refused.append(error.reason)
        if refused and not changes:
            raise StoreError(f"not changed: {refused[0]}")
    return tuple(changes), tuple(refused)
