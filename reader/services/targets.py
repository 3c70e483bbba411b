"""What an annotation is about, and how its words are described."""

from dataclasses import dataclass

from reader.domain.annotation import Annotation
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.domain.selector import TextPositionSelector, TextQuoteSelector, describe_span
from reader.domain.span import Span
from reader.services.placing import Placing

Selectors = tuple[TextQuoteSelector, TextPositionSelector]


@dataclass(frozen=True, slots=True)
class Target:
    """What an annotation is about: a briefing, words in it, or an entity in it."""

    entry: Entry
    text: SafeText
    """The briefing's text; empty where no words are meant."""
    span: Span | None
    entity: SafeText | None
    known: Selectors | None = None
    """The selectors, where they were made before."""

    def describe(self) -> Selectors | tuple[None, None]:
        """The selectors of the words, if any."""
        return self.known or ((None, None) if self.span is None else describe_span(self.text, self.span))

    def is_of(self, annotation: Annotation, placing: Placing) -> bool:
        """Whether an annotation of the same briefing is about this."""
        if annotation.entity != self.entity or (annotation.quote is None) != (self.span is None):
            return False
        return self.span is None or placing.place(self.entry.id, self.text, annotation).span == self.span
