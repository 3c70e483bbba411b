"""A notice stands long enough to be read, and never in the place of a question."""

from collections.abc import Callable

from reader.domain.scrub import SafeText
from reader.services.services import Services
from reader.ui.screens.base import Choice
from tests.ui.pilot import run_reader


async def test_news_let_a_warning_be_read(services: Services) -> None:
    async with run_reader(services) as reader:
        reader.main.say(SafeText("no such command"), is_warning=True)
        reader.main.say_news(SafeText("7 briefings came"))
        reader.main.say_news(SafeText("8 briefings came"), is_warning=True)
        assert (reader.status.notice, reader.status.is_warning) == ("no such command", True)
        await reader.until(lambda: reader.status.notice == "8 briefings came")
        assert reader.status.is_warning


async def test_what_a_key_does_is_told_at_once(services: Services) -> None:
    async with run_reader(services) as reader:
        reader.main.say(SafeText("no such command"), is_warning=True)
        reader.main.say(SafeText("3 tagged"))
        assert (reader.status.notice, reader.status.is_warning) == ("3 tagged", False)
        reader.main.say_news(SafeText("7 briefings came"))
        reader.main.say(SafeText("4 tagged"))
        assert reader.status.notice == "4 tagged"


async def test_a_question_stands_until_it_is_answered(services: Services) -> None:
    async with run_reader(services) as reader:
        taken: list[str] = []

        def take(name: str) -> Callable[[], None]:
            return lambda: taken.append(name)

        reader.main.choose("sort", [Choice("d", "by date", take("date")), Choice("t", "by title", take("title"))])
        reader.main.say_news(SafeText("7 briefings came"))
        reader.main.say(SafeText("a file has changed"), is_warning=True)
        assert "d by date" in reader.status.notice
        await reader.press("t")
        assert taken == ["title"]
        assert reader.status.notice == "a file has changed"
