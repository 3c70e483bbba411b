"""A place from which briefings come: a feed, a page, a mailbox, as the settings name it.

Owns what can be said of a source and what is wrong with a description of one. Knows nothing of fetching.
Loaded before the first paint: imports next to nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reader.domain.scrub import SafeText, scrub_line

SOURCE_KEYS = ("name", "url", "path", "series", "tags", "full_text", "keep")
LONGEST_NAME = 60
"""Code points."""
_LONGEST_ADDRESS = 2_000
_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class SourceFault(ValueError):
    """Why a description of a source cannot be used: one clause."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source. Exactly one of `url` and `path` is not empty."""

    name: SafeText
    url: str = ""
    """http or https."""
    path: str = ""
    """A mailbox, as it is written: "~" and relative paths are not resolved."""
    series: SafeText = SafeText("")
    """What its briefings belong to, in place of what they say themselves."""
    tags: tuple[SafeText, ...] = ()
    """Subjects that all its briefings are given."""
    full_text: bool = False
    """Whether the page behind each item is fetched too."""
    keep: int = 0
    """How many of the newest items are taken of what a fetch brings; 0 for all."""

    @property
    def address(self) -> str:
        """Its url or path."""
        return self.url or self.path


def read_source(entry: object) -> Source:
    """Read one source of the settings, whose values are text, lists and mappings of text.

    Raises:
        SourceFault: if it cannot be used.
    """
    if not isinstance(entry, Mapping):
        raise SourceFault("must have a name and a url or path")
    unknown = next((str(key) for key in entry if key not in SOURCE_KEYS), None)
    if unknown is not None:
        raise SourceFault(f"{unknown}: expected one of {', '.join(SOURCE_KEYS)}")
    return Source(
        name=_read_name(entry.get("name")),
        **_read_address(entry),
        series=_read_line(entry, "series"),
        tags=_read_tags(entry.get("tags", [])),
        full_text=_read_switch(entry.get("full_text", "no")),
        keep=_read_number(entry.get("keep", "0")),
    )


def _read_name(value: object) -> SafeText:
    name = scrub_line(" ".join(value.split())) if isinstance(value, str) else ""
    if not name or len(name) > LONGEST_NAME or name.startswith("-"):
        raise SourceFault(f"name: must have 1 to {LONGEST_NAME} characters and not begin with -")
    return SafeText(name)


def _read_address(entry: Mapping[str, object]) -> dict[str, str]:
    given = {key: entry[key] for key in ("url", "path") if entry.get(key)}
    if len(given) != 1:
        raise SourceFault("must have a url or a path, and not both")
    [(key, value)] = given.items()
    if not isinstance(value, str) or len(value) > _LONGEST_ADDRESS or scrub_line(value) != value:
        raise SourceFault(f"{key}: must be one line of at most {_LONGEST_ADDRESS:,} characters")
    if key == "url" and not value.lower().startswith(("http://", "https://")):
        raise SourceFault("url: must begin with https:// or http://")
    return {key: value.strip()}


def _read_line(entry: Mapping[str, object], key: str) -> SafeText:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise SourceFault(f"{key}: must be one line")
    return scrub_line(" ".join(value.split()))


def _read_tags(value: object) -> tuple[SafeText, ...]:
    tags = [value] if isinstance(value, str) else value
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise SourceFault("tags: must be a list of words")
    return tuple(scrub_line(" ".join(tag.split())) for tag in tags if tag.strip())


def _read_switch(value: object) -> bool:
    switch = _WORDS.get(value.lower()) if isinstance(value, str) else None
    if switch is None:
        raise SourceFault("full_text: must be yes or no")
    return switch


def _read_number(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 6:
        return int(value)
    raise SourceFault("keep: must be a number of items")
