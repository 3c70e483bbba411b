"""A feed's bytes to items: RSS, RDF and Atom through feedparser, JSON Feed beside it.

Owns what of an entry is its text, its date, its id. A feed is untrusted: what it declares of entities is cut out before
any parser sees it, and no more than so many items are read. Knows nothing of fetching.
"""

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from reader.domain.scrub import SafeText, scrub
from reader.importers.html_file import convert_html
from reader.importers.html_walk import parse_html
from reader.importers.markdown_writer import write_markdown
from reader.importers.plain_text import read_plain_text
from reader.sources.errors import SourceError
from reader.sources.item import Item, clean_line, clean_subjects
from reader.sources.mail import read_date, resolve_link

MOST_ITEMS = 10_000
"""Of one feed; those with thousands are archives."""

_SAMPLE = 4_096
_YEARS = range(1970, 2101)
_DECLARATION = re.compile(rb"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)[^>]*>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE(?P<outside>[^>\[]*)(?P<inside>\[[^\]]*\]?\s*)?>?", re.IGNORECASE)
_ROOT = re.compile(rb"<(?!\?|!)(?P<name>[A-Za-z_][\w.:-]*)")
_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_FEED_ROOTS = frozenset({b"rss", b"feed", b"rdf", b"channel"})
_JSON_VERSION = "jsonfeed.org/version/"
_GLOBAL = re.compile(r"(?:[a-z][a-z0-9+.-]*://|tag:|urn:|mid:)", re.IGNORECASE)
_PLACE = re.compile(r"\A<unknown>:(\d+):\d+: ")
_MARKUP = re.compile(r"<[A-Za-z/!]|&[#A-Za-z]")

# What feedparser raises on feeds that were made to break it; none of it is promised.
_BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Feed:
    """What a feed says."""

    title: SafeText
    items: tuple[Item, ...]
    notes: tuple[SafeText, ...] = ()
    """What is wrong with it."""


def is_feed(data: bytes) -> bool:
    """Whether bytes look like a feed, judged by how they begin."""
    if data.lstrip()[:1] == b"{":
        return _JSON_VERSION.encode() in data.replace(b"\\/", b"/")[:_SAMPLE]
    return _root_name(data) in _FEED_ROOTS


def _root_name(data: bytes) -> bytes:
    """The name of the first element, without prefix and in lower case."""
    start = data[:_SAMPLE].replace(b"\0", b"")
    start = re.sub(rb"<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", b"", start, flags=re.DOTALL | re.IGNORECASE)
    found = _ROOT.search(start)
    return found["name"].lower().rpartition(b":")[2] if found else b""


