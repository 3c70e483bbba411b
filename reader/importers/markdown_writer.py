"""Drafts back to Markdown, so that what came as HTML is kept as a file that every program can read.

Owns how words are escaped, so that reading the Markdown gives the same drafts again. Where a style cannot be written
without changing words (bold that ends within a word, say), the style goes and the words stay. Knows nothing of HTML.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from reader.domain.briefing import BlockKind, InlineKind
from reader.importers.drafts import Draft, Run

Resolve = Callable[[str], str]
"""An address as it is written in the source to the one that is kept; empty for one that is not."""

_MARKS = {InlineKind.STRONG: "**", InlineKind.EMPHASIS: "*", InlineKind.STRIKE: "~~"}
_DIALECT = r"(?P<dialect>\{(?=\s?[{%:.#<!/])|\{(?=\s?:?(?i:toc))|(?<=\$)\{|=(?==)|%(?=%)|\[(?=\[)|:(?=::)|(?<!\S)\^)"
"""Signs that some program or this one, where it reads other dialects, would take for its own, escaped or not."""
_SPECIAL = re.compile(
    _DIALECT + r"|[\\`*~]|(?<![^\W_])_|_(?![^\W_])|[\[\]](?=[^\[\]]*\]?[(\[:])|\[(?=[\^ xX☐])"
    r"|<(?=[A-Za-z/!?])|&(?=#|[A-Za-z]+\d*;)"
)
_SPECIAL_IN_LINK = re.compile(_DIALECT + r"|[\\`*~\[\]_]|<(?=[A-Za-z/!?])|&(?=#|[A-Za-z]+\d*;)")
_REFERENCES = {"<": "&lt;", "&": "&amp;"}
"""A backslash before these would itself be read where tags are looked for."""
_MAYBE_SPECIAL = re.compile(r"[\\`*~_\[\]<&{^]|==|%%|:::")
_LINE_START = re.compile(r"\A(?:#{1,6}|[-+](?=\s|$)|>|=+ *$|-+ *$|\||@(?=\[)|\[(?=_?(?i:toc)_?\]\s*$))")
_STATEMENT = re.compile(r"\A[ie](?=(?:mport|xport)[\s{*'\"])")
"""Where words begin a line as a program's statements do among Markdown."""
_NUMBERED = re.compile(r"\A(\d{1,9})([.)])(?=\s|$)")
_BREAK = "  \n"
"""Not the other way, a backslash: where lines are taken for blocks, that would be read as a word."""
_FENCE = re.compile(r"`{3,}")
_TICKS = re.compile(r"`+")
_SAFE_IN_ADDRESS = "/:?#@!$&'()*+,;=%~[]-._"
_WORDS_OF_MARKUP = re.compile(r"\s+")


def write_markdown(drafts: Iterable[Draft], resolve: Resolve = lambda address: address) -> str:
    """Print drafts as Markdown.

    Args:
        drafts: in the order of the text.
        resolve: gives the address that is kept for each link and image.

    Returns:
        The text, with a blank line between any two blocks and a line feed at its end; empty without drafts.
    """
    writer = _Writer(resolve)
    for draft in drafts:
        writer.write(draft)
    return writer.finish()


@dataclass(slots=True)
class _Writer:
    resolve: Resolve
    parts: list[str] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    """How far the words of each open list item are set in."""
    last: Draft | None = None

    def finish(self) -> str:
        return "\n".join(self.parts) + "\n" if self.parts else ""

    def write(self, draft: Draft) -> None:
        lines = self._lines(draft)
        if not lines:
            return
        is_item = draft.kind is BlockKind.BULLET
        prefix = "> " * draft.quoted
        if self.last is not None and not self._goes_on(draft):
            self.parts.append(prefix.rstrip() if self.last.quoted == draft.quoted else "")
        first, rest = self._indent(draft, is_item)
        self.parts.append((prefix + first + lines[0]).rstrip("\n"))
        self.parts += [prefix + rest + line if line else prefix.rstrip() for line in lines[1:]]
        self.last = draft

    def _goes_on(self, draft: Draft) -> bool:
        """Whether a list simply goes on: its items stand on adjacent lines."""
        last = self.last
        if last is None or last.quoted != draft.quoted:
            return False
        return last.kind is BlockKind.BULLET and draft.kind is BlockKind.BULLET

    def _indent(self, draft: Draft, is_item: bool) -> tuple[str, str]:
        """What stands before the first line of a block, and before the others."""
        depth = draft.level if draft.kind is not BlockKind.HEADING else 0
        if is_item:
            depth = min(max(1, depth), len(self.indents) + 1)
            del self.indents[depth - 1 :]
            marker = draft.marker if draft.marker[:-1].isdigit() and draft.marker[-1:] == "." else "-"
            before = " " * sum(self.indents)
            self.indents.append(len(marker) + 1)
            return f"{before}{marker} ", before + " " * (len(marker) + 1)
        del self.indents[depth:]
        room = " " * sum(self.indents)
        return room, room

    def _lines(self, draft: Draft) -> list[str]:
        match draft.kind:
            case BlockKind.RULE:
                return ["---"]
            case BlockKind.CODE:
                return self._code(draft.text)
            case BlockKind.TABLE:
                return self._table(draft)
            case BlockKind.HEADING | BlockKind.TITLE:
                words = self._inline(draft, 0, len(draft.text)).replace(_BREAK, " ").replace("\n", " ")
                return [f"{'#' * max(1, draft.level)} {_keep_closing_marks(words)}"]
        lines = _escape_starts(self._inline(draft, 0, len(draft.text))).split("\n")
        if draft.marker in ("☐", "☑"):
            lines[0] = f"[{'x' if draft.marker == '☑' else ' '}] {lines[0]}"
        return lines

    @staticmethod
    def _code(text: str) -> list[str]:
        longest = max((len(run) for run in _FENCE.findall(text)), default=2)
        fence = "`" * (longest + 1)
        return [fence, *text.split("\n"), fence]

    def _table(self, draft: Draft) -> list[str]:
        rows, at = [], 0
        for line in draft.text.split("\n"):
            cells = []
            for cell in line.split("\t"):
                cells.append(self._inline(draft, at, at + len(cell)).replace("|", "\\|"))
                at += len(cell) + 1
            rows.append(cells)
        columns = max(map(len, rows))
        aligns = [*draft.aligns, *["left"] * columns][:columns]
        ruler = [{"right": "---:", "center": ":---:"}.get(align, "---") for align in aligns]
        padded = [row + [""] * (columns - len(row)) for row in rows]
        return [f"| {' | '.join(row)} |" for row in (padded[0], ruler, *padded[1:])]

    def _inline(self, draft: Draft, start: int, end: int) -> str:
        return _write_inline(draft.text, _choose_runs(draft.runs, draft.text, start, end), start, end, self.resolve)


