"""The subcommand about what a library says of one entity."""

from typing import Any

import click

from reader import output
from reader.cli_arguments import FAILED
from reader.cli_invocation import Invocation, json_option, pass_invocation
from reader.domain.dossier import Dossier, Statement
from reader.domain.scrub import scrub_line
from reader.services.errors import UnknownName


@click.command(
    epilog="""\b
Examples:
  reader dossier TSMC
  reader dossier "SK Hynix" --json"""
)
@click.argument("name")
@json_option
@pass_invocation
@click.pass_context
def dossier(ctx: click.Context, invocation: Invocation, name: str, as_json: bool) -> None:
    """Print every sentence that names a company, place, product ..., oldest first."""
    services = invocation.open(names=True)
    try:
        found = services.dossiers.find(name)
    except UnknownName as error:
        output.print_error(error.reason)
        ctx.exit(FAILED)
    if as_json:
        output.print_json(describe_dossier(found))
    else:
        output.print_lines(print_dossier(found))


def describe_dossier(found: Dossier) -> dict[str, Any]:
    """A dossier as JSON."""
    return {
        "name": found.entity.name,
        "type": found.entity.type and found.entity.type.value,
        "aliases": list(found.aliases),
        "first": found.first and found.first.isoformat(),
        "last": found.last and found.last.isoformat(),
        "total": found.total,
        "statements": [_describe_statement(statement) for statement in found.statements],
        "with": [{"name": entity.name, "count": count} for entity, count in found.companions],
    }


def _describe_statement(statement: Statement) -> dict[str, Any]:
    entry = statement.entry
    return {
        "id": entry.id,
        "path": scrub_line(entry.path),
        "date_start": entry.start and entry.start.isoformat(),
        "label": entry.label,
        "section": statement.section,
        "start": statement.span.start,
        "end": statement.span.end,
        "sentence": statement.text,
    }


def print_dossier(found: Dossier) -> list[str]:
    """A dossier for a person, one line after the other."""
    type_ = found.entity.type or "unknown"
    since = f"; {found.first} to {found.last}" if found.first else ""
    named = f"{_count(found.total, 'mention')} in {_count(len(found.statements), 'sentence')}"
    lines = [f"{found.entity.name} ({type_}): {named}{since}"]
    if found.aliases:
        lines.append(f"Also: {', '.join(found.aliases)}")
    if found.companions:
        lines.append(f"With: {', '.join(f'{entity.name} {count}' for entity, count in found.companions[:10])}")
    before = None
    for statement in found.statements:
        if statement.entry.id != before:
            before = statement.entry.id
            day = statement.entry.start.isoformat() if statement.entry.start else "unknown date"
            lines += ["", f"{day}, {statement.entry.title}"]
        lines.append(f"  {' '.join(statement.text.split())}")
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


DOSSIER = (dossier,)
