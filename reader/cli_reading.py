"""The subcommands that read: list, show, entities.

Owns their names, options, help and order of work; what they print is shaped by `cli_json` and `cli_text`.
"""

import click

from reader import output
from reader.cli_invocation import QUERY_HELP, Invocation, WordsCommand, json_option, pass_invocation
from reader.cli_json import Row, describe_entry, describe_names, describe_text
from reader.cli_library import find_entry, list_entries, read_briefing, say_nothing_fits
from reader.cli_text import write_briefing, write_list, write_names


@click.command(
    "list",
    cls=WordsCommand,
    epilog=f"""{QUERY_HELP}

\b
Examples:
  reader list
  reader list hbm -china since:2026-05
  reader list tag:memory is:unread --json
  reader list @watch since:30d""",
)
@click.argument("query", nargs=-1)
@json_option
@pass_invocation
def list_briefings(invocation: Invocation, query: tuple[str, ...], as_json: bool) -> None:
    """List the briefings, newest first."""
    text = " ".join(query)
    services = invocation.open_for(text)
    found = services.filter_entries(text)
    rows = list_entries(services, found)
    if as_json:
        output.print_json_list(describe_entry(row) for row in rows)
    elif found:
        output.print_lines(write_list(rows, services.library.shorten_ids(), output.line_width()))
    if not found:
        say_nothing_fits(services, text)


@click.command(
    epilog="""\b
Examples:
  reader show 3f2a
  reader show briefings/w19.md --json"""
)
@click.argument("ref")
@json_option
@pass_invocation
def show(invocation: Invocation, ref: str, as_json: bool) -> None:
    """Print a briefing from top to bottom."""
    services = invocation.open(ref)
    entry = find_entry(services, ref)
    briefing = read_briefing(services, entry)
    (listed,) = list_entries(services, [entry])
    if as_json:
        output.print_json(describe_entry(listed) | describe_text(briefing))
    else:
        output.print_lines(write_briefing(entry, briefing, listed.tags))


@click.command(
    epilog="""\b
Examples:
  reader entities 3f2a
  reader entities w18.md w19.md --json"""
)
@click.argument("refs", nargs=-1, required=True, metavar="REF...")
@json_option
@pass_invocation
def entities(invocation: Invocation, refs: tuple[str, ...], as_json: bool) -> None:
    """List who and what briefings name."""
    services = invocation.open(*refs)
    rows: list[Row] = []
    lines: list[str] = []
    for ref in refs:
        entry = find_entry(services, ref)
        briefing = read_briefing(services, entry)
        recognition = services.recognitions.of(briefing)
        rows.append(describe_names(entry, briefing, recognition))
        lines += [*([""] if lines else []), *write_names(entry, recognition.counts)]
    if as_json:
        output.print_json(rows)
    else:
        output.print_lines(lines)


READING = (list_briefings, show, entities)
"""All of them."""
