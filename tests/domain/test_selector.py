"""An annotation finds its words again, or says that it cannot; it never stands on others.

The property tests change a text whose every change is known, so that the right answer is known too: `Revision`
carries each letter's origin along.
"""

import unicodedata
from dataclasses import dataclass, replace
from time import perf_counter

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reader.domain.scrub import SafeText
from reader.domain.selector import (
    CONTEXT,
    Anchor,
    AnchorState,
    TextPositionSelector,
    TextQuoteSelector,
    describe_span,
    list_candidates,
    resolve_anchor,
)
from reader.domain.span import Span

STANDING = (AnchorState.EXACT, AnchorState.MOVED, AnchorState.EDITED)

TEXT = SafeText(
    "SK Hynix leads in HBM supply this year. Samsung follows, though its HBM yields trail.\n"
    "TSMC packages the stacks. Micron said in May that HBM capacity is sold out."
)

FEW_LETTERS = st.text("ab \n", min_size=1, max_size=60)
"""Texts that repeat themselves all the time."""
WORDS = st.lists(
    st.sampled_from(["HBM", "supply", "of", "TSMC", "rose", "fell", "is", "日本"]), min_size=1, max_size=40
)
SENTENCES = WORDS.map(" ".join)
TEXTS = st.one_of(FEW_LETTERS, SENTENCES, st.text(min_size=1, max_size=80))


