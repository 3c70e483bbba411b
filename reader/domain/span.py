"""The only way a place in a text is named."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` in code points of one text.

    Raises:
        ValueError: if `start` is negative or `end` lies before `start`.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """An empty span is still a place."""
        return True

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def of(self, text: str) -> str:
        """The words of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether both share at least one code point. An empty span overlaps nothing."""
        return max(self.start, other.start) < min(self.end, other.end)

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies within this span, edges included."""
        return self.start <= other.start and other.end <= self.end

    def clip(self, other: "Span") -> "Span | None":
        """The part that both share, or None where they share no code point."""
        return Span(max(self.start, other.start), min(self.end, other.end)) if self.overlaps(other) else None

    def shift(self, distance: int) -> "Span":
        """The same range, `distance` code points further on.

        Raises:
            ValueError: if that would begin before the text.
        """
        return Span(self.start + distance, self.end + distance)
