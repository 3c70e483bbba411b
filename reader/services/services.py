"""Everything a front end needs, put together once.

Owns which library is opened. Building it reads the settings file, if there is one, and nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from reader.config import Problem, Settings, load_settings
from reader.domain.entry import Entry
from reader.paths import Paths, seeds_folder
from reader.services.annotations import Annotations, PlacedAnnotation
from reader.services.library import Library
from reader.services.recognition import Recognitions, load_shipped_recogniser
from reader.storage.store import Store

SAMPLES = "samples"
"""What the library is called when nothing else is configured."""


@dataclass(frozen=True, slots=True, eq=False)
class Services:
    """The use cases of one run of the program."""

    paths: Paths
    settings: Settings
    library: Library
    recognitions: Recognitions
    annotations: Annotations
    problems: tuple[Problem, ...] = ()
    """What is wrong with the reader's own files; nothing of it stopped the start."""

    def filter_entries(
        self, entries: Sequence[Entry], query: str, should_stop: Callable[[], bool] = lambda: False
    ) -> tuple[Entry, ...]:
        """The entries that fit a query, in their order.

        Raises:
            FilterError: if a word of the query cannot be understood, as a half-typed one may be.
            StoreError: if tags and read state are asked for and cannot be read.
        """
        from reader.services.filtering import choose_entries, parse_filter

        terms = parse_filter(query, _now().date())
        return choose_entries(entries, terms, self.library, self.annotations, should_stop)

    def filter_annotations(self, placed: Sequence[PlacedAnnotation], query: str) -> tuple[PlacedAnnotation, ...]:
        """The annotations that fit a query, in their order.

        Raises:
            FilterError: if a word of the query cannot be understood.
            StoreError: if the read state is asked for and cannot be read.
        """
        from reader.services.filtering import choose_annotations, parse_filter

        return choose_annotations(placed, parse_filter(query, _now().date()), self.annotations)


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
    return Services(
        paths=paths,
        settings=settings,
        library=library,
        recognitions=Recognitions(partial(load_shipped_recogniser, paths.cache)),
        annotations=Annotations(Store(paths.store_file), library, _now),
        problems=problems,
    )


def _now() -> datetime:
    return datetime.now().astimezone()
