"""The quick walk: HTML of the Markdown parser's own making to drafts, without a tree.

Nearly every briefing needs no more. It knows blocks, tables, links and styles as the parser nests them; a document
with anything else (footnotes, task lists, tags of the author's) is left to the walk over a tree. Both give the same
drafts. Knows nothing of Markdown.
"""

import re
from collections.abc import Callable

from reader.domain.briefing import InlineKind
from reader.importers.block_builder import BlockBuilder
from reader.importers.drafts import Draft
from reader.importers.words import Words

_MOST_OPEN = 100
"""Elements within each other; the walk over a tree has a higher limit."""

# Each splits HTML into the text before a tag and the groups of the pattern.
_BLOCK = re.compile(
    r"<(?P<name>/?(?:p|h[1-6r]|[ou]l|li|blockquote|pre|table|thead|tbody|t[hdr]))"
    r'(?: data-sourcepos="(?P<line>\d{1,9}):[^"]*")?(?P<rest>(?: [^<>]*)?)>'
)
_STYLED = re.compile(r"<(?P<name>strong|em|del|code)>(?P<words>[^<]++)</(?P=name)>")
_INLINE = re.compile(r"<(?P<name>/?(?:strong|em|del|code|a|br|img))(?P<rest>(?: [^<>]*)?)>")

_STYLES = {"strong": InlineKind.STRONG, "em": InlineKind.EMPHASIS, "del": InlineKind.STRIKE, "code": InlineKind.CODE}
_OPENED_STYLES = _STYLES | {"a": InlineKind.LINK}

Handler = Callable[[BlockBuilder, int, str], None]


def walk_plain(html: str) -> list[Draft] | None:
    """Turn HTML into drafts, in order; None where that takes a tree.

    Args:
        html: what the Markdown parser made of a source without any HTML in it.
    """
    builder = BlockBuilder()
    words = builder.words
    depth = 0
    text, *pieces = _BLOCK.split(html)
    for name, line, rest, text_after in zip(*(pieces[at::4] for at in range(4)), strict=True):
        if "<" not in text:
            _add_text(words, text)
        elif builder.is_in_code:
            words.add(_unescape(text[text.index(">") + 1 : text.rindex("<")]))
        elif not _add_inline(words, text):
            return None
        step, handle = _BLOCKS[name]
        depth += step
        if depth > _MOST_OPEN:
            return None
        handle(builder, int(line or 0), rest)
        text = text_after
    return builder.finish() if "<" not in text else None


def _add_inline(words: Words, html: str) -> bool:
    """Add words with their styles; False where that takes a tree."""
    if html.startswith("\n<") and not words.parts:
        html = html[1:]
    pieces = _STYLED.split(html)
    if html.count("<") == len(pieces) // 3 * 2:
        if "&" in html:
            pieces = [_unescape(piece) for piece in pieces]
        kinds = [_STYLES[name] for name in pieces[1::3]]
        del pieces[1::3]
        words.add_pieces(pieces, kinds)
        return True
    text, *pieces = _INLINE.split(html)
    if html.count("<") != len(pieces) // 3:
        return False
    return _add_nested(words, text, pieces)


def _add_nested(words: Words, text: str, pieces: list[str]) -> bool:
    _add_text(words, text)
    depth = 0
    for name, rest, text_after in zip(pieces[0::3], pieces[1::3], pieces[2::3], strict=True):
        if name in _OPENED_STYLES:
            target = _attribute(rest, "href")
            depth += 1
            if depth > _MOST_OPEN or (name == "a" and not target):
                return False
            words.open_run(_OPENED_STYLES[name], target)
        elif name == "br":
            words.add_break()
        elif name == "img":
            _add_image(words, rest)
        else:
            words.close_run()
            depth -= 1
        _add_text(words, text_after)
    return True


def _add_text(words: Words, text: str) -> None:
    if text != "\n" or words.parts:  # what stands between two elements of the parser's making
        words.add(_unescape(text))


def _add_image(words: Words, attributes: str) -> None:
    text = _attribute(attributes, "alt")
    if text.strip():
        words.add_styled(text, InlineKind.IMAGE, _attribute(attributes, "src"))


def _unescape(text: str) -> str:
    """Undo what the parser escapes; it writes every other character as it is."""
    if "&" not in text:
        return text
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&#x27;", "'")
    return text.replace("&amp;", "&")


def _attribute(attributes: str, name: str) -> str:
    _, _, value = attributes.partition(f' {name}="')
    return _unescape(value.partition('"')[0])


def _open_heading(level: int) -> Handler:
    return lambda builder, line, rest: builder.open_heading(level, line)


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OPENED: dict[str, Handler] = {
    **dict.fromkeys(("p", "thead", "tbody"), lambda builder, line, rest: builder.cut(line)),
    **{name: _open_heading(int(name[1])) for name in _HEADINGS},
    "ul": lambda builder, line, rest: builder.open_list(),
    "ol": lambda builder, line, rest: builder.open_list(int(_attribute(rest, "start") or 1)),
    "li": lambda builder, line, rest: builder.open_item(line),
    "blockquote": lambda builder, line, rest: builder.open_quote(line),
    "pre": lambda builder, line, rest: builder.open_code(line),
    "table": lambda builder, line, rest: builder.open_table(line),
    "tr": lambda builder, line, rest: builder.open_row(),
    **dict.fromkeys(("th", "td"), lambda builder, line, rest: builder.open_cell(_attribute(rest, "align") or "left")),
}
_CLOSED: dict[str, Handler] = {
    **dict.fromkeys(("p", "thead", "tbody"), lambda builder, line, rest: builder.cut()),
    **dict.fromkeys(_HEADINGS, lambda builder, line, rest: builder.close_heading()),
    **dict.fromkeys(("ul", "ol"), lambda builder, line, rest: builder.close_list()),
    "li": lambda builder, line, rest: builder.close_item(),
    "blockquote": lambda builder, line, rest: builder.close_quote(),
    "pre": lambda builder, line, rest: builder.close_code(),
    "table": lambda builder, line, rest: builder.close_table(),
    "tr": lambda builder, line, rest: None,
    **dict.fromkeys(("th", "td"), lambda builder, line, rest: builder.close_cell()),
}
_BLOCKS: dict[str, tuple[int, Handler]] = {
    **{name: (1, handle) for name, handle in _OPENED.items()},
    **{f"/{name}": (-1, handle) for name, handle in _CLOSED.items()},
    "hr": (0, lambda builder, line, rest: builder.add_rule(line)),
}
"""What each tag does, and how many more elements are open after it."""
