"""The subcommand that brings the index up to date, once or for as long as somebody reads.

Owns its name, options, help and order of work.
"""

import os
import sys
import threading

import click

from reader import output
from reader.cli_invocation import Invocation, json_option, pass_invocation
from reader.domain.scrub import scrub_line
from reader.services.errors import IndexUnusable, NamesUnavailable
from reader.services.indexing import Event, EventKind, print_event, watch_library
from reader.services.services import Services

_POLITE = 10
"""How far behind the screen the process stands that keeps the index for it."""


@click.command(
    epilog="""\b
Examples:
  reader index
  reader --library ~/briefings index --rebuild --json"""
)
@click.option("--rebuild", is_flag=True, help="Make the index anew. Nothing of yours is in it.")
@click.option("--watch", is_flag=True, help="Stay, and take in every change of the folders; ends with its input.")
@json_option
@pass_invocation
def index(invocation: Invocation, rebuild: bool, watch: bool, as_json: bool) -> None:
    """Read what is new in the folders, so that everything else finds it at once."""
    services = invocation.connect()
    if watch:
        if rebuild:
            services.update(is_anew=True)
        _watch(services)
        return
    with output.show_progress() as progress:
        report = services.update(lambda state: progress(state.done, state.total), is_anew=rebuild)
    count = len(services.library.rows())
    failed = [{"path": scrub_line(path), "reason": reason} for path, reason in report.failed]
    if as_json:
        counts = {"added": report.added, "changed": report.changed, "removed": report.removed}
        output.print_json({"briefings": count, **counts, "failed": failed, "seconds": round(report.seconds, 3)})
        return
    output.print_lines(
        [f"{count:,} briefings: {report.added:,} added, {report.changed:,} changed, {report.removed:,} removed"]
    )
    output.print_lines(f"cannot be read: {item['path']}: {item['reason']}" for item in failed)
    if services.library.notice and not rebuild:
        output.print_error(f"notice: {services.library.notice}")


def _watch(services: Services) -> None:
    """Tell every step in a line of JSON, until nobody listens any more."""
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    threading.Thread(target=_end_with_input, name="input", daemon=True).start()
    try:
        for event in watch_library(services):
            output.print_now(print_event(event))
    except (IndexUnusable, NamesUnavailable) as error:
        output.print_now(print_event(Event(EventKind.FAILED, reason=error.reason)))


def _end_with_input() -> None:
    """Whoever started this process holds the other end: it is gone when that closes, however it was killed.

    What was written stays, and the transaction that is broken off was never there.
    """
    while sys.stdin.buffer.read(1):
        continue
    os._exit(0)


INDEX = (index,)
"""All of them."""
