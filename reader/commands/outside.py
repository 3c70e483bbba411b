"""Commands that lead out of the panes: the line for commands by name, an editor, another program, a link."""

from reader.commands.model import Command, Scope

_TEXT = (Scope.LIST, Scope.ARTICLE)

COMMANDS = (
    Command(
        "command.line",
        (":",),
        "Command line",
        "Run a command by its name, with the words that it asks for behind it.",
        (Scope.EVERYWHERE,),
        "command_line",
    ),
    Command("article.edit", ("o",), "Edit the source", "Open the file in your editor, at this line.", _TEXT, "edit"),
    Command(
        "article.pipe",
        ("|",),
        "Pipe",
        "Give the chosen words, or all, to a program and show its answer.",
        _TEXT,
        "pipe",
    ),
    Command(
        "article.pipe-block",
        (),
        "Pipe the block",
        "Give the block under the cursor to a program and show its answer.",
        (Scope.ARTICLE,),
        "pipe_block",
    ),
    Command(
        "article.open-link",
        ("O",),
        "Open a link",
        "Show the address of a link in this block; Enter opens it outside of the reader.",
        (Scope.ARTICLE,),
        "open_link",
    ),
)
