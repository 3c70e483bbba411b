"""The built wheel holds all that the program needs, and starts without the repository."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("reader.cli") is None, reason="the command line is not written yet"),
]


def _run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Standard output of a command that must succeed."""
    result = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
    return result.stdout


def _pip(*words: str | Path, cwd: Path) -> str:
    return _run(sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words, cwd=cwd)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the repository as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; its dependencies are those of the environment that runs the tests."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.EnvBuilder(system_site_packages=False, with_pip=False, symlinks=os.name != "nt").create(folder)
    python = _find_program(folder, "python")
    _pip("--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    site_packages = Path(
        _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    )
    assert folder in site_packages.parents
    # Searched after the environment's own folder, and .pth files in it are not followed: the repository stays out.
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def _find_program(environment: Path, name: str) -> Path:
    return environment / ("Scripts" if os.name == "nt" else "bin") / name


@pytest.fixture
def elsewhere(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A working folder far from the repository, and an environment that knows nothing of it."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return tmp_path, env | {"BRIEFING_READER_HOME": str(tmp_path / "home")}


def _list_repository(folder: str, patterns: Sequence[str]) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for pattern in patterns
        for path in (ROOT / folder).rglob(pattern)
        if path.is_file() and path.suffix != ".pyc"
    }


@pytest.mark.parametrize(
    ("folder", "patterns", "prefix"),
    [
        pytest.param("reader", ["*"], "", id="modules and data"),
        pytest.param("reader/entities/packs", ["*.yaml"], "", id="packs"),
        pytest.param("styles", ["*.tcss"], "reader/", id="styles"),
        pytest.param("seeds", ["*.md", "*.txt"], "reader/", id="seeds"),
    ],
)
def test_wheel_holds(wheel: Path, folder: str, patterns: Sequence[str], prefix: str) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {prefix + name for name in _list_repository(folder, patterns)}
    assert len(wanted) >= 2
    assert wanted - held == set()


def test_wheel_holds_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    strangers = [name for name in names if not name.startswith(("reader/", "briefing_reader-"))]
    leftovers = [name for name in names if "__pycache__" in name or name.endswith((".pyc", "~", ".db"))]
    assert (strangers, leftovers) == ([], [])


def test_installed_program_is_not_the_repositorys(environment: Path, elsewhere: tuple[Path, dict[str, str]]) -> None:
    cwd, env = elsewhere
    place = _run(_find_program(environment, "python"), "-c", "import reader; print(reader.__file__)", cwd=cwd, env=env)
    assert environment in Path(place.strip()).parents


def test_installed_program_tells_its_version(environment: Path, elsewhere: tuple[Path, dict[str, str]]) -> None:
    cwd, env = elsewhere
    version = _run(
        _find_program(environment, "python"), "-c", "import reader; print(reader.__version__)", cwd=cwd, env=env
    )
    assert version.strip() in _run(_find_program(environment, "reader"), "--version", cwd=cwd, env=env)


def test_installed_program_lists_its_seeds(environment: Path, elsewhere: tuple[Path, dict[str, str]]) -> None:
    cwd, env = elsewhere
    rows = json.loads(_run(_find_program(environment, "reader"), "list", "--json", cwd=cwd, env=env))
    assert {Path(row["path"]).name for row in rows} == {path.name for path in (ROOT / "seeds").iterdir()}
    assert all(environment in Path(row["path"]).parents for row in rows)


def test_installed_program_knows_names(environment: Path, elsewhere: tuple[Path, dict[str, str]]) -> None:
    cwd, env = elsewhere
    text = cwd / "note.md"
    text.write_text("# A note\n\nTSMC met Nvidia in Taiwan.\n")
    output = _run(_find_program(environment, "reader"), "entities", text, "--json", cwd=cwd, env=env)
    (found,) = json.loads(output)
    assert {"TSMC", "Taiwan"} <= {entity["name"] for entity in found["entities"]}


def test_installed_screen_finds_its_sheets(environment: Path, elsewhere: tuple[Path, dict[str, str]]) -> None:
    cwd, env = elsewhere
    code = "from reader.ui.app import ReaderApp; print(*ReaderApp.CSS_PATH, sep='\\n')"
    paths = [Path(line) for line in _run(_find_program(environment, "python"), "-c", code, cwd=cwd, env=env).split()]
    assert paths
    assert all(environment in path.parents and path.is_file() for path in paths)
