"""The SQLite file of an index: opened, checked, made anew when it cannot be used, or kept in memory where none can be.

Owns connections. Knows the tables' names only through the schema, and nothing of briefings.
"""

import itertools
import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from reader.domain.scrub import SafeText, scrub_line
from reader.storage.errors import IndexDamaged, IndexUnusable
from reader.storage.index.schema import APPLICATION, STAMP, STAMP_UNIT, TABLES, VERSION

_PATIENCE = 10.0
"""Seconds to wait for another process that writes."""

_SETTINGS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -4096;
PRAGMA temp_store = MEMORY;
"""
_SETTINGS_OF_A_WRITER = """
PRAGMA cache_size = -49152;
PRAGMA wal_autocheckpoint = 8000;
"""
"""Room for what one transaction touches: 48 MB that only the process has that writes."""

_ATTEMPTS = 3
_PAUSE = 0.05
_PRIMARY = 0xFF
"""The part of SQLite's error code that tells the kind."""
_names = itertools.count()
_MODE = 0o600
_FOLDER_MODE = 0o700
_SUFFIXES = ("", "-wal", "-shm")

BESIDE = ".new"
"""How the name of a file ends that is being made to take another's place."""


_SIGNS_OF_A_QUESTION = ("syntax error", "too large", "too big", "too many", "overflow", "user-defined function")
"""What SQLite says where it is the question that is wrong or too much, and not the file."""


@contextmanager
def translated_errors() -> Iterator[None]:
    """What SQLite raises inside is raised as IndexDamaged or IndexUnusable."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if _tells_of_damage(error):
            raise IndexDamaged(f"the index is damaged: {error}") from error
        raise IndexUnusable(f"the index cannot be used: {error}") from error
    except UnicodeDecodeError as error:
        # Of a message that quotes the file.
        raise IndexDamaged("the index is damaged") from error


def _tells_of_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether making the file anew would help: not where it is locked, or the disk is full."""
    if not isinstance(error, sqlite3.OperationalError):
        return True
    match getattr(error, "sqlite_errorcode", None):
        case sqlite3.SQLITE_IOERR_SHORT_READ:
            return True
        case None | sqlite3.SQLITE_ERROR:
            # Such as a table that is not there, or not as it was made.
            return not any(sign in str(error) for sign in _SIGNS_OF_A_QUESTION)
        case _:
            return False


class _Foreign(Exception):
    """A file that this program, in this version, has not made. The message is empty where nobody need know."""


class _Opened(NamedTuple):
    """A connection, and to what."""

    connection: sqlite3.Connection
    generation: int
    file: int | None
    """Told by its inode; None for memory."""


