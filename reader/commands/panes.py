"""Commands of one pane, or of several panes where they mean the same."""

from reader.commands.model import Command, Scope

_LIST = (Scope.LIST,)
_ARTICLE = (Scope.ARTICLE,)
_WORDS = (Scope.ARTICLE, Scope.SELECTION)
_TEXT = (Scope.LIST, Scope.QUERIES, Scope.ARTICLE, Scope.SELECTION)
_ALL = (Scope.LIST, Scope.ARTICLE, Scope.SELECTION, Scope.SIDEBAR)
_DOSSIER = (Scope.DOSSIER,)
_FIND = (Scope.FIND,)
_FIGURES = (Scope.FIGURES,)
_LISTS = (Scope.ANNOTATIONS, Scope.DOSSIER, Scope.FIGURES, Scope.OUTPUT, Scope.HELP)
_SIDEBAR = (Scope.SIDEBAR, Scope.OUTLINE, Scope.TAGS)

COMMANDS = (
    Command("list.read", ("Enter",), "Read", "Open the briefing and go to its text.", _LIST, "open", "read"),
    Command(
        "list.toggle-read", ("r",), "Read or unread", "Mark as read, or as unread.", _LIST, "toggle_read", "unread"
    ),
    Command(
        "list.mark-many",
        ("R",),
        "Mark many",
        "Mark as read what is above, below, or all that is listed.",
        _LIST,
        "mark_many",
    ),
    Command(
        "list.select", ("x",), "Select", "Select the row for the next tags or marks, or let it go.", _LIST, "select"
    ),
    Command("list.arrange", ("s",), "Sort", "Sort and group the list.", _LIST, "arrange", "sort"),
    Command(
        "article.page-down",
        ("Space", "PageDown"),
        "Page down",
        "A page of the article down.",
        _TEXT,
        "article_page_down",
        takes_count=True,
    ),
    Command(
        "article.page-up",
        ("b", "PageUp"),
        "Page up",
        "A page of the article up.",
        _TEXT,
        "article_page_up",
        takes_count=True,
    ),
    Command("article.next-block", ("}",), "Next block", "To the next block.", _WORDS, "next_block", takes_count=True),
    Command(
        "article.previous-block",
        ("{",),
        "Previous block",
        "To the beginning of this block, or to the one before.",
        _WORDS,
        "previous_block",
        takes_count=True,
    ),
    Command(
        "article.next-sentence",
        (")",),
        "Next sentence",
        "To the next sentence.",
        _WORDS,
        "next_sentence",
        takes_count=True,
    ),
    Command(
        "article.previous-sentence",
        ("(",),
        "Previous sentence",
        "To the sentence before.",
        _WORDS,
        "previous_sentence",
        takes_count=True,
    ),
    Command(
        "article.next-section", ("g }",), "Next section", "To the next section.", _ARTICLE, "next_section", "", True
    ),
    Command(
        "article.previous-section",
        ("g {",),
        "Previous section",
        "To the heading of this section, or of the one before.",
        _ARTICLE,
        "previous_section",
        takes_count=True,
    ),
    Command(
        "article.next-name", ("g n",), "Next name", "To the next name; n goes on.", _ARTICLE, "next_name", "", True
    ),
    Command(
        "article.previous-name",
        ("g N",),
        "Previous name",
        "To the name before; n and N go on.",
        _ARTICLE,
        "previous_name",
        takes_count=True,
    ),
    Command(
        "article.next-annotation",
        ("g a",),
        "Next annotation",
        "To the next annotated words; n goes on.",
        _ARTICLE,
        "next_annotation",
        takes_count=True,
    ),
    Command(
        "article.previous-annotation",
        ("g A",),
        "Previous annotation",
        "To the annotated words before; n and N go on.",
        _ARTICLE,
        "previous_annotation",
        takes_count=True,
    ),
    Command(
        "article.sideways-right",
        ("Shift-Right",),
        "Table to the right",
        "Scroll a wide table sideways.",
        _ARTICLE,
        "sideways_right",
        takes_count=True,
    ),
    Command(
        "article.sideways-left",
        ("Shift-Left",),
        "Table to the left",
        "Scroll a wide table back.",
        _ARTICLE,
        "sideways_left",
        takes_count=True,
    ),
    Command(
        "article.links", ("L",), "Links", "A letter on each link in sight; it shows the address.", _ARTICLE, "links"
    ),
    Command("article.footnote", ("g f",), "Footnote", "Show the footnotes of the words here.", _ARTICLE, "footnote"),
    Command(
        "annotate.tag",
        ("t",),
        "Tag",
        "Tag the briefing, the block or sentence, or the name under the cursor.",
        _ALL,
        "tag",
        "tag",
    ),
    Command("annotate.tag-again", ("T",), "Tag again", "Give the last tags once more, here.", _ALL, "tag_again"),
    Command(
        "annotate.bookmark",
        ("B",),
        "Bookmark",
        "Bookmark the words under the cursor, or take the bookmark away.",
        _WORDS,
        "bookmark",
        "bookmark",
    ),
    Command(
        "annotate.note",
        ("a",),
        "Note",
        "Write a note on the words under the cursor, or change the one that is there.",
        _WORDS,
        "note",
    ),
    Command(
        "annotate.highlight",
        ("H",),
        "Highlight",
        "Highlight the words under the cursor in a colour, or no longer.",
        _WORDS,
        "highlight",
    ),
    Command(
        "entity.dossier",
        ("d",),
        "Dossier",
        "Every sentence of the library about the name under the cursor, oldest first.",
        (Scope.ARTICLE, Scope.SIDEBAR),
        "dossier",
        "dossier",
    ),
    Command(
        "library.dossier",
        ("d",),
        "Dossier",
        "Every sentence of the library about a name that is asked for, oldest first.",
        (Scope.LIST, Scope.QUERIES, Scope.OUTLINE, Scope.TAGS),
        "ask_dossier",
    ),
    Command("article.copy", ("y",), "Copy", "Copy the block as a quote with its source.", _ARTICLE, "copy"),
    Command(
        "sidebar.walk",
        ("Enter",),
        "Walk",
        "Walk through the mentions of this name; n and N go on.",
        (Scope.SIDEBAR,),
        "walk",
        "walk",
    ),
    Command(
        "outline.go",
        ("Enter",),
        "Go to the section",
        "To the beginning of the section.",
        (Scope.OUTLINE,),
        "section",
        "go",
    ),
    Command(
        "tags.filter",
        ("Enter",),
        "Filter by the tag",
        "Show only the briefings with the tag, or all again; on words under a tag, go to them.",
        (Scope.TAGS,),
        "tag_filter",
        "filter",
    ),
    Command(
        "queries.apply",
        ("Enter",),
        "Filter",
        "Show only the briefings that fit the saved query, or all again.",
        (Scope.QUERIES,),
        "apply",
        "filter",
    ),
    Command(
        "dossier.jump",
        ("Enter",),
        "Go to the sentence",
        "To the sentence in its briefing; on a name met with, only what has both.",
        _DOSSIER,
        "jump",
        "go",
    ),
    Command(
        "dossier.other-pane",
        ("Tab", "h", "l", "Left", "Right"),
        "Sentences or names",
        "To the names met in the same sentences, or back to the sentences.",
        _DOSSIER,
        "other_pane",
        "names",
    ),
    Command(
        "dossier.change",
        ("d",),
        "Dossier of the other",
        "The dossier of the name met with that is under the cursor.",
        _DOSSIER,
        "change_dossier",
    ),
    Command(
        "figures.open",
        ("F",),
        "Figures",
        "The figures of the briefing, or those in sentences with the name.",
        (Scope.ARTICLE, Scope.SIDEBAR, Scope.DOSSIER),
        "figures",
    ),
    Command("figures.jump", ("Enter",), "Go to the figure", "To the figure in its briefing.", _FIGURES, "jump", "go"),
    Command("figures.sort", ("s",), "Sort figures", "Sort by place, by kind or by value.", _FIGURES, "sort", "sort"),
    Command(
        "figures.copy", ("y",), "Copy the figure", "Copy it with its sentence and source.", _FIGURES, "copy", "copy"
    ),
    Command("find.whole-words", ("Ctrl-T",), "Whole words", "Whole words only, or parts too.", _FIND, "whole_words"),
    Command(
        "find.pattern", ("Ctrl-R",), "Regular expression", "Find a regular expression, or words.", _FIND, "pattern"
    ),
    Command("find.older", ("Up",), "Older words", "What was sought before.", _FIND, "older"),
    Command("find.newer", ("Down",), "Newer words", "What was sought after that.", _FIND, "newer"),
    Command("rows.find", ("/",), "Find", "Show only the rows with these words.", _LISTS, "find", "find"),
    Command(
        "rows.page-down",
        ("Space", "PageDown"),
        "Page down",
        "A page down.",
        (*_SIDEBAR, Scope.PLACES, *_LISTS),
        "page_down",
        takes_count=True,
    ),
    Command(
        "rows.page-up",
        ("b", "PageUp"),
        "Page up",
        "A page up.",
        (*_SIDEBAR, Scope.PLACES, *_LISTS),
        "page_up",
        takes_count=True,
    ),
)
