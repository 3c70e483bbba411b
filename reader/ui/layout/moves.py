"""Where the reading cursor goes: by rows, blocks and sentences. Pure: a place in, a place out.

What splits sentences is imported with the first step by sentences: its patterns take a millisecond to compile.
"""

from reader.domain.briefing import BlockKind
from reader.domain.span import Span
from reader.ui.layout.page import STOPS, Page


def move_rows(page: Page, place: int, distance: int) -> int:
    """The start of the row `distance` rows of words away; rows without words are passed over and not counted."""
    step = 1 if distance > 0 else -1
    start = row = best = page.row_of(place)
    while distance:
        row += step
        page.measure_rows(row + 1)
        if not 0 <= row < page.height:
            break
        if page.row(row).role in STOPS:
            best, distance = row, distance - step
    return place if best == start else page.offset_at(best)


def move_blocks(page: Page, place: int, distance: int) -> int:
    """The start of the block `distance` blocks away; going back, first the start of the block that holds `place`.

    Where no block is left to go to, `place` stays.
    """
    blocks = page.briefing.blocks
    step = 1 if distance > 0 else -1
    index = best = page.index_of(place)
    if step < 0 and place > page.start_of(index):
        distance += 1
    while distance and 0 <= index + step < page.count:
        index += step
        if blocks[index].kind is not BlockKind.RULE or page.hides(page.start_of(index)):
            best, distance = index, distance - step
    start = page.start_of(best)
    return start if (start - place) * step > 0 else place


def move_sections(page: Page, place: int, distance: int) -> int:
    """The start of the section `distance` sections away; going back, first the start of the one that holds `place`.

    Where there are fewer, the last or the first; `place` where there is none at all that way.
    """
    starts = sorted({section.span.start for section in page.briefing.sections})
    if distance > 0:
        ahead = [start for start in starts if start > place]
        return ahead[min(distance, len(ahead)) - 1] if ahead else place
    behind = [start for start in starts if start < place]
    return behind[max(distance, -len(behind))] if behind else place


def next_sentence(page: Page, place: int, is_chosen: bool) -> Span | None:
    """The sentence after the one that holds `place`; that one itself while it has not been chosen yet."""
    from reader.domain.sentences import split_sentences

    briefing = page.briefing
    index = briefing.block_index(place)
    ahead = [span for span in split_sentences(briefing.text, briefing.blocks[index].span) if span.end > place]
    if is_chosen:
        ahead = ahead[1:]
    while not ahead and index + 1 < len(briefing.blocks):
        index += 1
        ahead = list(split_sentences(briefing.text, briefing.blocks[index].span))
    return ahead[0] if ahead else None


def previous_sentence(page: Page, place: int) -> Span | None:
    """The sentence that begins nearest before `place`."""
    from reader.domain.sentences import split_sentences

    briefing = page.briefing
    index = briefing.block_index(place)
    while index >= 0:
        behind = [span for span in split_sentences(briefing.text, briefing.blocks[index].span) if span.start < place]
        if behind:
            return behind[-1]
        index -= 1
    return None
