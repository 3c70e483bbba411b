"""A name is completed by its letters, however few of them are typed."""

import time

import pytest

from reader.domain.scrub import SafeText
from reader.ui.completing import fit_names

NAMES = tuple(map(SafeText, ("SMIC", "Taiwan Semiconductor", "TSMC", "Micron", "ASML", "台積電")))


@pytest.mark.parametrize(
    ("typed", "fitting"),
    [
        ("", ["SMIC", "Taiwan Semiconductor", "TSMC", "Micron", "ASML", "台積電"]),
        ("sm", ["SMIC", "TSMC", "ASML", "Taiwan Semiconductor"]),
        ("SEMI", ["Taiwan Semiconductor"]),
        ("semi tai", []),
        ("tai semi", ["Taiwan Semiconductor"]),
        ("mic", ["Micron", "SMIC", "Taiwan Semiconductor"]),
        ("積", ["台積電"]),
        ("zz", []),
    ],
)
def test_the_best_comes_first(typed: str, fitting: list[str]) -> None:
    assert list(fit_names(typed, NAMES)) == fitting


def test_letters_that_come_again_and_again_take_no_time() -> None:
    names = [SafeText("a" * 199 + str(number)) for number in range(500)]
    begun = time.perf_counter()
    assert fit_names("a" * 150 + "b", names) == ()
    assert time.perf_counter() - begun < 2
