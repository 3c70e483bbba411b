"""Everything that answers commands on the main screen, beside its panes. Loaded once the first screen stands."""

from collections.abc import Iterator
from typing import Protocol

from reader.services.services import Services
from reader.ui import (
    annotating,
    marking,
    narrowing,
    opening,
    searching,
    showing,
    touring,
    trailing,
    travelling,
    viewing,
)


class Host(
    annotating.Host,
    marking.Host,
    narrowing.Host,
    opening.Host,
    searching.Host,
    showing.Host,
    touring.Host,
    trailing.Host,
    travelling.Host,
    viewing.Host,
    Protocol,
):
    """What the screen gives to all of them."""


class Handlers:
    """The handlers of one screen, in the order in which they are asked."""

    def __init__(self, host: Host, services: Services) -> None:
        self.annotating = annotating.Annotating(host, services.annotations)
        self.trailing = trailing.Trailing(host)
        self.travelling = travelling.Travelling(host)
        self._searching = searching.Searching(host, self.trailing)
        self._touring = touring.Touring(host, self.trailing)
        self._marking = marking.Marking(host, services, self.annotating, self.travelling.do_jump_back)
        self._narrowing = narrowing.Narrowing(host, self.trailing, self._searching)
        self._viewing = viewing.Viewing(host)
        self._showing = showing.Showing(host)
        self._opening = opening.Opening(host, services, self.annotating)

    def __iter__(self) -> Iterator[object]:
        others = (
            self._touring,
            self._marking,
            self._narrowing,
            self._searching,
            self._showing,
            self._viewing,
            self._opening,
        )
        return iter((self.annotating, self.trailing, self.travelling, *others))
