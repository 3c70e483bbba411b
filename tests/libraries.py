"""Makes libraries of briefings for tests and benchmarks: the same seed and count give the same bytes.

Owns what such a library looks like: how long briefings are, how often words and names come (Zipf's law), where a file
states its title, date, series and number, and what a right reading of it is. Knows nothing of the reader, so that its
facts are a second opinion. A stock of half-sentences is made once and briefings are put together from it, each with
words of its own besides, so that no two are alike but the copies that are meant to be.

    python -m tests.libraries FOLDER COUNT
"""

import argparse
import math
import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from html import escape
from itertools import accumulate
from operator import add
from pathlib import Path

WORDS = 450
"""On average in a briefing, which makes about 3 kB."""
FIRST_DAY, DAYS = date(2016, 1, 4), 3652
"""Ten years."""
COPY_EVERY, UNDATED_EVERY = 100, 50

_SPREAD, _LONGEST = 0.6, 30
"""Of the logarithm of the length; and how long the longest may be, in averages."""
_VOCABULARY = _HALVES = 30_000
"""Words, and half-sentences of each kind: 420,000 words, in which most of the vocabulary occurs."""
_JOINTS = (" ", " ", ", ", ", while ", " as ", ", and ", "; ", " and ")
_INVENTED, _ZIPF_SHIFT = 1_500, 2.7
"""Names; the shift is Mandelbrot's, as English has it."""
_ISSUES_PER_SERIES, _MOST_SERIES, _REPORT_EVERY = 60, 400, 6
"""One of so many briefings belongs to no series."""

_FUNCTION_WORDS = """the of and to in a is that for it as was with be by on not he this are or his from at which but
have an had they you were their one all we can her has there been if more when will would who so no she other its may
these what them than some him time into only could new then do any my now such like our over man me even most made
after also did many before must through years where much your way well down should because each just those people how
too little good very make world still own see men work long get here between both life being under never day same
another know while last might us great old year off come since against go came right used take three""".split()
_FIELD_WORDS = """supply memory capacity demand chip chips market price prices production export equipment wafer foundry
data power customers growth quarter revenue investment advanced packaging orders policy government controls substrate
trade tariffs plant fab yield node lithography materials shortage inventory suppliers technology industry server
bandwidth model training inference accelerator cooling grid energy security domestic license subsidy research analysts
executives shipments forecast margin contract cluster network optical sensor automotive battery rare earths alliance
sanctions restrictions guidance expansion construction workers water logistics shipping port design architecture silicon
interconnect carbide gallium germanium helium photoresist mask etching deposition testing""".split()
_VERBS = """raised cut opened announced delayed confirmed denied expanded signed began halted doubled reviewed shipped
won lost approved restricted built reported expects plans seeks denies told warned paused joined left""".split()
_NAMES = """TSMC|Nvidia|Taiwan|China|Samsung Electronics|the United States|HBM3E|SK Hynix|South Korea|Japan|Micron|
Intel|ASML|CoWoS|AMD|Broadcom|Huawei|Blackwell|Qualcomm|Hsinchu|SMIC|HBM4|Washington|EUV|Arizona|Beijing|MediaTek|H200|
Tokyo Electron|Applied Materials|Shenzhen|Lam Research|Foxconn|Kumamoto|Kioxia|Singapore|Renesas|Sony|B200|Ibiden|
Unimicron|Amkor|ASE Technology|Malaysia|GlobalFoundries|UMC|CXMT|YMTC|Rapidus|India|Infineon|GB200|Vietnam|NXP|Arm|
Microsoft|Google|Amazon|Meta|OpenAI|Oracle|Penang|Advantest|Disco|Screen Holdings|Shin-Etsu Chemical|Sumco|MI300X|
GlobalWafers|Soitec|Wolfspeed|Coherent|Marvell|Murata|Seoul|Tokyo|Samsung Electro-Mechanics|LG Innotek|Cambricon|Naura|
Hanmi Semiconductor|Nan Ya PCB|Quanta|Wistron|Supermicro|Dell|Texas Instruments|onsemi|Rohm|Powerchip (力積電)|
Keyence (キーエンス)|Zeiss|Air Liquide|JSR|Merck KGaA|STMicroelectronics|KLA|Dresden|Gujarat|Brussels|Netherlands|
Pyeongtaek|Icheon|Tainan|Kaohsiung|Hokkaido|Texas|Ohio|Idaho|Ireland|Israel|Thailand|São Paulo|Zürich|Shanghai|Wuhan|
Hefei|Xi’an|Mexico|Philippines|Germany|France|Italy|Poland|Saudi Arabia|Qatar|Hong Kong|Yokohama|Hiroshima|CoWoS-L|
Ascend 910C|DDR5|LPDDR5X|GDDR7|NVLink|Hopper|Trainium2|TPU v5p|Gaudi 3|Kirin 9000S|High-NA EUV|18A|N3E|Exynos 2400|
Snapdragon X|ABF|PCIe 6.0|CXL 3.0|Grace|Xeon 6|EPYC|SoIC|EMIB|Foveros""".replace("\n", "").split("|")
_TOPICS = """Memory|Foundry|Packaging|Export Controls|Asia Chips|Lithography|AI Servers|Rare Earths|Power Grid|Optics|
Substrates|Equipment|Automotive|Trade Policy|Wafer|Data Center|Edge AI|Battery|Materials|Taiwan Strait|Korea Tech|
Japan Fabs|India Silicon|Gulf Compute|Europe Chips""".replace("\n", "").split("|")
_KINDS = "Weekly Watch Brief Monitor Digest Bulletin Outlook Dispatch Review Letter Notes Report Update Roundup".split()
_PEOPLE = "Mei Lin|Jonas Weber|Aiko Tanaka|Priya Raman|Daniel Okafor|Sofia Marín|Park Ji-woo|Claire Dubois".split("|")
_MONTHS = "January February March April May June July August September October November December".split()
_ENDINGS = "Semiconductor Electronics Materials Technologies Systems Photonics Microdevices Holdings".split()
_SECTIONS = ("This Week’s Events", "What to Watch", "Key Takeaways", "Outlook", "Background", "Risks and Opportunities")
_ONSETS = "b br d dr f g gr h j k kl l m n p pr qu r s sk st t tr v w z".split()
_SYLLABLES = [onset + vowel + coda for onset in _ONSETS for vowel in "aeiou" for coda in ("", "", "n", "r", "l")]


