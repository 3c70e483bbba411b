"""Commands that correct what is taken for a name."""

from reader.commands.model import Command, Scope

_NAMES = (Scope.ARTICLE, Scope.SIDEBAR)

COMMANDS = (
    Command(
        "name.accept",
        ("+",),
        "Accept the name",
        "Take the found name under the cursor for one, in every briefing.",
        _NAMES,
        "accept_name",
        "accept",
        is_minor=True,
    ),
    Command(
        "name.reject",
        ("-",),
        "Reject the name",
        "Take the name under the cursor for none, for good.",
        _NAMES,
        "reject_name",
        "reject",
        is_minor=True,
    ),
    Command(
        "name.sort",
        ("s",),
        "Sort the names",
        "Sort the names by count, by name, or by when they were first seen.",
        (Scope.SIDEBAR,),
        "sort_names",
        "sort",
    ),
    Command(
        "name.correct",
        ("e",),
        "Correct the name",
        "Rename, merge or split the name, or change its type or its case.",
        _NAMES,
        "correct_name",
        "correct",
        is_minor=True,
    ),
)
