"""The checks of the house complain when there is reason to: each is fed what it must find."""

import pytest

from tests.architecture import habits, layers, sheets, sizes
from tests.architecture.imports import build_graph, list_cycles, list_imports
from tests.architecture.source import Source, load_sources, parse_source
from tests.conftest import ROOT


def _imports_of(name: str, text: str) -> list[str]:
    return [one.target for one in list_imports([parse_source(name, text), parse_source("reader.ui.app", "")])]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        pytest.param("import os.path, re", ["os.path", "re"], id="plain"),
        pytest.param("from rich.cells import cell_len", ["rich.cells.cell_len"], id="from another's module"),
        pytest.param("from reader.ui import app", ["reader.ui.app"], id="a module of ours"),
        pytest.param("from reader.ui.app import App, run", ["reader.ui.app", "reader.ui.app"], id="names of ours"),
        pytest.param("from reader.ui import *", ["reader.ui"], id="star"),
        pytest.param("def f():\n    import textual", ["textual"], id="lazy"),
        pytest.param("if TYPE_CHECKING:\n    from reader.ui.app import App", ["reader.ui.app"], id="for types"),
        pytest.param("try:\n    import yaml\nexcept ImportError:\n    yaml = None", ["yaml"], id="tried"),
        pytest.param("importlib.import_module('textual.app')", ["textual.app"], id="by a string"),
        pytest.param("__import__('os')", ["os"], id="by the builtin"),
        pytest.param("from . import span", ["..span"], id="relative"),
        pytest.param("text = 'import os'", [], id="a string is no import"),
    ],
)
def test_imports_are_found(text: str, targets: list[str]) -> None:
    assert _imports_of("reader.cli", text) == targets


def test_imports_know_their_function() -> None:
    text = "import a\nclass C:\n    import b\n    def f(self):\n        import c\ndef g():\n    import d"
    found = list_imports([parse_source("reader.cli", text)])
    assert [one.function for one in found] == ["", "", "C.f", "g"]


@pytest.mark.parametrize(
    ("module", "text", "is_fault"),
    [
        ("reader.domain.span", "from reader.domain.scrub import scrub", False),
        ("reader.domain.span", "from reader.paths import Paths", True),
        ("reader.domain.span", "from reader import __version__", True),
        ("reader.commands.table", "from reader.domain.span import Span", False),
        ("reader.commands.table", "def f():\n    from reader.services.library import Library", True),
        ("reader.importers.text", "import reader.safe_yaml", False),
        ("reader.importers.text", "import reader.config", True),
        ("reader.entities.packs", "import reader.storage", True),
        ("reader.storage.store", "import reader.safe_yaml", True),
        ("reader.config", "from reader.paths import Paths", False),
        ("reader.paths", "from reader.config import Settings", True),
        ("reader.services.search", "from reader.storage.index import Index", False),
        ("reader.services.search", "from reader.commands.table import COMMANDS", True),
        ("reader.services.search", "if TYPE_CHECKING:\n    from reader.ui.app import App", True),
        ("reader.ui.app", "from reader.services.search import search", False),
        ("reader.ui.app", "from reader.storage.store import Store", True),
        ("reader.ui.app", "from reader.safe_yaml import load", True),
        ("reader.ui.app", "from reader import __version__", False),
        ("reader.ui.app", "import reader.cli", True),
        ("reader.cli", "from reader.storage.store import Store", False),
        ("reader.cli_json", "from reader.storage.store import Store", False),
        ("reader.services.search", "import reader.cli_json", True),
        ("reader.__main__", "from reader.cli import main", False),
        ("reader.__main__", "from reader.ui.app import run", True),
        ("reader", "from reader.domain.span import Span", True),
        ("reader.attic", "import re", True),
    ],
)
def test_wrong_arrows_are_found(module: str, text: str, is_fault: bool) -> None:
    assert bool(layers.list_wrong_arrows(list_imports([parse_source(module, text)]))) is is_fault