@st.composite
def text_and_span(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> tuple[SafeText, Span]:
    """A text and a part of it that is not empty."""
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return SafeText(text), Span(start, draw(st.integers(start + 1, len(text))))


@dataclass(frozen=True)
class Revision:
    """A text after a change, and where the annotated words went, if they are still there."""

    before: SafeText
    chosen: Span
    after: str
    expected: Span | None

    def resolve(self) -> Anchor:
        """What becomes of an annotation made before the change."""
        return resolve_anchor(self.after, *describe_span(self.before, self.chosen))


def _find(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def _stands_in_its_context(text: str, found: Span | None, quote: TextQuoteSelector) -> bool:
    """Whether the words and all that was kept of their surroundings stand there: then no text can tell more."""
    assert found is not None
    start = found.start - len(quote.prefix)
    return start >= 0 and text.startswith(quote.prefix + quote.exact + quote.suffix, start)


def _replace(text: SafeText, chosen: Span, old: str, new: str) -> Revision:
    """Change `old`, which stands once and outside of `chosen`."""
    assert text.count(old) == 1
    place = _find(text, old)
    assert not place.overlaps(chosen)
    moved = chosen.shift(len(new) - len(old)) if place.start < chosen.start else chosen
    return Revision(text, chosen, text.replace(old, new), moved)


# The same text.


@given(text_and_span())
def test_words_are_found_again_in_the_same_text(case: tuple[SafeText, Span]) -> None:
    text, span = case
    assert resolve_anchor(text, *describe_span(text, span)) == Anchor(AnchorState.EXACT, span)


@given(text_and_span())
def test_description_quotes_the_text(case: tuple[SafeText, Span]) -> None:
    text, span = case
    quote, position = describe_span(text, span)
    assert (position.start, position.end) == (span.start, span.end)
    assert quote.exact == span.of(text)
    assert text[: span.start].endswith(quote.prefix)
    assert text[span.end :].startswith(quote.suffix)
    assert len(quote.prefix) == min(CONTEXT, span.start)
    assert len(quote.suffix) == min(CONTEXT, len(text) - span.end)


# Changes by hand.


@pytest.mark.parametrize(
    ("revision", "state"),
    [
        pytest.param(
            _replace(TEXT, _find(TEXT, "HBM", 1), "SK Hynix", "SK hynix Inc."), AnchorState.MOVED, id="grown before"
        ),
        pytest.param(_replace(TEXT, _find(TEXT, "HBM", 1), "leads", "led"), AnchorState.MOVED, id="shrunk before"),
        pytest.param(_replace(TEXT, _find(TEXT, "HBM", 0), "sold out", "full"), AnchorState.EXACT, id="changed behind"),
        pytest.param(
            _replace(TEXT, _find(TEXT, "HBM", 1), "follows", "is second"),
            AnchorState.MOVED,
            id="its own sentence, edited",
        ),
        pytest.param(
            _replace(TEXT, _find(TEXT, "Micron"), "TSMC packages", "ASE and TSMC package"),
            AnchorState.MOVED,
            id="words that stand once",
        ),
    ],
)
def test_words_are_followed_through_an_edit(revision: Revision, state: AnchorState) -> None:
    assert revision.resolve() == Anchor(state, revision.expected)


@pytest.mark.parametrize(
    ("after", "state"),
    [
        pytest.param("", AnchorState.LOST, id="nothing left"),
        pytest.param("Micron said in May that memory is sold out.", AnchorState.LOST, id="words gone"),
        pytest.param("hbm supply", AnchorState.LOST, id="another case is another word"),
        pytest.param("HBM, HBM, HBM", AnchorState.AMBIGUOUS, id="three times, all out of place"),
        pytest.param("[HBM]", AnchorState.AMBIGUOUS, id="once, but in no known surroundings"),
    ],
)
def test_words_out_of_place_are_given_up(after: str, state: AnchorState) -> None:
    quote, position = describe_span(TEXT, _find(TEXT, "HBM", 2))
    assert resolve_anchor(after, quote, position) == Anchor(state)


def test_long_words_need_no_surroundings() -> None:
    words = "HBM capacity is sold out until the end of 2027"
    text = SafeText(f"Micron said that {words}.")
    quote, position = describe_span(text, _find(text, words))
    assert resolve_anchor(f"* {words}!", quote, position).span == Span(2, 2 + len(words))


TWIN = "Export rules tighten again, and HBM supply is short once more this week.\n"


def test_twins_are_told_apart_by_what_is_around_their_passages() -> None:
    text = SafeText(TWIN + "-" * 40 + TWIN)
    chosen = _find(text, "HBM", 1)
    assert resolve_anchor(text, *describe_span(text, chosen)) == Anchor(AnchorState.EXACT, chosen)
    moved = resolve_anchor("New. " + text, *describe_span(text, chosen))
    assert moved == Anchor(AnchorState.MOVED, chosen.shift(5))


def test_twins_in_the_same_surroundings_are_not_told_apart_by_guessing() -> None:
    text = SafeText(TWIN * 20)
    chosen = _find(text, "HBM", 10)
    assert resolve_anchor(text, *describe_span(text, chosen)) == Anchor(AnchorState.EXACT, chosen)
    for after in ("New. " + text, TWIN + text, text[len(TWIN) :]):
        assert resolve_anchor(after, *describe_span(text, chosen)).state is AnchorState.AMBIGUOUS


def test_nothing_quoted_is_nothing_found() -> None:
    nothing = TextQuoteSelector(SafeText(""), SafeText("a"), SafeText("b"))
    assert resolve_anchor("ab", nothing, TextPositionSelector(1, 1)) == Anchor(AnchorState.LOST)


@pytest.mark.parametrize("start", [-5, 10_000])
def test_position_outside_of_the_text_does_no_harm(start: int) -> None:
    quote, _ = describe_span(TEXT, _find(TEXT, "Micron"))
    anchor = resolve_anchor(TEXT, quote, TextPositionSelector(start, start + 6))
    assert anchor == Anchor(AnchorState.MOVED, _find(TEXT, "Micron"))


# What must never happen: an annotation on words that its maker did not choose.

BOILERPLATE = "The ministry said that exports of HBM to the region remain under review."
SECTIONS = SafeText(f"Monday\n{BOILERPLATE}\nTuesday\n{BOILERPLATE}\nWednesday")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(f"Monday\n{BOILERPLATE}\n", "", None, id="its paragraph removed"),
        pytest.param("of HBM", "of some HBM", 46, id="edited before it"),
        pytest.param("HBM to", "HBM stacks to", 41, id="edited behind it"),
        pytest.param("HBM", "DRAM", None, id="the words replaced"),
    ],
)
def test_a_twin_does_not_take_over(old: str, new: str, expected: int | None) -> None:
    chosen = _find(SECTIONS, "HBM")
    after = SECTIONS.replace(old, new, 1)
    found = resolve_anchor(after, *describe_span(SECTIONS, chosen)).span
    assert found in (None, expected and Span(expected, expected + 3))


