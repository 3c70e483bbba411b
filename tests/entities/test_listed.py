"""Companies before their tickers, whatever they are called."""

import pytest

from reader.domain.entity import EntityType
from reader.entities.recogniser import Recogniser, load_recogniser
from tests.entities.factory import make_briefing


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load_recogniser()


def test_what_stands_before_a_ticker_is_a_company(recogniser: Recogniser) -> None:
    text = "Orders went to Harvest (NYSE: HRV) in May. In June Harvest paid."
    found = {
        (mention.span.of(text), mention.span.start, mention.entity.type)
        for mention in recogniser.recognise(make_briefing(text))
    }
    assert ("Harvest", text.index("Harvest"), EntityType.COMPANY) in found
    assert ("Harvest", text.rindex("Harvest"), EntityType.COMPANY) in found


def test_articles_stay_outside(recogniser: Recogniser) -> None:
    text = "They sold The Brelkin Works (TASE: BRLK; NYSE: BRLK) then."
    assert "Brelkin Works" in {mention.span.of(text) for mention in recogniser.recognise(make_briefing(text))}


@pytest.mark.parametrize("text", ["Orders fell in Harvest (note: see page 3) again.", "It is a Harvest (NYSE) again."])
def test_other_parentheses_say_nothing(recogniser: Recogniser, text: str) -> None:
    assert "Harvest" not in {mention.span.of(text) for mention in recogniser.recognise(make_briefing(text))}
