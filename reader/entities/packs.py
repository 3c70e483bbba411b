"""Packs: the lists of names, read from YAML.

Owns the format of a pack and its errors. Knows nothing of how names are matched.

A pack is a mapping: `type` and `case` hold for every entry that does not say otherwise, `entities` is the list::

    type: company
    entities:
      - {name: Arm, case: exact, aliases: [ARM, Arm Holdings], not_after: [left, right]}

An alias may be a mapping, with conditions of its own: `{name: Commerce, needs: [Department of Commerce]}`.
An entry with `numbers` stands for one entry for each of them, put in place of "#" in its name and aliases.
A pack may also have `cues`, rows of words that tell names from other words (`packs/cues.yaml` says which kinds)::

    cues:
      - {kind: tail, type: organization, words: [Union, Association]}
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reader.domain.entity import EntityType
from reader.domain.scrub import SafeText, scrub_line

PACK_LIMIT = 4_000_000
"""Code points; 10,000 names take a quarter of it."""

_PACK_KEYS = frozenset({"type", "case", "entities", "cues"})
_ENTRY_KEYS = frozenset({"name", "type", "aliases", "case", "series", "not_before", "not_after", "needs", "part_of"})
_FORM_KEYS = frozenset({"name", "case", "not_before", "not_after", "needs"})
_CUE_KEYS = frozenset({"kind", "type", "words"})
_CASES = ("any", "exact")
_FLAGS = ("true", "false")


class CueKind(StrEnum):
    """What a cue word says of the words beside it."""

    HEAD = "head"
    """A name goes on after it: Bureau (of ...)."""
    LIST_HEAD = "list-head"
    """The same, also over commas and "and": Ministry (of Trade, Industry and Energy)."""
    TAIL = "tail"
    """A name ends with it: Union."""
    LEGAL = "legal"
    """A legal form, part of the name before it: Ltd."""
    TITLE = "title"
    """Stands before a person: President."""
    SURNAME = "surname"
    """A family name that stands first: Kim."""
    GIVEN = "given"
    """A given name that stands first: Sarah."""
    REGION = "region"
    """A state in short, which stands after a town, and its name in full: TX Texas."""
    BEFORE = "before"
    """A common noun before a name tells its type: startup."""
    AFTER = "after"
    """A common noun after a name tells its type: processor."""
    DOES = "does"
    """After a name: what such a thing does or says: raised."""
    SUFFIX = "suffix"
    """Part of the product name before it: Pro."""
    LABEL = "label"
    """Looks like a code and is none; "#" stands for one digit: Q#."""
    UNIT = "unit"
    """After a number: the number is no code then: percent."""
    CLASS = "class"
    """Names a kind of thing, never one thing: CPU, Monday, Dutch."""
    STOP = "stop"
    """Never begins a name: The."""


class PackError(ValueError):
    """A pack that cannot be used. The message names the file, and the entry where it is one."""


@dataclass(frozen=True, slots=True)
class PackForm:
    """One way to write a name."""

    text: SafeText
    is_exact: bool = False
    """Whether it counts only in the case in which it is written."""
    not_before: tuple[str, ...] = ()
    """Words that may not follow."""
    not_after: tuple[str, ...] = ()
    """Words that may not stand before."""
    needs: tuple[str, ...] = ()
    """One of these must stand somewhere in the briefing."""


