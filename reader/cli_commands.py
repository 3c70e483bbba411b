"""All subcommands under one name, and the help that lists them. The same services as the screen's, for scripts."""

from collections.abc import Sequence

import click

from reader import __version__
from reader.cli_annotating import ANNOTATING
from reader.cli_config import CONFIG
from reader.cli_deciding import NAMES
from reader.cli_doctor import DOCTOR
from reader.cli_dossier import DOSSIER
from reader.cli_exchanging import EXCHANGING
from reader.cli_figures import FIGURES
from reader.cli_index import INDEX
from reader.cli_invocation import Invocation, run_program
from reader.cli_packs import PACKS
from reader.cli_reading import READING
from reader.cli_searching import SEARCHING
from reader.cli_sources import SOURCES
from reader.cli_tags import TAGS
from reader.cli_undoing import UNDOING


def run_subcommand(arguments: Sequence[str]) -> int:
    """Run what a command line with a subcommand asks for.

    Returns:
        The exit status.
    """
    return run_program(program, arguments)


@click.group(
    epilog="""\b
Examples:
  reader                         the screen, with the configured library or the samples
  reader ~/briefings             the screen, with a folder
  reader ./list                  the screen, with a folder named like a subcommand
  reader --library ~/briefings list hbm -china is:unread
  reader show 3f2a --json

\b
Files: BRIEFING_READER_HOME=DIR keeps config/, data/ and cache/ under DIR.
Exit status: 0, 1 for an error, 2 for wrong usage, 70 for a fault of the program.""",
    subcommand_metavar="[PATH]... | COMMAND [ARGS]...",
)
@click.option("--library", "libraries", multiple=True, metavar="PATH", help="A folder or file to read; repeatable.")
@click.option("--as-is", is_flag=True, help="Look for no changes in the folders first: the index is up to date.")
@click.version_option(__version__, prog_name="Briefing Reader", message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context, libraries: tuple[str, ...], as_is: bool) -> None:
    """Read intelligence briefings in the terminal.

    With a PATH, or with nothing, the screen opens; ? there lists its keys. The commands do the same work for scripts.
    A REF is a file's path, or an id as `reader list` prints it, or the id's beginning.
    """
    ctx.obj = Invocation(libraries, as_is)


_GROUPS = (
    *(READING, FIGURES, SEARCHING, TAGS, DOSSIER, ANNOTATING, EXCHANGING, NAMES, PACKS, INDEX),
    *(SOURCES, UNDOING, CONFIG, DOCTOR),
)

for _command in (command for group in _GROUPS for command in group):
    program.add_command(_command)
