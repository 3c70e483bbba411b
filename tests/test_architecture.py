"""The house stands as designed. `tests/architecture` has the checks, and tests that they find faults."""

import importlib
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.architecture import habits, layers, sheets, sizes
from tests.architecture.imports import build_graph, list_cycles, list_imports
from tests.architecture.source import load_sources
from tests.conftest import ROOT

SOURCES = load_sources(ROOT / "reader")
IMPORTS = list_imports(SOURCES)
RULES = sheets.load_rules(ROOT / "styles")

MOST_WIDE_EXCEPTIONS = 5
"""Handlers that catch everything: at the edges of the program, where a message beats a traceback."""

HAS_CLI = find_spec("reader.cli") is not None
needs_cli = pytest.mark.skipif(not HAS_CLI, reason="the command line is not written yet")

QUOTE = "trillion-parameter scales"
"""Stands once in the seed."""

OFFERED = set(importlib.import_module("reader.cli_commands").program.commands) if HAS_CLI else set()
"""The subcommands that there are."""

SUBCOMMANDS: dict[str, Sequence[str]] = {
    "--version": ["--version"],
    "--help": ["--help"],
    "list": ["list", "--json"],
    "show": ["show", "{seed}"],
    "search": ["search", "nvidia", "--limit", "3"],
    "entities": ["entities", "{seed}", "--json"],
    "figures": ["figures", "{seed}", "--json"],
    "dossier": ["dossier", "TSMC"],
    "tag": ["tag", "{seed}", "--quote", QUOTE, "+hbm"],
    "bookmark": ["bookmark", "{seed}", "--quote", QUOTE],
    "annotations": ["annotations"],
    "tags": ["tags"],
    "export": ["export", "--format", "json"],
    "import": ["import", "{export}"],
    "verify": ["verify"],
    "undo": ["undo", "--list"],
    "redo": ["redo", "--list"],
    "index": ["index"],
    "config show": ["config", "show"],
    "config check": ["config", "check"],
    "names": ["names", "list"],
    "names accept": ["names", "accept", "Market Access"],
    "names undo": ["names", "undo"],
    "packs": ["packs", "check"],
    "add": ["add", "{seed}"],
    "sync": ["sync"],
    "sources": ["sources"],
    "doctor": ["doctor"],
}


def _assert_none(faults: Iterable[str]) -> None:
    found = list(faults)
    assert not found, "\n".join(["", *found])


def test_imports_go_one_way() -> None:
    _assert_none(layers.list_wrong_arrows(IMPORTS))


def test_each_dependency_has_its_owner() -> None:
    _assert_none(layers.list_foreign_imports(IMPORTS))


def test_layout_knows_no_toolkit() -> None:
    _assert_none(layers.list_layout_faults(IMPORTS))


def test_domain_and_commands_are_pure() -> None:
    _assert_none(layers.list_impurities(SOURCES, IMPORTS))


@needs_cli
def test_one_function_of_the_command_line_opens_the_screen() -> None:
    functions = layers.list_functions_with_screen(IMPORTS)
    assert len(functions) == 1, functions
    assert "(outside" not in functions[0]


def test_no_import_cycles() -> None:
    _assert_none(" <-> ".join(cycle) for cycle in list_cycles(build_graph(IMPORTS)))


def test_nothing_is_oversized() -> None:
    sys.stdout.write(f"median function: {sizes.measure_median_function(SOURCES)} lines\n")
    _assert_none(sizes.list_oversized(SOURCES))


def test_median_function_is_short() -> None:
    assert 0 < sizes.measure_median_function(SOURCES) <= 10


def test_no_styles_in_python() -> None:
    _assert_none(sheets.list_styles_in_python(SOURCES))


def test_each_sheet_belongs_to_a_module() -> None:
    names = [path.name for path in sorted((ROOT / "styles").glob("*"))]
    _assert_none(name for name in names if not name.endswith(".tcss"))
    _assert_none(sheets.list_orphan_sheets(names, SOURCES))


@pytest.mark.skipif(find_spec("reader.ui.app") is None, reason="the application is not written yet")
def test_each_sheet_is_loaded() -> None:
    application = importlib.import_module("reader.ui.app").ReaderApp
    paths = {Path(path).resolve() for path in application.CSS_PATH}
    assert paths == {path.resolve() for path in (ROOT / "styles").iterdir()}


