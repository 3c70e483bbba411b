"""Commands that mean the same in every pane, and on every screen those that need no pane."""

from reader.commands.model import PANES, Command, Scope

_EVERYWHERE = (Scope.EVERYWHERE,)
_CHANGING = (*PANES, Scope.ANNOTATIONS, Scope.DOSSIER, Scope.SOURCES)
_OVER_THE_LIST = (
    *(pane for pane in PANES if pane is not Scope.LIST),
    Scope.ANNOTATIONS,
    Scope.PLACES,
    Scope.DOSSIER,
    Scope.FIGURES,
    Scope.SOURCES,
    Scope.OUTPUT,
    Scope.HELP,
)


def _command(
    name: str, keys: tuple[str, ...], title: str, text: str, action: str, *, hint: str = "", count: bool = False
) -> Command:
    """A command of every screen."""
    return Command(name, keys, title, text, _EVERYWHERE, action, hint, count)


def _pane_command(
    name: str, keys: tuple[str, ...], title: str, text: str, action: str, *, hint: str = "", count: bool = False
) -> Command:
    """A command of the three panes: a screen without a briefing in it has nobody to run it."""
    return Command(name, keys, title, text, PANES, action, hint, count)


COMMANDS = (
    _command("move.down", ("j", "Down"), "Down", "One row down in the focused pane.", "move_down", count=True),
    _command("move.up", ("k", "Up"), "Up", "One row up in the focused pane.", "move_up", count=True),
    _command("move.first", ("g g", "Home"), "First row", "To the beginning of the focused pane.", "move_first"),
    _command("move.last", ("G", "End"), "Last row", "To the end of the focused pane.", "move_last"),
    _command("move.half-down", ("Ctrl-D",), "Half a page down", "Half a page down.", "half_down", count=True),
    _command("move.half-up", ("Ctrl-U",), "Half a page up", "Half a page up.", "half_up", count=True),
    _pane_command(
        "article.down", ("J",), "Article down", "Scroll the article from any pane.", "article_down", count=True
    ),
    _pane_command(
        "article.up", ("K",), "Article up", "Scroll the article back from any pane.", "article_up", count=True
    ),
    _pane_command("pane.left", ("h", "Left"), "Pane left", "To the pane on the left.", "pane_left"),
    _pane_command("pane.right", ("l", "Right"), "Pane right", "To the pane on the right.", "pane_right"),
    _pane_command("pane.next", ("Tab",), "Next pane", "To the next pane, round and round.", "pane_next", hint="pane"),
    _pane_command("pane.previous", ("Shift-Tab",), "Previous pane", "To the previous pane.", "pane_previous"),
    _pane_command(
        "list.next", ("]",), "Next briefing", "Open the next briefing in the list.", "next_briefing", count=True
    ),
    _pane_command(
        "list.previous",
        ("[",),
        "Previous briefing",
        "Open the briefing before in the list.",
        "previous_briefing",
        count=True,
    ),
    _pane_command("list.next-unread", (".",), "Next unread", "Open the next unread briefing.", "next_unread"),
    _pane_command(
        "list.previous-unread", (",",), "Previous unread", "Open the unread briefing before.", "previous_unread"
    ),
    _pane_command("mark.set", ("m",), "Set a mark", "Set a letter here: a-z in this briefing, A-Z anywhere.", "mark"),
    _pane_command("mark.go", ("'",), "Go to a mark", "To the place of a letter; '' goes back.", "go_to_mark"),
    Command(
        "find.open",
        ("/",),
        "Find",
        "Find words in the article; in a list, show only what has them.",
        PANES,
        "find",
        "find",
    ),
    _pane_command(
        "find.next",
        ("n",),
        "Next hit",
        "To the next hit, or the next mention of the name walked.",
        "find_next",
        count=True,
    ),
    _pane_command("find.previous", ("N",), "Previous hit", "To the hit before.", "find_previous", count=True),
    Command(
        "library.filter",
        ("f",),
        "Filter the library",
        "Show only the briefings that fit a query.",
        PANES,
        "filter_library",
    ),
    _pane_command(
        "queries.open", ("g q",), "Saved queries", "To the saved queries above the list, or back to it.", "queries"
    ),
    _pane_command(
        "sidebar.outline", ("g o",), "Outline", "Show the sections of the briefing in the sidebar.", "show_outline"
    ),
    _pane_command(
        "sidebar.entities", ("g e",), "Entities", "Show the names in the briefing in the sidebar.", "show_entities"
    ),
    _pane_command("sidebar.tags", ("g t",), "Tags", "Show all tags in the sidebar.", "show_tags"),
    Command(
        "annotations.open",
        ("A",),
        "Annotations",
        "List every tag, bookmark, highlight and note.",
        PANES,
        "annotations",
        "annotations",
        is_minor=True,
    ),
    _pane_command("jump.back", ("Ctrl-O", "Alt-Left"), "Back", "Back to where you were before a jump.", "jump_back"),
    _pane_command("jump.forward", ("Alt-Right",), "Forward", "Forward again after going back.", "jump_forward"),
    _pane_command("sources.sync", (), "Sync", "Bring in what is new at the sources.", "sync"),
    _pane_command("sources.stop", (), "Stop the sync", "Stop bringing in; what has come stays.", "stop_sync"),
    _pane_command(
        "sources.add", (), "Add", "Bring in a feed, page, letter, mailbox, file, folder or list of feeds.", "add_source"
    ),
    Command("edit.undo", ("u",), "Undo", "Take the last change back.", _CHANGING, "undo"),
    Command("edit.redo", ("Ctrl-R",), "Redo", "Make the change again that was taken back.", _CHANGING, "redo"),
    Command("view.zen", ("z",), "Zen", "Show only the article, or all panes again.", PANES, "zen"),
    Command(
        "view.narrower", ("<",), "Narrower text", "Shorter lines in the article.", PANES, "narrower", takes_count=True
    ),
    Command("view.wider", (">",), "Wider text", "Longer lines in the article.", PANES, "wider", takes_count=True),
    Command("view.mute-bold", ("M",), "Mute bold", "Show bold words like the rest, or bold again.", PANES, "mute_bold"),
    Command("view.numbers", ("#",), "Line numbers", "The lines of the file beside the text.", PANES, "numbers"),
    Command(
        "view.themes", (), "Choose a theme", "One of the toolkit's themes, or of the house.", PANES, "choose_theme"
    ),
    Command("view.theme", (), "Light or dark", "Change between the paper and the night theme.", PANES, "switch_theme"),
    _command("help.open", ("?", "F1"), "Help", "All keys of this view.", "help", hint="help"),
    _command("palette.open", ("Ctrl-P",), "Commands", "Find a command by name and run it.", "palette"),
    Command(
        "app.back", ("q",), "Back", "Close what is on top, or go back to the list.", _OVER_THE_LIST, "back", "back"
    ),
    Command("app.quit", ("q",), "Quit", "Leave the program; everything made is kept.", (Scope.LIST,), "back", "quit"),
    _command("app.cancel", ("Escape",), "Cancel", "Clear a filter, a hit list or a half-typed key.", "cancel"),
    _command("app.suspend", ("Ctrl-Z",), "Suspend", "To the shell; its fg comes back here.", "suspend"),
    _command("app.leave", ("Ctrl-C",), "Leave", "Leave at once; everything made is kept.", "leave"),
)
