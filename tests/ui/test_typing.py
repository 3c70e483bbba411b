"""What is typed at the prompt: tags to add and to remove, and the words that a tag may be completed to."""

import pytest

from reader.domain.scrub import SafeText
from reader.ui.annotating import read_tags
from reader.ui.widgets.prompt import complete_word


@pytest.mark.parametrize(
    ("text", "added", "removed"),
    [
        pytest.param("", [], [], id="nothing"),
        pytest.param("  ", [], [], id="spaces"),
        pytest.param("hbm", ["hbm"], [], id="one"),
        pytest.param("hbm supply", ["hbm", "supply"], [], id="two"),
        pytest.param("hbm, supply,chain", ["hbm", "supply", "chain"], [], id="with commas"),
        pytest.param("+hbm -old", ["hbm"], ["old"], id="with signs"),
        pytest.param("#hbm -#old", ["hbm"], ["old"], id="with hash signs"),
        pytest.param("+#hbm", ["hbm"], [], id="with both"),
        pytest.param("+ - # ,", [], [], id="signs alone"),
        pytest.param("export-controls", ["export-controls"], [], id="a hyphen within a tag"),
        pytest.param("C#", ["C#"], [], id="a hash sign within a tag"),
        pytest.param("HBM hbm", ["HBM", "hbm"], [], id="as they are written"),
        pytest.param("日本", ["日本"], [], id="of any script"),
        pytest.param("a\x1b[2Jb", ["a␛[2Jb"], [], id="scrubbed"),
        pytest.param("[red]x[/red]", ["[red]x[/red]"], [], id="markup is text"),
        pytest.param("a\u202eb", ["a\ufffdb"], [], id="no bidirectional controls"),
    ],
)
def test_tags_are_read(text: str, added: list[str], removed: list[str]) -> None:
    assert read_tags(text) == (tuple(added), tuple(removed))


WORDS = tuple(SafeText(word) for word in ("hbm", "HBM4", "supply", "thermal-budget", "bm"))


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        pytest.param("", ["hbm", "HBM4", "supply", "thermal-budget", "bm"], id="all, in their order"),
        pytest.param("h", ["hbm", "HBM4", "thermal-budget"], id="those that begin so come first"),
        pytest.param("bm", ["bm", "hbm", "HBM4"], id="then those that contain it"),
        pytest.param("HB", ["hbm", "HBM4", "thermal-budget"], id="whatever the case, in this order"),
        pytest.param("#h", ["hbm", "HBM4", "thermal-budget"], id="after a hash sign"),
        pytest.param("-sup", ["supply"], id="to be removed"),
        pytest.param("hbm ", ["HBM4", "supply", "thermal-budget", "bm"], id="not one that is there already"),
        pytest.param("#hbm +s", ["supply"], id="the last word counts"),
        pytest.param("x", [], id="none"),
        pytest.param("hbm4 hbm", ["hbm"], id="there already in another case"),
    ],
)
def test_words_are_completed(text: str, offers: list[str]) -> None:
    assert complete_word(text, WORDS) == tuple(offers)
