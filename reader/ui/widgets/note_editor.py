"""The panel in which a note of several lines is written."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.events import Key
from textual.widget import Widget
from textual.widgets import TextArea

from reader.domain.scrub import SafeText, scrub_line
from reader.ui.layout.width import fit
from reader.ui.widgets.bars import Hint, PaneHeading
from reader.ui.widgets.prompt import Asking, Question

_KEEPING = ("ctrl+s", "ctrl+enter")
_LABEL = 40
"""Cells of the heading that the keys leave to it on a narrow screen."""
_HINT = SafeText("Ctrl-S keeps   Esc leaves")
_ASKED = SafeText("Keep it?   y yes   n no   Esc goes on")
_KEYS: Sequence[Hint] = (("Ctrl-S", "keep"), ("Esc", "leave"))
_ANSWERS: Sequence[Hint] = (("y", "keep"), ("n", "drop"), ("Esc", "go on"))


class NoteEditor(Asking):
    """A prompt of several lines. Enter begins another; leaving asks only where something was changed."""

    can_focus = True

    def __init__(self, question: Question, before: Widget | None = None) -> None:
        super().__init__(question, before)
        self._is_asking = False

    @property
    def hints(self) -> Sequence[Hint]:
        """What keeps the note, and what leaves it."""
        return _ANSWERS if self._is_asking else _KEYS

    def compose(self) -> ComposeResult:
        """A heading with the keys, and the field."""
        heading = PaneHeading(scrub_line(fit(self._question.label, _LABEL)), is_focused=True)
        heading.detail = _HINT
        yield heading
        area = TextArea(self._question.value, soft_wrap=True, show_line_numbers=False)
        area.cursor_blink = False
        area.highlight_cursor_line = False
        yield area

    @property
    def _area(self) -> TextArea:
        return self.query_one(TextArea)

    def on_mount(self) -> None:
        """Typing goes on behind what is there."""
        self.take_focus()
        self._area.move_cursor(self._area.document.end)
        self.post_message(self.Opened(self))

    def is_closed_by(self, key: Key) -> bool:
        """Whether a key keeps the note or gives it up, or may: what was typed before it may not be in the field yet."""
        return self._is_asking or key.key in (*_KEEPING, "escape")

    def take_focus(self) -> None:
        """Put the focus on the field; while something is asked, on the panel."""
        self.screen.set_focus(self if self._is_asking else self._area, scroll_visible=False)

    @property
    def _is_changed(self) -> bool:
        return self._area.text != self._question.value

    def on_key(self, event: Key) -> None:
        """Keep, leave or go on; every other key is the field's."""
        if event.key in _KEEPING or (self._is_asking and event.key == "y"):
            event.stop()
            self.answer(self._area.text)
        elif self._is_asking:
            event.stop()
            if event.key == "n":
                self.cancel()
            else:
                self._ask(False)
        elif event.key == "escape":
            event.stop()
            self._leave()

    def _leave(self) -> None:
        if self._is_changed:
            self._ask(True)
        else:
            self.cancel()

    def _ask(self, is_asking: bool) -> None:
        self._is_asking = is_asking
        self.query_one(PaneHeading).detail = _ASKED if is_asking else _HINT
        self.take_focus()
        # It goes on: what was typed meanwhile is for this panel.
        self.post_message(self.Opened(self))
