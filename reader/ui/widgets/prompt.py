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
from reader.ui.safety import draw_text
from reader.ui.widgets.bars import Hint
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
    complete: Callable[[str], Sequence[SafeText]] | None = None
    """What the whole line may be completed to, the likeliest first; instead of `words`."""

    @property
    def is_completing(self) -> bool:
        """Whether anything is offered."""
        return bool(self.words) or self.complete is not None

    def list_offers(self, text: str) -> tuple[SafeText, ...]:
        """What may be meant by what was typed so far."""
        if self.complete is not None:
            return tuple(self.complete(text))
        return complete_word(text, self.words) if self.words else ()

    quick: Sequence[SafeText] = field(default=())
    """What the digits from 1 on answer while nothing is typed."""
    has_lines: bool = False
    """Whether the answer may have several."""
    make: Callable[[Question, Widget | None], Prompt] | None = None
    """Makes the field, where it is of another kind."""
    commands: Sequence[Command] = ()
    """The commands whose keys are live in the field, those of `Scope.FIND`, among others."""
    receiver: object = None
    """Who runs those of them that the field does not run itself."""
    options: Callable[[], Sequence[tuple[str, bool]]] | None = None
    """The ids of the commands that turn something on or off, and whether it is on."""
    history: Sequence[str] = ()
    """What was asked before, the latest last."""


def complete_word(text: str, words: Sequence[SafeText]) -> tuple[SafeText, ...]:
    """The words that the last word of `text` may become, the likeliest first in each of four groups.

    Those that begin with it, those of which a part behind "/", "-" or "_" does, those that contain it, those that have
    its letters in this order.
    """
    typed = text.rpartition(" ")[2].lstrip("#+-").casefold()
    already = {word.lstrip("#+-").casefold() for word in text.split(" ")[:-1]}
    found: list[list[SafeText]] = [[], [], [], []]
    for word in words:
        plain = word.casefold()
        rank = None if plain in already else _rank_match(plain, typed)
        if rank is not None:
            found[rank].append(word)
    return tuple(word for group in found for word in group)


def _rank_match(word: str, typed: str) -> int | None:
    """How well a word fits what was typed: 0 is best; None where it does not."""
    if word.startswith(typed):
        return 0
    if any(f"{sign}{typed}" in word for sign in "/-_"):
        return 1
    if typed in word:
        return 2
    letters = iter(word)
    return 3 if all(letter in letters for letter in typed) else None


class Offers(Widget):
    """The completions, on one line."""

    offers: reactive[tuple[SafeText, ...]] = reactive(())
    quick: reactive[tuple[SafeText, ...]] = reactive(())
    """What the digits pick."""

    def __init__(self) -> None:
        super().__init__()
        self._book = StyleBook(self)

    def render_line(self, y: int) -> Strip:
        """As many as fit; the first is what Tab takes."""
        room = self.size.width - 1
        segments = [Segment(" ")]
        picked = [(f"{digit} {tag}", "accent") for digit, tag in enumerate(self.quick, 1)]
        offered = [(str(offer), "tag" if index == 0 else "quiet") for index, offer in enumerate(self.offers)]
        for offer, name in (*picked, *offered):
            text = fit(offer, room)
            if not text or cells(text) + 2 > room:
                break
            segments += [draw_text(SafeText(text), self._book.named(name)), Segment("  ")]
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
        inks = {True: self._book.named("strong"), False: self._book.named("quiet")}
        segments = [draw_text(scrub_line(text), inks[is_on]) for text, is_on in self._parts()]
        return Strip(segments).adjust_cell_length(self.size.width).apply_style(self.rich_style)


class Field(Input):
    """A line to type into, with a cursor that does not blink."""

    # The toolkit lays the whole screen out again at every letter, in case the field has grown: this one cannot.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, value: str) -> None:
        super().__init__(value=value, select_on_focus=False)
        self.cursor_blink = False


class Asking(Widget):
    """What is there while something is asked.

    Args:
        question: what is asked.
        before: what has the focus again afterwards.
    """

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The field is there to be typed into."""

        prompt: Asking

    def __init__(self, question: Question, before: Widget | None = None) -> None:
        super().__init__()
        self._question = question
        self._before = before
        self._is_closed = False

    def is_closed_by(self, key: Key) -> bool:
        """Whether a key answers the question or gives it up."""
        raise NotImplementedError

    @property
    def hints(self) -> Sequence[Hint]:
        """The keys to be told below; none where the field tells them itself."""
        return (("Esc", "cancel"),)

    def take_focus(self) -> None:
        """Put the focus on the field, wherever the mouse took it."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Close, and tell that nothing was said."""
        if self._close() and self._question.cancelled is not None:
            self._question.cancelled()

    def answer(self, text: str) -> None:
        """Close, and tell what was said."""
        if self._close():
            self._question.submitted(text)

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


class Prompt(Asking):
    """A label, a field, and completions beside it."""

    def __init__(self, question: Question, before: Widget | None = None) -> None:
        super().__init__(question, before)
        self.set_class(question.is_completing or bool(question.quick), "-completing")
        self._last = question.value
        self._is_untouched = True
        self._picked: SafeText | None = None
        self._chords = chord_table(Scope.FIND, question.commands)
        self._past = [*question.history, question.value]
        """What Up and Down lead through, the line that is being typed last."""
        self._at = len(question.history)
        self.set_class(question.options is not None, "-optional")

    @property
    def hints(self) -> Sequence[Hint]:
        """What ends the line, fills it, and gives it up."""
        completing = [("Tab", "complete")] if self._question.is_completing else []
        recalling = [("Up", "older")] if self._question.history else []
        return (("Enter", "done"), *completing, *recalling, ("Esc", "cancel"))

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

    def is_closed_by(self, key: Key) -> bool:
        """Whether a key answers the question or gives it up."""
        is_first, self._is_untouched = self._is_untouched, False
        self._picked = self._find_quick(key.character or "") if is_first else None
        return key.key in ("enter", "escape") or self._picked is not None

    def _find_quick(self, typed: str) -> SafeText | None:
        """What a digit picks as the first key in an empty field: later ones are known before the field has them."""
        is_digit = len(typed) == 1 and typed.isascii() and typed.isdecimal()
        quick = self._question.quick if is_digit and not self._question.value else ()
        return quick[int(typed) - 1] if quick and 0 < int(typed) <= len(quick) else None

    def take_focus(self) -> None:
        """Put the focus on the field, wherever the mouse took it."""
        self.screen.set_focus(self.query_one(Input), scroll_visible=False)

    def _offer(self, text: str) -> None:
        offers = self.query_one(Offers)
        offers.offers = self._question.list_offers(text)
        offers.quick = () if text else tuple(self._question.quick)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell of the keystroke, and offer completions for the word."""
        event.stop()
        if not self._is_closed and self._picked is not None:
            self.answer(self._picked)
        elif not self._is_closed and event.value != self._last:
            self._last = event.value
            self._offer(event.value)
            if self._question.changed is not None:
                self._question.changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close, and tell."""
        event.stop()
        self.answer(event.value)

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
        if offers and self._question.complete is not None:
            self.query_one(Input).value = offers[0]
            self.query_one(Input).cursor_position = len(offers[0])
        elif offers:
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
        return Strip([draw_text(self._text)]).adjust_cell_length(self.size.width).apply_style(self.rich_style)