class Form(StrEnum):
    """How a briefing is written."""

    FRONT_MATTER = "Markdown with YAML front matter"
    MARKDOWN = "Markdown without front matter"
    PLAIN = "plain text without markup"


MIX = (Form.FRONT_MATTER,) * 5 + (Form.MARKDOWN,) * 3 + (Form.PLAIN,) * 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What a right reading of one file says."""

    path: str
    """Within the library, with slashes."""
    form: Form
    title: str
    first: date | None
    last: date | None
    """The day of issue twice, or the days of the period; None where the file states none."""
    series: str | None
    number: str | None
    tags: tuple[str, ...] = ()
    copy_of: str | None = None
    """The path of the file with the same bytes."""


@dataclass(frozen=True, slots=True)
class _Stock:
    """What briefings are put together from."""

    openers: list[str]
    """Twice over, so that a slice may begin anywhere."""
    closers: list[str]
    headings: list[str]
    names: list[str]
    """Drawn by Zipf's law already: any of them is as likely."""
    figures: list[str]
    pairs: list[str]
    sentence_words: float
    """In a sentence, on average."""

    def coin(self, rng: random.Random) -> str:
        """Make a name that hardly ever comes again."""
        return _pick(rng, self.pairs).capitalize() + _pick(rng, self.pairs)


def _pick(rng: random.Random, things: Sequence[str]) -> str:
    """One of them; three times as fast as `choice`, of which there would be dozens per briefing."""
    return things[int(rng.random() * len(things))]


def _draw(rng: random.Random, things: Sequence[str], count: int) -> list[str]:
    """Draw by Zipf's law, from the commonest thing to the rarest."""
    weights = accumulate(1 / (rank + _ZIPF_SHIFT) for rank in range(1, len(things) + 1))
    return rng.choices(things, cum_weights=list(weights), k=count)


def _make_vocabulary(rng: random.Random) -> list[str]:
    """Words, commonest first: English function words, words of the field, then words that no language has."""
    words = dict.fromkeys([*_FUNCTION_WORDS, *_FIELD_WORDS])
    while len(words) < _VOCABULARY:
        length = 2 + (rng.random() < len(words) / _VOCABULARY) + (rng.random() < 0.2)
        words["".join(rng.choices(_SYLLABLES, k=length))] = None
    return list(words)


