"""Changes: many at once are what they are one by one, and nothing that was handed out changes."""

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from reader.storage.changes import Change, Drop, Put, PutKey, Remove, Tables, apply_changes

_TABLES, _NUMBERS, _KEYS = st.sampled_from("ab"), st.sampled_from("12"), st.sampled_from("xyz")
_CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(PutKey, _TABLES, _NUMBERS, st.sampled_from("fg"), _KEYS, st.none() | st.integers(0, 3)),
    st.builds(Put, _TABLES, _NUMBERS, st.dictionaries(st.sampled_from("fg"), st.integers(0, 3))),
    st.builds(Remove, _TABLES, _NUMBERS),
    st.builds(Drop, _TABLES),
)


@given(st.lists(_CHANGES, max_size=12))
def test_many_at_once_are_what_they_are_one_by_one(changes: list[Change]) -> None:
    together: Tables = {}
    apply_changes(together, changes)
    apart: Tables = {}
    for change in changes:
        documents = [document for rows in apart.values() for document in rows.values()]
        before = deepcopy(documents)
        apply_changes(apart, [change])
        assert documents == before, "a document is replaced, never changed"
    assert apart == together
    apply_changes(together, changes)
    assert apart == together, "what has been seen already changes nothing"
