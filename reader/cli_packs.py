"""The subcommands about the lists of names."""

from collections.abc import Sequence
from pathlib import Path

import click

from reader import output
from reader.cli_arguments import FAILED
from reader.cli_invocation import Invocation, json_option, pass_invocation
from reader.services.services import Services


@click.group(
    epilog="""\b
Examples:
  reader packs check
  reader packs check my-pack.yaml"""
)
def packs() -> None:
    """Look after the lists of names."""


@packs.command(
    epilog="""\b
Examples:
  reader packs check
  reader packs check my-pack.yaml --json"""
)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@json_option
@pass_invocation
@click.pass_context
def check(ctx: click.Context, invocation: Invocation, files: tuple[str, ...], as_json: bool) -> None:
    """Look for faults in packs: the ones named, or those that are in use, and your decisions in entities.yaml.

    Exit status 1 when there are any.
    """
    findings = _find_faults(invocation.connect(), files)
    if as_json:
        rows = [{"level": "error", "where": where, "message": message} for where, message in findings]
        output.print_json(rows)
    else:
        output.print_lines(f"{where}: {message}" for where, message in findings)
    if findings:
        ctx.exit(FAILED)


def _find_faults(services: Services, files: Sequence[str]) -> list[tuple[str, str]]:
    """Where, and what."""
    from reader.entities.lint import check_packs
    from reader.entities.packs import shipped_packs
    from reader.services.decisions import check_lines
    from reader.storage.decisions import LineFile

    decided, (fields, own) = services.paths.decisions_file, services.pack_choice
    chosen = [Path(file) for file in files] or [*shipped_packs(fields), *own, decided]
    faults = [
        (f"{finding.file}:{finding.line}", str(finding.message))
        for finding in check_packs(path for path in chosen if path.name != decided.name)
    ]
    for path in chosen:
        if path.name == decided.name and path in map(Path, files) and not path.exists():
            faults.append((path.name, "no such file"))
        elif path.name == decided.name:
            faults += [(problem.where, problem.message) for problem in check_lines(LineFile(path), path.name)]
    return faults


PACKS = (packs,)
"""All of them."""
