"""Edits of a text of which it is known where each letter went, and so where the words of an annotation are now."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reader.domain.scrub import SafeText
from reader.domain.selector import CONTEXT
from reader.domain.span import Span


class Edit(NamedTuple):
    """What is put in the place of `[start, end)`."""

    start: int
    end: int
    new: str


class Case(NamedTuple):
    """A text, words in it, and the text afterwards."""

    kind: str
    before: SafeText
    chosen: Span
    after: str
    expected: Span | None
    """Where the words are now; None if they were deleted."""


Maker = Callable[[str, Span, random.Random], "Sequence[Edit] | None"]
"""Makes the edits of one kind; None where a text has nothing to edit so."""


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text after edits that do not overlap."""
    parts, at = [], 0
    for start, end, new in sorted(edits):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def follow(span: Span, edits: Sequence[Edit]) -> Span:
    """Where a span went. What is inserted at its edges is outside of it."""
    start, end = span.start, span.end
    for first, last, new in edits:
        grown = len(new) - (last - first)
        if last <= span.start:
            start += grown
        elif first < span.start:
            start += len(new) + first - span.start
        if last <= span.end and first < span.end:
            end += grown
        elif first < span.end:
            end += len(new) + first - span.end
    return Span(start, max(start, end))


# In the words.


def _places(text: str, span: Span, pattern: str) -> list[Span]:
    return [Span(span.start + m.start(), span.start + m.end()) for m in re.finditer(pattern, span.of(text))]


