"""Markdown to drafts: what the parser must be spared before, and what must be put right after.

Owns raw HTML in Markdown (a few harmless tags count, all others are shown as they are written), comments, and the
lines of the source. Knows nothing of metadata.
"""

import re
from collections import Counter
from collections.abc import Sequence

from reader.importers.cmark import render_html
from reader.importers.dialects import read_dialects
from reader.importers.drafts import Draft
from reader.importers.html_guard import is_too_nested
from reader.importers.html_walk import MAX_DEPTH, OverBudget, parse_html, walk_tree
from reader.importers.lines import Shape, shapes_of
from reader.importers.plain_text import read_verbatim
from reader.importers.plain_walk import walk_plain
from reader.importers.spacing import Spaced, space_out

# Bars and angle brackets: each can become 30 characters of HTML.
_MOST_MARKS = 1_000_000
_DELIMITER_MARKS = frozenset("|:- >*+0123456789.)")

TOO_NESTED = "too much or too deep markup: shown as plain text"

_FIRST_WORD = re.compile(r"[^\W_]+")
_NEAR = 50
_COMMENT = "<!--"
_NOTE = '<li id="fn-'

# Stand-ins for "<" and "[": noncharacters, which no scrubbed text can hold.
_ANGLE, _BRACKET = "\ufffe", "\uffff"
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:\s[^<>]{0,2000})?)(?P<self>/?)>")
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>")
_POINTED_TARGET = re.compile(r"(?<!\\)\[[^\[\]\n]*\]\((?P<angle><)[^<>\n]*>(?= *(?:\"[^\"\n]*\"|'[^'\n]*')? *\))")
_VOID = frozenset({"br", "hr", "img", "wbr"})
_INLINE = "a abbr b big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u var"
_BLOCKS = (
    "blockquote center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 li ol p pre section summary table tbody"
    " td tfoot th thead tr ul"
)
_NOTHING = re.compile(r"<(?P<name>iframe|script)\b[^<>]{0,2000}>\s*(?P<end></(?P=name)\s*>)", re.IGNORECASE)
"""What shows something from elsewhere, and has no words of its own."""
_HARMLESS = _VOID.union(_INLINE.split(" "), _BLOCKS.split(" "))
_LABEL = r"\[(?P<label>(?:\\.|[^\[\]\\]){1,999})\]"
_DEFINITION = re.compile(rf"^(?P<before>(?:[ >]|[-*+] |\d{{1,9}}[.)] )*){_LABEL}:", re.MULTILINE)
_DEFINITION_LINE = re.compile(_DEFINITION.pattern + r".*", re.MULTILINE)
_BRACKETS = re.compile(_LABEL)


def read_markdown(text: str, first_line: int = 1) -> tuple[list[Draft], list[str]]:
    """Read Markdown.

    Args:
        text: the body, scrubbed, with LF line ends and without tabs.
        first_line: the line of the file on which the body begins.

    Returns:
        The drafts, and the warnings: where the markup is beyond reason, the text is shown as it is written.
    """
    text = read_dialects(text)
    lines = text.split("\n")
    if _makes_too_much(text, lines):
        return read_verbatim(lines, first_line), [TOO_NESTED]
    spaced = space_out(lines)
    html, has_tags = _render("\n".join(spaced.lines))
    if has_tags and is_too_nested(html):
        return read_verbatim(lines, first_line), [TOO_NESTED]
    drafts = None if has_tags or _COMMENT in text else walk_plain(html)
    if drafts is None:
        try:
            drafts = walk_tree(parse_html(html).body)
        except OverBudget:
            return read_verbatim(lines, first_line), [TOO_NESTED]
    if _ANGLE in html or _BRACKET in html:
        _restore(drafts)
    _place_on_lines(drafts, lines, spaced, first_line)
    return drafts, []


def _render(source: str) -> tuple[str, bool]:
    """The HTML of some Markdown, and whether tags of the author's stand in it.

    What the parser would wrongly obey, or drop, is hidden from it: tags and definitions.
    """
    has_tags = False
    if _MARKUP.search(source):
        source, has_tags = _hide_tags(source)
    if "]:" not in source:
        return _drop_comments(render_html(source)), has_tags
    hidden, notes = _hide_definitions(source)
    html = render_html(hidden)
    if html.count(_NOTE) < notes:  # nothing but code refers to one of them
        html = render_html(_hide_definitions(source, hides_notes=True)[0])
    return _drop_comments(html), has_tags


