"""How the text is shown: its width, bold, panes and theme, and which part of it, from any pane."""

from typing import Protocol

from textual.app import App

from reader.config import NARROWEST_MEASURE, WIDEST_MEASURE
from reader.config_limits import THEMES
from reader.domain.scrub import SafeText, phrase
from reader.ui.themes import NIGHT, PAPER
from reader.ui.widgets.article import Article
from reader.ui.widgets.prompt import Question

_STEP = 4


class Host(Protocol):
    """What the screen gives."""

    measure: int
    is_bold_muted: bool
    is_numbered: bool
    is_zen: bool

    @property
    def article(self) -> Article:
        """The text."""

    @property
    def app(self) -> App[object]:
        """The application, for its theme."""

    def ask(self, question: Question) -> None:
        """Ask for a line of text."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""

    def focus_pane(self, name: str) -> None:
        """Put the focus on a pane."""


class Viewing:
    """The viewing commands of one screen."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def _set_measure(self, measure: int) -> None:
        self._host.measure = max(NARROWEST_MEASURE, min(WIDEST_MEASURE, measure))
        self._host.say(phrase("Lines of {} columns.", self._host.measure))

    def do_narrower(self, count: int) -> None:
        """Shorter lines."""
        self._set_measure(self._host.measure - _STEP * count)

    def do_wider(self, count: int) -> None:
        """Longer lines."""
        self._set_measure(self._host.measure + _STEP * count)

    def do_mute_bold(self, count: int) -> None:
        """Bold words like the rest, or bold."""
        self._host.is_bold_muted = not self._host.is_bold_muted
        self._host.say(phrase("Bold is muted. M shows it.") if self._host.is_bold_muted else phrase("Bold is shown."))

    def do_numbers(self, count: int) -> None:
        """The lines of the file beside the text, or not."""
        self._host.is_numbered = not self._host.is_numbered
        self._host.say(
            phrase("The lines of the file, for quoting.") if self._host.is_numbered else phrase("No numbers of lines.")
        )

    def do_zen(self, count: int) -> None:
        """Only the article, or all panes."""
        self._host.is_zen = not self._host.is_zen
        if self._host.is_zen:
            self._host.focus_pane("article")
            self._host.say(phrase("Only the article. z brings the panes back."))

    def do_switch_theme(self, count: int) -> None:
        """Paper or night."""
        app = self._host.app
        app.theme = PAPER.name if app.theme == NIGHT.name else NIGHT.name

    def do_choose_theme(self, count: int) -> None:
        """Ask for one of all themes; each is shown as soon as its name is whole."""
        app, before = self._host.app, self._host.app.theme

        def show(name: str) -> None:
            if name.strip() in THEMES:
                app.theme = name.strip()

        def submitted(name: str) -> None:
            show(name)
            is_known = name.strip() in THEMES
            self._host.say(
                phrase("Theme {}.", app.theme) if is_known else phrase("No such theme."), is_warning=not is_known
            )

        def cancelled() -> None:
            app.theme = before

        words = tuple(SafeText(name) for name in THEMES)
        self._host.ask(Question("theme", submitted, show, cancelled, words=words))

    def do_article_page_down(self, count: int) -> None:
        """A page of the article on, from the list too."""
        self._host.article.do_page_down(count)

    def do_article_page_up(self, count: int) -> None:
        """A page of the article back."""
        self._host.article.do_page_up(count)

    def do_article_down(self, count: int) -> None:
        """Scroll the article, whichever pane has the focus."""
        self._host.article.do_move_down(count)

    def do_article_up(self, count: int) -> None:
        """Scroll the article back."""
        self._host.article.do_move_up(count)
