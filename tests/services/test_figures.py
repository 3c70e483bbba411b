"""The figures of an opened briefing: found once, with their sentence and its names, chosen and sorted."""

import itertools
import threading
from dataclasses import dataclass, field

import pytest

from reader.domain.briefing import Briefing
from reader.domain.entity import Entity, EntityType, Mention, count_entities
from reader.domain.figure import FigureKind, FigureOrder
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.services import figures as service
from reader.services.figures import REMEMBERED, FigureQuery, Figures
from reader.services.recognition import Recognition, Recognitions
from tests.entities.factory import make_briefing

TSMC = Entity(SafeText("TSMC"), EntityType.COMPANY)
SONY = Entity(SafeText("Sony"), EntityType.COMPANY)
KNOWN = {"TSMC": TSMC, "Taiwan Semiconductor": TSMC, "Sony": SONY, "A100": Entity(SafeText("A100"))}

TEXT = """# Fab notes
TSMC spends up to $56 billion in 2026. Sony and TSMC share 40% of a €2 billion plant.
Taiwan Semiconductor hires 3,000 people. Nobody else grew 12% on an A100 cluster.
"""


@dataclass
class FakeRecogniser:
    """Knows a few words."""

    known: dict[str, Entity] = field(default_factory=lambda: KNOWN)

    def recognise(self, briefing: Briefing) -> tuple[Mention, ...]:
        """Every place where one of the words stands."""
        return tuple(
            sorted(
                (
                    Mention(Span(at, at + len(word)), entity)
                    for word, entity in self.known.items()
                    for at in range(len(briefing.text))
                    if briefing.text.startswith(word, at)
                ),
                key=lambda mention: mention.span,
            )
        )


@pytest.fixture
def figures() -> Figures:
    return Figures(Recognitions(FakeRecogniser))


@pytest.fixture
def briefing() -> Briefing:
    return make_briefing(TEXT)


def _rename(briefing: Briefing, number: int) -> Briefing:
    return Briefing(
        f"{number:016x}", briefing.text, briefing.blocks, briefing.sections, briefing.styles, briefing.metadata, 1
    )


def test_each_figure_comes_with_its_sentence_and_who_is_named_there(figures: Figures, briefing: Briefing) -> None:
    rows = figures.of(briefing)
    assert [(row.surface, [entity.name for entity in row.entities]) for row in rows] == [
        ("$56 billion", ["TSMC"]),
        ("2026", ["TSMC"]),
        ("40%", ["Sony", "TSMC"]),
        ("€2 billion", ["Sony", "TSMC"]),
        ("3,000 people", ["TSMC"]),
        ("12%", ["A100"]),
    ]
    first = rows[0]
    assert first.sentence == "TSMC spends up to $56 billion in 2026."
    figure = first.figure
    assert (figure.kind, figure.value, figure.unit, figure.qualifier) == (FigureKind.MONEY, 56 * 10**9, "USD", "<=")
    for row in rows:
        assert row.figure.span.of(TEXT) == row.surface
        assert row.figure.sentence.of(TEXT) == row.sentence


@pytest.mark.parametrize(
    ("query", "surfaces"),
    [
        pytest.param(FigureQuery(kinds=frozenset({FigureKind.PERCENT})), ["40%", "12%"], id="a kind"),
        pytest.param(FigureQuery(units=frozenset({"eur", "%"})), ["40%", "€2 billion", "12%"], id="units"),
        pytest.param(FigureQuery(entity="sony"), ["40%", "€2 billion"], id="an entity in any case"),
        pytest.param(
            FigureQuery(entity=" Taiwan Semiconductor "),
            ["$56 billion", "2026", "40%", "€2 billion", "3,000 people"],
            id="an entity by another of its names",
        ),
        pytest.param(FigureQuery(entity="Intel"), [], id="somebody who is not named"),
        pytest.param(FigureQuery(entity=""), [], id="nobody"),
        pytest.param(FigureQuery(words="plant SHARE"), ["40%", "€2 billion"], id="words, all of them"),
        pytest.param(FigureQuery(words="hire"), ["3,000 people"], id="the beginning of a word"),
        pytest.param(FigureQuery(words="plant hires"), [], id="words of two sentences"),
        pytest.param(FigureQuery(words=" "), ["$56 billion", "2026", "40%", "€2 billion", "3,000 people", "12%"],
                     id="no words"),
        pytest.param(
            FigureQuery(entity="Sony", words="plant", kinds=frozenset({FigureKind.MONEY})),
            ["€2 billion"],
            id="all three",
        ),
        pytest.param(
            FigureQuery(order=FigureOrder.VALUE),
            ["40%", "12%", "€2 billion", "$56 billion", "3,000 people", "2026"],
            id="by value, unit by unit, times last",
        ),
        pytest.param(
            FigureQuery(order=FigureOrder.KIND),
            ["€2 billion", "$56 billion", "40%", "12%", "3,000 people", "2026"],
            id="by kind",
        ),
    ],
)  # fmt: skip
def test_figures_are_chosen_and_sorted(
    figures: Figures, briefing: Briefing, query: FigureQuery, surfaces: list[str]
) -> None:
    assert [row.surface for row in figures.of(briefing, query)] == surfaces


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    loads: list[FakeRecogniser] = []

    def load() -> FakeRecogniser:
        loads.append(FakeRecogniser())
        return loads[-1]

    figures = Figures(Recognitions(load))
    assert loads == []
    figures.of(make_briefing(TEXT))
    assert len(loads) == 1


def test_a_briefing_is_looked_through_once(
    figures: Figures, briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = figures.of(briefing)
    monkeypatch.setattr(service, "find_figures", lambda *_: pytest.fail("looked through again"))
    assert figures.of(briefing) is first
    assert len(figures.of(briefing, FigureQuery(entity="Sony"))) == 2


def test_changed_names_are_seen(briefing: Briefing) -> None:
    known = dict(KNOWN)

    class Forgetful(Recognitions):
        """Looks for the names each time."""

        def of(self, briefing: Briefing) -> Recognition:
            mentions = FakeRecogniser(known).recognise(briefing)
            return Recognition(mentions, count_entities(briefing.text, mentions))

    figures = Figures(Forgetful(FakeRecogniser))
    assert [entity.name for entity in figures.of(briefing)[-1].entities] == ["A100"]
    del known["A100"]
    assert figures.of(briefing)[-1].entities == ()


def test_only_so_many_briefings_are_remembered(figures: Figures, briefing: Briefing) -> None:
    first = figures.of(_rename(briefing, 1))
    for number in range(2, REMEMBERED + 1):
        figures.of(_rename(briefing, number))
    assert figures.of(_rename(briefing, 1)) is first
    figures.of(_rename(briefing, REMEMBERED + 1))
    assert figures.of(_rename(briefing, 1)) is first
    assert len(figures._known) == REMEMBERED


def test_what_was_cut_short_is_not_remembered(figures: Figures, briefing: Briefing) -> None:
    asked = itertools.count()
    few = figures.of(briefing, should_stop=lambda: next(asked) > 3)
    every = figures.of(briefing)
    assert 0 < len(few) < len(every)
    assert few == every[: len(few)]


def test_many_threads_get_the_same_figures(figures: Figures, briefing: Briefing) -> None:
    every = [_rename(briefing, number % 5) for number in range(40)]
    found: list[int] = []
    threads = [threading.Thread(target=lambda one=one: found.append(len(figures.of(one)))) for one in every]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [6] * 40
