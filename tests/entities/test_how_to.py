"""The example of docs/entities.md, which shows how a pack is written."""

import re
from pathlib import Path

import pytest

from reader.entities.compiled import load_packs
from reader.entities.lint import check_packs
from reader.entities.packs import CueKind, shipped_packs
from reader.entities.recogniser import build_recogniser
from tests.conftest import ROOT
from tests.entities.factory import make_briefing

PAGE = (ROOT / "docs" / "entities.md").read_text(encoding="utf-8")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    match = re.search(r"<!-- a test reads this pack -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert match is not None
    path = tmp_path / "bicycles.yaml"
    path.write_text(match[1], encoding="utf-8")
    return path


def test_it_has_no_faults(pack: Path) -> None:
    assert check_packs([pack]) == ()


def test_it_does_what_the_page_says(pack: Path) -> None:
    recogniser = build_recogniser(load_packs(shipped_packs(()), None, (pack,)))

    def find(text: str) -> set[tuple[str, str]]:
        return {
            (mention.entity.name, mention.entity.type or "") for mention in recogniser.recognise(make_briefing(text))
        }

    assert ("Campagnolo", "company") in find("They ride Campy.")
    assert ("Trek", "company") in find("We asked Trek about it.")
    assert find("Their Trek through the hills.") & {("Trek", "company")} == set()
    assert find("A Giant leap.") & {("Giant Manufacturing", "company")} == set()
    assert ("Giant Manufacturing", "company") in find("In Taichung, Giant builds frames.")
    assert ("Eurobike", "event") in find("We met at Eurobike.")
    assert ("Dura-Ace R9200", "product") in find("The R9200 shifts well.")
    assert ("Bellmont Cycles", "company") in find("A shop called Bellmont Cycles opened.")


def test_the_page_has_every_kind_of_cue() -> None:
    table = PAGE[PAGE.index("| kind | the words") :]
    assert re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE) == [kind.value for kind in CueKind]