def _replace_one(pattern: str, change: Callable[[str, random.Random], str]) -> Maker:
    def make(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
        places = _places(text, span, pattern)
        if not places:
            return None
        place = chance.choice(places)
        new = change(place.of(text), chance)
        return None if new == place.of(text) else [Edit(place.start, place.end, new)]

    return make


def _other_letter(old: str, chance: random.Random) -> str:
    return chance.choice([letter for letter in "aeiorstn" if letter != old])


def _other_digit(old: str, chance: random.Random) -> str:
    return chance.choice([digit for digit in "123456789" if digit != old])


def _first_letter(text: str, span: Span, chance: random.Random) -> list[Edit]:
    return [Edit(span.start, span.start + 1, _other_letter(text[span.start], chance))]


def _last_letter(text: str, span: Span, chance: random.Random) -> list[Edit]:
    return [Edit(span.end - 1, span.end, _other_letter(text[span.end - 1], chance))]


def _inner(text: str, span: Span) -> list[Span]:
    """The words of a quote that are neither its first nor its last."""
    return _places(text, span, r"\S+")[1:-1]


def _insert_word(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    words = _inner(text, span)
    if not words:
        return None
    at = chance.choice(words).start
    return [Edit(at, at, chance.choice(["also ", "now ", "perhaps ", "reportedly "]))]


def _delete_word(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    words = _inner(text, span)
    if len(words) < 3:
        return None
    word = chance.choice(words)
    return [Edit(word.start, word.end + 1, "")]


def _replace_word(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    words = _inner(text, span)
    if len(words) < 4:
        return None
    word = chance.choice(words)
    return [Edit(word.start, word.end, chance.choice(["others", "elsewhere", "roughly", "memory"]))]


# Around the words.


def _lines(text: str) -> list[Span]:
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]*\n", text) if len(m.group()) > 1]


SENTENCES = (
    "A new line that nobody has seen before opens this briefing.\n",
    "Readers wrote in about the figures, and they were right.\n",
    "See also the table at the end.\n",
)


def _insert_line(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    starts = [line.start for line in _lines(text) if not span.start < line.start < span.end]
    at = chance.choice(starts)
    return [Edit(at, at, chance.choice(SENTENCES))]


def _delete_line(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    lines = [line for line in _lines(text) if not line.overlaps(span)]
    if not lines:
        return None
    line = chance.choice(lines)
    return [Edit(line.start, line.end, "")]


def _change_before(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    near = [
        word for word in _places(text, Span(max(0, span.start - 30), span.start), r"\w{2,}") if word.end < span.start
    ]
    if not near:
        return None
    word = chance.choice(near)
    return [Edit(word.start, word.end, "changed")]


def _change_after(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    near = [
        word
        for word in _places(text, Span(span.end, min(len(text), span.end + 30)), r"\w{2,}")
        if word.start > span.end
    ]
    if not near:
        return None
    word = chance.choice(near)
    return [Edit(word.start, word.end, "changed")]


def _together(*makers: Maker) -> Maker:
    def make(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
        made = [maker(text, span, chance) for maker in makers]
        return None if None in made else sorted(edit for edits in made if edits for edit in edits)

    return make


def _typos(text: str, span: Span, chance: random.Random) -> list[Edit]:
    places = sorted(chance.sample(range(len(text)), max(1, len(text) // 100)))
    return [Edit(at, at + 1, _other_letter(text[at], chance)) for at in places if text[at].isalpha()]


# The form of the whole text.


def _everywhere(pattern: str, change: Callable[[re.Match[str]], str]) -> Maker:
    def make(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
        found = re.finditer(pattern, text)
        edits = [Edit(m.start(), m.end(), change(m)) for m in found]
        edits = [edit for edit in edits if text[edit.start : edit.end] != edit.new]
        return edits or None

    return make


def _rewrap(text: str, span: Span, chance: random.Random) -> list[Edit]:
    width, line, edits = chance.randint(40, 72), 0, []
    for match in re.finditer(r"[ \n]", text):
        if match.group() == "\n":
            line = match.end()
        elif match.start() - line > width:
            edits.append(Edit(match.start(), match.end(), "\n"))
            line = match.end()
    return edits


def _decompose(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    split = [(at, unicodedata.normalize("NFD", letter)) for at, letter in enumerate(text)]
    return [Edit(at, at + 1, new) for at, new in split if new != text[at]] or None


def _bold(text: str, span: Span, chance: random.Random) -> list[Edit]:
    words = chance.sample(_places(text, Span(0, len(text)), r"\w{4,}"), 12)
    return [edit for word in words for edit in (Edit(word.start, word.start, "**"), Edit(word.end, word.end, "**"))]


# Passages moved, doubled, deleted.


def _move(text: str, moved: Span, at: int) -> list[Edit]:
    return [Edit(moved.start, moved.end, ""), Edit(at, at, moved.of(text))]


def _duplicate(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    own = [line for line in _lines(text) if line.covers(span)]
    if not own:
        return None
    starts = [line.start for line in _lines(text) if not span.start < line.start < span.end]
    at = chance.choice(starts)
    return [Edit(at, at, own[0].of(text))]


_TWINS = (
    (
        r"Samsung|SK Hynix|Micron|TSMC|Intel|Nvidia|AMD|Google",
        lambda old, chance: chance.choice(["Kioxia", "UMC", "Meta"]),
    ),
    (r"\d+", lambda old, chance: str(int(old) % 97 + 1)),
    (r" (?:will|is|has|did|does) ", lambda old, chance: f"{old}not "),
    (r" not ", lambda old, chance: " "),
)


def make_twin(words: str, chance: random.Random) -> str | None:
    """A sentence that differs in a name, a number or a negation only."""
    fitting = [(pattern, change) for pattern, change in _TWINS if re.search(pattern, words)]
    if not fitting:
        return None
    pattern, change = chance.choice(fitting)
    return re.sub(pattern, lambda m: change(m.group(), chance), words, count=1)


def _twin_elsewhere(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    twin = make_twin(span.of(text), chance)
    starts = [line.start for line in _lines(text) if not span.start < line.start < span.end]
    if twin is None:
        return None
    at = chance.choice(starts)
    return [Edit(at, at, twin.strip("\n") + "\n")]


def _twin_beside(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    twin = make_twin(span.of(text), chance)
    if twin is None:
        return None
    at = chance.choice([span.start, span.end])
    return [Edit(at, at, f"{twin} " if at == span.start else f" {twin}")]


def _delete_words(text: str, span: Span, chance: random.Random) -> list[Edit]:
    return [Edit(span.start, span.end, "")]


def _delete_own_line(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    own = [line for line in _lines(text) if line.covers(span)]
    return [Edit(own[0].start, own[0].end, "")] if own else None


def _delete_to_twin(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    """Everything from the words up to where they stand again."""
    again = text.find(span.of(text), span.end)
    before = text.rfind(span.of(text), 0, span.start)
    if again >= 0:
        return [Edit(span.start, again, "")]
    return [Edit(before + len(span), span.end, "")] if before >= 0 else None


def _delete_and_twin(text: str, span: Span, chance: random.Random) -> list[Edit] | None:
    made = _twin_elsewhere(text, span, chance)
    # Nearer by, it would be an edit in their place.
    if made is None or span.start - CONTEXT <= made[0].start <= span.end + CONTEXT:
        return None
    return sorted([*made, Edit(span.start, span.end, "")])


_NEAR = _together(_change_before, _change_after)
_LETTER = _replace_one(r"[^\W\d_]", _other_letter)

SMALL: dict[str, Maker] = {
    "one letter of the words corrected": _LETTER,
    "their first letter corrected": _first_letter,
    "their last letter corrected": _last_letter,
    "a digit corrected": _replace_one(r"\d", _other_digit),
    "a word inserted": _insert_word,
    "a word deleted": _delete_word,
    "a word replaced": _replace_word,
    "a line inserted elsewhere": _insert_line,
    "a line deleted elsewhere": _delete_line,
    "a word before them changed": _change_before,
    "a word behind them changed": _change_after,
    "words on both sides changed": _NEAR,
    "a letter, and words on both sides": _together(_LETTER, _NEAR),
    "one letter in a hundred, everywhere": _typos,
    "lines wrapped anew": _rewrap,
    "quotation marks and dashes plain": _everywhere(
        "[“”‘’–—]", lambda m: {"“": '"', "”": '"', "–": "-", "—": "-"}.get(m.group(), "'")
    ),
    "quotation marks and dashes typographic": _everywhere(
        r"(?<=\w)['-](?=\w)", lambda m: "’" if m.group() == "'" else "‑"
    ),
    "bold added": _bold,
    "bold stripped": _everywhere(r"\*\*", lambda m: ""),
    "hyphens taken out": _everywhere(r"(?<=[a-z])-(?=[a-z])", lambda m: ""),
    "hyphens put in": _everywhere(r"(?<=[a-z]{4})(?=[a-z]{4})(?=(?:[^ ]* ){3})(?<=e)", lambda m: "-"),
    "two spaces for one": _everywhere(r"(?<=[.;:,]) ", lambda m: "  "),
    "no-break spaces": _everywhere(r"(?<=\d) ", lambda m: "\u00a0"),
    "letters decomposed": _decompose,
    "its line doubled elsewhere": _duplicate,
    "a twin put in elsewhere": _twin_elsewhere,
    "a twin put in beside them": _twin_beside,
}
"""Edits after which the words are still there."""

GONE: dict[str, Maker] = {
    "the words deleted": _delete_words,
    "their line deleted": _delete_own_line,
    "deleted up to where they stand again": _delete_to_twin,
    "deleted, and a twin put in elsewhere": _delete_and_twin,
}
"""Edits after which they are not."""

SWAPPED = "two paragraphs swapped"


def choose_spans(text: str, chance: random.Random) -> Iterator[Span]:
    """Quotes of every length: a word, some words, a sentence, a paragraph, a section, the ends of the text."""
    words = _places(text, Span(0, len(text)), r"\w[\w.-]{2,}\w|[A-Z0-9]{2,}")
    for length in (1, 1, 1, 1, 2, 3, 5, 8):
        for _ in range(3):
            first = chance.randrange(len(words) - length)
            yield Span(words[first].start, words[first + length - 1].end)
    sentences = [place for place in _places(text, Span(0, len(text)), r"[^.\n]{15,}\.") if place]
    for sentence in chance.sample(sentences, min(8, len(sentences))):
        start = sentence.start + len(sentence.of(text)) - len(sentence.of(text).lstrip())
        yield Span(start, sentence.end)
    lines = _lines(text)
    for line in chance.sample(lines, min(8, len(lines))):
        yield Span(line.start, line.end - 1)
    for _ in range(2):
        first, last = sorted(chance.sample(range(len(lines)), 2))
        yield Span(lines[first].start, lines[last].end - 1)
    yield Span(0, chance.randint(4, 40))
    yield Span(len(text) - chance.randint(4, 40), len(text))


def _swap(text: str, span: Span, chance: random.Random) -> tuple[str, Span] | None:
    lines = _lines(text)
    own = next((index for index, line in enumerate(lines) if line.covers(span)), None)
    if own is None or len(lines) < 3:
        return None
    other = chance.choice([index for index in range(len(lines)) if index != own])
    one, two = lines[min(own, other)], lines[max(own, other)]
    if one.of(text) == two.of(text):
        return None
    after = text[: one.start] + two.of(text) + text[one.end : two.start] + one.of(text) + text[two.end :]
    grown = len(two) - len(one)
    return after, span.shift(two.start + grown - one.start if own < other else one.start - two.start)


def make_cases(text: str, seed: int) -> Iterator[Case]:
    """Every kind of edit for many quotes of a text; always the same ones."""
    chance = random.Random(seed)
    for span in choose_spans(text, chance):
        for kind, make in {**SMALL, **GONE}.items():
            edits = make(text, span, chance)
            if edits is not None:
                moved = follow(span, edits) if kind in SMALL else None
                yield Case(kind, SafeText(text), span, apply(text, edits), moved)
        swapped = _swap(text, span, chance)
        if swapped is not None:
            yield Case(SWAPPED, SafeText(text), span, *swapped)
