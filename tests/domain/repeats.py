"""Texts of little but lines that come again and resemble each other, edited line by line.

Every letter carries where it came from, so that it is known where chosen words are afterwards, whatever stands there.
"""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.domain.scrub import SafeText
from reader.domain.selector import CONTEXT
from reader.domain.span import Span

Letter = tuple[str, int]
"""A letter and its offset in the text before; -1 for one that was put in, -2 less the offset for a copy of one."""
Line = list[Letter]

_FORMS = (
    "- {who} {did} {n} wafers in {when}.",
    "{who} {did} {n} wafers in {when}, more than {other}.",
    "{what} supply is tight, says {who}.",
    "{who}: {what} {n} % ({when})",
    "{what}",
    "No change.",
    "| {who} | {what} | {n} |",
    "The {what} line of {who} is sold out until {when}; {other} has {n} left.",
)
_WORDS = {
    "who": ("TSMC", "Samsung", "SK Hynix", "Micron"),
    "other": ("Intel", "UMC", "Kioxia"),
    "did": ("sold", "made", "ordered"),
    "what": ("HBM3", "HBM4", "DRAM", "NAND"),
    "when": ("May", "June", "Q3"),
    "n": ("10", "11", "12", "20", "100"),
}


class Repeat(NamedTuple):
    """A text, words in it, and the text after some edits of lines."""

    before: SafeText
    chosen: Span
    after: str
    origins: Sequence[int]
    """For each letter of `after`, its offset in `before`; -1 for one that was put in, -2 less the offset for a copy."""
    edits: tuple[str, ...]

    def is_right(self, span: Span) -> bool:
        """Whether at least half of the letters of a span are those chosen, or the words are and nobody could know."""
        own = sum(self._is_own(self.origins[at]) for at in range(span.start, span.end))
        if 2 * own >= len(span):
            return True
        return span.of(self.after) == self.chosen.of(self.before) and self._is_likelier(span)

    def _is_own(self, origin: int) -> bool:
        """Whether a letter was chosen; copied and then deleted is moved."""
        if origin < 0 and not self.remains:
            origin = -2 - origin
        return self.chosen.start <= origin < self.chosen.end

    def _is_likelier(self, span: Span) -> bool:
        """Whether all is around a place as it was, or fewer edits of lines than were made would have led there."""
        if _cut(self.before, self.chosen) == _cut(self.after, span):
            return True
        true = [at for at, origin in enumerate(self.origins) if self.chosen.start <= origin < self.chosen.end]
        made = self._count_edits(Span(true[0], true[-1] + 1)) if true else 2 * len(self.edits)
        return self._count_edits(span) < made

    def _count_edits(self, span: Span) -> int:
        """How many lines were put in, taken out or changed before and behind the words, if they are at a place."""
        pairs = zip(_part(self.before, self.chosen), _part(self.after, span), strict=True)
        return sum(count_line_edits(one, other) for one, other in pairs)

    def count_edits(self, span: Span) -> int:
        """The same with the lines that were changed within the words."""
        inner = self.chosen.of(self.before).split("\n"), span.of(self.after).split("\n")
        return self._count_edits(span) + count_line_edits(*inner)

    @property
    def remains(self) -> bool:
        """Whether at least half of what was chosen is still there."""
        own = sum(self.chosen.start <= at < self.chosen.end for at in self.origins)
        return 2 * own >= len(self.chosen)


def _cut(text: str, span: Span) -> tuple[bool, str, bool]:
    """Words with what stands around them, and whether the text begins and ends there."""
    start, end = span.start - CONTEXT, span.end + CONTEXT
    return start < 0, text[max(0, start) : end], end > len(text)


def _part(text: str, span: Span) -> tuple[list[str], list[str]]:
    """The lines before a span, and those behind it, each with the part of a line that is not in the span."""
    return text[: span.start].split("\n"), text[span.end :].split("\n")


def count_line_edits(one: Sequence[str], other: Sequence[str]) -> int:
    """Levenshtein's distance of two sequences of lines."""
    row = list(range(len(other) + 1))
    for number, line in enumerate(one, 1):
        above, row = row, [number]
        for column, there in enumerate(other):
            row.append(min(above[column] + (line != there), above[column + 1] + 1, row[column] + 1))
    return row[-1]


def _fill(form: str, chance: random.Random) -> str:
    return form.format(**{name: chance.choice(words) for name, words in _WORDS.items()})


def _vary(line: str, chance: random.Random) -> str:
    """The line with one of its words replaced by another of the kind."""
    kinds = [(word, words) for words in _WORDS.values() for word in words if word in line]
    if not kinds:
        return line
    word, words = chance.choice(kinds)
    return line.replace(word, chance.choice(words), 1)


def make_text(chance: random.Random) -> SafeText:
    """Twelve to forty lines: new ones, the one before varied, and one of the earlier ones again."""
    lines = [_fill(chance.choice(_FORMS), chance)]
    for _ in range(chance.randint(11, 39)):
        kind = chance.random()
        if kind < 0.3:
            lines.append(_fill(chance.choice(_FORMS), chance))
        elif kind < 0.65:
            lines.append(_vary(lines[-1], chance))
        elif kind < 0.85:
            lines.append(chance.choice(lines))
        else:
            lines.append(_vary(chance.choice(lines), chance))
    return SafeText("\n".join(lines) + "\n")


