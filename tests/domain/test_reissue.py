"""A place stays on its words when the text around them is written anew."""

import random

from hypothesis import given
from hypothesis import strategies as st

from reader.domain.briefing import Block, BlockKind, Briefing, Metadata
from reader.domain.reissue import follow_place
from reader.domain.scrub import SafeText
from reader.domain.span import Span


def make(paragraphs: list[str]) -> Briefing:
    blocks, at = [], 0
    for line, paragraph in enumerate(paragraphs):
        blocks.append(Block(BlockKind.PARAGRAPH, Span(at, at + len(paragraph)), 0, line))
        at += len(paragraph) + 1
    text = SafeText("\n".join(paragraphs))
    return Briefing("id", text, tuple(blocks), (), (), Metadata(SafeText("T")), 1, ())


def words_at(briefing: Briefing, place: int) -> str:
    return briefing.text[place:].partition("\n")[0]


PARAGRAPHS = [f"Paragraph {number} has words of its own." for number in range(40)]


def test_it_stays_on_its_words_whatever_comes_before_and_after() -> None:
    rng = random.Random(7)
    before = make(PARAGRAPHS)
    for index in range(40):
        place = before.blocks[index].span.start + 4
        changed = [*PARAGRAPHS]
        for at in sorted(rng.sample([number for number in range(40) if number != index], 9), reverse=True):
            match rng.randrange(3):
                case 0:
                    del changed[at]
                case 1:
                    changed[at] = f"Corrected {at}."
                case _:
                    changed.insert(at, f"Inserted {at}.")
        after = make(changed)
        assert words_at(after, follow_place(before, after, place)) == words_at(before, place), index


def test_where_its_words_are_gone_it_is_beside_them() -> None:
    before = make(PARAGRAPHS)
    place = before.blocks[20].span.start + 12
    corrected = make([*PARAGRAPHS[:20], "Paragraph 20 was corrected.", *PARAGRAPHS[21:]])
    assert words_at(corrected, follow_place(before, corrected, place)) == "20 was corrected."[2:]
    without = make([*PARAGRAPHS[:20], *PARAGRAPHS[21:]])
    assert words_at(without, follow_place(before, without, place)) == PARAGRAPHS[21][12:]
    without_end = make(PARAGRAPHS[:20])
    found = follow_place(before, without_end, place)
    assert without_end.block_index(found) == 19


@given(st.lists(st.text("ab", max_size=3), max_size=8), st.lists(st.text("ab", max_size=3), max_size=8), st.data())
def test_it_is_always_in_the_text(one: list[str], other: list[str], data: st.DataObject) -> None:
    before, after = make(one), make(other)
    place = data.draw(st.integers(0, len(before.text)))
    found = follow_place(before, after, place)
    assert 0 <= found <= len(after.text)
    if after.blocks:
        assert after.blocks[after.block_index(found)].span.start <= found
    if one == other and one:
        block = before.blocks[before.block_index(place)].span
        assert found == min(place, max(block.start, block.end - 1))
