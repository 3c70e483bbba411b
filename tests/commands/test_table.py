"""The one table of commands: sound in itself, with somebody to run each command, and the README shows just it."""

import re
from collections import Counter
from collections.abc import Sequence

import pytest

from reader.commands.keymap import check_keymap
from reader.commands.model import FIELDS, PANES, Command, Scope, parse_chord, print_chord
from reader.commands.table import COMMANDS, chord_table, describe_keys, live_commands, print_scopes
from reader.ui.annotating import Annotating
from reader.ui.bringing import Bringing
from reader.ui.figuring import Figuring
from reader.ui.folding import Folding
from reader.ui.lettering import Lettering
from reader.ui.linking import Linking
from reader.ui.marking import Marking
from reader.ui.narrowing import Narrowing
from reader.ui.opening import Opening
from reader.ui.outside import Outside
from reader.ui.reviewing import Reviewing
from reader.ui.screens.annotations import AnnotationsScreen
from reader.ui.screens.dossier import DossierScreen
from reader.ui.screens.figures import FiguresScreen
from reader.ui.screens.help import HelpScreen, KeyList
from reader.ui.screens.main import MainScreen
from reader.ui.screens.output import AnswerLines, OutputScreen
from reader.ui.screens.places import PlaceList, PlacesScreen
from reader.ui.screens.sources import SourcesScreen
from reader.ui.searching import Searching
from reader.ui.selecting import Selecting
from reader.ui.showing import Showing
from reader.ui.sourcing import Sourcing
from reader.ui.touring import Touring
from reader.ui.trailing import Trailing
from reader.ui.travelling import Travelling
from reader.ui.triage import Triage
from reader.ui.viewing import Viewing
from reader.ui.widgets.annotation_list import AnnotationList
from reader.ui.widgets.article import Article
from reader.ui.widgets.briefing_list import BriefingList
from reader.ui.widgets.figure_list import FigureList
from reader.ui.widgets.prompt import Prompt
from reader.ui.widgets.saved_queries import SavedQueries
from reader.ui.widgets.sidebar import Sidebar
from reader.ui.widgets.source_list import SourceList
from reader.ui.widgets.statements import StatementList
from tests.conftest import ROOT

HANDLERS = (
    Annotating,
    Trailing,
    Travelling,
    Triage,
    Narrowing,
    Searching,
    Touring,
    Lettering,
    Linking,
    Showing,
    Viewing,
    Outside,
    Opening,
    Marking,
    Selecting,
    Bringing,
    Figuring,
    Folding,
    Sourcing,
    MainScreen,
)
RECEIVERS: dict[Scope, Sequence[type]] = {
    Scope.LIST: (BriefingList, *HANDLERS),
    Scope.QUERIES: (SavedQueries, *HANDLERS),
    Scope.ARTICLE: (Article, *HANDLERS),
    Scope.SELECTION: (Article, *HANDLERS),
    Scope.SIDEBAR: (Sidebar, *HANDLERS),
    Scope.OUTLINE: (Sidebar, *HANDLERS),
    Scope.TAGS: (Sidebar, *HANDLERS),
    Scope.ANNOTATIONS: (AnnotationList, AnnotationsScreen, Reviewing, Annotating),
    Scope.PLACES: (PlaceList, PlacesScreen),
    Scope.DOSSIER: (StatementList, DossierScreen, Annotating),
    Scope.OUTPUT: (AnswerLines, OutputScreen),
    Scope.FIGURES: (FigureList, FiguresScreen),
    Scope.SOURCES: (SourceList, SourcesScreen, Bringing),
    Scope.HELP: (KeyList, HelpScreen),
    Scope.FIND: (Prompt, Searching),
}
"""Who is asked for a handler while each pane has the focus."""

README = ROOT / "README.md"
KEYS_IN_README = re.compile(r"<!-- keys -->\n+(.*?\n)\n*<!-- /keys -->", re.DOTALL)

each_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(command.id for command in COMMANDS).items() if count > 1] == []


def test_no_two_commands_share_a_key_where_both_are_live() -> None:
    assert check_keymap({}) == ()


@each_command
def test_each_command_is_described(command: Command) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", command.id)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", command.action)
    assert command.title
    assert not command.title.endswith(".")
    assert command.help[0].isupper()
    assert command.help.endswith(".")
    assert "\n" not in command.help
    assert " " not in command.hint
    assert command.scopes
    assert Scope.EVERYWHERE not in command.scopes or command.scopes == (Scope.EVERYWHERE,)


@each_command
def test_each_command_has_a_handler_wherever_it_is_live(command: Command) -> None:
    everywhere = [scope for scope in RECEIVERS if scope not in FIELDS]
    scopes = everywhere if Scope.EVERYWHERE in command.scopes else command.scopes
    missing = [scope for scope in scopes if not any(hasattr(kind, f"do_{command.action}") for kind in RECEIVERS[scope])]
    assert missing == []


