"""Decisions about names: made, undone, listed.

Owns the order of work from a decision to a line of the reader's file. What a decision brings about is recognition's;
which briefings it concerns is `deciding`'s.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from reader.config import Level, Problem
from reader.domain.decision import Decision, DecisionChange, DecisionKind, DecisionLine
from reader.domain.entity import EntityType
from reader.domain.scrub import SafeText, scrub_line
from reader.services.decision_lines import (
    DecisionFault,
    make_decision,
    pack_decisions,
    parse_line,
    print_line,
)
from reader.services.errors import StoreError
from reader.storage.decisions import LineFile, Lines
from reader.storage.files import Stamp

__all__ = ["DecisionFault", "Decisions", "check_lines"]

_MOST_PROBLEMS = 50
"""Faults that are told; a file with more is something else."""

_HEADING = (
    b"# Decisions about names. One to a line; of two that contradict each other the later one counts.",
    b"# The file may be edited by hand: docs/entities.md describes it.",
)


class _Read(NamedTuple):
    """What the file says."""

    stamp: Stamp | None
    decisions: tuple[DecisionLine, ...]
    problems: tuple[Problem, ...]
    packed: str


class Decisions:
    """The reader's decisions about names. Every method may be called from any thread."""

    def __init__(
        self, file: LineFile, name: str = "entities.yaml", count: Callable[[str, str], int] = lambda one, other: 0
    ) -> None:
        """Read nothing yet.

        Args:
            file: where they are kept.
            name: what messages call it.
            count: in how many briefings the names can differ with one set of decisions and with another.
        """
        self._file = file
        self._name = scrub_line(name)
        self._count = count
        self._lock = threading.Lock()
        self._read: _Read | None = None

    # What was decided.

    def _look(self) -> _Read:
        """What the file says now; it is read again only where it has changed."""
        with self._lock:
            stamp = self._file.stamp()
            if self._read is None or self._read.stamp != stamp:
                self._read = self._load(stamp)
            return self._read

    def _load(self, stamp: Stamp | None) -> _Read:
        try:
            lines = self._file.read().lines
        except StoreError as error:
            problem = Problem(Level.ERROR, self._name, scrub_line(f"{error.reason}; no decision counts"))
            return _Read(stamp, (), (problem,), "")
        decisions, problems = read_lines(lines, self._name)
        return _Read(stamp, decisions, problems, pack_decisions(line.decision for line in decisions))

    def list_all(self) -> tuple[DecisionLine, ...]:
        """All decisions, in their order."""
        return self._look().decisions

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file: each with the line and the reason. Such lines count for nothing."""
        return self._look().problems

    @property
    def packed(self) -> str:
        """All decisions as one text, for the recogniser and the index."""
        return self._look().packed

    # Deciding.

    def accept(self, name: str, type_: EntityType | str | None = None) -> DecisionChange:
        """Take something for a name.

        Raises:
            DecisionFault: if it can be none, like all methods here that decide.
            StoreError: if that was not saved, like these.
        """
        return self.decide(make_decision(DecisionKind.ACCEPT, name, type_=type_))

    def reject(self, name: str) -> DecisionChange:
        """Take something for no name, and let there be no thing of that name."""
        return self.decide(make_decision(DecisionKind.REJECT, name))

    def merge(self, name: str, into: str) -> DecisionChange:
        """Let something be another name of a thing."""
        return self.decide(make_decision(DecisionKind.MERGE, name, into))

    def split(self, form: str, from_: str) -> DecisionChange:
        """Let a form of a name stand for a thing of its own."""
        return self.decide(make_decision(DecisionKind.SPLIT, form, from_))

    def rename(self, name: str, to: str) -> DecisionChange:
        """Call a thing otherwise."""
        return self.decide(make_decision(DecisionKind.RENAME, name, to))

    def retype(self, name: str, type_: EntityType | str) -> DecisionChange:
        """Let a thing be of another type."""
        return self.decide(make_decision(DecisionKind.RETYPE, name, type_=type_))

    def set_case(self, form: str, *, is_exact: bool) -> DecisionChange:
        """Let a form count only as it is written, or in any case."""
        return self.decide(make_decision(DecisionKind.CASE, form, rule="exact" if is_exact else "any"))

    def decide(self, decision: Decision) -> DecisionChange:
        """Write a decision to the end of the file, unless the last one about the same things says the same."""
        line, number, is_new = print_line(decision), 0, False

        def add(before: Lines) -> Lines:
            nonlocal line, number, is_new
            said = [(at, one) for at, one in _parse_all(before.lines) if _shares_name(one, decision)]
            if said and said[-1][1] == decision:
                number = said[-1][0]
                return before
            lines = before.lines or _HEADING
            line += b"\r" if lines[-1].endswith(b"\r") else b""
            number, is_new = len(lines) + 1, True
            return Lines((*lines, line))

        self._file.change(add)
        return DecisionChange(decision, line if is_new else b"", number, is_added=True)

    def undo(self, change: DecisionChange) -> DecisionChange:
        """Take the very line out again, or put it back where it stood.

        Returns:
            What can be undone to do it again.

        Raises:
            DecisionFault: if somebody has taken it out already.
            StoreError: if that was not saved.
        """
        if change.is_nothing:
            return change
        number = change.number

        def take_out(before: Lines) -> Lines:
            nonlocal number
            number = _find_nearest(before.lines, change.line, change.number)
            return before._replace(lines=(*before.lines[: number - 1], *before.lines[number:]))

        def put_back(before: Lines) -> Lines:
            at = min(change.number - 1, len(before.lines))
            lines = (*before.lines[:at], change.line, *before.lines[at:])
            return Lines(lines, ends_whole=before.ends_whole or at == len(before.lines))

        self._file.change(take_out if change.is_added else put_back)
        return DecisionChange(change.decision, change.line, number, is_added=not change.is_added)

    def undo_line(self, number: int | None = None) -> DecisionChange:
        """Take a decision out.

        Args:
            number: its line, from 1; None for the last one.

        Raises:
            DecisionFault: if there is none.
            StoreError: if that was not saved.
        """
        found = [line for line in self.list_all() if number in (None, line.number)]
        if not found:
            raise DecisionFault("there is no decision" if number is None else f"there is no decision in line {number}")
        last = found[-1]
        line = next(iter(self._file.read().lines[last.number - 1 :]), b"")
        if not _states(line, last.decision):
            raise DecisionFault("the file has just been changed: try again")
        return self.undo(DecisionChange(last.decision, line, last.number, is_added=True))

    # What it concerns.

    def affected(self, change: DecisionChange) -> int:
        """How many briefings of the library can say something else for a change that has been made.

        Raises:
            IndexUnusable: if the index cannot be read.
            NamesUnavailable: if the lists of names cannot be read.
        """
        if change.is_nothing:
            return 0
        now = [line.decision for line in self.list_all()]
        before = list(now)
        if not change.is_added:
            before.append(change.decision)
        elif change.decision in before:
            del before[len(before) - 1 - before[::-1].index(change.decision)]
        return self._count(pack_decisions(before), pack_decisions(now))


def _states(line: bytes, decision: Decision) -> bool:
    return [one for _, one in _parse_all([line])] == [decision]


def _parse_all(lines: Iterable[bytes]) -> Iterator[tuple[int, Decision]]:
    """The decisions that lines state, with their numbers."""
    for number, line in enumerate(lines, 1):
        with suppress(DecisionFault):
            decision = parse_line(line)
            if decision is not None:
                yield number, decision


def _shares_name(one: Decision, other: Decision) -> bool:
    return not {one.name, one.other}.isdisjoint({other.name, other.other} - {None})


def _find_nearest(lines: Sequence[bytes], line: bytes, number: int) -> int:
    """Where a line stands that stood in a place, from 1.

    Raises:
        DecisionFault: if it does not.
    """
    places = [at for at, one in enumerate(lines, 1) if one == line]
    if not places:
        raise DecisionFault("the line is not there any more")
    return min(places, key=lambda at: abs(at - number))


def read_lines(lines: Iterable[bytes], name: SafeText) -> tuple[tuple[DecisionLine, ...], tuple[Problem, ...]]:
    """The decisions of a file, and what is wrong with the lines that state none."""
    decisions: list[DecisionLine] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        try:
            decision = parse_line(line)
        except DecisionFault as fault:
            where = scrub_line(f"{name}:{number}")
            problems.append(Problem(Level.ERROR, where, scrub_line(f"{fault}; the line counts for nothing")))
            continue
        if decision is not None:
            decisions.append(DecisionLine(number, decision))
    if len(problems) > _MOST_PROBLEMS:
        more = scrub_line(f"{len(problems) - _MOST_PROBLEMS} more lines that state no decision")
        problems[_MOST_PROBLEMS:] = [Problem(Level.ERROR, name, more)]
    return tuple(decisions), tuple(problems)


def check_lines(file: LineFile, name: str) -> tuple[Problem, ...]:
    """What is wrong with a file of decisions."""
    return Decisions(file, name).problems
