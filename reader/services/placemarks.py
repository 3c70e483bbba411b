"""Places that the reader has set letters at: small ones within a briefing, capital ones anywhere."""

from collections.abc import Sequence

from reader.domain.placemark import Placemark, placemark_key
from reader.storage.store import Store


class Placemarks:
    """The places under letters. Every method may be called from any thread.

    Methods raise StoreError when the store cannot be used, and when something was not saved.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, letter: str, briefing_id: str) -> Placemark | None:
        """The place under a letter, as seen from a briefing."""
        return self._store.placemarks().get(placemark_key(letter, briefing_id))

    def seen_from(self, briefing_id: str) -> Sequence[Placemark]:
        """The places that can be gone to from a briefing, its own first."""
        marks = [mark for mark in self._store.placemarks().values() if mark.letter.isupper()]
        own = [mark for mark in self._store.placemarks().values() if not mark.letter.isupper()]
        return sorted(mark for mark in own if mark.briefing_id == briefing_id) + sorted(marks)

    def put(self, key: str, mark: Placemark | None) -> Placemark | None:
        """Set a place, or take it away with None. Returns what was there before."""
        with self._store.change():
            before = self._store.placemarks().get(key)
            self._store.save_placemark(key, mark)
            return before
