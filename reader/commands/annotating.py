"""Commands of what is selected in the text, of the annotations, and of the places that one may mean."""

from reader.commands.model import Command, Scope

_ARTICLE = (Scope.ARTICLE,)
_SELECTION = (Scope.SELECTION,)
_ANNOTATIONS = (Scope.ANNOTATIONS,)
_PLACES = (Scope.PLACES,)


def _own(name: str, keys: tuple[str, ...], title: str, text: str, action: str, hint: str = "") -> Command:
    """A command of the annotations screen."""
    return Command(f"annotations.{name}", keys, title, text, _ANNOTATIONS, action, hint)


COMMANDS = (
    Command(
        "article.select",
        ("v",),
        "Select words",
        "Select the word under the cursor; v takes more, j, l, ) go on.",
        _ARTICLE,
        "begin_selection",
        "select",
    ),
    Command(
        "select.widen",
        ("v",),
        "Select more",
        "Select the sentence, the block, the section.",
        _SELECTION,
        "widen_selection",
        "more",
    ),
    Command(
        "select.narrow",
        ("V",),
        "Select less",
        "Select what was selected before.",
        _SELECTION,
        "narrow_selection",
        "less",
    ),
    Command(
        "select.word-right",
        ("l", "w", "Right"),
        "A word on",
        "Move the end of the selection a word on.",
        _SELECTION,
        "word_right",
        takes_count=True,
    ),
    Command(
        "select.word-left",
        ("h", "Left"),
        "A word back",
        "Move the end of the selection a word back.",
        _SELECTION,
        "word_left",
        takes_count=True,
    ),
    Command("select.swap", ("o",), "Other end", "Move the other end of the selection.", _SELECTION, "swap_ends"),
    Command(
        "select.copy", ("y",), "Copy words", "Copy the selected words as they are.", _SELECTION, "copy_words", "copy"
    ),
    Command("select.end", ("Escape", "q"), "Select nothing", "Let the selection go.", _SELECTION, "end_selection"),
    Command(
        "select.quote",
        ("Y",),
        "Copy a quote",
        "Copy the words as a quote with its source.",
        (*_ARTICLE, *_SELECTION),
        "copy",
    ),
    _own(
        "jump",
        ("Enter",),
        "Jump",
        "To the words in their briefing, or to the places that may be meant.",
        "jump",
        "jump",
    ),
    _own("edit", ("e",), "Edit", "Change the tags or the note.", "edit", "edit"),
    _own("note", ("a",), "Note", "Write or change the note.", "note"),
    _own("tag", ("t",), "Tag", "Tag what is selected, or this one.", "tag", "tag"),
    _own(
        "select",
        ("x",),
        "Select",
        "Select this one for the next command, or let it go.",
        "select",
        "select",
    ),
    _own(
        "select-all",
        ("X",),
        "Select all",
        "Select all that are shown, or none.",
        "select_all",
    ),
    _own(
        "re-anchor",
        ("c",),
        "Correct the anchor",
        "Put what is selected, or this one, on the words as they are now.",
        "re_anchor",
        "re-anchor",
    ),
    _own(
        "re-anchor-all",
        ("C",),
        "Correct all anchors",
        "The same for all that are shown, where it is sure which words are meant.",
        "re_anchor_all",
    ),
    _own("group", ("s",), "Group", "Group by date, by briefing or by tag.", "group", "group"),
    _own(
        "filter",
        ("f",),
        "Filter",
        "Show only those that fit a query.",
        "filter_library",
        "filter",
    ),
    Command(
        "places.choose",
        ("Enter", "c"),
        "Choose the place",
        "Put the annotation on the words at this place.",
        _PLACES,
        "choose_place",
        "choose",
    ),
    Command(
        "places.look", ("o",), "Look", "To the place in its briefing; nothing is changed.", _PLACES, "look", "look"
    ),
    _own(
        "delete",
        ("d", "Delete"),
        "Delete",
        "Remove what is selected, or this one.",
        "delete",
        "delete",
    ),
)
