"""On a terminal that knows only ASCII everything is ASCII, and stands where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.services.services import Services
from reader.ui.layout.width import cells
from reader.ui.plain_signs import to_ascii, wants_ascii
from tests.ui.pilot import run_reader


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, False),
        ({"LANG": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "de_DE.utf8"}, False),
        ({"LANG": "de_DE"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, True),
        ({"LANG": "de_DE.UTF-8@euro"}, False),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_CTYPE": "C"}, True),
        ({"LANG": "C", "LC_ALL": ""}, True),
    ],
)
def test_the_locale_decides(environment: dict[str, str], wanted: bool) -> None:
    assert wants_ascii(environment) is wanted


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Zürich – “power” isn’t…", 'Zurich - "power" isn\'t.'),
        ("● ◆ ▌", "* + |"),
        ("半導体", "??????"),
        ("½ km², №", None),
        ("┌┐", "--"),
    ],
)
def test_signs_become_what_they_look_like(text: str, plain: str | None) -> None:
    assert to_ascii(text).isascii()
    assert plain is None or to_ascii(text) == plain


def test_marks_are_told_apart() -> None:
    signs = "●◆▌•✓"
    assert len({str(to_ascii(sign)) for sign in "●◆▌✓"}) == 4
    assert all(len(to_ascii(sign)) == 1 for sign in signs)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Mn", "Me", "Cf")), max_size=20))
def test_nothing_moves(text: str) -> None:
    plain = to_ascii(text)
    assert plain.isascii()
    assert len(plain) == sum(cells(sign) for sign in text)


async def test_the_whole_screen_is_ascii(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    async with run_reader(services) as reader:
        await reader.press("enter", "B")
        await reader.answer("/", "hbm")
        filters = reader.app.get_line_filters()
        lines = []
        for strip in reader.screen._compositor.render_strips():
            segments = list(strip)
            for line_filter in filters:
                segments = line_filter.apply(segments, reader.screen.styles.background)
            lines.append("".join(segment.text for segment in segments))
        assert all(line.isascii() for line in lines)
        assert all(len(line) == 120 for line in lines)
        assert any(" + " in line or "+|" in line for line in lines), "the bookmark's sign"
