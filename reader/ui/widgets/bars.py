"""One-line instruments: the title bar, a pane's heading, the status line and the footer of live keys."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.commands.model import Command, Scope, print_chord
from reader.commands.table import live_commands
from reader.domain.scrub import SafeText, phrase
from reader.ui.layout.width import cells, fit
from reader.ui.safety import draw_text
from reader.ui.widgets.inkwell import StyleBook

_GAP = 2
_BAR_BELOW = 2
"""Cells right of a heading's detail, so that it ends above the numbers of the list, which leave room for a bar."""

Part = tuple[SafeText, str]
"""A text and the component class that colours it, "" for none."""
_SPACE: Part = (SafeText("  "), "")


class Bar(Widget):
    """A row with something at its left end and something at its right end."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._book = StyleBook(self)

    def left_parts(self, room: int) -> Sequence[Part]:
        """What stands at the left, for a row of `room` cells."""
        return ()

    def right_parts(self, room: int) -> Sequence[Part]:
        """What stands at the right, where `room` cells are left for it."""
        return ()

    def render_line(self, y: int) -> Strip:
        """Draw the row: the left side is shortened to what the right one leaves, and the right to what fits at all."""
        width = self.size.width
        left = self._set_parts(self.left_parts(width), width)
        used = sum(cells(segment.text) for segment in left)
        right = self._set_parts(self.right_parts(max(0, width - used - _GAP)), max(0, width - used))
        space = width - used - sum(cells(segment.text) for segment in right)
        strip = Strip([*left, Segment(" " * max(0, space)), *right]).adjust_cell_length(width)
        return strip.apply_style(self._book.base)

    def _set_parts(self, parts: Sequence[Part], room: int) -> list[Segment]:
        segments = []
        for text, name in parts:
            fitted = fit(text, room)
            room -= cells(fitted)
            segments.append(draw_text(SafeText(fitted), self._book.named(name)))
        return segments

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._book.clear()


class TitleBar(Bar):
    """The program, the library, and how much of it is unread."""

    library: reactive[SafeText] = reactive(SafeText(""))
    summary: reactive[SafeText] = reactive(SafeText(""))

    def left_parts(self, room: int) -> Sequence[Part]:
        """The program's name and the library's."""
        return ((SafeText(" Briefing Reader"), "strong"), (phrase("   {}", self.library), "quiet"))

    def right_parts(self, room: int) -> Sequence[Part]:
        """How many briefings there are."""
        return ((phrase("{} ", self.summary), "quiet"),) if cells(self.summary) < room else ()


class PaneHeading(Bar):
    """What a pane shows; brighter over the focused one."""

    label: reactive[SafeText] = reactive(SafeText(""))
    detail: reactive[SafeText] = reactive(SafeText(""))
    others: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Keys that show something else here, and what: ("go", "outline")."""
    is_focused: reactive[bool] = reactive(False)

    def __init__(self, label: SafeText, *, is_focused: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.set_reactive(PaneHeading.label, label)
        self.set_reactive(PaneHeading.is_focused, is_focused)

    def left_parts(self, room: int) -> Sequence[Part]:
        """The pane's name, and beside it the keys for its others, with as many words as there is room for."""
        # A long name gives way to the detail, as far as its own first half.
        label = fit(self.label, max(room // 2, room - 1 - cells(self.detail) - _BAR_BELOW - _GAP))
        left = room - cells(f" {label}") - cells(self.detail) - _BAR_BELOW - 2 * _GAP
        whole = "  ".join(f"{key} {word}" for key, word in self.others)
        keys = " ".join(key for key, _ in self.others)
        others = next((text for text in (whole, keys) if cells(text) <= left), "")
        return (
            (phrase(" {}", label), "accent" if self.is_focused else "quiet"),
            (phrase("  {}", others) if others else SafeText(""), "quiet"),
        )

    def right_parts(self, room: int) -> Sequence[Part]:
        """A filter, a number or an order."""
        return ((phrase("{}{}", fit(self.detail, max(0, room - _BAR_BELOW)), " " * _BAR_BELOW), "quiet"),)


@dataclass(frozen=True, slots=True)
class Status:
    """What the status line says."""

    parts: tuple[SafeText, ...] = ()
    """Position, what is under the cursor, its tags."""
    trail: SafeText = SafeText("")
    pending: SafeText = SafeText("")
    """A half-typed command."""
    busy: SafeText = SafeText("")
    """What is being worked on."""
    notice: SafeText = SafeText("")
    """What just happened; it takes the place of the parts for a while."""
    offers: tuple[Part, ...] = ()
    """Behind the notice: what the next key may take."""
    selected: SafeText = SafeText("")
    """How much is selected in the text."""
    is_warning: bool = False

    def change(self, trail: SafeText | None, pending: SafeText | None, busy: SafeText | None) -> "Status":
        """The same with some parts changed; None leaves a part as it is."""
        return replace(
            self,
            trail=self.trail if trail is None else trail,
            pending=self.pending if pending is None else pending,
            busy=self.busy if busy is None else busy,
        )


class StatusLine(Bar):
    """Where the reader is, and what just happened."""

    status: reactive[Status] = reactive(Status)

    def left_parts(self, room: int) -> Sequence[Part]:
        """The notice, else the position."""
        status = self.status
        if status.notice:
            offers = [piece for text, name in status.offers for piece in ((text, name or "strong"), _SPACE)]
            return ((phrase(" {}", status.notice), "warning" if status.is_warning else "strong"), *offers)
        right = sum(cells(text) for text, _ in self.right_parts(room))
        parts = (phrase("selected: {}", status.selected), *status.parts) if status.selected else status.parts
        said = fit(" " + " · ".join(parts), max(0, room - right - (_GAP if right else 0)))
        return ((phrase("{}", said), "quiet"),)

    def right_parts(self, room: int) -> Sequence[Part]:
        """The trail, the keys typed so far, and what is going on."""
        status = self.status
        parts = [(text, name) for text, name in ((status.busy, "quiet"), (status.trail, "accent")) if text]
        if status.pending:
            parts.append((status.pending, "accent"))
        return [piece for text, name in parts for piece in ((text, name), _SPACE)]


Hint = tuple[str, str]
"""A key, and what it does in a word."""


class KeyBar(Bar):
    """The keys that are live in the focused pane, as many as fit, the pane's own first."""

    scope: reactive[Scope] = reactive(Scope.LIST)
    commands: reactive[Sequence[Command]] = reactive(())
    hints: reactive[Sequence[Hint]] = reactive(())
    """Instead of them: the keys of what is asked now."""

    def __init__(self, commands: Sequence[Command], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.set_reactive(KeyBar.commands, commands)

    def left_parts(self, room: int) -> Sequence[Part]:
        """Key and word, one pair after the other; help comes last and always fits."""
        hinted = [command for command in live_commands(self.scope, self.commands) if command.hint and command.keys]
        hinted.sort(key=lambda command: (command.action == "help", command.is_minor))
        pairs = [*self.hints] or [(print_chord(command.chords[0]), command.hint) for command in hinted]
        widths = [cells(key) + cells(hint) + 3 for key, hint in pairs]
        while sum(widths) > room and len(pairs) > 1:
            del pairs[-2], widths[-2]
        return [
            part for key, hint in pairs for part in ((phrase(" {}", key), "accent"), (phrase(" {} ", hint), "quiet"))
        ]
