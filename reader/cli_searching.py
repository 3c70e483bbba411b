"""The subcommand that searches.

Owns its name, options, help and order of work; what it prints is shaped by `cli_json` and `cli_text`.
"""

import click

from reader import output
from reader.cli_invocation import QUERY_HELP, Invocation, WordsCommand, json_option, pass_invocation
from reader.cli_json import describe_search
from reader.cli_library import say_nothing_fits
from reader.cli_text import write_finding
from reader.domain.scrub import scrub_line
from reader.services.filtering import describe_findings
from reader.services.wholesale import list_paths


@click.command(
    cls=WordsCommand,
    epilog=f"""{QUERY_HELP}

\b
Examples:
  reader search nvidia -china --limit 20
  reader search '"hbm supply" OR entity:"SK Hynix"' since:2026-05
  reader search hbm type:policy --json
  reader search nvidia --files | xargs wc""",
)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Show the N newest at most.")
@click.option("--files", "only_files", is_flag=True, help="Show only the files, one a line.")
@json_option
@pass_invocation
def search(invocation: Invocation, query: tuple[str, ...], limit: int | None, only_files: bool, as_json: bool) -> None:
    """Show where words stand: a sentence of each briefing that fits, newest first."""
    text = " ".join(query)
    if not text.strip():
        raise click.UsageError("search for what? A word must follow.")
    if only_files and as_json:
        raise click.UsageError("either --files or --json: each is a form of its own.")
    services = invocation.open_for(text)
    chosen = services.filter_entries(text) if limit is None else services.filter_first(text, limit)
    found = describe_findings(chosen, services.read_query(text), services)
    if only_files:
        output.print_lines(scrub_line(path) for path in list_paths(services.library, chosen))
    elif as_json:
        output.print_json_list(describe_search(finding) for finding in found)
    elif chosen:
        digits = services.library.shorten_ids()
        output.print_lines(line for finding in found for line in write_finding(finding, digits))
    if not chosen:
        say_nothing_fits(services, text)


SEARCHING = (search,)
"""All of them."""