def read_feed(data: bytes, address: str, content_type: str = "") -> Feed:
    """Read a feed.

    Args:
        data: as it was sent, decompressed.
        address: where it is; relative links begin there, and ids that are no addresses are told apart by it.
        content_type: as it was sent, which may tell the charset.

    Raises:
        SourceError: if it is no feed.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _read_json_feed(data, address)
    if not is_feed(data):
        page = " (a web page: the network's sign-in page, or the feed has moved)" if b"<html" in data.lower() else ""
        raise SourceError(f"is no feed{page}")
    data, is_cut = _cut_items(without_declarations(data))
    parsed = _parse(data, address, content_type)
    notes = _note_problems(parsed, is_cut)
    if not parsed.entries and not parsed.get("version"):
        raise SourceError("cannot be read as a feed: " + (notes[0] if notes else "no entries"))
    head = _Head.of(parsed.feed, address)
    return Feed(head.title, tuple(_read_entry(entry, head) for entry in parsed.entries), tuple(notes))


def _parse(data: bytes, address: str, content_type: str) -> Any:
    import feedparser

    try:
        return feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": content_type or "application/xml", "content-location": address},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _BROKEN as error:
        raise SourceError(f"cannot be read as a feed: {error}") from error


def without_declarations(data: bytes) -> bytes:
    """The document without its own entities: no parser is to expand or to fetch them.

    A space stands where each stood, so that what was around it does not become another.
    """
    if b"<!" not in data[:_SAMPLE] and b"<!ENTITY" not in data:
        return data
    return _cut_declarations(_DOCTYPE.sub(b" ", _cut_declarations(data), count=1))


def _cut_declarations(data: bytes) -> bytes:
    # Behind the last ">" none ends, and each that begins there would be looked for to the end.
    end = data.rfind(b">") + 1
    return _DECLARATION.sub(b" ", data[:end]) + data[end:]


def _cut_items(data: bytes) -> tuple[bytes, bool]:
    """The document up to the last item that is read, closed, and whether that is less than there was."""
    for number, found in enumerate(_ITEM.finditer(data)):
        if number == MOST_ITEMS:
            root = _ROOT.search(data)
            name = root["name"] if root else b""
            channel = b"</channel>" if name.lower() == b"rss" else b""
            return data[: found.start()] + channel + b"</" + name + b">", True
    return data, False


def _note_problems(parsed: Any, is_cut: bool) -> list[SafeText]:
    notes = []
    if is_cut:
        notes.append(note_most())
    if parsed.get("bozo") and not isinstance(parsed.get("bozo_exception"), _harmless()):
        told = _PLACE.sub(r"in line \1: ", str(parsed.get("bozo_exception")))
        notes.append(clean_line(f"not well-formed: {told}"[:200]))
    return notes


def note_most() -> SafeText:
    """That a feed has more items than are read."""
    return SafeText(f"only the first {MOST_ITEMS:,} items are read")


def _harmless() -> tuple[type[Exception], ...]:
    from feedparser.exceptions import CharacterEncodingOverride, NonXMLContentType

    return (CharacterEncodingOverride, NonXMLContentType)


@dataclass(frozen=True, slots=True)
class _Head:
    """What all items of a feed share."""

    title: SafeText
    publisher: SafeText
    language: SafeText
    address: str

    @classmethod
    def of(cls, feed: Entry, address: str) -> "_Head":
        title = read_markup(feed.get("title", ""))
        publisher = clean_line(str(feed.get("publisher") or "")) or title
        return cls(title, publisher, clean_line(str(feed.get("language") or "")), address)


def _read_entry(entry: Entry, head: _Head) -> Item:
    link = resolve_link(str(entry.get("link") or ""), head.address)
    body = _read_content(entry, link or head.address)
    title = read_markup(str(entry.get("title") or ""))
    author = entry.get("author_detail") or {}
    return Item(
        title=title or _first_words(body),
        body=body,
        issued=_read_entry_date(entry),
        creator=clean_line(str(author.get("name") or entry.get("author") or "")),
        publisher=head.publisher,
        series=head.title,
        source=clean_line(link),
        identifier=make_identifier(str(entry.get("id") or ""), head.address),
        language=clean_line(str(entry.get("language") or "")) or head.language,
        subjects=clean_subjects([str(tag.get("label") or tag.get("term") or "") for tag in entry.get("tags") or ()]),
        notes=tuple(_note_enclosures(entry.get("enclosures") or ())),
    )


def _read_content(entry: Entry, base: str) -> str:
    """The whole text where the feed has it, else the summary."""
    details: list[Entry] = [detail for detail in entry.get("content") or () if str(detail.get("value") or "").strip()]
    details.sort(key=lambda detail: "html" not in str(detail.get("type")))
    summary = entry.get("summary_detail") or {"value": entry.get("summary") or ""}
    for detail in (*details, summary):
        text = convert_content(str(detail.get("value") or ""), base, is_plain=detail.get("type") == "text/plain")
        if text.strip():
            return text
    return ""


def convert_content(text: str, base: str, *, is_plain: bool = False) -> str:
    """What an entry says, as Markdown; words that are called plain and are not are read as HTML."""
    if is_plain and not _MARKUP.search(text):
        return scrub(write_markdown(read_plain_text(scrub(text.replace("\r\n", "\n").expandtabs(4)))))
    return convert_html(text, lambda address: resolve_link(address, base))[0]


def read_markup(text: str) -> SafeText:
    """A title as one line of words; it may be HTML."""
    if _MARKUP.search(text):
        body = parse_html(text).body
        text = body.text() if body is not None else text
    return clean_line(text)


def _first_words(body: str) -> SafeText:
    words = re.sub(r"[*_`#>\[\]\\|]|\]\([^)]*\)", "", body.strip().partition("\n")[0]).split()
    return clean_line(" ".join(words[:10])) or SafeText("untitled")


def _read_entry_date(entry: Entry) -> datetime | None:
    for name in ("published", "updated", "created"):
        written = str(entry.get(name) or "")
        found = read_any_date(written) or _from_parts(entry.get(f"{name}_parsed") if written else None)
        if found is not None:
            return found
    return None


def read_any_date(text: str) -> datetime | None:
    """A date as feeds write them, with its own offset; None for one that no calendar has, or of no likely year."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return read_date(text)
    return found.replace(microsecond=0) if found.year in _YEARS else None


