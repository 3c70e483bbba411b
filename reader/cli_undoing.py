"""The subcommands that turn changes back: undo, redo.

Owns their names, options, help and order of work.
"""

import click

from reader import output
from reader.cli_invocation import Invocation, json_option, pass_invocation
from reader.cli_library import CommandError
from reader.services.steps import Undone


@click.command(
    epilog="""\b
Examples:
  reader undo
  reader undo --list"""
)
@click.option("--list", "is_list", is_flag=True, help="List what can be undone, the last one first; undo nothing.")
@json_option
@pass_invocation
def undo(invocation: Invocation, is_list: bool, as_json: bool) -> None:
    """Take the last change of tags, bookmarks, notes or read marks back, whichever run of the program made it.

    The last 100 are kept. What something else changed since stays as it is.
    """
    annotations = invocation.connect().annotations
    if is_list:
        _print_steps(
            [(what, made) for what, made, is_undone in reversed(annotations.steps()) if not is_undone], as_json
        )
    else:
        _print_turned(annotations.undo(), "Undone", "nothing to undo", as_json)


@click.command(
    epilog="""\b
Examples:
  reader redo"""
)
@click.option("--list", "is_list", is_flag=True, help="List what can be done again, the first one first.")
@json_option
@pass_invocation
def redo(invocation: Invocation, is_list: bool, as_json: bool) -> None:
    """Do again what was undone last; the next change forgets it."""
    annotations = invocation.connect().annotations
    if is_list:
        _print_steps([(what, made) for what, made, is_undone in annotations.steps() if is_undone], as_json)
    else:
        _print_turned(annotations.redo(), "Done again", "nothing to do again", as_json)


def _print_turned(turned: Undone | None, verb: str, otherwise: str, as_json: bool) -> None:
    if turned is None:
        raise CommandError(otherwise)
    if as_json:
        output.print_json({"change": turned.what, "left": turned.left})
    else:
        output.print_lines([f"{verb}: {turned}"])


def _print_steps(steps: list[tuple[str, str]], as_json: bool) -> None:
    if as_json:
        output.print_json([{"change": what, "made": made} for what, made in steps])
    elif steps:
        output.print_lines(f"{made}  {what}" for what, made in steps)
    else:
        output.print_error("there is none")


UNDOING = (redo, undo)
"""Both of them."""
