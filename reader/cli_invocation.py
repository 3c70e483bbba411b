"""What all subcommands share: their options, the services they open, and what becomes of their errors.

Owns how words beginning with - and + are told from options. Knows no subcommand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from reader import output
from reader.cli_arguments import FAILED, MISUSED
from reader.cli_library import CommandError, open_library
from reader.services.errors import FilterError, IndexUnusable, NamesUnavailable, SourceError, StoreError
from reader.services.services import Services

_EXPECTED = (CommandError, FilterError, IndexUnusable, NamesUnavailable, SourceError, StoreError)

QUERY_HELP = """\b
QUERY: words, "phrases", -not, OR, (parentheses), tag:, subject:, title:, series:,
entity:, type:, since: and until: (2026-05, 2026-W19, 30d), date:unknown,
is:unread, is:started, is:read, has:bookmark, has:tag, has:note, @name for a saved query.
Quote it for the shell: '"supply chain" (hbm OR dram)'."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


class WordsCommand(click.Command):
    """A subcommand that takes words beginning with - or +: only what begins with -- is an option."""

    def __init__(self, name: str | None, **attributes: Any) -> None:
        """Like the class it extends."""
        super().__init__(name, **{**attributes, "context_settings": {"ignore_unknown_options": True}})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse a misspelt option, which would be taken for a word otherwise."""
        options = {name: option for option in self.get_params(ctx) for name in option.opts}
        words = iter(args)
        for word in words:
            name, equals, _ = word.partition("=")
            if word == "--":
                break
            option = options.get(name)
            if isinstance(option, click.Option) and not option.is_flag and not equals:
                next(words, None)
            elif option is None and word.startswith("--"):
                from difflib import get_close_matches

                raise click.NoSuchOption(name, possibilities=get_close_matches(name, options), ctx=ctx)
        return super().parse_args(ctx, args)


@dataclass(frozen=True, slots=True)
class Invocation:
    """What stands before the subcommand."""

    libraries: tuple[str, ...]
    is_as_is: bool = False
    """Whether to ask the index as it is, without a look at the folders first."""

    def open(self, *refs: str, names: bool = False) -> Services:
        """Open the services and bring the index up to date; what is wrong with the settings or the index is told.

        Args:
            refs: the briefings that the subcommand is about: files among them need not be in the library.
            names: whether names are to be looked for in what is new.
        """
        return self._prepare(self.connect(*refs), names=names)

    def open_for(self, query: str) -> Services:
        """Open the services for a query: names are looked for in what is new where it is about what is named.

        Raises:
            FilterError: if it cannot be understood.
        """
        from reader.services.filtering import needs_names

        services = self.connect()
        return self._prepare(services, names=needs_names(services.read_query(query)))

    def _prepare(self, services: Services, *, names: bool) -> Services:
        if not self.is_as_is or not services.library.version:
            with output.show_progress() as progress:
                services.update(lambda state: progress(state.done, state.total), with_names=names)
            if services.rules_notice:
                output.print_error(f"notice: what arrived was not tagged: {services.rules_notice}")
        told = _tell_notice(services)
        # Damage may come to light only while the index is asked.
        click.get_current_context().call_on_close(lambda: _tell_notice(services, told))
        return services

    def connect(self, *refs: str) -> Services:
        """Open the services, and look at no folder."""
        services = open_library(self.libraries, refs)
        for problem in services.problems:
            output.print_error(f"{problem.level}: {problem}")
        return services


def _tell_notice(services: Services, told: str = "") -> str:
    """Say what is wrong with the index, unless it has been told."""
    notice = services.library.notice
    if notice != told:
        output.print_error(f"notice: {notice}")
    return notice


pass_invocation = click.make_pass_decorator(Invocation)


def run_program(program: click.Group, arguments: Sequence[str]) -> int:
    """Run what a command line asks for.

    Returns:
        The exit status.
    """
    try:
        status = program.main(args=list(arguments), prog_name="reader", standalone_mode=False)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "reader"
        output.print_error(f"{error.format_message()} Try: {where} --help")
        return MISUSED
    except click.ClickException as error:
        output.print_error(error.format_message())
        return FAILED
    except click.Abort:
        return FAILED
    except _EXPECTED as error:
        output.print_error(str(error))
        return FAILED
    return status if isinstance(status, int) else 0
