"""The subcommand about what a library says of one entity.

Owns its name, options and help, and its three ways of printing: for a person, as one JSON document, and as JSON lines.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import click

from reader import output
from reader.cli_arguments import FAILED
from reader.cli_invocation import QUERY_HELP, Invocation, WordsCommand, json_option, pass_invocation
from reader.domain.dossier import Statement, Tally
from reader.domain.entity import Entity
from reader.domain.scrub import scrub_line
from reader.services.errors import UnknownName
from reader.services.services import Services

_SHOWN_COMPANIONS = 10


@click.command(
    cls=WordsCommand,
    epilog=f"""{QUERY_HELP}
Words stand in the sentence, its heading or its title; days are the briefing's.

\b
Examples:
  reader dossier TSMC
  reader dossier TSMC since:2026-01 until:2026-W19 capex
  reader dossier "SK Hynix" --with Nvidia --json
  reader dossier TSMC --lines | head -20""",
)
@click.argument("name")
@click.argument("query", nargs=-1)
@click.option("--with", "companion", metavar="NAME", help="Only the sentences that name this, too.")
@click.option("--lines", "as_lines", is_flag=True, help="Print one JSON object a line, a sentence each, as they come.")
@json_option
@pass_invocation
@click.pass_context
def dossier(
    ctx: click.Context,
    invocation: Invocation,
    name: str,
    query: tuple[str, ...],
    companion: str | None,
    as_lines: bool,
    as_json: bool,
) -> None:
    """Print every sentence that names a company, place, product ..., oldest first."""
    if as_lines and as_json:
        raise click.UsageError("--json or --lines, not both.")
    services = invocation.open(names=True)
    try:
        entity = services.dossiers.identify(name)
        other = services.dossiers.identify(companion) if companion is not None else None
    except UnknownName as error:
        output.print_error(error.reason)
        ctx.exit(FAILED)
    tally = Tally()
    statements = _stream(services, entity, _choose(services, entity, " ".join(query), other), tally)
    if as_lines:
        for statement in statements:
            output.print_json_line(describe_line(statement))
    elif as_json:
        rows = [describe_statement(statement) for statement in statements]
        output.print_json(describe_dossier(entity, rows, tally))
    else:
        output.print_lines(write_dossier(entity, statements, tally))


def _choose(services: Services, entity: Entity, query: str, other: Entity | None) -> Callable[[Statement], bool]:
    """What tells which sentences are wanted.

    Raises:
        FilterError: if the query cannot be understood.
    """
    fits = services.filter_statements(query, entity)
    return lambda statement: (other is None or other in statement.others) and fits(statement)


def _stream(services: Services, entity: Entity, fits: Callable[[Statement], bool], tally: Tally) -> Iterator[Statement]:
    """The sentences wanted, counted as they come."""
    for portion in services.dossiers.stream(entity):
        chosen = [statement for statement in portion.statements if fits(statement)]
        tally.add(chosen)
        yield from chosen


def describe_dossier(entity: Entity, statements: list[dict[str, Any]], tally: Tally) -> dict[str, Any]:
    """A dossier as JSON."""
    return {
        "name": entity.name,
        "type": entity.type and entity.type.value,
        "aliases": list(tally.list_forms(entity)),
        "first": _print_day(tally.first),
        "last": _print_day(tally.last),
        "total": tally.mentions,
        "statements": statements,
        "with": [{"name": other.name, "count": count} for other, count in tally.list_companions()],
    }


def describe_statement(statement: Statement) -> dict[str, Any]:
    """A sentence as JSON; start and end are its own, in code points of the briefing's text."""
    entry = statement.entry
    return {
        "id": entry.id,
        "path": scrub_line(entry.path),
        "date_start": _print_day(entry.start),
        "label": entry.label,
        "section": statement.section,
        "start": statement.span.start,
        "end": statement.span.end,
        "sentence": statement.text,
    }


def describe_line(statement: Statement) -> dict[str, Any]:
    """A sentence as a JSON line: also what a document tells of all of them, for those who read only some."""
    return {
        **describe_statement(statement),
        "date_end": _print_day(statement.entry.end),
        "mentions": [{"start": span.start, "end": span.end} for span in statement.mentions],
        "with": [entity.name for entity in statement.others],
    }


def _print_day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def write_dossier(entity: Entity, statements: Iterator[Statement], tally: Tally) -> Iterator[str]:
    """A dossier for a person, line after line as the sentences come; what they amount to stands at the end."""
    yield f"{entity.name} ({entity.type or 'unknown'})"
    before = None
    for statement in statements:
        if statement.entry.id != before:
            before = statement.entry.id
            day = statement.entry.start.isoformat() if statement.entry.start else "unknown date"
            yield from ("", f"{day}, {statement.entry.title}")
        yield f"  {' '.join(statement.text.split())}"
    since = f"; {tally.first} to {tally.last}" if tally.first else ""
    yield ""
    yield f"{_count(tally.mentions, 'mention')} in {_count(tally.sentences, 'sentence')}{since}"
    forms, others = tally.list_forms(entity), tally.list_companions()[:_SHOWN_COMPANIONS]
    if forms:
        yield f"Also: {', '.join(forms)}"
    if others:
        yield f"With: {', '.join(f'{other.name} {count}' for other, count in others)}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


DOSSIER = (dossier,)
