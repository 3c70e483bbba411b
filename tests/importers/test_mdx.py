"""Of MDX the words are shown, and the code around them is not."""

import time

import pytest

from reader.importers.mdx import strip_mdx
from tests.importers.looking import read

MDX: dict[str, str] = {
    'import X from "./x"\nimport { A, B } from "y";\n\nWords.': "Words.",
    "export const meta = {\n  title: 'x',\n\n  list: [1, 2],\n}\n\nWords.": "Words.",
    'Words.\n\n<Card\n  to="/x"\n  onClick={() => go({ a: 1 })}\n>\nMore\n</Card>\n\n<Form />': "Words.\n\nMore",
    'Said by <Member name="Mei Lin" photo /> today, <Icon name="star" />': "Said by Mei Lin today,",
    'One{" "}and {/* not\nthis */}two': "One and\ntwo",
    "import duties rose\nby a half": "import duties rose\nby a half",
    "A `<Card />` and\n\n```\n<Card />\n```": "A <Card /> and\n\n<Card />",
}


@pytest.mark.parametrize("source", MDX)
def test_what_is_shown(source: str) -> None:
    assert read(f"---\ntitle: T\n---\n{source}\n", "x.mdx").text == MDX[source]


@pytest.mark.parametrize("source", [source for source in MDX if "/>" in source or "import X" in source])
def test_generated_sites_call_it_markdown_too(source: str) -> None:
    assert read(f"---\ntitle: T\n---\n{source}\n", "x.md").text == MDX[source]


def test_without_front_matter_elements_in_capitals_are_text() -> None:
    assert read("# T\n\nA List<String/> and a <Map/>\n").text == "T\n\nA List<String/> and a <Map/>"


@pytest.mark.parametrize("source", ["{/*" * 20_000, "<A {" * 20_000, "export {\n\n" * 10_000, '<A x="' * 20_000])
def test_mdx_without_an_end_takes_no_time(source: str) -> None:
    start = time.process_time()
    strip_mdx(source)
    assert time.process_time() - start < 1
