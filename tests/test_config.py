"""Settings: what is read, and that nothing in the file stops the start."""

import dataclasses
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import (
    DEFAULT_MEASURE,
    Level,
    Settings,
    check_queries,
    check_settings,
    load_settings,
    parse_settings,
)
from reader.config_table import SETTINGS
from reader.domain.scrub import scrub_line

FILE = Path("/home/me/config/config.yaml")


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "config.yaml") == (Settings(), ())


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_an_empty_file_means_defaults(text: str) -> None:
    assert parse_settings(text, FILE) == (Settings(), ())


def test_all_settings() -> None:
    text = "libraries: [/briefings, more/letters]\ntheme: paper\nmeasure: 66\n"
    settings, problems = parse_settings(text, FILE)
    assert settings == Settings((Path("/briefings"), Path("/home/me/config/more/letters")), "paper", 66)
    assert settings.lines["measure",] == 3
    assert problems == ()


def test_queries_are_saved_under_names_in_the_order_of_the_file() -> None:
    text = "queries:\n  new:  is:unread since:30d \n  Supply   chain: '\"supply chain\"'\n"
    settings, problems = parse_settings(text, FILE)
    assert settings.queries == (("new", "is:unread since:30d"), ("Supply chain", '"supply chain"'))
    assert problems == ()
    assert check_queries(settings.queries, FILE) == ()


@pytest.mark.parametrize(
    ("written", "where", "message"),
    [
        ("[a, b]", "queries", "must be a mapping of names to queries"),
        ("{bad: [x]}", "queries: bad", "must be a query such as"),
        ("{bad: ''}", "queries: bad", "must be a query such as"),
        ("{'': x}", "queries: ", "a name has 1 to 60 characters"),
        ("{'a “b”': x}", "queries: a “b”", "no quotation marks"),
        (f"{{{'n' * 61}: x}}", f"queries: {'n' * 61}", "1 to 60 characters"),
    ],
)
def test_a_query_that_cannot_be_saved_is_told_and_the_others_are_there(written: str, where: str, message: str) -> None:
    settings, (problem,) = parse_settings(f"theme: paper\nqueries: {written}", FILE)
    assert settings == Settings(theme="paper")
    assert problem.level is Level.ERROR
    assert problem.where == f"{FILE}:2: {where}"
    assert message in problem.message


def test_one_name_is_one_query() -> None:
    settings, (problem,) = parse_settings("queries: {Watch: a, other: b, watch: c}", FILE)
    assert settings.queries == (("Watch", "a"), ("other", "b"))
    assert str(problem).endswith("queries: watch: the same name as Watch")


def test_there_is_an_end_to_saving() -> None:
    settings, problems = parse_settings(f"queries: {{{', '.join(f'q{n}: x' for n in range(52))}}}", FILE)
    assert len(settings.queries) == 50
    assert [problem.message for problem in problems] == ["more than 50 queries"] * 2


def test_a_query_that_cannot_be_understood_is_told_when_it_is_asked_for() -> None:
    settings, problems = parse_settings('queries: {good: hbm, "b\\e[2Jad": "colour:\\e[31m", far: "@good"}', FILE)
    assert problems == ()
    assert [name for name, _ in settings.queries] == ["good", "b␛[2Jad", "far"]
    first, second = check_queries(settings.queries, FILE)
    assert str(first).startswith(f"{FILE}: queries: b␛[2Jad: colour: is not a field")
    assert "\x1b" not in str(first)
    assert second.message.startswith("@good: a saved query cannot use another")


def test_packs_are_fields_and_files() -> None:
    text = "packs:\n  - maritime\n  - lists/rivals.yaml\n  - maritme\n  - [x]\n"
    settings, problems = parse_settings(text, FILE)
    assert settings.packs == ("maritime", FILE.parent / "lists" / "rivals.yaml")
    assert [(problem.where, problem.message) for problem in problems] == [
        (f"{FILE}:4: packs: 3", "no such pack, nor a YAML file; did you mean maritime?"),
        (f"{FILE}:5: packs: 4", "no such pack, nor a YAML file"),
    ]


def test_tags_have_digits_and_colours() -> None:
    settings, problems = parse_settings("quick_tags: ['#HBM', supply/foundry, 2nm]\ntag_colours: {HBM: green}", FILE)
    assert problems == ()
    assert settings.quick_tags == ("HBM", "supply/foundry", "2nm")
    assert settings.tag_colours == {"hbm": "green"}