def _from_parts(parts: Sequence[int] | None) -> datetime | None:
    """What feedparser made of another form: in Greenwich time."""
    try:
        found = datetime(*parts[:6], tzinfo=UTC) if parts else None  # type: ignore[arg-type, misc]
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found is not None and found.year in _YEARS else None


def make_identifier(name: str, address: str) -> SafeText:
    """An id that is unique in the world: feeds may call their entries 1, 2, 3."""
    name = name.strip()
    if not name:
        return SafeText("")
    return clean_line(name if _GLOBAL.match(name) else f"{address}#{name}")


def _note_enclosures(enclosures: Iterable[Entry]) -> Iterable[SafeText]:
    for enclosure in list(enclosures)[:20]:
        address = resolve_link(str(enclosure.get("href") or enclosure.get("url") or ""), "")
        kind = enclosure.get("type") or enclosure.get("mime_type") or "unknown kind"
        if address:
            yield clean_line(f"{address} ({kind})")


def _read_json_feed(data: bytes, address: str) -> Feed:
    try:
        loaded = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"cannot be read as JSON Feed: {error}") from error
    if not isinstance(loaded, dict) or _JSON_VERSION not in str(loaded.get("version")):
        raise SourceError("is no feed (JSON, but no JSON Feed)")
    entries = loaded.get("items")
    entries = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    head = _Head.of({key: _as_text(loaded.get(key)) for key in ("title", "language")}, address)
    items = tuple(_read_json_entry(entry, head) for entry in entries[:MOST_ITEMS])
    notes = (note_most(),) if len(entries) > MOST_ITEMS else ()
    return Feed(head.title, items, notes)


def _as_text(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _read_json_entry(entry: Entry, head: _Head) -> Item:
    link = resolve_link(_as_text(entry.get("url")) or _as_text(entry.get("external_url")), head.address)
    html, plain = _as_text(entry.get("content_html")), _as_text(entry.get("content_text"))
    body = convert_content(html or plain or _as_text(entry.get("summary")), link or head.address, is_plain=not html)
    authors = entry.get("authors") if isinstance(entry.get("authors"), list) else [entry.get("author")]
    names = [_as_text(author.get("name")) for author in authors or () if isinstance(author, dict)]
    tags, attached = entry.get("tags"), entry.get("attachments")
    written = _as_text(entry.get("date_published")) or _as_text(entry.get("date_modified"))
    return Item(
        title=clean_line(_as_text(entry.get("title"))) or _first_words(body),
        body=body,
        issued=read_any_date(written),
        creator=clean_line(", ".join(filter(None, names))),
        publisher=head.publisher,
        series=head.title,
        source=clean_line(link),
        identifier=make_identifier(_as_text(entry.get("id")), head.address),
        language=clean_line(_as_text(entry.get("language"))) or head.language,
        subjects=clean_subjects([_as_text(tag) for tag in tags] if isinstance(tags, list) else []),
        notes=tuple(
            _note_enclosures(one for one in attached if isinstance(one, dict)) if isinstance(attached, list) else ()
        ),
    )


def sort_newest(items: Sequence[Item], most: int) -> list[Item]:
    """The newest of some items, in their order; all where `most` is 0. What has no date counts as oldest."""
    if not most or len(items) <= most:
        return list(items)
    ranks = sorted(range(len(items)), key=lambda number: items[number].day, reverse=True)
    chosen = frozenset(ranks[:most])
    return [item for number, item in enumerate(items) if number in chosen]


def mark_item(item: Item, series: str, tags: Sequence[str]) -> Item:
    """An item with what the settings say of its source."""
    if not series and not tags:
        return item
    return replace(item, series=clean_line(series) or item.series, subjects=clean_subjects([*tags, *item.subjects]))
