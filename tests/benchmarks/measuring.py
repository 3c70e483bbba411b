"""Two things measured in turns, so that whatever else the machine does falls on both."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

RUNS = 9
"""Odd, so that the median is a run; 7 is the least that tells a slow run from a slow program."""

Measure = Callable[[], float]


@dataclass(frozen=True)
class Comparison:
    """Seconds of a thing and of its baseline, run by run."""

    seconds: tuple[float, ...]
    baseline: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Median over median."""
        return median(self.seconds) / median(self.baseline)

    def __str__(self) -> str:
        """A row for the record: medians and ranges in milliseconds."""
        mine, bare = (_print_times(times) for times in (self.seconds, self.baseline))
        return f"{mine}  bare {bare}  ratio {self.ratio:.2f}"


def compare(thing: Measure, baseline: Measure, runs: int = RUNS) -> Comparison:
    """Measure both in turns, after one run of each that does not count."""
    thing(), baseline()
    pairs = [(thing(), baseline()) for _ in range(runs)]
    return Comparison(tuple(one for one, _ in pairs), tuple(other for _, other in pairs))


def _print_times(times: tuple[float, ...]) -> str:
    return f"{median(times) * 1000:7.1f} ms ({min(times) * 1000:.1f} to {max(times) * 1000:.1f})"
