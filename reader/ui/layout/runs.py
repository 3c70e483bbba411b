"""Which names (bold, a company, a hit ...) each code point of a row carries.

Owns the overlap arithmetic; what a name looks like is the widget's business.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from reader.domain.span import Span

Named = tuple[int, int, str]
"""`[start, end)` and the name of what stands there."""


class SpanIndex:
    """Named spans, found by the place they touch. They may nest and overlap."""

    def __init__(self, spans: Iterable[tuple[Span, str]]) -> None:
        self._spans: Sequence[Named] = sorted((span.start, span.end, name) for span, name in spans)
        self._starts = [start for start, _, _ in self._spans]
        # The furthest end among each span and those before it: where it is passed, nothing earlier reaches.
        self._reach = list(accumulate((end for _, end, _ in self._spans), max))

    def touching(self, start: int, end: int) -> Iterator[Named]:
        """The spans that share a code point with `[start, end)`, the last to begin first."""
        for index in range(bisect_left(self._starts, end) - 1, -1, -1):
            if self._reach[index] <= start:
                return
            named = self._spans[index]
            if named[1] > start and named[0] < named[1]:
                yield named


def split_runs(start: int, end: int, layers: Iterable[SpanIndex]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Cut `[start, end)` where a name begins or ends.

    Args:
        start: first code point.
        end: one past the last.
        layers: lowest first: where two names disagree about a style, the later layer's comes later in the tuple.

    Returns:
        The pieces in order, each with the names that hold there. Together they cover `[start, end)`.
    """
    touching = [named for layer in layers for named in layer.touching(start, end)]
    if not touching:
        return [(start, end, ())] if end > start else []
    edges = {start, end}
    for begin, stop, _ in touching:
        edges.update((max(begin, start), min(stop, end)))
    cuts = sorted(edges)
    return [
        (left, right, tuple(name for begin, stop, name in touching if begin <= left and right <= stop))
        for left, right in zip(cuts, cuts[1:], strict=False)
    ]
