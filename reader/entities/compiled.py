"""Packs, compiled: what of them is needed to recognise names, and a copy of it in a cache folder.

Owns that copy: JSON, bound to the packs by a hash of their bytes and to itself by another. A copy that is missing, old,
damaged or not writable costs time and nothing else.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from reader.domain.entity import Entity, EntityType
from reader.domain.scrub import SafeText, scrub_line
from reader.entities.gazetteer import Form, describe_forms
from reader.entities.packs import Cue, CueKind, Pack, PackError, parse_pack

_FILES = "names*.json"
_MOST_COPIES = 4
"""Programs with different choices of packs may share a cache folder."""
_WORD = 16
_VERSION = b"2"
"""To be raised whenever the format of the copy or the meaning of packs changes."""


@dataclass(frozen=True, slots=True, eq=False)
class CompiledPacks:
    """The forms and cues of several packs."""

    forms: tuple[Form, ...]
    cues: tuple[Cue, ...]
    faults: tuple[SafeText, ...] = ()
    """Why packs of the reader's own were left out."""


def compile_packs(packs: Iterable[Pack]) -> CompiledPacks:
    """Put packs together, in their order."""
    packs = tuple(packs)
    return CompiledPacks(
        tuple(form for pack in packs for entry in pack.entries for form in describe_forms(entry)),
        tuple(cue for pack in packs for cue in pack.cues),
    )


def load_packs(paths: Sequence[Path], cache: Path | None = None, own: Sequence[Path] = ()) -> CompiledPacks:
    """Read pack files, or the compiled copy of the very same files.

    Args:
        paths: the packs, in the order in which they count.
        cache: the folder for the compiled copy; it need not exist.
        own: the reader's own, which count after them. One that cannot be used is left out, and told as a fault.

    Raises:
        PackError: if one of `paths` cannot be read or is not a pack; the message names the file and the entry.
    """
    files = [(path.name, _read(path)) for path in paths]
    own_files = [(path.name, _read_own(path)) for path in own]
    key = _hash_files([*files, *own_files])
    compiled = _load_copy(_copy_of(key, cache), key) if cache is not None else None
    if compiled is None:
        packs = [parse_pack(_decode(data, name), name) for name, data in files]
        own_packs, faults = _parse_own(own_files)
        compiled = replace(compile_packs([*packs, *own_packs]), faults=faults)
        if cache is not None:
            _save_copy(_copy_of(key, cache), key, compiled)
    return compiled


def _parse_own(files: Iterable[tuple[str, bytes]]) -> tuple[list[Pack], tuple[SafeText, ...]]:
    packs, faults = [], []
    for name, data in files:
        try:
            packs.append(parse_pack(_decode(_check(data), name), name))
        except PackError as error:
            faults.append(scrub_line(str(error)))
    return packs, tuple(faults)


def identify_packs(paths: Sequence[Path], own: Sequence[Path] = ()) -> str:
    """A word that differs between any two lists of names.

    Raises:
        PackError: if one of `paths` cannot be read.
    """
    shipped = [(path.name, _read(path)) for path in paths]
    return _hash_files([*shipped, *((path.name, _read_own(path)) for path in own)])[:_WORD]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackError(f"{path.name}: {error.strerror or error}") from None


_UNREADABLE = b"\xff\0"
"""Begins what stands for a file that cannot be read, before the reason: no text begins so."""


def _read_own(path: Path) -> bytes:
    try:
        return _read(path)
    except PackError as error:
        return _UNREADABLE + str(error).encode(errors="replace")


def _check(data: bytes) -> bytes:
    if data.startswith(_UNREADABLE):
        raise PackError(data.removeprefix(_UNREADABLE).decode())
    return data


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError(f"{name}: not UTF-8 (byte {error.start})") from None


def _hash_files(files: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256(_VERSION)
    for name, data in files:
        digest.update(f"\0{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _pack_rows(compiled: CompiledPacks) -> str:
    entities = tuple(dict.fromkeys(form.entity for form in compiled.forms))
    number = {entity: at for at, entity in enumerate(entities)}
    return json.dumps(
        {
            "entities": [[entity.name, entity.type] for entity in entities],
            "forms": [[form.text, number[form.entity], *_conditions(form)] for form in compiled.forms],
            "cues": [[cue.kind, cue.type, cue.words] for cue in compiled.cues],
            "faults": compiled.faults,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _conditions(form: Form) -> tuple[object, ...]:
    """The fields after the entity, none where all have their defaults: so the copy loads in half the time."""
    return form[2:] if form != Form(form.text, form.entity) else ()


def _unpack_form(
    entities: Sequence[Entity],
    text: str,
    at: int,
    exact: bool = False,
    before: Iterable[str] = (),
    after: Iterable[str] = (),
    needs: Iterable[str] = (),
    series: bool = False,
) -> Form:
    return Form(text, entities[at], exact, tuple(before), tuple(after), tuple(needs), series)


def _unpack_rows(body: bytes) -> CompiledPacks:
    rows = json.loads(body)
    entities = [Entity(scrub_line(name), EntityType(type_) if type_ else None) for name, type_ in rows["entities"]]
    return CompiledPacks(
        tuple(_unpack_form(entities, *row) for row in rows["forms"]),
        tuple(
            Cue(CueKind(kind), EntityType(type_) if type_ else None, tuple(map(scrub_line, words)))
            for kind, type_, words in rows["cues"]
        ),
        tuple(map(scrub_line, rows["faults"])),
    )


def _copy_of(key: str, cache: Path) -> Path:
    return cache / _FILES.replace("*", f"-{key[:_WORD]}")


def _load_copy(path: Path, key: str) -> CompiledPacks | None:
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if head.decode("ascii") != f"{key} {hashlib.sha256(body).hexdigest()}":
            return None
        return _unpack_rows(body)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _save_copy(path: Path, key: str, compiled: CompiledPacks) -> None:
    body = _pack_rows(compiled).encode()
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(f"{key} {hashlib.sha256(body).hexdigest()}\n".encode() + body)
        partial.replace(path)
        copies = sorted(path.parent.glob(_FILES), key=lambda copy: copy.stat().st_mtime_ns)
        for copy in copies[:-_MOST_COPIES]:
            copy.unlink()
    except OSError:
        with suppress(OSError):
            partial.unlink()
