"""The subcommands that annotate: tag, bookmark, annotations.

Owns their names, options, help and order of work; what they print is shaped by `cli_json` and `cli_text`.
"""

from collections.abc import Sequence
from dataclasses import replace

import click

from reader import output
from reader.cli_invocation import QUERY_HELP, Invocation, WordsCommand, json_option, pass_invocation
from reader.cli_json import describe_annotation
from reader.cli_library import CommandError, find_entry, read_briefing
from reader.cli_text import write_annotation
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText, scrub, scrub_line
from reader.domain.span import Span
from reader.services.annotations import Change, PlacedAnnotation, place_annotation
from reader.services.quoting import QuoteError, find_quote
from reader.services.services import Services


@click.command(
    cls=WordsCommand,
    epilog="""\b
Examples:
  reader tag 3f2a +hbm
  reader tag 3f2a +hbm -old --quote "HBM supply"
  reader tag 3f2a +watch --entity TSMC""",
)
@click.argument("ref")
@click.argument("words", nargs=-1, required=True, metavar="+TAG|-TAG...")
@click.option("--quote", metavar="TEXT", help="The words to tag; else the whole briefing.")
@click.option("--entity", metavar="NAME", help="The named thing to tag.")
@json_option
@pass_invocation
def tag(
    invocation: Invocation, ref: str, words: tuple[str, ...], quote: str | None, entity: str | None, as_json: bool
) -> None:
    """Add and remove tags of a briefing, of words in it, or of something it names."""
    added, removed = _read_tags(words)
    services = invocation.open(ref)
    entry = find_entry(services, ref)
    span = _find_span(services, entry, quote)
    name = _find_name(services, entry, entity)
    change = services.annotations.tag(entry, span, name, added, removed)
    if not added and change.before == change.after:
        raise CommandError(f"{entry.path}: not tagged {', '.join(removed)}")
    _print_change(services, entry, change, as_json)


@click.command(
    epilog="""\b
Examples:
  reader bookmark 3f2a
  reader bookmark 3f2a --quote "HBM supply" --note "ask about this"
""",
)
@click.argument("ref")
@click.option("--quote", metavar="TEXT", help="The words to bookmark; else the whole briefing.")
@click.option("--note", metavar="TEXT", help="A note to keep with it.")
@json_option
@pass_invocation
def bookmark(invocation: Invocation, ref: str, quote: str | None, note: str | None, as_json: bool) -> None:
    """Bookmark a briefing, or words in it."""
    services = invocation.open(ref)
    entry = find_entry(services, ref)
    span = _find_span(services, entry, quote)
    change = services.annotations.bookmark(entry, span, note=None if note is None else scrub(note))
    _print_change(services, entry, change, as_json)


@click.command(
    cls=WordsCommand,
    epilog=f"""{QUERY_HELP}

\b
Examples:
  reader annotations
  reader annotations tag:hbm --json""",
)
@click.argument("query", nargs=-1)
@json_option
@pass_invocation
def annotations(invocation: Invocation, query: tuple[str, ...], as_json: bool) -> None:
    """List every tag and bookmark with the words it stands on, oldest first.

    The QUERY is asked of the annotations: tag: means their own tags, words are sought in what was quoted and noted.
    """
    text = " ".join(query)
    services = invocation.open_for(text)
    placed = services.filter_annotations(services.annotations.all_placed(), text)
    if as_json:
        output.print_json([describe_annotation(item) for item in placed])
    elif placed:
        output.print_lines(line for item in placed for line in write_annotation(item))
    else:
        output.print_error(f"no annotation fits: {' '.join(query)}" if query else "no annotations yet")


def _read_tags(words: Sequence[str]) -> tuple[list[SafeText], list[SafeText]]:
    """The tags to add and those to remove."""
    signed: dict[str, list[SafeText]] = {"+": [], "-": []}
    for word in words:
        name = scrub_line(" ".join(word[1:].split()).lstrip("#"))
        if word[:1] not in signed or not name:
            raise click.UsageError(f'a tag is written +tag to add it and -tag to remove it, not "{scrub_line(word)}".')
        signed[word[0]].append(name)
    return signed["+"], signed["-"]


def _find_span(services: Services, entry: Entry, quote: str | None) -> Span | None:
    briefing = read_briefing(services, entry)
    if quote is None:
        return None
    try:
        return find_quote(briefing.text, quote)
    except QuoteError as error:
        raise CommandError(f"{entry.path}: {error}") from error


def _find_name(services: Services, entry: Entry, name: str | None) -> SafeText | None:
    """The canonical name of something that a briefing names under any of its forms."""
    if name is None:
        return None
    wanted = name.strip().casefold()
    for row in services.recognitions.of(read_briefing(services, entry)).counts:
        if wanted in {form.casefold() for form in (row.entity.name, *row.aliases)}:
            return row.entity.name
    raise CommandError(f'{entry.path}: "{name}" is not named in it; see: reader entities {entry.id}')


def _print_change(services: Services, entry: Entry, change: Change, as_json: bool) -> None:
    """Print the record as it is now; one that lost its last tag, and so is gone, without tags."""
    annotation = change.after or (change.before and replace(change.before, tags=()))
    if annotation is None:
        return
    anchor = place_annotation(read_briefing(services, entry).text, annotation)
    placed = PlacedAnnotation(annotation, anchor, entry)
    if as_json:
        output.print_json(describe_annotation(placed))
    else:
        output.print_lines(write_annotation(placed))


ANNOTATING = (annotations, bookmark, tag)
"""All of them."""
