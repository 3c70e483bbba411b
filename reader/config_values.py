"""Reading one value of a settings file: a word out of a few, a number, folders, queries, keys.

Owns what each kind of value may look like, and the sentence for one that cannot be used. Knows no setting by name.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.domain.query_saved import QUOTATION_MARKS, SavedQuery
from reader.domain.scrub import SafeText, scrub_line
from reader.domain.source import Source
from reader.domain.tag_rule import TagRule

Place = tuple[str | int, ...]
"""Where in the file something stands: keys, and numbers of items from 0."""

_LONGEST_NAME = 60
"""Code points of a saved query's name."""

_MOST_QUERIES = 50
_MOST_RULES = 50
_MOST_QUICK_TAGS = 9
"""As many as there are digits to pick them with."""

TAG_COLOURS = ("red", "orange", "yellow", "green", "teal", "blue", "purple", "pink", "grey")
_MOST_DIGITS = 6


class Fault(ValueError):
    """Why a value cannot be used at all."""


class Reading(NamedTuple):
    """The value of one setting while it is read."""

    place: Place
    base: Path
    """What relative folders are relative to."""
    faults: list[tuple[Place, str]]
    """What is wrong with parts of it: those parts are left out."""

    def note(self, fault: str, *steps: str | int) -> None:
        """Say that a part of the value cannot be used."""
        self.faults.append(((*self.place, *steps), fault))


Reader = Callable[[object, Reading], object]
"""Makes a setting of a value as YAML has it: strings, lists and mappings. Raises Fault where it cannot."""


class BoundKeys(NamedTuple):
    """The keys that run one command, in place of its own."""

    command: str
    """Its id as written; `check_keys` tells whether there is such a command."""
    keys: tuple[str, ...]
    """Each as `parse_chord` reads it; none: by name only."""


