"""A disk in memory that can lose power after any operation, and can be told to leave an operation out.

What a real disk may do without a sync is done here: the bytes of each file are there, or not, or in part, or as zeros;
of the changes of names any may have lasted, and any not. Nothing of this touches a file.
"""

import errno
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import compress, product
from pathlib import Path

from reader.storage.files import Files, Stamp

State = dict[Path, bytes]
"""What is found after a loss of power."""

_MOST_UNORDERED = 6
"""Changes of names taken in every combination: each doubles the number of states. The program never has more open."""


@dataclass(eq=False)
class Inode:
    """A file without a name."""

    number: int
    content: bytes = b""
    durable: bytes = b""
    changed: int = 0

    def states_after_power_loss(self) -> tuple[bytes, ...]:
        """What may be left: nothing, all, half, zeros, or only the later page of what was written since the sync."""
        content, start = self.content, _common(self.content, self.durable)
        half = (start + len(content)) // 2
        zeros = content[:start] + b"\0" * (len(content) - start)
        return self.durable, content, content[:half], zeros, zeros[:half] + content[half:]


def _common(one: bytes, other: bytes) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@dataclass
class _NameChange:
    folder: Path
    source: Path | None
    """What loses its name."""
    target: Path | None
    """What is given one."""
    inode: Inode | None


