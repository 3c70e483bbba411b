"""The reader's settings: what can be set, its defaults, and what is wrong with a settings file.

Owns the names and limits of the settings. A bad file never stops the start: what can be used is used, the rest is
told as problems. Knows nothing of what the settings are for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reader.domain.query_saved import QUOTATION_MARKS, SavedQuery
from reader.domain.scrub import SafeText, scrub_line
from reader.domain.tag_rule import TagRule

NARROWEST_MEASURE = 30
WIDEST_MEASURE = 140
DEFAULT_MEASURE = 80
"""Columns; 66 to 80 are read with most ease."""

THEMES = ("night", "paper")

_LONGEST_NAME = 60
"""Code points of a saved query's name."""

_MOST_QUERIES = 50
_MOST_RULES = 50

_SETTINGS_LIMIT = 65_536
"""Code points of a settings file."""

_KEYS = ("libraries", "measure", "queries", "tag_rules", "theme")


class Level(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the reader's own files that cannot be used as it is."""

    level: Level
    where: SafeText
    """The file, and the key where there is one."""
    message: SafeText

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. The defaults serve a reader who sets nothing."""

    libraries: tuple[Path, ...] = ()
    """Absolute folders or files; none means the bundled samples."""
    theme: str = THEMES[0]
    measure: int = DEFAULT_MEASURE
    """The width of the text in columns."""
    queries: tuple[SavedQuery, ...] = ()
    """In the order of the file. `check_queries` tells whether they can be understood."""
    tag_rules: tuple[TagRule, ...] = ()
    """How briefings are tagged when they arrive. `check_rules` tells whether their queries can be understood."""


class _Fault(ValueError):
    """Why one value cannot be used."""


def load_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read the settings.

    Args:
        path: the file; it need not exist.

    Returns:
        The settings, with defaults where the file says nothing usable, and what is wrong with the file.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        return Settings(), (_error(path, reason or "cannot be read"),)
    return parse_settings(text, path)


def parse_settings(text: str, path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read settings from YAML text.

    Args:
        text: the YAML text.
        path: the file it came from: named in problems, and what relative folders are relative to.
    """
    from reader.safe_yaml import UnsafeYaml, load_yaml

    try:
        values = load_yaml(text, limit=_SETTINGS_LIMIT)
    except UnsafeYaml as error:
        return Settings(), (_error(path, str(error)),)
    if values is None or values == "":
        return Settings(), ()
    if not isinstance(values, dict):
        return Settings(), (_error(path, "must be a mapping such as `theme: night`"),)
    return _read_values(values, path)


def _read_values(values: Mapping[object, object], path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    settings, problems = Settings(), [_unknown(path, str(key)) for key in values if key not in _KEYS]
    libraries, theme, measure, queries = settings.libraries, settings.theme, settings.measure, settings.queries
    rules = settings.tag_rules
    for key, value in values.items():
        try:
            if key == "libraries":
                libraries = _read_libraries(value, path.parent)
            elif key == "theme":
                theme = _read_theme(value)
            elif key == "measure":
                measure = _read_measure(value)
            elif key == "queries":
                queries, wrong = _read_queries(value, path)
                problems += wrong
            elif key == "tag_rules":
                rules, wrong = _read_rules(value, path)
                problems += wrong
        except _Fault as fault:
            problems.append(_error(path, str(fault), str(key)))
    return Settings(libraries, theme, measure, queries, rules), tuple(problems)


def _read_libraries(value: object, base: Path) -> tuple[Path, ...]:
    folders = [value] if isinstance(value, str) else value
    if not isinstance(folders, list) or not all(isinstance(folder, str) and folder.strip() for folder in folders):
        raise _Fault("must be a folder or a list of folders")
    try:
        return tuple((base / Path(folder.strip()).expanduser()).absolute() for folder in folders)
    except (RuntimeError, ValueError) as error:
        raise _Fault(str(error)) from None


def _read_theme(value: object) -> str:
    if value not in THEMES:
        raise _Fault(f"must be one of {', '.join(THEMES)}")
    return str(value)


def _read_measure(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 6:
        columns = int(value)
        if NARROWEST_MEASURE <= columns <= WIDEST_MEASURE:
            return columns
    raise _Fault(f"must be a number of columns from {NARROWEST_MEASURE} to {WIDEST_MEASURE}")


def _read_queries(value: object, path: Path) -> tuple[tuple[SavedQuery, ...], list[Problem]]:
    """The saved queries that have a name and a text, and what is wrong with the others."""
    if not isinstance(value, dict):
        raise _Fault("must be a mapping of names to queries such as `new: is:unread`")
    queries: dict[str, SavedQuery] = {}
    problems = []
    for written, text in value.items():
        name = scrub_line(" ".join(str(written).split()))
        fault = _find_fault(name, text, queries)
        if fault:
            problems.append(_error(path, fault, f"queries: {name}"))
        else:
            queries[name.casefold()] = SavedQuery(name, str(text).strip())
    return tuple(queries.values()), problems


def _find_fault(name: str, text: object, queries: Mapping[str, SavedQuery]) -> str:
    """Why a query cannot be saved under a name; empty where it can."""
    if not name or len(name) > _LONGEST_NAME or any(mark in name for mark in QUOTATION_MARKS):
        return f"a name has 1 to {_LONGEST_NAME} characters and no quotation marks"
    if name.casefold() in queries:
        return f"the same name as {queries[name.casefold()].name}"
    if len(queries) == _MOST_QUERIES:
        return f"more than {_MOST_QUERIES} queries"
    if not isinstance(text, str) or not text.strip():
        return "must be a query such as `is:unread tag:hbm`"
    return ""


def _read_rules(value: object, path: Path) -> tuple[tuple[TagRule, ...], list[Problem]]:
    """The rules that have a query and tags, and what is wrong with the others."""
    if not isinstance(value, list):
        raise _Fault("must be a list of rules such as `- {query: hbm, tags: [memory]}`")
    rules, problems = [], []
    for number, item in enumerate(value, 1):
        fields = item if isinstance(item, dict) else {}
        query, tags = fields.get("query"), fields.get("tags")
        words = tags.replace(",", " ").split() if isinstance(tags, str) else tags
        names = (
            [scrub_line(" ".join(str(tag).split()).lstrip("#+")) for tag in words] if isinstance(words, list) else []
        )
        is_right = isinstance(query, str) and query.strip() and names and all(names) and {*fields} == {"query", "tags"}
        if is_right and number <= _MOST_RULES:
            rules.append(TagRule(scrub_line(str(query).strip()), tuple(names)))
        else:
            fault = "must have a query and tags, such as `{query: hbm, tags: [memory]}`"
            problems.append(
                _error(path, fault if not is_right else f"more than {_MOST_RULES} rules", f"tag_rules: {number}")
            )
    return tuple(rules), problems


def check_rules(rules: Sequence[TagRule], queries: Sequence[SavedQuery], path: Path) -> tuple[Problem, ...]:
    """Find the rules whose queries cannot be understood.

    Args:
        rules: the rules.
        queries: what `@name` in them may refer to.
        path: the file that they came from.
    """
    if not rules:
        return ()
    from reader.domain.query import QueryError, parse_query

    problems = []
    for rule in rules:
        try:
            parse_query(rule.query, queries)
        except QueryError as error:
            problems.append(_error(path, str(error), f"tag_rules: {rule.query}"))
    return tuple(problems)


def check_queries(queries: Sequence[SavedQuery], path: Path) -> tuple[Problem, ...]:
    """Find the saved queries that cannot be understood.

    Args:
        queries: the queries.
        path: the file that they came from.
    """
    if not queries:
        return ()
    from reader.domain.query import QueryError, parse_query

    problems = []
    for name, text in queries:
        try:
            parse_query(text, saved=None)
        except QueryError as error:
            problems.append(_error(path, str(error), f"queries: {name}"))
    return tuple(problems)


def _where(path: Path, key: str = "") -> SafeText:
    return scrub_line(f"{path}: {key}" if key else str(path))


def _error(path: Path, message: str, key: str = "") -> Problem:
    return Problem(Level.ERROR, _where(path, key), scrub_line(message))


def _unknown(path: Path, key: str) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(key, _KEYS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(_KEYS)}"
    return Problem(Level.WARNING, _where(path, key), SafeText(f"unknown setting; {hint}"))
