"""Small libraries and queries, drawn so that queries find something: words of many scripts, in few ways.

Owns the strategies and what an in-memory record of a briefing says to a query.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from reader.domain.briefing import Briefing, Metadata
from reader.domain.entity import Entity, EntityType, Mention, count_entities
from reader.domain.entry import Entry, describe_briefing
from reader.domain.period import Period
from reader.domain.query_dates import When
from reader.domain.query_evaluation import Named
from reader.domain.query_matching import FoldedText, fold_text
from reader.domain.query_nodes import (
    PLAIN_FORMS,
    Dated,
    Edge,
    InField,
    InState,
    Mark,
    Marked,
    Not,
    OfType,
    Query,
    ReadingState,
    TextField,
    Undated,
    Words,
    all_of,
    any_of,
    is_bare,
)
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText, scrub, scrub_line
from reader.domain.span import Span
from reader.storage.index.parcels import Parcel, Source, pack_briefing, pack_failure, pack_names
from reader.storage.index.selecting import Marks

TODAY = date(2026, 5, 20)
LISTS = "lists"

PIECES = """
a A hbm HBM HBM4 hbm3e supply Supply-chain supplies C++ C # foo_bar foo bar _x $70 70 US$70 2026 007 H200 18A 4nm co-op
x² ½ naïve naive café cafe\u0301 Ångström Straße STRASSE strasse ß İstanbul istanbul ISTANBUL ısı IŞIK Łódź lodz ŁÓDŹ
Erdoğan αβγ ΑΒΓ Άλφα ς σ Москва МОСКВА ёлка елка 半導体 半導 導体 半 體 台積電 台积电 のHBM メモリ ﾒﾓﾘ 한국
한국의 반도체 กิน กัน
น้ำ นำ ภาษาไทย हिन्दी हिंदी فارسی كتاب 🤖 🇰🇷 👩‍🔬 AI🤖 ﬁn ＨＢＭ Ⅳ don’t don't “quoted” l'a –dash— n\u2011v
U.S. U.S.-backed OR
tag:x https://x.y/z 10,000 3.5 a.b \u00a0 \u2060x e\u0327\u0301 ŉ ǆ ა ᴬ 𝐇𝐁𝐌 𐐨 \ue000 × µm μm K
""".split(" ")
PIECES = sorted({piece.strip("\n") for line in PIECES for piece in line.split("\n")} - {""})
GAPS = ["", " ", "  ", "\n", "\n\n", "-", ", ", ". ", "_", "/", " – ", "’", "。", "、", "·", "\t", "🤖", "\u200d"]

words_of_texts = st.sampled_from(PIECES)
loose = st.text(st.characters(codec="utf-8"), max_size=6)
texts = st.lists(
    st.tuples(st.one_of(words_of_texts, words_of_texts, words_of_texts, loose), st.sampled_from(GAPS)),
    min_size=1,
    max_size=10,
).map(lambda pairs: scrub("".join(part for pair in pairs for part in pair)))
lines = st.lists(words_of_texts, min_size=1, max_size=4).map(lambda words: scrub_line(" ".join(words)))

ENTITIES = (
    Entity(SafeText("TSMC"), EntityType.COMPANY),
    Entity(SafeText("Łódź Fab"), EntityType.COMPANY),
    Entity(SafeText("半導体"), EntityType.TECHNOLOGY),
    Entity(SafeText("TSMC"), None),
    Entity(SafeText("CHIPS Act of 2022"), EntityType.POLICY),
    Entity(SafeText("Straße")),
)
OTHER_NAMES = {"TSMC": ("Taiwan Semiconductor", "台積電"), "CHIPS Act of 2022": ("P.L. 117-167",)}
"""Names that stand in no text, by the canonical name."""


@dataclass(frozen=True)
class Member:
    """A briefing of a library, or a file that cannot be read, with what its reader did."""

    briefing: Briefing
    mentions: tuple[Mention, ...]
    marks: Marks
    failure: str | None = None

    @property
    def parcel(self) -> Parcel:
        """What becomes of it on its way into the index."""
        source = Source(f"/{self.briefing.id}.md".encode(), b"/", b"1")
        if self.failure:
            return pack_failure(source, self.briefing.id, self.briefing.metadata.title, self.failure)
        counts = count_entities(self.briefing.text, self.mentions)
        return pack_briefing(source, self.briefing, pack_names(self.mentions, counts, LISTS))


@dataclass
class MemoryRecord:
    """A member as a query sees it; nothing of the index."""

    member: Member
    forms: dict[Entity, tuple[str, ...]]

    @property
    def entry(self) -> Entry:
        """The row."""
        briefing = self.member.briefing
        if self.member.failure:
            return Entry(briefing.id, ("/x",), briefing.metadata.title, failure=SafeText(self.member.failure))
        return describe_briefing(briefing, ("/x",))

    def state(self) -> ReadState:
        """How far it has been read."""
        return ReadState(self.member.marks.opened, self.member.marks.read)

    def tags(self) -> Sequence[SafeText]:
        """The reader's tags."""
        return tuple(map(SafeText, self.member.marks.tags))

    def has(self, mark: Mark) -> bool:
        """What the reader made there."""
        marks = self.member.marks
        return {Mark.BOOKMARK: marks.bookmarks > 0, Mark.NOTE: marks.notes > 0, Mark.TAG: bool(marks.tags)}[mark]

    def text(self) -> FoldedText:
        """The text."""
        return fold_text("" if self.member.failure else self.member.briefing.text)

    def names(self) -> Collection[Named]:
        """What it names, under every name that this goes by in the library."""
        if self.member.failure:
            return ()
        entities = dict.fromkeys(mention.entity for mention in self.member.mentions)
        return [Named((e.name, *self.forms.get(e, ()), *OTHER_NAMES.get(e.name, ())), e.type) for e in entities]


