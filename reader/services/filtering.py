"""Which briefings a few words select: `hbm -china tag:memory is:unread since:2026-05`.

Owns the grammar of the words and what each field means. Parsing is pure; choosing asks the library for texts, and only
where the cheaper conditions hold.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from reader.domain.annotation import Motivation, normalise_tag
from reader.domain.entry import Entry
from reader.domain.period import iso_week
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.services.annotations import Annotations, PlacedAnnotation
from reader.services.errors import FilterError, UnreadableFile
from reader.services.library import Library, UnknownRef

FIELDS = ("tag", "title", "series", "subject", "is", "has", "since", "until", "date")

_TEXT = ""
_CHOICES = {"is": ("unread", "read"), "has": ("bookmark", "tag"), "date": ("unknown",)}
_PIECE = re.compile(r'(?P<minus>-?)(?:(?P<field>[A-Za-z]+):(?!//))?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]*))')
_TYPOGRAPHIC = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "\u00a0": " ", "\u2011": "-"})
_FIRST_IDEOGRAPH = "\u2e80"
_DAYS_AGO = re.compile(r"(\d{1,5})d")
_WEEK = re.compile(r"(\d{4})-w(\d{1,2})")
_MONTH = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A briefing and what is known of it; its text is fetched only when asked for."""

    entry: Entry
    state: ReadState
    tags: tuple[SafeText, ...]
    bookmarks: int
    text: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Term:
    """One condition."""

    field: str
    """One of FIELDS, or empty: the words must stand in the text, the title or the series."""
    value: str
    is_negated: bool = False
    day: date | None = None
    """For since and until: the first or last day that fits."""

    def accepts(self, candidate: Candidate) -> bool:
        """Whether a briefing meets the condition."""
        return _TESTS[self.field](self, candidate) != self.is_negated


def parse_filter(query: str, today: date) -> tuple[Term, ...]:
    """Read the words of a query; all conditions must hold. Those that need the text come last.

    Args:
        query: words, "phrases", `-not`, and `field:value` with one of FIELDS.
        today: what `30d` is counted from.

    Raises:
        FilterError: if a word cannot be understood.
    """
    pieces = (match for match in _PIECE.finditer(query.translate(_TYPOGRAPHIC)) if match.group())
    terms = [_parse_term(match, today) for match in pieces]
    return tuple(sorted((term for term in terms if term.value), key=lambda term: term.field == _TEXT))


def choose_entries(
    entries: Iterable[Entry],
    terms: Sequence[Term],
    library: Library,
    annotations: Annotations,
    should_stop: Callable[[], bool] = lambda: False,
) -> tuple[Entry, ...]:
    """The entries that meet all conditions, in their order; those so far when told to stop."""
    if not terms:
        return tuple(entries)
    states, tags, bookmarks = annotations.read_states(), annotations.tags_by_briefing(), annotations.bookmark_counts()
    chosen = []
    for entry in entries:
        if should_stop():
            break
        candidate = Candidate(
            entry,
            states.get(entry.id, ReadState()),
            tags.get(entry.id, ()),
            bookmarks.get(entry.id, 0),
            partial(_read_text, library, entry.id),
        )
        if all(term.accepts(candidate) for term in terms):
            chosen.append(entry)
    return tuple(chosen)


def choose_annotations(
    placed: Iterable[PlacedAnnotation], terms: Sequence[Term], annotations: Annotations
) -> tuple[PlacedAnnotation, ...]:
    """The annotations that meet all conditions, in their order.

    Tags and bookmarks are the annotation's own; words are sought in what was quoted, noted or named, and in the title.
    """
    if not terms:
        return tuple(placed)
    states = annotations.read_states()
    return tuple(item for item in placed if all(term.accepts(_describe_annotation(item, states)) for term in terms))


def _describe_annotation(item: PlacedAnnotation, states: Mapping[str, ReadState]) -> Candidate:
    annotation, ref = item.annotation, item.annotation.briefing
    absent = Entry(ref.id, (ref.path,), ref.title, ref.series, ref.label)
    words = (annotation.quote.exact if annotation.quote else "", annotation.note, annotation.entity or "")
    return Candidate(
        entry=item.entry or absent,
        state=states.get(item.entry.id if item.entry else ref.id, ReadState()),
        tags=annotation.tags,
        bookmarks=int(annotation.motivation is Motivation.BOOKMARKING),
        text=lambda: "\n".join((*words, *annotation.tags)),
    )


def _read_text(library: Library, briefing_id: str) -> str:
    try:
        return library.briefing(briefing_id).text
    except (UnreadableFile, UnknownRef):
        return ""


