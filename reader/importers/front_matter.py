"""The fields that stand before a briefing's text: YAML between "---", TOML between "+++", or bare "Key: value" lines.

Owns where front matter begins and ends, and turns its values into text. Never raises: what cannot be read is part of
the body. Knows nothing of what the fields mean.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reader.safe_yaml import DEFAULT_LIMIT, UnsafeYaml, load_yaml

Value = str | list["Value"] | dict[str, "Value"]
"""What a field may hold once it is read; an unknown value is an empty string."""

_MOST_HEAD_LINES = 40
_FIELD_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z0-9 _-]{0,24}?)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_FIELD_SHAPE = re.compile(r"""[\w"'.-]+[ \t]*[:=]|\s+\S|- |[\[\]#]""")
# tomllib takes 17 s for one key of 30,000 parts.
_LONG_DOTTED_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){20}""")
_NULLS = frozenset({"", "~", "null", "Null", "NULL", "none", "None"})

_TITLE_KEYS = (
    "title author authors by byline creator publisher series newsletter issue number volume edition period week"
)
_OTHER_KEYS = (
    "date published publication_date pubdate issued updated source url link tags topics categories category keywords"
    " subject language lang slug layout from to cc reply_to sender description summary abstract excerpt subtitle"
    " modified status template save_as permalink image cover thumbnail draft email version copyright"
)
KNOWN_HEAD_KEYS = frozenset((*_TITLE_KEYS.split(" "), *_OTHER_KEYS.split(" ")))
"""What a bare head line may begin with. Any other line of that shape is text, unless it stands below the title and
the day of issue: site generators take whatever they find there."""
_CONTINUED = re.compile(r" {4,}\S")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a document, and where its body begins."""

    fields: Mapping[str, Value] = field(default_factory=dict)
    """By key: lower case, "_" for spaces and hyphens."""
    is_fenced: bool = False
    """Whether they stand between fences, as site generators want them."""
    is_mail: bool = False
    """Whether the fields are those of a letter, whose subject is its title."""
    shown: str = ""
    """Front matter that could not be read: it is shown before the body."""
    shown_line: int = 1
    body: str = ""
    line: int = 1
    """The line of the file on which the body begins."""
    warnings: tuple[str, ...] = ()


def split_front_matter(text: str) -> FrontMatter:
    """Separate front matter from the body.

    Args:
        text: the whole file, with LF line ends.
    """
    start = len(text) - len(text.lstrip(" \n\t"))
    start = text.rfind("\n", 0, start) + 1
    fence = text[start : start + 3]
    if fence in ("---", "+++") and not text[start + 3 : _end_of_line(text, start)].strip():
        return _split_fenced(text, start, "yaml" if fence == "---" else "toml")
    return _split_bare(text, start)


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _split_fenced(text: str, start: int, language: Literal["yaml", "toml"]) -> FrontMatter:
    inside = _end_of_line(text, start) + 1
    closing = r"^(?:---|\.\.\.)[ \t]*$" if language == "yaml" else r"^\+\+\+[ \t]*$"
    found = re.compile(closing, re.MULTILINE).search(text, inside)
    if found is None:
        return FrontMatter(body=text)
    source = text[inside : found.start()]
    body_start = min(found.end() + 1, len(text))
    body, line = text[body_start:], text.count("\n", 0, body_start) + 1
    problem = ""
    notes: list[str] = []
    try:
        fields = _load_yaml(source, notes) if language == "yaml" else _load_toml(source)
    except UnsafeYaml as error:
        fields, problem = None, f"front matter is shown as text: {error.reason} (line {error.line + 1})"
    if fields is not None:
        return FrontMatter(fields=fields, is_fenced=True, body=body, line=line, warnings=tuple(notes))
    if not problem or not _looks_like_fields(source):
        return FrontMatter(body=text)
    shown_line = text.count("\n", 0, inside) + 1
    return FrontMatter(shown=source, shown_line=shown_line, body=body, line=line, warnings=(problem,))


def _looks_like_fields(source: str) -> bool:
    """Whether most lines look like fields, so that it was meant as front matter."""
    lines = [line for line in source.split("\n") if line.strip()]
    return sum(bool(_FIELD_SHAPE.match(line)) for line in lines) > len(lines) / 2


def _load_yaml(source: str, notes: list[str]) -> dict[str, Value] | None:
    """The fields, or None when the text is YAML but no mapping."""

    def note(key: str, line: int) -> None:
        notes.append(f"front matter: “{key}” stands twice (line {line + 1}); the last one counts")

    loaded = load_yaml(source, on_duplicate=note)
    if loaded is None:
        return {}
    return _normalise(loaded) if isinstance(loaded, dict) else None


def _load_toml(source: str) -> dict[str, Value]:
    import tomllib  # only where there is TOML

    if len(source) > DEFAULT_LIMIT:
        raise UnsafeYaml(f"longer than {DEFAULT_LIMIT // 1024} kB")
    if found := _LONG_DOTTED_KEY.search(source):
        raise UnsafeYaml("not TOML that is safe", source.count("\n", 0, found.start()) + 1)
    try:
        return _normalise(tomllib.loads(source))
    except (ValueError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise UnsafeYaml("not TOML", int(found.group(1)) if found else 1) from error


def _normalise(loaded: Mapping[str, object]) -> dict[str, Value]:
    return {_normalise_key(key): _as_value(value, 1) for key, value in loaded.items()}


def _normalise_key(key: str) -> str:
    return re.sub(r"[\s-]+", "_", key.strip()).lower()


def _as_value(value: object, depth: int) -> Value:
    """Text, lists and mappings only; a TOML date in ISO 8601. Deeper than any field that means something: nothing."""
    if isinstance(value, str):
        return "" if value.strip() in _NULLS else value.strip()
    if depth > 3 or value is None:
        return ""
    if isinstance(value, dict):
        return {_normalise_key(str(key)): _as_value(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_value(inner, depth + 1) for inner in value]
    if isinstance(value, int) and value.bit_length() > 256:
        return ""
    return str(value)


def _split_bare(text: str, start: int) -> FrontMatter:
    """Head lines without a fence: two or more with known keys, or a title or date alone with a blank line."""
    fields: dict[str, Value] = {}
    key, at = "", start
    while at < len(text):
        end = _end_of_line(text, at)
        line = text[at:end]
        found = _FIELD_LINE.match(line)
        if found is None and not (fields and _CONTINUED.match(line)):
            break
        if len(fields) > _MOST_HEAD_LINES:
            return FrontMatter(body=text)
        if found is None:
            fields[key] = f"{fields[key]} {line.strip()}".strip()
        else:
            key = _normalise_key(found["key"])
            if key not in KNOWN_HEAD_KEYS and not {"title", "date"} <= fields.keys():
                return FrontMatter(body=text)
            fields.setdefault(key, _as_value(found["value"] or "", 1))
        at = end + 1
    after = text[at : _end_of_line(text, at)].strip()
    if len(fields) < (2 if after else 1) or (len(fields) == 1 and not fields.keys() & {"title", "date"}):
        return FrontMatter(body=text)
    if after == "---":
        at = _end_of_line(text, at) + 1
    at = min(at, len(text))
    is_mail = "subject" in fields and bool(fields.keys() & {"from", "to", "sender"})
    return FrontMatter(fields=fields, is_mail=is_mail, body=text[at:], line=text.count("\n", 0, at) + 1)
