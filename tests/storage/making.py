"""Annotations to be stored, and what a store says of them."""

from pathlib import Path

from reader.domain.annotation import Annotation, BriefingRef, Motivation
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.storage.store import Store

State = tuple[frozenset[Annotation], tuple[tuple[str, ReadState], ...]]


def make(number: int, *tags: str, note: str = "") -> Annotation:
    """An annotation; a higher number is a later one."""
    return Annotation(
        id=f"{number:016x}",
        motivation=Motivation.TAGGING,
        briefing=BriefingRef("b" * 16, "/briefings/w19.md", SafeText("W19")),
        created=f"2026-05-09T08:00:00.{number:06}+00:00",
        tags=tuple(SafeText(tag) for tag in tags),
        note=SafeText(note),
    )


def ask(store: Store) -> State:
    """All that a store knows, fit to be compared."""
    return frozenset(store.list_annotations()), tuple(sorted(store.read_states().items()))


def read_files(folder: Path) -> dict[str, bytes]:
    """What is in a folder; names of what is no file end with a slash."""
    return {
        entry.name + ("" if entry.is_file() else "/"): entry.read_bytes() if entry.is_file() else b""
        for entry in folder.iterdir()
    }
