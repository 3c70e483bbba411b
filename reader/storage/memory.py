"""The tables in memory, and what happened to them lately.

Owns the tables, and the log from which a view of them is brought up to date at the cost of what changed.
Knows nothing of files.
"""

import threading
from collections import deque
from collections.abc import Sequence
from itertools import islice

from reader.storage.changes import Change, Put, PutKey, Rows, Tables, apply_changes

_LOG_LIMIT = 20_000
"""Changes remembered; a view that is further behind is made anew."""


class Memory:
    """The tables. Every method may be called from any thread; what is returned may be kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tables: Tables = {}
        self._log: deque[Change] = deque()
        self._begin = 0
        self._highest: dict[str, int] = {}

    @property
    def version(self) -> int:
        """Grows with every change."""
        return self._begin + len(self._log)

    def replace(self, tables: Tables) -> None:
        """Hold other tables: whoever follows begins anew."""
        with self._lock:
            self._begin = self.version + 1
            self._log.clear()
            self._highest.clear()
            self._tables = tables

    def apply(self, changes: Sequence[Change]) -> None:
        """Let changes happen."""
        with self._lock:
            apply_changes(self._tables, changes)
            for change in changes:
                self._log.append(change)
                if isinstance(change, Put | PutKey) and change.table in self._highest:
                    self._highest[change.table] = max(self._highest[change.table], int(change.number))
            while len(self._log) > _LOG_LIMIT:
                self._log.popleft()
                self._begin += 1

    def copy(self) -> Tables:
        """The tables as they are; the documents in them are shared, and must not be changed."""
        with self._lock:
            return {name: dict(rows) for name, rows in self._tables.items()}

    def rows(self, table: str) -> Rows:
        """The live documents of a table: fit for looking one up, not for walking through them."""
        return self._tables.get(table, {})

    def copy_rows(self, table: str) -> Rows:
        """The documents of a table as they are."""
        with self._lock:
            return dict(self._tables.get(table, {}))

    def follow(self, version: int) -> tuple[int, Sequence[Change] | None]:
        """What happened since a version, and the version now; None when that is not known any more."""
        with self._lock:
            if version < self._begin:
                return self.version, None
            return self.version, tuple(islice(self._log, version - self._begin, None))

    def highest_number(self, table: str) -> int:
        """The highest number that a table has had; 0 for none. Looked up once, then kept."""
        with self._lock:
            if table not in self._highest:
                self._highest[table] = max(map(int, self._tables.get(table, {})), default=0)
            return self._highest[table]
