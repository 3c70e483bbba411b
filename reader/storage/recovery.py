"""What the store's files say together, whatever happened to some of them.

Owns the decision which files are believed and what is told; it is made from bytes alone, and nothing is written here.
Two ways lead to the state: the base file and the journal, or the backup, the journal before and the journal. Whether
saved changes are missing is told by the checksums that tie lines together, and by the note how far the journal went.

=====================  =================================================================================
generations            what happened
=====================  =================================================================================
journal = base         nothing, unless the base's mark differs: then the base was edited by hand
journal = base - 1     a checkpoint replaced the base and was interrupted; the journal repeats what it holds
journal < base - 1     all files were being rewritten, or an old journal was put back: it is left out
journal > base         an old base was put back: the second way is taken
=====================  =================================================================================
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

from reader.storage.base import SCHEMA, Base, DamagedBase, NewerBase, decode_base, encode_base, mark_content
from reader.storage.changes import Tables, apply_changes
from reader.storage.journal import (
    FORMAT,
    NO_LINE,
    End,
    Header,
    Part,
    checksum_of,
    decode_end,
    encode_header,
    read_journal,
)

DAMAGED = "corrupt"
EDITED = "edited"
UNEDITED = "unedited"
READABLE = "readable"
"""What the copies of such files are called."""

_JOURNAL = "-journal"
_OLD_JOURNAL = "-journal.old"


class BeyondRepair(ValueError):
    """There is a store, and nothing in it can be read; the argument says why."""


class NewerJournal(NewerBase):
    """The journal was written by a newer version of the program; the argument is its format."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of the files of a store; None for one that is not there."""

    base: bytes | None
    journal: bytes | None
    end: bytes | None = None
    """The note how far the journal went; it must have been read before the journal."""
    read_backup: Callable[[], bytes | None] = lambda: None
    """Asked only when the others do not suffice."""
    read_old_journal: Callable[[], bytes | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the files say together."""

    tables: Tables
    generation: int
    """The highest that any of the files has."""
    journal_generation: int
    """That of the journal; 0 where there is none."""
    end: int
    """Bytes of the journal up to the end of its last good line."""
    last: str
    """The checksum of that line."""
    notices: tuple[str, ...] = ()
    """Clauses for the reader: what is wrong, and what was done about it."""
    evidence: tuple[tuple[str, str, bytes], ...] = ()
    """Copies to keep: which file, why, and its bytes."""
    must_rewrite: bool = False
    """Whether the files must be written anew before the next write."""
    schema: int = SCHEMA
    """What the base file is written in."""
    missing: str = ""
    """Why saved changes may not be in the tables, beginning with the end of a file's name; empty when all are."""


def recover(contents: Contents) -> Recovered | None:
    """Make the best of the files; None where there is no store.

    Raises:
        BeyondRepair: if nothing can be read, though there is something.
        NewerBase: if they were written by a newer version of the program.
    """
    end = decode_end(contents.end) if contents.end is not None else None
    if contents.base is None and contents.journal is None and contents.read_backup() is None:
        # A note without a store: its reader took the store away, and the next one must not be taken for it.
        return None if end is None else Recovered({}, end.generation, 0, 0, NO_LINE, must_rewrite=True)
    return _Recovery(contents, end).recover()


class _Recovery:
    """One reading of the files, and what was found wrong on the way."""

    def __init__(self, contents: Contents, end: End | None) -> None:
        self._contents = contents
        self._end = end
        self._notices: list[str] = []
        self._evidence: list[tuple[str, str, bytes]] = []
        self._missing = ""
        self._must_rewrite = False
        self._journal = self._read_lines(contents.journal)

    def recover(self) -> Recovered:
        """The state."""
        if self._contents.base is None:
            return self._without_base("gone")
        try:
            base = decode_base(self._contents.base)
        except DamagedBase:
            return self._without_base("damaged")
        if base.is_chosen:
            return self._base_alone(base)
        self._restore_header(base)
        header = self._journal.header if self._journal else None
        if header is None:
            return self._without_journal(base)
        if base.generation is None or header.generation > base.generation:
            return self._without_base("not the one that belongs to the journal", base)
        if header.generation < base.generation - 1:
            self._keep(_JOURNAL, DAMAGED, self._contents.journal)
            return self._without_journal(base)
        self._check_journal(base)
        if not _fits(base, header):
            self._tell("another program changed the file; its changes were taken, and copies are kept")
            self._keep("", EDITED, self._contents.base)
            self._keep_unedited()
        return self._finish(_replay(base.tables, self._journal), base)

    # The ways to the state.

    def _base_alone(self, base: Base) -> Recovered:
        """Its reader chose it, because of what happened to the others."""
        self._keep(_JOURNAL, DAMAGED, self._contents.journal)
        self._must_rewrite, self._journal = True, None
        return self._finish(base.tables, base)

    def _without_journal(self, base: Base) -> Recovered:
        """There is none, or none that belongs to the base: complete unless something was written since."""
        self._must_rewrite = True
        journal, end = self._journal, self._end
        is_damaged = journal is not None and journal.header is None
        is_unknown = journal is not None and is_damaged and (end is None or bool(journal.lines))
        if is_unknown or (end is not None and end.generation >= (base.generation or 0)):
            self._miss("is gone" if journal is None else "is damaged" if is_damaged else "is an old one")
            # What comes after the lost lines is better than nothing.
            return self._finish(_replay(base.tables, journal if is_damaged else None), base)
        if is_damaged:
            self._tell("the journal was damaged; nothing had been written to it")
        return self._finish(base.tables, base)

    def _without_base(self, state: str, old: Base | None = None) -> Recovered:
        """Args: old: an earlier base file, found in its place."""
        self._keep("", DAMAGED, self._contents.base)
        backup = self._read_backup() or old
        header = self._journal.header if self._journal else None
        if backup is not None:
            self._tell(f"the file was {state}, and was restored from its backup")
            tables = self._replay_on_backup(backup)
        elif header is not None and header.mark == _mark_empty(header.generation):
            self._check_journal(None)
            self._tell(f"the file was {state}, and was restored from its journal")
            tables = _replay({}, self._journal)
        else:
            raise BeyondRepair(f"it is {state}")
        self._missing = self._missing and f"it is {state}, and {self._missing}"
        return self._finish(tables, backup)

    def _replay_on_backup(self, backup: Base) -> Tables:
        self._restore_header(backup)
        header = self._journal.header if self._journal else None
        if header is not None and backup.generation is not None and header.generation < backup.generation - 1:
            # A rewriting of all files was interrupted: the backup, which comes first, is the whole of it.
            return backup.tables
        self._check_journal(None)
        if header is not None and _fits(backup, header):
            return _replay(backup.tables, self._journal)
        return self._replay_both(backup)

    def _replay_both(self, backup: Base) -> Tables:
        """The backup, the journal before, the journal."""
        content = self._contents.read_old_journal()
        old = self._read_lines(content)
        header = self._journal.header if self._journal else None
        if old is None or not _is_chain(backup, old.header, header) or old.gaps or old.has_bad_end:
            self._keep(_OLD_JOURNAL, DAMAGED, content)
            self._missing = self._missing or f"{_OLD_JOURNAL} does not lead from the backup to the journal"
        if old is not None and old.header is not None and old.header.generation < (backup.generation or 0) - 1:
            old = None
        return _replay(_replay(backup.tables, old), self._journal)

    # What is wrong.

    def _check_journal(self, base: Base | None) -> None:
        """Whether the journal has all that was written to it."""
        journal, end = self._journal, self._end
        if journal is None or journal.header is None:
            self._miss("is gone" if journal is None else "is damaged")
            return
        generation = journal.header.generation
        known = end is not None and end.generation == generation
        if journal.gaps or (journal.has_bad_end and not known):
            self._miss("is damaged")
        elif end is not None and known and end.last not in journal.ends:
            self._miss("is damaged, or was cut")
        elif end is not None and end.generation > generation and not self._has_been_folded(base, end):
            self._miss("is an old one")
        elif journal.damaged:
            self._tell("the journal was damaged; everything in it could be read")
        if journal.damaged:
            self._keep(_JOURNAL, DAMAGED, self._contents.journal)

    @staticmethod
    def _has_been_folded(base: Base | None, end: End) -> bool:
        return base is not None and base.generation is not None and end.generation < base.generation

    def _miss(self, what: str) -> None:
        self._missing = self._missing or f"{_JOURNAL} {what}"
        self._keep(_JOURNAL, DAMAGED, self._contents.journal)

    def _tell(self, notice: str) -> None:
        self._must_rewrite = True
        if notice not in self._notices:
            self._notices.append(notice)

    def _keep(self, file: str, why: str, content: bytes | None) -> None:
        self._must_rewrite = True
        if content is not None and (file, why, content) not in self._evidence:
            self._evidence.append((file, why, content))

    def _keep_unedited(self) -> None:
        """The state as it would be without the edit, if that can still be told."""
        backup = self._read_backup()
        missing, evidence = self._missing, list(self._evidence)
        if backup is not None:
            tables = self._replay_on_backup(backup)
            if self._missing == missing:
                evidence.append(("", UNEDITED, b"".join(encode_base(tables, 0))))
        self._missing, self._evidence = missing, evidence

    # Reading.

    def _restore_header(self, base: Base) -> None:
        """A journal whose first line alone is damaged: the checksum of it, which the second line names, tells which."""
        journal = self._journal
        if journal is None or journal.header is not None or base.generation is None:
            return
        header = Header(base.generation, base.mark)
        if journal.first == checksum_of(encode_header(header)):
            self._journal = replace(journal, header=header, damaged=journal.damaged + 1)

    def _read_backup(self) -> Base | None:
        content = self._contents.read_backup()
        try:
            return None if content is None else decode_base(content)
        except DamagedBase:
            return None

    def _read_lines(self, content: bytes | None) -> Part | None:
        if content is None:
            return None
        part = read_journal(content)
        if part.header is not None and part.header.format > FORMAT:
            raise NewerJournal(part.header.format)
        return part

    def _finish(self, tables: Tables, base: Base | None) -> Recovered:
        journal = self._journal
        header = journal.header if journal else None
        of_journal = header.generation if header else 0
        return Recovered(
            tables,
            max((base and base.generation) or 0, of_journal, self._end.generation if self._end else 0),
            of_journal,
            journal.end if journal else 0,
            journal.last if journal else NO_LINE,
            tuple(self._notices),
            tuple(self._evidence),
            self._must_rewrite or header is None,
            base.schema if base else SCHEMA,
            self._missing,
        )


def _fits(base: Base, header: Header) -> bool:
    """Whether a journal continues a base file, or what the base file was made from."""
    if base.generation == header.generation:
        return base.mark == header.mark
    return base.generation == header.generation + 1


def _is_chain(backup: Base, first: Header | None, second: Header | None) -> bool:
    """Whether two journals lead from the backup to the present."""
    if first is None or second is None:
        return False
    return _fits(backup, first) and first.generation == second.generation - 1


def _mark_empty(generation: int) -> str:
    """The mark of a base file in which nothing is: it need not be there to be known."""
    return mark_content(b"".join(encode_base({}, generation)))


def _replay(tables: Tables, journal: Part | None) -> Tables:
    apply_changes(tables, chain.from_iterable(line.changes for line in (journal.lines if journal else ())))
    return tables
