"""Where files belong."""

import sys
from pathlib import Path

import pytest

from reader import paths
from reader.paths import find_paths, seeds_folder, styles_folder


def test_a_home_holds_all_three_folders(tmp_path: Path) -> None:
    found = find_paths({"BRIEFING_READER_HOME": str(tmp_path)})
    assert (found.config, found.data, found.cache) == (tmp_path / "config", tmp_path / "data", tmp_path / "cache")
    assert found.store_file == tmp_path / "data" / "store.json"
    assert found.settings_file == tmp_path / "config" / "config.yaml"
    assert not any(tmp_path.iterdir())


def test_a_home_may_be_relative_or_a_persons(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert find_paths({"BRIEFING_READER_HOME": "here"}).data == tmp_path / "here" / "data"
    assert find_paths({"BRIEFING_READER_HOME": "~/there"}).data == tmp_path / "me" / "there" / "data"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other folders")
@pytest.mark.parametrize("environ", [{}, {"BRIEFING_READER_HOME": ""}])
def test_without_a_home_the_platform_says_where(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, environ: dict[str, str]
) -> None:
    for name in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    found = find_paths(environ)
    assert found.config == tmp_path / "CONFIG" / "briefing-reader"
    assert found.data == tmp_path / "DATA" / "briefing-reader"
    assert found.cache == tmp_path / "CACHE" / "briefing-reader"


def test_the_environment_is_asked_where_nothing_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BRIEFING_READER_HOME", str(tmp_path))
    assert find_paths().data == tmp_path / "data"


def test_sheets_and_samples_are_there() -> None:
    assert len(list(seeds_folder().iterdir())) == 2
    assert styles_folder().is_dir()


def test_an_installed_package_holds_its_own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "reader" / "seeds").mkdir(parents=True)
    (tmp_path / "styles").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "reader")
    assert seeds_folder() == tmp_path / "reader" / "seeds"
    assert styles_folder() == tmp_path / "styles"
