"""Bulletins of the kind that come every week: tables of prices, lists with one verb, the same words in every section.

What is edited is what their editors edit: rows roll on, twins swap their figures, paragraphs move and are corrected
on the way, sections go. Every letter carries where it came from, as in `repeats.py`.
"""

import random
from collections.abc import Callable, Iterator

from reader.domain.scrub import SafeText
from reader.domain.span import Span
from tests.domain.repeats import Line, Repeat, copy_line, count_line_edits, read_line, reword

_COMPANIES = ("TSMC", "Samsung", "SK Hynix", "Micron", "Intel", "UMC", "Kioxia", "GlobalFoundries", "SMIC", "Nanya")
_GOODS = ("HBM3E 8-high", "HBM3E 12-high", "DDR5 16Gb", "DDR4 16Gb", "LPDDR5X", "NAND 512Gb TLC")
_PLACES = ("Hsinchu", "Kumamoto", "Dresden", "Arizona", "Pyeongtaek", "Hiroshima")
_MONTHS = ("May", "June", "July", "August")
_STOCK = (
    "{who} is a leading supplier of memory and logic. For more information, write to press@{mail}.example.",
    "Forward-looking statements involve risks; actual results of {who} may differ from those expressed here.",
    "No offer to sell securities of {who} is made by this document.",
)


def _price_table(chance: random.Random) -> list[str]:
    """Prices by week: each row is the one before with other figures."""
    good, price = chance.choice(_GOODS), 10 * chance.randint(8, 40)
    rows = [f"Prices of {good}", "| Week | Price | Change |", "| --- | --- | --- |"]
    first = chance.randint(2, 30)
    for week in range(first, first + chance.randint(4, 12)):
        change = chance.randint(-9, 9)
        price += change
        rows.append(f"| W{week:02} | {price / 10:.2f} | {change / 10:+.1f} % |")
    return rows


def _company_list(chance: random.Random) -> list[str]:
    """The same thing said of many companies."""
    said = chance.choice(
        (
            "- {who} raised its prices by {n} % in {when}.",
            "- {who} will build a fab in {place} for {n} billion dollars.",
            "- {who} cut its forecast for {when} to {n} million units, from {m} million.",
        )
    )
    names = chance.sample(_COMPANIES, chance.randint(3, 8))
    return [
        said.format(
            who=who,
            n=chance.randint(2, 30),
            m=chance.randint(31, 60),
            when=chance.choice(_MONTHS),
            place=chance.choice(_PLACES),
        )
        for who in names
    ]


def _releases(chance: random.Random) -> list[str]:
    """Press releases that close with the same words, as they stand or with another name."""
    lines = []
    is_same = chance.random() < 0.4
    for who in chance.sample(_COMPANIES, chance.randint(2, 4)):
        name = "The company" if is_same else who
        mail = "news" if is_same else who.split()[0].lower()
        lines += [
            f"News of {who}",
            f"{who} today announced results for {chance.choice(_MONTHS)}: revenue of {chance.randint(10, 99)} billion.",
            *(stock.format(who=name, mail=mail) for stock in _STOCK[: chance.randint(1, 3)]),
        ]
    return lines


def _twin_sentences(chance: random.Random) -> list[str]:
    """Paragraphs of sentences that differ in who and how many."""
    one, two = chance.sample(_COMPANIES, 2)
    few, many = sorted(chance.sample(range(10, 90), 2))
    place, other = chance.sample(_PLACES, 2)
    return [
        f"{one} shipped {few} thousand wafers from {place}. {two} shipped {many} thousand wafers from {other}.",
        f"{one} shipped {many} thousand wafers from {other}. {two} shipped {few} thousand wafers from {place}.",
        f"In the year before {one} shipped {few} thousand wafers, and {two} {many} thousand.",
        f"In the year before {two} shipped {many} thousand wafers, and {one} {few} thousand.",
    ][: chance.randint(2, 4)]


def is_simpler(case: Repeat, span: Span) -> bool:
    """Whether the words became what stands at a place in fewer edits of lines than were made: nobody could know better.

    A twin put in beside a line that is then taken out is, to all who see it, that line corrected.
    """
    true = [at for at, origin in enumerate(case.origins) if case.chosen.start <= origin < case.chosen.end]
    made = case.count_edits(Span(true[0], true[-1] + 1)) if true else _count_without(case)
    return case.count_edits(span) < made