@pytest.mark.parametrize(
    "after",
    [
        pytest.param("Nobody spoke of HBM in Seoul.", id="once, between other words"),
        pytest.param("Nobody spoke of HBM in Seoul. An HBM, though.", id="twice, between other words"),
        pytest.param("Demand for HBM; prices (HBM) too.", id="twice, one with a space before it"),
    ],
)
def test_a_stranger_does_not_take_over(after: str) -> None:
    quote, position = describe_span(TEXT, _find(TEXT, "HBM", 2))
    assert resolve_anchor(after, quote, position).state not in STANDING


def _insert(text: SafeText, span: Span, place: int, inserted: str) -> Revision:
    """Put `inserted` anywhere but within `span`."""
    place = min(place, len(text))
    assume(not span.start < place < span.end)
    after = text[:place] + inserted + text[place:]
    return Revision(text, span, after, span.shift(len(inserted)) if place <= span.start else span)


def _is_right_or_none(revision: Revision) -> bool:
    """Whether the words are the chosen ones, or none, or such as nothing that was kept can tell from them."""
    found = revision.resolve().span
    quote, _ = describe_span(revision.before, revision.chosen)
    return found in (revision.expected, None) or _stands_in_its_context(revision.after, found, quote)


INSERTED = st.text("ab \nHBM", min_size=1, max_size=50)


@given(text_and_span(), st.integers(0, 200), INSERTED)
def test_text_inserted_elsewhere_never_leads_to_other_words(
    case: tuple[SafeText, Span], place: int, inserted: str
) -> None:
    text, span = case
    assume(place <= span.start - CONTEXT or place >= span.end + CONTEXT)
    assert _is_right_or_none(_insert(text, span, place, inserted))


@example(case=(SafeText("000"), Span(0, 1)), place=1, inserted="B")
@given(text_and_span(), st.integers(0, 200), INSERTED)
def test_text_inserted_nearby_never_leads_to_other_words(
    case: tuple[SafeText, Span], place: int, inserted: str
) -> None:
    assert _is_right_or_none(_insert(*case, place, inserted))


@given(text_and_span(), st.data())
def test_what_is_found_is_always_what_was_quoted(case: tuple[SafeText, Span], data: st.DataObject) -> None:
    text, span = case
    after = data.draw(st.one_of(TEXTS, st.permutations(text.split(" ")).map(" ".join)))
    anchor = resolve_anchor(after, *describe_span(text, span))
    assert (anchor.span is not None) is (anchor.state in STANDING)
    if anchor.span is not None:
        assert (anchor.span.of(after) == span.of(text)) is (anchor.state is not AnchorState.EDITED)


@given(text_and_span(SENTENCES), st.integers(1, 5))
def test_repeated_text_is_ambiguous_unless_its_place_tells(case: tuple[SafeText, Span], copies: int) -> None:
    text, span = case
    after = f"{text}\n\n" * (copies + 1)
    quote, position = describe_span(SafeText(after), span)
    assert resolve_anchor(after, quote, position) == Anchor(AnchorState.EXACT, span)


# Edited words.

EDITED = SafeText(
    "SK Hynix said that its output for next year is sold out, and Samsung said nothing at all about it.\n"
    "Micron will spend $1.2 billion on a second line in Hiroshima, where work begins in March."
)


@pytest.mark.parametrize(
    ("words", "new"),
    [
        ("output for next year is sold out", "output for this year is sold out"),
        ("output for next year is sold out", "output for next\nyear is nearly sold out"),
        ("$1.2 billion on a second line", "$1.4 billion on a second line"),
        ("Samsung said nothing", "Samsung didn’t say nothing"),
        ("Hiroshima", "Hirosima"),
        ("SK Hynix said that its output for", "SK hynix said that its whole output for"),
        ("where work begins in March.", "where work begins in April."),
    ],
)
def test_edited_words_are_found_between_what_is_around_them(words: str, new: str) -> None:
    chosen = _find(EDITED, words)
    after = "A line before.\n" * (chosen.start > 0) + EDITED.replace(words, new)
    anchor = resolve_anchor(after, *describe_span(EDITED, chosen))
    assert anchor == Anchor(AnchorState.EDITED, _find(after, new))


@pytest.mark.parametrize(
    ("words", "new"),
    [
        ("Hiroshima", "Idaho"),
        ("Samsung said nothing", "Kioxia kept silent"),
        ("SK Hynix said that its output for next year is sold out, and ", ""),
    ],
)
def test_other_words_in_the_same_place_are_not_an_edit(words: str, new: str) -> None:
    anchor = resolve_anchor(EDITED.replace(words, new), *describe_span(EDITED, _find(EDITED, words)))
    assert anchor == Anchor(AnchorState.LOST)


