"""Telling the screen from the subcommands."""

import pytest

from reader.cli_arguments import SUBCOMMANDS, Request, UsageFault, read_arguments
from reader.cli_commands import program


def test_the_names_of_the_subcommands_are_those_of_the_parser() -> None:
    assert tuple(sorted(program.commands)) == SUBCOMMANDS


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Request()),
        ("a b", Request(paths=["a", "b"])),
        ("./list", Request(paths=["./list"])),
        ("-- list -x", Request(paths=["list", "-x"])),
        ("a list", Request(paths=["a", "list"])),
        ("--library x", Request(["x"])),
        ("--library x --library=y z", Request(["x", "y"], ["z"])),
        ("--library=", Request([""])),
    ],
)
def test_the_screen(line: str, expected: Request) -> None:
    assert read_arguments(line.split()) == expected


@pytest.mark.parametrize(
    "line", ["list", "list --json", "--library x list -a", "--help", "--version", "--nonsense", "-x", "--library"]
)
def test_what_the_parser_reads_is_handed_on_whole(line: str) -> None:
    assert read_arguments(line.split()).arguments == line.split()


def test_help_after_paths_is_help() -> None:
    assert read_arguments(["a", "--help"]).arguments == ["--help"]


def test_an_option_after_paths_is_a_fault() -> None:
    with pytest.raises(UsageFault, match="--json"):
        read_arguments(["a", "--json"])