def _count_without(case: Repeat) -> int:
    """The edits of lines where the words were taken out: those of what is left, and the lines that went with them."""
    rest = case.before[: case.chosen.start] + case.before[case.chosen.end :]
    return count_line_edits(rest.split("\n"), case.after.split("\n")) + case.chosen.of(case.before).count("\n") + 1


_PARTS = (_price_table, _company_list, _releases, _twin_sentences)


def make_bulletin(chance: random.Random) -> SafeText:
    """Three to six parts, often two of one kind."""
    kinds = chance.choices(_PARTS, k=chance.randint(3, 6))
    lines = [line for kind in kinds for line in kind(chance)]
    return SafeText("\n".join(lines) + "\n")


def _choose(text: str, chance: random.Random) -> Span:
    """A figure, a name, some words, a sentence, a line, or two or three lines."""
    starts = [0, *(at + 1 for at, letter in enumerate(text[:-1]) if letter == "\n")]
    first = chance.randrange(len(starts))
    kind = chance.random()
    last = min(len(starts) - 1, first + (chance.choice((1, 2)) if kind < 0.2 else 0))
    begin, end = starts[first], text.index("\n", starts[last])
    if kind < 0.5:
        return Span(begin, end)
    edges = [at for at in range(begin, end + 1) if at in (begin, end) or not (text[at - 1] + text[at]).isalnum()]
    edges = [at for at in edges if at == end or text[at] != " "] or [begin, end]
    one, two = sorted(chance.sample(edges, 2)) if len(edges) > 1 else (begin, end)
    two -= two > one + 1 and text[two - 1] == " "
    return Span(one, two)


# What editors do. Each takes the lines, the line that holds the chosen words, and changes the lines.

Editing = Callable[[list[Line], int, random.Random], None]


def _digits(line: str) -> list[int]:
    """Where its figures are; the number of a week is its name."""
    name = 5 if line.startswith("| W") else 0
    return [at for at, letter in enumerate(line) if letter.isdigit() and at >= name]


def _correct_digit(lines: list[Line], at: int, chance: random.Random) -> None:
    places = _digits(read_line(lines[at]))
    if places:
        place = chance.choice(places)
        lines[at] = [*lines[at]]
        lines[at][place] = (chance.choice("123456789"), -1)


def _rename(lines: list[Line], at: int, chance: random.Random) -> None:
    words = read_line(lines[at])
    named = [name for name in (*_COMPANIES, *_PLACES, *_MONTHS) if name in words]
    if named:
        old = chance.choice(named)
        kind = next(names for names in (_COMPANIES, _PLACES, _MONTHS) if old in names)
        lines[at] = reword(lines[at], words.replace(old, chance.choice(kind), 1))


def _swap_figures(lines: list[Line], at: int, chance: random.Random) -> None:
    """The figures of two lines change places: the words stay, each line is now nearly what the other was."""
    other = _near(lines, at, chance)
    one, two = (read_line(lines[place]) for place in (at, other))
    mine, theirs = _digits(one), _digits(two)
    if other != at and len(mine) == len(theirs):
        figures = [one[place] for place in mine], [two[place] for place in theirs]
        for line, places, new in ((at, mine, figures[1]), (other, theirs, figures[0])):
            lines[line] = [*lines[line]]
            for place, figure in zip(places, new, strict=True):
                if lines[line][place][0] != figure:
                    lines[line][place] = (figure, -1)


def _near(lines: list[Line], at: int, chance: random.Random) -> int:
    return min(max(0, at + chance.choice((-2, -1, 1, 2))), len(lines) - 1)


def _move(lines: list[Line], at: int, chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines)), lines.pop(at))


def _swap_neighbours(lines: list[Line], at: int, chance: random.Random) -> None:
    other = _near(lines, at, chance)
    lines[at], lines[other] = lines[other], lines[at]


def _move_part(lines: list[Line], at: int, chance: random.Random) -> None:
    first = max(0, at - chance.randint(0, 4))
    part = lines[first : at + chance.randint(1, 5)]
    del lines[first : first + len(part)]
    place = chance.randint(0, len(lines))
    lines[place:place] = part


def _take_out(lines: list[Line], at: int, chance: random.Random) -> None:
    del lines[at]


