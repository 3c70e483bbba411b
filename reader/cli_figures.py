"""The subcommand that lists figures.

Owns its name, options, help, and both ways in which it prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reader import output
from reader.cli_invocation import Invocation, json_option, pass_invocation
from reader.cli_json import Row
from reader.cli_library import find_entry, read_briefing
from reader.domain.entry import Entry
from reader.domain.figure import FigureKind, FigureOrder, print_value
from reader.domain.scrub import scrub_line

if TYPE_CHECKING:
    from reader.services.figures import StatedFigure


@click.command(
    epilog="""\b
Examples:
  reader figures 3f2a
  reader figures w18.md w19.md --kind money --sort value
  reader figures 3f2a --entity TSMC --json"""
)
@click.argument("refs", nargs=-1, required=True, metavar="REF...")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice([kind.value for kind in FigureKind]), help="Only these kinds."
)
@click.option("--unit", "units", multiple=True, metavar="UNIT", help="Only this unit: USD, %, nm, wafer; repeatable.")
@click.option("--entity", metavar="NAME", help="Only figures in sentences that name it.")
@click.option("--words", default="", metavar="WORDS", help="Only figures in sentences with all these words.")
@click.option(
    "--sort", "order", type=click.Choice([order.value for order in FigureOrder]), default="text", help="Default: text."
)
@json_option
@pass_invocation
def figures(
    invocation: Invocation,
    refs: tuple[str, ...],
    kinds: tuple[str, ...],
    units: tuple[str, ...],
    entity: str | None,
    words: str,
    order: str,
    as_json: bool,
) -> None:
    """List what briefings put into numbers: money, shares, amounts, multiples, dates."""
    from reader.services.figures import FigureQuery

    services = invocation.open(*refs)
    finder = services.figures
    query = FigureQuery(frozenset(map(FigureKind, kinds)), frozenset(units), entity, words, FigureOrder(order))
    rows: list[Row] = []
    lines: list[str] = []
    for ref in refs:
        entry = find_entry(services, ref)
        briefing = read_briefing(services, entry)
        found = finder.of(briefing, query)
        rows.append(describe_figures(entry, found))
        lines += [*([""] if lines else []), *write_figures(entry, found)]
    if as_json:
        output.print_json(rows)
    else:
        width = output.line_width()
        output.print_lines(line if width is None else line[:width] for line in lines)


def describe_figures(entry: Entry, found: Sequence[StatedFigure]) -> Row:
    """The figures of a briefing; start and end are in code points of its text."""
    return {
        "id": entry.id,
        "path": scrub_line(entry.path),
        "figures": [_describe(row) for row in found],
    }


def _describe(row: StatedFigure) -> Row:
    figure, value = row.figure, row.figure.value
    return {
        "start": figure.span.start,
        "end": figure.span.end,
        "surface": row.surface,
        "kind": figure.kind.value,
        "value": list(value) if isinstance(value, tuple) else value,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "sentence": row.sentence,
    }


def write_figures(entry: Entry, found: Sequence[StatedFigure]) -> list[str]:
    """The figures of a briefing as a table: kind, words, what they amount to, and the sentence."""
    if not found:
        return [entry.title, "", "No figures were found."]
    rows = [(row.figure.kind.value, _join(row.surface), print_value(row.figure), _join(row.sentence)) for row in found]
    return [entry.title, "", *output.align(rows)]


def _join(words: str) -> str:
    return " ".join(words.split())


FIGURES = (figures,)
"""All of them."""
