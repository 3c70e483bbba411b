"""What is known about a briefing, and from where: front matter, the text's own head, the file's name.

Owns which field of front matter means what, and the order of trust. Knows nothing of any format's syntax. A file's
time of modification is never looked at.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reader.domain.briefing import BlockKind, Metadata, Provenance
from reader.domain.period import Period
from reader.domain.scrub import SafeText, scrub_line
from reader.importers.dates import Days, find_days, find_label_period, is_only_date, read_month
from reader.importers.drafts import Draft
from reader.importers.front_matter import Value
from reader.importers.labels import TitleParts, has_happened, names_series, read_title, says_which

_LONGEST_VALUE = 500
_FOLDER_ENDS = re.compile(r"^/|/(?=\D|$)|(?<=\D)/")
_LONGEST_READ = 300
"""Characters of a title or a value in which dates and labels are looked for."""
_NUMBER_OF_RECORD = re.compile(r"(?=[a-f]*\d)[0-9a-f]{16,}")
"""What a database calls a category is no name of it."""
_LONGEST_HEAD_LINE = 160
_MOST_HEAD_BLOCKS = 8
_PASSED_OVER = (BlockKind.TITLE, BlockKind.RULE, BlockKind.CODE)

_KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "creator": ("author", "authors", "creator", "by", "byline"),
    "publisher": ("publisher", "site", "site_name", "organization", "organisation", "outlet"),
    "series": ("series", "newsletter", "publication"),
    "number": ("number", "issue", "issue_number", "no"),
    "label": ("label", "issue_label", "week", "edition"),
    "language": ("language", "lang", "locale"),
    "source": ("source", "source_url", "url", "link", "canonical", "canonical_url", "permalink", "original"),
    "identifier": ("identifier", "id", "uuid", "guid", "doi"),
}
_SUBJECT_KEYS = ("tags", "topics", "categories", "keywords", "subjects", "tag", "topic", "category", "subject")
_OF_A_LETTER = frozenset(
    "slug publish_date preheader preview_text email_type absolute_url archive_url sent_at send_at newsletter_id".split()
)
"""Fields of services that send newsletters: beside one of these a subject is that of a letter, and so its title."""
_DATE_KEYS = (
    "date issued issuedat issuedate published publishedat publishedon publishdate publisheddate publicationdate"
    " publishedtime publishtime datepublished pubdate pubtime firstpublished firstpublishedat posted postedat postedon"
    " postdate sent sentat sendat senton sentdate datesent senddate released releasedat releasedon releasedate"
    " timestamp datetime created createdat createdon datecreated creationdate createddate received receivedat"
    " discoveredat eventdate"
).split(" ")
"""Without the marks between words: "published_at", "published-at" and "publishedAt" are one. In order of trust."""
_JOINING = str.maketrans("", "", "_.:")
_PERIOD_KEYS = ("period", "coverage", "dates", "date_range", "week", "label")
_START_KEYS = ("period_start", "start_date", "date_start", "start")
_END_KEYS = ("period_end", "end_date", "date_end", "end")


@dataclass(slots=True)
class MetadataDraft:
    """Fields as they are found. What is there is never replaced: sources are read in order of trust."""

    values: dict[str, SafeText] = field(default_factory=dict)
    issued: date | None = None
    period: Period | None = None
    subjects: tuple[SafeText, ...] = ()
    origins: dict[str, Provenance] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def put(self, name: str, value: str | None, origin: Provenance) -> None:
        """Set a field of text, unless it is known or the value is empty."""
        if not value or name in self.values:
            return
        words = " ".join(value.split())[:_LONGEST_VALUE]
        if words:
            self.values[name] = scrub_line(words)
            self.origins[name] = origin

    def put_issued(self, days: Days | None, origin: Provenance) -> None:
        """Set the day of issue, unless it is known."""
        if days is not None and self.issued is None:
            self.issued = days.first
            self.origins["issued"] = origin

    def put_period(self, days: Days | None, label: str | None, origin: Provenance) -> None:
        """Set the period, unless it is known."""
        if days is not None and self.period is None:
            self.period = Period(days.first, days.last, scrub_line(label) if label else None)
            self.origins["period"] = origin

    def warn_of(self, impossible: str) -> None:
        """Say that a date was left out because no calendar has it."""
        if impossible:
            self.warnings.append(f"there is no day {impossible}: left out")

    def finish(self) -> Metadata:
        """The metadata."""
        values = self.values
        return Metadata(
            title=values.get("title", SafeText("untitled")),
            creator=values.get("creator"),
            publisher=values.get("publisher"),
            issued=self.issued,
            period=self.period,
            series=values.get("series"),
            number=values.get("number"),
            label=values.get("label"),
            language=values.get("language"),
            subjects=self.subjects,
            source=values.get("source"),
            identifier=values.get("identifier"),
            origins=dict(self.origins),
        )


def read_fields(draft: MetadataDraft, fields: Mapping[str, Value], *, is_mail: bool = False) -> None:
    """Take what front matter says."""
    if not fields:
        return
    origin = Provenance.FRONT_MATTER
    if isinstance(terms := fields.get("taxonomies"), dict):
        fields = {**{key.lower(): value for key, value in terms.items()}, **fields}
    if is_mail:
        draft.put("creator", _first_text(fields.get("from", "") or fields.get("sender", "")), origin)
    for name, keys in _KEYS.items():
        for key in keys:
            if key in fields:
                draft.put(name, _joined(fields[key]), origin)
    is_letter = is_mail or _is_letter(fields)
    if is_letter:
        draft.put("title", _first_text(fields.get("subject", "")), origin)
    draft.subjects = tuple(_read_subjects(fields, skips=("subject",) if is_letter else ()))
    if draft.subjects:
        draft.origins["subjects"] = origin
    _read_days(draft, fields)
    title = draft.values.get("title", "")[:_LONGEST_READ]
    if title:
        parts = read_title(title)
        _read_parts(draft, parts, origin)
        if parts.label is None:
            draft.put("series", _without_number(title, draft.values.get("number", "")), origin)


def _is_letter(fields: Mapping[str, Value]) -> bool:
    """Whether the subject in front matter is a letter's, and not what a document is about."""
    has_title = any(fields.get(key) for key in _KEYS["title"])
    return not has_title and isinstance(fields.get("subject"), str) and not _OF_A_LETTER.isdisjoint(fields)


