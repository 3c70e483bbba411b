"""What follows from a decision is done in the background: it shows how far it is, and stops when it is told to."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from reader.domain.entity import Entity, EntityType
from reader.domain.scrub import SafeText
from reader.services import ingest
from reader.services.indexing import Event, EventKind
from reader.ui.loading import IndexAdvanced
from tests.ui.pilot import PATIENCE, Reader, open_reader_services, run_reader

COUNT = 120
"""More than are looked through before anything is told."""

TSMC = Entity(SafeText("TSMC"), EntityType.COMPANY)


def make_library(folder: Path) -> Path:
    """Briefings that all name TSMC, each once."""
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number}.md").write_text(
            f"---\ndate: 2026-05-02\n---\n# Letter {number}\n\nTSMC ships lot {number}.\n"
        )
    return folder


async def _glance(reader: Reader, is_met: Callable[[], bool]) -> None:
    """Wait for what is seen while something is being worked on."""
    end = time.perf_counter() + PATIENCE
    while not is_met():
        assert time.perf_counter() < end, reader.text
        await asyncio.sleep(0.001)


def _is_told(reader: Reader, words: str) -> bool:
    return reader.status.notice.startswith(words)


async def test_progress_is_shown_and_escape_stops_it(tmp_path: Path) -> None:
    services = open_reader_services(make_library(tmp_path / "briefings"), tmp_path / "home")
    async with run_reader(services) as reader:
        reader.main.focus_pane("sidebar")
        await reader.settle()
        assert f"1/{COUNT}" in reader.pane_text("sidebar")
        # As long as somebody else writes, nothing is done.
        with services.library.database.writing():
            reader.strike("-")
            await _glance(reader, lambda: reader.status.busy == f"names 0 of {COUNT} · Esc stops")
            assert all(row.entity != TSMC for row in reader.main.names.counts), "what is open comes first"
            reader.strike("escape")
            await _glance(reader, lambda: reader.status.busy == "stopping …")
        await reader.settle()
        assert reader.status.notice == f"Rejected TSMC · stopped at 0 of {COUNT} briefings; the others follow later"
        assert reader.status.busy == ""
        assert services.library.totals([TSMC])[TSMC] == COUNT
        # Somebody else has finished, but with the decisions before: what the index counts is not shown.
        reader.main.post_message(IndexAdvanced(Event(EventKind.CURRENT)))
        await reader.settle()
        assert reader.main.names.totals is None
        # What is left is made up for by the next look at the library.
        services.update()
        assert services.library.totals([TSMC]).get(TSMC, 0) == 0
        reader.main.post_message(IndexAdvanced(Event(EventKind.CURRENT)))
        await reader.settle()
        assert reader.main.names.totals is not None


async def test_one_decision_is_followed_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    services = open_reader_services(make_library(tmp_path / "briefings"), tmp_path / "home")
    services.update()
    # However many briefings there are: no processes can be started while the toolkit has the terminal.
    monkeypatch.setattr(ingest, "_ALONE_NAMING", 1)
    monkeypatch.delattr(ingest, "work_together")
    async with run_reader(services) as reader:
        reader.main.focus_pane("sidebar")
        await reader.settle()
        for key, notice in (("-", "Rejected"), ("u", "Undone"), ("ctrl+r", "Done again"), ("u", "Undone")):
            reader.strike(key)
            await _glance(reader, partial(_is_told, reader, notice))
        await reader.settle()
        assert services.decisions.list_all() == ()
        assert services.library.totals([TSMC])[TSMC] == COUNT
        assert services.library.is_named(services.lists.word)
        assert f"1/{COUNT}" in reader.pane_text("sidebar")
        assert reader.status.notice == f"Undone: Rejected TSMC · {COUNT} briefings"
        assert reader.status.busy == ""
