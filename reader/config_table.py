"""The table of settings: the one place where each has its name, what may stand there, its help and an example.

The settings file is read by it, and `reader config show` and docs/configuration.md are made from it. The type and the
default of each stand in `reader.config.Settings`, in the field of the same name.
"""

from dataclasses import dataclass

from reader.config_limits import DATE_FORMATS, NARROWEST_MEASURE, PACK_FIELDS, THEMES, WIDEST_MEASURE
from reader.config_values import (
    TAG_COLOURS,
    Reader,
    read_folder,
    read_folders,
    read_keys,
    read_number,
    read_packs,
    read_queries,
    read_rules,
    read_sources,
    read_tag_colours,
    read_tags,
    read_word,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set."""

    name: str
    takes: str
    """What may stand there, for a person, with the limits."""
    help: str
    """One or two sentences."""
    example: str
    """What may stand behind its name and colon: a value on the same line, or lines that are indented."""
    read: Reader
    is_live: bool = True
    """Whether a change takes effect while the reader is open; else with the next start."""
    is_mapping: bool = False
    """Whether its value is pairs of a name and something."""


SETTINGS = (
    Setting(
        "libraries",
        "a folder, or a list of folders and files",
        "What `reader` opens when it is given no path. Relative ones begin at the folder of this file; `~` is your"
        " home. None: the two samples.",
        "[~/briefings, ~/archive/weeklies]",
        read_folders,
        is_live=False,
    ),
    Setting("theme", f"one of {', '.join(THEMES)}", "The colours of the screen.", "paper", read_word(*THEMES)),
    Setting(
        "measure",
        f"columns, {NARROWEST_MEASURE} to {WIDEST_MEASURE}",
        "How long a line of the article may be. 66 to 80 are read with most ease.",
        "72",
        read_number(NARROWEST_MEASURE, WIDEST_MEASURE, "columns"),
    ),
    Setting(
        "date_format",
        f"one of {', '.join(DATE_FORMATS)}",
        "How the screen writes days: 9 May 2026, May 9, 2026, or 2026-05-09. The command line always writes the last.",
        "iso",
        read_word(*DATE_FORMATS),
    ),
    Setting(
        "queries",
        "names with queries, at most 50",
        "Saved queries, in their order. They stand above the list with their numbers, and `@name` means one in any"
        " query.",
        "\n  new: is:unread since:30d\n  Supply chain: '\"supply chain\" entity:TSMC'",
        read_queries,
        is_mapping=True,
    ),
    Setting(
        "tag_rules",
        "a list, each with a query and tags, at most 50",
        "Tags that a briefing is given when it arrives, where a query fits it: once, and never again where you took one"
        " away.",
        "\n  - {query: hbm OR dram, tags: [memory]}\n  - {query: '\"export controls\"', tags: [policy/export]}",
        read_rules,
        is_live=False,
    ),
    Setting(
        "sources",
        "a list, each with a name and a url or path",
        "What `reader sync` looks at: feeds, pages and mailboxes, as docs/sources.md tells.",
        "\n  - name: Chip Letter\n    url: https://letters.example/feed.xml\n    tags: [chips]",
        read_sources,
    ),
    Setting(
        "inbox",
        "a folder",
        "Where sources put what they bring. None: `inbox` in the first folder of the library.",
        "~/briefings/inbox",
        read_folder,
        is_live=False,
    ),
    Setting(
        "packs",
        f"a list of {', '.join(PACK_FIELDS)}, and YAML files of your own",
        "Which lists of names are used: those that come with the program for a field, and your own, as docs/entities.md"
        " tells. Those in the folder `packs` beside this file are used whatever stands here.",
        "[electronics, maritime, ~/lists/rivals.yaml]",
        read_packs(*PACK_FIELDS),
        is_live=False,
    ),
    Setting(
        "quick_tags",
        "a list of at most 9 tags",
        "Tags that one digit gives: `t` and then `2` gives the second.",
        "[hbm, supply/foundry, watch]",
        read_tags,
        is_live=False,
    ),
    Setting(
        "tag_colours",
        f"tags with one of {', '.join(TAG_COLOURS)}",
        "Colours of tags; what is nested in a tag has its colour too.",
        "\n  supply: teal\n  watch: red",
        read_tag_colours,
        is_live=False,
        is_mapping=True,
    ),
    Setting(
        "keys",
        "commands with a key or a list of keys",
        "Keys of your own, in place of those that a command has. Keys that are pressed one after the other stand apart:"
        " `g g`. `[]` takes all keys away; the command can still be run by its name.",
        '\n  article.copy: [y, "Ctrl-Y"]\n  list.next: "Ctrl-N"\n  view.mute-bold: []',
        read_keys,
        is_mapping=True,
    ),
)
"""In the order in which they are shown."""

BY_NAME = {setting.name: setting for setting in SETTINGS}
