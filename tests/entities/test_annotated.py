"""How well names are found in texts that were annotated by hand."""

from reader.entities.recogniser import load_recogniser
from tests.entities.annotated_texts import add_up, load_annotated, parse_marked, score


def test_names_are_found_in_annotated_texts() -> None:
    recogniser = load_recogniser()
    scores = {gold.name: score(gold, recogniser.recognise(gold.briefing)) for gold in load_annotated()}
    total = add_up(scores.values())
    assert len(scores) >= 6
    assert total.f1 >= 0.95, (total.missed, total.wrong)
    assert total.typed >= 0.93 * total.right
    assert {name: row.f1 for name, row in scores.items() if row.f1 < 0.9} == {}


def test_the_score_counts_right_missed_and_wrong() -> None:
    gold = parse_marked("{Nvidia|company} fears {Quixotek nonsense|company} and {Dutch|~} rules, says Intel.")
    result = score(gold, load_recogniser().recognise(gold.briefing))
    assert (result.right, result.missed, result.wrong) == (1, ("Quixotek nonsense",), ("Quixotek", "Intel"))
    assert result.precision == 1 / 3
    assert result.recall == 1 / 2
