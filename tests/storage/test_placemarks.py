"""Places under letters are kept beside the read states, by their letters and briefings."""

import json
from pathlib import Path

import pytest

from reader.domain.placemark import Placemark, is_letter
from reader.domain.reading import ReadState
from reader.storage.placemarks import unpack_placemarks
from reader.storage.store import Store

ONE, OTHER = "0123456789abcdef", "fedcba9876543210"


def test_places_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    store = Store(path)
    marks = [Placemark("a", ONE, 7), Placemark("a", OTHER, 9), Placemark("A", ONE, 0)]
    for mark in marks:
        store.save_placemark(mark.key, mark)
    store.save_read_state(ONE, ReadState(True, False, 3, 4))
    assert store.placemarks() == {mark.key: mark for mark in marks}
    again = Store(path)
    assert again.placemarks() == {mark.key: mark for mark in marks}
    assert again.read_states() == {ONE: ReadState(True, False, 3, 4)}
    store.close()
    assert json.loads(path.read_text())
    assert Store(path).placemarks() == {mark.key: mark for mark in marks}


def test_a_capital_letter_is_one_place(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.json")
    for mark in (Placemark("A", ONE, 7), Placemark("A", OTHER, 9)):
        store.save_placemark(mark.key, mark)
    assert store.placemarks() == {"A": Placemark("A", OTHER, 9)}
    store.save_placemark("A", None)
    assert store.placemarks() == {}


def test_another_process_sees_it(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "store.json"), Store(tmp_path / "store.json")
    assert other.placemarks() == {}
    one.save_placemark("A", Placemark("A", ONE, 7))
    assert other.placemarks() == {"A": Placemark("A", ONE, 7)}


@pytest.mark.parametrize(
    "packed",
    [None, [], "A", {"A": 5}, {"A": [ONE]}, {"A": [ONE, -1]}, {"A": [ONE, True]}, {"A": [5, 5]}, {"": [ONE, 1]}]
    + [{"AB": [ONE, 1]}, {"a": [ONE, 1]}, {f"a {OTHER}": [ONE, 1]}, {"é": [ONE, 1]}, {"1": [ONE, 1]}],
)
def test_what_is_damaged_is_passed_over(packed: object) -> None:
    assert unpack_placemarks(packed) == {}


def test_letters() -> None:
    assert [sign for sign in ("a", "Z", "é", "1", "", "ab", "'") if is_letter(sign)] == ["a", "Z"]
