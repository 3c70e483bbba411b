"""What docs/sources.md says is so."""

import re
from pathlib import Path

import pytest

from reader.cli_commands import program
from reader.config import parse_settings
from reader.domain.source import SOURCE_KEYS
from reader.importers.briefings import import_briefing
from reader.sources.feeds import MOST_ITEMS
from reader.sources.fetching import Limits
from reader.sources.mail import LARGEST_LETTER
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "sources.md").read_text()
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", TEXT, re.DOTALL)


def test_the_settings_are_understood() -> None:
    (settings,) = (body for kind, body in BLOCKS if kind == "yaml")
    read, problems = parse_settings(settings, Path("/config.yaml"))
    assert problems == ()
    assert [(source.name, source.full_text, source.keep) for source in read.sources] == [
        ("Chip Letter", True, 0),
        ("Newsletters", False, 100),
    ]


@pytest.mark.parametrize("key", SOURCE_KEYS)
def test_every_key_is_explained(key: str) -> None:
    assert f"`{key}`" in TEXT


def test_the_file_is_read_as_shown() -> None:
    (file,) = (body for kind, body in BLOCKS if kind == "markdown")
    metadata = import_briefing(file.encode(), "x.md").metadata
    assert (metadata.title, metadata.series, metadata.subjects) == (
        "Memory Weekly 19",
        "Memory Weekly",
        ("hbm", "asia"),
    )


def test_the_limits_are_those_of_the_program() -> None:
    limits = Limits()
    for figure in (
        f"{limits.at_once} sources, {limits.per_host} of one server",
        f"{limits.connect:g} s for a connection, {limits.silence:g} s without a byte, {limits.whole:g} s for a source",
        f"{limits.sent >> 20} MB sent, {limits.unpacked >> 20} MB unpacked; {MOST_ITEMS:,} items",
        f"{LARGEST_LETTER >> 20} MB a letter",
        f"| {limits.redirects}; never from https",
    ):
        assert figure in TEXT


def test_the_commands_are_there() -> None:
    for name in re.findall(r"(?m)^(?:curl[^|]*\| |mbsync[^&]*&& )?reader (\w+)", "".join(body for _, body in BLOCKS)):
        assert name in program.commands
