"""Which lists of names are used, in a form that can be handed to another process."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Choice(NamedTuple):
    """Which packs are used."""

    fields: tuple[str, ...]
    """The fields of which the program's own are."""
    own: tuple[Path, ...] = ()
    """The reader's, which win over them."""