def _without_number(title: str, number: str) -> str:
    """The series that a title names before the issue's number ("This Week 144"), if it ends so."""
    series = title.removesuffix(number)
    return series.rstrip(" #") if number and series.endswith((" ", "#")) and series != title else ""


def _read_days(draft: MetadataDraft, fields: Mapping[str, Value]) -> None:
    origin = Provenance.FRONT_MATTER
    for key in _PERIOD_KEYS:
        if key in fields:
            _read_period(draft, fields[key])
    first = next((_joined(fields[key]) for key in _START_KEYS if fields.get(key)), "")
    last = next((_joined(fields[key]) for key in _END_KEYS if fields.get(key)), "")
    if first and last:
        draft.put_period(find_days(f"{first[:10].strip()} ~ {last[:10].strip()}").range, None, origin)
    joined = {key.translate(_JOINING): value for key, value in reversed(list(fields.items()))}
    for key in _DATE_KEYS:
        if key in joined:
            _read_date(draft, _first_text(joined[key])[:_LONGEST_READ])
    path = _first_text(fields.get("path", ""))[:_LONGEST_READ]
    if draft.issued is None and draft.period is None and path:
        draft.put_issued(find_days(_FOLDER_ENDS.sub(" ", path), allows_compact=True).day, origin)


def _read_date(draft: MetadataDraft, value: str) -> None:
    origin = Provenance.FRONT_MATTER
    search = find_days(value, allows_compact=True)
    draft.warn_of(search.impossible)
    draft.put_period(search.range, None, origin)
    draft.put_issued(search.day if search.range is None else None, origin)
    if value and search.day is None and search.range is None:
        draft.put_period(read_month(value) or _named_period(value), value, origin)


