"""The one YAML loader: text in; text, lists and mappings out, and nothing else, from files that nobody vouches for.

Owns what of YAML is accepted. It reads the parser's events and builds the result itself, with its own stack: PyYAML's
`safe_load` recurses (a crash of the whole process with libyaml, at 60 kB of "["), expands aliases (700 bytes that take
for ever) and turns "no", 1.10 and 2026-13-45 into something else or an error. Knows nothing of what the text means.
"""

import re
from collections.abc import Callable
from typing import Any

DEFAULT_LIMIT = 64 * 1024
"""Characters: far more than any front matter needs. Whoever loads a list of names gives a limit of their own."""

MAX_DEPTH = 12
"""Lists and mappings within each other."""

_CORE_TAG = "tag:yaml.org,2002:"
_CORE_TYPES = frozenset({"str", "int", "float", "bool", "null", "timestamp", "seq", "map"})
# libyaml refuses a whole text for one lone surrogate; as U+FFFD it is a wrong character among right ones.
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")

OnDuplicate = Callable[[str, int], None]

Place = tuple[str | int, ...]
"""Where a value stands: the keys, and the numbers from 0 of items, that lead to it."""


class UnsafeYaml(ValueError):
    """A text that is no YAML, or more YAML than is safe.

    Attributes:
        reason: what is wrong, without the place. It may quote the text: scrub it before it is shown.
        line: where, from 1.
    """

    def __init__(self, reason: str, line: int = 1) -> None:
        self.reason = reason
        self.line = line
        super().__init__(f"{reason} (line {line})")


def load_yaml(
    text: str,
    limit: int = DEFAULT_LIMIT,
    on_duplicate: OnDuplicate | None = None,
    lines: dict[Place, int] | None = None,
) -> object:
    """Read one YAML document.

    Args:
        text: the document.
        limit: characters; a longer text is refused unread.
        on_duplicate: told of each key that stands twice in one mapping, and its line from 1. The last one counts.
        lines: filled with the line, from 1, of each key and each item of a list.

    Returns:
        A string, a list or a dict with string keys, nested at most `MAX_DEPTH` deep; None for an empty document.
        Scalars stay as they were written: "no", "1.10", "2026-01-02", "" and "null" are strings.

    Raises:
        UnsafeYaml: for anything else, and for aliases and foreign tags.
    """
    import yaml  # 15 ms to import: most briefings have no front matter

    if len(text) > limit:
        raise UnsafeYaml(f"longer than {limit // 1024} kB")
    loader: Any = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
    builder = _Builder(on_duplicate, lines)
    try:
        for event in yaml.parse(_SURROGATE_ESCAPE.sub(r"\\uFFFD", text), Loader=loader):
            builder.accept(event)
    except UnsafeYaml:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UnsafeYaml(error.problem or "not YAML", mark.line + 1 if mark else 1) from error
    except (yaml.YAMLError, ValueError) as error:
        raise UnsafeYaml("a character that YAML does not allow", _line_of(error, text)) from error
    return builder.result


def _line_of(error: Exception, text: str) -> int:
    position = getattr(error, "position", 0)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1


class _Open:
    """A list or mapping that is being filled."""

    __slots__ = ("items", "key", "mapping", "step")

    def __init__(self, items: list[object] | None, mapping: dict[str, object] | None) -> None:
        self.items = items
        self.mapping = mapping
        self.key: str | None = None
        self.step: str | int = 0
        """The last key or item that has come."""


class _Builder:
    """Builds the document out of parser events."""

    def __init__(self, on_duplicate: OnDuplicate | None, lines: dict[Place, int] | None) -> None:
        self._lines = lines
        self.result: object = None
        self._open: list[_Open] = []
        self._documents = 0
        self._on_duplicate = on_duplicate
        self._handlers: dict[str, Callable[[Any], None]] = {
            "ScalarEvent": lambda event: self._add(event.value, event),
            "SequenceStartEvent": lambda event: self._begin([], None, event),
            "MappingStartEvent": lambda event: self._begin(None, {}, event),
            "SequenceEndEvent": lambda event: self._end(),
            "MappingEndEvent": lambda event: self._end(),
            "AliasEvent": self._refuse_alias,
            "DocumentStartEvent": self._begin_document,
        }

    def accept(self, event: Any) -> None:
        """Take the next event."""
        handle = self._handlers.get(type(event).__name__)
        if handle is None:
            return
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            _check_tag(tag, event)
        handle(event)

    def _begin_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise UnsafeYaml("more than one document", event.start_mark.line + 1)

    def _refuse_alias(self, event: Any) -> None:
        raise UnsafeYaml(f"an alias (*{event.anchor})", event.start_mark.line + 1)

    def _begin(self, items: list[object] | None, mapping: dict[str, object] | None, event: Any) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise UnsafeYaml(f"nested more than {MAX_DEPTH} deep", event.start_mark.line + 1)
        self._add(items if mapping is None else mapping, event)
        self._open.append(_Open(items, mapping))

    def _end(self) -> None:
        self._open.pop()

    def _add(self, value: object, event: Any) -> None:
        if not self._open:
            self.result = value
            return
        parent = self._open[-1]
        if parent.items is not None:
            parent.items.append(value)
            self._note(parent, len(parent.items) - 1, event)
        elif parent.key is None:
            parent.key = self._as_key(value, parent, event)
            self._note(parent, parent.key, event)
        elif parent.mapping is not None:
            parent.mapping[parent.key] = value
            parent.key = None

    def _note(self, parent: _Open, step: str | int, event: Any) -> None:
        """Note the line of the key or item that has just come."""
        parent.step = step
        if self._lines is not None:
            self._lines[tuple(one.step for one in self._open)] = event.start_mark.line + 1

    def _as_key(self, value: object, parent: _Open, event: Any) -> str:
        if not isinstance(value, str):
            raise UnsafeYaml("a key that is not text", event.start_mark.line + 1)
        if parent.mapping and value in parent.mapping and self._on_duplicate is not None:
            self._on_duplicate(value, event.start_mark.line + 1)
        return value


def _check_tag(tag: str, event: Any) -> None:
    if not tag.startswith(_CORE_TAG) or tag.removeprefix(_CORE_TAG) not in _CORE_TYPES:
        raise UnsafeYaml(f"a tag ({tag})", event.start_mark.line + 1)
