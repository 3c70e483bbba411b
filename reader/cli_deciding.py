"""The subcommands that decide about names.

Owns their names, options, help and order of work. What a decision means is said in docs/entities.md.
"""

from collections.abc import Callable
from typing import Any

import click

from reader import output
from reader.cli_invocation import Invocation, json_option, pass_invocation
from reader.domain.decision import Decision, DecisionChange
from reader.domain.entity import EntityType
from reader.services.decisions import DecisionFault, Decisions
from reader.services.services import Services

_TYPES = click.Choice([kind.value for kind in EntityType])
_RULES = click.Choice(["exact", "any"])


@click.group(
    epilog="""\b
Examples:
  reader names accept "Asian IMEC" organization
  reader names reject "Market Access"
  reader names merge "Hon Hai Precision" Foxconn
  reader names list
  reader names undo"""
)
def names() -> None:
    """Correct what is taken for a name: accept, reject, merge, split, rename, retype, case; list and undo that.

    A decision holds for all briefings. It is a line of entities.yaml in the folder of the settings, a file that is
    yours: it may be edited by hand.
    """


def _decide(invocation: Invocation, as_json: bool, work: Callable[[Decisions], DecisionChange]) -> None:
    """Decide or undo, look again where that concerns a name, and say what was done."""
    services = invocation.connect()
    try:
        change = work(services.decisions)
    except DecisionFault as fault:
        raise click.ClickException(str(fault)) from fault
    again = _follow(services)
    if as_json:
        row = describe_decision(change.decision)
        output.print_json({"change": _name_change(change), "line": change.number, **row, "briefings": again})
    else:
        output.print_lines([_print_change(change, again)])


def _follow(services: Services) -> int:
    """Look for names again where the decisions concern what the index holds; in how many briefings."""
    with output.show_progress() as progress:
        return services.follow_decisions(lambda state: progress(state.done, state.total))


def _name_change(change: DecisionChange) -> str:
    if change.is_nothing:
        return "none"
    return "added" if change.is_added else "removed"


def _print_change(change: DecisionChange, again: int) -> str:
    said = print_decision(change.decision)
    if change.is_nothing:
        return f"line {change.number} says so already: {said}"
    what = "added" if change.is_added else "removed"
    return f"line {change.number} {what}: {said}; names looked for again in {_count(again)}"


def _count(briefings: int) -> str:
    return f"{briefings:,} briefing{'' if briefings == 1 else 's'}"


def describe_decision(decision: Decision) -> dict[str, Any]:
    """A decision as JSON; what it does not state is null."""
    rule = None if decision.is_exact is None else "exact" if decision.is_exact else "any"
    return {
        "decision": decision.kind.value,
        "name": decision.name,
        "other": decision.other,
        "type": decision.type and decision.type.value,
        "rule": rule,
    }


def print_decision(decision: Decision) -> str:
    """A decision for a person, as it would be typed."""
    row = describe_decision(decision)
    words = [row["name"], row["other"], row["type"], row["rule"]]
    return " ".join([row["decision"], *(_quote(word) for word in words if word)])


def _quote(word: str) -> str:
    return f'"{word}"' if " " in word else word


@names.command(
    epilog="""\b
Examples:
  reader names accept "Asian IMEC"
  reader names accept "Asian IMEC" organization --json"""
)
@click.argument("name")
@click.argument("type_", metavar="[TYPE]", type=_TYPES, required=False)
@json_option
@pass_invocation
def accept(invocation: Invocation, name: str, type_: str | None, as_json: bool) -> None:
    """Take NAME for a name, of a TYPE: company, organization, person, place, product, technology, policy or event."""
    _decide(invocation, as_json, lambda decisions: decisions.accept(name, type_))


@names.command(
    epilog="""\b
Examples:
  reader names reject "Market Access"
  reader names reject "Market Access" --json"""
)
@click.argument("name")
@json_option
@pass_invocation
def reject(invocation: Invocation, name: str, as_json: bool) -> None:
    """Take NAME for no name, for good; nor any other name of a thing that is called so."""
    _decide(invocation, as_json, lambda decisions: decisions.reject(name))


@names.command(
    epilog="""\b
Examples:
  reader names merge "Hon Hai Precision" Foxconn
  reader names merge 台積電 TSMC --json"""
)
@click.argument("name")
@click.argument("into")
@json_option
@pass_invocation
def merge(invocation: Invocation, name: str, into: str, as_json: bool) -> None:
    """Let NAME, and all other names of what is called so, name the thing that is called INTO."""
    _decide(invocation, as_json, lambda decisions: decisions.merge(name, into))


@names.command(
    epilog="""\b
Examples:
  reader names split Micron "Micron Technology"
  reader names split Micron "Micron Technology" --json"""
)
@click.argument("form")
@click.argument("from_", metavar="FROM")
@json_option
@pass_invocation
def split(invocation: Invocation, form: str, from_: str, as_json: bool) -> None:
    """Let FORM no longer name the thing that is called FROM, but one of its own."""
    _decide(invocation, as_json, lambda decisions: decisions.split(form, from_))


@names.command(
    epilog="""\b
Examples:
  reader names rename "Hon Hai" Foxconn
  reader names rename "Hon Hai" Foxconn --json"""
)
@click.argument("name")
@click.argument("to")
@json_option
@pass_invocation
def rename(invocation: Invocation, name: str, to: str, as_json: bool) -> None:
    """Call the thing that is called NAME by another name, TO."""
    _decide(invocation, as_json, lambda decisions: decisions.rename(name, to))


@names.command(
    epilog="""\b
Examples:
  reader names retype Kumamoto place
  reader names retype Kumamoto place --json"""
)
@click.argument("name")
@click.argument("type_", metavar="TYPE", type=_TYPES)
@json_option
@pass_invocation
def retype(invocation: Invocation, name: str, type_: str, as_json: bool) -> None:
    """Let the thing that is called NAME be of another TYPE."""
    _decide(invocation, as_json, lambda decisions: decisions.retype(name, type_))


@names.command(
    epilog="""\b
Examples:
  reader names case Arm exact
  reader names case "asian imec" any --json"""
)
@click.argument("form")
@click.argument("rule", type=_RULES)
@json_option
@pass_invocation
def case(invocation: Invocation, form: str, rule: str, as_json: bool) -> None:
    """Let FORM count only in the case in which it is written here (exact), or in any."""
    _decide(invocation, as_json, lambda decisions: decisions.set_case(form, is_exact=rule == "exact"))


@names.command(
    "list",
    epilog="""\b
Examples:
  reader names list
  reader names list --json""",
)
@json_option
@pass_invocation
def list_decisions(invocation: Invocation, as_json: bool) -> None:
    """List all decisions, each with its line in the file."""
    found = invocation.connect().decisions.list_all()
    if as_json:
        output.print_json([{"line": line.number, **describe_decision(line.decision)} for line in found])
    elif found:
        rows = [(str(line.number), print_decision(line.decision)) for line in found]
        output.print_lines(output.align(rows, right=[0], width=output.line_width()))
    else:
        output.print_error("no decisions yet")


@names.command(
    epilog="""\b
Examples:
  reader names undo
  reader names undo 12 --json"""
)
@click.argument("line", type=click.IntRange(min=1), required=False)
@json_option
@pass_invocation
def undo(invocation: Invocation, line: int | None, as_json: bool) -> None:
    """Take out the last decision, or the one in a LINE as `reader names list` counts them."""
    _decide(invocation, as_json, lambda decisions: decisions.undo_line(line))


NAMES = (names,)
"""All of them."""