def _choose(text: str, chance: random.Random) -> Span:
    """A word, some words, a line, or what goes over two or three lines."""
    starts = [0, *(at + 1 for at, letter in enumerate(text[:-1]) if letter == "\n")]
    first = chance.randrange(len(starts))
    last = min(len(starts) - 1, first + chance.choice((0, 0, 1, 1, 2)))
    begin, end = starts[first], text.index("\n", starts[last])
    if chance.random() < 0.4:
        return Span(begin, end)
    edges = [at for at in range(begin, end + 1) if at in (begin, end) or text[at] == " " or text[at - 1] == " "]
    one, two = sorted(chance.sample(edges, 2)) if len(edges) > 1 else (begin, end)
    return Span(one, two)


def reword(line: Line, new: str) -> Line:
    """A line with another wording: letters before and behind what differs keep their origin."""
    old = "".join(letter for letter, _ in line)
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return [*line[:head], *((letter, -1) for letter in new[head : len(new) - tail]), *line[len(line) - tail :]]


def copy_line(line: Line) -> Line:
    return [(letter, -2 - at if at >= 0 else -1) for letter, at in line]


def read_line(line: Line) -> str:
    return "".join(letter for letter, _ in line)


def _stretch(lines: Sequence[Line], at: int) -> tuple[int, int]:
    """The first of the same lines about one, and what follows their last: any of them could be the one."""
    first = last = at
    while first and read_line(lines[first - 1]) == read_line(lines[at]):
        first -= 1
    while last + 1 < len(lines) and read_line(lines[last + 1]) == read_line(lines[at]):
        last += 1
    return first, last + 1


def _put_in(lines: list[Line], at: int, new: Line, chosen: Span) -> None:
    """Put a line in; among the same ones where it does not part the chosen words."""
    lines.insert(at, new)
    first, end = _stretch(lines, at)
    own = [any(chosen.start <= place < chosen.end for _, place in line) for line in lines]
    if first > 0 and own[first - 1] and not all(own[first:end]):
        lines.insert(end - 1, lines.pop(at))
    elif end < len(lines) and own[end]:
        lines.insert(first, lines.pop(at))


def _take_out(lines: list[Line], at: int, chosen: Span) -> None:
    """Take a line out; of some that are the same one that was not chosen."""
    first, end = _stretch(lines, at)
    others = [
        one for one in range(first, end) if not any(chosen.start <= place < chosen.end for _, place in lines[one])
    ]
    del lines[at if at in others or not others else others[0]]


def _edit(lines: list[Line], near: int, chosen: Span, chance: random.Random) -> str:
    """Edit one line, in two of three cases one of those about `near`."""
    at = chance.randrange(len(lines))
    if chance.random() < 0.67:
        at = min(max(0, near + chance.randint(-2, 3)), len(lines) - 1)
    other = chance.choice((at + 1, at - 1, chance.randrange(len(lines)))) % len(lines)
    kind = chance.choice(("vary", "copy", "copy varied", "insert", "delete", "swap", "move", "letter"))
    match kind:
        case "vary":
            lines[at] = reword(lines[at], _vary(read_line(lines[at]), chance))
        case "copy":
            _put_in(lines, other, copy_line(lines[at]), chosen)
        case "copy varied":
            lines.insert(other, [(letter, -1) for letter in _vary(read_line(lines[at]), chance)])
        case "insert":
            lines.insert(at, [(letter, -1) for letter in _fill(chance.choice(_FORMS), chance) + "\n"])
        case "delete":
            _take_out(lines, at, chosen)
        case "swap":
            lines[at], lines[other] = lines[other], lines[at]
        case "move":
            lines.insert(other, lines.pop(at))
        case "letter":
            place = chance.randrange(len(lines[at]) - 1)
            lines[at][place] = (chance.choice("aeiorstn"), -1)
    return kind


def make_repeats(seed: int, count: int, edits: int) -> Iterator[Repeat]:
    """Cases of a seed, always the same ones; eight for each text.

    Args:
        seed: of the texts and the edits.
        count: how many cases.
        edits: how many lines are edited in each.
    """
    chance = random.Random(seed)
    text = make_text(chance)
    for number in range(count):
        if number % 8 == 0:
            text = make_text(chance)
        chosen = _choose(text, chance)
        lines: list[Line] = []
        at = 0
        for line in text.split("\n")[:-1]:
            lines.append([(letter, at + place) for place, letter in enumerate(line + "\n")])
            at += len(line) + 1
        near = text.count("\n", 0, chosen.start)
        made = tuple(_edit(lines, near, chosen, chance) for _ in range(edits))
        letters = [letter for line in lines for letter in line]
        yield Repeat(text, chosen, "".join(letter for letter, _ in letters), [at for _, at in letters], made)
