"""What takes more than a moment is told on the status line, and Escape gives it up."""

import threading
import time

import pytest

from reader.domain.briefing import Briefing
from reader.services.services import Services
from reader.ui.busy import PATIENCE
from tests.ui.pilot import run_reader


async def test_a_slow_file_is_told_of_and_given_up(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    read = services.library.briefing

    def read_late(number: str) -> Briefing:
        gate.wait(5)
        return read(number)

    async with run_reader(services) as reader:
        monkeypatch.setattr(services.library, "briefing", read_late)
        try:
            begun = time.perf_counter()
            reader.strike("j", "enter")
            while reader.status.busy != "opening a briefing … · Esc stops":
                await reader._round()
                assert time.perf_counter() - begun < 4
            assert time.perf_counter() - begun >= PATIENCE
            reader.strike("escape")
            while reader.status.busy:
                await reader._round()
                assert time.perf_counter() - begun < 4
        finally:
            gate.set()
        await reader.settle()
        assert reader.status.busy == ""


async def test_what_is_quick_is_not_spoken_of(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("j", "enter")
        assert reader.status.busy == ""