@pytest.mark.parametrize(
    ("module", "text", "is_fault"),
    [
        ("reader.services.search", "import sqlite3", True),
        ("reader.storage.index", "import sqlite3", False),
        ("reader.services.search", "import json, re", False),
        ("reader.entities.packs", "import yaml", True),
        ("reader.safe_yaml", "import yaml", False),
        ("reader.cli", "def f():\n    from textual.app import App", True),
        ("reader.services.search", "if TYPE_CHECKING:\n    from rich.text import Text", True),
        ("reader.ui.app", "from textual.app import App", False),
        ("reader.ui.app", "import requests", True),
        ("reader.domain.span", "import click", True),
    ],
)
def test_foreign_imports_are_found(module: str, text: str, is_fault: bool) -> None:
    assert bool(layers.list_foreign_imports(list_imports([parse_source(module, text)]))) is is_fault


@pytest.mark.parametrize(
    ("module", "text", "is_fault"),
    [
        ("reader.ui.layout.width", "from rich.cells import cell_len", False),
        ("reader.ui.layout.width", "import rich.cells", False),
        ("reader.ui.layout.width", "from rich import cells", False),
        ("reader.ui.layout.width", "from rich.text import Text", True),
        ("reader.ui.layout.width", "def f():\n    import textual", True),
        ("reader.ui.layout", "from textual.geometry import Size", True),
        ("reader.ui.layouts", "from textual.geometry import Size", False),
    ],
)
def test_toolkit_in_the_layout_is_found(module: str, text: str, is_fault: bool) -> None:
    assert bool(layers.list_layout_faults(list_imports([parse_source(module, text)]))) is is_fault


def test_functions_that_import_the_screen_are_named() -> None:
    text = "from reader.ui.app import App\ndef one():\n    import reader.ui.app\ndef two():\n    import reader.domain"
    named = layers.list_functions_with_screen(list_imports([parse_source("reader.cli", text)]))
    assert named == ["reader.cli.(outside of functions)", "reader.cli.one"]


@pytest.mark.parametrize(
    "text",
    [
        "import os",
        "def f():\n    from pathlib import Path",
        "import sqlite3",
        "open('x')",
        "print('x')",
        "datetime.now()",
        "datetime.datetime.now(tz=UTC)",
        "date.today()",
        "import time",
    ],
)
def test_impurities_are_found(text: str) -> None:
    for module, is_fault in (("reader.domain.span", True), ("reader.commands.table", True), ("reader.paths", False)):
        source = parse_source(module, text)
        assert bool(layers.list_impurities([source], list_imports([source]))) is is_fault


def test_what_is_pure_is_no_fault() -> None:
    source = parse_source("reader.domain.span", "import re\nfrom datetime import date\nprint_chord(date(2026, 1, 1))")
    assert layers.list_impurities([source], list_imports([source])) == []


def _modules(**texts: str) -> list[Source]:
    return [parse_source(f"reader.{name}", text) for name, text in texts.items()]


@pytest.mark.parametrize(
    ("sources", "cycles"),
    [
        pytest.param(_modules(a="import reader.b", b="import reader.c", c="import os"), [], id="a chain"),
        pytest.param(
            _modules(a="import reader.b", b="def f():\n    from reader.a import x"),
            [["reader.a", "reader.b"]],
            id="lazy",
        ),
        pytest.param(
            _modules(
                a="import reader.b",
                b="import reader.c",
                c="if TYPE_CHECKING:\n    from reader.a import X",
                d="import reader.a",
            ),
            [["reader.a", "reader.b", "reader.c"]],
            id="for types, over three",
        ),
        pytest.param(_modules(a="import reader.a"), [["reader.a"]], id="itself"),
    ],
)
def test_cycles_are_found(sources: list[Source], cycles: list[list[str]]) -> None:
    assert list_cycles(build_graph(list_imports(sources))) == cycles


def _lines(count: int, indent: str = "") -> str:
    return "".join(f"{indent}x = {number}\n" for number in range(count))


@pytest.mark.parametrize(
    ("text", "is_fault"),
    [
        pytest.param(_lines(399), False, id="module"),
        pytest.param(_lines(400), True, id="long module"),
        pytest.param("class C:\n" + _lines(298, "    "), False, id="class"),
        pytest.param("class C:\n" + _lines(299, "    "), True, id="long class"),
        pytest.param("def f():\n" + _lines(38, "    "), False, id="function"),
        pytest.param("def f():\n" + _lines(39, "    "), True, id="long function"),
        pytest.param("class C:\n    async def f():\n" + _lines(39, "        "), True, id="long coroutine"),
    ],
)
def test_sizes_are_measured(text: str, is_fault: bool) -> None:
    assert bool(sizes.list_oversized([parse_source("reader.a", text)])) is is_fault


