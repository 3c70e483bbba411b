"""When names were met: every answer is the one that a look at all briefings gives."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from reader.domain.briefing import Briefing, Metadata
from reader.domain.entity import Entity, EntityType, Mention, count_entities
from reader.domain.scrub import SafeText, scrub
from reader.domain.sighting import History, Interval, Sighting
from reader.domain.span import Span
from reader.storage.index import sightings
from reader.storage.index.database import Database
from reader.storage.index.parcels import Source, pack_briefing, pack_names
from reader.storage.index.sightings import SHOWN_PERIODS, Sightings
from reader.storage.index.writing import Writer

NAMES = {word: Entity(SafeText(word), EntityType.COMPANY) for word in ("Alpha", "Beta", "Gamma", "Delta")}
ALPHA, BETA, GAMMA, DELTA = NAMES.values()


def make_briefing(number: int, words: str, day: date | None = None, series: str | None = None) -> Briefing:
    """A briefing of some words; those in `NAMES` are names."""
    metadata = Metadata(SafeText(words), issued=day, series=None if series is None else SafeText(series))
    return Briefing(f"{number:016x}", scrub(words), (), (), (), metadata, 1)


def list_mentions(briefing: Briefing) -> tuple[Mention, ...]:
    """Each place where a name stands."""
    found, at = [], 0
    for word in briefing.text.split(" "):
        if word in NAMES:
            found.append(Mention(Span(at, at + len(word)), NAMES[word]))
        at += len(word) + 1
    return tuple(found)


def index(briefings: Sequence[Briefing]) -> Sightings:
    """An index of them, in memory."""
    parcels = []
    for briefing in briefings:
        mentions = list_mentions(briefing)
        names = pack_names(mentions, count_entities(briefing.text, mentions), "lists")
        parcels.append(pack_briefing(Source(f"/{briefing.id}".encode(), b"/", b"1"), briefing, names))
    database = Database(None)
    Writer(database).put(parcels)
    return Sightings(database)


def look_up(briefings: Sequence[Briefing], here: Briefing) -> History:
    return index(briefings).look_up(here.id, dict.fromkeys(mention.entity for mention in list_mentions(here)))


def test_issues_of_the_series_count_and_no_others() -> None:
    weeks = ["Alpha Beta", "Beta Beta", "Gamma", "Beta", "Beta", "Alpha Alpha Beta Gamma Delta"]
    first = date(2026, 1, 2)
    issues = [make_briefing(at, words, first + timedelta(7 * at), "Weekly") for at, words in enumerate(weeks)]
    others = [
        make_briefing(20, "Delta", date(2025, 1, 1), "Monthly"),
        make_briefing(21, "Alpha Gamma", date(2026, 2, 4), "Weekly 2"),
        make_briefing(22, "Alpha", date(2026, 3, 1), "Weekly"),
    ]
    history = look_up([*issues, *others], issues[-1])
    assert history.interval is Interval.ISSUE
    assert history.sightings == {
        ALPHA: Sighting(first, False, 4, (1, 0, 0, 0, 0, 2)),
        BETA: Sighting(first, False, 0, (1, 2, 0, 1, 1, 1)),
        GAMMA: Sighting(date(2026, 1, 16), False, 2, (0, 0, 1, 0, 0, 1)),
        DELTA: Sighting(date(2025, 1, 1), False, 0, (0, 0, 0, 0, 0, 1)),
    }


def test_without_a_series_briefings_and_months_count() -> None:
    here = make_briefing(9, "Alpha Beta Gamma Gamma", date(2026, 3, 31))
    others = [
        make_briefing(1, "Alpha", date(2025, 8, 1)),
        make_briefing(2, "Beta", date(2025, 7, 31), "Weekly"),
        make_briefing(3, "nothing", date(2025, 12, 1)),
        make_briefing(4, "nothing", date(2025, 12, 1)),
        make_briefing(5, "Alpha Alpha", date(2026, 3, 1)),
        make_briefing(6, "Gamma", date(2026, 3, 31)),
        make_briefing(7, "Alpha Beta Gamma", date(2026, 4, 1)),
    ]
    history = look_up([here, *others], here)
    assert history.interval is Interval.BRIEFING
    assert history.sightings == {
        ALPHA: Sighting(date(2025, 8, 1), False, 0, (1, 0, 0, 0, 0, 0, 0, 3)),
        BETA: Sighting(date(2025, 7, 31), False, 4, (0, 0, 0, 0, 0, 0, 0, 1)),
        GAMMA: Sighting(date(2026, 3, 31), True, 0, (0, 0, 0, 0, 0, 0, 0, 3)),
    }


def test_nobody_knows_whether_what_has_no_date_came_before() -> None:
    here, undated = make_briefing(1, "Alpha Beta", date(2026, 3, 31)), make_briefing(2, "Alpha Gamma")
    before = make_briefing(3, "nothing", date(2026, 3, 30))
    history = look_up([here, undated, before], here)
    assert {entity: one.is_first for entity, one in history.sightings.items()} == {ALPHA: False, BETA: True}
    assert look_up([here, undated], undated).sightings == {ALPHA: Sighting(date(2026, 3, 31)), GAMMA: Sighting()}


def test_in_the_first_briefing_nothing_is_news() -> None:
    here, later = make_briefing(1, "Alpha", date(2026, 3, 31)), make_briefing(2, "Alpha Beta", date(2026, 4, 1))
    assert look_up([here, later], here).sightings == {ALPHA: Sighting(date(2026, 3, 31))}
    assert look_up([here, later], later).sightings[BETA].is_first


def test_what_the_index_does_not_know_is_not_said() -> None:
    here = make_briefing(1, "Alpha", date(2026, 3, 31))
    asked = index([here])
    assert asked.look_up("other", [ALPHA]).sightings == {}
    assert list(asked.look_up(here.id, [BETA, ALPHA]).sightings) == [ALPHA]
    assert asked.list_names(9) == ["Alpha"]


def _look_at_all(briefings: Sequence[Briefing], here: Briefing, entity: Entity) -> Sighting:
    """The same, found out by looking at every briefing."""
    day = here.metadata.issued
    named = [one for one in briefings if any(mention.entity == entity for mention in list_mentions(one))]
    days = [one.metadata.issued for one in named if one.metadata.issued is not None]
    first = min(days, default=None)
    if day is None:
        return Sighting(first)
    earlier = [one for one in briefings if (one.metadata.issued or day) < day]
    issues = [one for one in earlier if one.metadata.series is not None and one.metadata.series == here.metadata.series]
    among = sorted(issues or earlier, key=lambda one: (one.metadata.issued or day, one.id), reverse=True)
    missed = next((at for at, one in enumerate(among) if one in named), 0)
    if not earlier:
        counts = []
    elif issues:
        shown = [*reversed(among[: SHOWN_PERIODS - 1]), here]
        counts = [sum(mention.entity == entity for mention in list_mentions(one)) for one in shown]
    else:
        last = next((one.metadata.issued or day for one in among if one in named), day)
        missed = sum(last < (one.metadata.issued or day) for one in earlier) if last != day else 0
        months = [day.year * 12 + day.month - back for back in range(SHOWN_PERIODS)]
        upto = [(one, one.metadata.issued) for one in briefings if one.metadata.issued and one.metadata.issued <= day]
        counts = [
            sum(
                mention.entity == entity
                for one, issued in upto
                if issued.year * 12 + issued.month == month
                for mention in list_mentions(one)
            )
            for month in reversed(months)
        ]
    is_first = bool(earlier) and all(
        one is here or (one.metadata.issued is not None and one.metadata.issued >= day) for one in named
    )
    return Sighting(first, is_first, missed, tuple(counts))


@pytest.mark.parametrize("seed", range(6))
def test_any_library_is_answered_for_as_by_a_look_at_all(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if seed % 2:
        # As in a library so large that a name is common and yet not in the series.
        monkeypatch.setattr(sightings, "_LATEST", 1)
        monkeypatch.setattr(sightings, "_BATCH", 2)
    rng = random.Random(seed)
    briefings: list[Briefing] = []
    for number in range(400):
        words = " ".join(rng.choices(["and", *NAMES], [40, 9, 3, 1, 0.1], k=12))
        day = None if rng.random() < 0.01 else date(2025, 1, 1) + timedelta(rng.randrange(500))
        # No two issues of a series on one day: nobody could tell which is the later one.
        series = rng.choice([None, f"Series {day.toordinal() % 3 if day else 0}"])
        taken = {(one.metadata.issued, one.metadata.series) for one in briefings}
        briefings.append(make_briefing(number, words, day, None if (day, series) in taken else series))
    asked = index(briefings)
    for here in rng.sample(briefings, 40):
        entities = list(dict.fromkeys(mention.entity for mention in list_mentions(here)))
        expected = {entity: _look_at_all(briefings, here, entity) for entity in entities}
        assert asked.look_up(here.id, entities).sightings == expected
