"""Questions about names over the whole library.

Owns that each is answered in milliseconds however many briefings there are, whichever of them is open.
"""

from reader.domain.scrub import SafeText
from reader.storage.index.database import Database


class Sightings:
    """Asks an index. Every method may be called from any thread.

    Methods raise IndexUnusable when the index cannot be read.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_names(self, at_most: int) -> list[SafeText]:
        """What entities are called, most named first."""
        sql = "SELECT name FROM entities WHERE total > 0 ORDER BY total DESC, number LIMIT ?"
        return [SafeText(name) for (name,) in self._database.ask(sql, (at_most,))]
