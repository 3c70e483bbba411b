"""Commands by name: what a line means, what it may be completed to, and what is said when it means nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands.model import Scope
from reader.commands.naming import list_names, rank_commands, read_line
from reader.commands.resolver import MAX_COUNT
from reader.commands.table import COMMANDS, live_commands

ARTICLE = live_commands(Scope.ARTICLE)


@pytest.mark.parametrize(
    ("text", "command", "count", "words"),
    [
        pytest.param("view.zen", "view.zen", None, "", id="an id"),
        pytest.param("zen", "view.zen", None, "", id="its end"),
        pytest.param("  ZEN ", "view.zen", None, "", id="capitals and spaces"),
        pytest.param("mute bold", "view.mute-bold", None, "", id="a title of two words"),
        pytest.param("mute-b", "view.mute-bold", None, "", id="the beginning of one name alone"),
        pytest.param("tag hbm -old", "annotate.tag", None, "hbm -old", id="words behind it"),
        pytest.param("tag again", "annotate.tag-again", None, "", id="the longer name counts"),
        pytest.param(
            "filter the library is:unread  x", "library.filter", None, "is:unread  x", id="words behind a title"
        ),
        pytest.param("5 move.down", "move.down", 5, "", id="a number"),
        pytest.param("5next-block", "article.next-block", 5, "", id="a number without a space"),
        pytest.param("3 zen", "view.zen", None, "", id="a number for a command that takes none"),
        pytest.param("999999 move.up", "move.up", MAX_COUNT, "", id="too large a number"),
    ],
)
def test_a_line_is_read(text: str, command: str, count: int | None, words: str) -> None:
    line = read_line(text, ARTICLE)
    assert line.command is not None, line.reason
    assert (line.command.id, line.count, line.words, line.reason) == (command, count, words, "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("qqq", "qqq: no such command"),
        ("down", "down: no such command; did you mean article.down or move.down?"),
        ("view", "view: no such command; did you mean view.zen or view.narrower or view.wider?"),
        ("7", ": no such command"),
        ("mtb", "mtb: no such command; did you mean view.mute-bold?"),
    ],
)
def test_what_means_nothing_or_several_is_told(text: str, reason: str) -> None:
    line = read_line(text, ARTICLE)
    assert line.command is None
    assert line.reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("zen", "view.zen"),
        ("annot", "annotate.tag"),
        ("bold", "view.mute-bold"),
        ("mtb", "view.mute-bold"),
        ("4 next-s", "article.next-sentence"),
        ("tag hbm", "annotate.tag"),
    ],
)
def test_the_likeliest_comes_first(text: str, first: str) -> None:
    assert rank_commands(text, ARTICLE)[0].id == first


def test_an_empty_line_may_mean_everything_in_its_order() -> None:
    assert rank_commands("", ARTICLE) == ARTICLE
    assert rank_commands(" 5 ", ARTICLE) == ARTICLE
    assert rank_commands("xyzzy", ARTICLE) == ()


@pytest.mark.parametrize("scope", [scope for scope in Scope if scope is not Scope.EVERYWHERE])
def test_every_command_can_be_named_by_its_id_and_its_title_where_it_is_live(scope: Scope) -> None:
    live = live_commands(scope)
    for command in live:
        assert read_line(command.id, live).command is command
        named = read_line(command.title, live)
        assert named.command is command or "did you mean" in named.reason, command.title
        assert rank_commands(command.id, live)[0] is command


@given(st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    line = read_line(text, COMMANDS)
    assert (line.command is None) == bool(line.reason)
    assert len(rank_commands(text, COMMANDS)) <= len(COMMANDS)


def test_each_command_has_its_names() -> None:
    assert all(command.id == list_names(command)[0] for command in COMMANDS)
