"""In worker threads: what is wrong with the settings, and how many briefings fit each saved query."""

from dataclasses import dataclass
from time import perf_counter

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.domain.query_saved import SavedQuery
from reader.domain.scrub import scrub_line
from reader.services.errors import FilterError, IndexUnusable, NamesUnavailable, StoreError
from reader.services.services import Services
from reader.ui.loading import LoadFailed


@dataclass(eq=False, repr=False)
class SavedCounted(Message):
    """How many briefings fit each saved query, by its name; None for one that cannot be answered."""

    counts: dict[str, int | None]
    seconds: float
    """That counting took."""


def tell_problems(widget: Widget, services: Services) -> None:
    """Look what is wrong with the settings, and have `widget` say the first of it."""

    def work() -> None:
        try:
            problems = services.problems
        except StoreError as error:
            widget.post_message(LoadFailed(error.reason))
            return
        if problems:
            others = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            widget.post_message(LoadFailed(scrub_line(f"{problems[0]}{others}")))

    widget.run_worker(work, group="checking settings", description="checking settings", thread=True)


def count_saved(widget: Widget, services: Services, *, is_named: bool) -> None:
    """Count them anew, and post what comes of it to `widget`; an earlier count is given up.

    Args:
        widget: whose worker this is.
        services: who is asked.
        is_named: whether the index has the names of all briefings; what is about names is not counted before.
    """

    def work() -> None:
        worker, start = get_current_worker(), perf_counter()
        counts: dict[str, int | None] = {}
        for query in services.settings.queries:
            if worker.is_cancelled:
                return
            counts |= _count(query, services, is_named)
        if not worker.is_cancelled:
            widget.post_message(SavedCounted(counts, perf_counter() - start))

    widget.run_worker(work, group="counting", description="counting", thread=True, exclusive=True)


def _count(query: SavedQuery, services: Services, is_named: bool) -> dict[str, int | None]:
    """The count under its name; nothing where it would be too low."""
    from reader.services.filtering import needs_names

    try:
        if needs_names(services.read_query(query.reference)) and not is_named:
            return {}
        return {query.name: len(services.filter_entries(query.reference))}
    except (FilterError, IndexUnusable, NamesUnavailable, StoreError):
        # The settings' problems are told when the program starts, those of index and store by whoever needs them.
        return {query.name: None}
