"""Everything that answers commands on the main screen, beside its panes. Loaded once the first screen stands."""

from collections.abc import Iterator
from typing import Protocol

from reader.services.services import Services
from reader.ui import (
    anchoring,
    annotating,
    bringing,
    figuring,
    folding,
    following,
    lettering,
    linking,
    marking,
    narrowing,
    opening,
    outside,
    searching,
    selecting,
    showing,
    sourcing,
    touring,
    trailing,
    travelling,
    triage,
    viewing,
)


class Host(
    anchoring.Host,
    annotating.Host,
    bringing.Host,
    figuring.Host,
    folding.Host,
    following.Host,
    lettering.Host,
    linking.Host,
    marking.Host,
    narrowing.Host,
    opening.Host,
    searching.Host,
    selecting.Host,
    outside.Host,
    showing.Host,
    sourcing.Host,
    touring.Host,
    trailing.Host,
    travelling.Host,
    triage.Host,
    viewing.Host,
    Protocol,
):
    """What the screen gives to all of them."""


class Handlers:
    """The handlers of one screen, in the order in which they are asked."""

    def __init__(self, host: Host, services: Services) -> None:
        self.annotating = annotating.Annotating(host, services.annotations, services.settings.quick_tags)
        self.trailing = trailing.Trailing(host)
        self.travelling = travelling.Travelling(host)
        following_ = following.Following(host, services)
        self._triage = triage.Triage(host, services, self.annotating, following_)
        self._searching = searching.Searching(host, self.trailing)
        self._touring = touring.Touring(host, self.trailing)
        self.linking = linking.Linking(host)
        self._lettering = lettering.Lettering(host, services, self.annotating, self.travelling.do_jump_back)
        self._narrowing = narrowing.Narrowing(host, self.trailing, self._searching, following_.stop)
        self._viewing = viewing.Viewing(host)
        self._showing = showing.Showing(host, anchoring.Anchoring(host, services, self.annotating))
        self._marking = marking.Marking(host, services.annotations, self.annotating)
        self._selecting = selecting.Selecting(host)
        self._outside = outside.Outside(host)
        self.bringing = bringing.Bringing(host, services, self.annotating.change)
        self._sourcing = sourcing.Sourcing(host, services, self.bringing)
        self._opening = opening.Opening(host, services, self.annotating)
        self._figuring = figuring.Figuring(host, services)
        self._folding = folding.Folding(host, self._opening.do_dossier)

    def __iter__(self) -> Iterator[object]:
        seeing = (self._narrowing, self._searching, self._showing, self._viewing, self._outside, self._opening)
        changing = (
            self._figuring,
            self._folding,
            self._touring,
            self._lettering,
            self.linking,
            self._marking,
            self._selecting,
            self.bringing,
            self._sourcing,
        )
        return iter((self.annotating, self.trailing, self.travelling, self._triage, *seeing, *changing))
