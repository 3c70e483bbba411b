"""One letter to one item: its best part, its headers, its attachments by name only.

Owns what of a letter is its text. Knows nothing of mailboxes. The standard library parses; what it raises on letters
that were made to break it becomes a `SourceError`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from reader.domain.scrub import SafeText, scrub, scrub_line
from reader.importers.files import human_size
from reader.importers.html_file import convert_html
from reader.importers.markdown_writer import write_markdown
from reader.importers.plain_text import read_plain_text
from reader.sources.errors import SourceError
from reader.sources.item import Item, clean_line

LARGEST_LETTER = 32 * 1024 * 1024
"""Bytes, attachments included."""
_MOST_PARTS = 1_000
_DEEPEST = 20
"""Parts within parts, and letters within letters."""
_MOST_BOUNDARIES = 2_000
"""The library's parser looks for each open boundary in every line."""
_LONGEST_HEADER = 20_000
_LONG_HEADER = re.compile(rb"(?mi)^content-(?:type|disposition)[ \t]*:(?:[^\n]|\n[ \t]){65536}")
"""The library looks through all that stands behind each of its semicolons."""
_LARGEST_UU = 100_000
"""Code points of a part that is coded so; a line of two makes forty-five bytes."""
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape"})
"""What Python knows by such a name and no letter is written in; the first takes for ever."""
_MOST_NOTES = 20
_YEARS = range(1970, 2101)
_YEAR_ZERO = re.compile(r"(?<![\d:+-])0{3,}(?!\d)")
"""The library takes it for the year 2000."""
_ENCODED = re.compile(r"(=\?[^?\s]{1,60}\?[BbQq]\?[^?]*\?=)[ \t\r\n]+(?==\?)")
_LIST_ID = re.compile(r"<([^<>]*)>\s*$")
_FLOWED_BREAK = re.compile(r"(?m)(?<=\S) \n(?!-- \n|>)")
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_ALIASES = {"unicode-1-1-utf-7": "utf-7", "x-unknown": "utf-8", "unknown-8bit": "utf-8", "ansi": "cp1252"}
_WESTERN = frozenset({"us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1", ""})


def read_letter(data: bytes) -> Item:
    """Read a letter.

    Args:
        data: the whole letter, as it was sent.

    Raises:
        SourceError: if there is no text in it, or it is too large or too deep.
    """
    if len(data) > LARGEST_LETTER:
        raise SourceError(f"a letter larger than {human_size(LARGEST_LETTER)}")
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    if len(_BOUNDARY.findall(data)) > _MOST_BOUNDARIES:
        raise SourceError("a letter of too many parts")
    if _LONG_HEADER.search(data):
        raise SourceError("a letter that says more than 64 kB of what kind it is")
    try:
        return _read(message_from_bytes(data))
    except RecursionError:
        raise SourceError("a letter of parts within parts, too deep to be read") from None


def _read(message: Message) -> Item:
    found = _Parts()
    _collect(message, found, 0)
    title = _header(message, "Subject") or "(no subject)"
    body = _write_body(found, message)
    if not body.strip() and not found.notes:
        raise SourceError("a letter without text")
    name, address = _read_sender(_header(message, "From"))
    series, list_host = _read_list(_header(message, "List-Id"))
    return Item(
        title=clean_line(title),
        body=body,
        issued=read_date(_header(message, "Date")),
        creator=clean_line(name or address),
        publisher=clean_line(address.partition("@")[2] or list_host),
        series=series,
        identifier=read_message_id(_header(message, "Message-ID")),
        language=clean_line(_header(message, "Content-Language").split(",")[0])[:20],  # type: ignore[arg-type]
        source=_read_archive(_header(message, "Archived-At")),
        notes=tuple(found.notes[:_MOST_NOTES]),
    )


def _read_sender(text: str) -> tuple[str, str]:
    try:
        return parseaddr(text)
    except RecursionError:  # comments within comments
        return text, ""


class _Parts:
    """The texts of a letter by kind, and what is named only."""

    def __init__(self) -> None:
        self.html: list[Message] = []
        self.plain: list[Message] = []
        self.notes: list[SafeText] = []
        self.left = _MOST_PARTS


def _collect(part: Message, found: _Parts, depth: int) -> None:
    """Sort the parts of a letter; of alternatives the richest that can be read, of letters in it their texts too."""
    found.left -= 1
    if found.left < 0 or depth > _DEEPEST:
        note = SafeText("parts beyond what a letter has")
        if note not in found.notes:
            found.notes.append(note)
        return
    kind = part.get_content_type()
    if part.is_multipart():
        payload = [inner for inner in part.get_payload() if isinstance(inner, Message)]
        chosen = [_choose(payload)] if kind == "multipart/alternative" and payload else payload
        for inner in chosen:
            _collect(inner, found, depth + 1)
    elif _is_attached(part) or not kind.startswith(("text/", "multipart/")):
        found.notes.append(_name_attachment(part, kind))
    elif kind == "text/html":
        found.html.append(part)
    elif kind in ("text/plain", "text/markdown") or kind.startswith("multipart/"):
        found.plain.append(part)