def _make_names(rng: random.Random) -> list[str]:
    """Names, commonest first: those of the field, then invented ones."""
    names = dict.fromkeys(_NAMES)
    while len(names) < len(_NAMES) + _INVENTED:
        word = "".join(rng.choices(_SYLLABLES, k=rng.choice((2, 3)))).capitalize()
        code = f"{word[:2].upper()}-{rng.randrange(100, 9999)}"
        names[rng.choice((f"{word} {rng.choice(_ENDINGS)}", word, code))] = None
    return list(names)


def _make_figure(rng: random.Random) -> str:
    amount, year = f"{rng.lognormvariate(2.5, 1):.1f}", rng.randrange(2016, 2026)
    forms = (
        *(f"${amount} billion", f"US${amount} million", f"{amount} percent", f"{amount}%"),
        *(f"Q{rng.randrange(1, 5)} {year}", f"in {year}", f"{rng.choice((2, 3, 5, 7, 14, 28))}nm"),
        f"{rng.randrange(1, 400) * 1000:,} wafers a month",
    )
    return rng.choice(forms)


def _make_halves(
    rng: random.Random, pool: Iterator[str], names: Sequence[str], figures: Sequence[str], *, opens: bool
) -> Iterator[str]:
    """Halves of sentences: the first with a capital, the second with a full stop; half of them have a name."""
    for _ in range(_HALVES):
        parts = [next(pool) for _ in range(4 + int(rng.random() * 7))]
        if rng.random() < (0.6 if opens else 0.4):
            parts[int(rng.random() * 3)] = _pick(rng, names) + ("’s" if opens and rng.random() < 0.2 else "")
        if opens and rng.random() < 0.3:
            parts[0] = f"{parts[0]} {_pick(rng, _VERBS)}"
        elif not opens and rng.random() < 0.25:
            parts.append(_pick(rng, figures))
        half = " ".join(parts)
        yield half[:1].upper() + half[1:] if opens else f"{_pick(rng, _JOINTS)}{half}."


@cache
def _make_stock(seed: int) -> _Stock:
    rng = random.Random(seed)
    words = _make_vocabulary(rng)
    names = _draw(rng, _make_names(rng), 20_000)
    figures = [_make_figure(rng) for _ in range(4000)]
    pool = iter(_draw(rng, words, 2 * _HALVES * 10))
    openers = list(_make_halves(rng, pool, names, figures, opens=True))
    closers = list(_make_halves(rng, pool, names, figures, opens=False))
    capitals = [word.capitalize() for word in words[len(_FUNCTION_WORDS) : 3000]]
    headings = [" ".join((_pick(rng, names), *rng.choices(capitals, k=rng.randrange(2, 6)))) for _ in range(4000)]
    pairs = ["".join(rng.choices(_SYLLABLES, k=2)) for _ in range(5000)]
    average = sum(half.count(" ") for half in (*openers, *closers)) / _HALVES + 1
    headings = [heading[:1].upper() + heading[1:] for heading in headings]
    return _Stock(openers * 2, closers * 2, headings, names, figures, pairs, average)


@cache
def _series_name(place: int) -> str:
    """The name of a series; all differ."""
    ring, topic = divmod(place, len(_TOPICS))
    ahead, kind = divmod(ring, len(_KINDS))
    return f"{'Global ' * ahead}{_TOPICS[topic]} {_KINDS[(kind + topic) % len(_KINDS)]}"


@cache
def _slug(words: str) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in words.lower()).split())


def _spell(day: date, style: int) -> str:
    month = _MONTHS[day.month - 1]
    return (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.isoformat())[style % 3]


