"""However names are corrected, every count is that of the spans in the texts: in the sidebar, the dossier, the list and
on the command line; and the file of decisions says all that there is to know, so that another index says the same."""

import json
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.cli import main
from reader.domain.briefing import Briefing
from reader.domain.decision import DecisionChange
from reader.domain.entity import Entity, EntityCount, EntityType, Mention
from reader.domain.entry import Entry
from reader.paths import find_paths
from reader.services.services import Services, open_services
from reader.ui.contents.entities import NameOrder, list_entities
from reader.ui.state import Names
from tests.libraries import make_library

COUNT, WORDS = 30, 120
ROUNDS, DECISIONS = 3, 12
"""How often everything is counted, and how many decisions are made before each time."""
SOME = 6
"""Names that are looked up by commands: each takes a tenth of a second."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library like a real one."""
    folder = tmp_path_factory.mktemp("made") / "library"
    make_library(folder, COUNT, words=WORDS, seed=11)
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the decisions and the index are kept."""
    monkeypatch.setenv("BRIEFING_READER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@dataclass(frozen=True, eq=False)
class Library:
    """A library with the program on it."""

    folder: Path
    home: Path
    printed: Callable[[], str]

    def open(self) -> Services:
        """The services of a new run."""
        return open_services(find_paths({"BRIEFING_READER_HOME": str(self.home)}), [self.folder])

    def run(self, *arguments: str) -> str:
        """What a command prints."""
        assert main(["--library", str(self.folder), *arguments]) == 0
        return self.printed()


@pytest.fixture
def library(made: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> Library:
    """The library, indexed."""
    library = Library(made, home, lambda: capsys.readouterr().out)
    library.run("index")
    return library


# Deciding.


def decide(services: Services, rng: random.Random, changes: list[DecisionChange]) -> None:
    """Make decisions of all kinds, and undo some, in an order that only the generator knows."""
    forms = sorted(list_forms(read_all(services)))
    for _ in range(DECISIONS):
        change = decide_once(services, rng, forms, changes)
        if change.is_added and not change.is_nothing:
            changes.append(change)
        if rng.random() < 0.5:
            services.follow_decisions()
    services.follow_decisions()


def decide_once(
    services: Services, rng: random.Random, forms: Sequence[tuple[str, str]], changes: list[DecisionChange]
) -> DecisionChange:
    """Make one decision, or undo one of those before."""
    decisions = services.decisions
    (_, one), (_, other) = rng.sample([row for row in forms if row[0] == row[1]], 2)
    form, whole = rng.choice([row for row in forms if row[0] != row[1]])
    kind = rng.choice(list(EntityType))
    ways: list[Callable[[], DecisionChange]] = [
        lambda: decisions.accept(one, rng.choice([None, kind])),
        lambda: decisions.reject(one),
        lambda: decisions.merge(one, other),
        lambda: decisions.split(form, whole),
        lambda: decisions.rename(one, f"{other} II"),
        lambda: decisions.retype(one, kind),
        lambda: decisions.set_case(one, is_exact=rng.random() < 0.5),
    ]
    if changes:
        ways.append(lambda: decisions.undo(changes.pop(rng.randrange(len(changes)))))
    return rng.choice(ways)()


# Counting.

Read = tuple[Entry, Briefing, tuple[Mention, ...]]


def read_all(services: Services) -> list[Read]:
    """Every briefing with the mentions that are marked in it."""
    found = []
    for entry in services.library.rows():
        if entry.failure is None:
            briefing = services.library.briefing(entry.id)
            found.append((entry, briefing, services.recognitions.of(briefing).mentions))
    return found


def list_forms(read: Sequence[Read]) -> set[tuple[str, str]]:
    """Each form that is marked, with what the thing is called."""
    return {
        (" ".join(mention.span.of(briefing.text).split()), mention.entity.name)
        for _, briefing, found in read
        for mention in found
    }


def count(read: Sequence[Read]) -> Mapping[Entity, int]:
    """How often each entity is marked in all texts."""
    return Counter(mention.entity for _, _, found in read for mention in found)


def check_sidebar(services: Services, read: Sequence[Read]) -> None:
    """Each row has its marks here, and those of the library; and no marked name has no row."""
    totals = count(read)
    for _, briefing, found in read:
        here = Counter(mention.entity for mention in found)
        counts = services.recognitions.of(briefing).counts
        known = services.library.totals(row.entity for row in counts)
        names = Names(briefing.id, found, counts, known, is_loading=False)
        for order in NameOrder:
            rows = [row for row in list_entities(names, "", order).rows if not row.is_heading]
            assert all(isinstance(row.value, EntityCount) for row in rows)
            shown = {row.key: row.detail.replace(",", "") for row in rows}
            assert len(shown) == len(rows)
            assert shown == {entity: f"{here[entity]}/{totals[entity]}" for entity in here}


def check_commands(library: Library, services: Services, read: Sequence[Read], rng: random.Random) -> None:
    """What commands print is what is marked."""
    by_id = {entry.id: found for entry, _, found in read}
    paths = [entry.paths[0] for entry, _, _ in read]
    for row in json.loads(library.run("entities", *paths, "--json")):
        spans = [(mention.span.start, mention.span.end, mention.entity.name) for mention in by_id[row["id"]]]
        assert [(one["start"], one["end"], one["entity"]) for one in row["mentions"]] == spans
        assert all(row["text"][one["start"] : one["end"]] == one["surface"] for one in row["mentions"])
        counted = Counter((mention.entity.name, mention.entity.type) for mention in by_id[row["id"]])
        assert {(one["name"], one["type"]): one["count"] for one in row["entities"]} == counted
    totals = count(read)
    named = [entity for entity in totals if services.library.find_entity(entity.name) == entity]
    for entity in rng.sample(sorted(named, key=str), SOME):
        check_name(library, entity, totals[entity], {id_: found for id_, found in by_id.items() if found})


def check_name(library: Library, entity: Entity, total: int, found: Mapping[str, Sequence[Mention]]) -> None:
    """The dossier has every mention, and the list every briefing."""
    dossier = json.loads(library.run("dossier", entity.name, "--json"))
    assert (dossier["name"], dossier["type"], dossier["total"]) == (entity.name, entity.type, total)
    naming = {id_ for id_, mentions in found.items() if any(mention.entity == entity for mention in mentions)}
    assert {one["id"] for one in dossier["statements"]} == naming
    for statement in dossier["statements"]:
        spans = [mention.span for mention in found[statement["id"]] if mention.entity == entity]
        assert any(statement["start"] <= span.start < statement["end"] for span in spans)
    listed = {row["id"] for row in json.loads(library.run("list", f'entity:"{entity.name}"', "--json"))}
    # Something else may be called so too.
    assert naming <= listed


def check_types(library: Library, read: Sequence[Read]) -> None:
    """The list knows in which briefings something of each type is marked."""
    for kind in EntityType:
        listed = {row["id"] for row in json.loads(library.run("list", f"type:{kind}", "--json"))}
        assert listed == {entry.id for entry, _, found in read if any(one.entity.type is kind for one in found)}


@pytest.mark.parametrize("seed", range(3))
def test_counts_are_those_of_the_marks_whatever_was_decided(library: Library, seed: int) -> None:
    services, rng = library.open(), random.Random(seed)
    changes: list[DecisionChange] = []
    for _ in range(ROUNDS):
        decide(services, rng, changes)
        read = read_all(services)
        assert sum(count(read).values()) > COUNT
        check_sidebar(services, read)
    check_commands(library, services, read, rng)
    check_types(library, read)


@pytest.mark.parametrize("seed", range(2))
def test_the_file_of_decisions_says_the_same_to_an_index_made_anew(library: Library, seed: int) -> None:
    services, rng = library.open(), random.Random(100 + seed)
    decide(services, rng, [])
    file = services.paths.decisions_file
    written = file.read_bytes()
    names = sorted({mention.entity.name for _, _, found in read_all(services) for mention in found})
    questions = [
        ["names", "list", "--json"],
        ["entities", *sorted(map(str, library.folder.rglob("*.md"))), "--json"],
        *(["dossier", name, "--json"] for name in rng.sample(names, SOME)),
        ["list", "type:company", "--json"],
    ]
    before = [library.run(*question) for question in questions]
    library.run("index", "--rebuild")
    assert [library.run(*question) for question in questions] == before
    for index in services.paths.cache.glob("index-*"):
        index.unlink()
    assert [library.run(*question) for question in questions] == before
    assert file.read_bytes() == written
