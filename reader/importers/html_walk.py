"""One walk over an HTML tree, for HTML files and for what the Markdown parser makes: elements to drafts.

Owns what each element means. The walk never recurses, and gives up (`OverBudget`) rather than take for ever.
Knows nothing of files, metadata or where the HTML came from.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from reader.domain.briefing import InlineKind
from reader.importers.block_builder import BlockBuilder
from reader.importers.drafts import Draft
from reader.importers.html_hidden import is_hidden, is_pixel, read_style
from reader.importers.html_tables import is_layout_table, read_alignment

MAX_DEPTH = 200
"""Open elements. Quotes within quotes twenty-five deep take 26, lists twelve deep 24."""
MAX_NODES = 1_000_000
"""Elements and texts: a second or two of walking."""

_CROWDED = re.compile(
    r"<[A-Za-z][^ \t\n\f\r/>]*+"
    r"(?:[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
    r"(?>(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?>(?:\"[^\"]*+\"|'[^']*+'|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+)?))?)){500}"
)
"""The beginning of a tag and five hundred attributes."""
_SMALL = 10_000
"""Code points in which there is no room for as many attributes as take long."""

Closer = Callable[[], None]
Opener = Callable[["Walk", Any], Closer | None]

_MOST_COLUMNS = 100
_UNCHECKED, _CHECKED = "☐", "☑"
_SUPERSCRIPTS = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_SUBSCRIPTS = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_RAISABLE = frozenset("0123456789+-()")


class OverBudget(Exception):
    """The tree is too deep or too large to be walked."""


def parse_html(html: str) -> Any:
    """Parse a whole document or a fragment; whatever is missing is made up, as browsers do.

    A tag ends behind five hundred attributes, and what stands there of it is text: the parser compares each attribute
    with all others of its tag, and nobody can interrupt it.
    """
    from selectolax.lexbor import LexborHTMLParser  # 24 ms to import, and plain text needs none of it

    return LexborHTMLParser(html if len(html) < _SMALL else _CROWDED.sub(r"\g<0>>", html))


def walk_tree(body: Any, *, is_source: bool = False, hidden_names: frozenset[str] = frozenset()) -> list[Draft]:
    """Turn what stands in `body` into drafts, in order.

    Args:
        body: an element, or None.
        is_source: whether this is a file of HTML: then white space collapses, and hidden elements are left out.
        hidden_names: the classes and ids that its sheet hides.

    Raises:
        OverBudget: if the tree is deeper than `MAX_DEPTH` or has more than `MAX_NODES` nodes.
    """
    return [] if body is None else Walk(is_source, hidden_names).run(body)


class Walk:
    """One walk: the builder that it feeds, and the rules for each element."""

    def __init__(self, is_source: bool, hidden_names: frozenset[str] = frozenset()) -> None:
        self._hidden_names = hidden_names
        self.builder = BlockBuilder(collapses=is_source)
        self._is_source = is_source

    def run(self, root: Any) -> list[Draft]:
        """Visit every node below `root`."""
        add_text, words = self.builder.words.add, self.builder.words
        open_: list[tuple[Any, Closer | None]] = []
        node = root.first_child
        left = MAX_NODES
        while True:
            while node is None:
                if not open_:
                    return self.builder.finish()
                parent, close = open_.pop()
                if close is not None:
                    close()
                node = parent.next
            left -= 1
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if text != "\n" or words.parts:  # what stands between two elements of the parser's making
                    add_text(text)
            elif (child := self._enter(node, tag, open_)) is not None:
                node = child
                continue
            if left < 0:
                raise OverBudget
            node = node.next

    def _enter(self, node: Any, tag: str | None, open_: list[tuple[Any, Closer | None]]) -> Any:
        """Open an element; return its first child when there is something to visit within it."""
        if tag in _SKIPPED:
            return None
        set_apart = None
        if self._is_source and (attributes := node.attributes):
            style = read_style(attributes.get("style"))
            if is_hidden(attributes, style, self._hidden_names) or (tag == "img" and is_pixel(attributes, style)):
                return None
            set_apart = self._set_apart(style.gap) if style.gap and tag in _INLINE else None
        opener = _OPENERS.get(tag or "")
        close = opener(self, node) if opener is not None else None
        if set_apart is not None:
            close = _close_apart(close, set_apart)
        if close is _skip:
            return None
        child = node.first_child
        if child is not None:
            if len(open_) >= MAX_DEPTH:
                raise OverBudget
            open_.append((node, close))
        elif close is not None:
            close()
        return child

    def _set_apart(self, gap: str) -> Closer:
        """Begin what a style sets apart, such as a button; what ends it in the same way."""
        set_apart: Closer = self.builder.cut if gap == "block" else self._add_space
        set_apart()
        return set_apart

    def _add_space(self) -> None:
        if self.builder.words.parts:
            self.builder.words.add(" ")

    def line_of(self, node: Any) -> int:
        """The line that the Markdown parser wrote on an element, or 0."""
        if self._is_source:
            return 0
        first, _, _ = (node.attributes.get("data-sourcepos") or "").partition(":")
        return int(first) if first.isdecimal() and len(first) < 10 else 0

    def is_data_table(self, node: Any) -> bool:
        """Whether a table is to be read as rows and columns."""
        return bool(self.line_of(node)) or not is_layout_table(node)


def _skip() -> None:
    """Returned by an opener whose element must not be entered."""


def _close_apart(close: Closer | None, set_apart: Closer) -> Closer:
    """Close an element and what set it apart."""
    if close is _skip:
        set_apart()
        return _skip

    def close_both() -> None:
        if close is not None:
            close()
        set_apart()

    return close_both


def _open_block(walk: Walk, node: Any) -> Closer:
    walk.builder.cut(walk.line_of(node))
    return walk.builder.cut


def _open_heading(walk: Walk, node: Any) -> Closer:
    walk.builder.open_heading(int(node.tag[1]), walk.line_of(node))
    return walk.builder.close_heading


def _open_list(walk: Walk, node: Any) -> Closer:
    number: int | None = None
    shape = "{}."
    if node.tag == "ol":
        start = node.attributes.get("start") or "1"
        number = int(start) if start.isdecimal() and len(start) < 10 else 1
        parent = node.parent
        if parent is not None and parent.tag == "section" and "data-footnotes" in parent.attributes:
            shape = "[{}]"
    walk.builder.open_list(number, shape)
    return walk.builder.close_list


def _open_item(walk: Walk, node: Any) -> Closer:
    walk.builder.open_item(walk.line_of(node))
    return walk.builder.close_item


def _open_quote(walk: Walk, node: Any) -> Closer:
    walk.builder.open_quote(walk.line_of(node))
    return walk.builder.close_quote


def _open_code(walk: Walk, node: Any) -> Closer:
    walk.builder.open_code(walk.line_of(node))
    return walk.builder.close_code


def _add_rule(walk: Walk, node: Any) -> None:
    walk.builder.add_rule(walk.line_of(node))


def _add_break(walk: Walk, node: Any) -> None:
    walk.builder.add_break()


def _open_table(walk: Walk, node: Any) -> Closer:
    if not walk.is_data_table(node):
        return _open_block(walk, node)
    walk.builder.open_table(walk.line_of(node))
    return walk.builder.close_table


def _open_row(walk: Walk, node: Any) -> None:
    walk.builder.open_row()


def _open_cell(walk: Walk, node: Any) -> Closer:
    attributes = node.attributes
    walk.builder.open_cell(read_alignment(attributes))
    span = attributes.get("colspan") or "1"
    extra = min(int(span), _MOST_COLUMNS) - 1 if span.isdecimal() and len(span) < 4 else 0
    return partial(walk.builder.close_cell, max(0, extra)) if extra else walk.builder.close_cell


def _open_style(kind: InlineKind) -> Opener:
    def open_(walk: Walk, node: Any) -> Closer | None:
        return _begin_run(walk, node, kind)

    return open_


def _begin_run(walk: Walk, node: Any, kind: InlineKind, target: str = "") -> Closer | None:
    """Begin a style; most hold nothing but a text, which is then added at once."""
    builder = walk.builder
    if builder.is_in_code:
        return None
    child = node.first_child
    if child is not None and child.tag == "-text" and child.next is None:
        builder.words.add_styled(child.text_content, kind, target)
        return _skip
    builder.words.open_run(kind, target)
    return builder.words.close_run


def _open_link(walk: Walk, node: Any) -> Closer | None:
    attributes = node.attributes
    if "data-footnote-backref" in attributes:
        return _skip
    target = attributes.get("href")
    return _begin_run(walk, node, InlineKind.LINK, target) if target else None


def _add_image(walk: Walk, node: Any) -> None:
    attributes = node.attributes
    words = attributes.get("alt") or ""
    if words.strip():
        walk.builder.words.add_styled(words, InlineKind.IMAGE, attributes.get("src") or "")


def _add_checkbox(walk: Walk, node: Any) -> None:
    attributes = node.attributes
    if attributes.get("type") == "checkbox":
        walk.builder.mark_item(_CHECKED if "checked" in attributes else _UNCHECKED)


def _open_superscript(walk: Walk, node: Any) -> Closer | None:
    if (node.attributes.get("class") or "") == "footnote-ref":
        walk.builder.words.add(f"[{node.text()}]")
        return _skip
    return _shift(walk, node, _SUPERSCRIPTS)


def _open_subscript(walk: Walk, node: Any) -> Closer | None:
    return _shift(walk, node, _SUBSCRIPTS)


def _shift(walk: Walk, node: Any, table: dict[int, int]) -> Closer | None:
    """Raise or lower digits, so that 10<sup>9</sup> is not read as 109; other words stay on the line."""
    child = node.first_child
    if child is None or child.tag != "-text" or child.next is not None:
        return None
    words = child.text_content
    if not words or not _RAISABLE.issuperset(words):
        return None
    walk.builder.words.add(words.translate(table))
    return _skip


_INLINE = frozenset("a span font b strong em i u button img label small big".split(" "))
"""What runs on within a line unless its style says otherwise."""

_SKIPPED = frozenset(
    (
        *("-comment", "-doctype", "head", "title", "meta", "link", "base", "script", "style", "template"),
        # What stands in an object, a canvas or a film is for those who cannot see that: it is text like other text.
        *("iframe", "embed"),
    )
)

_BLOCKS = (
    "p div section article header footer main aside nav address center figure figcaption details summary form fieldset "
    "legend caption dl dt dd option button tbody thead tfoot colgroup hgroup menu"
)

_OPENERS: dict[str, Opener] = {
    **dict.fromkeys(_BLOCKS.split(), _open_block),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _open_heading),
    **dict.fromkeys(("ul", "ol"), _open_list),
    **dict.fromkeys(("strong", "b"), _open_style(InlineKind.STRONG)),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), _open_style(InlineKind.EMPHASIS)),
    **dict.fromkeys(("del", "s", "strike"), _open_style(InlineKind.STRIKE)),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _open_style(InlineKind.CODE)),
    **dict.fromkeys(("td", "th"), _open_cell),
    "tr": _open_row,
    "table": _open_table,
    "li": _open_item,
    "blockquote": _open_quote,
    "pre": _open_code,
    "hr": _add_rule,
    "br": _add_break,
    "a": _open_link,
    "img": _add_image,
    "input": _add_checkbox,
    "sup": _open_superscript,
    "sub": _open_subscript,
}
