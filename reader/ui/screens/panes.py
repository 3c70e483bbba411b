"""Three panes side by side, as many as the terminal is wide for, and the snapshots that they are bound to.

Owns composition and focus. Where the snapshots come from is the main screen's business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus, Resize
from textual.reactive import reactive
from textual.widget import Widget

from reader.commands.model import Command, Scope, print_chord
from reader.config import DEFAULT_MEASURE
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.ui.arrangement import PANES, arrange_panes, shares_a_row
from reader.ui.contents.listing import Kind
from reader.ui.screens.base import CommandScreen
from reader.ui.state import Annotated, Names, OpenBriefing, Saved, Shelf, TagCount, Trail
from reader.ui.widgets.article import Article
from reader.ui.widgets.bars import Bar, KeyBar, PaneHeading, StatusLine, TitleBar
from reader.ui.widgets.briefing_list import BriefingList
from reader.ui.widgets.inkwell import Inkwell
from reader.ui.widgets.page_view import PageView
from reader.ui.widgets.selecting_view import SelectingView
from reader.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from reader.domain.scrub import SafeText, phrase
    from reader.ui.jumps import Place
    from reader.ui.router import Invocation
    from reader.ui.widgets.slip import Slip

_SCOPES = {"list": Scope.LIST, "article": Scope.ARTICLE}
_KINDS = {Kind.OUTLINE: Scope.OUTLINE, Kind.ENTITIES: Scope.SIDEBAR, Kind.TAGS: Scope.TAGS}
QUERIES = "queries"
"""The saved queries, which are a part of the list's pane that can have the focus."""


