"""The subcommands about the settings.

Owns their names, options, help, and what is printed.
"""

import click

from reader import output
from reader.cli_arguments import FAILED
from reader.cli_invocation import json_option
from reader.paths import find_paths


@click.group(
    epilog="""\b
Examples:
  reader config path
  reader config show
  reader config check --json"""
)
def config() -> None:
    """Look after the settings. They are changed with an editor: config.yaml is yours, and never written to."""


@config.command(
    epilog="""\b
Examples:
  reader config path
  $EDITOR "$(reader config path)\""""
)
@json_option
def path(as_json: bool) -> None:
    """Print where the settings file is, or would be."""
    file = str(find_paths().settings_file)
    if as_json:
        output.print_json({"path": file})
    else:
        output.print_lines([file])


@config.command(
    epilog="""\b
Examples:
  reader config show
  reader config show > my-config.yaml
  reader config show --json"""
)
@json_option
def show(as_json: bool) -> None:
    """Print every setting with its value and where that comes from; as YAML that can be a settings file."""
    from reader.config import load_settings
    from reader.config_print import describe_value, find_source, print_settings
    from reader.config_table import SETTINGS

    file = find_paths().settings_file
    settings, problems = load_settings(file)
    for problem in problems:
        output.print_error(f"{problem.level}: {problem}")
    if as_json:
        rows = [
            {
                "name": setting.name,
                "value": describe_value(setting, settings),
                "source": find_source(setting, settings, file),
                "takes": setting.takes,
            }
            for setting in SETTINGS
        ]
        output.print_json(rows)
    else:
        output.print_lines(print_settings(settings, file))


@config.command(
    epilog="""\b
Examples:
  reader config check
  reader config check --json"""
)
@json_option
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Look for faults in the settings: unknown names, wrong values, keys that clash; each with its line.

    Exit status 1 when there are any.
    """
    from reader.config import check_settings, load_settings

    file = find_paths().settings_file
    settings, problems = load_settings(file)
    found = (*problems, *check_settings(settings, file))
    if as_json:
        rows = [{"level": str(one.level), "where": one.where, "message": one.message} for one in found]
        output.print_json(rows)
    elif found:
        output.print_lines(f"{problem.level}: {problem}" for problem in found)
    else:
        output.print_lines([f"{file}: no faults" if file.exists() else f"{file}: not there; the defaults hold"])
    if found:
        ctx.exit(FAILED)


CONFIG = (config,)
"""All of them."""
