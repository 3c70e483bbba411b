"""Sources in the settings file: whole lines come and go, and every other byte stays."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reader.config import load_settings
from reader.domain.scrub import SafeText
from reader.domain.source import Source
from reader.services.errors import StoreError
from reader.services.source_lines import add_sources, change_source, print_source, remove_source

LETTER = Source(SafeText("Chip Letter"), url="https://x.example/feed?a=1#b")
MAIL = Source(
    SafeText('A "quoted": name'), path="~/Mail/news", series=SafeText("S: 1"), tags=(SafeText("hbm"), SafeText("a, b")),
    full_text=True, keep=7,
)  # fmt: skip

FILES = {
    "no file": None,
    "empty": "",
    "other settings": "# mine\ntheme: paper   # light\n\nmeasure: 70\n",
    "no line feed at the end": "theme: paper",
    "a list": "sources:\n  # the first\n  - name: One\n    url: https://one.example/\n\n# after\ntheme: paper\n",
    "a list that is not set in": "sources:   # mine\n- name: One\n  url: https://one.example/\ntheme: paper\n",
    "an empty list": "theme: paper\nsources:\nmeasure: 70\n",
    "Windows": "theme: paper\r\nsources:\r\n  - name: One\r\n    url: https://one.example/\r\n",
    "a list at the end": "theme: paper\nsources:\n    - url: https://one.example/\n      name: One\n# end\n",
}


@pytest.mark.parametrize("name", FILES)
def test_sources_come_and_go(tmp_path: Path, name: str) -> None:
    path = tmp_path / "config.yaml"
    before = FILES[name]
    if before is not None:
        path.write_bytes(before.encode())
    known = load_settings(path)[0].sources
    add_sources(path, [LETTER, MAIL])
    settings, problems = load_settings(path)
    assert problems == ()
    assert settings.sources == (*known, LETTER, MAIL)
    written = path.read_bytes().decode()
    for line in (before or "").splitlines():
        assert line in written.splitlines()
    remove_source(path, LETTER)
    assert load_settings(path)[0].sources == (*known, MAIL)
    remove_source(path, MAIL)
    if before and name != "an empty list":
        assert path.read_bytes().decode().rstrip("\n") == before.rstrip("\n")


def test_comments_between_sources_stay(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(
        "sources:\n  - name: One\n    url: https://one.example/  # often\n  # about two\n"
        "  - name: Two\n    url: https://two.example/\n"
    )
    remove_source(path, load_settings(path)[0].sources[0])
    assert path.read_text() == "sources:\n  # about two\n  - name: Two\n    url: https://two.example/\n"


@pytest.mark.parametrize(
    "text",
    [
        "sources: [{name: One, url: 'https://one.example/'}]\n",
        "sources: {a: 1}\n",
        "? sources\n: - {name: One, url: 'https://one.example/'}\n",
        "theme: [\n",
    ],
)
def test_what_cannot_be_changed_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text)
    with pytest.raises(StoreError, match="edit it"):
        add_sources(path, [LETTER])
    assert path.read_text() == text


def test_a_source_as_it_is_written() -> None:
    assert print_source(LETTER) == ["  - name: Chip Letter", '    url: "https://x.example/feed?a=1#b"']


WRITTEN = (
    "# mine\nsources:\n  # the first\n  - name: One   # often\n    url: https://one.example/\n    tags: [a, b]\n"
    "  # about two\n  - url: https://two.example/\n    name: Two\n    keep: 5\n# end\ntheme: paper\n"
)


@pytest.mark.parametrize(
    ("number", "make", "old", "new"),
    [
        (0, lambda one: replace(one, name=SafeText("First")), "- name: One   # often", "- name: First   # often"),
        (
            0,
            lambda one: replace(one, url="https://other.example/"),
            "    url: https://one.example/",
            '    url: "https://other.example/"',
        ),
        (
            0,
            lambda one: replace(
                one,
                tags=(
                    SafeText("c"),
                    SafeText("d: e"),
                ),
            ),
            "    tags: [a, b]",
            '    tags: [c, "d: e"]',
        ),
        (0, lambda one: replace(one, tags=()), "    tags: [a, b]\n", ""),
        (
            0,
            lambda one: replace(one, series=SafeText("Chips")),
            "    tags: [a, b]\n",
            "    tags: [a, b]\n    series: Chips\n",
        ),
        (1, lambda one: replace(one, name=SafeText("Second")), "    name: Two", "    name: Second"),
        (1, lambda one: replace(one, keep=0), "    keep: 5\n", ""),
        (1, lambda one: replace(one, keep=12), "keep: 5", "keep: 12"),
        (1, lambda one: replace(one, full_text=True), "    keep: 5\n", "    keep: 5\n    full_text: yes\n"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_only_the_line_of_a_field_changes(
    tmp_path: Path, number: int, make: Callable[[Source], Source], old: str, new: str, ending: str
) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(WRITTEN.replace("\n", ending).encode())
    sources = load_settings(path)[0].sources
    changed = make(sources[number])
    change_source(path, sources[number], changed)
    assert path.read_bytes().decode() == WRITTEN.replace(old, new).replace("\n", ending)
    assert load_settings(path)[0].sources == tuple(changed if one == sources[number] else one for one in sources)


def test_a_field_of_many_lines_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("sources:\n  - name: One\n    url: https://one.example/\n    tags:\n      - a\n      - b\n# end\n")
    [source] = load_settings(path)[0].sources
    change_source(path, source, replace(source, tags=(SafeText("c"),)))
    assert load_settings(path)[0].sources[0].tags == ("c",)
    assert path.read_text().endswith("    tags: [c]\n# end\n")


def test_two_sources_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(WRITTEN)
    first, second = load_settings(path)[0].sources
    with pytest.raises(StoreError, match="another source called TWO"):
        change_source(path, first, replace(first, name=SafeText("TWO")))
    change_source(path, second, replace(second, name=SafeText("TWO")))
    assert "name: TWO" in path.read_text()
