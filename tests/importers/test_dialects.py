"""What other dialects of Markdown write is read as it is meant, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importers.dialects import read_dialects
from tests.importers.looking import kinds, read, styles

READ: dict[str, str] = {
    "Ask [[Mei Lin]].": "Ask Mei Lin.",
    "Ask [[Mei Lin|her]].": "Ask her.",
    "See [[Fabs#Fab 18]] and [[#Prices]].": "See Fabs › Fab 18 and Prices.",
    "![[wafer.png]]": "wafer.png",
    "Read [[1]](https://x.example) and [[2]][two].": "Read [[1]](https://x.example) and [[2]][two].",
    "`[[x]]` and ==hot== words": "`[[x]]` and hot words",
    "a == b and c==d==e": "a == b and c==d==e",
    "%% not yet %%": "",
    "%%\nnot\nyet\n%%": "\n\n\n",
    "100 %% of it, 50 %% of that": "100 %% of it, 50 %% of that",
    "[[]] stays": "[[]] stays",
    "###News": "### News",
    "Prices rose. ^abc123": "Prices rose.",
    "- A point ^a-point\n\n^table-1": "- A point\n\n",
    "as shown above ^1": "as shown above ^1",
    "x ^2 + y ^10": "x ^2 + y ^10",
    "`x ^abc123`": "`x ^abc123`",
    "2^abcd": "2^abcd",
    "[toc]\n\n${toc}\n[[_TOC_]]": "\n\n\n",
    "The [toc] is short": "The [toc] is short",
    ":::note\nMind\n:::": "**Note**  \nMind\n",
    ":::tip Buy early\nMind\n:::": "**Buy early**  \nMind\n",
    ":::warning[Sold out]\nMind\n:::": "**Sold out**  \nMind\n",
    "::: {.callout-tip}\nMind\n:::": "**Tip**  \nMind\n",
    "::: {.column}\nMind\n:::": "\nMind\n",
    "a ::: b": "a ::: b",
}


@pytest.mark.parametrize("source", READ)
def test_what_is_read(source: str) -> None:
    assert read_dialects(source) == READ[source]


def test_code_is_left_alone() -> None:
    source = "```\n[[a]] ==b== %% c %%\n%% d %%\n> [!note] e\n```"
    assert read_dialects(source) == source


def test_a_callout_has_a_head() -> None:
    briefing = read("> [!WARNING]\n> HBM is tight.\n\n> [!note]- On prices\n> They rose.\n")
    assert [words for _, _, words in kinds(briefing)] == ["Warning\nHBM is tight.", "On prices\nThey rose."]
    assert ("strong", "Warning") in styles(briefing)
    assert ("strong", "On prices") in styles(briefing)


@given(st.text(alphabet="[]|#=%!>` \nab~", max_size=200))
def test_no_line_is_lost(text: str) -> None:
    assert read_dialects(text).count("\n") == text.count("\n")
