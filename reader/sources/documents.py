"""Files and pages to items: whatever a person hands over, by what it is rather than by what it is called.

Owns how the kinds are told apart. Knows nothing of fetching or of folders.
"""

import re
from datetime import datetime, time
from enum import StrEnum

from reader.domain.briefing import Metadata
from reader.domain.scrub import SafeText, scrub
from reader.importers.briefings import import_briefing
from reader.importers.decoding import decode
from reader.importers.files import UnreadableFile
from reader.importers.formats import Format, is_html, recognise_format
from reader.importers.front_matter import Value, split_front_matter
from reader.importers.html_file import convert_html
from reader.importers.markdown_writer import write_markdown
from reader.importers.plain_text import read_plain_text
from reader.sources.errors import SourceError
from reader.sources.feeds import is_feed, read_any_date, read_feed
from reader.sources.full_text import extract_article, find_main
from reader.sources.item import Item, clean_line
from reader.sources.mail import read_letter, resolve_link
from reader.sources.mailboxes import looks_like_letter

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)
_OPML = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_SAMPLE = 4_096
_FIRST_TITLE = re.compile(r"(?m)\A#{1,2} +(.+)$")
_ENDING = ".html"


class Kind(StrEnum):
    """What some bytes are."""

    OPML = "a list of feeds"
    FEED = "a feed"
    LETTER = "a letter"
    PAGE = "a page"
    TEXT = "a text"


def recognise(data: bytes, name: str = "") -> Kind:
    """What bytes are, by how they begin.

    Args:
        data: the whole.
        name: of their file, which tells a page or a text where they do not.
    """
    start = data[:_SAMPLE]
    if _OPML.search(start):
        return Kind.OPML
    if is_feed(data):
        return Kind.FEED
    if name.lower().endswith(".eml") or looks_like_letter(data):
        return Kind.LETTER
    return Kind.PAGE if is_html(start.decode("utf-8", errors="replace"), name) else Kind.TEXT


def read_document(data: bytes, name: str) -> tuple[Item, ...]:
    """The items in a file.

    Args:
        data: the whole file.
        name: its name, which may tell the title, the date and the format.

    Raises:
        SourceError: if there are none in it.
    """
    match recognise(data, name):
        case Kind.FEED:
            return read_feed(data, "").items
        case Kind.LETTER:
            return (read_letter(data),)
        case Kind.PAGE:
            return (read_page(data, "", name=name),)
        case Kind.OPML:
            raise SourceError("is a list of feeds, not one document")
        case Kind.TEXT:
            return (_read_text(data, name),)


def _read_text(data: bytes, name: str) -> Item:
    try:
        text = decode(data).text
        metadata = import_briefing(data, name).metadata
    except UnreadableFile as error:
        raise SourceError(error.reason) from error
    body = split_front_matter(text).body
    if not body.strip():
        raise SourceError("is empty")
    if recognise_format(body, name) is Format.PLAIN:
        body = scrub(write_markdown(read_plain_text(body.expandtabs(4))))
    return _describe(metadata, body.strip("\n") + "\n")


def _describe(metadata: Metadata, body: str) -> Item:
    return Item(
        title=metadata.title,
        body=body,
        issued=datetime.combine(metadata.issued, time()) if metadata.issued else None,
        creator=metadata.creator or SafeText(""),
        publisher=metadata.publisher or SafeText(""),
        series=metadata.series or SafeText(""),
        source=metadata.source or SafeText(""),
        identifier=metadata.identifier or SafeText(""),
        language=metadata.language or SafeText(""),
        subjects=metadata.subjects,
    )


def decode_page(data: bytes, content_type: str = "") -> str:
    """The text of a page, in the charset that its server or itself says.

    Raises:
        SourceError: if it is no text.
    """
    stated = _CHARSET.search(content_type)
    if stated:
        try:
            return data.decode(stated[1])
        except (LookupError, ValueError):
            pass
    try:
        return decode(data, is_html=True).text
    except UnreadableFile as error:
        raise SourceError(error.reason) from error


def read_page(data: bytes, address: str, content_type: str = "", name: str = "") -> Item:
    """A page as an item: its article, where that can be told from what stands around it.

    Raises:
        SourceError: if it is no text, or says nothing.
    """
    html = decode_page(data, content_type)

    def resolve(link: str) -> str:
        return resolve_link(link, address)

    whole, fields = convert_html(html, resolve)
    body = _find_article(html, address) or convert_html(find_main(html), resolve)[0] or whole
    if not body.strip():
        raise SourceError("a page that says nothing without a browser")
    heading = _FIRST_TITLE.match(body)
    title = _field(fields, "title") or (heading[1] if heading else "") or name.removesuffix(_ENDING) or address
    return Item(
        title=clean_line(title),
        body=body,
        issued=read_any_date(_field(fields, "date")),
        creator=clean_line(_field(fields, "author")),
        publisher=clean_line(_field(fields, "publisher")),
        source=clean_line(address),
        identifier=clean_line(address),
        language=clean_line(_field(fields, "language")),
    )


def _find_article(html: str, address: str) -> str:
    try:
        return extract_article(html, address)
    except SourceError:
        return ""


def _field(fields: dict[str, Value], name: str) -> str:
    value = fields.get(name, "")
    return value if isinstance(value, str) else ""