@dataclass(eq=False)
class ModelDisk(Files):
    """The disk. `left_out` is the label of operations that do nothing, as if their line were missing in the program."""

    left_out: str = ""
    on_operation: Callable[[], None] = lambda: None
    on_fresh: Callable[[], None] = lambda: None
    """Called once while a checkpoint writes its base file."""
    labels: list[str] = field(default_factory=list)
    names: dict[Path, Inode] = field(default_factory=dict)
    durable_names: dict[Path, Inode] = field(default_factory=dict)
    pending: list[_NameChange] = field(default_factory=list)
    folders: set[Path] = field(default_factory=set)
    open_files: dict[int, tuple[Inode, Path]] = field(default_factory=dict)
    clock: int = 0
    last_name: str = ""

    @classmethod
    def holding(cls, state: State) -> "ModelDisk":
        """A disk on which all of this has lasted."""
        disk = cls()
        for path, content in state.items():
            disk.clock += 1
            disk.names[path] = Inode(disk.clock, content, content, disk.clock)
            disk.folders.add(path.parent)
        disk.durable_names = dict(disk.names)
        return disk

    def states_after_power_loss(self) -> Iterator[State]:
        """What may be found if the power went now; some of them several times."""
        for names in self._possible_names():
            kept = {path: inode.durable for path, inode in names.items()}
            open_ended = [path for path, inode in names.items() if inode.content != inode.durable]
            for choices in product(*(names[path].states_after_power_loss() for path in open_ended)):
                yield {**kept, **dict(zip(open_ended, choices, strict=True))}

    def _possible_names(self) -> Iterator[dict[Path, Inode]]:
        """Any of the latest changes without any other, as a disk may order them; those long before are all there."""
        settled = max(0, len(self.pending) - _MOST_UNORDERED)
        for lasts in product((False, True), repeat=len(self.pending) - settled):
            yield self._names_after((*self.pending[:settled], *compress(self.pending[settled:], lasts)))
        for size in range(settled):
            yield self._names_after(self.pending[:size])

    def _names_after(self, changes: Iterable[_NameChange]) -> dict[Path, Inode]:
        names = dict(self.durable_names)
        for change in changes:
            if change.source is not None and names.get(change.source) is not change.inode:
                continue
            _apply(names, change)
        return names

    def _operate(self, label: str, effect: Callable[[], None]) -> None:
        label = _simplify(label)
        self.labels.append(label)
        if label != self.left_out:
            effect()
        self.on_operation()

    def _change_name(self, label: str, change: _NameChange) -> None:
        def effect() -> None:
            self.last_name = _simplify(label)
            _apply(self.names, change)
            self.pending.append(change)

        self._operate(label, effect)

    # The operations.

    def make_folder(self, folder: Path) -> None:
        if folder not in self.folders:
            self.folders.add(folder)
            self._change_name(f"make {folder.name}", _NameChange(folder.parent, None, folder / ".", Inode(0)))
            self.sync_folder(folder.parent)

    def stamp(self, path: Path) -> Stamp | None:
        return _stamp(self.names[path]) if path in self.names else None

    def open_to_read(self, path: Path) -> int:
        return self.open_to_write(path)

    def open_to_write(self, path: Path) -> int:
        if path not in self.names:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")
        return self._open(self.names[path], path)

    def _open(self, inode: Inode, path: Path) -> int:
        self.clock += 1
        self.open_files[self.clock] = (inode, path)
        return self.clock

    def create(self, path: Path) -> int:
        if path in self.names:
            raise FileExistsError(errno.EEXIST, "File exists")
        if ".json.new-" in path.name:
            callback, self.on_fresh = self.on_fresh, lambda: None
            callback()
        self.clock += 1
        inode = Inode(self.clock)
        self._change_name(f"create {path.name}", _NameChange(path.parent, None, path, inode))
        return self._open(inode, path)

    def close(self, descriptor: int) -> None:
        del self.open_files[descriptor]

    def stamp_open(self, descriptor: int) -> Stamp:
        return _stamp(self.open_files[descriptor][0])

    def read(self, descriptor: int, offset: int = 0) -> bytes:
        return self.open_files[descriptor][0].content[offset:]

    def write(self, descriptor: int, content: bytes, offset: int) -> None:
        inode, path = self.open_files[descriptor]

        def effect() -> None:
            self._touch(inode, inode.content[:offset] + content + inode.content[offset + len(content) :])

        self._operate(f"write {path.name}", effect)

    def truncate(self, descriptor: int, size: int) -> None:
        inode, path = self.open_files[descriptor]
        self._operate(f"truncate {path.name}", lambda: self._touch(inode, inode.content[:size]))

    def _touch(self, inode: Inode, content: bytes) -> None:
        self.clock += 1
        inode.content, inode.changed = content, self.clock

    def sync(self, descriptor: int) -> None:
        inode, path = self.open_files[descriptor]

        def effect() -> None:
            inode.durable = inode.content

        self._operate(f"sync {path.name}", effect)

    def rename(self, source: Path, target: Path) -> None:
        inode = self.names.get(source)
        if inode is None:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")
        if self.names.get(target) is not inode:
            label = f"rename {source.name} to {target.name}"
            self._change_name(label, _NameChange(target.parent, source, target, inode))

    def link(self, source: Path, target: Path) -> None:
        if target in self.names:
            raise FileExistsError(errno.EEXIST, "File exists")
        change = _NameChange(target.parent, None, target, self.names[source])
        self._change_name(f"link {source.name} to {target.name}", change)

    def remove(self, path: Path) -> None:
        if path in self.names:
            change = _NameChange(path.parent, path, None, self.names[path])
            self._change_name(f"remove {path.name}", change)

    def list_names(self, folder: Path) -> Iterable[str]:
        return [path.name for path in self.names if path.parent == folder]

    def sync_folder(self, folder: Path) -> None:
        def effect() -> None:
            # Nothing in a folder lasts whose own name does not.
            if any(change.folder == folder.parent for change in self.pending):
                return
            for change in [change for change in self.pending if change.folder == folder]:
                _apply(self.durable_names, change)
            self.pending = [change for change in self.pending if change.folder != folder]

        self._operate(f"sync folder after {self.last_name}", effect)


def _simplify(label: str) -> str:
    """Without the number of the process, and with one name for all copies of damaged files."""
    return re.sub(
        r"\.new-[\d-]+", ".new", re.sub(r"\S+\.(corrupt|edited|unedited|readable|schema\d)-\w+", "a kept copy", label)
    )


def _apply(names: dict[Path, Inode], change: _NameChange) -> None:
    if change.source is not None:
        names.pop(change.source, None)
    if change.target is not None and change.inode is not None:
        names[change.target] = change.inode


def _stamp(inode: Inode) -> Stamp:
    return Stamp(inode.number, inode.changed, len(inode.content))
