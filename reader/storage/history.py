"""What was done to the tables, kept with them, so that it can be undone after the program was started again.

A step is a document of a table of its own: what was said of it, when, and each record with the fields it had before and
has since. It is written with the change itself, in one line of the journal. Owns the form of a step, how many are kept,
and the rule that only what is still as a step left it is turned back. Knows nothing of what the records mean.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from reader.domain.scrub import SafeText, scrub_line
from reader.storage.changes import Change, Put, PutKey, Remove, Rows, Tables

TABLE = "history"
KEPT = 100
"""Steps that are kept."""
MOST_EDITS = 50_000
"""Records of a step that is kept: a larger one would make the file twice as large, and is done for good."""
_STAMP = "mod"
"""The field that says when a record was changed: it may be another one since without the record being another."""
_READING = ("reading", "1", "states")
"""Where read states are; they are keys of one document."""

Fields = Mapping[str, Any]


class Edit(NamedTuple):
    """What a step did to one record. Where it was there before and after, only the fields that differ."""

    key: str
    """The number of an annotation's document; for a read state, "state " and the briefing's id."""
    before: Fields | None
    """None where the record was not there; a field that was not there is None."""
    after: Fields | None


class Step(NamedTuple):
    """A step as it is kept."""

    number: str
    what: SafeText
    made: SafeText
    """ISO 8601 with offset."""
    edits: Sequence[Edit]
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Turned:
    """What became of a step that was undone or done again."""

    number: str
    what: SafeText
    """What was said of the step when it was done; empty where there was none."""
    turned: int = 0
    """How many records were put back."""
    left: int = 0
    """How many were not, since they were changed by something else."""


def list_steps(rows: Rows) -> list[Step]:
    """The steps of the table, oldest first; what is none is passed over."""
    steps = (_read_step(number, rows[number]) for number in sorted(rows, key=int))
    return [step for step in steps if step is not None]


def _read_step(number: str, row: Mapping[str, Any]) -> Step | None:
    match row:
        case {"what": str(what), "made": str(made), "edits": list(packed)}:
            edits = [Edit(*one) for one in packed if _is_edit(one)]
            return Step(number, scrub_line(what), scrub_line(made), edits, _is_undone(row))
    return None


def _is_undone(row: Mapping[str, Any]) -> bool:
    return row.get("undone") is True


def _is_edit(value: object) -> bool:
    match value:
        case [str(), dict() | None, dict() | None]:
            return True
    return False


def describe_edits(tables: Tables, changes: Iterable[Change]) -> list[Edit]:
    """What changes will do to the annotations and read states."""
    edits = []
    for change in changes:
        match change:
            case Put("annotations", number, document):
                edits.append(_compare(number, tables.get("annotations", {}).get(number), document))
            case Remove("annotations", number):
                edits.append(_compare(number, tables.get("annotations", {}).get(number), None))
            case PutKey(table, number, field, key, value) if (table, number, field) == _READING:
                before = _states(tables).get(key)
                edits.append(Edit(f"state {key}", _pack_state(before), _pack_state(value)))
    return [edit for edit in edits if edit.before != edit.after]


def _compare(number: str, before: Fields | None, after: Fields | None) -> Edit:
    if before is None or after is None:
        return Edit(number, before, after)
    fields = [field for field in {**before, **after} if before.get(field) != after.get(field)]
    return Edit(number, {one: before.get(one) for one in fields}, {one: after.get(one) for one in fields})


def _states(tables: Tables) -> Mapping[str, Any]:
    states = tables.get(_READING[0], {}).get(_READING[1], {}).get(_READING[2], {})
    return states if isinstance(states, dict) else {}


def _pack_state(value: Any) -> Fields:
    """What is undone of a read state: whether it was opened and read, not how far."""
    return {"flags": value[0] if isinstance(value, list) and value else 0}


def record(rows: Rows, number: str, what: str, made: str, edits: Sequence[Edit]) -> list[Change]:
    """The changes by which a step is kept: what was undone before it can not be done again, the oldest one goes."""
    if not edits:
        return []
    numbers = sorted(rows, key=int)
    gone = [one for one in numbers if _is_undone(rows[one])]
    done = [one for one in numbers if not _is_undone(rows[one])]
    gone += done[: max(0, len(done) - KEPT + 1)]
    if len(edits) > MOST_EDITS:
        return [Remove(TABLE, one) for one in gone]
    document = {"what": what, "made": made, "edits": [list(edit) for edit in edits]}
    return [*(Remove(TABLE, one) for one in gone), Put(TABLE, number, document)]


def next_number(rows: Rows) -> str:
    """A number for the next step."""
    return str(max(map(int, rows), default=0) + 1)


def choose_step(rows: Rows, number: str | None, *, is_redo: bool) -> Step | None:
    """The step to be turned: that of a number, the last one that is done, or the first one that is undone."""
    fitting = [one for one in sorted(rows, key=int) if _is_undone(rows[one]) is is_redo and number in (None, one)]
    steps = (_read_step(one, rows[one]) for one in (fitting if is_redo else reversed(fitting)))
    return next((step for step in steps if step is not None), None)


def turn(tables: Tables, step: Step) -> tuple[list[Change], Turned]:
    """The changes that undo a step, or do it again where it is undone; none where nothing is as the step left it."""
    changes: list[Change] = []
    left = 0
    edits = step.edits if step.is_undone else [Edit(key, after, before) for key, before, after in reversed(step.edits)]
    for key, there, wanted in edits:
        change = _turn_state(tables, key, there, wanted) if " " in key else _turn_record(tables, key, there, wanted)
        if change is None:
            left += 1
        else:
            changes.append(change)
    if changes:
        packed = {"what": step.what, "made": step.made, "edits": [list(edit) for edit in step.edits]}
        changes.append(Put(TABLE, step.number, packed | ({} if step.is_undone else {"undone": True})))
    return changes, Turned(step.number, step.what, len(changes) - bool(changes), left)


def _turn_record(tables: Tables, key: str, there: Fields | None, wanted: Fields | None) -> Change | None:
    """The change that puts a record back; None where it is not as it was left."""
    now = tables.get("annotations", {}).get(key)
    if there is None or now is None:
        return Put("annotations", key, wanted) if there is now is None and wanted is not None else None
    if any(now.get(field) != value for field, value in there.items() if field != _STAMP):
        return None
    if wanted is None:
        return Remove("annotations", key) if {*now} - {_STAMP} == {*there} - {_STAMP} else None
    merged = {**now, **wanted}
    return Put("annotations", key, {field: value for field, value in merged.items() if value is not None})


def _turn_state(tables: Tables, key: str, there: Fields | None, wanted: Fields | None) -> Change | None:
    name = key.partition(" ")[2]
    now = _states(tables).get(name)
    if there != _pack_state(now) or wanted is None:
        return None
    state = [wanted.get("flags", 0), *(now[1:] if isinstance(now, list) and len(now) == 3 else (0, 0))]
    return PutKey(*_READING, name, state if any(state) else None)