def _choose(parts: list[Message]) -> Message:
    """Of alternatives the one with HTML, else with text, else the last."""
    for kind in ("text/html", "text/plain"):
        for part in reversed(parts):
            if any(inner.get_content_type() == kind for inner in _walk(part)):
                return part
    return parts[-1]


def _walk(part: Message) -> Iterator[Message]:
    waiting, left = [part], _MOST_PARTS
    while waiting and left:
        left -= 1
        inner = waiting.pop()
        yield inner
        if inner.is_multipart():
            waiting.extend(one for one in inner.get_payload() if isinstance(one, Message))


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or _is_large_uu(part)


def _is_large_uu(part: Message) -> bool:
    coding, payload = str(part.get("Content-Transfer-Encoding", "")).strip().lower(), part.get_payload()
    is_uu = coding in ("x-uuencode", "uuencode", "uue", "x-uue")
    return is_uu and isinstance(payload, str) and len(payload) > _LARGEST_UU


def _name_attachment(part: Message, kind: str) -> SafeText:
    try:
        name = decode_words(str(part.get_filename() or ""))
    except (LookupError, ValueError, TypeError):
        name = ""
    payload = part.get_payload()
    size = len(payload) * 3 // 4 if isinstance(payload, str) else 0
    return clean_line(f"{name or 'a part without a name'} ({kind[:60]}, {human_size(size)})")


def _write_body(found: _Parts, message: Message) -> str:
    base = _header(message, "Content-Base") or _header(message, "Content-Location")
    if found.html:
        texts = [convert_html(_decode(part), lambda address: resolve_link(address, base))[0] for part in found.html]
        body = "\n---\n\n".join(text for text in texts if text.strip())
        if body:
            return body
    return "\n---\n\n".join(filter(None, map(_write_plain, found.plain)))


def _write_plain(part: Message) -> str:
    text = _decode(part).replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    if "flowed" in str(part.get("Content-Type", "")).lower():
        text = _FLOWED_BREAK.sub(" ", text)
    if part.get_content_type() == "text/markdown":
        return scrub(text)
    return scrub(write_markdown(read_plain_text(scrub(text))))


def _decode(part: Message) -> str:
    """The text of a part: what it says of its charset is believed where that works."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        charset = (part.get_content_charset() or "").strip("'\"")
    except (LookupError, ValueError, TypeError, AttributeError):
        charset = ""
    return decode_bytes(data, charset)


def decode_bytes(data: bytes, charset: str) -> str:
    """Bytes of a stated charset as text; UTF-8 that is called Latin, as it often is, is told by its bytes."""
    charset = charset.lower()
    names = [_ALIASES.get(charset, charset), "utf-8", "cp1252"]
    if charset in _WESTERN or _is_no_charset(charset):
        names = ["utf-8", "cp1252"]
    for name in names:
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("utf-8", errors="replace")


def _is_no_charset(name: str) -> bool:
    return "".join(letter if letter.isalnum() else "_" for letter in name).strip("_") in _NO_CHARSETS


def _header(message: Message, name: str) -> str:
    """A header as one line of text, not scrubbed yet; "" where it is missing."""
    # What `get` returns has lost the bytes that stand there undeclared.
    raw_items: Iterable[tuple[str, object]] = message.raw_items()
    value = next((value for key, value in raw_items if key.lower() == name.lower()), "")
    text = str(value)[:_LONGEST_HEADER]
    raw = text.encode("ascii", errors="surrogateescape") if "\udc80" <= max(text, default="") <= "\udcff" else b""
    return " ".join(decode_words(decode_bytes(raw, "") if raw else text).split())


def decode_words(text: str) -> str:
    """A header with its encoded words (RFC 2047) decoded; one that cannot be decoded stays as it is written."""
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(_ENCODED.sub(r"\1", text))
    except (HeaderParseError, ValueError):
        return text
    return "".join(
        decode_bytes(piece, charset or "") if isinstance(piece, bytes) else piece for piece, charset in pieces
    )


def read_message_id(text: str) -> SafeText:
    """The id of a letter, as an address that is unique in the world (RFC 2392)."""
    name = text.strip().strip("<>").strip()
    return clean_line(f"mid:{name}") if name else SafeText("")


def read_date(text: str) -> datetime | None:
    """The date of a letter with its sender's offset; None for one that no calendar has, or that nobody wrote then."""
    if _YEAR_ZERO.search(text):
        return None
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.year in _YEARS else None


def _read_list(text: str) -> tuple[SafeText, str]:
    """The name of a mailing list, and its host."""
    found = _LIST_ID.search(text)
    host = found[1].strip() if found else text.strip()
    name = text[: found.start()].strip().strip('"').strip() if found else ""
    return clean_line(name or host), host


def _read_archive(text: str) -> SafeText:
    return clean_line(resolve_link(text.strip().strip("<>"), ""))


def resolve_link(address: str, base: str) -> str:
    """An address that may be kept, made absolute; "" for any but http, https and mailto."""
    if not address.strip():
        return ""
    if address.startswith(("https://", "http://")):
        return str(scrub_line(address.strip()))
    try:
        whole = urljoin(base, address.strip()) if base else address.strip()
        scheme = urlsplit(whole).scheme.lower()
    except ValueError:
        return ""
    return str(scrub_line(whole)) if scheme in ("http", "https", "mailto") else ""
