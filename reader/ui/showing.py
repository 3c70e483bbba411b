"""What the sidebar shows, and where its rows lead; the way to the saved queries."""

from typing import Protocol

from reader.domain.briefing import Section
from reader.domain.query import print_query
from reader.domain.query_nodes import PLAIN_FORMS, InField, TextField, Words, is_bare
from reader.domain.scrub import SafeText, phrase
from reader.domain.span import Span
from reader.ui.anchoring import Anchoring
from reader.ui.contents.listing import Kind
from reader.ui.contents.tags import Bearer, Branch
from reader.ui.jumps import Place
from reader.ui.state import Annotated, OpenBriefing, Saved, Shelf, TagCount
from reader.ui.widgets.article import Article
from reader.ui.widgets.sidebar import Sidebar


class Host(Protocol):
    """What the screen gives."""

    opened: OpenBriefing | None
    annotated: Annotated
    saved: Saved
    shelf: Shelf

    @property
    def article(self) -> Article:
        """The text."""

    @property
    def sidebar(self) -> Sidebar:
        """The pane on the right."""

    @property
    def is_in_queries(self) -> bool:
        """Whether the saved queries have the focus."""

    def show_kind(self, kind: Kind) -> bool:
        """Show a list in the sidebar; whether that was another one, or the sidebar was not in sight."""

    def is_in_sight(self, name: str) -> bool:
        """Whether there is room for a pane."""

    def focus_pane(self, name: str) -> None:
        """Put the focus on a pane."""

    def filter_shelf(self, query: str) -> None:
        """Show only the briefings that fit a query; all for an empty one."""

    def here(self) -> Place | None:
        """Where the reading cursor is."""

    def remember(self, place: Place | None) -> None:
        """Keep a place for Ctrl-O."""

    def go_to(self, place: Place) -> None:
        """Put the reading cursor on a place."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""


def print_tag_query(tag: str) -> str | None:
    """The query that finds a tag: `tag:hbm`, `tag:"supply chain"`; None for a tag that no query can name."""
    plain = " ".join(tag.translate(PLAIN_FORMS).split())
    try:
        return print_query(InField(TextField.TAG, Words(plain, is_whole=not is_bare(plain))))
    except ValueError:
        return None


class Showing:
    """The commands of the sidebar's lists."""

    def __init__(self, host: Host, anchoring: Anchoring) -> None:
        self._host = host
        self._anchoring = anchoring

    def do_show_outline(self, count: int) -> None:
        """The sections."""
        self._show(Kind.OUTLINE)

    def do_show_entities(self, count: int) -> None:
        """The names."""
        self._show(Kind.ENTITIES)

    def do_show_tags(self, count: int) -> None:
        """The tags."""
        self._show(Kind.TAGS)

    def _show(self, kind: Kind) -> None:
        if not self._host.show_kind(kind):
            self._host.say(phrase("The sidebar shows the {} already; Tab leads to it.", kind))

    def do_section(self, count: int) -> None:
        """To the beginning of the section under the cursor."""
        section = self._host.sidebar.chosen
        if isinstance(section, Section):
            self._host.remember(self._host.here())
            self._host.article.show_from(section.span.start)
            self._host.focus_pane("article")

    def do_tag_filter(self, count: int) -> None:
        """Filter the list with the tag under the cursor, or no longer; from words, go to them."""
        match self._host.sidebar.chosen:
            case TagCount(name, _):
                self._filter(name)
            case Branch(name, tags):
                self._filter_query(name, " OR ".join(query for tag in tags if (query := print_tag_query(tag))))
            case Bearer() as bearer:
                self._follow(bearer)

    def _filter(self, tag: str) -> None:
        self._filter_query(tag, print_tag_query(tag))

    def _filter_query(self, tag: str, query: str | None) -> None:
        """Filter the list, or show all again, and have it seen."""
        if not query:
            self._host.say(phrase("No query can name #{}.", tag), is_warning=True)
            return
        self._host.filter_shelf("" if self._host.shelf.filter == query else query)
        if not self._host.is_in_sight("list"):
            self._host.focus_pane("list")

    def _follow(self, bearer: Bearer) -> None:
        opened = self._host.opened
        if bearer.start is not None and opened is not None:
            self._host.remember(self._host.here())
            self._host.go_to(Place(opened.entry.id, bearer.start))
            self._host.focus_pane("article")
        elif bearer.is_lost:
            self._choose_place(bearer)
        else:
            self._host.say(phrase("This tag stands on no words of the text."))

    def _choose_place(self, bearer: Bearer) -> None:
        """Show the places that words which are not surely in the text may be at."""
        placed = next((one for one in self._host.annotated.placed if one.annotation.id == bearer.annotation.id), None)
        if placed is None or placed.entry is None:
            return
        number = placed.entry.id

        def look(span: Span) -> None:
            self._host.remember(self._host.here())
            self._host.go_to(Place(number, span.start))
            self._host.focus_pane("article")

        self._anchoring.open_places(placed, look)

    def do_queries(self, count: int) -> None:
        """To the saved queries, or back to the list."""
        if not self._host.saved.queries:
            self._host.say(phrase("No saved queries yet: name some under `queries:` in config.yaml."), is_warning=True)
        else:
            self._host.focus_pane("list" if self._host.is_in_queries else "queries")
