"""Processes that write into one file at once and are killed; run by itself, so that it may fork.

    python -m tests.storage.contest kill ours FOLDER ROUNDS
    python -m tests.storage.contest count stock FOLDER

Prints what happened as JSON. `ours` is the store's storage, `stock` is what TinyDB brings.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.operations import increment
from tinydb.table import Document

from reader.storage.journaled import JournaledTables
from reader.storage.table import JournaledDB

TABLE = "t"
KEYS = 20
"""Documents that a writer sets again and again."""
ROUND_SECONDS = 0.08
CHECKPOINT_BYTES = 1200
"""So small that every round has several checkpoints."""

Open = Callable[[Path], TinyDB]


def open_ours(path: Path) -> TinyDB:
    """The store's storage, with many checkpoints."""
    return JournaledDB(JournaledTables(path, checkpoint_bytes=CHECKPOINT_BYTES))


STORAGES: dict[str, Open] = {"ours": open_ours, "stock": TinyDB}


@dataclass
class Report:
    """What happened."""

    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    """Writes that were acknowledged and are not there, or others that are."""
    invalid: int = 0
    """Rounds after which the file was not JSON."""
    unreadable: int = 0
    """Rounds after which the storage could not be opened."""
    checkpoints: int = 0
    notices: list[str] = field(default_factory=list)


def start(work: Callable[[int], None]) -> tuple[int, int]:
    """A process that may write to a pipe; its number and the other end."""
    reading, writing = os.pipe()
    number = os.fork()
    if number == 0:
        with suppress(BaseException):
            os.close(reading)
            work(writing)
        os._exit(0)
    os.close(writing)
    return number, reading


def write_forever(path: Path, open_: Open, first: int, value: int) -> Callable[[int], None]:
    """Set documents to rising values; say each value when the write has returned."""

    def work(pipe: int) -> None:
        table, current = open_(path).table(TABLE), value
        while True:
            current += 1
            table.upsert(Document({"v": current}, doc_id=first + current % KEYS))
            os.write(pipe, current.to_bytes(8, "big"))

    return work


def read_all(pipe: int) -> bytes:
    """Until nobody can write any more."""
    with os.fdopen(pipe, "rb") as file:
        return file.read()


class Kill:
    """Two writers that are killed at a random moment, again and again."""

    def __init__(self, storage: str, path: Path, seed: int) -> None:
        self._path = path
        self._open = STORAGES[storage]
        self._random = random.Random(seed)
        self._expected: dict[int, int] = {}
        """The value of each document as it was acknowledged."""
        self._values = [0, 0]
        self._follower = open_ours(path) if storage == "ours" else None
        """Opened once, and brought up to date in every round."""
        self.report = Report()

    def run_round(self) -> None:
        """Let them write, kill them, and look at what is there."""
        writers = [start(write_forever(self._path, self._open, 1000 * (n + 1), self._values[n])) for n in range(2)]
        time.sleep(self._random.random() * ROUND_SECONDS)
        for number, _ in writers:
            time.sleep(self._random.random() * ROUND_SECONDS / 8)
            os.kill(number, signal.SIGKILL)
        for n, (number, pipe) in enumerate(writers):
            os.waitpid(number, 0)
            self._take(n, read_all(pipe))
        self.report.rounds += 1
        self._check()

    def _take(self, writer: int, said: bytes) -> None:
        for at in range(0, len(said) - 7, 8):
            value = int.from_bytes(said[at : at + 8], "big")
            self._expected[1000 * (writer + 1) + value % KEYS] = value
            self._values[writer] = value
            self.report.acknowledged += 1

    def _check(self) -> None:
        report = self.report
        try:
            tables = json.loads(self._path.read_bytes()) if self._path.exists() else {}
            report.checkpoints = max(report.checkpoints, tables.get("meta", {}).get("1", {}).get("generation", 0))
        except ValueError:
            report.invalid += 1
        try:
            found = dict(self._read(self._open(self._path)))
            report.lost += self._count_lost(found)
            if self._follower is not None:
                report.lost += found != dict(self._read(self._follower))
        except Exception as error:
            report.unreadable += 1
            report.notices = [str(error)[:300]]
            self._begin_anew()

    @staticmethod
    def _read(database: TinyDB) -> Iterator[tuple[int, int]]:
        for document in database.table(TABLE).all():
            yield document.doc_id, document["v"]
        if isinstance(database, JournaledDB):
            assert not database.journaled.notices, database.journaled.notices

    def _count_lost(self, found: dict[int, int]) -> int:
        """A writer that was killed may have saved one value more than it said."""
        lost = 0
        for number in {*found, *self._expected}:
            writer, value = number // 1000 - 1, found.get(number, -1)
            if value == self._values[writer] + 1 and number % 1000 == value % KEYS:
                self._expected[number] = value
            lost += value != self._expected.get(number)
        for number in self._expected:
            self._values[number // 1000 - 1] = max(self._values[number // 1000 - 1], found.get(number, 0))
        return lost

    def _begin_anew(self) -> None:
        self._path.unlink()
        self._expected.clear()


def run_kill(storage: str, path: Path, rounds: int) -> Report:
    """As many rounds."""
    contest = Kill(storage, path, seed=rounds)
    for _ in range(rounds):
        contest.run_round()
    return contest.report


def run_count(storage: str, path: Path, processes: int = 4, times: int = 300) -> dict[str, Any]:
    """Insert documents and count one up, in some processes at once; how many documents there are, and the count."""
    open_ = STORAGES[storage]
    open_(path).table("count").upsert(Document({"n": 0}, doc_id=1))

    def work(pipe: int) -> None:
        database = open_(path)
        for number in range(times):
            database.table(TABLE).insert({"v": number})
            database.table("count").update(increment("n"), doc_ids=[1])

    for number, pipe in [start(work) for _ in range(processes)]:
        os.waitpid(number, 0)
        os.close(pipe)
    try:
        database = open_(path)
        count = database.table("count").get(doc_id=1)
        return {"inserted": len(database.table(TABLE)), "counted": count["n"] if isinstance(count, Document) else 0}
    except Exception as error:
        return {"inserted": 0, "counted": 0, "error": str(error)[:300]}


def main(kind: str, storage: str, folder: str, rounds: str = "0") -> None:
    """Run one and print what happened."""
    path = Path(folder) / "store.json"
    result = asdict(run_kill(storage, path, int(rounds))) if kind == "kill" else run_count(storage, path)
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
