"""In worker threads: when the names of the open briefing were met before."""

from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.domain.sighting import History
from reader.services.errors import IndexUnusable, NamesUnavailable
from reader.services.services import Services
from reader.ui.loading import LoadFailed
from reader.ui.state import Names


@dataclass(eq=False, repr=False)
class HistoryLoaded(Message):
    """When the names of a briefing were met before."""

    briefing_id: str
    history: History


def load_history(widget: Widget, services: Services, names: Names) -> None:
    """Look it up, and post it to `widget`; what was asked before is given up."""

    def work() -> None:
        worker = get_current_worker()
        try:
            history = services.sightings.look_up(names.briefing_id, [row.entity for row in names.counts])
        except IndexUnusable as error:
            widget.post_message(LoadFailed(error.reason))
            return
        if not worker.is_cancelled:
            widget.post_message(HistoryLoaded(names.briefing_id, history))

    widget.run_worker(work, group="recalling", description="recalling names", thread=True, exclusive=True)


def check_names(widget: Widget, services: Services, then: Callable[[], None]) -> None:
    """Look whether the index has the names of all briefings, with the decisions of this moment; if so, call `then`."""

    def work() -> None:
        try:
            if services.library.is_named(services.lists.word):
                then()
        except (IndexUnusable, NamesUnavailable) as error:
            widget.post_message(LoadFailed(error.reason))

    widget.run_worker(work, group="checking names", description="checking names", thread=True)
