"""The reader's settings: their types and defaults, and what is wrong with a settings file.

A bad file never stops the start: what can be used is used, the rest is told as problems, with file and line. What may
stand in the file is the table's knowledge. Knows nothing of what the settings are for.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.config_limits import DATE_FORMATS, NARROWEST_MEASURE, PACK_FIELDS, THEMES, WIDEST_MEASURE
from reader.domain.scrub import SafeText, scrub_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.config_values import BoundKeys, Place
    from reader.domain.query_saved import SavedQuery
    from reader.domain.source import Source
    from reader.domain.tag_rule import TagRule

__all__ = [
    "DATE_FORMATS",
    "DEFAULT_MEASURE",
    "NARROWEST_MEASURE",
    "THEMES",
    "WIDEST_MEASURE",
    "Level",
    "Problem",
    "Settings",
    "check_queries",
    "check_settings",
    "load_settings",
    "parse_settings",
]

DEFAULT_MEASURE = 80
"""Columns; 66 to 80 are read with most ease."""

_LARGEST = 65_536
"""Bytes, and code points, of a settings file."""


class Level(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the reader's own files that cannot be used as it is."""

    level: Level
    where: SafeText
    """The file with the line, and the key where there is one: "/home/me/config.yaml:3: theme"."""
    message: SafeText

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. The defaults serve a reader who sets nothing. Each field but the last is a row of the table."""

    libraries: tuple[Path, ...] = ()
    """Absolute folders or files; none means the bundled samples."""
    theme: str = THEMES[0]
    measure: int = DEFAULT_MEASURE
    """The width of the text in columns."""
    date_format: str = DATE_FORMATS[0]
    queries: tuple[SavedQuery, ...] = ()
    """In the order of the file. `check_settings` tells whether they can be understood."""
    tag_rules: tuple[TagRule, ...] = ()
    """How briefings are tagged when they arrive. `check_settings` tells whether their queries can be understood."""
    sources: tuple[Source, ...] = ()
    """In the order of the file."""
    inbox: Path | None = None
    """Where sources put what they bring; None for the usual place."""
    packs: tuple[str | Path, ...] = PACK_FIELDS[:1]
    """Fields of which the program has packs, and absolute paths of the reader's own."""
    quick_tags: tuple[SafeText, ...] = ()
    """The tags that the digits from 1 on pick."""
    tag_colours: Mapping[str, str] = field(default_factory=dict)
    """A colour for a tag in its normal form; what is nested in it has it too."""
    keys: tuple[BoundKeys, ...] = ()
    """In the order of the file. `check_settings` tells whether there are such commands, and which keys clash."""
    lines: Mapping[Place, int] = field(default_factory=dict, compare=False, repr=False)
    """The line in the file, from 1, of every key and item that is used."""


_DEFAULTS = Settings()


def load_settings(path: Path, before: Settings = _DEFAULTS) -> tuple[Settings, tuple[Problem, ...]]:
    """Read the settings.

    Args:
        path: the file; it need not exist.
        before: what holds where the file says something that cannot be used.

    Returns:
        The settings, with defaults where the file says nothing, and what is wrong with the file.
    """
    try:
        text = _read_text(path)
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        return before, (_error(path, {}, (), reason or "cannot be read"),)
    return parse_settings(text, path, before)


