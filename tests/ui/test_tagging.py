"""Tagging: a briefing, a block, a sentence, a name; with completions, again, undone and redone."""

from collections.abc import Callable

from reader.domain.scrub import SafeText
from reader.services.annotations import PlacedAnnotation
from reader.services.services import Services
from tests.ui.pilot import Reader, run_reader


def _placed(services: Services, reader: Reader) -> list[PlacedAnnotation]:
    """The annotations of the open briefing."""
    return list(services.annotations.placed(reader.briefing))


def _tags(services: Services) -> list[str]:
    return [tag for tag, _ in services.annotations.tags()]


async def test_a_briefing_is_tagged_from_the_list(open_again: Callable[[], Services]) -> None:
    services = open_again()
    async with run_reader(services) as reader:
        await reader.press("t")
        assert reader.lines[-3] == " tag"
        await reader.press(*"hbm jq", "enter")
        assert reader.pane == "list"
        assert reader.status.notice.startswith("Tagged Memory Weekly: #hbm #jq")
        (item,) = _placed(services, reader)
        assert (item.annotation.tags, item.annotation.quote, item.annotation.entity) == (("hbm", "jq"), None, None)
        row = reader.pane_lines("list")[2]
        assert row.split() == ["#hbm", "#jq"]
        assert "4 unread" in reader.lines[0], "tagging is not reading"
        await reader.answer("t", "-JQ new")
        assert reader.pane_lines("list")[2].split() == ["#hbm", "#new"]
    async with run_reader(open_again()) as reader:
        assert reader.pane_lines("list")[2].split() == ["#hbm", "#new"], "kept"


async def test_a_block_is_tagged(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}")
        await reader.answer("t", "supply")
        assert reader.pane == "article"
        (item,) = _placed(services, reader)
        assert item.annotation.quote is not None
        assert item.annotation.quote.exact == "Nvidia waits for HBM. TSMC builds in Taiwan. Acme Nova watches."
        assert "#supply" in reader.main.query_one("StatusLine").status.parts  # type: ignore[attr-defined]
        row = next(line for line in reader.pane_lines("article") if "Nvidia waits" in line)
        assert row.startswith(" #▌ Nvidia waits"), "the mark stands in the gutter"
        assert reader.pane_lines("list")[2].endswith("#supply")


async def test_a_sentence_is_tagged(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", ")", ")")
        await reader.answer("t", "fab")
        (item,) = _placed(services, reader)
        assert item.annotation.quote is not None
        assert item.annotation.quote.exact == "TSMC builds in Taiwan."
        await reader.press("4", "j")
        tinted, plain = reader.styles_of("builds in")[0], reader.styles_of("watches.")[0]
        assert tinted.bgcolor is not None
        assert tinted.bgcolor.name == "#26332f"
        assert plain.bgcolor != tinted.bgcolor


async def test_a_hit_is_tagged(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer("/", "taiwan")
        await reader.answer("t", "place")
        (item,) = _placed(services, reader)
        assert item.annotation.quote is not None
        assert item.annotation.quote.exact == "Taiwan"


async def test_a_name_is_tagged_in_the_sidebar(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("l", "l", "j")
        await reader.answer("t", "foundry")
        assert reader.pane == "sidebar"
        (item,) = _placed(services, reader)
        assert (item.annotation.entity, item.annotation.quote) == ("TSMC", None)
        assert reader.status.notice.startswith("Tagged TSMC: #foundry")


async def test_tags_are_completed(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "supply-chain hbm")
        await reader.press("j")
        await reader.answer("t", "hbm")
        await reader.press("j", "t")
        # hbm is used twice: it comes first.
        assert reader.lines[-3].split() == ["tag", "hbm", "supply-chain"]
        await reader.type_text("s")
        assert reader.lines[-3].split() == ["tag", "s", "supply-chain"]
        await reader.press("tab")
        await reader.press("tab", "enter")
        assert services.annotations.tags_by_briefing()[reader.main.shelf.entries[2].id] == ("supply-chain", "hbm")


async def test_a_first_tag_has_nothing_to_complete(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("t", "tab", *"x", "tab", "enter")
        assert _tags(services) == ["x"]


async def test_the_last_tags_again(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("T")
        assert reader.status.notice.startswith("No tags to repeat yet")
        await reader.answer("t", "hbm supply")
        await reader.press("j", "T")
        assert {tuple(tags) for tags in services.annotations.tags_by_briefing().values()} == {("hbm", "supply")}
        assert len(services.annotations.tags_by_briefing()) == 2


async def test_undone_and_done_again(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("u")
        assert reader.status.notice == "Nothing to undo."
        await reader.answer("t", "one")
        await reader.answer("t", "two")
        assert reader.pane_lines("list")[2].split() == ["#one", "#two"]
        await reader.press("u")
        assert reader.status.notice == "Undone: Tagged Memory Weekly: #two"
        assert reader.pane_lines("list")[2].split() == ["#one"]
        await reader.press("u")
        assert _tags(services) == []
        assert "#" not in reader.pane_text("list")
        await reader.press("u")
        assert reader.status.notice == "Nothing to undo."
        await reader.press("ctrl+r", "ctrl+r")
        assert reader.pane_lines("list")[2].split() == ["#one", "#two"]
        await reader.press("ctrl+r")
        assert reader.status.notice == "Nothing to do again."
        await reader.press("u")
        await reader.answer("t", "three")
        await reader.press("ctrl+r")
        assert reader.status.notice == "Nothing to do again.", "a new change ends what could be done again"
        assert sorted(_tags(services)) == ["one", "three"]


async def test_another_run_undoes_what_was_done_before(open_again: Callable[[], Services]) -> None:
    async with run_reader(open_again()) as reader:
        await reader.answer("t", "one")
        await reader.answer("t", "two")
    services = open_again()
    async with run_reader(services) as reader:
        await reader.press("u")
        assert reader.status.notice == "Undone: Tagged Memory Weekly: #two"
        await reader.press("u")
        assert _tags(services) == []
        await reader.press("ctrl+r")
        assert reader.status.notice == "Done again: Tagged Memory Weekly: #one"
        assert reader.pane_lines("list")[2].split() == ["#one"]
        await reader.press("ctrl+r")
        assert reader.pane_lines("list")[2].split() == ["#one", "#two"]


async def test_what_another_program_changed_since_is_not_undone(open_again: Callable[[], Services]) -> None:
    services = open_again()
    async with run_reader(services) as reader:
        await reader.answer("t", "one")
        other = open_again()
        other.library.load()
        (record,) = other.annotations.list_records()
        entry = other.library.entry(record.briefing.id)
        assert entry is not None
        other.annotations.tag(entry, None, None, [SafeText("theirs")])
        await reader.press("u")
        assert reader.status.notice.startswith("cannot be undone, since it was changed after that: Tagged Memory")
        assert sorted(_tags(services)) == ["one", "theirs"]


async def test_nothing_typed_changes_nothing(services: Services) -> None:
    async with run_reader(services) as reader:
        for keys in (["t", "enter"], ["t", *" + #", "enter"], ["t", *"hbm", "escape"]):
            await reader.press(*keys)
            assert reader.pane == "list"
            assert _tags(services) == []
            assert "tag" not in reader.lines[-3]
        await reader.press("j")
        assert reader.current_title() == "Chip Letter", "the keys are commands again"


async def test_what_is_typed_can_be_corrected(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("t", *"hbx", "backspace", *"m", "home", *"a", "end", *"z", "left", "delete", "enter")
        assert _tags(services) == ["ahbm"]
