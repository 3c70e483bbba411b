"""What a site generator obeys is not shown, and nothing else is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importers.templates import strip_templates
from tests.importers.looking import kinds, lines, read, sections, styles

HEAD = "---\ntitle: Chip Letter 9\n---\n"


def shown(body: str) -> list[str]:
    """The words of each block of a document with front matter."""
    return [words for _, _, words in kinds(read(HEAD + body))]


def test_links_are_found_behind_an_inclusion() -> None:
    briefing = read(HEAD + 'Foundries [raise][a] prices.\n\n{% include refs.md n="1,2" %}\n[a]: https://x.example/a\n')
    assert [words for _, _, words in kinds(briefing)] == ["Foundries raise prices."]
    assert styles(briefing) == [("link", "raise")]
    assert briefing.words == 3


SHOWN: dict[str, list[str]] = {
    "{% comment %}\nnot yet\n{% endcomment %}\n\nShown.": ["Shown."],
    "One{% comment %} two {%\nendcomment %} three.": ["One\nthree."],
    "{% if page.x %}\nKept either way.\n{% endif %}": ["Kept either way."],
    '{% assign base = "https://x.example/" %}\nSee [the list]({{base}}7).': ["See the list."],
    "{% capture who %}Fab 18{% endcapture %}\n\n{{ who }} expands.": ["Fab 18 expands."],
    "The {{ unknown }} stays.": ["The {{ unknown }} stays."],
    "{% raw %}{{ kept }} {% kept %}{% endraw %}": ["{{ kept }} {% kept %}"],
    "{% highlight python %}\nx = 1\n{% endhighlight %}": ["x = 1"],
    "Write `{% include x %}` there.": ["Write {% include x %} there."],
    "```\n{% include x %}\n```": ["{% include x %}"],
    '{{< figure src="/a b.png" caption="Wafer starts" >}}': ["Wafer starts"],
    "{{% notice tip %}}\nMind the gap.\n{{% /notice %}}": ["Mind the gap."],
    '[The last one]({{< relref "posts/nine.md" >}})': ["The last one"],
    '{{ figure(src="a.gif",\n  alt="Clean room") }}': ["Clean room"],
    "{{ toc() }}\n\nWords.": ["Words."],
    "{{< youtube abc >}}\n\nWords.": ["Words."],
    "{{</* youtube abc */>}}": ["{{</* youtube abc */>}}"],
    "A line.\n{: .lead}": ["A line."],
    "![Clean room](a.png) {.wide #one}": ["Clean room"],
    "A set {.a, .b} and code `x {.y}`": ["A set {.a, .b} and code x {.y}"],
    "*Loud*{:.red} words.": ["Loud words."],
    "It holds 40 {% of the market.": ["It holds 40 {% of the market."],
    "{% comment %} without an end": ["without an end"],
}


@pytest.mark.parametrize("body", SHOWN)
def test_what_is_shown(body: str) -> None:
    assert [words.strip() for words in shown(body)] == [words.strip() for words in SHOWN[body]]


def test_where_a_link_leads() -> None:
    source = '{% assign base = "https://x.example/" %}\n[a]({{base}}7) [b]({{< ref "nine.md" >}})'
    assert strip_templates(source, is_generated=True) == "\n[a](https://x.example/7) [b](nine.md)"


def test_a_variable_in_a_target() -> None:
    source = '[a]({{ site.links.issue }}) [b]({{ "/x/y" | relative_url }}#z) [c](plain) {{ kept in.text }}'
    assert strip_templates(source, is_generated=True) == (
        "[a]({{site.links.issue}}) [b](/x/y#z) [c](plain) {{ kept in.text }}"
    )


def test_without_front_matter_all_of_it_is_text() -> None:
    source = "Use {% include x %} and\n{: .lead}\n"
    assert strip_templates(source, is_generated=False) == source
    assert "{% include x %}" in read(f"Title: Chip Letter\nDate: 2026-05-09\n\n{source}").text


def test_the_name_of_a_heading() -> None:
    briefing = read("# Chip Letter {#top}\n\n## News {: .no_toc}\n\n## Sets {a, b}\n\n## `{#x}`\n\nWords.\n")
    assert sections(briefing) == [(1, "Chip Letter"), (2, "News"), (2, "Sets {a, b}"), (2, "{#x}")]


def test_markdown_in_an_element() -> None:
    source = '<div markdown="1" class="box">\n### Orders\n\n- one\n\n<div>\nraw\n</div>\n\n</div>\n## Prices\n\nUp.\n'
    briefing = read(source)
    assert sections(briefing) == [(3, "Orders"), (2, "Prices")]
    assert "raw" in briefing.text
    assert "<" not in briefing.text


def test_every_block_keeps_its_line() -> None:
    briefing = read(
        HEAD + "One.\n\n{% comment %}\na\nb\n{%\nendcomment %}\n\nTwo.\n\n"
        "{% capture c %}\nx\n{% endcapture %}\n\nThree {{c}}.\n"
    )
    assert lines(briefing) == [4, 12, 18]


@given(st.text(alphabet="{}%<>`:#. \nabr", max_size=300) | st.lists(st.sampled_from(
    ["{% raw %}", "{% endraw %}", "{% comment %}", "{%\nendcomment %}", "{% capture a %}", "{% endcapture %}", "{{a}}",
     "{{< figure src=x >}}", "{% highlight c %}", "\n", "`", "```\n", "words ", "<div markdown=1>\n", "</div>\n"]
)).map("".join))  # fmt: skip
def test_no_line_is_lost(text: str) -> None:
    assert strip_templates(text, is_generated=True).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "source",
    [
        "{% comment %}" * 40_000,
        "{% " * 200_000,
        "{%" + " " * 500_000,
        "{{<" + " " * 500_000 + "{{< a" + " " * 500_000,
        "{% capture a %}" + "x" * 2_000 + "{% endcapture %}" + "{{a}}" * 90_000,
        "{%x%}" + "`" * 3 + "".join("`" * (n % 900) + " " for n in range(2_000)),
        "# " + " {#" * 100_000 + "{#" + " " * 200_000,
        '<div markdown="1" ' * 30_000,
    ],
    ids=lambda source: source[:16],
)
def test_what_has_no_end_takes_no_time(source: str) -> None:
    begun = time.process_time()
    assert len(strip_templates(source, is_generated=True)) < 2 * len(source) + 1_000_000
    assert time.process_time() - begun < 5, "the square of its length would take minutes"