@dataclass(frozen=True, slots=True)
class PackEntry:
    """One named thing of a pack."""

    name: SafeText
    type: EntityType | None
    forms: tuple[PackForm, ...]
    """The name and the aliases."""
    is_series: bool = False
    """Whether a number after it makes another name of the same type: Ascend, then Ascend 910C."""
    part_of: SafeText | None = None
    """The canonical name of what it belongs to."""
    source: str = ""
    """The file's name, for messages."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say the same of the words beside them."""

    kind: CueKind
    type: EntityType | None
    words: tuple[SafeText, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """What one pack holds."""

    entries: tuple[PackEntry, ...] = ()
    cues: tuple[Cue, ...] = ()


_FOLDER = Path(__file__).parent / "packs"
_OF_EVERY_FIELD = ("cues", "places")
"""The packs that are used whatever fields are chosen."""
FIRST_FIELD = "electronics"
"""The field whose packs stand in the folder itself; each other has a folder of its own name in it."""


def shipped_packs(fields: Iterable[str] = (FIRST_FIELD,)) -> tuple[Path, ...]:
    """The packs that come with the program for some fields, in the order of their names; unknown fields have none."""
    first = sorted(_FOLDER.glob("*.yaml"))
    chosen = set(fields)
    kept = first if FIRST_FIELD in chosen else [path for path in first if path.stem in _OF_EVERY_FIELD]
    others = [path for field in sorted(chosen - {FIRST_FIELD}) for path in sorted((_FOLDER / field).glob("*.yaml"))]
    return (*kept, *others)


def shipped_fields() -> tuple[str, ...]:
    """The fields for which there are packs."""
    return (FIRST_FIELD, *sorted(path.name for path in _FOLDER.iterdir() if path.is_dir() and any(path.glob("*.yaml"))))


def _text(value: object, where: str, key: str) -> SafeText:
    if not isinstance(value, str) or not value.strip():
        raise PackError(f"{where}: {key} must be a word or words")
    return scrub_line(value.strip())


def _texts(value: object, where: str, key: str) -> tuple[SafeText, ...]:
    if isinstance(value, str):
        return (_text(value, where, key),)
    if not isinstance(value, list):
        raise PackError(f"{where}: {key} must be a list")
    return tuple(_text(item, where, key) for item in value)


def _type(value: object, where: str) -> EntityType | None:
    if value is None:
        return None
    try:
        return EntityType(str(value))
    except ValueError:
        raise PackError(f"{where}: unknown type {value!r}, expected one of {', '.join(EntityType)}") from None


def _is_exact(value: object, where: str) -> bool:
    if value not in _CASES:
        raise PackError(f"{where}: case must be exact or any, not {value!r}")
    return value == "exact"


def _flag(value: object, where: str, key: str) -> bool:
    if value not in _FLAGS:
        raise PackError(f"{where}: {key} must be true or false, not {value!r}")
    return value == "true"


def _check_keys(row: Mapping[object, object], known: frozenset[str], where: str) -> None:
    for key in row:
        if key not in known:
            raise PackError(f"{where}: unknown field {key!r}, expected one of {', '.join(sorted(known))}")


def _spell_out(row: object, where: str) -> Iterator[object]:
    """The entries that a row stands for: one, or one for each of its `numbers`, put in place of "#"."""
    if not isinstance(row, dict) or "numbers" not in row:
        yield row
        return
    forms = {key: value for key, value in row.items() if key != "numbers"}
    for number in _texts(row["numbers"], where, "numbers"):
        name = _text(row.get("name"), where, "name").replace("#", number)
        aliases = [alias.replace("#", number) for alias in _texts(row.get("aliases", []), where, "aliases")]
        yield {**forms, "name": name, "aliases": aliases}


def _parse_form(text: object, row: Mapping[object, object], where: str) -> PackForm:
    return PackForm(
        text=_text(text, where, "name"),
        is_exact=_is_exact(row.get("case", "any"), where),
        not_before=_texts(row.get("not_before", []), where, "not_before"),
        not_after=_texts(row.get("not_after", []), where, "not_after"),
        needs=_texts(row.get("needs", []), where, "needs"),
    )


def _parse_alias(alias: object, defaults: Mapping[object, object], where: str) -> PackForm:
    """An alias is words, under the entry's own conditions, or a mapping with its own."""
    if not isinstance(alias, dict):
        return _parse_form(alias, defaults, where)
    _check_keys(alias, _FORM_KEYS, where)
    return _parse_form(alias.get("name"), {"case": defaults.get("case", "any"), **alias}, where)


def _parse_entry(row: object, defaults: Mapping[object, object], source: str, number: int) -> PackEntry:
    where = f"{source}: entry {number}"
    if isinstance(row, str):
        row = {"name": row}
    if not isinstance(row, dict):
        raise PackError(f"{where} must be a name or a mapping")
    name = _text(row.get("name"), where, "name")
    where = f"{where} ({name})"
    _check_keys(row, _ENTRY_KEYS, where)
    row = {"case": defaults.get("case", "any"), **row}
    aliases = row.get("aliases", [])
    if not isinstance(aliases, list):
        raise PackError(f"{where}: aliases must be a list")
    return PackEntry(
        name=name,
        type=_type(row.get("type", defaults.get("type")), where),
        forms=(_parse_form(name, row, where), *(_parse_alias(alias, row, where) for alias in aliases)),
        is_series=_flag(row.get("series", "false"), where, "series"),
        part_of=_text(row["part_of"], where, "part_of") if "part_of" in row else None,
        source=source,
    )


def _parse_cue(row: object, source: str, number: int) -> Cue:
    where = f"{source}: cue {number}"
    if not isinstance(row, dict):
        raise PackError(f"{where} must be a mapping")
    _check_keys(row, _CUE_KEYS, where)
    kind = row.get("kind")
    if kind not in list(CueKind):
        raise PackError(f"{where}: unknown kind {kind!r}, expected one of {', '.join(CueKind)}")
    return Cue(CueKind(kind), _type(row.get("type"), where), _texts(row.get("words"), where, "words"))


def _rows(pack: Mapping[object, object], key: str, source: str) -> list[object]:
    rows = pack.get(key, [])
    if not isinstance(rows, list):
        raise PackError(f"{source}: {key} must be a list")
    return rows


def parse_pack(text: str, source: str) -> Pack:
    """Read a pack.

    Args:
        text: the YAML text.
        source: what the messages call it: the file's name.

    Raises:
        PackError: if it is not a pack; the message names the file and the entry.
    """
    from reader.safe_yaml import UnsafeYaml, load_yaml

    try:
        pack = load_yaml(text, limit=PACK_LIMIT)
    except UnsafeYaml as error:
        raise PackError(f"{source}: {error}") from None
    if not isinstance(pack, dict):
        raise PackError(f"{source} is not a pack: it must be a mapping with a list `entities`")
    _check_keys(pack, _PACK_KEYS, source)
    return Pack(
        tuple(
            _parse_entry(row, pack, source, number)
            for number, written in enumerate(_rows(pack, "entities", source), 1)
            for row in _spell_out(written, f"{source}: entry {number}")
        ),
        tuple(_parse_cue(row, source, at) for at, row in enumerate(_rows(pack, "cues", source), 1)),
    )
