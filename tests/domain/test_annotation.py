"""Tags are the same without case; changes keep the order and what was written first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.annotation import change_tags, normalise_tag
from reader.domain.scrub import SafeText

TAG = st.text("aAbBcßé#+ -", max_size=5).map(SafeText)
TAGS = st.lists(TAG, max_size=6).map(tuple)


def _tags(words: str) -> tuple[SafeText, ...]:
    return tuple(SafeText(word) for word in words.split())


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("HBM", "hbm"),
        ("#HBM", "hbm"),
        ("+hbm", "hbm"),
        ("##hbm", "hbm"),
        ("hbm ", "hbm"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("C#", "c#"),
        ("c++", "c++"),
        ("to-read", "to-read"),
        ("export controls", "export controls"),
        ("", ""),
        ("#", ""),
        ("+ ", ""),
    ],
)
def test_tags_are_normalised(word: str, name: str) -> None:
    assert normalise_tag(word) == name


@pytest.mark.parametrize(
    ("tags", "added", "removed", "wanted"),
    [
        pytest.param("", "", "", "", id="nothing"),
        pytest.param("hbm", "foundry", "", "hbm foundry", id="added at the end"),
        pytest.param("hbm foundry", "", "hbm", "foundry", id="removed"),
        pytest.param("HBM foundry", "hbm", "", "HBM foundry", id="the case first written stays"),
        pytest.param("HBM foundry", "", "#hbm", "foundry", id="removed in another case"),
        pytest.param("hbm", "old", "old", "hbm", id="added and removed: removed"),
        pytest.param("hbm old", "new", "old", "hbm new", id="both"),
        pytest.param("hbm", "", "never", "hbm", id="removing what is not there"),
        pytest.param("", "a A #a", "", "a", id="added three times"),
        pytest.param("a", "# +", "", "a", id="no name, no tag"),
        pytest.param("a b c", "a", "", "a b c", id="adding again moves nothing"),
    ],
)
def test_tags_are_changed(tags: str, added: str, removed: str, wanted: str) -> None:
    assert change_tags(_tags(tags), _tags(added), _tags(removed)) == _tags(wanted)


@given(TAGS, TAGS, TAGS)
def test_change_is_what_sets_would_say(
    tags: tuple[SafeText, ...], added: tuple[SafeText, ...], removed: tuple[SafeText, ...]
) -> None:
    names = [normalise_tag(tag) for tag in change_tags(tags, added, removed)]
    wanted = {normalise_tag(tag) for tag in (*tags, *added)} - {normalise_tag(tag) for tag in removed} - {""}
    assert set(names) == wanted
    assert len(names) == len(wanted)


@given(TAGS, TAGS, TAGS)
def test_change_keeps_order_and_spelling(
    tags: tuple[SafeText, ...], added: tuple[SafeText, ...], removed: tuple[SafeText, ...]
) -> None:
    spelled = [*tags, *added]
    places = [spelled.index(tag) for tag in change_tags(tags, added, removed)]
    assert places == sorted(places)
    assert all(normalise_tag(spelled[at]) not in map(normalise_tag, spelled[:at]) for at in places)


@given(TAGS, TAGS, TAGS)
def test_changing_twice_changes_nothing_more(
    tags: tuple[SafeText, ...], added: tuple[SafeText, ...], removed: tuple[SafeText, ...]
) -> None:
    once = change_tags(tags, added, removed)
    assert change_tags(once, added, removed) == once


@given(TAG)
def test_normal_form_ignores_case(tag: SafeText) -> None:
    assert normalise_tag(tag) == normalise_tag(tag.upper()) == normalise_tag("#" + tag)
