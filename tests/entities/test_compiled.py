"""The compiled copy of packs: the same names, and never a reason to fail."""

from pathlib import Path

import pytest

from reader.entities.compiled import load_packs
from reader.entities.packs import PackError, shipped_packs
from reader.entities.recogniser import load_recogniser
from tests.entities.factory import make_briefing

PACK = "entities: [{name: Quixotek, type: company, aliases: [{name: QX, case: exact, needs: [chip]}], series: true}]"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


def test_the_copy_says_the_same(tmp_path: Path, pack: Path) -> None:
    paths = (*shipped_packs(), pack)
    fresh = load_packs(paths, tmp_path / "cache")
    copied = load_packs(paths, tmp_path / "cache")
    assert (copied.forms, copied.cues) == (fresh.forms, fresh.cues)
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_the_copy_is_used(tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_packs([pack], tmp_path)
    monkeypatch.setattr("reader.entities.compiled.parse_pack", lambda *_: pytest.fail("parsed again"))
    assert len(load_packs([pack], tmp_path).forms) == 2


def test_a_changed_pack_is_read_again(tmp_path: Path, pack: Path) -> None:
    load_packs([pack], tmp_path)
    pack.write_text("entities: [Brenmoor]", encoding="utf-8")
    assert [form.text for form in load_packs([pack], tmp_path).forms] == ["Brenmoor"]


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"{}", b"x" * 200, None])
def test_a_damaged_copy_is_ignored(tmp_path: Path, pack: Path, damage: bytes | None) -> None:
    expected = load_packs([pack], tmp_path).forms
    (copy,) = tmp_path.glob("names*.json")
    data = copy.read_bytes()
    copy.write_bytes(data[:-9] if damage is None else damage)
    assert load_packs([pack], tmp_path).forms == expected
    assert copy.read_bytes() == data


def test_programs_with_different_packs_share_a_folder(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.yaml"
    for number in range(9):
        other.write_text(f"entities: [Brenmoor {number}]", encoding="utf-8")
        load_packs([other], tmp_path)
    load_packs([pack], tmp_path)
    load_packs([other], tmp_path)
    monkeypatch.setattr("reader.entities.compiled.parse_pack", lambda *_: pytest.fail("parsed again"))
    assert len(load_packs([pack], tmp_path).forms) == 2
    assert len(load_packs([other], tmp_path).forms) == 1
    assert len(list(tmp_path.glob("names*"))) == 4, "old copies are not kept for ever"


def test_a_folder_that_cannot_be_written(tmp_path: Path, pack: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert len(load_packs([pack], tmp_path / "file").forms) == 2


@pytest.mark.parametrize(("data", "message"), [(None, "mine.yaml: "), (b"\xff", "mine.yaml: not UTF-8")])
def test_an_unreadable_pack(pack: Path, data: bytes | None, message: str) -> None:
    pack.unlink() if data is None else pack.write_bytes(data)
    with pytest.raises(PackError, match=message):
        load_packs([pack])


def test_the_readers_own_pack_is_asked_too(tmp_path: Path, pack: Path) -> None:
    recogniser = load_recogniser([pack], cache=tmp_path)
    text = "the QX chip of Quixotek"
    mentions = recogniser.recognise(make_briefing(text))
    assert [(mention.span.of(text), mention.entity.name) for mention in mentions] == [
        ("QX", "Quixotek"),
        ("Quixotek", "Quixotek"),
    ]
