"""Everything that answers commands on the main screen, beside its panes. Loaded once the first screen stands."""

from collections.abc import Iterator
from typing import Protocol

from reader.services.services import Services
from reader.ui import annotating, bringing, narrowing, opening, showing, trailing, travelling, viewing


class Host(
    annotating.Host,
    bringing.Host,
    narrowing.Host,
    opening.Host,
    showing.Host,
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
        self._narrowing = narrowing.Narrowing(host, self.trailing)
        self._viewing = viewing.Viewing(host)
        self._showing = showing.Showing(host)
        self.bringing = bringing.Bringing(host, services)
        self._opening = opening.Opening(host, services, self.annotating)

    def __iter__(self) -> Iterator[object]:
        others = (self._narrowing, self._showing, self._viewing, self._opening, self.bringing)
        return iter((self.annotating, self.trailing, self.travelling, *others))
