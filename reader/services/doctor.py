"""Looking over everything that belongs to the reader, and saying what to do about what is wrong.

Owns the checks of settings, lists of names, library, index, store and anchors. It changes nothing but the index, which
is brought up to date first. The terminal is the command line's to look at.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from reader.config import Level, Problem, check_settings, load_settings
from reader.domain.anchor import AnchorState
from reader.domain.scrub import SafeText, scrub_line
from reader.services.errors import IndexUnusable, NamesUnavailable, StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.services.ingest import Progress
    from reader.services.services import Services


class Health(StrEnum):
    """How a thing is."""

    OK = "ok"
    NOTE = "note"
    """Worth knowing; nothing is wrong."""
    WARNING = "warning"
    ERROR = "error"


class Finding(NamedTuple):
    """What was found out about one thing."""

    level: Health
    where: SafeText
    """Which thing, and the file with the line where there is one."""
    message: SafeText
    """What is so, and what to do about it."""

    @property
    def is_problem(self) -> bool:
        """Whether something is to be done."""
        return self.level in (Health.WARNING, Health.ERROR)


def make_finding(level: Health, where: object, message: str) -> Finding:
    """A finding that is fit to be shown."""
    return Finding(level, scrub_line(str(where)), scrub_line(message))


def examine(services: Services, on_progress: Callable[[Progress], object] = lambda progress: None) -> Iterator[Finding]:
    """Look everything over, one thing after the other."""
    yield from _examine_settings(services)
    yield from _examine_packs(services)
    yield from _examine_decisions(services)
    yield from _examine_library(services)
    yield from _examine_index(services, on_progress)
    yield from _examine_store(services)


def _join(fault: str, advice: str) -> str:
    return f"{fault}{'' if fault.endswith(('?', '.')) else '.'} {advice}"


def _tell(problem: Problem, advice: str) -> Finding:
    level = Health.ERROR if problem.level is Level.ERROR else Health.WARNING
    return make_finding(level, problem.where, _join(problem.message, advice))


def _examine_settings(services: Services) -> Iterator[Finding]:
    file = services.paths.settings_file
    settings, problems = load_settings(file)
    found = (*problems, *check_settings(settings, file))
    for problem in found:
        yield _tell(problem, "Put it right in the file; until then it counts for nothing.")
    if not found:
        yield make_finding(Health.OK, "settings", str(file) if file.exists() else f"{file} is not there: defaults")


def _examine_packs(services: Services) -> Iterator[Finding]:
    from reader.entities.lint import check_packs
    from reader.entities.packs import shipped_packs

    fields, own = services.pack_choice
    shipped = shipped_packs(fields)
    found = check_packs((*shipped, *own))
    for finding in found:
        where = f"{finding.file}:{finding.line}" if finding.line else finding.file
        yield make_finding(Health.ERROR, where, _join(finding.message, "Put it right in the file."))
    try:
        services.lists.load()
    except NamesUnavailable as error:
        yield make_finding(Health.ERROR, "packs", f"{error.reason}. No names are found until that is put right.")
    else:
        if not found:
            yield make_finding(Health.OK, "packs", f"{len(shipped)} shipped, {len(own)} of your own")


def _examine_decisions(services: Services) -> Iterator[Finding]:
    problems = services.decisions.problems
    for problem in problems:
        yield _tell(problem, "Put the line right, or take it out.")
    if not problems:
        yield make_finding(Health.OK, "decisions about names", str(services.paths.decisions_file))


def _examine_library(services: Services) -> Iterator[Finding]:
    for root in services.library.roots:
        if not root.exists():
            advice = "Is its disk there? Else change `libraries:` in the settings."
            yield make_finding(Health.ERROR, f"library {root}", f"not there. {advice}")
        elif not os.access(root, os.R_OK):
            yield make_finding(Health.ERROR, f"library {root}", "cannot be read. Look at its permissions.")
        else:
            yield make_finding(Health.OK, f"library {root}", "can be read")


def _examine_index(services: Services, on_progress: Callable[[Progress], object]) -> Iterator[Finding]:
    from reader.storage.index.checking import find_damage

    library = services.library
    try:
        report = services.update(on_progress, with_names=False)
        notice, damage = library.notice, find_damage(library.database)
        total = len(library.rows())
    except (IndexUnusable, NamesUnavailable) as error:
        yield make_finding(Health.ERROR, "index", f"{error.reason}. Try: reader index --rebuild")
        return
    for fault in damage:
        yield make_finding(Health.ERROR, "index", f"{fault}. Nothing of yours is in it. Do: reader index --rebuild")
    if notice:
        made_anew = "It is whole again; nothing of yours was in it." if not library.database.is_in_memory else ""
        where_to = made_anew or "Searching works, but begins anew at each start. Look at the folder's permissions."
        yield make_finding(Health.WARNING, "index", f"{notice}. {where_to}")
    if report.failed:
        path, reason = report.failed[0]
        more = f" (and {len(report.failed) - 1:,} more)" if len(report.failed) > 1 else ""
        yield make_finding(Health.NOTE, "files", f"{path}: {reason}{more}. The list shows each with its reason.")
    if not notice and not damage:
        yield make_finding(Health.OK, "index", f"{library.database.path}: {total:,} briefings")


def _examine_store(services: Services) -> Iterator[Finding]:
    """The record of what the reader did, then whether its words are found."""
    file = services.paths.store_file
    yield from _examine_folder(file.parent)
    try:
        placed = services.annotations.all_placed()
        services.annotations.read_states()
        problems = services.annotations.problems
    except (StoreError, IndexUnusable) as error:
        yield make_finding(
            Health.ERROR, "store", f"{error.reason}. Nothing is lost by itself: keep all files beside it."
        )
        return
    for problem in problems:
        yield make_finding(Health.ERROR, "store", f"{problem}. What was set aside lies beside the file; keep it.")
    for evidence in sorted(file.parent.glob(f"{file.name}.corrupt-*")) if not problems else ():
        message = "a damaged file that was repaired. Delete it when nothing is missing."
        yield make_finding(Health.NOTE, evidence, message)
    if not problems:
        noun = "annotation" if len(placed) == 1 else "annotations"
        yield make_finding(Health.OK, "store", f"{file}: {len(placed):,} {noun}")
    yield from _examine_anchors(Counter(item.anchor.state for item in placed))


def _examine_folder(folder: Path) -> Iterator[Finding]:
    present = next((parent for parent in (folder, *folder.parents) if parent.exists()), folder)
    if not os.access(present, os.W_OK):
        message = f"{present} cannot be written: no tag would be saved. Look at its permissions."
        yield make_finding(Health.ERROR, "store", message)


def _examine_anchors(states: Counter[AnchorState]) -> Iterator[Finding]:
    sought = {
        AnchorState.LOST: "whose words are not in their briefing any more",
        AnchorState.AMBIGUOUS: "whose words stand at several places",
    }
    for state, what in sought.items():
        if states[state]:
            message = f"{states[state]:,} {what}. Go through them with A, or: reader annotations"
            yield make_finding(Health.WARNING, "anchors", message)
    if states[AnchorState.ABSENT]:
        message = f"{states[AnchorState.ABSENT]:,} of briefings that are not in this library"
        yield make_finding(Health.NOTE, "anchors", message)
    if not any(states[state] for state in sought):
        found = states[AnchorState.EXACT] + states[AnchorState.MOVED] + states[AnchorState.EDITED]
        yield make_finding(Health.OK, "anchors", f"{found:,} on their words" if found else "no annotations yet")
