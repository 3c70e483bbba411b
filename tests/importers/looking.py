"""Short forms of a briefing, so that a test states what it expects on one line."""

from reader.domain.briefing import Briefing
from reader.importers.briefings import import_briefing


def read(source: str, path: str = "notes/x.md") -> Briefing:
    """Import a text."""
    return import_briefing(source.encode(), path)


def kinds(briefing: Briefing) -> list[tuple[str, int, str]]:
    """Kind, level and words of every block."""
    return [(block.kind.value, block.level, block.span.of(briefing.text)) for block in briefing.blocks]


def lines(briefing: Briefing) -> list[int]:
    """The source line of every block."""
    return [block.line for block in briefing.blocks]


def styles(briefing: Briefing) -> list[tuple[str, str]]:
    """Kind and words of every inline style."""
    return [(style.kind.value, style.span.of(briefing.text)) for style in briefing.styles]


def sections(briefing: Briefing) -> list[tuple[int, str]]:
    """Level and title of every section."""
    return [(section.level, section.title) for section in briefing.sections]
