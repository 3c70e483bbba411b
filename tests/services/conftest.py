"""A folder of briefings, and services that keep their files beside it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.services.annotations import Annotations
from reader.services.library import Library
from reader.storage.store import Store

WEEK_19 = """---
title: Memory Weekly
series: Memory Weekly
date: 2026-05-09
---
# Memory Weekly

HBM supply is tight. Nvidia waits for HBM supply.

China builds its own.
"""
NOTES = "# Notes on packaging\n\nCoWoS capacity doubles in Taiwan.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two briefings: one dated, in a series; one without a date."""
    briefings = tmp_path / "briefings"
    briefings.mkdir()
    (briefings / "w19.md").write_text(WEEK_19)
    (briefings / "notes.md").write_text(NOTES)
    return briefings


@pytest.fixture
def library(folder: Path) -> Library:
    """A library that has been read."""
    opened = Library([folder])
    opened.load()
    return opened


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "data" / "store.json")


def _ticks() -> Iterator[datetime]:
    moment = datetime(2026, 5, 10, 8, tzinfo=UTC)
    while True:
        moment += timedelta(minutes=1)
        yield moment


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that moves on a minute with each look."""
    ticks = _ticks()
    return lambda: next(ticks)


@pytest.fixture
def annotations(store: Store, library: Library, clock: Callable[[], datetime]) -> Annotations:
    """The annotations of the library."""
    return Annotations(store, library, clock)