def offer_nearest(word: str, known: Sequence[str], otherwise: str = "") -> str:
    """The end of a sentence about a word that is not among those known: "; did you mean theme?"."""
    from difflib import get_close_matches

    near = get_close_matches(word.casefold(), known, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; {otherwise}" if otherwise else ""


def read_word(*words: str) -> Reader:
    """Reads one of some words."""

    def read(value: object, reading: Reading) -> object:
        if value not in words:
            near = offer_nearest(value, words) if isinstance(value, str) else ""
            raise Fault(f"must be one of {', '.join(words)}{near}")
        return value

    return read


def read_number(least: int, most: int, what: str) -> Reader:
    """Reads a whole number.

    Args:
        least: the smallest that can be used.
        most: the largest.
        what: of what it is a number: "columns".
    """

    def read(value: object, reading: Reading) -> object:
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < _MOST_DIGITS:
            number = int(value)
            if least <= number <= most:
                return number
        raise Fault(f"must be a number of {what} from {least} to {most}")

    return read


def read_folders(value: object, reading: Reading) -> tuple[Path, ...]:
    """Reads a folder, or a list of them, as absolute paths; `~` is the home folder."""
    folders = [value] if isinstance(value, str) else value
    if not isinstance(folders, list) or not all(isinstance(folder, str) and folder.strip() for folder in folders):
        raise Fault("must be a folder or a list of folders")
    try:
        return tuple((reading.base / Path(folder.strip()).expanduser()).absolute() for folder in folders)
    except (RuntimeError, ValueError) as error:
        raise Fault(str(error)) from None


def read_queries(value: object, reading: Reading) -> tuple[SavedQuery, ...]:
    """Reads saved queries; one without a usable name or text is left out."""
    if not isinstance(value, dict):
        raise Fault("must be a mapping of names to queries such as `new: is:unread`")
    queries: dict[str, SavedQuery] = {}
    for written, text in value.items():
        name = scrub_line(" ".join(str(written).split()))
        fault = _find_fault(name, text, queries)
        if fault:
            reading.note(fault, str(written))
        else:
            queries[name.casefold()] = SavedQuery(name, str(text).strip())
    return tuple(queries.values())


def _find_fault(name: str, text: object, queries: Mapping[str, SavedQuery]) -> str:
    """Why a query cannot be saved under a name; empty where it can."""
    if not name or len(name) > _LONGEST_NAME or any(mark in name for mark in QUOTATION_MARKS):
        return f"a name has 1 to {_LONGEST_NAME} characters and no quotation marks"
    if name.casefold() in queries:
        return f"the same name as {queries[name.casefold()].name}"
    if len(queries) == _MOST_QUERIES:
        return f"more than {_MOST_QUERIES} queries"
    if not isinstance(text, str) or not text.strip():
        return "must be a query such as `is:unread tag:hbm`"
    return ""


def read_rules(value: object, reading: Reading) -> tuple[TagRule, ...]:
    """Reads rules that tag; one without a query or tags is left out."""
    if value == "":
        return ()
    if not isinstance(value, list):
        raise Fault("must be a list of rules such as `- {query: hbm, tags: [memory]}`")
    rules = []
    for number, item in enumerate(value):
        rule = _read_rule(item)
        if rule is None:
            reading.note("must have a query and tags, such as `{query: hbm, tags: [memory]}`", number)
        elif number >= _MOST_RULES:
            reading.note(f"more than {_MOST_RULES} rules", number)
        else:
            rules.append(rule)
    return tuple(rules)


def _read_rule(item: object) -> TagRule | None:
    if not isinstance(item, dict) or item.keys() != {"query", "tags"}:
        return None
    query, tags = item["query"], item["tags"]
    words = tags.replace(",", " ").split() if isinstance(tags, str) else tags
    if not isinstance(query, str) or not query.strip() or not isinstance(words, list):
        return None
    names = tuple(scrub_line(" ".join(str(tag).split()).lstrip("#+")) for tag in words)
    return TagRule(scrub_line(query.strip()), names) if names and all(names) else None


def read_folder(value: object, reading: Reading) -> Path | None:
    """Reads one folder, as an absolute path; nothing for none."""
    if value == "":
        return None
    (folder,) = read_folders([value], reading)
    return folder


def read_sources(value: object, reading: Reading) -> tuple[Source, ...]:
    """Reads sources; one that cannot be used is left out."""
    from reader.domain.source import SourceFault, read_source

    if value == "":
        return ()
    if not isinstance(value, list):
        raise Fault("must be a list, each with a name and a url or path")
    sources: dict[str, Source] = {}
    for number, entry in enumerate(value):
        try:
            source = read_source(entry)
            if source.name.casefold() in sources:
                raise SourceFault(f"a second source is named {source.name}")
            sources[source.name.casefold()] = source
        except SourceFault as fault:
            reading.note(str(fault), number)
    return tuple(sources.values())


def read_packs(*fields: str) -> Reader:
    """Reads a list of fields and of YAML files; what is neither is left out.

    Args:
        fields: those for which the program has packs.
    """

    def read(value: object, reading: Reading) -> object:
        packs = [value] if isinstance(value, str) and value else value
        if packs == "" or not isinstance(packs, list):
            raise Fault(f"must be a list of {', '.join(fields)} or files such as ~/lists/rivals.yaml")
        found: dict[str | Path, None] = {}
        for number, pack in enumerate(packs):
            if isinstance(pack, str) and pack.strip().lower().endswith((".yaml", ".yml")):
                found[read_folders(pack, reading)[0]] = None
            elif pack in fields:
                found[pack] = None
            else:
                near = offer_nearest(pack, fields, f"expected {', '.join(fields)}") if isinstance(pack, str) else ""
                reading.note(f"no such pack, nor a YAML file{near}", number)
        return tuple(found)

    return read


def read_tags(value: object, reading: Reading) -> tuple[SafeText, ...]:
    """Reads as many tags as there are digits to pick them with."""
    if not isinstance(value, list) or len(value) > _MOST_QUICK_TAGS:
        raise Fault(f"must be a list of at most {_MOST_QUICK_TAGS} tags such as [hbm, supply/foundry]")
    return tuple(_read_tag(tag) for tag in value)


def _read_tag(value: object) -> SafeText:
    tag = scrub_line(value.strip().lstrip("#")) if isinstance(value, str) else SafeText("")
    if not tag or len(tag) > _LONGEST_NAME or "," in tag or any(letter.isspace() for letter in tag):
        raise Fault(f"a tag has 1 to {_LONGEST_NAME} characters and neither a space nor a comma")
    return tag


def read_tag_colours(value: object, reading: Reading) -> Mapping[str, str]:
    """Reads the colours of tags, by their normal forms."""
    from reader.domain.annotation import normalise_tag

    if not isinstance(value, dict):
        raise Fault("must be a mapping of tags to colours such as `hbm: green`")
    colours = {}
    for tag, colour in value.items():
        if colour not in TAG_COLOURS:
            raise Fault(f"{scrub_line(str(tag))} must be one of {', '.join(TAG_COLOURS)}")
        colours[normalise_tag(_read_tag(tag))] = str(colour)
    return colours


def read_keys(value: object, reading: Reading) -> tuple[BoundKeys, ...]:
    """Reads keys for commands; a command without usable keys is left out."""
    if not isinstance(value, dict):
        raise Fault("must be a mapping of commands to keys such as `article.copy: [y, Y]`")
    bound = []
    for name, written in value.items():
        keys = [written] if isinstance(written, str) else written
        if isinstance(keys, list) and all(isinstance(key, str) for key in keys):
            bound.append(BoundKeys(str(name), tuple(keys)))
        else:
            reading.note("must be a key such as `g g`, or a list of them", str(name))
    return tuple(bound)