def test_each_handler_has_a_command() -> None:
    classes = {kind for kinds in RECEIVERS.values() for kind in kinds}
    handlers = {name for kind in classes for name in vars(kind) if name.startswith("do_")}
    assert handlers - {f"do_{command.action}" for command in COMMANDS} == set()


@pytest.mark.parametrize(
    ("scope", "chord", "name"),
    [
        (Scope.LIST, "j", "move.down"),
        (Scope.ARTICLE, "Up", "move.up"),
        (Scope.SIDEBAR, "g g", "move.first"),
        (Scope.ANNOTATIONS, "G", "move.last"),
        (Scope.ARTICLE, "Ctrl-D", "move.half-down"),
        (Scope.LIST, "Space", "article.page-down"),
        (Scope.ARTICLE, "b", "article.page-up"),
        (Scope.LIST, "J", "article.down"),
        (Scope.SIDEBAR, "K", "article.up"),
        (Scope.ARTICLE, "}", "article.next-block"),
        (Scope.ARTICLE, "(", "article.previous-sentence"),
        (Scope.LIST, "]", "list.next"),
        (Scope.ARTICLE, "[", "list.previous"),
        (Scope.SIDEBAR, ".", "list.next-unread"),
        (Scope.LIST, "Enter", "list.read"),
        (Scope.SIDEBAR, "Enter", "sidebar.walk"),
        (Scope.OUTLINE, "Enter", "outline.go"),
        (Scope.TAGS, "Enter", "tags.filter"),
        (Scope.QUERIES, "Enter", "queries.apply"),
        (Scope.ARTICLE, "g o", "sidebar.outline"),
        (Scope.LIST, "g e", "sidebar.entities"),
        (Scope.OUTLINE, "g t", "sidebar.tags"),
        (Scope.SIDEBAR, "g q", "queries.open"),
        (Scope.OUTLINE, "/", "find.open"),
        (Scope.QUERIES, "Space", "article.page-down"),
        (Scope.TAGS, "Space", "rows.page-down"),
        (Scope.TAGS, "t", None),
        (Scope.ANNOTATIONS, "Enter", "annotations.jump"),
        (Scope.ARTICLE, "h", "pane.left"),
        (Scope.LIST, "Shift-Tab", "pane.previous"),
        (Scope.ARTICLE, "/", "find.open"),
        (Scope.ANNOTATIONS, "/", "rows.find"),
        (Scope.ANNOTATIONS, "f", "annotations.filter"),
        (Scope.ANNOTATIONS, "x", "annotations.select"),
        (Scope.ANNOTATIONS, "c", "annotations.re-anchor"),
        (Scope.ANNOTATIONS, "s", "annotations.group"),
        (Scope.PLACES, "Enter", "places.choose"),
        (Scope.PLACES, "q", "app.back"),
        (Scope.DOSSIER, "/", "rows.find"),
        (Scope.HELP, "/", "rows.find"),
        (Scope.HELP, "Space", "rows.page-down"),
        (Scope.SIDEBAR, "b", "rows.page-up"),
        (Scope.ARTICLE, "n", "find.next"),
        (Scope.LIST, "f", "library.filter"),
        (Scope.SIDEBAR, "t", "annotate.tag"),
        (Scope.LIST, "T", "annotate.tag-again"),
        (Scope.ARTICLE, "B", "annotate.bookmark"),
        (Scope.ARTICLE, "y", "article.copy"),
        (Scope.ARTICLE, "v", "article.select"),
        (Scope.ARTICLE, "a", "annotate.note"),
        (Scope.ARTICLE, "H", "annotate.highlight"),
        (Scope.SELECTION, "v", "select.widen"),
        (Scope.SELECTION, "V", "select.narrow"),
        (Scope.SELECTION, "l", "select.word-right"),
        (Scope.SELECTION, "h", "select.word-left"),
        (Scope.SELECTION, "j", "move.down"),
        (Scope.SELECTION, "t", "annotate.tag"),
        (Scope.SELECTION, "y", "select.copy"),
        (Scope.SELECTION, "Y", "select.quote"),
        (Scope.SELECTION, "Escape", "select.end"),
        (Scope.LIST, "r", "list.toggle-read"),
        (Scope.ARTICLE, "Ctrl-O", "jump.back"),
        (Scope.ARTICLE, "Alt-Right", "jump.forward"),
        (Scope.ANNOTATIONS, "u", "edit.undo"),
        (Scope.DOSSIER, "u", "edit.undo"),
        (Scope.LIST, "Ctrl-R", "edit.redo"),
        (Scope.ARTICLE, "A", "annotations.open"),
        (Scope.ARTICLE, "d", "entity.dossier"),
        (Scope.SIDEBAR, "d", "entity.dossier"),
        (Scope.ARTICLE, "z", "view.zen"),
        (Scope.ARTICLE, "<", "view.narrower"),
        (Scope.ARTICLE, "M", "view.mute-bold"),
        (Scope.ANNOTATIONS, "?", "help.open"),
        (Scope.LIST, "F1", "help.open"),
        (Scope.LIST, ":", "command.line"),
        (Scope.DOSSIER, ":", "command.line"),
        (Scope.HELP, "Ctrl-P", "palette.open"),
        (Scope.ARTICLE, "o", "article.edit"),
        (Scope.LIST, "o", "article.edit"),
        (Scope.ARTICLE, "|", "article.pipe"),
        (Scope.ARTICLE, "O", "article.open-link"),
        (Scope.OUTPUT, "/", "rows.find"),
        (Scope.OUTPUT, "q", "app.back"),
        (Scope.LIST, "Ctrl-P", "palette.open"),
        (Scope.LIST, "q", "app.quit"),
        (Scope.ARTICLE, "q", "app.back"),
        (Scope.HELP, "q", "app.back"),
        (Scope.ANNOTATIONS, "Escape", "app.cancel"),
        (Scope.SIDEBAR, "Ctrl-C", "app.leave"),
    ],
)
def test_keys_mean_what_hands_know(scope: Scope, chord: str, name: str | None) -> None:
    command = chord_table(scope).get(parse_chord(chord))
    assert (command and command.id) == name


