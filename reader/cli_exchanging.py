"""The subcommands that take annotations out, take them in, and check them: export, import, verify.

Owns their names, options, help and order of work.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from reader import output
from reader.cli_arguments import FAILED
from reader.cli_invocation import Invocation, WordsCommand, json_option, pass_invocation
from reader.cli_library import CommandError
from reader.domain.scrub import scrub_line
from reader.services.exporting import Form, write_export, write_markdown_files
from reader.services.importing import Imported, ImportRefused, import_file
from reader.services.placing import PlacedAnnotation
from reader.services.verifying import Verified, verify
from reader.storage.handing import write_files

_FORMS = click.Choice([form.value for form in Form])


@click.command(
    "export",
    cls=WordsCommand,
    epilog="""\b
Examples:
  reader export --format json --output mine.json
  reader export --format w3c tag:hbm
  reader export --format markdown --output notes/     one file for each briefing
  reader export --format csv --output mine.csv --force""",
)
@click.argument("query", nargs=-1)
@click.option("--format", "form", type=_FORMS, required=True, help="What to write.")
@click.option("--output", "target", metavar="PATH", help="The file, or for Markdown a folder; else standard output.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@pass_invocation
def export_(invocation: Invocation, query: tuple[str, ...], form: str, target: str | None, force: bool) -> None:
    """Write annotations for other programs: all, or those that fit a QUERY.

    json keeps everything and is what `reader import` reads; w3c is for other annotation programs.
    """
    text = " ".join(query)
    services = invocation.open_for(text)
    placed = services.filter_annotations(services.annotations.all_placed(), text)
    deleted = {} if text else services.annotations.list_deleted()
    if target is None:
        output.print_lines([write_export(placed, Form(form), deleted).removesuffix("\n")])
        return
    contents = _write(placed, Form(form), target, deleted)
    write_files({path: content.encode("utf-8", "replace") for path, content in contents.items()}, may_replace=force)
    files = f" in {len(contents):,} files" if len(contents) != 1 else ""
    output.print_error(f"{_count(len(placed))} written to {target}{files}")


def _write(placed: Sequence[PlacedAnnotation], form: Form, target: str, deleted: Mapping[str, str]) -> dict[Path, str]:
    """What is to be in each file."""
    if not (target.endswith(("/", os.sep)) or os.path.isdir(target)):
        return {Path(target): write_export(placed, form, deleted)}
    if form is not Form.MARKDOWN:
        raise CommandError(f"{target}: a folder; {form.value} is written to one file")
    return {Path(target) / name: text for name, text in write_markdown_files(placed).items()}


@click.command(
    "import",
    epilog="""\b
Examples:
  reader import mine.json
  reader import annotations.jsonld --json""",
)
@click.argument("file")
@click.option("--restore", is_flag=True, help="Bring back also what was deleted here since.")
@json_option
@pass_invocation
def import_(invocation: Invocation, file: str, restore: bool, as_json: bool) -> None:
    """Merge the annotations of a FILE into yours: JSON of `reader export`, or W3C Web Annotations.

    Tags come together, the note that was changed last stays. Importing the same again changes nothing; `reader undo`
    takes an import back. Where anything in the file is wrong, nothing is changed.
    """
    services = invocation.connect()
    now = datetime.now().astimezone().isoformat(timespec="milliseconds")
    try:
        imported = import_file(file, services.annotations, now, is_restored=restore)
    except ImportRefused as refused:
        if as_json:
            reasons = [{"reason": reason} for reason in refused.reasons]
            output.print_json({"added": 0, "updated": 0, "same": 0, "refused": reasons})
        for reason in refused.reasons:
            output.print_error(f"{file}: {reason}")
        if not as_json:
            output.print_error("nothing was imported")
        click.get_current_context().exit(FAILED)
    _print_imported(imported, as_json)


def _print_imported(imported: Imported, as_json: bool) -> None:
    if as_json:
        counts = {"added": imported.added, "updated": imported.updated, "same": imported.same}
        output.print_json({**counts, "refused": []})
    else:
        removed = f", {imported.removed:,} removed" if imported.removed else ""
        line = f"{imported.added:,} added, {imported.updated:,} updated, {imported.same:,} the same{removed}"
        output.print_lines([line])
    if imported.left_out:
        output.print_error(f"notice: {imported.left_out:,} deleted here since; --restore brings them back")
    if not imported.is_undoable:
        output.print_error("notice: so many annotations at once cannot be undone")


@click.command(
    "verify",
    epilog="""\b
Examples:
  reader verify
  reader verify --json""",
)
@json_option
@pass_invocation
def verify_(invocation: Invocation, as_json: bool) -> None:
    """Work the place of every annotation out anew from the texts; exit with 1 if one does not stand on its words."""
    services = invocation.open()
    verified = verify(services.annotations.all_placed(), services.library)
    if as_json:
        wrong = [{"id": one.id, "reason": one.reason} for one in verified.wrong]
        output.print_json({"checked": verified.checked, "wrong": wrong, "absent": verified.absent})
    else:
        output.print_lines(_write_verified(verified))
    if verified.wrong:
        click.get_current_context().exit(FAILED)


def _write_verified(verified: Verified) -> list[str]:
    lines = [f"{one.id}  {one.reason}" for one in verified.wrong]
    absent = f", {verified.absent:,} not, since their briefings are not in the library" if verified.absent else ""
    said = f"{len(verified.wrong):,} of {_count(verified.checked)} wrong"
    return [*lines, scrub_line(f"{said}{absent}")]


def _count(annotations: int) -> str:
    return f"{annotations:,} annotation{'' if annotations == 1 else 's'}"


EXCHANGING = (export_, import_, verify_)
"""All of them."""
