"""The command palette: the table of commands, found by name."""

from collections.abc import Iterable

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from reader.commands.model import Command
from reader.commands.table import live_commands
from reader.ui.router import Invocation
from reader.ui.screens.base import CommandScreen


class CommandProvider(Provider):
    """Offers the commands that the screen below has."""

    @property
    def _commands(self) -> Iterable[Command]:
        screen = self.screen
        return live_commands(screen.scope, screen.commands) if isinstance(screen, CommandScreen) else ()

    def _run(self, command: Command) -> None:
        if isinstance(self.screen, CommandScreen):
            self.screen.run_command(Invocation(command))

    async def discover(self) -> Hits:
        """Every command, while nothing has been typed."""
        for command in self._commands:
            yield DiscoveryHit(self._describe(command), lambda command=command: self._run(command), help=command.help)

    async def search(self, query: str) -> Hits:
        """The commands whose title or id has the letters of `query`."""
        matcher = self.matcher(query)
        for command in self._commands:
            score = max(matcher.match(command.title), matcher.match(command.id))
            if score > 0:
                yield Hit(score, self._describe(command), lambda command=command: self._run(command), help=command.help)

    @staticmethod
    def _describe(command: Command) -> Content:
        return Content.assemble(command.title, "   ", (command.printed_keys, "not bold $accent"))
