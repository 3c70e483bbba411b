"""Rounds of fetching, as a reader has them one after the other."""

from pathlib import Path

from reader.domain.source import Source
from reader.services.inbox import open_inbox
from reader.services.syncing import Sync, SyncResult
from reader.sources.fetching import Limits
from reader.storage.source_states import SourceStates

LIMITS = Limits(connect=2, silence=1, whole=3)


class Rounds:
    """Rounds of one reader: each as a new run of the program would be."""

    def __init__(self, folder: Path, limits: Limits = LIMITS) -> None:
        self.folder = folder
        self.limits = limits
        self.inbox = folder / "inbox"

    def run(self, *sources: Source, is_asked: bool = False) -> dict[str, SyncResult]:
        """One round."""
        states = SourceStates(self.folder / "cache" / "sources.json")
        results = Sync(open_inbox(self.inbox), states, self.folder, limits=self.limits).run(sources, is_asked=is_asked)
        return {result.source: result for result in results}

    @property
    def files(self) -> list[str]:
        """What is seen in the inbox."""
        found = (path.relative_to(self.inbox) for path in self.inbox.rglob("*") if path.is_file())
        return sorted(path.as_posix() for path in found if not path.as_posix().startswith("."))

    def stamps(self) -> dict[str, int]:
        """When anything was last written."""
        return {str(path): path.stat().st_mtime_ns for path in self.folder.rglob("*")}
