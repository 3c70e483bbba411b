"""Packs that are broken, huge or hostile: told with the file, or plainly taken, and never a hang or a crash."""

import time
from itertools import product
from pathlib import Path

import pytest

from reader.entities.compiled import load_packs
from reader.entities.packs import PACK_LIMIT, PackError
from reader.entities.recogniser import build_recogniser
from tests.entities.factory import make_briefing

SECONDS = 5.0
"""Of this process's own time: fifty times what any of these takes."""

SYLLABLES = "ba ce di fo gu ha je ki lo mu ne pi qua ro su ta ve wo xi ya zo".split()
MANY = ["".join(some).capitalize() for some in product(SYLLABLES, repeat=4)][:10_000]


def _load(folder: Path, text: str, words: str) -> set[str]:
    """What is named in some words, by a pack and nothing else."""
    pack = folder / "own.yaml"
    pack.write_text(text, encoding="utf-8")
    recogniser = build_recogniser(load_packs((pack,), folder / "cache"))
    return {mention.entity.name for mention in recogniser.recognise(make_briefing(words)) if mention.status == "known"}


@pytest.fixture(autouse=True)
def _in_time() -> object:
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("entities: [", r"own.yaml: .*\(line 2\)", id="cut off"),
        pytest.param("entities:\n  - {name: A\n  - : :\n", r"own.yaml: .*\(line 3\)", id="broken"),
        pytest.param("a: &a [x, x]\nb: &b [*a, *a]\nentities: [*b]\n", r"own.yaml: an alias .*\(line 2\)", id="bomb"),
        pytest.param("base: &base {<<: *base}\n", r"own.yaml: .*\(line 1\)", id="merge"),
        pytest.param("entities: " + "[" * 60_000, "own.yaml: nested more than", id="deep"),
        pytest.param("#" * (PACK_LIMIT + 1), "own.yaml: longer than", id="huge"),
        pytest.param("entities: !!python/object:os.system [x]\n", r"own.yaml: .*\(line 1\)", id="a foreign tag"),
        pytest.param("- a\n- b\n", "own.yaml is not a pack", id="a list"),
        pytest.param("", "own.yaml is not a pack", id="nothing"),
        pytest.param("entities: [{name: Foo, aliases: {a: b}}]", r"own.yaml: entry 1 \(Foo\)", id="a wrong shape"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(PackError, match=expected):
        _load(tmp_path, text, "x")


@pytest.mark.parametrize(
    ("names", "words", "expected"),
    [
        pytest.param(
            ["A.*(b+)+$["], "So a.*(B+)+$[ it is. Abbbbbbbbbbbbbbbbbbbbbb!", {"A.*(b+)+$["}, id="signs of a regex"
        ),
        pytest.param(["(((((", "Real Name"], "((((( Real Name", {"Real Name"}, id="no letter"),
        pytest.param(["\u0301", "Real Name"], "Real Name", {"Real Name"}, id="a loose mark"),
        pytest.param(["C++"], "They write C++ there.", {"C++"}, id="plus"),
        pytest.param(["長榮海運"], "今天長榮海運宣布", {"長榮海運"}, id="Chinese"),
        pytest.param(["Z" * 5_000], "Z" * 5_000, {"Z" * 5_000}, id="long"),
        pytest.param(["A " * 2_000 + "B"], "A " * 4_000, set(), id="long and almost"),
        pytest.param(MANY, f"So {MANY[-1]} and {MANY[0]} met.", {MANY[-1], MANY[0]}, id="ten thousand"),
    ],
)
def test_odd_names_are_taken(tmp_path: Path, names: list[str], words: str, expected: set[str]) -> None:
    rows = "".join(f"  - name: '{name}'\n" for name in names)
    assert _load(tmp_path, f"type: company\nentities:\n{rows}", words) == expected


def test_ten_thousand_aliases_of_one(tmp_path: Path) -> None:
    aliases = ", ".join(MANY)
    text = f"type: company\nentities:\n  - name: Hydra Lines\n    aliases: [{aliases}]\n"
    assert _load(tmp_path, text, f"So {MANY[77]} came.") == {"Hydra Lines"}


def test_of_two_with_one_name_the_later_counts(tmp_path: Path) -> None:
    text = "entities:\n  - {name: First, aliases: [Blue Harbour]}\n  - {name: Second, aliases: [Blue Harbour]}\n"
    assert _load(tmp_path, text, "Here is Blue Harbour again.") == {"Second"}
