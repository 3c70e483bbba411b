"""How long a tag takes until it is on the disk, against the disk itself and against TinyDB's own storage.

Only what is beyond the disk's own time and ratios are asserted; the rest is printed for the record.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

import pytest
from tinydb import TinyDB
from tinydb.table import Document

from reader.domain.annotation import Annotation, BriefingRef, Motivation
from reader.domain.scrub import SafeText
from reader.domain.selector import TextPositionSelector, TextQuoteSelector
from reader.storage.records import document_number, pack_annotation
from reader.storage.store import Store

pytestmark = pytest.mark.benchmark

SIZES = (1_000, 10_000, 100_000)
WRITES = 300
STOCK_WRITES = 5
BEYOND_DISK = 0.005
"""Seconds that a durable tag may take longer than the disk's own write and sync, in 95 of 100 cases."""
STOCK_RATIO = 300
FREEZE_RATIO = 0.5
"""How long reading the largest store may keep other threads waiting, as a part of decoding it at once."""


_FIRST = datetime(2026, 5, 9, tzinfo=UTC)


def make(number: int) -> Annotation:
    """A tag on some words, as long as most are."""
    return Annotation(
        id=f"{number * 7919:016x}",
        motivation=Motivation.TAGGING,
        briefing=BriefingRef(
            f"{number % 500:016x}",
            f"/home/reader/briefings/week-{number % 500}.md",
            SafeText(f"Alpha In Asia Weekly Supply Chain W{number % 500}"),
        ),
        created=(_FIRST + number * timedelta(minutes=3)).isoformat(),
        tags=(SafeText("hbm"), SafeText(f"supply/{number % 40}")),
        quote=TextQuoteSelector(
            SafeText(f"HBM supply {number}"), SafeText("a shortage of "), SafeText(" is what holds it up")
        ),
        position=TextPositionSelector(number, number + 20),
    )


@pytest.fixture(scope="module")
def record() -> Iterator[list[str]]:
    """Rows of the table that is printed at the end."""
    rows: list[str] = []
    yield rows
    sys.stdout.write("\n" + "".join(f"{row}\n" for row in rows))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stores")


def fill(folder: Path, size: int) -> Path:
    """A store of so many annotations, made once."""
    path = folder / f"{size}.json"
    if not path.exists():
        store = Store(path)
        store.save_annotations(map(make, range(size)))
        store.close()
    return path


def tag(store: Store, number: int) -> None:
    """What a tag costs: what is there is read under the lock, changed, and saved for good."""
    with store.change():
        known = store.find_annotation(make(number).id)
        assert known is not None
        store.save_annotation(replace(known, tags=(*known.tags, SafeText("new"))))


class Disk:
    """The least that a durable write can cost: a line at the end of a file, and a sync."""

    def __init__(self, path: Path, line: bytes) -> None:
        self._line = line
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
        self._end = 0

    def write(self) -> None:
        os.pwrite(self._descriptor, self._line, self._end)
        os.fdatasync(self._descriptor)
        self._end += len(self._line)


def measure(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def print_times(times: list[float]) -> str:
    return f"p50 {median(times) * 1000:6.2f} ms, p95 {p95(times) * 1000:6.2f} ms"


@pytest.mark.parametrize("size", SIZES)
def test_a_durable_tag(folder: Path, record: list[str], size: int) -> None:
    store = Store(fill(folder, size))
    tag(store, 0)
    disk = Disk(folder / "disk", json.dumps(pack_annotation(make(0))).encode())
    ours: list[float] = []
    bare: list[float] = []
    for number in range(WRITES):
        bare.append(measure(disk.write))
        ours.append(measure(lambda number=number: tag(store, number * size // WRITES)))  # type: ignore[misc]
    beyond = p95(ours) - p95(bare)
    record.append(
        f"durable tag at {size:7,}    {print_times(ours)}   disk alone {print_times(bare)}"
        f"   beyond it {beyond * 1000:5.2f} ms"
    )
    assert beyond < BEYOND_DISK


def test_a_durable_tag_against_tinydbs_own_storage(folder: Path, record: list[str]) -> None:
    size = SIZES[-1]
    store = Store(fill(folder, size))
    tag(store, 0)
    plain = folder / "stock.json"
    rows = {str(document_number(item.id)): pack_annotation(item) for item in map(make, range(size))}
    plain.write_text(json.dumps({"annotations": rows}), "utf-8")
    table = TinyDB(plain).table("annotations")

    def tag_stock(number: int) -> None:
        document = table.get(doc_id=document_number(make(number).id))
        assert isinstance(document, Document)
        table.update({"tags": [*document["tags"], "new"]}, doc_ids=[document.doc_id])

    ours: list[float] = []
    stock: list[float] = []
    for number in range(STOCK_WRITES):
        stock.append(measure(lambda number=number: tag_stock(number)))  # type: ignore[misc]
        ours.extend(measure(lambda n=n: tag(store, n)) for n in range(number * 20, number * 20 + 20))  # type: ignore[misc]
    ratio = median(stock) / median(ours)
    record.append(
        f"JSONStorage at {size:7,}    p50 {median(stock) * 1000:6.0f} ms, ours {median(ours) * 1000:.2f} ms, "
        f"{ratio:.0f} times faster"
    )
    assert ratio >= STOCK_RATIO


@pytest.mark.parametrize("size", SIZES)
def test_reading_a_store_keeps_nobody_waiting(folder: Path, record: list[str], size: int) -> None:
    path = fill(folder, size)
    seconds: list[float] = []

    def read() -> None:
        seconds.append(measure(lambda: Store(path).list_annotations()))

    reading = threading.Thread(target=read)
    longest, last = 0.0, time.perf_counter()
    reading.start()
    while reading.is_alive():
        time.sleep(0.001)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    content = path.read_bytes()
    at_once = measure(lambda: json.loads(content))
    record.append(
        f"reading       {size:7,}    {seconds[0] * 1000:7.1f} ms in all, other threads wait at most "
        f"{longest * 1000:5.1f} ms; decoding it at once {at_once * 1000:6.1f} ms"
    )
    if size == SIZES[-1]:
        assert longest < FREEZE_RATIO * at_once
