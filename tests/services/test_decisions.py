"""Decisions about names: made, undone, written by hand, and what the library says then."""

import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.domain.decision import DecisionChange
from reader.domain.entity import Entity, EntityType
from reader.domain.scrub import SafeText
from reader.paths import Paths
from reader.services.deciding import follow_decisions
from reader.services.decisions import DecisionFault, Decisions
from reader.services.services import Services, open_services
from reader.storage.decisions import LineFile
from tests.libraries import make_library
from tests.services.indexes import check_soundness, differences, index_afresh, read_index

COUNT = 24
MADE = ("TSMC", "Nvidia", "Taiwan", "SK Hynix", "Hynix", "wafers", "percent", "chips", "tsmc", "Hsinchu")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    home = tmp_path / "home"
    return Paths(home / "config", home / "data", home / "cache")


def open_library(folder: Path, paths: Paths) -> Services:
    services = open_services(paths, [folder])
    services.update()
    return services


@pytest.fixture
def services(folder: Path, paths: Paths) -> Services:
    """Two briefings, named."""
    return open_library(folder, paths)


@pytest.fixture
def decisions(tmp_path: Path) -> Decisions:
    return Decisions(LineFile(tmp_path / "entities.yaml"))


def write(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def find_names(services: Services) -> set[str]:
    """All names of all briefings."""
    briefings = [services.library.remembered(row) for row in services.library.rows()]
    return {
        mention.entity.name
        for briefing in briefings
        if briefing is not None
        for mention in services.recognitions.of(briefing).mentions
    }


def test_a_decision_is_a_line_and_undoing_takes_it_out(decisions: Decisions, tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    write(path, "# mine", "- {reject: Market Access}", "", "# end")
    before = path.read_bytes()
    change = decisions.merge("Hon Hai", "Foxconn")
    assert path.read_bytes() == before + b"- {merge: Hon Hai, into: Foxconn}\n"
    assert change.number == 5
    undone = decisions.undo(change)
    assert path.read_bytes() == before
    decisions.undo(undone)
    assert path.read_bytes() == before + b"- {merge: Hon Hai, into: Foxconn}\n"


def test_undoing_restores_a_line_where_it_stood(decisions: Decisions, tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    write(path, "# mine", "- { reject:  Market Access }   # why", "- {accept: B}")
    before = path.read_bytes()
    taken = decisions.undo_line(2)
    assert path.read_bytes() == b"# mine\n- {accept: B}\n"
    decisions.undo(taken)
    assert path.read_bytes() == before


def test_undoing_finds_its_line_when_others_have_come_and_gone(decisions: Decisions, tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    change = decisions.reject("A")
    lines = path.read_text().split("\n")
    write(path, "# one more", "- {reject: B}", *lines[:-1], "- {reject: C}")
    decisions.undo(change)
    assert [line.decision.name for line in decisions.list_all()] == ["B", "C"]
    with pytest.raises(DecisionFault, match="not there any more"):
        decisions.undo(change)


def test_what_is_decided_already_is_not_written_twice(decisions: Decisions, tmp_path: Path) -> None:
    decisions.accept("A", "company")
    before = (tmp_path / "entities.yaml").read_bytes()
    again = decisions.accept("A", EntityType.COMPANY)
    assert again.is_nothing
    assert (tmp_path / "entities.yaml").read_bytes() == before
    assert decisions.undo(again).is_nothing
    decisions.reject("A")
    assert not decisions.accept("A", "company").is_nothing


def test_every_bad_line_is_told_and_the_others_hold(decisions: Decisions, tmp_path: Path) -> None:
    write(tmp_path / "entities.yaml", "- {accept: A}", "- {accept: A, type: firm}", "what", "- {reject: B}")
    assert [line.decision.name for line in decisions.list_all()] == ["A", "B"]
    told = [(problem.where, problem.message) for problem in decisions.problems]
    assert [where for where, _ in told] == ["entities.yaml:2", "entities.yaml:3"]
    assert "unknown type 'firm'" in told[0][1]


def test_a_file_of_anything_is_told_in_few_words(decisions: Decisions, tmp_path: Path) -> None:
    (tmp_path / "entities.yaml").write_bytes(random.Random(1).randbytes(100_000))
    assert 0 < len(decisions.problems) < 60
    assert all("\x1b" not in problem.message and "\n" not in problem.message for problem in decisions.problems)


@pytest.mark.parametrize("kind", ["pipe", "large", "folder"])
def test_a_file_that_is_not_read_is_told_and_stops_nothing(
    folder: Path, paths: Paths, make_bad: Callable[[Path, str], None], kind: str
) -> None:
    make_bad(paths.decisions_file, kind)
    services = open_library(folder, paths)
    assert "Nvidia" in find_names(services)
    (problem,) = services.problems
    assert "no decision counts" in problem.message


@pytest.fixture
def make_bad() -> Callable[[Path, str], None]:
    """Makes something that is no file of decisions."""

    def make(path: Path, kind: str) -> None:
        path.parent.mkdir(parents=True)
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "folder":
            path.mkdir()
        else:
            with path.open("wb") as file:
                file.truncate(5_000_000)

    return make


def test_a_decision_holds_at_once_for_what_is_open(services: Services) -> None:
    assert "Nvidia" in find_names(services)
    change = services.decisions.rename("Nvidia", "The green one")
    assert services.decisions.affected(change) == 1
    assert "The green one" in find_names(services)
    assert "Nvidia" not in find_names(services)
    assert services.follow_decisions() == 1
    assert services.dossiers.find("The green one").total == 1
    services.decisions.undo(change)
    assert services.follow_decisions() == 1
    assert "Nvidia" in find_names(services)


def test_a_line_written_by_hand_holds_from_the_next_look(services: Services) -> None:
    write(services.paths.decisions_file, "- {rename: Nvidia, to: The green one}")
    assert "The green one" in find_names(services)
    services.update()
    assert services.dossiers.find("The green one").total == 1
    assert [row.title for row in services.filter_entries('entity:"green one"')] == ["Memory Weekly"]
    assert [row.title for row in services.filter_entries("entity:nvidia")] == ["Memory Weekly"]


def test_decisions_that_are_undone_by_hand_hold_no_longer(services: Services) -> None:
    write(services.paths.decisions_file, "- {reject: Nvidia}")
    services.update()
    assert "Nvidia" not in find_names(services)
    services.paths.decisions_file.unlink()
    services.update()
    assert services.dossiers.find("Nvidia").total == 1


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library like a real one."""
    folder = tmp_path_factory.mktemp("made") / "library"
    make_library(folder, COUNT, words=110)
    return folder


def decide_anything(services: Services, rng: random.Random, count: int) -> None:
    """Make, and now and then undo, decisions of all kinds about names that stand there, and that do not."""
    decisions, changes = services.decisions, list[DecisionChange]()
    stock = [*MADE, *rng.sample(sorted(find_names(services)), 25)]
    for _ in range(count):
        change = _decide_one(decisions, rng, stock, changes)
        if change.is_added and not change.is_nothing:
            changes.append(change)
        services.follow_decisions()


def _decide_one(
    decisions: Decisions, rng: random.Random, stock: list[str], changes: list[DecisionChange]
) -> DecisionChange:
    one, other = rng.sample(stock, 2)
    kind, is_exact = rng.choice(list(EntityType)), rng.random() < 0.5
    work: list[Callable[[], DecisionChange]] = [
        lambda: decisions.accept(one, rng.choice([None, kind])),
        lambda: decisions.reject(one),
        lambda: decisions.merge(one, other),
        lambda: decisions.split(one, other),
        lambda: decisions.rename(one, other),
        lambda: decisions.retype(one, kind),
        lambda: decisions.set_case(one, is_exact=is_exact),
        lambda: decisions.undo(changes.pop(rng.randrange(len(changes)))),
    ]
    return rng.choice(work if changes else work[:-1])()


def check_sums(services: Services) -> None:
    """Every count is that of the spans."""
    spans: dict[tuple[str, str | None], int] = {}
    for row in services.library.rows():
        briefing = services.library.remembered(row)
        if briefing is None:
            continue
        recognition = services.recognitions.of(briefing)
        for mention in recognition.mentions:
            key = (mention.entity.name, mention.entity.type)
            spans[key] = spans.get(key, 0) + 1
        assert sum(count.count for count in recognition.counts) == len(recognition.mentions)
    ask = services.library.database.ask
    rows = ask("SELECT name, type, total FROM entities WHERE total > 0")
    assert {(name, kind or None): total for name, kind, total in rows} == spans
    for (name, kind), count in random.Random(7).sample(sorted(spans.items(), key=str), 12):
        entity = Entity(SafeText(name), None if kind is None else EntityType(kind))
        assert services.dossiers.compile(entity).total == count


@pytest.mark.parametrize("seed", range(3))
def test_decisions_made_one_by_one_give_what_a_rebuilt_library_gives(made: Path, paths: Paths, seed: int) -> None:
    services = open_library(made, paths)
    decide_anything(services, random.Random(seed), 40)
    assert services.decisions.problems == ()
    afresh = index_afresh([made], services.lists)
    mine = read_index(services.library, services.lists.word)
    assert None not in mine["mentions"].values()
    assert differences(mine, read_index(afresh, services.lists.word)) == {}
    check_soundness(services.library.database)
    check_sums(services)
    while services.decisions.list_all():
        services.decisions.undo_line()
    services.follow_decisions()
    plain = index_afresh([made], services.lists)
    assert differences(read_index(services.library, services.lists.word), read_index(plain, services.lists.word)) == {}


def test_the_order_of_lines_that_do_not_contradict_each_other_does_not_matter(made: Path, paths: Paths) -> None:
    lines = [
        "- {merge: Hynix, into: Nvidia}",
        "- {rename: Nvidia, to: The green one}",
        "- {retype: TSMC, type: place}",
        "- {reject: Taiwan}",
        "- {accept: chips, type: technology}",
        "- {case: chips, rule: any}",
        "- {split: SK Hynix, from: SK Hynix Inc}",
        "- {rename: Japan, to: Nippon}",
    ]
    said = []
    for seed in range(3):
        random.Random(seed).shuffle(lines)
        write(paths.decisions_file, *lines)
        services = open_services(paths, [made])
        said.append(read_index(index_afresh([made], services.lists), services.lists.word)["mentions"])
    assert said[0] == said[1] == said[2]


def test_only_briefings_with_the_name_are_looked_through_again(made: Path, paths: Paths) -> None:
    services = open_library(made, paths)
    texts = [services.library.remembered(row) for row in services.library.rows()]
    holding = sum(bool(re.search(r"\bHsinchu\b", text.text, re.IGNORECASE)) for text in texts if text)
    assert 0 < holding < len(texts)
    change = services.decisions.merge("Hsinchu", "TSMC")
    assert services.decisions.affected(change) == holding
    assert services.follow_decisions() == holding
    assert services.follow_decisions() == 0


def test_a_process_that_was_killed_after_the_decision_is_made_up_for(made: Path, paths: Paths) -> None:
    services = open_library(made, paths)
    services.decisions.reject("TSMC")
    assert follow_decisions(services.lists, services.library.database)
    assert not services.library.is_named(services.lists.word)
    services.decisions.rename("Nvidia", "The green one")
    follow_decisions(services.lists, services.library.database)
    again = open_library(made, paths)
    assert again.library.is_named(again.lists.word)
    afresh = index_afresh([made], again.lists)
    assert differences(read_index(again.library, again.lists.word), read_index(afresh, again.lists.word)) == {}


def test_other_packs_and_other_decisions_at_once(made: Path, paths: Paths) -> None:
    services = open_library(made, paths)
    services.decisions.rename("Nvidia", "The green one")
    write(paths.config / "packs" / "own.yaml", "type: product", "entities:", "  - {name: chips}")
    again = open_library(made, paths)
    assert again.library.is_named(again.lists.word)
    assert {"The green one", "chips"} <= find_names(again)
    afresh = index_afresh([made], again.lists)
    assert differences(read_index(again.library, again.lists.word), read_index(afresh, again.lists.word)) == {}
