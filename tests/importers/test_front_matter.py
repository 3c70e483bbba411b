"""Where front matter begins and ends, and what becomes of it when it cannot be read."""

import pytest

from reader.importers.front_matter import split_front_matter
from tests.importers.looking import kinds, lines, read

FIELDS: dict[str, tuple[str, dict[str, object], str]] = {
    "yaml": ("---\ntitle: A\n---\nbody\n", {"title": "A"}, "body\n"),
    "yaml closed by dots": ("---\ntitle: A\n...\nbody\n", {"title": "A"}, "body\n"),
    "yaml after blank lines": ("\n\n---\ntitle: A\n---\nbody\n", {"title": "A"}, "body\n"),
    "empty yaml": ("---\n---\nbody\n", {}, "body\n"),
    "nothing but yaml": ("---\ntitle: A\n---", {"title": "A"}, ""),
    "yaml keeps what is written": (
        "---\na: no\nb: 1.10\nc: 12:30:45\nd: 0755\ne: 2026-13-45\nf: null\ng: ~\n---\n",
        {"a": "no", "b": "1.10", "c": "12:30:45", "d": "0755", "e": "2026-13-45", "f": "", "g": ""},
        "",
    ),
    "keys are made alike": ("---\nPub-Date: x\nSite Name: y\n---\n", {"pub_date": "x", "site_name": "y"}, ""),
    "toml": (
        "+++\ntitle = 'A'\ndate = 2026-05-09T23:30:00-08:00\nn = 3\nok = true\n+++\nbody\n",
        {"title": "A", "date": "2026-05-09 23:30:00-08:00", "n": "3", "ok": "True"},
        "body\n",
    ),
    "bare lines": ("Title: A\nDate: 2026-05-09\n\nbody\n", {"title": "A", "date": "2026-05-09"}, "\nbody\n"),
    "bare lines with others below": (
        "Title: A\nDate: 2026-05-09\nMood: calm\nTags: one,\n    two\n\nbody\n",
        {"title": "A", "date": "2026-05-09", "mood": "calm", "tags": "one, two"},
        "\nbody\n",
    ),
    "bare lines that Pelican knows": (
        "Title: A\nSave_as: a.html\nDescription: B\n\nbody\n",
        {"title": "A", "save_as": "a.html", "description": "B"},
        "\nbody\n",
    ),
    "bare lines before a rule": ("Title: A\nAuthor: B\n---\nbody\n", {"title": "A", "author": "B"}, "body\n"),
    "bare lines, then text at once": (
        "Title: A\nAuthor: B\nBody here.\n",
        {"title": "A", "author": "B"},
        "Body here.\n",
    ),
    "a bare title alone": ("Title: A\n\nbody\n", {"title": "A"}, "\nbody\n"),
}


@pytest.mark.parametrize("name", FIELDS)
def test_fields(name: str) -> None:
    source, fields, body = FIELDS[name]
    found = split_front_matter(source)
    assert (found.fields, found.body, found.warnings) == (fields, body, ())
    assert not body or source.split("\n")[found.line - 1 :] == body.split("\n")


NONE: dict[str, str] = {
    "a rule above text": "---\n\nJust a rule above.\n\n---\n\nmore\n",
    "a list": "---\n- a\n- b\n---\nbody\n",
    "never closed": "---\ntitle: A\n# heading\ntext\n",
    "an unknown key before the date": "Title: A\nMood: calm\nDate: 2026-05-09\n\nbody\n",
    "an unknown key": "THREAT IDENTIFICATION: X\nDate: 2026-05-09\n\nbody\n",
    "a known key alone over text": "Source: Reuters\n\nbody\n",
    "a known key in prose": "Title: A\nbody goes on here\n",
    "no space after the colon": "Title:A\nDate:B\n\nbody\n",
    "a heading first": "# T\nDate: 2026-05-09\n",
    "nothing": "",
}


@pytest.mark.parametrize("name", NONE)
def test_no_front_matter(name: str) -> None:
    found = split_front_matter(NONE[name])
    assert (found.fields, found.body, found.line, found.warnings) == ({}, NONE[name], 1, ())


BROKEN: dict[str, tuple[str, str]] = {
    "not yaml": ("title: [a", "(line 3)"),
    "a tab": ("tags:\n\t- a", "(line 3)"),
    "an alias": ("a: &x 1\nb: *x", "an alias (*x) (line 3)"),
    "a foreign tag": ('title: !!python/object/apply:os.system ["ls"]', "a tag"),
    "too deep": ("a: " + "[" * 60_000, "nested more than 12 deep (line 2)"),
    "too long": ("a: b\n" * 20_000, "longer than 64 kB"),
    "keys that are no text": ("a: b\n[c]: 3", "a key that is not text (line 3)"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_front_matter_is_shown_with_a_warning(name: str) -> None:
    inside, reason = BROKEN[name]
    briefing = read(f"---\n{inside}\n---\n\n# T\n\nbody\n")
    assert kinds(briefing) == [("code", 0, inside.strip().expandtabs(4)), ("title", 1, "T"), ("paragraph", 0, "body")]
    (warning,) = briefing.warnings
    assert warning.startswith("front matter is shown as text: ")
    assert reason in warning
    assert lines(briefing)[:2] == [2, inside.strip("\n").count("\n") + 5 + inside.endswith("\n")]


def test_a_title_under_broken_front_matter() -> None:
    briefing = read("---\ntitle: [a\n---\n\nChip Weekly\n\n9 May 2026\n\nPrices of chips rose.\n")
    assert briefing.metadata.title == "Chip Weekly"
    assert str(briefing.metadata.issued) == "2026-05-09"


@pytest.mark.parametrize("inside", ["a = [", "a = 1\na = 2", "a = " + "[" * 30_000, "x = 1979-99-99"])
def test_broken_toml_is_shown_with_a_warning(inside: str) -> None:
    briefing = read(f"+++\n{inside}\n+++\nbody\n")
    assert kinds(briefing) == [("code", 0, inside), ("paragraph", 0, "body")]
    assert briefing.warnings[0].startswith("front matter is shown as text: not TOML")


def test_a_key_that_stands_twice() -> None:
    briefing = read("---\ntitle: T\ntags: [a]\ntags: [b]\n---\nbody\n")
    assert briefing.metadata.subjects == ("b",)
    assert briefing.warnings == ("front matter: “tags” stands twice (line 4); the last one counts",)


def test_controls_made_by_yaml_are_scrubbed() -> None:
    metadata = read('---\ntitle: "a\\e]2;x\\a \\x9b31m \\uD800 \\u202e"\ntags: ["\\e[2J"]\n---\nbody\n').metadata
    assert metadata.title == "a␛]2;x␇ \ufffd31m \ufffd \ufffd"
    assert metadata.subjects == ("␛[2J",)


@pytest.mark.parametrize("name", ["x.txt", "x", "x.md"])
def test_yaml_in_any_text_file(name: str) -> None:
    briefing = read("---\ntitle: A title\n---\nOne line.\n", name)
    assert briefing.metadata.title == "A title"
    assert briefing.text == "One line."
    assert lines(briefing) == [4]
