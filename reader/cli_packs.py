"""The subcommands about the lists of names."""

from pathlib import Path

import click

from reader import output
from reader.cli_arguments import FAILED
from reader.cli_invocation import Invocation, json_option, pass_invocation


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
    """Look for faults in packs: the ones named, or those that are in use.

    Exit status 1 when there are any.
    """
    from reader.entities.lint import check_packs
    from reader.entities.packs import shipped_packs

    services = invocation.connect()
    paths = [Path(file) for file in files] or [*shipped_packs(), *services.paths.own_packs()]
    findings = check_packs(paths)
    if as_json:
        output.print_json(
            [
                {"level": "error", "where": f"{finding.file}:{finding.line}", "message": finding.message}
                for finding in findings
            ]
        )
    else:
        output.print_lines(f"{finding.file}:{finding.line}: {finding.message}" for finding in findings)
    if findings:
        ctx.exit(FAILED)


PACKS = (packs,)
"""All of them."""
