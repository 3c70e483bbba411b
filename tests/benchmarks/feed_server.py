"""Many feeds in a process of their own, so that serving them takes no time from who measures: until its input ends."""

import os
import sys

from tests.benchmarks.test_sources import make_feed
from tests.sources.server import serve


def main(count: int) -> None:
    """Serve; the addresses are said first, one a line."""
    if hasattr(os, "nice"):
        os.nice(10)  # real servers take no time of this machine at all
    with serve() as site:
        sources = [make_feed(site, number) for number in range(count)]
        sys.stdout.write("".join(f"{source.url}\n" for source in sources))
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]))
