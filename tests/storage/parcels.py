"""Parcels for an inbox, told apart by a number."""

from reader.storage.inbox import Parcel


def _key(number: int) -> str:
    return f"{number:016x}"


def make(number: int, words: str = "words", stem: str = "weekly", content: int | None = None) -> Parcel:
    """The parcel of a number; `content` of another number is another version."""
    keys = (_key(number), _key(number + 1_000_000), _key(2_000_000 + (number if content is None else content)))
    return Parcel(*keys, "2026/05", stem, f"{number} {words}\n".encode())
