"""MDX made readable: the code around the words goes. Knows nothing of Markdown itself."""

import re
from collections.abc import Sequence

from reader.importers.code_places import Code
from reader.importers.lines import Shape, shapes_of

_STATEMENT = re.compile(
    r"import\s+(?:[\"']|\{|[\w$*][\w$*, ]{0,200}(?:\{[^{}\n]{0,2000}\}\s*)?from\s*[\"'])"
    r"|export\s+(?:const|let|var|default|function|async|\{|\*)"
)
_IMPORT = re.compile(r"^import\s[^\n]{0,2000}[\"'][\w@./~-]+[\"'];?[ ]*$", re.MULTILINE)
_ELEMENT = re.compile(r"<[A-Z]\w*(?:\s[^<>]{0,2000})?/>|</[A-Z]\w*>")
_TAG = re.compile(
    r"</?[A-Z][\w.]{0,80}(?:\s(?>(?:[^<>{}\"']|\"[^\"]{0,2000}\"|'[^'\n]{0,500}'"
    r"|\{(?>(?:[^{}]|\{[^{}]{0,2000}\}){0,2000})\}){0,2000}))?/?>"
)
_COMMENT = re.compile(r"\{/\*(?>(?:[^*{]|\*(?!/)|\{(?!/\*)){0,5000})\*/\}")
_SPACE = re.compile(r"\{\s*([\"'])\s\1\s*\}")
_NAMED = re.compile(r"\sname=([\"'])(?P<name>[^\W\d_a-z][\w.’'-]*(?: [\w.’'-]+){1,4})\1")
"""A component that is called by a name of several words shows it: a person's, as a rule."""
_MOST_LINES = 200
_LONGEST_HEAD = 4000
"""Characters in which the first import stands."""


def is_mdx(text: str, *, is_generated: bool) -> bool:
    """Whether a text with another suffix holds what only MDX has.

    Args:
        text: the body.
        is_generated: whether the document has front matter: only then are elements in capitals components.
    """
    imports = text.startswith("import ") or text.find("\nimport ", 0, _LONGEST_HEAD) >= 0
    if imports and _IMPORT.search(text):
        return True
    return is_generated and "<" in text and _ELEMENT.search(text) is not None


def strip_mdx(text: str) -> str:
    """Blank the import and export statements, the tags of components and the comments; no line is lost."""
    text = _blank_statements(text)
    if "{" not in text and "<" not in text:
        return text
    code = Code(text)

    def show(found: re.Match[str]) -> str:
        if code.holds(found.start()):
            return found[0]
        named = _NAMED.search(found[0]) if found[0].endswith("/>") else None
        return (named["name"] if named else "") + "\n" * found[0].count("\n")

    text = re.sub(f"{_COMMENT.pattern}|{_TAG.pattern}", show, text)
    return _SPACE.sub(" ", text)


def _blank_statements(text: str) -> str:
    lines = text.split("\n")
    kept = list(lines)
    end = 0
    for index, (line, shape) in enumerate(zip(lines, shapes_of(lines), strict=True)):
        if index < end:
            kept[index] = ""
        elif line[:1] in ("i", "e") and shape is not Shape.FENCED and _STATEMENT.match(line):
            end = _end_of_statement(lines, index)
            kept[index] = ""
    return "\n".join(kept)


def _end_of_statement(lines: Sequence[str], start: int) -> int:
    """The line behind a statement: where its brackets are closed, or else the next blank one."""
    depth = 0
    for index in range(start, min(start + _MOST_LINES, len(lines))):
        line = lines[index]
        if index > start and _STATEMENT.match(line):
            break
        depth += sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))
        if depth <= 0:
            return index + 1
    return next((index for index in range(start, len(lines)) if not lines[index].strip()), len(lines))
