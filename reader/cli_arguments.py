"""Telling the screen from the subcommands, without the subcommands' parser, which takes 40 ms to load.

Owns the names of the subcommands and the exit statuses. Pure: looks at words only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

SUBCOMMANDS = tuple(
    (
        "add annotations bookmark config doctor dossier entities export figures import index list names packs redo"
        " search show sources sync tag tags undo verify"
    ).split()
)
"""The first word that is one of these is a subcommand; a folder of that name opens as `./list`."""

FAILED = 1
MISUSED = 2
CRASHED = 70
"""A fault of the program; sysexits.h calls it so."""
_LIBRARY = "--library"
_ABOUT = ("--help", "--version")


class UsageFault(Exception):
    """A command line that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a command line asks for."""

    libraries: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    """What the screen shall open."""
    arguments: list[str] | None = None
    """What the subcommands' parser shall read; None where the screen is meant."""


def read_arguments(arguments: Sequence[str]) -> Request:
    """Find out what a command line asks for.

    Raises:
        UsageFault: for an option among paths.
    """
    libraries: list[str] = []
    paths: list[str] = []
    words = iter(arguments)
    for word in words:
        name, _, value = word.partition("=")
        if word == "--":
            paths.extend(words)
        elif name in _ABOUT:
            return Request(arguments=[word])
        elif name == _LIBRARY:
            folder = value if "=" in word else next(words, None)
            if folder is None:
                return Request(arguments=list(arguments))
            libraries.append(folder)
        elif not paths and (word in SUBCOMMANDS or word.startswith("-")):
            return Request(libraries, arguments=list(arguments))
        elif word.startswith("-"):
            raise UsageFault(f"{word}: options stand before the paths")
        else:
            paths.append(word)
    return Request(libraries, paths)
