"""Mentions are found once, counted truly, and nothing is loaded early."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reader.domain.briefing import Block, BlockKind, Briefing, Metadata
from reader.domain.entity import Entity, EntityType
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.services.errors import NamesUnavailable
from reader.services.ingest import update_index
from reader.services.library import BriefingCache, Library
from reader.services.pack_choice import Choice
from reader.services.recognition import Recognitions, load_names
from tests.services.fakes import FakeRecogniser, make_lists

HBM = Entity(SafeText("HBM"), EntityType.TECHNOLOGY)
ONE_NAME = {"HBM": HBM}


def test_a_briefing_is_recognised_once(library: Library, folder: Path) -> None:
    recogniser = FakeRecogniser(ONE_NAME)
    recognitions = Recognitions(lambda: recogniser)
    briefing = library.briefing(library.find(str(folder / "w19.md")).id)
    first = recognitions.of(briefing)
    assert recognitions.of(briefing) is first
    assert recogniser.asked == [briefing.id]
    assert [mention.span.of(briefing.text) for mention in first.mentions] == ["HBM", "HBM"]
    assert [(row.entity, row.count) for row in first.counts] == [(HBM, 2)]


def test_totals_count_every_readable_briefing(folder: Path) -> None:
    (folder / "more.md").write_text("HBM again")
    library = Library([folder, folder / "gone"], cache=BriefingCache(0))
    update_index(library.roots, library.database, make_lists(ONE_NAME))
    assert library.totals([HBM]) == {HBM: 3}
    (folder / "w19.md").unlink()
    library.update()
    assert library.totals([HBM]) == {HBM: 1}
    assert library.totals([Entity(SafeText("HBM"))]) == {}


def test_what_the_index_remembers_is_not_looked_for_again(library: Library) -> None:
    lists = make_lists(ONE_NAME)
    update_index(library.roots, library.database, lists)
    looked = len(lists.recogniser.asked)
    again = FakeRecogniser(ONE_NAME)
    recognitions = Recognitions(lambda: again, lambda briefing: library.recall(briefing, lists.word))
    for entry in library.rows():
        briefing = library.briefing(entry.id)
        assert recognitions.of(briefing).mentions == FakeRecogniser(ONE_NAME).recognise(briefing)
    assert (looked, again.asked) == (2, [])
    others = Recognitions(lambda: again, lambda briefing: library.recall(briefing, "other lists"))
    others.of(briefing)
    assert again.asked == [briefing.id]


def test_the_recogniser_is_loaded_once_however_many_ask(library: Library) -> None:
    loaded = []
    recognitions = Recognitions(lambda: loaded.append(1) or FakeRecogniser(ONE_NAME))  # type: ignore[func-returns-value]
    briefings = [library.briefing(entry.id) for entry in library.rows()]
    threads = [threading.Thread(target=recognitions.of, args=(briefing,)) for briefing in briefings * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loaded == [1]


def test_a_list_of_names_that_cannot_be_read_is_said(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("entities: 3")
    monkeypatch.setattr("reader.entities.packs.shipped_packs", lambda fields: (broken,))
    recognitions = Recognitions(lambda: load_names(tmp_path, Choice(())).recogniser)
    with pytest.raises(NamesUnavailable, match=r"lists of names cannot be read: broken\.yaml"):
        recognitions.of(library.briefing(library.rows()[0].id))


def test_nothing_is_loaded_before_the_first_briefing() -> None:
    code = (
        "import sys; from reader.services.recognition import Recognitions\n"
        "assert not {'yaml', 'reader.entities.recogniser', 'reader.entities.packs'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_only_so_many_mentions_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.services.recognition.MENTIONS_REMEMBERED", 10)
    text = SafeText("HBM " * 6)
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
    recogniser = FakeRecogniser(ONE_NAME)
    recognitions = Recognitions(lambda: recogniser)
    one, two = (Briefing(number * 16, text, (block,), (), (), Metadata(SafeText("a")), words=1) for number in "12")
    for briefing in (one, one, two, two, one):
        assert len(recognitions.of(briefing).mentions) == 6
    assert recogniser.asked == [one.id, two.id, one.id]
