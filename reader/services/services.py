"""Everything a front end needs, put together once.

Owns which library is opened. Building it reads the settings file, if there is one, and nothing else; a use case that a
first screen does without is imported when it is asked for.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from reader.config import Problem, Settings, load_settings
from reader.paths import Paths, seeds_folder
from reader.services.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reader.domain.entry import Entry
    from reader.services.annotations import Annotations, PlacedAnnotation
    from reader.services.dossiers import Dossiers
    from reader.services.recognition import Recognitions

SAMPLES = "samples"
"""What the library is called when nothing else is configured."""


class Services:
    """The use cases of one run of the program."""

    def __init__(self, paths: Paths, settings: Settings, library: Library, problems: tuple[Problem, ...] = ()) -> None:
        """Args: problems: what is wrong with the reader's own files; nothing of it stopped the start."""
        self.paths = paths
        self.settings = settings
        self.library = library
        self.problems = problems

    @cached_property
    def annotations(self) -> Annotations:
        """Tags, bookmarks and read state."""
        from reader.services.annotations import Annotations
        from reader.storage.store import Store

        return Annotations(Store(self.paths.store_file), self.library, _now)

    @cached_property
    def recognitions(self) -> Recognitions:
        """The names in briefings."""
        from reader.services.recognition import Recognitions, load_lists

        return Recognitions(partial(load_lists, self.paths.cache, self.paths.own_packs()))

    @cached_property
    def dossiers(self) -> Dossiers:
        """What the library says about an entity."""
        from reader.services.dossiers import Dossiers

        return Dossiers(self.library, self.recognitions)

    def filter_entries(
        self, entries: Sequence[Entry], query: str, should_stop: Callable[[], bool] = lambda: False
    ) -> tuple[Entry, ...]:
        """The entries that fit a query, in their order.

        Raises:
            FilterError: if the query cannot be understood, as a half-typed one may be; says at which character.
            StoreError: if tags and read state are asked for and cannot be read.
        """
        from reader.services.filtering import choose_entries, read_query

        return choose_entries(entries, read_query(query), self, _now().date(), should_stop)

    def filter_annotations(self, placed: Sequence[PlacedAnnotation], query: str) -> tuple[PlacedAnnotation, ...]:
        """The annotations that fit a query, in their order.

        Raises:
            FilterError: if the query cannot be understood; says at which character.
            StoreError: if the read state is asked for and cannot be read.
        """
        from reader.services.filtering import choose_annotations, read_query

        return choose_annotations(placed, read_query(query), self, _now().date())


def open_services(paths: Paths, libraries: Sequence[Path] = (), files: Sequence[Path] = ()) -> Services:
    """Put the services together.

    Args:
        paths: where the reader's own files are.
        libraries: folders and files to open; none means the configured ones, or else the samples.
        files: single briefings that are to be found too, wherever they are.
    """
    settings, problems = load_settings(paths.settings_file)
    roots = tuple(libraries) or settings.libraries
    library = Library((*(roots or (seeds_folder(),)), *files), name="" if roots else SAMPLES)
    return Services(paths, settings, library, problems)


def _now() -> datetime:
    return datetime.now().astimezone()
