"""The letters of a digest are sections, each called by its subject."""

from tests.importers.looking import kinds, lines, read, sections

DIGEST = """\
Chip List Digest, Vol 3, Issue 7

Topics today:

   1. Prices of memory (A. Reader)
   2. A new fab (B. Writer)

----------------------------------------------------------------------

Message: 1
Date: Mon, 4 May 2026 10:00:00 +0200
From: A. Reader <a@list.example>
Subject: [chips] Prices of memory and of
\tlogic
Message-ID: <1@list.example>

Prices rose again in the last week, said three makers of chips in Asia
who asked not to be named.

------------------------------

Date: 5 May 2026
From: b@list.example (B. Writer)
Subject: A new fab

A fab will be built in Saxony, and it will be opened in the next year,
its owner said.

------------------------------

End of the digest
"""


def test_items_are_called_by_their_subjects() -> None:
    briefing = read(DIGEST, "digest.txt")
    assert sections(briefing) == [
        (1, "Chip List Digest, Vol 3, Issue 7"),
        (2, "[chips] Prices of memory and of logic"),
        (2, "A new fab"),
    ]
    assert (briefing.metadata.title, briefing.metadata.number) == ("Chip List Digest, Vol 3, Issue 7", "7")


def test_the_rest_of_a_head_is_one_paragraph_below() -> None:
    briefing = read(DIGEST, "digest.txt")
    found = kinds(briefing)
    index = next(index for index, block in enumerate(found) if block[2] == "A new fab")
    assert found[index + 1] == ("paragraph", 0, "Date: 5 May 2026\nFrom: b@list.example (B. Writer)")
    assert lines(briefing)[index] == 22
    assert lines(briefing) == sorted(lines(briefing))


def test_the_first_subject_is_no_title() -> None:
    briefing = read(DIGEST.replace("Chip List Digest, Vol 3, Issue 7", "Send letters for the list to\nchips@x.example"))
    assert briefing.metadata.title == "X"


def test_a_subject_alone_is_text() -> None:
    source = "Notes\n\nSubject: none was given, and none will be for as long as it rains in the whole of the land.\n"
    assert sections(read(source, "x.txt")) == [(1, "Notes")]


def test_a_head_in_a_document_with_headings_stays() -> None:
    source = "# Notes\n\nFrom: a\nSubject: b\n\n## More\n\nText.\n"
    assert sections(read(source)) == [(1, "Notes"), (2, "More")]
