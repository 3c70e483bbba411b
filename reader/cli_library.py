"""What subcommands and the screen begin with: the folders that were named, opened, and the briefings in them.

Owns the sentences for a wrong path or REF, and for nothing found.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader import output
from reader.cli_arguments import SUBCOMMANDS
from reader.domain.briefing import Briefing
from reader.domain.entry import Entry
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText, scrub_line
from reader.importers.files import UnreadableFile
from reader.paths import find_paths
from reader.services.library import UnknownRef
from reader.services.services import Services, open_services


class CommandError(Exception):
    """Why a command cannot do what was asked: one sentence, fit to be shown."""

    def __init__(self, sentence: str) -> None:
        super().__init__(scrub_line(sentence))


@dataclass(frozen=True, slots=True)
class Listed:
    """A briefing with what its reader did."""

    entry: Entry
    state: ReadState
    tags: tuple[SafeText, ...]
    bookmarks: int


def open_library(roots: Sequence[str], refs: Sequence[str] = ()) -> Services:
    """Open the folders and files that were named.

    Args:
        roots: folders and files; none means the configured ones.
        refs: what the command is about: files among these are found wherever they are.

    Raises:
        CommandError: if a root does not exist.
    """
    for root in roots:
        if not os.path.exists(root):
            raise CommandError(f"{root or '(an empty path)'}: no such file or folder{_suggest(root)}")
    files = [Path(ref) for ref in refs if os.path.isfile(ref)]
    return open_services(find_paths(), [Path(root) for root in roots], files)


def _suggest(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, SUBCOMMANDS, n=1)
    return f"; did you mean the command {near[0]}?" if near else ""


def find_entry(services: Services, ref: str) -> Entry:
    """The briefing that a REF names.

    Raises:
        CommandError: if it names none, or several.
    """
    try:
        return services.library.find(ref)
    except UnknownRef as error:
        raise CommandError(str(error)) from error


def read_briefing(services: Services, entry: Entry) -> Briefing:
    """The text of a briefing.

    Raises:
        CommandError: if it cannot be read.
    """
    try:
        return services.library.briefing(entry.id)
    except UnreadableFile as error:
        raise CommandError(f"{entry.path}: {error.reason}") from error


def say_nothing_fits(services: Services, query: str) -> None:
    """Say why nothing was printed."""
    if services.library.list_first(1):
        output.print_error(f"no briefing fits: {query}")
    else:
        output.print_error(f"no briefings in {', '.join(map(str, services.library.roots))}")


def list_entries(services: Services, entries: Iterable[Entry]) -> Iterator[Listed]:
    """Put what the reader did beside each briefing."""
    annotations = services.annotations
    states, tags, bookmarks = annotations.read_states(), annotations.tags_by_briefing(), annotations.bookmark_counts()
    for problem in annotations.problems:
        output.print_error(f"notice: {problem}")
    for entry in entries:
        state = states.get(entry.id, ReadState())
        yield Listed(entry, state, tags.get(entry.id, ()), bookmarks.get(entry.id, 0))
