"""The subcommand about tags: it lists, renames, merges and deletes them.

Owns the names, options, help and order of work.
"""

from collections.abc import Callable

import click

from reader import output
from reader.cli_invocation import Invocation, json_option, pass_invocation
from reader.cli_library import CommandError
from reader.cli_text import write_tags
from reader.services.annotations import Annotations
from reader.services.retagging import TagFault, delete_tag, merge_tags, rename_tag


@click.group(
    invoke_without_command=True,
    epilog="""\b
Examples:
  reader tags
  reader tags --json
  reader tags rename supply stock       renames supply/hbm too
  reader tags merge memory dram
  reader tags delete old""",
)
@json_option
@click.pass_context
def tags(ctx: click.Context, as_json: bool) -> None:
    """List the tags, most used first; rename, merge or delete one everywhere."""
    if ctx.invoked_subcommand is None:
        _list_tags(ctx.ensure_object(Invocation), as_json)


def _list_tags(invocation: Invocation, as_json: bool) -> None:
    counts = invocation.connect().annotations.tags()
    if as_json:
        output.print_json([{"tag": name, "count": count} for name, count in counts])
    elif counts:
        output.print_lines(write_tags(counts))
    else:
        output.print_error("no tags yet")


@tags.command(epilog="\b\nExamples:\n  reader tags rename supply stock")
@click.argument("old")
@click.argument("new")
@json_option
@pass_invocation
def rename(invocation: Invocation, old: str, new: str, as_json: bool) -> None:
    """Give a tag another name, with those nested in it. `reader undo` takes it back."""
    _change(invocation, lambda annotations: rename_tag(annotations, old, new), as_json)


@tags.command(epilog="\b\nExamples:\n  reader tags merge memory dram")
@click.argument("old")
@click.argument("new")
@json_option
@pass_invocation
def merge(invocation: Invocation, old: str, new: str, as_json: bool) -> None:
    """Replace a tag by another one that is there. `reader undo` takes it back."""
    _change(invocation, lambda annotations: merge_tags(annotations, old, new), as_json)


@tags.command(epilog="\b\nExamples:\n  reader tags delete old")
@click.argument("name")
@json_option
@pass_invocation
def delete(invocation: Invocation, name: str, as_json: bool) -> None:
    """Take a tag away everywhere, with those nested in it. `reader undo` takes it back."""
    _change(invocation, lambda annotations: delete_tag(annotations, name), as_json)


def _change(invocation: Invocation, work: Callable[[Annotations], int], as_json: bool) -> None:
    annotations = invocation.connect().annotations
    try:
        count = work(annotations)
    except TagFault as fault:
        raise CommandError(fault.reason) from fault
    if as_json:
        output.print_json({"changed": count})
    else:
        what = annotations.steps()[-1][0] if count else ""
        output.print_lines([f"{what}: {count:,} annotation{'' if count == 1 else 's'}"])


TAGS = (tags,)
"""All of them."""
