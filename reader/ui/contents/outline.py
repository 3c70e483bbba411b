"""The sections of the open briefing, by level."""

from bisect import bisect_right
from collections.abc import Sequence

from reader.domain.briefing import Section
from reader.domain.scrub import SafeText
from reader.ui.contents.listing import Listing, Row, fits, summarize
from reader.ui.state import OpenBriefing

_DEEPEST = 4
"""Steps that a section stands in at most: there must be room for its title."""
_LINES = 4


def list_outline(opened: OpenBriefing | None, needle: str = "") -> Listing:
    """The sections in the order of the text, those of a lower rank further in."""
    sections = list_sections(opened)
    highest = min((section.level for section in sections), default=0)
    shown = [section for section in sections if fits(needle, (section.title,))]
    rows = tuple(
        Row(
            section.title or SafeText("(no title)"),
            value=section,
            key=section.span.start,
            ink="strong" if section.level == highest else "",
            depth=min(section.level - highest, _DEEPEST),
            lines=_LINES,
        )
        for section in shown
    )
    is_read = opened is not None and opened.briefing is not None and not opened.is_glimpse
    summary = summarize(len(shown), len(sections), needle) if is_read else ""
    return Listing(rows, summary, _say_why_empty(opened, needle))


def list_sections(opened: OpenBriefing | None) -> Sequence[Section]:
    """The sections of what is open, in the order of the text."""
    return opened.briefing.sections if opened is not None and opened.briefing is not None else ()


def find_section(sections: Sequence[Section], place: int) -> Section | None:
    """The section in which a place of the text is; None before the first.

    Args:
        sections: in the order of the text.
        place: in code points.
    """
    index = bisect_right(sections, place, key=lambda section: section.span.start)
    return sections[index - 1] if index else None


def _say_why_empty(opened: OpenBriefing | None, needle: str) -> SafeText:
    if opened is None:
        return SafeText("The sections of a briefing are listed here. j and k choose one in the list.")
    if needle:
        return SafeText("No section fits the filter. Esc clears it.")
    if opened.briefing is None:
        return SafeText("This briefing cannot be read.")
    return SafeText("This briefing has no headings; the sections under them would be listed here.")