def _parse_term(match: re.Match[str], today: date) -> Term:
    field, phrase, word = (match["field"] or _TEXT).lower(), match["phrase"], match["word"]
    value = (word if phrase is None else phrase).strip()
    if phrase is None and not field and (word == "OR" or word.strip("()") != word):
        raise FilterError(
            f"{word}: OR and parentheses are not understood here; put them in quotation marks to find them"
        )
    if field and field not in FIELDS:
        raise FilterError(f"{field}: is not a field; fields are {', '.join(f'{name}:' for name in FIELDS)}")
    if field and not value:
        raise FilterError(f"{field}: what? a word must follow")
    if field in _CHOICES and value.lower() not in _CHOICES[field]:
        raise FilterError(f"{field}:{value} is not understood; write {field}:{f' or {field}:'.join(_CHOICES[field])}")
    day = None
    if field in ("since", "until"):
        day = parse_days(value, today)[0 if field == "since" else 1]
    return Term(field, value, bool(match["minus"]), day)


def parse_days(value: str, today: date) -> tuple[date, date]:
    """First and last day of "2026", "2026-05", "2026-05-09", "2026-W19" or "30d" (so many days ago).

    Raises:
        FilterError: if it is none of these, or no such day exists.
    """
    text = value.lower()
    try:
        if match := _DAYS_AGO.fullmatch(text):
            day = today - timedelta(days=int(match[1]))
            return day, day
        if match := _WEEK.fullmatch(text):
            return iso_week(int(match[1]), int(match[2]))
        if match := _MONTH.fullmatch(text):
            return _calendar_days(int(match[1]), match[2], match[3])
    except (ValueError, OverflowError):
        pass
    raise FilterError(f"{value}: not a date; write 2026, 2026-05, 2026-05-09, 2026-W19 or 30d")


def _calendar_days(year: int, month: str | None, day: str | None) -> tuple[date, date]:
    if day is not None and month is not None:
        only = date(year, int(month), int(day))
        return only, only
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    first = date(year, int(month), 1)
    # The 1st and 31 days on is always in the next month.
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _holds_words(value: str, text: str) -> bool:
    """Whether `text` has these words one after the other; the last may be the beginning of a word."""
    words = value.translate(_TYPOGRAPHIC).casefold().split()
    if not words:
        return True
    # Ideographs are written without spaces: there a word may begin anywhere.
    edge = r"(?<!\w)" if words[0][0].isalnum() and words[0][0] < _FIRST_IDEOGRAPH else ""
    pattern = edge + r"\s+".join(map(re.escape, words))
    return re.search(pattern, text.translate(_TYPOGRAPHIC).casefold()) is not None


def _has_text(term: Term, candidate: Candidate) -> bool:
    entry = candidate.entry
    return any(_holds_words(term.value, text) for text in (entry.title, entry.series or "")) or _holds_words(
        term.value, candidate.text()
    )


def _has_tag(term: Term, candidate: Candidate) -> bool:
    return normalise_tag(term.value) in map(normalise_tag, candidate.tags)


def _has_title(term: Term, candidate: Candidate) -> bool:
    return _holds_words(term.value, candidate.entry.title)


def _has_series(term: Term, candidate: Candidate) -> bool:
    return _holds_words(term.value, candidate.entry.series or "")


def _has_subject(term: Term, candidate: Candidate) -> bool:
    return any(_holds_words(term.value, subject) for subject in candidate.entry.subjects)


def _has_state(term: Term, candidate: Candidate) -> bool:
    state = candidate.state
    return state.read if term.value.lower() == "read" else not (state.read or state.opened)


def _has_mark(term: Term, candidate: Candidate) -> bool:
    return bool(candidate.bookmarks if term.value.lower() == "bookmark" else candidate.tags)


def _is_since(term: Term, candidate: Candidate) -> bool:
    return candidate.entry.end is not None and term.day is not None and candidate.entry.end >= term.day


def _is_until(term: Term, candidate: Candidate) -> bool:
    return candidate.entry.start is not None and term.day is not None and candidate.entry.start <= term.day


def _has_no_date(_: Term, candidate: Candidate) -> bool:
    return candidate.entry.end is None


_TESTS: dict[str, Callable[[Term, Candidate], bool]] = {
    _TEXT: _has_text,
    "tag": _has_tag,
    "title": _has_title,
    "series": _has_series,
    "subject": _has_subject,
    "is": _has_state,
    "has": _has_mark,
    "since": _is_since,
    "until": _is_until,
    "date": _has_no_date,
}