def _read_text(path: Path) -> str:
    """The text of a regular file; a pipe in its place keeps nobody waiting."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "not a file")
        return file.read(_LARGEST + 1).decode("utf-8-sig").replace("\r\n", "\n")


def parse_settings(text: str, path: Path, before: Settings = _DEFAULTS) -> tuple[Settings, tuple[Problem, ...]]:
    """Read settings from YAML text.

    Args:
        text: the YAML text.
        path: the file it came from: named in problems, and what relative folders are relative to.
        before: what holds where the text says something that cannot be used.
    """
    from reader.config_table import BY_NAME
    from reader.safe_yaml import UnsafeYaml, load_yaml

    lines: dict[Place, int] = {}
    twice: list[tuple[str, int]] = []
    try:
        values = load_yaml(text, _LARGEST, lambda key, line: twice.append((key, line)), lines)
    except UnsafeYaml as error:
        return before, (_error(path, {(): error.line}, (), error.reason),)
    if values is None or values == "":
        return Settings(), ()
    if not isinstance(values, dict):
        return before, (_error(path, {}, (), "must be a mapping such as `theme: night`"),)
    settings, faults = _read_values(values, path.parent, before)
    problems = [_unknown(path, lines, str(key)) for key in values if key not in BY_NAME]
    problems += [_error(path, {(key,): line}, (key,), "stands twice; the last one counts") for key, line in twice]
    problems += [_error(path, lines, place, fault) for place, fault in faults]
    refused = {place for place, _ in faults if len(place) == 1}
    used = {place: line for place, line in lines.items() if place[:1] not in refused and place[0] in BY_NAME}
    return replace(settings, lines=used), tuple(problems)


def _read_values(
    values: Mapping[str, object], base: Path, before: Settings
) -> tuple[Settings, list[tuple[Place, str]]]:
    """The settings, and what is wrong with which of them."""
    from reader.config_table import BY_NAME
    from reader.config_values import Fault, Reading

    read: dict[str, Any] = {}
    faults: list[tuple[Place, str]] = []
    for name, value in values.items():
        if name in BY_NAME:
            try:
                read[name] = BY_NAME[name].read(value, Reading((name,), base, faults))
            except Fault as fault:
                faults.append(((name,), str(fault)))
                read[name] = getattr(before, name)
    return Settings(**read), faults


def check_settings(settings: Settings, path: Path) -> tuple[Problem, ...]:
    """Find the saved queries that cannot be understood, and what is wrong with the keys.

    It takes 15 ms where there are any: nobody needs it before the first paint.

    Args:
        settings: as they were read.
        path: the file that they came from.
    """
    queries = check_queries(settings.queries, path, settings.lines)
    return (*queries, *_check_rules(settings, path), *_check_keys(settings, path))


def _check_rules(settings: Settings, path: Path) -> Iterator[Problem]:
    """The rules whose queries cannot be understood."""
    if not settings.tag_rules:
        return
    from reader.domain.query import QueryError, parse_query

    for rule in settings.tag_rules:
        try:
            parse_query(rule.query, settings.queries)
        except QueryError as error:
            yield _error(path, settings.lines, ("tag_rules",), f"{rule.query}: {error}")


def check_queries(
    queries: Sequence[SavedQuery], path: Path, lines: Mapping[Place, int] | None = None
) -> tuple[Problem, ...]:
    """Find the saved queries that cannot be understood.

    Args:
        queries: the queries.
        path: the file that they came from.
        lines: where in it they stand.
    """
    if not queries:
        return ()
    from reader.domain.query import QueryError, parse_query

    problems = []
    for name, text in queries:
        try:
            parse_query(text, saved=None)
        except QueryError as error:
            problems.append(_error(path, lines or {}, ("queries", name), str(error)))
    return tuple(problems)


def _check_keys(settings: Settings, path: Path) -> Iterator[Problem]:
    if settings.keys:
        from reader.commands.keymap import check_keymap

        for problem in check_keymap(dict(settings.keys)):
            yield _error(path, settings.lines, ("keys", problem.id), problem.reason)


def _error(path: Path, lines: Mapping[Place, int], place: Place, message: str) -> Problem:
    return Problem(Level.ERROR, _where(path, lines, place), scrub_line(message))


def _where(path: Path, lines: Mapping[Place, int], place: Place) -> SafeText:
    """The file, the line of the place or of what encloses it, and the keys that lead there."""
    known = (lines[place[:size]] for size in range(len(place), -1, -1) if place[:size] in lines)
    line = next(known, None)
    steps = (step if isinstance(step, str) else str(step + 1) for step in place)
    return scrub_line(": ".join([str(path) if line is None else f"{path}:{line}", *steps]))


def _unknown(path: Path, lines: Mapping[Place, int], key: str) -> Problem:
    from reader.config_table import BY_NAME
    from reader.config_values import offer_nearest

    offer = offer_nearest(key, tuple(BY_NAME), f"expected one of {', '.join(sorted(BY_NAME))}")
    return Problem(Level.WARNING, _where(path, lines, (key,)), scrub_line(f"unknown setting{offer}"))
