"""The `sources:` of the settings file, changed by whole lines: comments and every other byte stay.

Owns how a source is written. A change is made only if the settings, read anew, are the old ones with just that change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.config import Settings, parse_settings
from reader.domain.source import Source
from reader.services.errors import StoreError
from reader.storage.decisions import LineFile, Lines

_KEY = re.compile(rb"sources[ \t]*:[ \t]*(?:#.*)?\r?$")
_ANY_KEY = re.compile(rb"(?:\? )?[\"']?sources\b")
_INSIDE = re.compile(rb"[ \t]|-(?:[ \t]|\r?$)|#|\r?$")
"""A line that may belong to a list: set in, an item, a comment, or blank."""
_ITEM = re.compile(rb"([ \t]*)-(?:[ \t]|\r?$)")
_BLANK = re.compile(rb"[ \t]*(?:#.*)?\r?$")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _./-]*(?<! )")


def add_sources(path: Path, sources: Sequence[Source]) -> None:
    """Write sources at the end of the list, which is begun where there is none.

    Raises:
        StoreError: if that was not done; then nothing was.
    """
    if not sources:
        return
    new = {source.name.casefold() for source in sources}

    def check(before: Settings, after: Settings) -> bool:
        rest = tuple(source for source in after.sources if source.name.casefold() not in new)
        return rest == before.sources and after.sources[len(rest) :] == tuple(sources)

    _change(path, lambda lines: _add(lines, sources), check)


def remove_source(path: Path, source: Source) -> None:
    """Take the lines of a source out.

    Raises:
        StoreError: if that was not done; then nothing was.
    """

    def check(before: Settings, after: Settings) -> bool:
        return after.sources == tuple(other for other in before.sources if other != source)

    _change(path, lambda lines: _remove(lines, source, path), check)


def change_source(path: Path, source: Source, changed: Source) -> None:
    """Write a source otherwise: only the lines of the fields that differ, where each has its own.

    Raises:
        StoreError: if that was not done; then nothing was.
    """

    def check(before: Settings, after: Settings) -> bool:
        return after.sources == tuple(changed if other == source else other for other in before.sources)

    def work(lines: list[bytes]) -> list[bytes]:
        before = _parse(Lines(tuple(lines)), path)
        if any(other != source and other.name.casefold() == changed.name.casefold() for other in before.sources):
            raise StoreError(f"not saved: there is another source called {changed.name}")
        found = _find_item(lines, source, path)
        if found is None:
            return lines
        first, last, indent = found
        ending = b"\r" if lines[first].endswith(b"\r") else b""
        anew = [line.encode() + ending for line in print_source(changed, indent)]
        for item in (_change_fields(lines[first:last], source, changed, ending), anew):
            written = [*lines[:first], *item, *lines[last:]]
            if check(before, _parse(Lines(tuple(written)), path)):
                return written
        return lines

    _change(path, work, check)


def print_source(source: Source, indent: str = "  ") -> list[str]:
    """The lines of a source."""
    fields = _print_fields(source).items()
    return [f"{indent}{'- ' if number == 0 else '  '}{name}: {value}" for number, (name, value) in enumerate(fields)]


def _print_fields(source: Source) -> dict[str, str]:
    fields = {"name": _quote(source.name), "url" if source.url else "path": _quote(source.address)}
    if source.series:
        fields["series"] = _quote(source.series)
    if source.tags:
        fields["tags"] = f"[{', '.join(map(_quote, source.tags))}]"
    if source.full_text:
        fields["full_text"] = "yes"
    if source.keep:
        fields["keep"] = str(source.keep)
    return fields


def _change_fields(item: list[bytes], source: Source, changed: Source, ending: bytes) -> list[bytes]:
    """The lines of a source with other values in the lines of the fields that differ."""
    before, after = _print_fields(source), _print_fields(changed)
    lines = list(item)
    for key in (*before, *(key for key in after if key not in before)):
        if before.get(key) == after.get(key):
            continue
        field = re.compile(
            rb"(?P<head>[ \t]*(?:-[ \t]+)?%s[ \t]*:[ \t]*)(?P<value>.*?)(?P<tail>[ \t]+#[^\r]*)?\r?$" % key.encode()
        )
        index = next((number for number, line in enumerate(lines) if field.match(line)), None)
        match = field.match(lines[index]) if index is not None else None
        if key not in after and index is not None:
            del lines[index]
        elif match is not None and index is not None:
            head = match["head"] if match["head"].endswith((b" ", b"\t")) else match["head"] + b" "
            lines[index] = head + after[key].encode() + (match["tail"] or b"") + ending
        elif key in after:
            start = _ITEM.match(lines[0])
            indent = (start[1] if start else b"") + b"  "
            lines.append(indent + f"{key}: {after[key]}".encode() + ending)
    return lines


def _quote(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _change(
    path: Path, work: Callable[[list[bytes]], list[bytes]], check: Callable[[Settings, Settings], bool]
) -> None:
    def change(content: Lines) -> Lines:
        if _find_list(list(content.lines)) is None and any(map(_ANY_KEY.match, content.lines)):
            raise _make_refusal(path)
        before = _parse(content, path)
        after = Lines(tuple(work(list(content.lines))))
        settings = _parse(after, path)
        if not check(before, settings) or _others(before) != _others(settings):
            raise _make_refusal(path)
        return after

    LineFile(path).change(change)


def _make_refusal(path: Path) -> StoreError:
    return StoreError(f"not saved: the sources in {path} are written in a way that this cannot change: edit it")


def _parse(lines: Lines, path: Path) -> Settings:
    try:
        return parse_settings(lines.join().decode("utf-8"), path)[0]
    except UnicodeDecodeError:
        raise StoreError(f"not saved: {path} is not UTF-8 text") from None


def _others(settings: Settings) -> tuple[object, ...]:
    return (settings.libraries, settings.theme, settings.measure, settings.queries, settings.inbox)


def _find_list(lines: list[bytes]) -> tuple[int, int] | None:
    """The index behind the key, and that behind the last line of the list."""
    start = next((number for number, line in enumerate(lines, start=1) if _KEY.match(line)), None)
    if start is None:
        return None
    end = start
    for number in range(start, len(lines)):
        if not _INSIDE.match(lines[number]):
            break
        # What is only commented or blank belongs to what follows it.
        end = end if _BLANK.match(lines[number]) else number + 1
    return start, end


def _list_items(lines: list[bytes], start: int, end: int) -> tuple[str, list[int]]:
    """How far items are set in, and where each begins."""
    found = [(number, match[1]) for number in range(start, end) if (match := _ITEM.match(lines[number]))]
    if not found:
        return "  ", []
    indent = found[0][1]
    return indent.decode(), [number for number, other in found if other == indent]


def _add(lines: list[bytes], sources: Sequence[Source]) -> list[bytes]:
    place = _find_list(lines)
    ending = b"\r" if lines and lines[0].endswith(b"\r") else b""
    start, end = place or (0, 0)
    indent, _ = _list_items(lines, start, end)
    new = [line.encode() + ending for source in sources for line in print_source(source, indent)]
    if place is None:
        return [*lines, b"sources:" + ending, *new]
    return [*lines[:end], *new, *lines[end:]]


def _remove(lines: list[bytes], source: Source, path: Path) -> list[bytes]:
    found = _find_item(lines, source, path)
    if found is None:
        return lines
    first, last, _ = found
    rest = [*lines[:first], *lines[last:]]
    start, end = _find_list(lines) or (0, 0)
    _, items = _list_items(lines, start, end)
    return rest if len(items) > 1 else [*rest[: start - 1], *rest[start:]]


def _find_item(lines: list[bytes], source: Source, path: Path) -> tuple[int, int, str] | None:
    """The index of the first line of a source, that behind its last, and how far items are set in."""
    place = _find_list(lines)
    if place is None:
        return None
    start, end = place
    indent, items = _list_items(lines, start, end)
    for first, behind in zip(items, [*items[1:], end], strict=True):
        last = behind
        while last > first + 1 and _BLANK.match(lines[last - 1]):
            last -= 1
        text = Lines((b"sources:", *lines[first:last])).join().decode("utf-8", errors="replace")
        if source in parse_settings(text, path)[0].sources:
            return first, last, indent
    return None
