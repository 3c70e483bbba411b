"""How much of a processor, and how many items, one source gets; that patience with one host costs no other its time."""

import asyncio
import re
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from reader.domain.scrub import SafeText
from reader.domain.source import Source
from reader.importers.html_file import convert_html
from reader.services.guarding import guarding
from reader.sources.errors import SourceError
from reader.sources.feed_parts import PART, cut_feed
from reader.sources.feeds import read_feed, without_declarations
from reader.sources.fetching import Fetcher, Limits
from reader.sources.mail import read_letter
from reader.sources.opml import read_opml
from tests.sources.letters import letter, mbox, multipart, numbered
from tests.sources.rounds import Rounds
from tests.sources.server import Reply, Site
from tests.sources.test_feeds import item, rss

SECONDS = 5
"""Of a processor, for what takes a hundredth of that where it is read as it should be, and minutes where it is not."""


def _work() -> None:
    while True:
        re.match(r"(a|aa)+$", "a" * 60 + "b")


def _swallow() -> None:
    while True:
        try:
            _work()
        except Exception:  # as many a parser does
            continue


@pytest.mark.parametrize("work", [_work, _swallow])
def test_who_reads_for_ever_is_interrupted(work: object) -> None:
    assert callable(work)
    begun = time.process_time()
    with pytest.raises(SourceError, match=r"cannot be read within 0\.2 s"), guarding(0.2):
        work()
    assert time.process_time() - begun < 1
    with guarding(0.2):
        pass
    _spin(0.5)  # nothing is interrupted behind the block


def _spin(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_waiting_is_no_work() -> None:
    with guarding(0.05):
        time.sleep(0.2)


def test_whatever_breaks_within_is_an_error_of_the_source() -> None:
    with pytest.raises(SourceError, match="ZeroDivisionError"), guarding():
        print(1 / 0)
    with pytest.raises(SourceError, match="^no feed$"), guarding():
        raise SourceError("no feed")


def test_in_another_thread_it_reads_on() -> None:
    found: list[str] = []

    def work() -> None:
        with guarding(0.01):
            _spin(0.1)
            found.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == ["done"]


HARD = {
    "declarations without end": lambda: len(without_declarations(b"<rss>" + b"<!ENTITY " * 200_000)),
    "a tag of many attributes": lambda: len(convert_html(f"<p {' '.join(f'a{n}=1' for n in range(300_000))}>x", str)),
    "attributes without spaces": lambda: len(
        convert_html("<p " + "".join(f"a{n}='>'" for n in range(300_000)) + ">x", str)
    ),
    "a charset that is none": lambda: len(
        read_letter(letter("a" * 10**6 + "-" + "a" * 10**6, Content_Type="text/plain; charset=punycode")).body
    ),
    "a grammar in OPML": lambda: len(
        read_opml(b"<!DOCTYPE o [" * 100_000 + b"]><opml><body><outline xmlUrl='http://x.example/'/></body></opml>")
    ),
}


@pytest.mark.parametrize("name", HARD)
def test_what_grew_with_the_square_of_its_size(name: str) -> None:
    begun = time.process_time()
    with suppress(SourceError):
        assert HARD[name]()
    assert time.process_time() - begun < SECONDS


def test_a_tag_of_many_attributes_hides_nothing() -> None:
    few = " ".join(f"data-{number}='words'" for number in range(400))
    assert convert_html(f"<p>One <b {few}>two</b> {'x' * 10_000} three.", str)[0].startswith("One **two** xxx")
    many = " ".join(f"word{number}" for number in range(2_000))
    text = convert_html(f"<p>One</p><p {many}>two</p><script>if (a<b {many}) c</script><p>three</p>", str)[0]
    assert text.startswith("One\n")
    assert text.endswith("two\n\nthree\n")
    assert "word1999" in text


def test_parts_that_unpack_to_more_than_they_are() -> None:
    bomb = "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n" + "M\n" * 100_000
    item_ = read_letter(multipart("\n\nPlain words.\n", bomb))
    assert item_.body == "Plain words.\n"
    assert len(item_.notes) == 1


def test_a_sender_of_comments_within_comments() -> None:
    assert read_letter(letter(From="(" * 15_000)).body == "HBM supply is tight.\n"


@pytest.mark.parametrize("size", [600_000, 1_100_000], ids=["here", "in another process"])
def test_a_letter_that_is_read_for_ever_stops_no_other(tmp_path: Path, size: int) -> None:
    hard = letter("> - \n" * size, Subject="Hard", Message_ID="<hard@x>")
    (tmp_path / "box").write_bytes(mbox(numbered(1), hard, numbered(2)))
    result = Rounds(tmp_path, Limits(reading=1)).run(Source(SafeText("Mail"), path="box"))["Mail"]
    assert (result.added, result.notes) == (2, ("cannot be read within 1 s",))


def test_a_hundred_thousand_items_in_one_round(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.sources.feeds.MOST_ITEMS", PART)
    site.replies["/feed"] = Reply(rss(*(item(number) for number in range(100_000))))
    rounds = Rounds(tmp_path)
    result = rounds.run(Source(SafeText("Letter"), url=site.url("/feed")))["Letter"]
    assert (result.added, result.notes) == (PART, (f"only the first {PART} items are read",))
    assert len(rounds.files) == PART


def test_a_feed_that_is_cut_expands_no_hidden_entity() -> None:
    start = '<!DO<!DOCTYPE>CTYPE r [<!ENT<!ENT<!ENTITY z "">ITY y "">ITY l "hahaha">]>'
    data = rss(*(item(number, description="&l; words") for number in range(PART + 1)), declaration=start)
    bodies = [one.body for part in cut_feed(data, large=0) for one in read_feed(part, "https://x.example/").items]
    assert bodies
    assert not [body for body in bodies if "haha" in body]


def test_waiting_for_a_turn_does_not_count(site: Site) -> None:
    site.pause = 0.4
    limits = Limits(whole=1.5, per_host=1)
    for number in range(6):
        site.replies[f"/{number}"] = Reply(b"words")

    async def work() -> list[object]:
        async with Fetcher(limits) as fetcher:
            asked = (fetcher.fetch(site.url(f"/{number}")) for number in range(6))
            return await asyncio.gather(*asked, return_exceptions=True)

    assert [answer for answer in asyncio.run(work()) if isinstance(answer, Exception)] == []


def test_who_waits_for_one_host_keeps_nobody_from_another(site: Site) -> None:
    site.pause = 0.5
    site.replies |= {"/slow": Reply(b"words"), "/other": Reply(b"words")}
    limits = Limits(at_once=2, per_host=1)
    order: list[str] = []

    async def ask(fetcher: Fetcher, address: str) -> None:
        await fetcher.fetch(address)
        order.append(address)

    async def work() -> None:
        async with Fetcher(limits) as fetcher:
            slow = [ask(fetcher, site.url("/slow")) for _ in range(4)]
            await asyncio.gather(*slow, ask(fetcher, site.url("/other").replace("127.0.0.1", "localhost")))

    asyncio.run(work())
    assert order.index(site.url("/other").replace("127.0.0.1", "localhost")) < 2
