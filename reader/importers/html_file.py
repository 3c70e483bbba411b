"""Files of HTML to drafts and fields: what the head says, and the body by the common walk.

Owns what only whole documents have: a head, lines to be found again, fillers that newsletters hide text with.
Knows nothing of the walk's rules.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from reader.domain.briefing import BlockKind
from reader.domain.scrub import scrub
from reader.importers.drafts import Draft
from reader.importers.front_matter import Value
from reader.importers.html_footer import FOLDED, fold_footer
from reader.importers.html_guard import is_too_nested
from reader.importers.html_hidden import find_hidden_names
from reader.importers.html_walk import OverBudget, parse_html, walk_tree
from reader.importers.markdown_writer import Resolve, write_markdown
from reader.importers.plain_text import read_verbatim
from reader.importers.rare import scrub_long

TOO_NESTED = "too much or too deep markup: shown as plain text, without tags"

_TAG = re.compile(r"<[^<>]*>")
_CODE = re.compile(r"<(script|style)\b(?>.*?(?:</\1|\Z))", re.IGNORECASE | re.DOTALL)
_FIRST_WORDS = re.compile(r"[^\W_]{2,}")
_WINDOW = 20_000
# What newsletters pad their hidden preview with, also scrubbed; of a block, something else must be left.
_VISIBLE = re.compile(r"[^\s\u00ad\u00b7\u034f\u061c\u180e\u200b-\u200f\u2060\u2800\ufeff]")

_META_KEYS = {
    "author": "author",
    "article:author": "author",
    "dc.creator": "author",
    "og:site_name": "publisher",
    "dc.publisher": "publisher",
    "article:published_time": "date",
    "date": "date",
    "dc.date": "date",
    "pubdate": "date",
    "keywords": "keywords",
    "dc.identifier": "identifier",
}


def read_html(text: str) -> tuple[list[Draft], dict[str, Value], list[str]]:
    """Read a file of HTML.

    Args:
        text: the whole file, scrubbed, with LF line ends.

    Returns:
        The drafts, the fields of its head (a title only where no first heading gives one), and the warnings.
    """
    page = _parse(text)
    drafts, warnings = page.drafts, page.warnings
    if not warnings:
        _place_on_lines(drafts, text)
        folded = fold_footer(drafts)
        drafts, warnings = (drafts, []) if folded is None else (folded, [FOLDED])
    fields = _read_head(page.tree) if page.tree is not None else {}
    if any(draft.kind is BlockKind.HEADING and draft.level == 1 for draft in drafts):
        fields.pop("title", None)
    return drafts, fields, warnings


def convert_html(text: str, resolve: Resolve) -> tuple[str, dict[str, Value]]:
    """A page or the HTML part of a letter as Markdown, and the fields of its head.

    Args:
        text: HTML, as it was decoded.
        resolve: gives the address that is kept for each link and image.
    """
    page = _parse(scrub_long(text.replace("\r\n", "\n")))
    drafts = fold_footer(page.drafts) or page.drafts
    return scrub_long(write_markdown(drafts, resolve)), _read_head(page.tree) if page.tree is not None else {}


class _Page(NamedTuple):
    drafts: list[Draft]
    tree: Any
    """None where the page was not parsed."""
    warnings: list[str]


def _parse(text: str) -> _Page:
    if is_too_nested(text):
        return _Page(read_verbatim(_without_tags(text).split("\n")), None, [TOO_NESTED])
    tree = parse_html(text)
    try:
        drafts = walk_tree(tree.body, is_source=True, hidden_names=find_hidden_names(tree))
    except OverBudget:
        return _Page(read_verbatim(_without_tags(text).split("\n")), tree, [TOO_NESTED])
    return _Page([draft for draft in drafts if draft.kind is BlockKind.RULE or _VISIBLE.search(draft.text)], tree, [])


def _without_tags(text: str) -> str:
    """The words of a page, on their lines, when no more can be had."""
    from html import unescape  # 2 ms to import, and hardly ever needed

    return scrub(unescape(_TAG.sub(" ", _CODE.sub(_only_line_feeds, text))))


def _only_line_feeds(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def _read_head(tree: Any) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    head = tree.head
    if head is None:
        return fields
    title = head.css_first("title")
    if title is not None:
        fields["title"] = title.text()
    for meta in head.css("meta"):
        attributes = meta.attributes
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        if name in _META_KEYS and attributes.get("content"):
            fields.setdefault(_META_KEYS[name], attributes["content"] or "")
    if "title" in fields and "publisher" in fields:
        fields["title"] = _without_site(str(fields["title"]), str(fields["publisher"]))
    root = tree.root
    language = root.attributes.get("lang") if root is not None else None
    if language:
        fields["language"] = language
    return fields


def _without_site(title: str, site: str) -> str:
    """A page's title without the name of the site, which is set off at one of its ends."""
    words, name = " ".join(title.split()), re.escape(" ".join(site.split()))
    return re.sub(rf"^{name} [-–—|·:»] (?=\S)|(?<=\S) [-–—|·:«] {name}$", "", words, count=1)


def _place_on_lines(drafts: Sequence[Draft], text: str) -> None:
    """Find each block's line by its first word: the tree does not keep positions.

    Items of one list stand on adjacent lines; all else is set apart.
    """
    words_only = _TAG.sub(lambda tag: " " * len(tag.group()), text)
    at, line = 0, 1
    before: Draft | None = None
    for draft in drafts:
        word = _FIRST_WORDS.search(draft.text)
        found = words_only.find(word.group(), at, at + _WINDOW) if word else -1
        if word and found >= 0:
            line += text.count("\n", at, found)
            at = found
        draft.line = line
        draft.is_apart = before is None or not (draft.level and before.level and draft.kind is BlockKind.BULLET)
        before = draft
