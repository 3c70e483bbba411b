"""What a source brings: one issue of a newsletter, one entry of a feed, one page.

Owns what an item says of itself and by what it is known again. Knows nothing of files.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from reader.domain.scrub import SafeText, scrub_line

_KEY_DIGITS = 16
_LONGEST_FIELD = 500
_MOST_SUBJECTS = 40


class Keys(NamedTuple):
    """By what an item is known again, as 16 hexadecimal digits each; "" where it has no such thing."""

    identity: str
    link: str
    content: str


def _digest(*parts: str) -> str:
    import hashlib  # not before the first paint, which needs the error above

    joined = "\0".join(parts).encode("utf-8", errors="surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:_KEY_DIGITS]


def identify(identifier: str) -> str:
    """The key of what has an id."""
    return _digest("id", identifier)


def make_keys(*, title: str, day: str, identifier: str, link: str, body: str) -> Keys:
    """The keys of an item, made of what its file says, so that they can be made again from the file.

    A link counts together with title and day: some feeds give every item the address of their own front page.

    Args:
        title: one line.
        day: ISO 8601, or "".
        identifier: unique in the world, or "".
        link: or "".
        body: Markdown.
    """
    known_link = _digest("link", link, title.casefold(), day) if link else ""
    content = _digest("content", title.casefold(), day, " ".join(body.split()))
    identity = identify(identifier) if identifier else known_link or content
    return Keys(identity, known_link, content)


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One document of a source, every text of it scrubbed."""

    title: SafeText
    body: str
    """Markdown."""
    issued: datetime | None = None
    """With the offset that its publisher gave, or without any."""
    creator: SafeText = SafeText("")
    publisher: SafeText = SafeText("")
    series: SafeText = SafeText("")
    source: SafeText = SafeText("")
    """Its address."""
    identifier: SafeText = SafeText("")
    """Unique in the world."""
    language: SafeText = SafeText("")
    subjects: tuple[SafeText, ...] = ()
    notes: tuple[SafeText, ...] = ()
    """What had to be left out: told by who takes the item in, and at the end of its file."""

    @property
    def day(self) -> str:
        """The day of issue at its publisher's, in ISO 8601; "" where it is unknown."""
        return self.issued.date().isoformat() if self.issued else ""


def clean_line(text: str | None) -> SafeText:
    """One line of a source as it may be kept: scrubbed, single-spaced, no longer than any field needs to be."""
    return scrub_line(" ".join((text or "").split())[:_LONGEST_FIELD])


def clean_subjects(words: list[str]) -> tuple[SafeText, ...]:
    """Each subject once, in order."""
    cleaned = (clean_line(word) for word in words)
    return tuple({word.casefold(): word for word in cleaned if word}.values())[:_MOST_SUBJECTS]
