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

from reader.domain.scrub import SafeText, scrub_line
from reader.ui.layout.width import cells, fit
from reader.ui.safety import draw_text
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

    def compose(self) -> ComposeResult:
        """Label, field, completions."""
        yield Label(self._question.label)
        yield Field(self._question.value)
        yield Offers()

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