def collect_forms(members: Iterable[Member]) -> dict[Entity, tuple[str, ...]]:
    """Under which names each entity goes in a library."""
    forms: dict[Entity, dict[str, None]] = {}
    for member in members:
        for mention in () if member.failure else member.mentions:
            forms.setdefault(mention.entity, {})[mention.span.of(member.briefing.text)] = None
    return {entity: tuple(found) for entity, found in forms.items()}


@st.composite
def mentions_in(draw: st.DrawFn, text: str, entities: Sequence[Entity] = ENTITIES) -> tuple[Mention, ...]:
    """Spans of a text, none empty, that do not overlap."""
    edges = draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted))
    spans = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    return tuple(Mention(span, draw(st.sampled_from(entities))) for span in spans if span.of(text).strip())


days = st.one_of(st.dates(date(2024, 12, 25), date(2026, 6, 10)), st.sampled_from([date.min, date.max, TODAY]))


@st.composite
def members(draw: st.DrawFn, number: int) -> Member:
    """One member of a library; its id is its number."""
    text = draw(texts)
    period = draw(st.none() | st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair))))
    metadata = Metadata(
        draw(lines),
        issued=draw(st.none() | days),
        period=period,
        series=draw(st.none() | lines),
        subjects=tuple(draw(st.lists(lines, max_size=2))),
    )
    name = f"{number:016x}"
    briefing = Briefing(name, text, (), (), (), metadata, len(text.split()))
    opened = draw(st.booleans())
    marks = Marks(
        name,
        opened,
        opened and draw(st.booleans()),
        draw(st.integers(0, 2)),
        draw(st.integers(0, 1)),
        tuple(draw(st.lists(st.sampled_from(["hbm", "HBM", "Łódź", "a b", "don’t"]), max_size=2, unique=True))),
    )
    failure = draw(st.sampled_from([None] * 9 + ["no permission"]))
    return Member(briefing, draw(mentions_in(text)), marks, failure)


