"""Writing a source of the settings otherwise: which of its fields, and what shall stand there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from reader.domain.source import Source
from reader.ui.screens.base import Choice
from reader.ui.widgets.prompt import Question

Change = Callable[[str, str | list[str]], None]
"""Told which field is to have which value."""


class Host(Protocol):
    """What the screen gives."""

    def ask(self, question: Question) -> None:
        """Ask for a line of text."""

    def choose(self, label: str, choices: Sequence[Choice]) -> None:
        """Offer some things; the next key takes one."""


def edit_source(host: Host, source: Source, change: Change) -> None:
    """Ask what of a source is to be otherwise, then how."""

    def ask(field: str, label: str, value: str) -> None:
        host.ask(Question(label, lambda text: change(field, _read(field, text)), value=value))

    address = "url" if source.url else "path"
    lines = (
        ("n", "name", "name", "name", source.name),
        ("s", "series", "series", "series of its briefings", source.series),
        ("t", "tags", "tags", "tags, with commas", ", ".join(source.tags)),
        ("k", "keep", "keep", "newest items that are taken, 0 for all", str(source.keep)),
        ("a", address, address, address, source.address),
    )
    choices = [Choice(key, words, partial(ask, field, label, value)) for key, words, field, label, value in lines]
    if source.url:
        words = "no full text" if source.full_text else "full text"
        choices.insert(3, Choice("f", words, partial(change, "full_text", "no" if source.full_text else "yes")))
    host.choose(f"Change {source.name}", choices)


def _read(field: str, text: str) -> str | list[str]:
    if field == "tags":
        return [tag.strip() for tag in text.split(",") if tag.strip()]
    return text.strip() or ("0" if field == "keep" else "")