def test_an_edit_is_not_chosen_while_the_words_themselves_stand_elsewhere() -> None:
    words = "Micron will spend $1.2 billion"
    quote, position = describe_span(EDITED, _find(EDITED, words))
    after = EDITED.replace("$1.2", "$1.4") + f"\nA correction: last week we said that {words}."
    assert resolve_anchor(after, quote, position).state is AnchorState.AMBIGUOUS
    first, second = list_candidates(after, quote)[:2]
    assert {first.span.of(after), second.span.of(after)} == {words, words.replace("$1.2", "$1.4")}
    assert 1 > first.similarity >= second.similarity > 0


LIST = SafeText("What to watch:\n" + "".join(f"- {name} raised its order by 20 %.\n" for name in ("AMD", "ASE", "ARM")))


@pytest.mark.parametrize("name", ["AMD", "ASE", "ARM"])
def test_a_line_of_a_list_is_not_taken_for_the_one_that_was_deleted(name: str) -> None:
    line = f"- {name} raised its order by 20 %."
    for words in (line, f"{name} raised", "order by 20 %", f"{line[:-4]}"):
        chosen = _find(LIST, words, ["AMD", "ASE", "ARM"].index(name) if "A" not in words else 0)
        anchor = resolve_anchor(LIST.replace(f"{line}\n", ""), *describe_span(LIST, chosen))
        assert anchor.state not in STANDING


def test_old_annotations_without_likeness_are_resolved_with_care() -> None:
    chosen = _find(EDITED, "its output for next year")
    quote, position = describe_span(EDITED, chosen)
    old = replace(quote, likeness=None)
    assert resolve_anchor("New.\n" + EDITED, old, position) == Anchor(AnchorState.MOVED, chosen.shift(5))
    assert resolve_anchor("It said its output for next year is full.", old, position).state is AnchorState.AMBIGUOUS


def test_decomposed_letters_are_the_same_words() -> None:
    text = SafeText(
        "The Zürich fab of Müller & Söhne opens; the Genève fab of Müller & Söhne never does. 한국 정부는 했다."
    )
    for words in ("Müller & Söhne opens", "Genève", "정부는"):
        chosen = _find(text, words)
        after = unicodedata.normalize("NFD", "Neu: " + text)
        anchor = resolve_anchor(after, *describe_span(text, chosen))
        assert anchor == Anchor(AnchorState.EDITED, _find(after, unicodedata.normalize("NFD", words)))


# Bounded time.


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 3_000_000, id="one letter"),
        pytest.param("ab " * 1_000_000, id="one word"),
        pytest.param("Samsung raised its order by 20 %.\n" * 90_000, id="one line"),
    ],
)
def test_repetition_without_end_takes_no_time_without_end(text: str) -> None:
    for size in (1, 30, 900, 500_000):
        chosen = Span(1_500_000, 1_500_000 + size)
        quote, position = describe_span(SafeText(text), chosen)
        assert resolve_anchor(text, quote, position) == Anchor(AnchorState.EXACT, chosen)
        # Taken out of the middle of what repeats itself, nothing tells what was there.
        assert resolve_anchor(text[:1_499_999] + "#" + text[1_500_002:], quote, position).state not in STANDING


def test_many_annotations_of_a_long_text_are_resolved_at_once() -> None:
    text = SafeText("".join(f"Line {n}: prices for part {n * 7919 % 10_007} rose {n % 89} %.\n" for n in range(15_000)))
    spans = [Span(start, start + 60) for start in range(1000, 561_000, 20_000)]
    described = [describe_span(text, span) for span in spans]
    letters = list(text)
    for span in spans:
        letters[span.start + 30] = "#"
    after = "A line before.\n" + "".join(letters)
    begun = perf_counter()
    anchors = [resolve_anchor(after, *each) for each in described]
    # Measured: 2 ms each, or 0.06 s; a scan of the text letter by letter would take half a second for each.
    assert perf_counter() - begun < 2
    assert anchors == [Anchor(AnchorState.EDITED, span.shift(15)) for span in spans]
