"""The line in which the reader types: a tag, a filter, words to find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rich.segment import Segment
from textual.app import ComposeResult
from textual.events import Key
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from reader.commands.model import Command, Scope
from reader.commands.table import chord_table
from reader.domain.scrub import SafeText, scrub_line
from reader.ui.layout.width import cells, fit
from reader.ui.widgets.inkwell import StyleBook


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and who is told."""

    label: str
    submitted: Callable[[str], None]
    changed: Callable[[str], None] | None = None
    """Told of every keystroke."""
    cancelled: Callable[[], None] | None = None
    value: str = ""
    words: Sequence[SafeText] = field(default=())
    """What the last word may be completed to, the likeliest first."""
    commands: Sequence[Command] = ()
    """The commands whose keys are live in the field, those of `Scope.FIND`, among others."""
    receiver: object = None
    """Who runs those of them that the field does not run itself."""
    options: Callable[[], Sequence[tuple[str, bool]]] | None = None
    """The ids of the commands that turn something on or off, and whether it is on."""
    history: Sequence[str] = ()
    """What was asked before, the latest last."""


def complete_word(text: str, words: Sequence[SafeText]) -> tuple[SafeText, ...]:
    """The words that the last word of `text` may become: those that begin with it, then those that contain it."""
    typed = text.rpartition(" ")[2].lstrip("#+-").casefold()
    already = {word.lstrip("#+-").casefold() for word in text.split(" ")[:-1]}
    open_ = [word for word in words if word.casefold() not in already]
    begins = [word for word in open_ if word.casefold().startswith(typed)]
    return (*begins, *(word for word in open_ if typed in word.casefold() and word not in begins))


class Offers(Widget):
    """The completions, on one line."""

    offers: reactive[tuple[SafeText, ...]] = reactive(())

    def __init__(self) -> None:
        super().__init__()
        self._book = StyleBook(self)

    def render_line(self, y: int) -> Strip:
        """As many as fit; the first is what Tab takes."""
        room = self.size.width - 1
        segments = [Segment(" ")]
        for index, offer in enumerate(self.offers):
            text = fit(offer, room)
            if not text or cells(text) + 2 > room:
                break
            name = "tag" if index == 0 else "quiet"
            segments += [Segment(text, self._book.named(name)), Segment("  ")]
            room -= cells(text) + 2
        return Strip(segments).adjust_cell_length(self.size.width).apply_style(self.rich_style)


