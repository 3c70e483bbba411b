"""Mentions are found once, counted truly, and nothing is loaded early."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reader.domain.briefing import Briefing
from reader.domain.entity import Entity, EntityType, Mention
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.services.errors import NamesUnavailable
from reader.services.library import BriefingCache, Library
from reader.services.recognition import Recognitions, load_lists

HBM = Entity(SafeText("HBM"), EntityType.TECHNOLOGY)


class FakeRecogniser:
    """Knows one name, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def recognise(self, briefing: Briefing) -> tuple[Mention, ...]:
        self.asked.append(briefing.id)
        starts = [at for at in range(len(briefing.text)) if briefing.text.startswith("HBM", at)]
        return tuple(Mention(Span(at, at + 3), HBM) for at in starts)


def test_a_briefing_is_recognised_once(library: Library, folder: Path) -> None:
    recogniser = FakeRecogniser()
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
    entries = library.load()
    (folder / "notes.md").unlink()
    recognitions = Recognitions(FakeRecogniser)
    assert recognitions.totals(entries, library) == {HBM: 3}


def test_totals_stop_when_told(library: Library) -> None:
    recogniser = FakeRecogniser()
    answers = iter([False, True])
    Recognitions(lambda: recogniser).totals(library.load(), library, lambda: next(answers))
    assert len(recogniser.asked) == 1


def test_the_recogniser_is_loaded_once_however_many_ask(library: Library) -> None:
    loaded = []
    recognitions = Recognitions(lambda: loaded.append(1) or FakeRecogniser())  # type: ignore[func-returns-value]
    briefings = [library.briefing(entry.id) for entry in library.entries]
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
    monkeypatch.setattr("reader.entities.recogniser.shipped_packs", lambda: (broken,))
    recognitions = Recognitions(lambda: load_lists(tmp_path))
    with pytest.raises(NamesUnavailable, match=r"lists of names cannot be read: broken\.yaml"):
        recognitions.of(library.briefing(library.entries[0].id))


def test_nothing_is_loaded_before_the_first_briefing() -> None:
    code = (
        "import sys; from reader.services.recognition import Recognitions\n"
        "assert not {'yaml', 'reader.entities.recogniser', 'reader.entities.packs'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
