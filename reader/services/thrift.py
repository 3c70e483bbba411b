"""Giving memory back to the system when a large text has been read.

What the C library's allocator keeps for later, in each thread of its own, adds up to hundreds of megabytes after a few
large documents; small ones never get that far.
"""

from functools import cache
from typing import Protocol

LARGE = 100_000
"""Code points."""


class _Trim(Protocol):
    def __call__(self, pad: int, /) -> object: ...


_AFTER = 2
"""Texts after a large one until what was shown of it is free, too."""


class Thrift:
    """Gives back what is not used, whenever there is much of it. For threads that may wait 20 ms."""

    def __init__(self) -> None:
        self._due = 0

    def note(self, size: int) -> None:
        """Tell that a text of `size` code points has been read, or looked through."""
        self._due = _AFTER + 1 if size >= LARGE else self._due
        if self._due:
            self._due -= 1
            trim = _find_trim()
            if trim is not None:
                trim(0)


@cache
def _find_trim() -> _Trim | None:
    """The call of glibc that does it; other systems' allocators do so by themselves."""
    import ctypes

    try:
        trim: _Trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
    return trim
