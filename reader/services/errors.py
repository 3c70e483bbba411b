"""What can go wrong in a use case, for those who call it: they need not know which layer says it."""

from reader.importers.files import UnreadableFile
from reader.storage.errors import StoreError

__all__ = ["StoreError", "UnreadableFile"]
