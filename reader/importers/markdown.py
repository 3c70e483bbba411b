"""Markdown to drafts: what the parser must be spared before, and what must be put right after.

Owns raw HTML in Markdown (a few harmless tags count, all others are shown as they are written), comments, and the
lines of the source. Knows nothing of metadata.
"""

import re
from collections import Counter
from collections.abc import Sequence

from reader.importers.cmark import render_html
from reader.importers.drafts import Draft
from reader.importers.html_guard import is_too_nested
from reader.importers.html_walk import MAX_DEPTH, OverBudget, parse_html, walk_tree
from reader.importers.plain_text import read_verbatim
from reader.importers.spacing import Spaced, space_out

MAX_GROWTH = 16
"""How many times longer than its Markdown the HTML may be: real briefings take 1.5, tables with one letter a cell 22,
10,000 quotes within quotes 30."""
_GROWTH_ALLOWED_ANYWAY = 6_000_000

TOO_NESTED = "nested too deeply to be read as Markdown: shown as plain text"

_FIRST_WORD = re.compile(r"[^\W_]+")
_NEAR = 50

_PRIVATE_USE = range(0xE000, 0xF8FF)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:\s[^<>]{0,2000})?)(?P<self>/?)>")
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>")
_VOID = frozenset({"br", "hr", "img", "wbr"})
_INLINE = "a abbr b big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u var"
_BLOCKS = (
    "blockquote center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 li ol p pre section summary table tbody"
    " td tfoot th thead tr ul"
)
_HARMLESS = _VOID.union(_INLINE.split(" "), _BLOCKS.split(" "))
_DEFINITION = re.compile(r"^(?P<before>(?:[ >]|[-*+] |\d{1,9}[.)] )*)\[(?P<label>[^\[\]\n]+)\]:", re.MULTILINE)
_BRACKETS = re.compile(r"\[([^\[\]\n]+)\]")


def read_markdown(text: str, first_line: int = 1) -> tuple[list[Draft], list[str]]:
    """Read Markdown.

    Args:
        text: the body, with LF line ends and without tabs.
        first_line: the line of the file on which the body begins.

    Returns:
        The drafts, and the warnings: where the markup is beyond reason, the text is shown as it is written.
    """
    lines = text.split("\n")
    spaced = space_out(lines)
    source, stand_ins = _protect("\n".join(spaced.lines))
    html = render_html(source)
    try:
        _check_budget(source, html, has_tags=bool(stand_ins))
        drafts = walk_tree(parse_html(_drop_comments(html)).body)
    except OverBudget:
        return read_verbatim(lines, first_line), [TOO_NESTED]
    if stand_ins:
        _restore(drafts, stand_ins)
    _place_on_lines(drafts, lines, spaced, first_line)
    return drafts, []


def _check_budget(source: str, html: str, *, has_tags: bool) -> None:
    """Raise `OverBudget` for HTML that would take too long. Of the parser's own elements, only quotes nest deep."""
    if len(html) > MAX_GROWTH * len(source) + _GROWTH_ALLOWED_ANYWAY:
        raise OverBudget
    if (has_tags or html.count("<blockquote") > MAX_DEPTH) and is_too_nested(html):
        raise OverBudget


def _protect(source: str) -> tuple[str, dict[int, str]]:
    """Hide from the parser what it would obey or drop: "<" and "[" become characters that occur nowhere else.

    Returns:
        The source, and what each of those characters stands for.
    """
    has_markup, has_definitions = _MARKUP.search(source), "]:" in source
    if not has_markup and not has_definitions:
        return source, {}
    free = [chr(code) for code in _PRIVATE_USE if chr(code) not in source][:2]
    if len(free) < 2:
        return source.replace("<", "\\<"), {}
    angle, bracket = free
    if has_markup:
        source = _hide_tags(source, angle)
    if has_definitions:
        source = _hide_definitions(source, bracket)
    return source, {ord(angle): "<", ord(bracket): "["}


def _hide_tags(source: str, stand_in: str) -> str:
    """Hide every tag that is not to be obeyed."""
    obeyed = _paired_tags(source)
    allowed = {match.start() for match in _TAG.finditer(source) if match["name"].lower() in obeyed}
    allowed.update(match.start() for match in _AUTOLINK.finditer(source))

    def replace(match: re.Match[str]) -> str:
        at = match.start()
        is_kept = at in allowed or source.startswith("<!--", at) or source.startswith("](", at - 2)
        return "<" if is_kept else stand_in

    return _MARKUP.sub(replace, source)


def _paired_tags(source: str) -> frozenset[str]:
    """The harmless tags of which as many are closed as opened: a lone one would reach to the end of the document."""
    balance: Counter[str] = Counter()
    for match in _TAG.finditer(source):
        name = match["name"].lower()
        if name in _HARMLESS and name not in _VOID:
            balance[name] += -1 if match["close"] else 1
    return _HARMLESS - {name for name, count in balance.items() if count}


def _hide_definitions(source: str, stand_in: str) -> str:
    """Hide the link and footnote definitions that nothing refers to: the parser would drop them."""
    labels = [match["label"].casefold() for match in _DEFINITION.finditer(source)]
    uses = Counter(label.casefold() for label in _BRACKETS.findall(source))
    uses.subtract(labels)
    seen: set[str] = set()

    def replace(match: re.Match[str]) -> str:
        label = match["label"].casefold()
        if uses[label] > 0 and label not in seen:
            seen.add(label)
            return match.group()
        return f"{match['before']}{stand_in}{match['label']}]:"

    return _DEFINITION.sub(replace, source)


def _restore(drafts: Sequence[Draft], stand_ins: dict[int, str]) -> None:
    for draft in drafts:
        draft.text = draft.text.translate(stand_ins)
        for run in draft.runs:
            run.target = run.target.translate(stand_ins)


def _drop_comments(html: str) -> str:
    """Take comments out. One that is never closed, or holds another, is text: it would swallow what follows."""
    if "<!--" not in html:
        return html
    first, *rest = html.split("<!--")
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
        if index <= previous:
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