def test_one_library_needs_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    assert parse_settings("libraries: ~/letters", FILE)[0].libraries == (Path("/home/me/letters"),)


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("theme: pink", "theme", "must be one of night, paper"),
        ("theme: [night]", "theme", "must be one of night, paper"),
        ("measure: wide", "measure", "must be a number of columns from 30 to 140"),
        ("measure: 12", "measure", "from 30 to 140"),
        ("measure: 999999999999", "measure", "from 30 to 140"),
        ("measure: ٧٢", "measure", "from 30 to 140"),
        ("libraries: {a: b}", "libraries", "must be a folder or a list of folders"),
        ("libraries: ['']", "libraries", "must be a folder or a list of folders"),
        ("libraries:", "libraries", "must be a folder or a list of folders"),
        ("packs: {a: b}", "packs", "must be a list of electronics, maritime or files"),
        ("packs:", "packs", "must be a list of electronics, maritime or files"),
        ("quick_tags: hbm", "quick_tags", "must be a list of at most 9 tags"),
        ("quick_tags: [a, b, c, d, e, f, g, h, i, j]", "quick_tags", "must be a list of at most 9 tags"),
        ("quick_tags: [supply chain]", "quick_tags", "neither a space nor a comma"),
        ("quick_tags: ['#']", "quick_tags", "a tag has 1 to 60 characters"),
        ("quick_tags: [{a: b}]", "quick_tags", "a tag has 1 to 60 characters"),
        ("tag_colours: [hbm]", "tag_colours", "must be a mapping of tags to colours"),
        ("tag_colours: {hbm: mauve}", "tag_colours", "hbm must be one of red, orange, yellow"),
        ("tag_colours: {'': red}", "tag_colours", "a tag has 1 to 60 characters"),
        ("- a\n- b", "config.yaml", "must be a mapping"),
        ("just words", "config.yaml", "must be a mapping"),
        ("theme: [", "config.yaml:2", ""),
        ("a: &x 1\nb: *x", "config.yaml:2", ""),
        ("keys: [j]", "config.yaml:1: keys", "must be a mapping of commands to keys"),
        ("keys: {move.down: {j: k}}", "config.yaml:1: keys: move.down", "must be a key such as"),
        (
            "\n\ndate_format: isso",
            "config.yaml:3: date_format",
            "must be one of day-month, month-day, iso; did you mean iso?",
        ),
        ("theme: Nigth", "config.yaml:1: theme", "; did you mean night?"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_and_its_default_stays(text: str, where: str, message: str) -> None:
    settings, (problem,) = parse_settings(text, FILE)
    assert settings == Settings()
    assert problem.level is Level.ERROR
    assert problem.where.endswith(where)
    assert message in problem.message


def test_good_values_beside_a_bad_one_are_used() -> None:
    settings, problems = parse_settings("measure: 60\ntheme: pink\n", FILE)
    assert settings.measure == 60
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("them", "did you mean theme?"),
        ("xyz", f"expected one of {', '.join(sorted(setting.name for setting in SETTINGS))}"),
    ],
)
def test_an_unknown_setting_is_told_with_the_nearest_name(key: str, hint: str) -> None:
    settings, (problem,) = parse_settings(f"{key}: x", FILE)
    assert settings.measure == DEFAULT_MEASURE
    assert problem.level is Level.WARNING
    assert str(problem) == f"{FILE}:1: {key}: unknown setting; {hint}"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'theme: "\\e[2J"'])
def test_a_hostile_file_is_told_without_control_characters(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(content)
    settings, (problem,) = load_settings(path)
    assert settings == Settings()
    assert "\x1b" not in str(problem)


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    assert "directory" in load_settings(tmp_path)[1][0].message


def test_a_setting_that_stands_twice_is_told_and_the_last_one_counts() -> None:
    settings, (problem,) = parse_settings("theme: paper\nmeasure: 60\ntheme: night\n", FILE)
    assert settings.theme == "night"
    assert str(problem) == f"{FILE}:3: theme: stands twice; the last one counts"


def test_keys_are_checked_with_file_and_line() -> None:
    text = (
        "keys:\n  move.down: [j, Down]\n  find.nxt: n\n  find.previous: n\n  view.zen: Ctrl+Z\n  view.mute-bold: []\n"
    )
    settings, problems = parse_settings(text, FILE)
    assert problems == ()
    assert dict(settings.keys)["move.down"] == ("j", "Down")
    assert dict(settings.keys)["view.mute-bold"] == ()
    assert [str(problem) for problem in check_settings(settings, FILE)] == [
        f"{FILE}:3: keys: find.nxt: no such command; did you mean find.next?",
        f"{FILE}:5: keys: view.zen: Ctrl+Z is no key; did you mean Ctrl-Z?",
        f'{FILE}:4: keys: find.previous: "n" runs both find.next and find.previous',
    ]


def test_what_is_misspelt_while_the_reader_is_open_changes_nothing() -> None:
    before, _ = parse_settings("theme: paper\nmeasure: 60\nqueries: {a: b}\n", FILE)
    settings, (problem,) = parse_settings("theme: papr\nmeasure: 70\n", FILE, before)
    assert (settings.theme, settings.measure, settings.queries) == ("paper", 70, ())
    assert problem.where == f"{FILE}:1: theme"
    assert parse_settings("theme: [", FILE, before)[0] is before


def test_every_row_of_the_table_is_a_field_and_its_example_can_be_read() -> None:
    fields = [field.name for field in dataclasses.fields(Settings)]
    assert [setting.name for setting in SETTINGS] == fields[:-1]
    for setting in SETTINGS:
        settings, problems = parse_settings(f"{setting.name}: {setting.example}\n", FILE)
        assert (problems, check_settings(settings, FILE)) == ((), ()), setting.name
        assert getattr(settings, setting.name) != getattr(Settings(), setting.name)


def test_a_pipe_in_the_files_place_is_told_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.yaml")
    settings, (problem,) = load_settings(tmp_path / "config.yaml")
    assert settings == Settings()
    assert "not a file" in problem.message


def test_an_endless_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_bytes(b"# " + b"x" * 70_000)
    assert "longer than 64 kB" in load_settings(tmp_path / "config.yaml")[1][0].message


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
def test_no_text_is_an_error(text: str) -> None:
    settings, problems = parse_settings(text, FILE)
    for problem in (*problems, *check_settings(settings, FILE)):
        assert scrub_line(str(problem)) == str(problem)


VALUES = st.recursive(
    st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
)


@given(st.dictionaries(st.sampled_from([setting.name for setting in SETTINGS]), VALUES, max_size=6))
def test_no_value_is_an_error(values: dict[str, object]) -> None:
    settings, problems = parse_settings(json.dumps(values), FILE)
    check_settings(settings, FILE)
    refused = {problem.where.split(": ")[1].split(":")[0] for problem in problems if ": " in problem.where}
    for name in values.keys() & {"theme", "measure", "date_format"} - refused:
        assert getattr(settings, name) in (
            values[name],
            int(str(values[name]) or 0) if name == "measure" else values[name],
        )
