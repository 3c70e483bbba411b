"""The words of the block that is being built, with their styles.

Owns white space and the offsets of styles within one block. Knows nothing of blocks, lists or tables.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import accumulate

from reader.domain.briefing import InlineKind
from reader.importers.drafts import Run

_SOFT_HYPHEN = "\u00ad"
_TAB = "    "
_LINE_BEGINS_AFTER = (" ", "\n")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_AROUND_LINE_FEED = re.compile(r"[ \t]*\n[ \t]*")
_LINE_BREAKS = re.compile(r"[\t\n\r]+")


class Space(StrEnum):
    """What becomes of white space."""

    LINES = "lines"
    """Line feeds stay, the indentation around them goes, other spaces stay."""
    COLLAPSED = "collapsed"
    """Every run is one space, as in HTML."""
    ONE_LINE = "one line"
    """Line feeds and tabs become spaces, as in a table's cell."""
    KEPT = "kept"
    """Nothing changes, as in code."""
    DROPPED = "dropped"
    """White space between other things means nothing, as between a table's cells."""


_LINES = Space.LINES


class Words:
    """A buffer of text with styles; taking empties it, but styles still open go on in what follows."""

    def __init__(self, space: Space) -> None:
        self.space = space
        """How white space is treated in what is added next."""
        self.parts: list[str] = []
        """What has been added so far: empty when nothing has."""
        self._length = 0
        self._runs: list[Run] = []
        self._open: list[Run] = []
        self._begins_line = space is not Space.LINES

    def add(self, text: str) -> None:
        """Add text."""
        if self._is_untidy(text):
            text = self._tidy(text.replace(_SOFT_HYPHEN, ""))
        if text:
            self.parts.append(text)
            self._length += len(text)

    def _is_untidy(self, text: str) -> bool:
        """Whether white space in it may have to change: hardly ever."""
        if self.space is not _LINES or self._begins_line or "\t" in text or _SOFT_HYPHEN in text:
            return True
        return "\n" in text and ("\n " in text or " \n" in text)

    def _tidy(self, text: str) -> str:
        space = self.space
        if space is Space.KEPT or (space is Space.DROPPED and text.isspace()):
            return "" if space is Space.DROPPED else text
        if space is Space.COLLAPSED:
            text = _SPACES.sub(" ", text)
        elif space is Space.LINES:
            text = _AROUND_LINE_FEED.sub("\n", text).replace("\t", _TAB)
        else:
            text = _LINE_BREAKS.sub(" ", text)
        if self._begins_line:
            text = text.lstrip(" \n")
        if text:
            self._begins_line = space is not Space.LINES and text[-1] in _LINE_BEGINS_AFTER
        return text

    def separate(self, separator: str) -> None:
        """Add a tab or line feed between two cells; no space is left before it."""
        self.trim_end()
        self.parts.append(separator)
        self._length += len(separator)
        self._begins_line = True

    def trim_end(self) -> None:
        """Take back the spaces at the end."""
        length = self._length
        while self.parts and self.parts[-1][-1] == " ":
            last = self.parts.pop()
            kept = last.rstrip(" ")
            self._length -= len(last) - len(kept)
            if kept:
                self.parts.append(kept)
        if self._length < length:
            for run in self._runs:
                run.end = min(run.end, self._length)
            self._runs = [run for run in self._runs if run.start < run.end or run in self._open]

    def add_break(self) -> None:
        """Add a hard line break."""
        self._runs.append(Run(InlineKind.BREAK, self._length, self._length + 1))
        self.parts.append("\n")
        self._length += 1
        self._begins_line = True

    def add_styled(self, text: str, kind: InlineKind, target: str = "") -> None:
        """Add text that has one style throughout."""
        start = self._length
        self.add(text)
        if self._length > start:
            self._runs.append(Run(kind, start, self._length, target))

    def add_pieces(self, pieces: Sequence[str], kinds: Sequence[InlineKind]) -> None:
        """Add pieces of text: every second one has a style, which is its only one. None of those is empty."""
        text = "".join(pieces)
        if self._is_untidy(text):
            for before, words, kind in zip(pieces[0::2], pieces[1::2], kinds, strict=False):
                self.add(before)
                self.add_styled(words, kind)
            self.add(pieces[-1])
            return
        _, *ends = accumulate(map(len, pieces), initial=self._length)
        self._runs += map(Run, kinds, ends[0::2], ends[1::2])
        self.parts.append(text)
        self._length += len(text)

    def open_run(self, kind: InlineKind, target: str = "") -> None:
        """Begin a style here."""
        run = Run(kind, self._length, self._length, target)
        self._open.append(run)
        self._runs.append(run)  # at once, so that styles stay ordered by their start

    def close_run(self) -> None:
        """End the style that began last."""
        run = self._open.pop()
        run.end = self._length
        if run.start == run.end:
            self._runs.pop()  # whatever began after it was empty too, and is gone

    def take(self) -> tuple[str, list[Run]]:
        """The text as it stands, with its styles ordered by start."""
        text = "".join(self.parts)
        return text, self._take_runs(0, len(text))

    def take_stripped(self) -> tuple[str, list[Run]]:
        """The text without white space at its ends, with its styles ordered by start."""
        text = "".join(self.parts)
        words = text.strip()
        start = text.index(words) if len(words) < len(text) else 0
        return words, self._take_runs(start, start + len(words))

    def _take_runs(self, start: int, end: int) -> list[Run]:
        """Empty the buffer and return the styles on `[start, end)`, counted from `start`; the open ones go on."""
        runs, open_ = self._runs, self._open
        if runs and (open_ or start or end < self._length):
            for run in open_:
                run.end = self._length
            for run in runs:
                run.start, run.end = max(run.start - start, 0), min(run.end, end) - start
            runs = [run for run in runs if run.start < run.end]
        self._open = [Run(run.kind, 0, 0, run.target) for run in open_] if open_ else []
        self._runs = [*self._open]
        self.parts = []
        self._length = 0
        self._begins_line = self.space is not _LINES
        return runs