def test_only_slash_and_f_take_typing() -> None:
    assert {command.action for command in COMMANDS if "/" in command.keys} == {"find"}
    assert {command.action for command in COMMANDS if "f" in command.keys} == {"filter_library"}
    panes = (BriefingList, SavedQueries, Article, Sidebar, AnnotationList, PlaceList, StatementList, KeyList)
    names = {
        name for pane in panes for kind in pane.__mro__ if kind.__module__.startswith("reader.") for name in vars(kind)
    }
    assert {name for name in names if name in ("on_key", "_on_key", "BINDINGS") or name.startswith("key_")} == set()


def test_a_panes_own_key_hides_the_same_key_of_everywhere() -> None:
    def make(name: str, scope: Scope) -> Command:
        return Command(name, ("x",), name, f"{name}.", (scope,), name)

    commands = (make("all", Scope.EVERYWHERE), make("own", Scope.LIST))
    assert chord_table(Scope.LIST, commands)["x",].id == "own"
    assert chord_table(Scope.ARTICLE, commands)["x",].id == "all"
    assert [command.id for command in live_commands(Scope.LIST, commands)] == ["own", "all"]
    assert [command.id for command in live_commands(Scope.EVERYWHERE, commands)] == ["all"]


@pytest.mark.parametrize(
    ("text", "chord", "printed"),
    [
        ("j", ("j",), "j"),
        ("g g", ("g", "g"), "gg"),
        ("  g   g ", ("g", "g"), "gg"),
        ("Ctrl-D", ("Ctrl-D",), "Ctrl-D"),
        ("Down", ("Down",), "↓"),
        ("Alt-Left", ("Alt-Left",), "Alt-Left"),
    ],
)
def test_chords_are_read_and_printed(text: str, chord: tuple[str, ...], printed: str) -> None:
    assert parse_chord(text) == chord
    assert print_chord(chord) == printed


@pytest.mark.parametrize("text", ["", " ", "\t"])
def test_no_key_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        parse_chord(text)


def test_the_key_table_is_made_from_the_commands() -> None:
    commands = (
        Command("move.first", ("g g", "Home"), "First", "To the top.", (Scope.EVERYWHERE,), "move_first"),
        Command("view.theme", (), "Theme", "By the palette only.", (Scope.EVERYWHERE,), "theme"),
        Command("tag", ("t",), "Tag", "Tag it.", PANES, "tag"),
        Command("pipe", ("|",), "Pipe", "Pipe it.", (Scope.LIST,), "pipe"),
        Command("page", ("Down",), "Page", "A page on.", (Scope.LIST, Scope.ARTICLE), "page"),
    )
    assert describe_keys(commands) == (
        "| keys | where | does |\n"
        "|---|---|---|\n"
        "| `gg` `Home` | everywhere | To the top. |\n"
        "| `t` | all panes | Tag it. |\n"
        "| `\\|` | list | Pipe it. |\n"
        "| `↓` | list, article | A page on. |\n"
    )
    assert print_scopes(commands[4]) == "list, article"


@pytest.mark.parametrize("scope", [scope for scope in Scope if scope is not Scope.EVERYWHERE])
def test_each_key_in_the_readme_can_stand_in_a_table(scope: Scope) -> None:
    assert [chord for chord in chord_table(scope) if any("`" in key for key in chord)] == []


@pytest.mark.xfail("<!-- keys -->" not in README.read_text(), reason="the README has no key table yet", strict=True)
def test_the_readme_shows_the_key_table() -> None:
    found = KEYS_IN_README.search(README.read_text())
    assert found is not None, "no <!-- keys --> ... <!-- /keys --> in README.md"
    assert found[1] == describe_keys()
