"""MDX made readable: the code around the words goes. Knows nothing of Markdown itself."""

import re

from reader.importers.lines import Shape, shapes_of

_STATEMENT = re.compile(r"(?:import\s+(?:[\w*{\"']|\{)|export\s+(?:const|let|var|default|function|\{|\*))")
_COMPONENT = re.compile(r"</?[A-Z][\w.]*(?:\s[^<>]*)?/?>")
_COMMENT = re.compile(r"\{/\*[^*]*\*/\}")


def strip_mdx(text: str) -> str:
    """Blank the import and export statements, the tags of components and the comments; no line is lost."""
    kept: list[str] = []
    is_statement = False
    lines = text.split("\n")
    for line, shape in zip(lines, shapes_of(lines), strict=True):
        is_fenced = shape is Shape.FENCED
        if is_fenced:
            is_statement = False
        elif is_statement:
            is_statement = bool(line.strip())
        else:
            is_statement = bool(_STATEMENT.match(line))
        if is_statement:
            kept.append("")
        else:
            kept.append(line if is_fenced else _COMMENT.sub("", _COMPONENT.sub("", line)))
    return "\n".join(kept)
