"""The sections of a laid-out text. Knows nothing of drafts or formats."""

from collections.abc import Mapping, Sequence

from reader.domain.briefing import Block, BlockKind, Section
from reader.domain.scrub import SafeText, scrub_line
from reader.domain.span import Span

_LEAD_LEVEL = 2
_AFTER_HEADING = ":： "


def find_sections(blocks: Sequence[Block], text: SafeText, leads: Mapping[int, str]) -> tuple[Section, ...]:
    """One section for each heading, the title too; it ends where the next of the same or a higher rank begins.

    Args:
        blocks: the blocks of `text`.
        text: the briefing's text.
        leads: titles of further sections, by the index of the paragraph with which they begin.
    """
    begun: list[tuple[int, SafeText, int]] = []
    ends: list[int] = []
    open_: list[int] = []
    end = 0
    for index, block in enumerate(blocks):
        kind, span = block.kind, block.span
        is_lead = bool(leads) and index in leads
        if is_lead or kind is BlockKind.HEADING or kind is BlockKind.TITLE:
            level = _LEAD_LEVEL if is_lead else block.level
            while open_ and begun[open_[-1]][0] >= level:
                ends[open_.pop()] = end
            title = scrub_line(leads[index]) if is_lead else _title(text[span.start : span.end])
            open_.append(len(begun))
            begun.append((level, title, span.start))
            ends.append(end)
        end = span.end
    for still_open in open_:
        ends[still_open] = end
    return tuple(
        [Section(level, title, Span(start, stop)) for (level, title, start), stop in zip(begun, ends, strict=True)]
    )


def _title(heading: str) -> SafeText:
    """A heading on one line, without a trailing colon."""
    return SafeText(" ".join(heading.split()).rstrip(_AFTER_HEADING))
