"""Where the reader's own files belong, and where the program's sheets and samples lie.

Owns every folder name. Creates nothing, reads no file, and knows nothing of what the files hold.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import adler32, crc32

HOME_VARIABLE = "BRIEFING_READER_HOME"
"""Names a folder that takes the place of the platform's three."""

_APPLICATION = "briefing-reader"
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Paths:
    """The three folders of one person's files. None of them need exist."""

    config: Path
    """Settings, packs, key map: written by hand."""
    data: Path
    """The store: precious."""
    cache: Path
    """May be deleted at any time."""

    @property
    def settings_file(self) -> Path:
        """The settings, if there are any."""
        return self.config / "config.yaml"

    def index_file(self, roots: Sequence[Path]) -> Path:
        """The index of a library: one for each choice of folders."""
        names = b"\0".join(os.fsencode(os.path.abspath(root)) for root in roots)
        # No module of digests before the first paint. Two libraries with one file would only take turns in it.
        return self.cache / f"index-{crc32(names):08x}{adler32(names):08x}.sqlite3"

    def own_packs(self) -> tuple[Path, ...]:
        """The reader's own lists of names, in the order of their file names."""
        return tuple(sorted((self.config / "packs").glob("*.yaml")))

    @property
    def decisions_file(self) -> Path:
        """What the reader decided about names."""
        return self.config / "entities.yaml"

    @property
    def history_file(self) -> Path:
        """The commands that were typed."""
        return self.data / "commands.history"

    @property
    def source_states_file(self) -> Path:
        """What the servers of sources said last time."""
        return self.cache / "sources.json"

    @property
    def store_file(self) -> Path:
        """Tags, bookmarks, notes and read state."""
        return self.data / "store.json"


def find_paths(environ: Mapping[str, str] | None = None) -> Paths:
    """The folders to use: under BRIEFING_READER_HOME where that is set, else the platform's.

    Args:
        environ: the environment to look in; the process's own where None.
    """
    home = (os.environ if environ is None else environ).get(HOME_VARIABLE)
    if home:
        base = Path(home).expanduser().absolute()
        return Paths(base / "config", base / "data", base / "cache")
    return _platform_paths()


def _platform_paths() -> Paths:
    # 10 ms that nobody pays who has set a home.
    from platformdirs import PlatformDirs

    folders = PlatformDirs(_APPLICATION, appauthor=False)
    return Paths(folders.user_config_path, folders.user_data_path, folders.user_cache_path)


def styles_folder() -> Path:
    """The folder of the .tcss sheets."""
    return _shipped_folder("styles")


def seeds_folder() -> Path:
    """The folder of the two sample briefings."""
    return _shipped_folder("seeds")


def _shipped_folder(name: str) -> Path:
    """A wheel holds the folder inside the package; in a checkout it lies beside it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