class Options(Widget):
    """What can be turned on and off, each with its key: "Ctrl-T [x] whole words"."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._book = StyleBook(self)
        self.styles.width = sum(len(text) for text, _ in self._parts())

    def _parts(self) -> Sequence[tuple[str, bool]]:
        options, titles = self._question.options, {command.id: command for command in self._question.commands}
        parts = []
        for name, is_on in options() if options is not None else ():
            command = titles.get(name)
            if command is not None and command.keys:
                parts.append((f"{command.printed_keys} [{'x' if is_on else ' '}] {command.title.lower()}  ", is_on))
        return parts

    def render_line(self, y: int) -> Strip:
        """One after the other; what is on is brighter too."""
        segments = [Segment(text, self._book.named("strong" if is_on else "quiet")) for text, is_on in self._parts()]
        return Strip(segments).adjust_cell_length(self.size.width).apply_style(self.rich_style)


class Field(Input):
    """A line to type into, with a cursor that does not blink."""

    # The toolkit lays the whole screen out again at every letter, in case the field has grown: this one cannot.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, value: str) -> None:
        super().__init__(value=value, select_on_focus=False)
        self.cursor_blink = False


class Prompt(Widget):
    """A label, a field, and completions beside it. It is there only while something is asked.

    Args:
        question: what is asked.
        before: what has the focus again afterwards.
    """

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The field is there to be typed into."""

        prompt: Prompt

    def __init__(self, question: Question, before: Widget | None = None) -> None:
        super().__init__()
        self._question = question
        self._before = before
        self.set_class(bool(question.words), "-completing")
        self._is_closed = False
        self._last = question.value
        self._chords = chord_table(Scope.FIND, question.commands)
        self._past = [*question.history, question.value]
        """What Up and Down lead through, the line that is being typed last."""
        self._at = len(question.history)
        self.set_class(question.options is not None, "-optional")

    def compose(self) -> ComposeResult:
        """Label, field, completions."""
        yield Label(self._question.label)
        yield Field(self._question.value)
        yield Offers()
        yield Options(self._question)

    def on_mount(self) -> None:
        """Typing goes to the field."""
        self.take_focus()
        self._offer(self._question.value)
        self.post_message(self.Opened(self))

    @staticmethod
    def is_closed_by(key: Key) -> bool:
        """Whether a key answers the question or gives it up."""
        return key.key in ("enter", "escape")

    def take_focus(self) -> None:
        """Put the focus on the field, wherever the mouse took it."""
        self.screen.set_focus(self.query_one(Input), scroll_visible=False)

    def cancel(self) -> None:
        """Close, and tell that nothing was said."""
        if self._close() and self._question.cancelled is not None:
            self._question.cancelled()

    def _close(self) -> bool:
        """Go away; whether it was still there."""
        if self._is_closed:
            return False
        self._is_closed = True
        if self._before is not None:
            # First: the toolkit would give the focus of what is removed to any neighbour, and panes follow the focus.
            self.screen.set_focus(self._before, scroll_visible=False)
        self.remove()
        return True

    def _offer(self, text: str) -> None:
        words = self._question.words
        self.query_one(Offers).offers = complete_word(text, words) if words else ()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell of the keystroke, and offer completions for the word."""
        event.stop()
        if not self._is_closed and event.value != self._last:
            self._last = event.value
            self._offer(event.value)
            if self._question.changed is not None:
                self._question.changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close, and tell."""
        event.stop()
        if self._close():
            self._question.submitted(event.value)

    def on_key(self, event: Key) -> None:
        """Escape closes; Tab takes the first completion; every other key is the field's."""
        if event.key == "escape":
            event.stop()
            self.cancel()
        elif event.key == "tab":
            event.stop()
            event.prevent_default()
            self._take_offer()
        elif self._question.commands:
            self._run_key(event)

    def _run_key(self, event: Key) -> None:
        """Run the command of a key that the field itself makes nothing of."""
        from reader.ui.router import key_name

        command = self._chords.get((key_name(event),))
        if command is None:
            return
        event.stop()
        event.prevent_default()
        for receiver in (self, self._question.receiver):
            handler: Callable[[int], None] | None = getattr(receiver, f"do_{command.action}", None)
            if handler is not None:
                handler(1)
                break
        self.query_one(Options).refresh()

    def do_older(self, count: int) -> None:
        """What was asked before."""
        self._recall(self._at - count)

    def do_newer(self, count: int) -> None:
        """What was asked after that, at last what was being typed."""
        self._recall(self._at + count)

    def _recall(self, at: int) -> None:
        field_ = self.query_one(Input)
        if 0 <= at < len(self._past):
            self._past[self._at] = field_.value
            self._at = at
            field_.value = self._past[at]
            field_.cursor_position = len(field_.value)

    def _take_offer(self) -> None:
        offers = self.query_one(Offers).offers
        if offers:
            field_ = self.query_one(Input)
            before, space, last = field_.value.rpartition(" ")
            sign = last[:1] if last[:1] in "+-#" else ""
            field_.value = f"{before}{space}{sign}{offers[0]} "
            field_.cursor_position = len(field_.value)


class Label(Widget):
    """What is asked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = scrub_line(f" {text} ")
        self.styles.width = cells(self._text)

    def render_line(self, y: int) -> Strip:
        """The words."""
        return Strip([Segment(self._text)]).adjust_cell_length(self.size.width).apply_style(self.rich_style)
