"""Footers of newsletters: found where they are sure, whatever the document was; never words that a reader came for."""

import pytest

from reader.domain.briefing import BlockKind, Briefing
from reader.domain.footer import Footer, find_footer
from reader.importers.briefings import import_briefing

BODY = "\n\n".join(
    f"Paragraph {n} speaks of wafers and of what they cost this week, and of nothing else." for n in range(8)
)


def _read(end: str, path: str = "weekly.md", body: str = BODY) -> tuple[Briefing, Footer | None]:
    briefing = import_briefing(f"# Wafers\n\n{body}\n\n{end}\n".encode(), path)
    return briefing, find_footer(briefing)


FOOTERS = {
    "links": (
        "You are receiving this email because you signed up at x.example.\n\n"
        "[Unsubscribe](https://x.example/u) | [Manage preferences](https://x.example/p)\n\n"
        "Acme Ltd, 1 Main Street, Springfield",
        {"unsubscribe", "preferences", "why it came", "address"},
    ),
    "a sentence": (
        "Want to change how you receive these emails?\n"
        "You can [update your preferences](https://x.example/p) or [unsubscribe from this list](https://x.example/u).",
        {"unsubscribe", "preferences"},
    ),
    "an address that says where it leads": (
        "No news for you? Then click [here](https://x.example/unsubscribe?u=1).\n\n© 2026 Acme. All rights reserved.",
        set(),
    ),
    "a wish": (
        "If you no longer wish to receive these emails, [click here](https://x.example/a1).\n\n© 2026 Acme Ltd",
        {"unsubscribe", "rights"},
    ),
    "a mailing list": ("To unsubscribe: wafers-leave@x.example", {"unsubscribe"}),
    "German": (
        "Sie erhalten diesen Newsletter, weil Sie sich angemeldet haben.\n\n"
        "Sie können sich jederzeit [hier abmelden](https://x.example/a).\n\nImpressum | Datenschutz",
        {"unsubscribe", "why it came", "rights"},
    ),
    "French": (
        "Vous recevez ce message car vous êtes abonné.\n\n[Se désabonner](https://x.example/d)",
        {"unsubscribe", "why it came"},
    ),
    "Spanish": (
        "Recibes este correo porque te suscribiste.\n\n[Darse de baja](https://x.example/b)",
        {"unsubscribe", "why it came"},
    ),
    "Japanese": (
        "このメールは購読者に送られています。\n\n[配信停止はこちら](https://x.example/d)",
        {"unsubscribe", "why it came"},
    ),
    "Chinese": ("您收到此邮件是因为您订阅了。\n\n[退订](https://x.example/d)", {"unsubscribe", "why it came"}),
}


@pytest.mark.parametrize("name", [name for name, (_, topics) in FOOTERS.items() if topics])
@pytest.mark.parametrize("path", ["weekly.md", "weekly.txt"])
def test_footers(name: str, path: str) -> None:
    end, topics = FOOTERS[name]
    briefing, footer = _read(end, path)
    assert footer is not None
    assert set(footer.topics) == topics
    assert briefing.text[: footer.span.start].rstrip().endswith("and of nothing else.")
    assert footer.span.end == len(briefing.text)


def test_the_rule_above_it_belongs_to_it_and_so_does_an_address_under_that() -> None:
    briefing, footer = _read(
        "---\n\nAcme Media Inc, 548 Market Street, San Francisco\n\n[Unsubscribe](https://x.example)"
    )
    assert footer is not None
    assert briefing.blocks[footer.first].kind is BlockKind.RULE
    assert footer.span.of(briefing.text).startswith("Acme Media Inc")
    assert footer.lines == 2


def test_lines_are_counted_as_they_are_written() -> None:
    _, footer = _read(
        "You are receiving this email because you signed up.\nThis email was sent by Acme.\n\nUnsubscribe"
    )
    assert footer is not None
    assert footer.lines == 3


