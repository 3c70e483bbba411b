"""The subcommands that bring briefings in, and look after the sources they come from.

Owns their names, options, help, and both ways in which they print.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader import output
from reader.cli_arguments import FAILED
from reader.cli_invocation import Invocation, json_option, pass_invocation
from reader.cli_json import Row
from reader.domain.source import Source

if TYPE_CHECKING:
    from reader.services.bringing import Bringing, Brought
    from reader.services.syncing import SyncResult

_LARGEST_INPUT = 32 * 1024 * 1024
_POLITE = 15
"""How far behind the screen a round stands that it started: behind the index too, which shows what has come."""


@click.command(
    epilog="""\b
Examples:
  reader add https://letters.example/feed.xml
  reader add page.html issue-19.eml ~/Mail/newsletters
  reader add feeds.opml
  curl -s https://x.example/page.html | reader add -"""
)
@click.argument("words", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--once", is_flag=True, help="Take what is there now, and keep no source.")
@json_option
@pass_invocation
@click.pass_context
def add(ctx: click.Context, invocation: Invocation, words: tuple[str, ...], once: bool, as_json: bool) -> None:
    """Bring briefings in: feeds, pages, letters, mailboxes, files, folders, lists of feeds (OPML), or - for input.

    Each becomes a Markdown file in the inbox of the library. A feed or a mailbox becomes a source, which `reader sync`
    looks at again.
    """
    bringing = _connect(invocation)
    results = []
    for word in words:
        data = _read_input() if word == "-" else None
        results.append(bringing.add(word, data, keeps=not once))
        if not as_json:
            _print_brought(results[-1])
    if as_json:
        output.print_json([_describe_brought(result) for result in results])
    if any(result.reason for result in results):
        ctx.exit(FAILED)


def _connect(invocation: Invocation) -> Bringing:
    bringing = invocation.connect().bringing
    folder = bringing.folder
    if not as_library(folder, invocation.libraries):
        output.print_error(f"notice: what is brought in goes to {folder}, which is not in the library named here")
    return bringing


def as_library(folder: Path, libraries: Sequence[str]) -> bool:
    """Whether what is put into a folder is seen in the libraries that were named, or in the configured one."""
    from reader.services.inbox_place import is_within

    return not libraries or is_within(folder, [Path(library) for library in libraries])


def _read_input() -> bytes:
    data = sys.stdin.buffer.read(_LARGEST_INPUT + 1)
    if len(data) > _LARGEST_INPUT:
        raise click.ClickException(f"standard input is larger than {_LARGEST_INPUT >> 20} MB")
    return data


def _print_brought(result: Brought) -> None:
    if result.reason:
        output.print_error(f"{result.word}: {result.reason}")
        return
    parts = [_count(result.added, result.renewed) or ("nothing new" if result.same else "")]
    if result.sources:
        parts.append(f"{_plural(len(result.sources), 'source')} kept: {', '.join(result.sources[:5])}")
    output.print_lines([f"{result.word}: {'; '.join(filter(None, parts)) or 'nothing new'}"])
    for note in result.notes:
        output.print_error(f"notice: {result.word}: {note}")


def _count(added: int, renewed: int) -> str:
    parts = [f"{added:,} new" if added else "", _plural(renewed, "new version") if renewed else ""]
    return ", ".join(filter(None, parts))


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _describe_brought(result: Brought) -> Row:
    return {
        "source": result.word,
        "added": result.added,
        "renewed": result.renewed,
        "same": result.same,
        "kept": list(result.sources),
        "reason": result.reason or None,
        "notes": list(result.notes),
    }


@click.command(
    epilog="""\b
Examples:
  reader sync
  reader sync "Chip Letter"
  reader sync --quiet        for cron: says only what went wrong"""
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("--events", is_flag=True, hidden=True, help="A line of JSON for each source; ends with its input.")
@json_option
@pass_invocation
@click.pass_context
def sync(
    ctx: click.Context, invocation: Invocation, names: tuple[str, ...], quiet: bool, events: bool, as_json: bool
) -> None:
    """Bring in what is new at the sources: at all, or at those named.

    Nothing that is there is ever deleted. Exit status 1 when a source failed.
    """
    from reader.services.syncing import SyncKind

    bringing = _connect(invocation)
    if events:
        _tell_events(bringing, names)
        return
    with output.show_progress("sources") as progress:
        results = bringing.sync(names, lambda result, done, total: progress(done, total))
    failed = [result for result in results if result.kind is SyncKind.FAILED]
    if as_json:
        output.print_json([describe_result(result) for result in results])
    else:
        _print_results(results, quiet=quiet)
    if failed:
        ctx.exit(FAILED)


def _tell_events(bringing: Bringing, names: Sequence[str]) -> None:
    """Tell each source as it is done, until nobody listens any more."""
    import json

    _follow_screen()

    def tell(result: SyncResult, done: int, total: int) -> None:
        output.print_now(json.dumps({**describe_result(result), "done": done, "total": total}))

    bringing.sync(names, tell)


def _follow_screen() -> None:
    """End with the screen that started this process, and let it go first."""
    import threading

    threading.Thread(target=_end_with_input, name="input", daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_POLITE)


def _end_with_input() -> None:
    """Whoever started this process holds the other end. What is in the inbox is whole at any moment."""
    # Not through the buffer, whose lock would be held when this process ends by itself.
    while os.read(0, 1):
        continue
    os._exit(0)


def describe_result(result: SyncResult) -> Row:
    """What became of a source."""
    return {
        "source": result.source,
        "state": result.kind.value,
        "added": result.added,
        "renewed": result.renewed,
        "reason": result.reason or None,
        "notes": list(result.notes),
    }


def _print_results(results: Sequence[SyncResult], *, quiet: bool) -> None:
    from reader.services.syncing import SyncKind

    for result in results:
        if result.kind is SyncKind.FAILED:
            output.print_error(f"{result.source}: {result.reason}")
        for note in result.notes:
            output.print_error(f"notice: {result.source}: {note}")
    if quiet:
        return
    shown = [result for result in results if result.kind in (SyncKind.DONE, SyncKind.WAITING)]
    output.print_lines(
        output.align([(result.source, _count(result.added, result.renewed) or result.reason) for result in shown])
    )
    added, renewed = sum(result.added for result in results), sum(result.renewed for result in results)
    failed = sum(result.kind is SyncKind.FAILED for result in results)
    news = _count(added, renewed) or "nothing new"
    output.print_lines(
        [f"{_plural(len(results), 'source')}: {news}{f', {failed} failed' if failed else ''}"]
        if results
        else ["no sources: `reader add ADDRESS` or `reader sources add NAME ADDRESS` makes one"]
    )


@click.group(
    invoke_without_command=True,
    epilog="""\b
Examples:
  reader sources
  reader sources check
  reader sources add "Chip Letter" https://letters.example/feed.xml
  reader sources remove "Chip Letter"
  reader sources export > feeds.opml""",
)
@json_option
@pass_invocation
@click.pass_context
def sources(ctx: click.Context, invocation: Invocation, as_json: bool) -> None:
    """List the sources, and look after them: check, add, remove, import, export."""
    if ctx.invoked_subcommand is not None:
        return
    found = invocation.connect().bringing.find_sources([])
    if as_json:
        output.print_json([_describe_source(source) for source in found])
    elif found:
        output.print_lines(output.align([(source.name, source.address) for source in found], width=output.line_width()))
    else:
        output.print_error("no sources: `reader add ADDRESS` or `reader sources add NAME ADDRESS` makes one")


def _describe_source(source: Source) -> Row:
    return {
        "name": source.name,
        "url": source.url or None,
        "path": source.path or None,
        "series": source.series or None,
        "tags": list(source.tags),
        "full_text": source.full_text,
        "keep": source.keep,
    }


@sources.command("check")
@json_option
@pass_invocation
@click.pass_context
def check(ctx: click.Context, invocation: Invocation, as_json: bool) -> None:
    """Ask every source whether it answers; nothing is brought in. Exit status 1 when one does not."""
    findings = [(str(problem.where), str(problem.message)) for problem in invocation.connect().bringing.problems]
    with output.show_progress("sources") as progress:
        findings += invocation.connect().bringing.check(lambda done, total: progress(done, total))
    if as_json:
        output.print_json([{"level": "error", "where": where, "message": message} for where, message in findings])
    else:
        output.print_lines(f"{where}: {message}" for where, message in findings)
    if findings:
        ctx.exit(FAILED)


@sources.command("add")
@click.argument("name")
@click.argument("address", metavar="URL|PATH")
@pass_invocation
def add_source(invocation: Invocation, name: str, address: str) -> None:
    """Keep a feed or a mailbox as a source; nothing is fetched yet."""
    source = invocation.connect().bringing.add_source(name, address)
    output.print_lines([f"{source.name}: {source.address}"])


@sources.command("remove")
@click.argument("name")
@pass_invocation
def remove_source(invocation: Invocation, name: str) -> None:
    """Forget a source. What it brought stays."""
    source = invocation.connect().bringing.remove_source(name)
    output.print_lines([f"removed {source.name}: {source.address}"])


@sources.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_invocation
def import_sources(invocation: Invocation, file: Path) -> None:
    """Keep the feeds of a list (OPML) that are not sources yet."""
    from reader.importers.files import read_file

    new, problems = invocation.connect().bringing.import_opml(read_file(file))
    for problem in problems:
        output.print_error(f"notice: {problem}")
    output.print_lines([f"{_plural(len(new), 'new source')}: `reader sync` fetches them" if new else "no new sources"])


@sources.command("export")
@pass_invocation
def export_sources(invocation: Invocation) -> None:
    """Print the feeds as a list that other programs read (OPML). Mailboxes are not in it."""
    from reader.sources.opml import print_opml

    output.print_lines([print_opml(invocation.connect().bringing.find_sources([])).rstrip("\n")])


SOURCES = (add, sync, sources)
"""All of them."""
