"""The subcommand that looks everything over.

Owns its name, options, help, and the look at the terminal.
"""

import codecs
import os
import sys
from collections.abc import Iterator, Mapping

import click

from reader import output
from reader.cli_arguments import FAILED
from reader.cli_invocation import Invocation, json_option, pass_invocation
from reader.cli_library import open_library
from reader.services.doctor import Finding, Health, examine, make_finding

_NARROWEST, _LOWEST = 34, 8
"""Columns and rows below which the screen says that it is too small."""

_SIGNS = {Health.OK: "ok     ", Health.NOTE: "note   ", Health.WARNING: "warning", Health.ERROR: "error  "}


@click.command(
    epilog="""\b
Examples:
  reader doctor
  reader doctor --json"""
)
@json_option
@pass_invocation
@click.pass_context
def doctor(ctx: click.Context, invocation: Invocation, as_json: bool) -> None:
    """Look over settings, names, library, index, store, anchors and the terminal, and say what to do.

    Exit status 1 when there is a warning or an error.
    """
    services = open_library(invocation.libraries)
    with output.show_progress() as progress:
        found = list(examine(services, lambda state: progress(state.done, state.total)))
    found += examine_terminal(os.environ, output.is_terminal())
    if as_json:
        rows = [{"level": str(one.level), "where": one.where, "message": one.message} for one in found]
        output.print_json(rows)
    else:
        output.print_lines(f"{_SIGNS[one.level]}  {one.where}: {one.message}" for one in found)
        problems = sum(one.is_problem for one in found)
        output.print_lines(["", f"{problems} to look at." if problems else "Everything is well."])
    if any(one.is_problem for one in found):
        ctx.exit(FAILED)


def examine_terminal(environ: Mapping[str, str], is_terminal: bool) -> Iterator[Finding]:
    """Look whether the screen can be shown here.

    Args:
        environ: the environment.
        is_terminal: whether a person sits before all three streams; else only the encoding is looked at.
    """
    encoding = sys.stdout.encoding or "ascii"
    if codecs.lookup(encoding).name != "utf-8":
        message = f"writes {encoding}: other letters become question marks. Set LANG, such as export LANG=C.UTF-8"
        yield make_finding(Health.WARNING if is_terminal else Health.NOTE, "terminal", message)
    if not is_terminal:
        yield make_finding(Health.OK, "terminal", "none here, so its size and colours were not looked at")
        return
    kind = environ.get("TERM", "")
    if kind in ("", "dumb", "unknown"):
        message = f"TERM is {kind or 'not set'}: the screen cannot be drawn. Try: export TERM=xterm-256color"
        yield make_finding(Health.ERROR, "terminal", message)
    yield from _examine_size()
    yield make_finding(Health.OK, "terminal", f"{kind or 'unknown'}, {_describe_colours(environ)}")


def _examine_size() -> Iterator[Finding]:
    try:
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return
    if columns < _NARROWEST or rows < _LOWEST:
        message = f"{columns}x{rows} is too small: the screen needs {_NARROWEST}x{_LOWEST}"
        yield make_finding(Health.WARNING, "terminal", message)


def _describe_colours(environ: Mapping[str, str]) -> str:
    if environ.get("NO_COLOR"):
        return "no colours, since NO_COLOR is set"
    if environ.get("COLORTERM", "").casefold() in ("truecolor", "24bit"):
        return "16 million colours"
    if "256" in environ.get("TERM", ""):
        return "256 colours; export COLORTERM=truecolor where the terminal has more"
    return "16 colours"


DOCTOR = (doctor,)
"""All of them."""