def _plan(rng: random.Random, stock: _Stock, index: int, count: int, forms: Sequence[Form]) -> Facts:
    """What briefing `index` is to be, without its text. Days go up with the index."""
    form = forms[int(rng.random() * len(forms))]
    suffix = ".txt" if form is Form.PLAIN else ".md"
    day = FIRST_DAY + timedelta(days=index * DAYS // count)
    written = day.isoformat()
    is_dated = index % UNDATED_EVERY != 17
    folder = f"{written[:4]}/{written[5:7]}" if is_dated else "undated"
    stamp = f"{written}-" if is_dated else ""
    first = last = day if is_dated else None
    coined, heading = stock.coin(rng), _pick(rng, stock.headings)
    if index % _REPORT_EVERY == 0:
        path = f"{folder}/{stamp}{coined.lower()}-{_slug(heading)}-r{index}{suffix}"
        return Facts(path, form, f"{coined} {heading}", first, last, None, None, _tags(rng, form))
    issue, place = divmod(index, max(3, min(_MOST_SERIES, count // _ISSUES_PER_SERIES)))
    series = _series_name(place)
    if form is Form.PLAIN and is_dated and index % 2:
        sunday = day - timedelta(days=day.isoweekday() % 7)
        year, week, _ = day.isocalendar()
        last = sunday + timedelta(days=6)
        title = f"{series} {year}-W{week:02} ({sunday}~{last})"
        return Facts(f"{folder}/{_slug(series)}-{year}-w{week:02}-{index}.txt", form, title, sunday, last, series, None)
    title = f"{series} #{issue + 1}: {coined} {heading}"
    path = f"{folder}/{stamp}{_slug(series)}-{issue + 1}{suffix}"
    return Facts(path, form, title, first, last, series, str(issue + 1), _tags(rng, form))


def _tags(rng: random.Random, form: Form) -> tuple[str, ...]:
    count = int(rng.random() * 5) if form is Form.FRONT_MATTER else 0
    return tuple(dict.fromkeys([_slug(_pick(rng, _TOPICS)) for _ in range(count)]))


def _head(rng: random.Random, facts: Facts) -> tuple[str, str]:
    """The front matter, and the lines above the text."""
    style = int(rng.random() * 6)
    if facts.form is not Form.FRONT_MATTER:
        title = facts.title if facts.form is Form.PLAIN else f"# {facts.title}"
        day = facts.first if facts.first == facts.last and style < 3 else None
        return "", f"{title}\n\n{_spell(day, style)}\n" if day else f"{title}\n"
    lines = ["---", f'title: "{facts.title}"']
    if facts.first is not None:
        lines.append(f"date: {facts.first}{('', 'T08:30:00+09:00', ' 06:15:00')[style % 3]}")
    if facts.series is not None and style < 4:
        lines += [f"series: {facts.series}", f"issue: {facts.number}"]
    if facts.tags:
        block = "tags:\n  - " + "\n  - ".join(facts.tags)
        lines.append(f"tags: [{', '.join(facts.tags)}]" if style % 2 else block)
    lines.append(f"author: {_pick(rng, _PEOPLE)}\n---\n\n")
    return "\n".join(lines), f"# {facts.title}\n" if style < 2 else ""


def _take(rng: random.Random, halves: Sequence[str], count: int) -> Sequence[str]:
    """So many half-sentences, evenly spaced from anywhere in the stock: as good as drawn, and much faster."""
    step = 1 + int(rng.random() * (_HALVES // count))
    start = int(rng.random() * _HALVES)
    return halves[start : start + step * count : step]


def _sentences(rng: random.Random, stock: _Stock, words: int, day: date) -> list[str]:
    """As many sentences as about `words` words need; every eighth has words of its own."""
    length = min(rng.lognormvariate(math.log(words) - _SPREAD**2 / 2, _SPREAD), words * _LONGEST)
    count = min(max(2, round(length / stock.sentence_words)), _HALVES)
    sentences = list(map(add, _take(rng, stock.openers, count), _take(rng, stock.closers, count)))
    for place in range(1, count, 8):
        when = _spell(day - timedelta(days=int(rng.random() * 90)), place)
        name, figure = _pick(rng, stock.names), _pick(rng, stock.figures)
        sentences[place] = f"{stock.coin(rng)} {_pick(rng, _VERBS)} {name} on {when}, {figure} for {stock.coin(rng)}."
    return sentences


def _lay_out(rng: random.Random, stock: _Stock, sentences: Sequence[str], form: Form) -> str:
    """Sentences in paragraphs, bullets and sections."""
    is_plain = form is Form.PLAIN
    shouts = is_plain and rng.random() < 0.3
    blocks, place = [" ".join(sentences[:3])], 3
    while place < len(sentences):
        kind, start = rng.random(), place
        place += 2 + int(rng.random() * 4)
        some = sentences[start:place]
        if kind < 0.35:
            heading = _pick(rng, stock.headings if kind < 0.3 else _SECTIONS)
            blocks.append(heading.upper() if shouts else heading if is_plain else f"## {heading}")
        if kind > 0.8:
            lead = "- " if is_plain else f"- **{_pick(rng, stock.names)}:** "
            blocks.append(lead + f"\n{lead}".join(some))
        elif kind > 0.7 and not is_plain:
            blocks.append(f"**{some[0]}** " + " ".join(some[1:]))
        else:
            blocks.append(" ".join(some))
    if not is_plain and rng.random() < 0.5:
        site = stock.coin(rng)
        blocks.append(f"Source: [{site}](https://{stock.coin(rng).lower()}.example/{int(rng.random() * 10**6)})")
    return "\n\n".join(blocks)


def _begin(seed: int, index: int, count: int, forms: Sequence[Form]) -> tuple[random.Random, Facts]:
    """Chance for one file, the same whichever were made before it, and what the file is to say."""
    is_copy = index % COPY_EVERY == COPY_EVERY - 1
    source = index - 37 if is_copy else index
    rng = random.Random((seed << 40) + source + 1)
    facts = _plan(rng, _make_stock(seed), source, count, forms)
    return rng, replace(facts, path=f"archive/{facts.path}", copy_of=facts.path) if is_copy else facts


def _compose(seed: int, index: int, count: int, words: int, forms: Sequence[Form]) -> tuple[Facts, str, str]:
    """Facts, front matter and text of one briefing."""
    stock = _make_stock(seed)
    rng, facts = _begin(seed, index, count, forms)
    matter, head = _head(rng, facts)
    body = _lay_out(rng, stock, _sentences(rng, stock, words, facts.first or FIRST_DAY), facts.form)
    return facts, matter, f"{head}\n{body}\n" if head else f"{body}\n"


def list_facts(count: int, *, seed: int = 0, formats: Sequence[Form] = MIX) -> Iterator[Facts]:
    """What a right reading says of each file that `make_library` writes, in the order of writing."""
    return (_begin(seed, index, count, formats)[1] for index in range(count))


def make_library(folder: Path, count: int, *, seed: int = 0, words: int = WORDS, formats: Sequence[Form] = MIX) -> int:
    """Write a library, and return how many bytes that was.

    Args:
        folder: where; it is made if need be.
        count: how many files.
        seed: another one makes another library.
        words: in a briefing, on average; the lengths are log-normal.
        formats: drawn from with equal chances; name one twice to have more of it.

    Raises:
        FileExistsError: if something is in the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"not empty: {folder}")
    made: set[str] = set()
    total = 0
    for index in range(count):
        facts, matter, text = _compose(seed, index, count, words, formats)
        path = f"{folder}/{facts.path}"
        if (parent := os.path.dirname(path)) not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        with open(path, "xb", buffering=0) as file:
            total += file.write((matter + text).encode())
    return total


def make_feed(path: Path, count: int, *, seed: int = 0, words: int = WORDS, formats: Sequence[Form] = MIX) -> int:
    """Write the texts of the same library as one RSS feed; returns how many bytes."""
    total = 0
    with path.open("wb") as file:
        file.write(
            b'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>All briefings</title>\n'
        )
        for index in range(count):
            facts, _, text = _compose(seed, index, count, words, formats)
            address = f"https://briefings.example/{facts.path}"
            day = facts.first
            when = f"<pubDate>{day:%a, %d %b %Y} 06:00:00 +0000</pubDate>" if day else ""
            item = f"<item><title>{escape(facts.title)}</title><link>{address}</link><guid>{address}</guid>{when}"
            total += file.write(f"{item}<description>{escape(text)}</description></item>\n".encode())
        file.write(b"</channel></rss>\n")
    return total


def main() -> None:
    """Make a library, or a feed, and say how fast that was."""
    parser = argparse.ArgumentParser(prog="python -m tests.libraries", description="Make a library of briefings.")
    parser.add_argument("folder", type=Path, help="where it is written; it must be new or empty")
    parser.add_argument("count", type=int, help="how many briefings")
    parser.add_argument("--seed", type=int, default=0, help="another number makes another library")
    parser.add_argument("--feed", action="store_true", help="write one RSS file of that name instead")
    given = parser.parse_args()
    size = (make_feed if given.feed else make_library)(given.folder, given.count, seed=given.seed)
    sys.stdout.write(f"{given.count} briefings, {size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
