"""Everything a front end needs, put together once.

Owns which library is opened. Building it reads the settings file, if there is one, and nothing else; a use case that a
first screen does without is imported when it is asked for.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import Level, Problem, Settings, check_settings, load_settings
from reader.domain.order import Order
from reader.domain.scrub import SafeText
from reader.paths import Paths, seeds_folder
from reader.services.errors import NamesUnavailable
from reader.services.inbox_place import list_roots
from reader.services.library import Library
from reader.services.lists import PackLists
from reader.services.pack_choice import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.domain.briefing import Briefing
    from reader.domain.dossier import Statement
    from reader.domain.entity import Entity, Mention
    from reader.domain.query_nodes import InField, Query
    from reader.services.annotations import Annotations, PlacedAnnotation
    from reader.services.bringing import Bringing
    from reader.services.decisions import Decisions
    from reader.services.dossiers import Dossiers
    from reader.services.figures import Figures
    from reader.services.ingest import Progress, Report
    from reader.services.recognition import Recognitions
    from reader.services.rows import Rows
    from reader.storage.index.sightings import Sightings
    from reader.storage.line_history import LineHistory

SAMPLES = "samples"
"""What the library is called when nothing else is configured."""


class Services:
    """The use cases of one run of the program."""

    def __init__(self, paths: Paths, settings: Settings, library: Library, problems: tuple[Problem, ...] = ()) -> None:
        """Args: problems: what is wrong with the settings file; nothing of it stopped the start."""
        self.paths = paths
        self.settings = settings
        self.library = library
        self._problems = problems
        self._decided = ""
        """The decisions with which names were last looked for."""
        self.rules_notice = SafeText("")
        """Why what arrived was not tagged by the rules; empty where it was."""

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the settings, the packs and the decisions about names.

        Reads the saved queries and the keys, which takes 15 ms: no first paint waits for it.
        """
        checked = check_settings(self.settings, self.paths.settings_file)
        return (*self._problems, *checked, *self._list_pack_problems(), *self.decisions.problems)

    def _list_pack_problems(self) -> tuple[Problem, ...]:
        """Which packs of the reader's own are left out, and why."""
        if not self.pack_choice.own:
            return ()
        try:
            faults = self._packs.faults
        except NamesUnavailable:
            # Whoever looks for names says so.
            return ()
        return tuple(Problem(Level.ERROR, SafeText("packs"), fault) for fault in faults)

    def take_settings(self, settings: Settings, problems: tuple[Problem, ...]) -> None:
        """Let other settings hold from now on.

        Args:
            settings: as they were read.
            problems: all that is wrong with them.
        """
        self.settings = settings
        self.__dict__["problems"] = (*problems, *self.decisions.problems)

    @cached_property
    def annotations(self) -> Annotations:
        """Tags, bookmarks and read state."""
        from reader.services.annotations import Annotations
        from reader.storage.store import Store

        annotations = Annotations(Store(self.paths.store_file), self.library, _now)
        self.library.serve(annotations, self._list_other_names)
        return annotations

    def _list_other_names(self, condition: InField) -> Iterable[str]:
        from reader.services.filtering import list_other_names

        names = list_other_names(condition, self.paths.cache, self.pack_choice)
        if not self.decisions.packed:
            return names
        rename = self.lists.load_decided().rename
        return {shown for name in names for shown in (name, rename(name))}

    @cached_property
    def decisions(self) -> Decisions:
        """What the reader decided about names."""
        from reader.services.decisions import Decisions
        from reader.storage.decisions import LineFile

        file = self.paths.decisions_file
        return Decisions(LineFile(file), file.name, self._count_concerned)

    @cached_property
    def pack_choice(self) -> Choice:
        """Which packs are used: those of the settings, and all in the reader's folder of packs."""
        named = self.settings.packs
        paths = [pack for pack in named if isinstance(pack, Path)]
        fields = tuple(pack for pack in named if not isinstance(pack, Path))
        return Choice(fields, tuple(dict.fromkeys((*paths, *self.paths.own_packs()))))

    @cached_property
    def _packs(self) -> PackLists:
        from reader.services.recognition import identify_lists

        return PackLists(self.paths.cache, self.pack_choice, identify_lists(self.pack_choice))

    @property
    def lists(self) -> PackLists:
        """The lists of names with the decisions of this moment, for a process that is to load them.

        Raises:
            NamesUnavailable: if they cannot be read.
        """
        lists = self._packs._replace(decisions=self.decisions.packed)
        if self._decided != lists.decisions:
            self._decided = lists.decisions
            self.recognitions.forget()
        return lists

    def _count_concerned(self, before: str, after: str) -> int:
        from reader.services.deciding import count_concerned

        lists = self._packs._replace(decisions=after)
        return count_concerned(lists, before, self.library.database)

    def follow_decisions(
        self,
        on_progress: Callable[[Progress], object] = lambda progress: None,
        should_stop: Callable[[], bool] = lambda: False,
        *,
        may_spawn: bool = True,
    ) -> int:
        """Look for names again where a decision concerns what the index holds; no folder is looked at.

        Call it in a thread after deciding or undoing; what it leaves when told to stop, `update` does.

        Args:
            on_progress: told after each batch.
            should_stop: asked often.
            may_spawn: whether worker processes may be started.

        Returns:
            In how many briefings.

        Raises:
            IndexUnusable: if the index cannot be written.
            NamesUnavailable: if the lists of names cannot be read.
        """
        from reader.services.ingest import Ingest

        lists = self.lists
        self.library.look_for(lists)
        return Ingest(self.library.roots, self.library.database).follow(
            lists, on_progress, should_stop, may_spawn=may_spawn
        )

    @cached_property
    def recognitions(self) -> Recognitions:
        """The names in briefings."""
        from reader.services.recognition import Recognitions

        def recall(briefing: Briefing) -> tuple[Mention, ...] | None:
            return self.library.recall(briefing, self.lists.word)

        return Recognitions(lambda: self.lists.load(), recall, lambda: self.lists)

    @cached_property
    def figures(self) -> Figures:
        """The figures in briefings."""
        from reader.services.figures import Figures

        return Figures(self.recognitions)

    @cached_property
    def bringing(self) -> Bringing:
        """What brings briefings in."""
        from reader.services.bringing import Bringing

        return Bringing(self.paths)

    @cached_property
    def dossiers(self) -> Dossiers:
        """What the library says about an entity."""
        from reader.services.dossiers import Dossiers

        return Dossiers(self.library, self.recognitions, lambda: self.lists)

    def filter_statements(self, query: str, entity: Entity) -> Callable[[Statement], bool]:
        """What tells which sentences of an entity's dossier fit a query.

        Raises:
            FilterError: if it cannot be understood.
            StoreError: if tags or read state are asked for and cannot be read.
        """
        from reader.services.dossier_filter import compile_words

        return compile_words(self.read_query(query), entity, self, _now().date())

    @cached_property
    def sightings(self) -> Sightings:
        """When and where the library has seen names."""
        from reader.storage.index.sightings import Sightings

        return Sightings(self.library.database)

    def update(
        self,
        on_progress: Callable[[Progress], object] = lambda progress: None,
        should_stop: Callable[[], bool] = lambda: False,
        *,
        with_names: bool = True,
        is_anew: bool = False,
    ) -> Report:
        """Bring the index up to date with the folders; names are looked for where that has not been done.

        Args:
            is_anew: whether to make another index, which takes the place of the one there when it is whole.

        Raises:
            IndexUnusable: if there is no index to be had.
            NamesUnavailable: if the lists of names cannot be read.
        """
        from reader.services.ingest import rebuild_index, update_index

        lists = self.lists if with_names else None
        if lists is not None:
            self.library.look_for(lists)
        work = rebuild_index if is_anew else update_index
        report = work(self.library.roots, self.library.database, lists, on_progress, should_stop)
        self.library.note_update()
        self.follow_rules(has_news=report.added + report.changed > 0)
        return report

    @cached_property
    def history(self) -> LineHistory:
        """The commands that were typed, in this run and before."""
        from reader.storage.line_history import LineHistory

        return LineHistory(self.paths.history_file)

    def follow_rules(self, *, has_news: bool) -> None:
        """Tag what has arrived by the rules in the settings; `rules_notice` says why that was not done."""
        if self.settings.tag_rules:
            from reader.services.arrivals import follow_rules

            self.rules_notice = follow_rules(self, has_news=has_news)

    def read_query(self, text: str) -> Query:
        """Read a query, in which `@name` stands for a saved one.

        Raises:
            FilterError: if it cannot be understood; says at which character.
        """
        from reader.services.filtering import read_query

        return read_query(text, self.settings.queries)

    def filter_entries(self, query: str, order: Order = Order.DATE) -> Rows:
        """The briefings that fit a query, in an order.

        Raises:
            FilterError: if the query cannot be understood, as a half-typed one may be; says at which character.
            StoreError: if tags and read state are asked for and cannot be read.
        """
        from reader.services.filtering import choose_entries

        _ = self.annotations
        return choose_entries(self.read_query(query), self.library, _now().date(), order)

    def filter_first(self, query: str, count: int) -> Rows:
        """The newest briefings that fit a query, `count` at most; much sooner than all of them in a large library.

        Raises:
            FilterError: if the query cannot be understood; says at which character.
            StoreError: if tags and read state are asked for and cannot be read.
        """
        from reader.services.filtering import begin_entries

        first = begin_entries(self.read_query(query), self.library, count)
        return self.filter_entries(query)[:count] if first is None else first

    def filter_annotations(self, placed: Sequence[PlacedAnnotation], query: str) -> tuple[PlacedAnnotation, ...]:
        """The annotations that fit a query, in their order.

        Raises:
            FilterError: if the query cannot be understood; says at which character.
            StoreError: if the read state is asked for and cannot be read.
        """
        from reader.services.filtering import choose_annotations

        return choose_annotations(placed, self.read_query(query), self, _now().date())


def open_services(paths: Paths, libraries: Sequence[Path] = (), files: Sequence[Path] = ()) -> Services:
    """Put the services together.

    Args:
        paths: where the reader's own files are.
        libraries: folders and files to open; none means the configured ones, or else the samples.
        files: single briefings that are to be found too, wherever they are.
    """
    settings, problems = load_settings(paths.settings_file)
    roots = tuple(libraries) or list_roots(paths, settings)
    chosen = roots or (seeds_folder(),)
    index = paths.index_file(chosen)
    library = Library(chosen, name="" if roots else SAMPLES, files=files, index=index)
    return Services(paths, settings, library, problems)


def _now() -> datetime:
    return datetime.now().astimezone()
