"""Reading what strangers wrote, in bounds: whatever goes wrong there is an error of that source, and of no other.

Owns the time for which a reader may work. Knows nothing of what is read.
"""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.errors import MessageError
from xml.sax import SAXException

from reader.sources.errors import SourceError

LONGEST = 60.0
"""Seconds of a processor for what one source sent."""
_AGAIN = 1.0
"""Seconds until a reader that swallowed the first signal gets the next."""

# What parsers raise on texts that were made to break them; none of it is promised.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MessageError,
    OSError,
    RuntimeError,
    SAXException,
    TypeError,
    ValueError,
    re.error,
)


class _TooLong(BaseException):
    """Past every handler that a library has for its own errors."""


@contextmanager
def guarding(seconds: float = LONGEST) -> Iterator[None]:
    """Let a block read what somebody else wrote.

    The time is kept where signals are: in the main thread of a process, and not on Windows. Elsewhere the block ends
    when it ends.

    Args:
        seconds: of a processor.

    Raises:
        SourceError: for whatever a parser raises, and if the block works for longer.
    """
    stop = _keep_time(seconds)
    try:
        yield
    except SourceError:
        raise
    except _TooLong:
        raise SourceError(f"cannot be read within {seconds:g} s") from None
    except MemoryError:
        raise SourceError("cannot be read: too large for the memory") from None
    except _BROKEN as error:
        raise SourceError(f"cannot be read: {type(error).__name__}: {error}"[:300]) from error
    finally:
        stop()


def _keep_time(seconds: float) -> Callable[[], None]:
    """Have the main thread interrupted after so much work; what is returned ends that."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return lambda: None
    is_over = False

    def interrupt(number: int, frame: object) -> None:
        if not is_over:
            raise _TooLong

    def stop() -> None:
        nonlocal is_over
        is_over = True
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

    before = signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    return stop