class PaneScreen(CommandScreen):
    """The briefing list, the article, and the names in it, side by side."""

    shelf: reactive[Shelf] = reactive(Shelf, repaint=False)
    opened: reactive[OpenBriefing | None] = reactive(None, repaint=False)
    names: reactive[Names] = reactive(Names, repaint=False)
    annotated: reactive[Annotated] = reactive(Annotated, repaint=False)
    tags: reactive[tuple[TagCount, ...] | None] = reactive(None, repaint=False)
    saved: reactive[Saved] = reactive(Saved, repaint=False)
    trail: reactive[Trail] = reactive(Trail, repaint=False)
    measure: reactive[int] = reactive(DEFAULT_MEASURE, repaint=False)
    is_bold_muted: reactive[bool] = reactive(False, repaint=False)
    is_numbered: reactive[bool] = reactive(False, repaint=False)
    is_zen: reactive[bool] = reactive(False, repaint=False)

    tag_colours: Mapping[str, str] = {}
    """The colour of each tag that has one."""
    _last_pane = PANES[0]
    _slip: Slip | None = None
    _is_in_queries = False

    def compose(self) -> ComposeResult:
        """Title bar, three panes, prompt, status line and keys."""
        yield TitleBar()
        with Horizontal(id="panes"):
            with Vertical(id="list-pane"):
                yield PaneHeading(SafeText("BRIEFINGS"), id="list-heading")
                if self.saved.queries:
                    from reader.ui.widgets.saved_queries import SavedQueries

                    yield SavedQueries(id=QUERIES).data_bind(PaneScreen.saved, PaneScreen.shelf)
                yield BriefingList(id="list").data_bind(PaneScreen.shelf)
            yield Article(id="article").data_bind(
                PaneScreen.opened,
                PaneScreen.names,
                PaneScreen.annotated,
                PaneScreen.trail,
                PaneScreen.measure,
                PaneScreen.is_bold_muted,
                PaneScreen.is_numbered,
            )
            with Vertical(id="sidebar-pane"):
                yield PaneHeading(SafeText(""), id="sidebar-heading")
                yield Sidebar(id="sidebar").data_bind(
                    PaneScreen.opened, PaneScreen.names, PaneScreen.annotated, PaneScreen.tags
                )
        yield StatusLine()
        yield KeyBar(self.commands)
        yield Inkwell(self.tag_colours)

    @property
    def _panes(self) -> Mapping[str, Widget]:
        """What is shown or hidden for each pane."""
        return {
            "list": self.query_one("#list-pane"),
            "article": self.article,
            "sidebar": self.query_one("#sidebar-pane"),
        }

    @property
    def scope(self) -> Scope:
        """The focused pane's; in the sidebar, that of what it shows."""
        if self.pane == "sidebar":
            return _KINDS[self.sidebar.kind]
        if self.pane == "article" and self.article.selection is not None:
            return Scope.SELECTION
        return Scope.QUERIES if self._is_in_queries else _SCOPES[self.pane]

    @property
    def pane(self) -> str:
        """The pane that has the focus, or had it before a prompt: list, article or sidebar."""
        return self._last_pane

    @property
    def article(self) -> Article:
        """The pane in the middle."""
        return self.query_one(Article)

    @property
    def list_(self) -> BriefingList:
        """The pane on the left."""
        return self.query_one(BriefingList)

    @property
    def sidebar(self) -> Sidebar:
        """The pane on the right."""
        return self.query_one(Sidebar)

    def focus_pane(self, name: str) -> None:
        """Put the focus on a pane, or on the saved queries; on a narrow screen that brings it into sight."""
        if name != "article":
            self.is_zen = False
        self._show_focus(name)
        self.set_focus(self.query_one(f"#{name}"), scroll_visible=False)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Follow the focus when the mouse moved it; what is told late, of a pane that has lost it, is passed over."""
        if event.widget is self.focused and event.widget.id in (*PANES, QUERIES):
            self._show_focus(event.widget.id)

    def _show_focus(self, name: str) -> None:
        """Panes, headings and footer follow the focus: at once, for the next key is already that pane's."""
        self._is_in_queries = name == QUERIES
        pane = self._last_pane = "list" if name == QUERIES else name
        self._arrange(pane)
        self.query_one("#list-heading", PaneHeading).is_focused = pane == "list"
        self.query_one("#sidebar-heading", PaneHeading).is_focused = pane == "sidebar"
        self.query_one(KeyBar).scope = self.scope

    def on_sidebar_listed(self, message: Sidebar.Listed) -> None:
        """Say over the sidebar what it shows, how much of it, and which keys show something else."""
        kind, heading = self.sidebar.kind, self.query_one("#sidebar-heading", PaneHeading)
        heading.label, heading.detail = scrub_line(kind.upper()), scrub_line(message.summary)
        self._show_other_kinds()

    def take_commands(self, commands: Sequence[Command]) -> None:
        """The heading of the sidebar names keys too."""
        super().take_commands(commands)
        self._show_other_kinds()

    def _show_other_kinds(self) -> None:
        kind, heading = self.sidebar.kind, self.query_one("#sidebar-heading", PaneHeading)
        keys = {command.id: command.chords for command in self.commands if command.id.startswith("sidebar.")}
        others = ((keys[f"sidebar.{other}"], str(other)) for other in Kind if other is not kind)
        heading.others = tuple((print_chord(chords[0]), word) for chords, word in others if chords)

    def show_kind(self, kind: Kind) -> bool:
        """Show a list in the sidebar; whether that was another one, or the sidebar was not in sight.

        The focus stays where it is, unless there is no room for the sidebar beside it.
        """
        was_hidden, before = not self.is_in_sight("sidebar"), self.sidebar.kind
        self.sidebar.kind = kind
        self.is_zen = False
        if not self.is_in_sight("sidebar"):
            self.focus_pane("sidebar")
        self.query_one(KeyBar).scope = self.scope
        return was_hidden or before is not kind

    def is_in_sight(self, name: str) -> bool:
        """Whether there is room for a pane."""
        return self._panes[name].display

    def on_page_view_moved(self, message: PageView.Moved) -> None:
        """The outline follows the reading place."""
        self.sidebar.follow(message.place)

    def show_slip(self, parts: Sequence[tuple[SafeText, SafeText]], *, is_exact: bool = False) -> None:
        """Show some words under the text until the next command."""
        from reader.ui.widgets.slip import Slip

        self._slip = Slip(parts, is_exact=is_exact)
        self.mount(self._slip, before=self.query_one(StatusLine))

    def run_command(self, invocation: Invocation) -> None:
        """Run a command; the slip goes before, and Escape is spent on it."""
        slip, self._slip = self._slip, None
        if slip is not None:
            slip.remove()
        if slip is None or invocation.command.action != "cancel":
            super().run_command(invocation)

    def on_article_stuck(self, message: Article.Stuck) -> None:
        """Say why nothing moved."""
        self.say(phrase("No wide table goes on to the {} here.", "right" if message.is_right else "left"))

    def on_article_leaping(self, message: Article.Leaping) -> None:
        """Ctrl-O comes back from the first or last words."""
        self.remember(message.origin)

    def remember(self, place: Place | None) -> None:
        """Keep a place for Ctrl-O: the business of a subclass."""

    def on_selecting_view_selected(self, message: SelectingView.Selected) -> None:
        """Other keys are live while words are selected; say how many."""
        self.query_one(KeyBar).scope = self.scope
        line = self.query_one(StatusLine)
        line.status = replace(line.status, selected=scrub_line(message.words))

    def end_selection(self) -> None:
        """Let the words go that are selected in the article, where it has the focus."""
        if self.scope is Scope.SELECTION:
            self.article.use_selection()

    @property
    def is_in_queries(self) -> bool:
        """Whether the saved queries have the focus."""
        return self._is_in_queries

    def on_briefing_list_topped(self) -> None:
        """Above the list come the saved queries."""
        if self.saved.queries:
            self.focus_pane(QUERIES)

    def on_saved_queries_left(self) -> None:
        """Below the saved queries comes the list."""
        self.focus_pane("list")

    def on_resize(self, event: Resize) -> None:
        """Show as many panes as there is room for."""
        self._arrange(self.pane)
        if self.focused is None:
            # The toolkit takes the focus off a pane that was hidden because the terminal was too small.
            self.query_one(f"#{self.pane}").focus(scroll_visible=False)

    def watch_is_zen(self) -> None:
        """Show only the article, or all."""
        if self.is_mounted:
            self._arrange(self.pane)

    def _arrange(self, focused: str) -> None:
        shown = arrange_panes(*self.app.size, focused, is_zen=self.is_zen)
        for queries in self.query(f"#{QUERIES}"):
            queries.set_class(shares_a_row(self.app.size.height), "-collapsed")
        for name, pane in self._panes.items():
            if pane.display != (name in shown):
                pane.display = name in shown
            pane.set_class(len(shown) == 1, "-alone")
        for bar in self.query(Bar):
            if bar.display != bool(shown):
                bar.display = bool(shown)
        panes = self.query_one("#panes")
        if panes.display != bool(shown):
            panes.display = bool(shown)
        if not shown and not self.query("TooSmall"):
            from reader.ui.widgets.too_small import TooSmall

            self.mount(TooSmall())
        elif shown and self.query("TooSmall"):
            self.query("TooSmall").remove()

    def _turn_pane(self, distance: int, *, wraps: bool) -> None:
        at = PANES.index(self.pane) + distance
        if wraps or 0 <= at < len(PANES):
            self.focus_pane(PANES[at % len(PANES)])

    def do_pane_left(self, count: int) -> None:
        """The pane on the left."""
        self._turn_pane(-1, wraps=False)

    def do_pane_right(self, count: int) -> None:
        """The pane on the right."""
        self._turn_pane(1, wraps=False)

    def do_pane_next(self, count: int) -> None:
        """The next pane."""
        self._turn_pane(1, wraps=True)

    def do_pane_previous(self, count: int) -> None:
        """The pane before."""
        self._turn_pane(-1, wraps=True)