def test_each_rule_begins_with_a_widget_of_ours() -> None:
    _assert_none(sheets.list_foreign_rules(RULES, SOURCES))


def test_each_class_in_python_stands_in_a_sheet() -> None:
    _assert_none(sheets.list_unstyled_classes(sheets.list_class_uses(SOURCES), sheets.list_sheet_classes(RULES)))


def test_each_class_in_a_sheet_is_used() -> None:
    _assert_none(sheets.list_unused_classes(sheets.list_sheet_classes(RULES), SOURCES))


@pytest.mark.parametrize(
    "check",
    [
        habits.list_relative_imports,
        habits.list_prints,
        habits.list_vague_names,
        habits.list_markup_uses,
        habits.list_markup_widgets,
        habits.list_possessive_groups,
        habits.list_unscrubbed_output,
        habits.list_undocumented,
    ],
    ids=lambda check: check.__name__,
)
def test_bad_habits(check: habits.Check) -> None:
    _assert_none(check(SOURCES))


def test_hardly_anything_catches_everything() -> None:
    found = habits.list_wide_exceptions(SOURCES)
    sys.stdout.write("".join(f"catches everything: {place}\n" for place in found))
    assert len(found) <= MOST_WIDE_EXCEPTIONS, found


IMPORT_EACH = """
import importlib, sys
for name in sys.argv[1:]:
    for loaded in [other for other in sys.modules if other.partition(".")[0] == "reader"]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except Exception as error:
        sys.stdout.write(f"{name}: {type(error).__name__}: {error}\\n")
"""


def _run(code: str, *words: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"} | ({"BRIEFING_READER_HOME": str(home)} if home else {})
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False, timeout=60, env=env, cwd=ROOT
    )


def test_each_module_imports_alone(tmp_path: Path) -> None:
    names = [source.name for source in SOURCES if source.name != "reader.__main__"]
    result = _run(IMPORT_EACH, *names, home=tmp_path)
    assert (result.stdout, result.stderr, result.returncode) == ("", "", 0)


def test_importing_alone_is_checked() -> None:
    result = _run(IMPORT_EACH, "json", "reader.nowhere")
    assert result.stdout == "reader.nowhere: ModuleNotFoundError: No module named 'reader.nowhere'\n"


LIST_TOOLKIT = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
sys.stdout.write(" ".join(sorted({name.partition(".")[0] for name in sys.modules} & {"textual", "rich"})))
"""


def test_only_the_screen_loads_the_toolkit(tmp_path: Path) -> None:
    names = [source.name for source in SOURCES if source.component not in ("ui", "__main__")]
    result = _run(LIST_TOOLKIT, *names, home=tmp_path)
    assert (result.stdout, result.stderr) == ("", "")
    assert _run(LIST_TOOLKIT, "textual.app").stdout == "rich textual"


RUN_COMMAND = """
import atexit, os, sys

def tell():
    loaded = sorted({name.partition(".")[0] for name in sys.modules} & {"textual", "rich"})
    os.write(2, f"\\nloaded: {loaded}\\n".encode())

atexit.register(tell)
from reader.cli import main
sys.argv[0] = "reader"
sys.exit(main())
"""


@pytest.fixture(scope="module")
def command_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all subcommands, so that the library is indexed once."""
    return tmp_path_factory.mktemp("commands")


@needs_cli
@pytest.mark.parametrize(
    "words",
    [
        pytest.param(words, id=name)
        for name, words in SUBCOMMANDS.items()
        if words[0] in OFFERED | {"--version", "--help"}
    ],
)
def test_subcommands_never_load_the_toolkit(words: Sequence[str], seeds: tuple[Path, ...], command_home: Path) -> None:
    export = command_home / "export.json"
    if "{export}" in words:
        made = _run(RUN_COMMAND, "export", "--format", "json", "--output", str(export), home=command_home)
        assert made.returncode == 0, made.stderr
    if tuple(words[:2]) == ("names", "undo"):
        made = _run(RUN_COMMAND, "names", "accept", "Quixotek", "company", home=command_home)
        assert made.returncode == 0, made.stderr
    filled = [word.format(seed=seeds[1], export=export) for word in words]
    result = _run(RUN_COMMAND, *filled, home=command_home)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stderr.endswith("\nloaded: []\n"), result.stderr


@needs_cli
def test_every_subcommand_is_tried() -> None:
    assert OFFERED
    assert OFFERED - {words[0] for words in SUBCOMMANDS.values()} == set()