def _keep_closing_marks(words: str) -> str:
    """A heading's own number signs at its end would be taken for decoration."""
    return words[:-1] + "\\#" if words.endswith("#") else words


def _escape_starts(text: str) -> str:
    return "\n".join(map(_escape_start, text.split("\n")))


def _escape_start(line: str) -> str:
    """A line that would begin a heading, list, quote or table, or be code: it is to be words."""
    if line[:1].isalpha():
        return _STATEMENT.sub(_refer, line)
    line = line.lstrip(" ")
    return _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(lambda found: f"\\{found[0]}", line))


def _choose_runs(runs: Sequence[Run], text: str, start: int, end: int) -> list[Run]:
    """The styles of a stretch that can be written: trimmed of spaces, none across another's end or within its like."""
    chosen: list[Run] = []
    open_: list[Run] = []
    for run in runs:
        first, last = max(run.start, start), min(run.end, end)
        words = text[first:last]
        if run.kind is InlineKind.BREAK:
            chosen += [Run(run.kind, first, last)] if first < last else []
            continue
        first += len(words) - len(words.lstrip())
        last -= len(words) - len(words.rstrip())
        if first >= last:
            continue
        open_ = [other for other in open_ if other.end > first]
        is_within_like = any(other.kind is run.kind or other.kind is InlineKind.CODE for other in open_)
        if is_within_like or any(last > other.end for other in open_) or not _can_stand(run, text, first, last):
            continue
        kept = Run(run.kind, first, last, run.target)
        open_.append(kept)
        chosen.append(kept)
    return chosen


def _can_stand(run: Run, text: str, first: int, last: int) -> bool:
    """Whether CommonMark would see the marks as such: words, not punctuation, next to them on the inside."""
    if run.kind not in _MARKS:
        return True
    before, after = text[first - 1 : first], text[last : last + 1]
    opens = text[first].isalnum() or not before.strip()
    closes = text[last - 1].isalnum() or not after.strip()
    return opens and closes and not (before.isalnum() and run.kind is InlineKind.STRIKE)


def _write_inline(text: str, runs: Sequence[Run], start: int, end: int, resolve: Resolve) -> str:
    out: list[str] = []
    closing: list[tuple[int, str]] = []
    at = start
    for run in runs:
        at = _close(out, closing, text, at, run.start)
        out.append(_escape(text[at : run.start], closing))
        at = run.start
        match run.kind:
            case InlineKind.BREAK:
                out.append(_BREAK)
                at = run.end
            case InlineKind.CODE:
                out.append(_write_code(text[run.start : run.end]))
                at = run.end
            case InlineKind.LINK | InlineKind.IMAGE:
                address = _write_address(resolve(run.target))
                is_shown = bool(address) or run.kind is InlineKind.IMAGE
                out.append(("!" if run.kind is InlineKind.IMAGE else "") + "[" if is_shown else "")
                closing.append((run.end, f"]({address})" if is_shown else ""))
            case _:
                mark = _MARKS.get(run.kind, "")
                out.append(mark)
                closing.append((run.end, mark))
    at = _close(out, closing, text, at, end)
    out.append(_escape(text[at:end]))
    return "".join(out)


def _close(out: list[str], closing: list[tuple[int, str]], text: str, at: int, until: int) -> int:
    """Write up to the ends of the styles that end by `until`; where that has come to."""
    while closing and closing[-1][0] <= until:
        end, mark = closing.pop()
        if at < end:
            out.append(_escape(text[at:end], ("",)))
            at = end
        out.append(mark)
    return at


def _escape(words: str, closing: Sequence[object] = ()) -> str:
    """Words as they stand in Markdown; `closing` is what is open around them, where brackets may mean something."""
    if not _MAYBE_SPECIAL.search(words):
        return words
    special = _SPECIAL_IN_LINK if closing else _SPECIAL
    return special.sub(
        lambda found: _refer(found) if found["dialect"] else _REFERENCES.get(found[0], "\\" + found[0]), words
    )


def _refer(found: re.Match[str]) -> str:
    """A sign by its number: as it is only for who reads the Markdown, whatever stands around it."""
    return f"&#{ord(found[0])};"


def _write_code(words: str) -> str:
    words = _WORDS_OF_MARKUP.sub(" ", words)
    ticks = "`" * (max((len(run) for run in _TICKS.findall(words)), default=0) + 1)
    space = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{ticks}{space}{words}{space}{ticks}"


def _write_address(address: str) -> str:
    """An address between parentheses: what Markdown or a person could misread is percent-encoded."""
    written = quote(address.strip(), safe=_SAFE_IN_ADDRESS)
    return written.replace("(", "%28").replace(")", "%29")
