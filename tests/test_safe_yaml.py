"""YAML from strangers: what comes out, and what is refused."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.safe_yaml import MAX_DEPTH, UnsafeYaml, load_yaml

LOADED: dict[str, tuple[str, object]] = {
    "nothing": ("", None),
    "a comment": ("# only this\n", None),
    "text": ("words", "words"),
    "mapping": ("a: 1\nb: [x, 'y']\nc:\n  - d\n", {"a": "1", "b": ["x", "y"], "c": ["d"]}),
    "everything stays text": (
        "[no, yes, null, ~, 1.10, 0755, 12:30:45, 2026-13-45, .nan, 1e3, '']",
        ["no", "yes", "null", "~", "1.10", "0755", "12:30:45", "2026-13-45", ".nan", "1e3", ""],
    ),
    "no value": ("a:\n", {"a": ""}),
    "keys stay text": ("true: 1\n2026-01-01: 2\n3: 4\n", {"true": "1", "2026-01-01": "2", "3": "4"}),
    "core tags mean nothing": ("a: !!int 3\nb: !!str 4\n", {"a": "3", "b": "4"}),
    "an anchor alone": ("a: &x 1\n", {"a": "1"}),
    "no merging": ("<<: {a: b}\n", {"<<": {"a": "b"}}),
    "folded and literal": ("a: >\n  b\n  c\nd: |\n  e\n  f\n", {"a": "b c\n", "d": "e\nf\n"}),
    "a document mark": ("---\na: b\n...\n", {"a": "b"}),
    "a lone surrogate": ('a: "x\\uD83Dy"', {"a": "x\ufffdy"}),
    "the last of two keys": ("a: 1\na: 2\n", {"a": "2"}),
    "as deep as may be": ("[" * MAX_DEPTH + "]" * MAX_DEPTH, [[[[[[[[[[[[]]]]]]]]]]]]),
}


@pytest.mark.parametrize("name", LOADED)
def test_what_comes_out(name: str) -> None:
    text, expected = LOADED[name]
    assert load_yaml(text) == expected


REFUSED: dict[str, tuple[str, str, int]] = {
    "an alias": ("a: &x 1\nb: *x\n", "an alias (*x)", 2),
    "laughs": ("a: &a [l, l]\nb: &b [*a, *a]\n", "an alias (*a)", 2),
    "merged aliases": ("a: &a {k: 1}\nb:\n  <<: *a\n", "an alias (*a)", 3),
    "a python tag": ("a: b\nc: !!python/object/apply:os.system [ls]\n", "a tag (tag:yaml.org,2002:python", 2),
    "a tag of its own": ("!thing {a: b}\n", "a tag (!thing)", 1),
    "binary": ("a: !!binary abcd\n", "a tag (tag:yaml.org,2002:binary)", 1),
    "a key that is a list": ("a: b\n? [c]\n: d\n", "a key that is not text", 2),
    "too deep, in brackets": ("[" * 60_000, "nested more than 12 deep", 1),
    "too deep, in braces": ("{a: " * 40_000, "nested more than 12 deep", 1),
    "too deep, by indentation": ("".join(" " * depth + "a:\n" for depth in range(300)), "nested more than 12 deep", 13),
    "too deep, in dashes": ("- " * 30_000 + "a", "nested more than 12 deep", 1),
    "two documents": ("a: b\n---\nc: d\n", "more than one document", 2),
    "no YAML": ("a: [b\n", "", 2),
    "a tab": ("a:\n\t- b\n", "", 2),
    "a control character": ("a: b\nc: \x1b[2J\n", "a character that YAML does not allow", 2),
    "a surrogate": ("a: \ud800", "a character that YAML does not allow", 1),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    text, reason, line = REFUSED[name]
    with pytest.raises(UnsafeYaml) as caught:
        load_yaml(text, limit=200_000)
    assert caught.value.reason.startswith(reason)
    assert caught.value.line == line


def test_the_limit() -> None:
    assert load_yaml("a" * 1024, limit=1024) == "a" * 1024
    with pytest.raises(UnsafeYaml, match="longer than 1 kB"):
        load_yaml("a" * 1025, limit=1024)


def test_keys_that_stand_twice_are_told() -> None:
    told: list[tuple[str, int]] = []
    load_yaml("a: 1\nb: {c: 1, c: 2}\na: 2\n", on_duplicate=lambda key, line: told.append((key, line)))
    assert told == [("c", 2), ("a", 3)]


def test_a_large_list_takes_no_recursion_and_little_time() -> None:
    text = "".join(f"- name: Name {number}\n  forms: [A{number}, 'B {number}']\n" for number in range(8_000))
    start = time.perf_counter()
    loaded = load_yaml(text, limit=len(text))
    assert isinstance(loaded, list)
    assert len(loaded) == 8_000
    # 0.08 s here for 340 kB; PyYAML without libyaml takes 1.3 s.
    assert time.perf_counter() - start < 5


def load_or_refuse(text: str) -> object:
    """What is loaded, or the line of the fault."""
    try:
        return load_yaml(text)
    except UnsafeYaml as error:
        return error.line


@given(st.one_of(st.text(), st.text(alphabet="ab:-?[]{},&*!|>'\"#%@ \n", max_size=60)))
def test_any_text_is_loaded_or_refused(text: str) -> None:
    found = load_or_refuse(text)
    assert found is None or isinstance(found, str | list | dict | int)
    assert not isinstance(found, int) or 1 <= found <= text.count("\n") + text.count("\r") + 2


def test_lines_of_keys_and_items_are_told() -> None:
    lines: dict[tuple[str | int, ...], int] = {}
    load_yaml("a: 1\nb:\n  c: x\n  d:\n    - e\n    - {f: g}\n    - [h,\n      i]\nj: k\n", lines=lines)
    assert lines == {
        ("a",): 1,
        ("b",): 2,
        ("b", "c"): 3,
        ("b", "d"): 4,
        ("b", "d", 0): 5,
        ("b", "d", 1): 6,
        ("b", "d", 1, "f"): 6,
        ("b", "d", 2): 7,
        ("b", "d", 2, 0): 7,
        ("b", "d", 2, 1): 8,
        ("j",): 9,
    }
