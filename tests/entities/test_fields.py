"""Packs for more than one field: nothing but packs knows a field."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.config_limits import PACK_FIELDS
from reader.entities.compiled import load_packs
from reader.entities.lint import check_packs
from reader.entities.packs import parse_pack, shipped_fields, shipped_packs
from reader.entities.recogniser import build_recogniser
from tests.entities.annotated_texts import SHIPPING, Score, add_up, load_annotated, score
from tests.entities.factory import make_briefing

BLOCK = "TSMC and Maersk met in Rotterdam."


def _score(*fields: str) -> Score:
    recogniser = build_recogniser(load_packs(shipped_packs(fields)))
    return add_up(score(gold, recogniser.recognise(gold.briefing)) for gold in load_annotated(SHIPPING))


def _name(fields: Sequence[str], own: Sequence[Path] = ()) -> dict[str, str]:
    """What is known in a sentence, with the types."""
    mentions = build_recogniser(load_packs(shipped_packs(fields), None, own)).recognise(make_briefing(BLOCK))
    return {mention.entity.name: mention.entity.type or "" for mention in mentions if mention.status == "known"}


def test_the_settings_know_the_fields() -> None:
    assert shipped_fields() == PACK_FIELDS


@pytest.mark.parametrize("fields", [("maritime",), PACK_FIELDS], ids=["maritime", "all"])
def test_the_packs_of_a_field_have_no_faults(fields: Sequence[str]) -> None:
    assert check_packs(shipped_packs(fields)) == ()


def test_texts_of_another_field_are_read_with_its_pack() -> None:
    total = _score("maritime")
    assert total.f1 >= 0.95, (total.missed, total.wrong)
    assert total.typed >= 0.9 * total.right
    assert _score("electronics").f1 < total.f1 - 0.1, "so it is the pack that knows"


def test_a_field_that_is_not_chosen_is_not_known() -> None:
    assert _name(["electronics"]) == {"TSMC": "company", "Rotterdam": "place"}
    assert _name(["maritime"]) == {"Maersk": "company", "Rotterdam": "place"}
    assert set(_name(PACK_FIELDS)) == {"TSMC", "Maersk", "Rotterdam"}
    assert _name([]) == {"Rotterdam": "place"}


def test_the_field_has_some_hundred_names() -> None:
    packs = [
        parse_pack(path.read_text(encoding="utf-8"), path.name)
        for path in shipped_packs(("maritime",))
        if path.parent.name == "maritime"
    ]
    assert sum(len(pack.entries) for pack in packs) >= 150


def test_a_pack_of_ones_own_that_is_broken_is_left_out_and_told(tmp_path: Path) -> None:
    good, broken, missing = tmp_path / "good.yaml", tmp_path / "broken.yaml", tmp_path / "missing.yaml"
    good.write_text("type: event\nentities: [Rotterdam]\n")
    broken.write_text("entities: 3\n")
    cache = tmp_path / "cache"
    for _ in range(2):
        # The second time from the copy.
        compiled = load_packs(shipped_packs(), cache, (good, broken, missing))
        assert [fault.split(":")[0] for fault in compiled.faults] == ["broken.yaml", "missing.yaml"]
        assert "No such file" in compiled.faults[1]
    assert _name(["electronics"], (broken, good)) == {"TSMC": "company", "Rotterdam": "event"}
    missing.write_text("entities: []\n")
    assert len(load_packs(shipped_packs(), cache, (good, broken, missing)).faults) == 1, "no old copy is used"
