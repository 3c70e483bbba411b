"""Searching a text for a regular expression that may be anything: wrong, slow, or without end.

It is done by another process, which is ended when its time is up: nothing else stops a search that has begun, and it
would hold the whole program meanwhile. Owns that process and its limits.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from time import monotonic
from typing import IO

from reader.domain.briefing import BlockKind, Briefing, InlineKind
from reader.domain.scrub import SafeText, scrub_line
from reader.domain.span import Span

PATIENCE = 1.0
"""Seconds after which a search is given up."""

_GLANCE = 0.005
_MOST_HITS = 20_000
_MEMORY = 1 << 30
"""Bytes that a search may use."""
_PLAIN_FEEDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LEAD_IN, BlockKind.BULLET, BlockKind.QUOTE})
"""Blocks in which a line feed is a space, unless it is a hard break."""

_CHILD = r"""
import json, re, sys
pattern, is_whole, most, memory, text = json.load(sys.stdin)
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
except (ImportError, ValueError, OSError):
    pass
letters = re.sub(r"\\.", "", pattern)
flags = re.MULTILINE | (0 if any(letter.isupper() for letter in letters) else re.IGNORECASE)
if is_whole:
    pattern = r"(?<![^\W_])(?:" + pattern + r")(?![^\W_])"
try:
    spans = []
    for match in re.finditer(pattern, text, flags):
        if match.end() > match.start():
            spans.append(match.span())
            if len(spans) == most:
                break
except (re.error, RecursionError, MemoryError, OverflowError, ValueError) as error:
    spans = str(error) or type(error).__name__
json.dump(spans, sys.stdout)
"""


class BadPattern(ValueError):
    """A regular expression that cannot be used; says why in words for the reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason: SafeText = scrub_line(reason)


def soften(briefing: Briefing) -> str:
    """The text with a space for each line feed that is shown as one; nothing moves."""
    hard = {style.span.start for style in briefing.styles if style.kind is InlineKind.BREAK}
    parts: list[str] = []
    at = 0
    for block in briefing.blocks:
        start, end = block.span.start, block.span.end
        if block.kind not in _PLAIN_FEEDS or briefing.text.find("\n", start, end) < 0:
            continue
        words = briefing.text[start:end]
        soft = "".join(" " if sign == "\n" and start + place not in hard else sign for place, sign in enumerate(words))
        parts += (briefing.text[at:start], soft)
        at = end
    return "".join((*parts, briefing.text[at:]))


def find_pattern(
    text: str,
    pattern: str,
    *,
    is_whole: bool = False,
    patience: float = PATIENCE,
    should_stop: Callable[[], bool] = lambda: False,
) -> tuple[Span, ...] | None:
    """Every place where a regular expression fits, in order, without overlaps and without empty ones.

    Case counts only when the expression has a capital letter that is not part of an escape. Call it in a thread.

    Args:
        text: what is looked through.
        pattern: in the language of Python's `re`; `^` and `$` fit at line ends.
        is_whole: whether a place counts only where it cuts no word.
        patience: seconds that it may take.
        should_stop: asked meanwhile.

    Returns:
        The places, at most 20,000; None when told to stop.

    Raises:
        BadPattern: if it is no regular expression, or takes too long.
    """
    found = _ask_child(json.dumps([pattern, is_whole, _MOST_HITS, _MEMORY, text]), patience, should_stop)
    if found is None:
        return None
    if not isinstance(found, list):
        raise BadPattern(f"Not a pattern: {found}")
    return tuple(Span(start, end) for start, end in found)


def _ask_child(question: str, patience: float, should_stop: Callable[[], bool]) -> object:
    """What the other process answers; None when told to stop."""
    child = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    paper, child.stdin = child.stdin, None
    Thread(target=_write, args=(paper, question.encode("ascii")), daemon=True).start()
    deadline = monotonic() + patience
    try:
        while not should_stop():
            try:
                output, _ = child.communicate(timeout=_GLANCE)
            except subprocess.TimeoutExpired:
                if monotonic() > deadline:
                    raise BadPattern(f"That pattern takes longer than {patience:g} s: given up.") from None
                continue
            if child.returncode:
                raise BadPattern("That pattern asks too much: given up.")
            return json.loads(output)
        return None
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()


def _write(pipe: IO[bytes] | None, data: bytes) -> None:
    """Tell the other process what to do; in a thread, for a pipe takes no more than its reader has taken out."""
    assert pipe is not None
    with suppress(OSError), pipe:
        pipe.write(data)
