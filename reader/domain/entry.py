"""A row of the briefing list: what is known of a briefing without its text."""

from dataclasses import dataclass
from datetime import date

from reader.domain.briefing import Briefing, Provenance
from reader.domain.scrub import SafeText


@dataclass(frozen=True, slots=True)
class Entry:
    """One briefing of the library, or one file that could not be read, with the reason."""

    id: str
    paths: tuple[str, ...]
    """Every file with this text, the first found first; as the file system knows them, not fit to be shown."""
    title: SafeText
    series: SafeText | None = None
    label: SafeText | None = None
    start: date | None = None
    end: date | None = None
    date_source: Provenance = Provenance.UNKNOWN
    words: int = 0
    length: int = 0
    """Code points of the text."""
    subjects: tuple[SafeText, ...] = ()
    warnings: tuple[SafeText, ...] = ()
    failure: SafeText | None = None
    """Why the file cannot be read; None for a briefing."""

    @property
    def path(self) -> str:
        """The first of its files."""
        return self.paths[0]


def describe_briefing(briefing: Briefing, paths: tuple[str, ...]) -> Entry:
    """The row for a briefing that stands in `paths`."""
    metadata = briefing.metadata
    start, end = metadata.dates or (None, None)
    return Entry(
        id=briefing.id,
        paths=paths,
        title=metadata.title,
        series=metadata.series,
        label=metadata.label,
        start=start,
        end=end,
        date_source=metadata.date_source,
        words=briefing.words,
        length=len(briefing.text),
        subjects=metadata.subjects,
        warnings=briefing.warnings,
    )
