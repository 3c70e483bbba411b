"""An item as a Markdown file with front matter, and the name of that file.

Owns what the file looks like and which names every file system takes. Reads and writes no file.
"""

import json
import re
import unicodedata
from collections.abc import Iterator

from reader.domain.scrub import scrub
from reader.importers.front_matter import Value, split_front_matter
from reader.sources.item import Item, Keys, make_keys

UNDATED = "undated"
"""The folder of what has no date."""

_LONGEST_SLUG = 60
_LONGEST_SLUG_BYTES = 120
"""With date, number and suffix well below the 255 bytes of most file systems, also in NFD."""
_NOT_IN_NAMES = re.compile(r"[^\w]+|_+")
_RESERVED = frozenset("con prn aux nul".split()) | {
    f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"
}
"""Names that Windows keeps for devices, whatever their suffix."""
_NOTES_MARK = "Not kept: "
_FIRST_HEADING = re.compile(r"# (.*)")
_ESCAPES = re.compile(r"\\([^\w\s])")
_MARKS = re.compile(r"[*_`~\\]")


def print_item(item: Item) -> bytes:
    """The whole file of an item; the same item gives the same bytes."""
    parts = ["---", *_fields(item), "---", "", _body(item)]
    return scrub("\n".join(parts)).encode("utf-8", errors="replace")


def _fields(item: Item) -> Iterator[str]:
    texts = {
        "title": item.title,
        "creator": item.creator,
        "publisher": item.publisher,
        "series": item.series,
        "issued": item.issued.isoformat() if item.issued else "",
        "source": item.source,
        "identifier": item.identifier,
    }
    for name, text in texts.items():
        if text:
            yield f"{name}: {text if name == 'issued' else _quote(text)}"
    if item.subjects:
        yield f"subjects: [{', '.join(map(_quote, item.subjects))}]"
    if item.language:
        yield f"language: {_quote(item.language)}"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _body(item: Item) -> str:
    body = item.body.strip("\n")
    parts = [] if _begins_with(body, item.title) else [f"# {_escape(item.title)}\n"]
    if body:
        parts.append(body + "\n")
    if item.notes:
        parts.append(f"*{_NOTES_MARK}{'; '.join(map(_escape, item.notes))}*\n")
    return "\n".join(parts)


def _begins_with(body: str, title: str) -> bool:
    """Whether the first line is the title as a heading."""
    found = _FIRST_HEADING.match(body)
    words = _MARKS.sub("", _ESCAPES.sub(r"\1", found[1])) if found else ""
    return words.split() == _MARKS.sub("", title).split() and bool(words)


def _escape(words: str) -> str:
    from reader.domain.briefing import BlockKind
    from reader.importers.drafts import Draft
    from reader.importers.markdown_writer import write_markdown

    return write_markdown([Draft(BlockKind.PARAGRAPH, words)]).rstrip("\n")


def place_item(item: Item) -> tuple[str, str]:
    """The folder of an item's file ("2026/05") and its name without number and suffix ("2026-05-09-memory-weekly")."""
    slug = make_slug(item.title)
    if item.issued is None:
        return UNDATED, slug
    return f"{item.issued:%Y/%m}", f"{item.day}-{slug}"


def make_slug(title: str) -> str:
    """Words of a title as a part of a file's name: letters and digits of any script, in lower case, and hyphens."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    latin = _NOT_IN_NAMES.sub("-", bare)
    words = latin if latin.isascii() else _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", plain))
    slug = words.strip("-")[:_LONGEST_SLUG]
    while len(slug.encode("utf-8", errors="replace")) > _LONGEST_SLUG_BYTES:
        slug = slug[:-1]
    slug = slug.strip("-").encode("utf-8", errors="ignore").decode() or "untitled"
    return f"{slug}-item" if slug in _RESERVED else slug


def key_item(item: Item) -> Keys:
    """By what an item is known again."""
    body = _without_title(item.body.strip("\n"), item.title)
    return make_keys(title=item.title, day=item.day, identifier=item.identifier, link=item.source, body=body)


def _without_title(body: str, title: str) -> str:
    return body.partition("\n")[2] if _begins_with(body, title) else body


def recall_keys(content: bytes) -> Keys | None:
    """The keys of an item, from its file; None where it is no such file."""
    head = split_front_matter(content.decode("utf-8", errors="replace"))
    fields = {name: _text(head.fields.get(name)) for name in ("title", "issued", "source", "identifier")}
    if not fields["title"]:
        return None
    body = _without_title(head.body.strip("\n"), fields["title"])
    start = body.rfind(f"\n*{_NOTES_MARK}")
    body = body if start < 0 or "\n" in body[start + 1 :] else body[:start].strip("\n")
    day = fields["issued"][:10]
    return make_keys(title=fields["title"], day=day, identifier=fields["identifier"], link=fields["source"], body=body)


def _text(value: Value | None) -> str:
    return value if isinstance(value, str) else ""