def _read_period(draft: MetadataDraft, value: Value) -> None:
    if isinstance(value, dict):
        value = f"{_joined(value.get('start', ''))} ~ {_joined(value.get('end', ''))}"
    words = _joined(value)[:_LONGEST_READ]
    label = read_title(words).label if words else None
    days = find_days(words).range or read_month(words) or _named_period(words)
    draft.put_period(days, label, Provenance.FRONT_MATTER)


def _named_period(words: str) -> Days | None:
    """The days of a week, month or quarter, when the words name nothing else."""
    days = find_label_period(words)
    return days if days is not None and len(words.strip()) == days.end - days.start else None


def _first_text(value: Value) -> str:
    """The first text in a value: of a mapping, what it is called."""
    while not isinstance(value, str):
        if isinstance(value, dict):
            value = value.get("name") or value.get("title") or value.get("url") or ""
        else:
            value = value[0] if value else ""
    return value


def _joined(value: Value) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_first_text, value)))
    return _first_text(value)


def _read_subjects(fields: Mapping[str, Value], skips: Iterable[str]) -> list[SafeText]:
    """Tags from wherever they stand: a list, or a string cut at commas, semicolons and number signs."""
    found: dict[str, SafeText] = {}
    for key in _SUBJECT_KEYS:
        if key not in fields or key in skips:
            continue
        value = fields[key]
        words = [_first_text(item) for item in value] if isinstance(value, list) else _cut(_first_text(value))
        for word in words:
            tag = scrub_line(" ".join(word.split()).lstrip("#").strip()[:_LONGEST_VALUE])
            if tag and not _NUMBER_OF_RECORD.fullmatch(tag):
                found.setdefault(tag.casefold(), tag)
    return list(found.values())


def _cut(words: str) -> list[str]:
    return re.split(r"[,;]|\s+(?=#)", words.strip("[]"))


def read_head(draft: MetadataDraft, title: str | None, drafts: Sequence[Draft]) -> None:
    """Take what the text's own head says: the title, then the short lines before its first section."""
    if title is not None:
        draft.put("title", title, Provenance.TEXT)
        _read_parts(draft, read_title(title[:_LONGEST_READ]), Provenance.TEXT)
    for line in _head_lines(drafts):
        parts = read_title(line)
        if title is not None and "series" not in draft.values and names_series(title) and says_which(line):
            draft.put("series", title, Provenance.TEXT)
        _read_parts(draft, TitleParts(None, parts.label, parts.number, parts.days, parts.day), Provenance.TEXT)
        if parts.day is None and parts.days is None:
            search = find_days(line)
            draft.warn_of(search.impossible)
            if search.day is not None and not has_happened(line, search.day):
                draft.put_issued(search.day, Provenance.TEXT)


def _read_parts(draft: MetadataDraft, parts: TitleParts, origin: Provenance) -> None:
    draft.warn_of(parts.impossible)
    draft.put("series", parts.series, origin)
    draft.put("label", parts.label, origin)
    draft.put("number", parts.number, origin)
    draft.put_period(parts.days, parts.label, origin)
    draft.put_issued(parts.day, origin)


def _head_lines(drafts: Sequence[Draft]) -> Iterable[str]:
    """Short lines between the title and the first section or long paragraph, and a heading that is the only date."""
    for draft in drafts[:_MOST_HEAD_BLOCKS]:
        if draft.kind in _PASSED_OVER:
            continue
        if draft.kind is BlockKind.HEADING and _is_only_date_heading(draft, drafts):
            yield draft.text
        if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.QUOTE) or len(draft.text) > _LONGEST_HEAD_LINE:
            return
        yield from draft.text.split("\n")


def _is_only_date_heading(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a heading is a date, and no other is: else the document is a diary of many days."""
    headings = [other for other in drafts if other.kind is BlockKind.HEADING and is_only_date(other.text)]
    return headings == [draft]