def test_median_function_is_measured() -> None:
    source = parse_source("reader.a", "def a(): ...\ndef b():\n    x\ndef c():\n    x\n    x\n")
    assert sizes.measure_median_function([source]) == 2
    assert sizes.measure_median_function([]) == 0


@pytest.mark.parametrize(
    ("check", "bad", "good"),
    [
        pytest.param(habits.list_relative_imports, "from .a import b", "from reader.a import b", id="relative"),
        pytest.param(habits.list_prints, "def f():\n    print('x')", "sys.stdout.write('x')", id="print"),
        pytest.param(habits.list_wide_exceptions, "try:\n    x\nexcept:\n    y", "x", id="bare except"),
        pytest.param(
            habits.list_wide_exceptions,
            "try:\n    x\nexcept (OSError, Exception) as e:\n    y",
            "try:\n    x\nexcept (OSError, ValueError):\n    y",
            id="except Exception",
        ),
        pytest.param(habits.list_markup_uses, "Text.from_markup(x)", "Text(x)", id="from_markup"),
        pytest.param(
            habits.list_markup_uses, "from rich.markup import escape", "from rich.text import Text", id="rich"
        ),
        pytest.param(habits.list_markup_uses, "from rich import markup", "from rich import box", id="rich, from above"),
        pytest.param(habits.list_markup_uses, "import textual.markup", "import textual.content", id="textual"),
        pytest.param(habits.list_markup_uses, "Static(x, markup=True)", "Static(x, markup=False)", id="markup=True"),
        pytest.param(
            habits.list_possessive_groups,
            "re.compile(r'(?:ab){0,9}+c')",
            "re.compile(r'(?>(?:ab){0,9})c')",
            id="groups",
        ),
        pytest.param(habits.list_markup_uses, "self.notify(x)", "self.say(x)", id="notify"),
        pytest.param(
            habits.list_markup_widgets,
            "from textual.widgets import Static",
            "from textual.widgets import Input",
            id="W",
        ),
        pytest.param(habits.list_markup_widgets, "w.tooltip = x", "y = w.tooltip", id="tooltip"),
        pytest.param(habits.list_unscrubbed_output, "sys.stdout.write(x)", "sys.stdout.flush()", id="stdout"),
        pytest.param(habits.list_unscrubbed_output, "click.echo(x)", "click.option('x')", id="click.echo"),
        pytest.param(habits.list_unscrubbed_output, "Segment(x, style)", "Segment('-' * width, style)", id="Segment"),
        pytest.param(habits.list_unscrubbed_output, "phrase(x)", "phrase('{} ends', x)", id="phrase"),
        pytest.param(habits.list_undocumented, "x = 1", "'''Doc.'''\nx = 1", id="module"),
        pytest.param(
            habits.list_undocumented, "'''D.'''\nclass C:\n    x = 1", "'''D.'''\nclass _C:\n    x = 1", id="class"
        ),
        pytest.param(
            habits.list_undocumented,
            "'''D.'''\ndef f():\n    x = 1",
            "'''D.'''\ndef f():\n    '''Doc.'''\n    def inner(): ...",
            id="function",
        ),
        pytest.param(
            habits.list_undocumented,
            "'''D.'''\nclass C:\n    '''Doc.'''\n    class Chosen:\n        x = 1",
            "'''D.'''\nclass C:\n    '''Doc.'''\n    class Chosen:\n        '''Doc.'''",
            id="class in a class",
        ),
    ],
)
def test_habits_are_found(check: habits.Check, bad: str, good: str) -> None:
    assert check([parse_source("reader.ui.a", bad)]) != []
    assert check([parse_source("reader.ui.a", good)]) == []


def test_the_output_module_may_print() -> None:
    assert habits.list_prints([parse_source("reader.output", "print('x')")]) == []


def test_vague_names_are_found() -> None:
    sources = [parse_source(name, "") for name in ("reader.utils", "reader.ui.helpers", "reader.ui.helpful")]
    assert habits.list_vague_names(sources) == ["reader.utils", "reader.ui.helpers"]


