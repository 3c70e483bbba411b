"""Settings: what is read, and that nothing in the file stops the start."""

from pathlib import Path

import pytest

from reader.config import DEFAULT_MEASURE, Level, Settings, check_queries, load_settings, parse_settings

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
    assert problem.where == f"{FILE}: {where}"
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
        ("- a\n- b", "config.yaml", "must be a mapping"),
        ("just words", "config.yaml", "must be a mapping"),
        ("theme: [", "config.yaml", ""),
        ("a: &x 1\nb: *x", "config.yaml", ""),
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
    [("them", "did you mean theme?"), ("xyz", "expected one of libraries, measure, queries, tag_rules, theme")],
)
def test_an_unknown_setting_is_told_with_the_nearest_name(key: str, hint: str) -> None:
    settings, (problem,) = parse_settings(f"{key}: x", FILE)
    assert settings.measure == DEFAULT_MEASURE
    assert problem.level is Level.WARNING
    assert str(problem) == f"{FILE}: {key}: unknown setting; {hint}"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'theme: "\\e[2J"'])
def test_a_hostile_file_is_told_without_control_characters(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(content)
    settings, (problem,) = load_settings(path)
    assert settings == Settings()
    assert "\x1b" not in str(problem)


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    assert "directory" in load_settings(tmp_path)[1][0].message
