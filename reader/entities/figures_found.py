"""Figures in the making.

Owns the form in which rules hand over what they found, and the one way in which their patterns are compiled: when first
used, since a program that shows no figures should not wait for them.
"""

import re
from functools import cache
from typing import NamedTuple

from reader.domain.figure import FigureKind, FigureValue

compiled = cache(re.compile)
"""Compile a pattern once. Patterns are written for plain text (see `normalise`) and know ASCII digits only."""


class Found(NamedTuple):
    """A stretch `[start, end)` of the text that states a number or a time."""

    start: int
    end: int
    kind: FigureKind
    value: FigureValue
    unit: str | None
    qualifier: str | None = None


def exact(value: float) -> int | float:
    """A number without the noise of binary fractions; a whole one as int."""
    rounded = float(f"{value:.12g}")
    return int(rounded) if rounded.is_integer() else rounded