@st.composite
def libraries(draw: st.DrawFn) -> tuple[Member, ...]:
    """A few members."""
    return tuple(draw(members(number)) for number in range(draw(st.integers(2, 4))))


def make_words(text: str, *, is_whole: bool) -> Words | None:
    """Words that mean a text, quoted where they have to be; None where no query can mean it."""
    plain = " ".join(text.translate(PLAIN_FORMS).replace('"', " ").split())
    return Words(plain, is_whole or not is_bare(plain)) if plain else None


def _list_texts(briefing: Briefing) -> Sequence[str]:
    metadata = briefing.metadata
    return (briefing.text, metadata.title, metadata.series or "", *metadata.subjects)


def words_from(library: Sequence[Member]) -> st.SearchStrategy[Words]:
    """Words that may well stand in a library: pieces, and cuttings from its texts."""
    whole = "x" + "\n".join(text for member in library for text in _list_texts(member.briefing))
    cuttings = st.tuples(st.integers(0, len(whole)), st.integers(1, 9)).map(lambda cut: whole[cut[0] : sum(cut)])
    heads = st.tuples(words_of_texts, st.integers(1, 4)).map(lambda pair: pair[0][: pair[1]])
    phrases = st.lists(words_of_texts, min_size=2, max_size=3).map(" ".join)
    found = st.tuples(st.one_of(words_of_texts, heads, phrases, cuttings, cuttings), st.booleans())
    return found.map(lambda pair: make_words(pair[0], is_whole=pair[1])).filter(bool)  # type: ignore[return-value]


dates = st.one_of(
    days.map(lambda day: When(day.isoformat())),
    st.sampled_from([When(text) for text in ("2026", "2025", "2026-05", "2026-W19", "30d", "0d", "99999d", "0001")]),
)


_TAGS = [Words(tag, is_whole=True) for tag in ("hbm", "#HBM", "łódź", "Łódź", "a b", "don't", "x")]
_NAMES = [
    Words(name, is_whole=not is_bare(name))
    for name in "TSMC tsm Łódź lodz fab taiwan 台積 P.L. 117-167 strasse 半 act semi OF".split()
    + ["of 2022", "chips act"]
]
_WORDS = ("words",) * 6
_TERMS = (*_WORDS, "title", "series", "subject", "tag", "entity", "entity", "type", "state", "mark", "day", "undated")
_SHAPES = ("term",) * 6 + ("and", "and", "or", "or", "not", "not")
_DEEPEST = 3


def terms_from(kind: str, words: st.SearchStrategy[Words]) -> st.SearchStrategy[Query]:
    """Single conditions of a kind."""
    match kind:
        case "title" | "series" | "subject":
            return st.builds(InField, st.just(TextField(kind)), words)
        case "tag":
            return st.builds(InField, st.just(TextField.TAG), st.sampled_from(_TAGS))
        case "entity":
            return st.builds(InField, st.just(TextField.ENTITY), st.one_of(st.sampled_from(_NAMES), words))
        case "type":
            return st.builds(OfType, st.sampled_from([*EntityType, None]))
        case "state":
            return st.builds(InState, st.sampled_from(ReadingState))
        case "mark":
            return st.builds(Marked, st.sampled_from(Mark))
        case "day":
            return st.builds(Dated, st.sampled_from(Edge), dates)
        case "undated":
            return st.just(Undated())
        case _:
            return words


@st.composite
def queries_from(draw: st.DrawFn, library: Sequence[Member], depth: int = 0) -> Query:
    """Whole queries: nested, and mostly of words that stand in the library."""
    shape = draw(st.sampled_from(_SHAPES)) if depth < _DEEPEST else "term"
    if shape == "term":
        return draw(terms_from(draw(st.sampled_from(_TERMS)), words_from(library)))
    if shape == "not":
        return Not(draw(queries_from(library, depth + 1)))
    parts = [draw(queries_from(library, depth + 1)) for _ in range(draw(st.integers(2, 3)))]
    return all_of(parts) if shape == "and" else any_of(parts)