def _take_out_part(lines: list[Line], at: int, chance: random.Random) -> None:
    first = max(0, at - chance.randint(0, 3))
    del lines[first : at + chance.randint(1, 4)]


def _put_in_twin(lines: list[Line], at: int, chance: random.Random) -> None:
    """A line like it, with another figure or name."""
    twin: list[Line] = [copy_line(lines[at])]
    chance.choice((_correct_digit, _rename))(twin, 0, chance)
    lines.insert(chance.choice((at, at + 1, chance.randrange(len(lines)))), twin[0])


def _put_in_copy(lines: list[Line], at: int, chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines)), copy_line(lines[at]))


def _roll(lines: list[Line], at: int, chance: random.Random) -> None:
    """The oldest week of the table about a place goes, and the next one comes, with figures of its own."""
    weeks = [place for place, line in enumerate(lines) if read_line(line).startswith("| W") and place >= at - 8]
    rows = weeks[: next((n for n, place in enumerate(weeks) if place != weeks[0] + n), len(weeks))]
    rows = [place for place in rows if read_line(lines[place])[3].isdigit()]
    if len(rows) < 3:
        return
    week = int(read_line(lines[rows[-1]])[3:5]) + 1
    row = f"| W{week:02} | {chance.randint(80, 400) / 10:.2f} | {chance.randint(-9, 9) / 10:+.1f} % |\n"
    lines.insert(rows[-1] + 1, [(letter, -1) for letter in row])
    del lines[rows[0]]


def _reword_everywhere(lines: list[Line], at: int, chance: random.Random) -> None:
    """One word becomes another in every line: what does not tell the lines apart before does not do so after."""
    old, new = chance.choice(
        (("raised", "increased"), ("shipped", "delivered"), ("leading", "global"), ("%", "per cent"), ("today", "now"))
    )
    for place, line in enumerate(lines):
        lines[place] = reword(line, read_line(line).replace(old, new, 1))


def _turn_round(lines: list[Line], at: int, chance: random.Random) -> None:
    """Some lines in the opposite order, as when a table is sorted anew."""
    first = max(0, at - chance.randint(0, 4))
    last = at + chance.randint(1, 5)
    lines[first:last] = lines[first:last][::-1]


EDITS: dict[str, Editing] = {
    "a digit": _correct_digit,
    "a name": _rename,
    "figures swapped": _swap_figures,
    "moved": _move,
    "neighbours swapped": _swap_neighbours,
    "part moved": _move_part,
    "taken out": _take_out,
    "part taken out": _take_out_part,
    "a twin": _put_in_twin,
    "a copy": _put_in_copy,
    "rolled on": _roll,
    "reworded everywhere": _reword_everywhere,
    "turned round": _turn_round,
}


def _edit(lines: list[Line], chosen: Span, chance: random.Random) -> str:
    """One edit: mostly of the line with the chosen words or one beside it."""
    own = [
        at
        for at, line in enumerate(lines)
        if any(place >= 0 and chosen.start <= place < chosen.end for _, place in line)
    ]
    at = chance.choice(own) if own and chance.random() < 0.6 else chance.randrange(len(lines))
    if own and chance.random() < 0.3:
        at = _near(lines, own[0], chance)
    kind = chance.choice(tuple(EDITS))
    EDITS[kind](lines, at, chance)
    if not lines:
        lines.append([("\n", -1)])
    return kind


def make_bulletins(seed: int, count: int, edits: int) -> Iterator[Repeat]:
    """Cases of a seed, always the same ones; eight for each text.

    Args:
        seed: of the texts and the edits.
        count: how many cases.
        edits: how many are made in each.
    """
    chance = random.Random(f"bulletins {seed}")
    text = make_bulletin(chance)
    for number in range(count):
        if number % 8 == 0:
            text = make_bulletin(chance)
        chosen = _choose(text, chance)
        lines: list[Line] = []
        at = 0
        for line in text.split("\n")[:-1]:
            lines.append([(letter, at + place) for place, letter in enumerate(line + "\n")])
            at += len(line) + 1
        made = tuple(_edit(lines, chosen, chance) for _ in range(edits))
        letters = [letter for line in lines for letter in line]
        yield Repeat(text, chosen, "".join(letter for letter, _ in letters), [at for _, at in letters], made)