NEWS = {
    "a link on the way out": "- Gmail adds [one-click unsubscribe](https://x.example/g) for bulk senders",
    "a refusal": "- Meta lets users [opt out](https://x.example/m) of training",
    "a threat": "Victims who click unsubscribe at https://evil.example/ lose their tokens.",
    "steps": "- Open the mail\n- Unsubscribe",
    "one piece of advice": "You can unsubscribe from their alerts.",
    "how to": "See [How to unsubscribe](https://x.example/unsubscribe-guide) for more.",
    "the web": "The web version of the tool can see the web. Users manage subscriptions there.",
    "mixed with news": "TSMC raised its spending to 60 billion dollars, a record for the company. [Unsubscribe](https://x.example)",
    "an appointment": "HBM Forum, 10 May, 1 Main Street, Springfield",
    "rights alone": "© 2026 Acme. All rights reserved.",
    "a quoted letter": "> You are receiving this email because your account is locked.\n>\n> Unsubscribe",
    "code": "```\nUnsubscribe: https://x.example/u\n```",
}


@pytest.mark.parametrize("name", NEWS)
def test_news_is_no_footer(name: str) -> None:
    assert _read(NEWS[name])[1] is None


@pytest.mark.parametrize("name", [name for name in NEWS if name not in ("rights alone", "a quoted letter", "code")])
def test_news_above_a_footer_is_not_drawn_into_it(name: str) -> None:
    last = NEWS[name]
    briefing, footer = _read(
        f"{last}\n\nYou are receiving this email because you signed up.\n\n[Unsubscribe](https://x.example)"
    )
    assert footer is not None or name == "steps"
    if footer is not None and name not in ("steps", "one piece of advice"):
        assert footer.span.of(briefing.text).startswith("You are receiving")


def test_words_under_a_footer_end_it() -> None:
    assert _read("[Unsubscribe](https://x.example/u)\n\nNext week: what a wafer costs in Arizona.")[1] is None


def test_a_document_is_never_all_footer() -> None:
    end = "You are receiving this email because you signed up.\n\n[Unsubscribe](https://x.example/u)"
    for body in ("", "Words."):
        briefing, footer = _read(end, body=body)
        assert footer is None or footer.span.start >= len(briefing.text) / 2


def test_a_footer_is_a_small_part() -> None:
    why = "You are receiving this email because you signed up."
    end = "\n\n".join([why] * 200 + ["[Unsubscribe](https://x.example/u)"])
    briefing, footer = _read(end, body=BODY * 50)
    assert footer is not None
    assert len(briefing.blocks) - footer.first <= 25
    assert len(footer.span) <= 0.15 * len(briefing.text)


def test_a_feed_item_keeps_its_footer_when_it_is_written_and_read_again() -> None:
    from reader.importers.html_file import convert_html

    page = f"""<!doctype html><p><a href="https://x.example/w">View in browser</a></p><h1>Wafers</h1>{BODY}
        <p>You are receiving this because you signed up.</p>
        <p><a href="https://x.example/u">Unsubscribe</a> | 1 Main St, Springfield</p>"""
    text, _ = convert_html(page, lambda address: address)
    written = import_briefing(text.encode(), "2026/05/wafers.md")
    kept, read = find_footer(written), find_footer(import_briefing(page.encode(), "wafers.html"))
    assert kept is not None
    assert read is not None
    assert kept.topics == read.topics == ("unsubscribe", "web version", "why it came", "address")
    assert kept.span.of(written.text).startswith("View in browser")


def test_hostile_blocks_take_no_time() -> None:
    import time

    ends = [
        "unsubscribe " + "a" * 580,
        "unsubscribe " + "1 a " * 140,
        "you " * 140 + "unsubscribe",
        "x@" * 290 + " unsubscribe",
    ]
    begun = time.process_time()
    for end in ends:
        _, _ = _read("\n\n".join([end] * 25), body=BODY * 40)
    assert time.process_time() - begun < 3