class Database:
    """One index file, or one in memory. Every method may be called from any thread; each has its own connection."""

    def __init__(self, path: Path | None) -> None:
        """Args: path: the file; None for an index in memory. Nothing is opened yet."""
        self._path = path
        self._name = f"file:reader-{next(_names)}?mode=memory&cache=shared"
        self._local = threading.local()
        self._opening = threading.Lock()
        self._keeper: sqlite3.Connection | None = None
        self._generation = 0
        self.notice: SafeText = SafeText("")
        """Why the file was made anew, or is not used."""

    @property
    def path(self) -> Path | None:
        """The file; None for one in memory."""
        return self._path

    @property
    def is_in_memory(self) -> bool:
        """Whether nothing is kept."""
        return self._path is None

    def connect(self) -> sqlite3.Connection:
        """This thread's connection.

        Raises:
            IndexUnusable: if there is none to be had.
        """
        opened: _Opened | None = getattr(self._local, "opened", None)
        if opened is None or opened.generation != self._generation or opened.file != self._identify(opened.file):
            with self._opening:
                connection = self._open()
                opened = _Opened(connection, self._generation, self._identify(None))
                self._local.opened = opened
        return opened.connection

    def _identify(self, unknown: int | None) -> int | None:
        """Which file stands there: another process may have made it anew. Where none does: `unknown`."""
        try:
            return None if self._path is None else os.stat(self._path).st_ino
        except OSError:
            return unknown

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all that is done inside is there, or nothing.

        Raises:
            IndexUnusable: if another process does not let go, or something cannot be written.
        """
        with translated_errors():
            connection = self.connect()
            connection.executescript(_SETTINGS_OF_A_WRITER)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    def ask(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows of an answer.

        Raises:
            IndexDamaged: if the file is damaged.
            IndexUnusable: if there is no answer for another reason.
        """
        with translated_errors():
            return self.connect().execute(sql, values).fetchall()

    def rebuild(self, reason: str) -> None:
        """Throw the file away and make an empty one; into memory where that cannot be done."""
        with self._opening:
            self._generation += 1
            self.notice = scrub_line(f"the index was made anew: {reason}")
            self._remove()

    def make_beside(self) -> "Database":
        """An empty one that is to take this one's place; in memory where this one is."""
        path = self._path
        return Database(None if path is None else path.with_name(f"{path.name}.{os.getpid()}{BESIDE}"))

    def take(self, other: "Database") -> None:
        """Have what another holds instead of what was there, in one transaction: who reads sees either.

        Raises:
            IndexUnusable: if another process does not let go, or something cannot be written.
        """
        end = time.monotonic() + _PATIENCE

        def check(status: int, remaining: int, total: int) -> None:
            if status != sqlite3.SQLITE_DONE and time.monotonic() > end:
                raise IndexUnusable("the index cannot be used: another process writes it")

        with translated_errors():
            other.connect().backup(self.connect(), progress=check, sleep=_PAUSE)

    def discard(self) -> None:
        """Take the file away."""
        self.close()
        self._remove()

    def forsake(self, reason: str) -> None:
        """Use the file no more: go on in memory, where nothing is yet."""
        with self._opening:
            self._generation += 1
            self.notice = scrub_line(f"no index is kept: {self._path}: {reason}")
            self._path = None

    def close(self) -> None:
        """Close this thread's connection."""
        opened: _Opened | None = getattr(self._local, "opened", None)
        if opened is not None:
            opened.connection.close()
            del self._local.opened

    def _open(self) -> sqlite3.Connection:
        if self._path is not None:
            try:
                return self._open_file(self._path)
            except (_Foreign, sqlite3.DatabaseError, UnicodeDecodeError) as error:
                if isinstance(error, sqlite3.DatabaseError) and not _tells_of_damage(error):
                    return self._open_memory(str(error))
                self._remove()
                if str(error):
                    self.notice = scrub_line(f"the index was made anew: {error}")
            except OSError as error:
                return self._open_memory(error.strerror or str(error))
            try:
                return self._open_file(self._path)
            except (_Foreign, sqlite3.Error, OSError) as error:
                return self._open_memory(str(error))
        return self._open_memory("")

    def _open_memory(self, reason: str) -> sqlite3.Connection:
        if reason:
            self.notice = scrub_line(f"no index is kept: {self._path}: {reason}")
            self._path = None
        try:
            connection = self._prepare(_connect(self._name))
            if self._keeper is None:
                self._keeper = _connect(self._name)
            connection.execute("PRAGMA read_uncommitted = 1")
            self._fill(connection)
        except sqlite3.Error as error:
            raise IndexUnusable(f"no index can be made: {error}") from error
        return connection

    def _open_file(self, path: Path) -> sqlite3.Connection:
        """A connection; tried again where another process has just taken the file away to make it anew."""
        for _ in range(_ATTEMPTS):
            try:
                return self._open_once(path)
            except sqlite3.OperationalError as error:
                if getattr(error, "sqlite_errorcode", 0) & _PRIMARY not in (
                    sqlite3.SQLITE_IOERR,
                    sqlite3.SQLITE_CANTOPEN,
                ):
                    raise
            time.sleep(_PAUSE)
        return self._open_once(path)

    def _open_once(self, path: Path) -> sqlite3.Connection:
        path.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, _MODE))
        connection = _connect(str(path))
        try:
            connection.executescript(_SETTINGS)
            self._prepare(connection)
            self._fill(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        connection.create_function("spread", 1, _spread, deterministic=True)
        return connection

    @staticmethod
    def _fill(connection: sqlite3.Connection) -> None:
        """Make the tables where there are none.

        Raises:
            _Foreign: if there are others.
        """
        if _read_stamp(connection) == (APPLICATION, STAMP):
            return
        connection.execute("BEGIN IMMEDIATE")
        stamp = _read_stamp(connection)
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if stamp != (APPLICATION, STAMP) and tables:
            connection.execute("ROLLBACK")
            raise _Foreign(_describe_stamp(*stamp))
        if stamp != (APPLICATION, STAMP):
            _make_tables(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {STAMP}")
        connection.execute("COMMIT")

    def _remove(self) -> None:
        if self._path is None:
            if self._keeper is not None:
                self._keeper.close()
                self._keeper = None
            return
        for suffix in _SUFFIXES:
            with suppress(OSError):
                self._path.with_name(self._path.name + suffix).unlink()


def _read_stamp(connection: sqlite3.Connection) -> tuple[int, int]:
    """Which program made a file, and in which version."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (stamp,) = connection.execute("PRAGMA user_version").fetchone()
    return application, stamp


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in TABLES.split(";\n"):
        connection.execute(statement)


def _describe_stamp(application: int, stamp: int) -> str:
    """Why a file is not used, where that is worth telling: an older version is what every new one meets."""
    if application != APPLICATION:
        return "the file was another program's"
    return "it was a newer version's" if stamp // STAMP_UNIT > VERSION else ""


def _spread(text: str) -> str:
    # Only who writes calls it: 10 ms that the first paint does without.
    from reader.domain.query_tokens import spread_words

    return spread_words(text)


def _connect(name: str) -> sqlite3.Connection:
    """A connection to a file, or to a memory that is named by an address; transactions are begun by hand."""
    is_address = name.startswith("file:")
    return sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None, check_same_thread=False, uri=is_address)
