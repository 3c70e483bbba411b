"""The public way in: bytes and a path become a briefing.

Owns the order of the steps and the identity. Knows nothing of libraries, indexes or screens.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.domain.briefing import BlockKind, Briefing, Metadata
from reader.domain.scrub import scrub_line
from reader.importers.counting import count_words
from reader.importers.decoding import decode
from reader.importers.drafts import Draft, assemble
from reader.importers.file_names import read_file_name
from reader.importers.files import DEFAULT_LIMIT, read_file
from reader.importers.formats import Format, is_html, recognise_format, suffix_format
from reader.importers.front_matter import FrontMatter, Value, split_front_matter
from reader.importers.html_file import read_html
from reader.importers.items import mark_items
from reader.importers.markdown import read_markdown
from reader.importers.mdx import is_mdx, strip_mdx
from reader.importers.metadata import MetadataDraft, read_fields, read_head
from reader.importers.plain_text import read_plain_text
from reader.importers.rare import rare_characters
from reader.importers.sections import find_sections
from reader.importers.structure import (
    find_bold_leads,
    has_headings,
    mark_bare_headings,
    mark_bold_headings,
    mark_lead_ins,
    mark_opening,
    mark_title,
    split_glyph_bullets,
)
from reader.importers.templates import strip_templates

EMPTY_FILE = "empty file"

_ID_DIGITS = 16
_TAB_SIZE = 4


@dataclass(slots=True)
class _Body:
    """A document's drafts, and what its format told beside them."""

    drafts: list[Draft]
    fields: Mapping[str, Value] = field(default_factory=dict)
    is_mail: bool = False
    warnings: list[str] = field(default_factory=list)


def import_file(path: str | os.PathLike[str], limit: int = DEFAULT_LIMIT) -> Briefing:
    """Read a file and import it.

    Raises:
        UnreadableFile: if it cannot be read, or is no text.
    """
    return import_briefing(read_file(path, limit), os.fspath(path))


def import_briefing(data: bytes, path: str) -> Briefing:
    """Turn a file's bytes into a briefing.

    Args:
        data: the whole file.
        path: its name, which may tell the format, the title and the date; the file is not looked at.

    Raises:
        UnreadableFile: if the bytes are no text.
    """
    decoded = decode(data, is_html=suffix_format(path) is Format.HTML)
    body = _read_body(decoded.text, path)
    drafts = split_glyph_bullets(body.drafts)
    is_marked = has_headings(drafts)
    leads = {} if is_marked else _make_headings(drafts)
    metadata, notes = _describe(body, drafts, path, is_marked=is_marked)
    mark_lead_ins(drafts)
    layout = assemble(drafts)
    warnings = [*([decoded.warning] if decoded.warning else []), *body.warnings, *notes]
    if not layout.blocks:
        warnings.append(EMPTY_FILE)
    return Briefing(
        id=identify(layout.text, path),
        text=layout.text,
        blocks=layout.blocks,
        sections=find_sections(layout.blocks, layout.text, leads),
        styles=layout.styles,
        metadata=metadata,
        words=count_words(layout.text),
        warnings=tuple(dict.fromkeys(map(scrub_line, warnings))),
    )


def _make_headings(drafts: list[Draft]) -> dict[int, str]:
    """Find the headings of a document that marks none; where it has bold leads instead, return those."""
    if mark_items(drafts):
        mark_opening(drafts)
        return {}
    mark_bold_headings(drafts)
    leads = find_bold_leads(drafts)
    if not leads:
        mark_bare_headings(drafts)
    return leads


def _read_body(text: str, path: str) -> _Body:
    if is_html(text, path):
        drafts, fields, warnings = read_html(text)
        return _Body(drafts, fields, warnings=warnings)
    head = split_front_matter(text)
    body = _Body([], head.fields, head.is_mail, list(head.warnings))
    if head.shown.strip():
        shown = head.shown.strip("\n").expandtabs(_TAB_SIZE)
        body.drafts.append(Draft(BlockKind.CODE, shown, head.shown_line))
    drafts, warnings = _read_text(head, path)
    body.drafts += drafts
    body.warnings += warnings
    return body


def _read_text(head: FrontMatter, path: str) -> tuple[list[Draft], list[str]]:
    text = head.body.expandtabs(_TAB_SIZE)
    if not text.strip():
        return [], []
    match recognise_format(text, path):
        case Format.PLAIN:
            return read_plain_text(text, head.line), []
        case Format.MDX:
            text = strip_mdx(text)
        case _:
            text = strip_mdx(text) if is_mdx(text, is_generated=head.is_fenced) else text
    return read_markdown(strip_templates(text, is_generated=head.is_fenced), head.line)


def _describe(body: _Body, drafts: list[Draft], path: str, *, is_marked: bool) -> tuple[Metadata, list[str]]:
    """Gather the metadata, most trusted source first; the title block is marked on the way."""
    found = MetadataDraft()
    read_fields(found, body.fields, is_mail=body.is_mail)
    title = mark_title(drafts, found.values.get("title"), is_marked=is_marked)
    read_head(found, title, drafts)
    read_file_name(found, path)
    return found.finish(), found.warnings


def _single_spaced(text: str) -> str:
    """`" ".join(text.split())`, without a list of the words."""
    if not rare_characters(text).isprintable():  # all white space but " " is not
        return " ".join(text.split())
    text = text.replace("\n\n", " ").replace("\n", " ").replace("\t", " ").strip(" ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def identify(text: str, path: str) -> str:
    """The id of a text, however it is spaced; that of its path where there is no text."""
    words = _single_spaced(text) or f"path:{path}"
    return hashlib.sha256(words.encode("utf-8", errors="surrogatepass")).hexdigest()[:_ID_DIGITS]
