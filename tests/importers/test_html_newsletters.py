"""HTML as newsletters are really written."""

import pytest

from reader.importers.html_file import convert_html
from reader.importers.html_footer import FOLDED
from tests.importers.looking import kinds, read

LETTER = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html xmlns:v="urn:schemas-microsoft-com:vml"><head><title>Memory Weekly</title>
<style>/* mobile */ .preview { display:none !important } #ghost,.gone{visibility: hidden}
.shown{display:none} .shown{display:block}
@media screen and (max-width:600px){ .desktop { display: none } }</style>
<!--[if mso]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head>
<body style="margin:0"><div class="preview">Preview words &zwnj;&nbsp;&zwnj;</div>
<div style="max-height:0;overflow:hidden">More preview</div><span id=ghost>ghost</span>
<!--[if mso]><table><tr><td><![endif]-->
<table role="presentation" width="100%"><tr><td><table width="600"><tr>
<td><img src="https://x.example/logo.png" alt="Memory Weekly logo" width="120"></td>
<td><a href="https://x.example/web">View in browser</a></td>
</tr></table>
<h1>Memory Weekly 19</h1>
<p class="desktop">HBM supply is <b>tight</b>.</p><p class=shown>Shown.</p>
<!--[if !mso]><!--><div>Not for Outlook only</div><!--<![endif]-->
<![if !vml]><p>Revealed</p><![endif]-->
<table cellpadding="0" cellspacing="0" border="0"><tr><td>Company</td><td>HBM, $bn</td></tr>
<tr><td>SK Hynix</td><td>12.1</td></tr>
<tr><td>Samsung</td><td>7.4</td></tr></table>
<table><tr><td><img src=a.png alt="A fab"></td><td>{story}</td></tr>
<tr><td><img src=b.png></td><td>{story}</td></tr></table>
<!--[if mso]><v:roundrect href="https://x.example"><center>Read more</center></v:roundrect><![endif]-->
<a href="https://x.example/1" style="display:inline-block;padding:9px">Read more</a><a
href="https://x.example/2" style="display:inline-block">Share</a>
<a href="https://x.example/3" style="display:block">Subscribe</a>
<img src="https://t.example/o.gif?u=1" width="1" height="1" alt="tracker">
<img src="https://t.example/p" style="width:1px" alt="pixel">
<p>Until next week.</p>
<p>You are receiving this because you signed up.</p>
<p><a href="https://x.example/u">Unsubscribe</a> | 1 Main St, Springfield</p>
</td></tr></table><!--[if mso]></td></tr></table><![endif]--></body></html>
""".replace("{story}", "A story of many words that nobody would put into a cell of a table of numbers. " * 3)


def test_a_newsletter() -> None:
    briefing = read(LETTER, "x.html")
    story = ("A story of many words that nobody would put into a cell of a table of numbers. " * 3).strip()
    assert kinds(briefing) == [
        ("paragraph", 0, "Memory Weekly logo"),
        ("title", 1, "Memory Weekly 19"),
        ("paragraph", 0, "HBM supply is tight."),
        ("paragraph", 0, "Shown."),
        ("paragraph", 0, "Not for Outlook only"),
        ("paragraph", 0, "Revealed"),
        ("table", 0, "Company\tHBM, $bn\nSK Hynix\t12.1\nSamsung\t7.4"),
        ("paragraph", 0, "A fab"),
        ("paragraph", 0, story),
        ("paragraph", 0, story),
        ("paragraph", 0, "Read more Share"),
        ("paragraph", 0, "Subscribe"),
        ("paragraph", 0, "Until next week."),
        ("rule", 0, ""),
        ("paragraph", 0, "View in browser"),
        ("paragraph", 0, "You are receiving this because you signed up."),
        ("paragraph", 0, "Unsubscribe | 1 Main St, Springfield"),
    ]
    assert FOLDED in briefing.warnings


def test_the_same_as_markdown() -> None:
    text, fields = convert_html(LETTER, lambda address: address if address.startswith("https:") else "")
    assert fields["title"] == "Memory Weekly"
    assert "| SK Hynix | 12.1 |" in text
    assert "[Read more](https://x.example/1) [Share](https://x.example/2)" in text
    assert "tracker" not in text
    assert "Preview" not in text
    assert [kind for kind, _, _ in kinds(read(text))] == [kind for kind, _, _ in kinds(read(LETTER, "x.html"))]


HIDDEN = {
    "display": "display : NONE",
    "important": "color:red;display:none!important",
    "visibility": "visibility:hidden",
    "opacity": "opacity: 0",
    "no height": "max-height:0px;overflow:hidden",
}
SHOWN = {
    "a gap between columns": "font-size:0",
    "half seen": "opacity:0.5",
    "no height that spills over": "max-height:0",
    "flex": "display:flex",
    "only for Outlook": "mso-hide:all",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_styles_hide(name: str) -> None:
    assert kinds(read(f"<!doctype html><div style='{HIDDEN[name]}'>a<p>b</p></div><p>c</p>", "x.html")) == [
        ("paragraph", 0, "c")
    ]


@pytest.mark.parametrize("name", SHOWN)
def test_what_styles_do_not_hide(name: str) -> None:
    assert kinds(read(f"<!doctype html><div style='{SHOWN[name]}'>a</div><p>c</p>", "x.html"))[0] == (
        "paragraph",
        0,
        "a",
    )


@pytest.mark.parametrize(
    ("rows", "is_table"),
    [
        ("<tr><td>a<td>b<tr><td>1<td>2", True),
        ("<tr><td>a<td>b", False),
        ("<tr><td><img src=x><td>words<tr><td><img src=y><td>words", False),
        ("<tr><td>a<td>" + "long words " * 20 + "<tr><td>b<td>" + "long words " * 20, False),
        ("<tr><th>a<th>b", True),
    ],
)
def test_grids_are_tables(rows: str, is_table: bool) -> None:
    found = kinds(read(f"<!doctype html><h1>T</h1><table>{rows}</table>", "x.html"))
    assert any(kind == "table" for kind, _, _ in found) is is_table


def test_a_page_that_nobody_can_leave_stays_as_it_is() -> None:
    source = "<!doctype html><h1>T</h1><p>View in browser</p><p>Words.</p><p>© 2026 Letters</p>"
    assert [words for _, _, words in kinds(read(source, "x.html"))] == [
        "T",
        "View in browser",
        "Words.",
        "© 2026 Letters",
    ]


def test_an_article_on_unsubscribing_keeps_its_order() -> None:
    paragraphs = [f"Unsubscribe number {n}: " + "a long paragraph on how people leave. " * 20 for n in range(9)]
    source = "<!doctype html><h1>T</h1>" + "".join(f"<p>{words}</p>" for words in paragraphs)
    assert [words for _, _, words in kinds(read(source, "x.html"))][1:] == [words.strip() for words in paragraphs]


def test_hostile_sheets_and_styles_take_no_time() -> None:
    styles = "<style>" + "{" * 100_000 + "</style><style>" + ".a," * 60_000 + "</style>"
    source = f"<!doctype html>{styles}<p style='{'a' * 100_000}'>shown</p>"
    assert kinds(read(source, "x.html")) == [("paragraph", 0, "shown")]