SHEET = """
/* A { not a rule } */
$accent: red;
Page, Page > .first {
    color: $accent;
    &:focus { border: none; }
    .second.-third { color: red; }
}
Button { color: red; }
.loose { color: red; }
"""

WIDGET = """
class Page(Widget):
    COMPONENT_CLASSES: ClassVar[set[str]] = {"first"} | set(f"made--{name}" for name in NAMES) | OTHERS
    def compose(self):
        yield Static(classes="second third")
        self.add_class("-third", "a" if x else "b")
        self.set_class(self.is_on, "on")
        self.get_component_rich_style(f"kind--{kind}")
        self.query_one("#id.asked")
        self.add_class(name)
"""


def test_rules_are_read_with_their_places() -> None:
    rules = sheets.list_rules("page.tcss", SHEET)
    assert [(rule.line, rule.depth, rule.selectors) for rule in rules] == [
        (4, 0, ("Page", "Page > .first")),
        (6, 1, ("&:focus",)),
        (7, 1, (".second.-third",)),
        (9, 0, ("Button",)),
        (10, 0, (".loose",)),
    ]
    assert sheets.list_sheet_classes(rules) == {
        "first": "page.tcss:4",
        "second": "page.tcss:7",
        "-third": "page.tcss:7",
        "loose": "page.tcss:10",
    }


def test_rules_for_others_widgets_are_found() -> None:
    faults = sheets.list_foreign_rules(
        sheets.list_rules("page.tcss", SHEET), [parse_source("reader.ui.widgets.page", WIDGET)]
    )
    assert faults == ["page.tcss:9 Button", "page.tcss:10 .loose"]


def test_sheets_of_nobody_are_found() -> None:
    sources = [
        parse_source(name, "") for name in ("reader.ui.widgets.page", "reader.ui.screens.main", "reader.ui.safety")
    ]
    names = ["page.tcss", "main.tcss", "app.tcss", "safety.tcss", "old.tcss"]
    assert sheets.list_orphan_sheets(names, sources) == ["safety.tcss", "old.tcss"]


def test_class_names_in_python_are_found() -> None:
    uses = sheets.list_class_uses([parse_source("reader.ui.widgets.page", WIDGET)])
    wanted = ["first", r"made\-\-[\w-]+", "second", "third", r"\-third", "a", "b", "on", r"kind\-\-[\w-]+", "asked"]
    assert sorted(use.pattern for use in uses) == sorted(wanted)


def test_class_names_that_only_one_side_knows_are_found() -> None:
    sources = [parse_source("reader.ui.widgets.page", WIDGET)]
    styled = {"first": "s:1", "made--x": "s:1", "second": "s:1", "-third": "s:2", "kind--place": "s:3", "never": "s:4"}
    unstyled = sheets.list_unstyled_classes(sheets.list_class_uses(sources), styled)
    assert {fault.split()[-1] for fault in unstyled} == {"third", "a", "b", "on", "asked"}
    assert sheets.list_unused_classes(styled, sources) == ["s:4 .never"]


@pytest.mark.parametrize(
    ("text", "is_fault"),
    [
        ("class A(App):\n    CSS = 'x'", True),
        ("class A(Widget):\n    DEFAULT_CSS: ClassVar[str] = ''", True),
        ("class A(App):\n    CSS_PATH = ['app.tcss']", False),
        ("self.styles.background = 'red'", True),
        ("pane.styles.border_left = ('solid', 'red')", True),
        ("self.styles.color = shade", True),
        ("self.set_styles('color: red')", True),
        ("self.styles.animate('background', 'red')", True),
        ("self.styles.animate('offset', 3)", False),
        ("self.styles.width = 28", False),
        ("color = 'red'", False),
    ],
)
def test_styles_in_python_are_found(text: str, is_fault: bool) -> None:
    assert bool(sheets.list_styles_in_python([parse_source("reader.ui.a", text)])) is is_fault


def test_all_modules_are_loaded() -> None:
    names = {source.name for source in load_sources(ROOT / "reader")}
    assert {"reader", "reader.domain", "reader.domain.span"} <= names
    assert len(names) == len(list((ROOT / "reader").rglob("*.py")))
