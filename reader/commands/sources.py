"""Commands of the screen of the sources, and the one that opens it."""

from reader.commands.model import PANES, Command, Scope

_SOURCES = (Scope.SOURCES,)

COMMANDS = (
    Command("sources.open", ("g s",), "Sources", "The feeds and mailboxes that briefings come from.", PANES, "sources"),
    Command(
        "sources.show",
        ("Enter",),
        "Briefings of the source",
        "Show its briefings in the list.",
        _SOURCES,
        "show_source",
        "show",
    ),
    Command("sources.sync-one", ("s",), "Sync the source", "Bring in what is new there.", _SOURCES, "sync_one", "sync"),
    Command("sources.sync-all", ("S",), "Sync all", "Bring in what is new at all of them.", _SOURCES, "sync", "all"),
    Command(
        "sources.new", ("a",), "Add a source", "A feed, mailbox or page, by address.", _SOURCES, "add_source", "add"
    ),
    Command(
        "sources.edit",
        ("e",),
        "Change the source",
        "Its name, series, tags, address; u undoes.",
        _SOURCES,
        "edit_source",
        "edit",
    ),
    Command(
        "sources.remove", ("d",), "Remove the source", "What it brought stays; u undoes.", _SOURCES, "remove", "remove"
    ),
)
