"""Files that are written for somebody else: whole or not at all, and never over what is there unless that is asked for.

Knows nothing of what is in them.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from reader.storage.errors import StoreError, describe_file_error
from reader.storage.files import Files


def write_files(contents: Mapping[Path, bytes], *, may_replace: bool = False) -> None:
    """Write files, and the folder that they are in.

    Args:
        contents: what shall be in each.
        may_replace: whether files that are there may be replaced.

    Raises:
        StoreError: if one is there, or cannot be written; none is half written.
    """
    there = [path for path in contents if os.path.lexists(path)]
    if there and not may_replace:
        raise StoreError(f"{there[0]}: is there already; --force replaces it")
    for path, content in contents.items():
        try:
            _write(path, content, may_replace)
        except FileExistsError:
            raise StoreError(f"{path}: is there already; --force replaces it") from None
        except OSError as error:
            raise StoreError(f"not written: {path}: {describe_file_error(error, path)}") from error


def _write(path: Path, content: bytes, may_replace: bool) -> None:
    files = Files()
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    if os.path.lexists(path.parent) and not path.parent.is_dir():
        raise NotADirectoryError(20, "is not in a folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    files.remove(partial)
    files.write_new(partial, [content])
    try:
        if may_replace:
            if path.is_dir():
                raise IsADirectoryError(21, "is a folder")
            files.rename(partial, path)
        else:
            _name(files, partial, path)
    finally:
        files.remove(partial)
    files.sync_folder(path.parent)


def _name(files: Files, partial: Path, path: Path) -> None:
    """Give a file its name, unless something has that; a link says so, where the file system has links."""
    try:
        files.link(partial, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError from None
        files.rename(partial, path)
