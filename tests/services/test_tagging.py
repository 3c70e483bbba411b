"""Which tags are offered first: those used often, and lately."""

import pytest

from reader.domain.annotation import Annotation, BriefingRef, Motivation
from reader.domain.scrub import SafeText
from reader.services.tagging import TagRanking, rank_tags

REF = BriefingRef("b", "/b.md", SafeText("B"))


def _make(*uses: tuple[str, str]) -> tuple[Annotation, ...]:
    return tuple(
        Annotation(f"{number:016x}", Motivation.TAGGING, REF, day, tuple(SafeText(tag) for tag in tags.split()))
        for number, (day, tags) in enumerate(uses)
    )


@pytest.mark.parametrize(
    ("uses", "ranked"),
    [
        pytest.param([("2026-05-01", "a"), ("2026-05-01", "b"), ("2026-05-01", "a")], ["a", "b"], id="often"),
        pytest.param([("2026-05-01", "a"), ("2026-05-01", "b")], ["b", "a"], id="as often: the last first"),
        pytest.param(
            [("2025-05-01", "a"), ("2025-05-01", "a"), ("2025-05-01", "a"), ("2026-05-01", "b")],
            ["b", "a"],
            id="long ago",
        ),
        pytest.param(
            [("2026-04-25", "a"), ("2026-04-25", "a"), ("2026-05-01", "b")], ["a", "b"], id="a week is not long ago"
        ),
        pytest.param([("2026-05-01", "HBM x"), ("2026-05-02", "hbm")], ["HBM", "x"], id="as first written"),
        pytest.param([("no day", "a a"), ("", "b"), ("2026-05-01", "c")], ["c", "b", "a"], id="no day"),
        pytest.param([], [], id="none"),
    ],
)
def test_tags_are_ranked(uses: list[tuple[str, str]], ranked: list[str]) -> None:
    assert sorted(rank_tags(_make(*uses))) == sorted(ranked)
    assert list(rank_tags(_make(*uses)))[:1] == ranked[:1]


def test_the_ranking_follows_what_is_there() -> None:
    there = [_make(("2026-05-01", "a"))]
    ranking = TagRanking(lambda: there[-1])
    assert (ranking.is_known, ranking.words) == (False, ())
    ranking.refresh()
    assert (ranking.is_known, ranking.words) == (True, ("a",))
    there.append(_make(("2026-05-01", "b")))
    assert ranking.words == ("a",)
    ranking.refresh()
    assert ranking.words == ("b",)