def _makes_too_much(text: str, lines: Sequence[str]) -> bool:
    """Whether the parser would make hundreds of times more HTML than there is Markdown, or nest it without end.

    It fills up the short rows of a table: 12 kB can be 4 million cells.
    """
    if text.count("|") + text.count(">") > _MOST_MARKS:
        return True
    if ">" in text and any(_quote_depth(line) > MAX_DEPTH for line in lines if ">" in line):
        return True
    columns = max((line.count("|") for line in lines if "|" in line and _DELIMITER_MARKS.issuperset(line)), default=0)
    return columns * len(lines) > _MOST_MARKS


def _quote_depth(line: str) -> int:
    return line.count(">", 0, len(line) - len(line.lstrip(" >")))


def _hide_tags(source: str) -> tuple[str, bool]:
    """Hide every tag that is not to be obeyed; also tell whether any other is there."""
    names = _paired_tags(source)
    obeyed = {match.start() for match in _TAG.finditer(source) if match["name"].lower() in names}
    obeyed.update(place for match in _NOTHING.finditer(source) for place in (match.start(), match.start("end")))
    addresses = {match.start() for match in _AUTOLINK.finditer(source)}
    addresses.update(match.start("angle") for match in _POINTED_TARGET.finditer(source))

    def replace(match: re.Match[str]) -> str:
        at = match.start()
        return "<" if at in obeyed or at in addresses or source.startswith(_COMMENT, at) else _ANGLE

    return _MARKUP.sub(replace, source), bool(obeyed)


def _paired_tags(source: str) -> frozenset[str]:
    """The harmless tags of which as many are closed as opened: a lone one would reach to the end of the document."""
    balance: Counter[str] = Counter()
    for match in _TAG.finditer(source):
        name = match["name"].lower()
        if name in _HARMLESS and name not in _VOID:
            balance[name] += -1 if match["close"] else 1
    return _HARMLESS - {name for name, count in balance.items() if count}


def _hide_definitions(source: str, *, hides_notes: bool = False) -> tuple[str, int]:
    """Hide the link and footnote definitions that nothing refers to: the parser would drop them.

    Args:
        source: Markdown.
        hides_notes: whether to hide every footnote.

    Returns:
        The source, and how many footnotes are still there.
    """
    wanted = {_normalise(match["label"]) for match in _BRACKETS.finditer(_without_definitions(source))}
    notes = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal notes
        label = _normalise(match["label"])
        is_note = label.startswith("^")
        if label in wanted and not (is_note and hides_notes):
            wanted.remove(label)  # of several definitions, the parser takes the first
            notes += is_note
            return match.group()
        return f"{match['before']}{_BRACKET}{match['label']}]:"

    return _DEFINITION.sub(replace, source), notes


def _without_definitions(source: str) -> str:
    """Where a reference counts: neither in a definition nor in fenced code."""
    lines = source.split("\n")
    outside = [line for line, shape in zip(lines, shapes_of(lines), strict=True) if shape is not Shape.FENCED]
    return _DEFINITION_LINE.sub("", "\n".join(outside))


def _normalise(label: str) -> str:
    """The form by which the parser compares labels."""
    return " ".join(label.split()).casefold()


def _restore(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        draft.text = draft.text.replace(_ANGLE, "<").replace(_BRACKET, "[")
        for run in draft.runs:
            run.target = run.target.replace(_ANGLE, "<").replace(_BRACKET, "[")


def _drop_comments(html: str) -> str:
    """Take comments out. One that is never closed, or holds another, is text: it would swallow what follows."""
    if _COMMENT not in html:
        return html
    first, *rest = html.split(_COMMENT)
    kept = [first]
    for piece in rest:
        end = piece.find("-->")
        kept.append(piece[end + 3 :] if end >= 0 else "&lt;!--" + piece)
    return "".join(kept)


def _place_on_lines(drafts: Sequence[Draft], lines: Sequence[str], spaced: Spaced, first_line: int) -> None:
    """Turn the parser's line numbers into those of the file, and see where blank lines stood."""
    last = len(spaced.origins)
    previous = -1
    for draft in drafts:
        index = spaced.origins[min(max(draft.line, 1), last) - 1]
        if index == previous:
            index = _find_line(draft, lines, previous)
        before = lines[index - 1] if index else ""
        draft.is_apart = index == previous or not before.strip(" >")
        draft.line = first_line + index
        previous = index


def _find_line(draft: Draft, lines: Sequence[str], start: int) -> int:
    """Where a block of raw HTML begins, which the parser gives no position: where its first word stands next."""
    word = _FIRST_WORD.search(draft.text)
    near = range(start, min(start + _NEAR, len(lines)))
    return next((index for index in near if word and word.group() in lines[index]), start)
