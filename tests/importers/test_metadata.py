"""Titles, dates, labels and the rest: which source counts, and what counts as one."""

from datetime import date

import pytest

from reader.domain.briefing import Metadata, Provenance
from reader.importers.dates import find_days
from reader.importers.labels import read_title
from tests.importers.looking import read

DAYS: dict[str, tuple[str, str]] = {
    "2026-05-09": ("2026-05-09", ""),
    "2020-12-2": ("2020-12-02", ""),
    "2026/5/9": ("2026-05-09", ""),
    "2026.05.09": ("2026-05-09", ""),
    "2026-05-09T23:30:00-08:00": ("2026-05-09", ""),
    "2026-05-09 23:30 +0900": ("2026-05-09", ""),
    "May 9, 2026": ("2026-05-09", ""),
    "May 9th 2026": ("2026-05-09", ""),
    "Sept. 9, 2026": ("2026-09-09", ""),
    "9 May 2026": ("2026-05-09", ""),
    "9th of May, 2026": ("2026-05-09", ""),
    "Sat, 09 May 2026 10:00:00 +0800": ("2026-05-09", ""),
    "2026年5月9日": ("2026-05-09", ""),
    "2026년 5월 9일": ("2026-05-09", ""),
    "05.09.2026": ("2026-09-05", ""),
    "Version 10.45.2026": ("", ""),
    "9. Mai 2026": ("2026-05-09", ""),
    "Freitag, 22. März 2024": ("2024-03-22", ""),
    "3. August 2024": ("2024-08-03", ""),
    "le 1er août 2022": ("2022-08-01", ""),
    "15 de enero de 2024": ("2024-01-15", ""),
    "7 dicembre 2023": ("2023-12-07", ""),
    "2 de março de 2024": ("2024-03-02", ""),
    "4 maart 2024": ("2024-03-04", ""),
    "31. Juni 2024": ("", "31. Juni 2024"),
    "5 marines 2024": ("", ""),
    "05/09/2026": ("", ""),
    "2024": ("", ""),
    "May 2026": ("", ""),
    "2022-02-29": ("", "2022-02-29"),
    "2026-13-45": ("", "2026-13-45"),
    "1.2.3": ("", ""),
    "192.168.10.20": ("", ""),
    "20260509": ("", ""),
    "12026-05-091": ("", ""),
}


@pytest.mark.parametrize("words", DAYS)
def test_days(words: str) -> None:
    search = find_days(words)
    assert (search.day.first.isoformat() if search.day else "", search.impossible) == DAYS[words]


RANGES: dict[str, str] = {
    "2026-05-03~2026-05-09": "2026-05-03/2026-05-09",
    "2026-05-03 – 2026-05-09": "2026-05-03/2026-05-09",
    "2026-05-03 to 2026-05-09": "2026-05-03/2026-05-09",
    "2026.05.03-2026.05.09": "2026-05-03/2026-05-09",
    "2026.05.03-05.09": "2026-05-03/2026-05-09",
    "2025-12-28 to 01-03": "2025-12-28/2026-01-03",
    "May 3-9, 2026": "2026-05-03/2026-05-09",
    "April 28 – May 4, 2026": "2026-04-28/2026-05-04",
    "3 to 9 May 2026": "2026-05-03/2026-05-09",
    "28 Dec – 3 Jan 2026": "2025-12-28/2026-01-03",
    "28 Dec 2025 – 3 Jan 2026": "2025-12-28/2026-01-03",
    "6. bis 12. Februar 2023": "2023-02-06/2023-02-12",
    "Semaine du 6 au 12 février 2023": "2023-02-06/2023-02-12",
    "del 29 de enero al 4 de febrero de 2024": "2024-01-29/2024-02-04",
    "30. Dezember – 5. Januar 2024": "2023-12-30/2024-01-05",
    "12. bis 6. Februar 2023": "",
    "2026-05-09~2026-05-03": "",
    "2026-05-03, 2026-05-09": "",
    "May 3-45, 2026": "",
}


@pytest.mark.parametrize("words", RANGES)
def test_ranges(words: str) -> None:
    found = find_days(words).range
    assert (f"{found.first}/{found.last}" if found else "") == RANGES[words]


TITLES: dict[str, tuple[str | None, str | None, str | None, str]] = {
    "Chip Letter Issue 12: The HBM race": ("Chip Letter", "Issue 12", "12", ""),
    "Chip Weekly #12": ("Chip Weekly", "#12", "12", ""),
    "Memory Monitor (No. 4)": ("Memory Monitor", "No. 4", "4", ""),
    "Chips Vol. 3 No. 4 | Foo": ("Chips", "Vol. 3 No. 4", "4", ""),
    "Chips Vol. 3": ("Chips", "Vol. 3", None, ""),
    "SemiWeek: Week 19, 2026": ("SemiWeek", "Week 19, 2026", None, ""),
    "SemiWeek 2026-W19": ("SemiWeek", "2026-W19", None, "2026-05-04/2026-05-10"),
    "Foundry Tracker Q1 2026": ("Foundry Tracker", "Q1 2026", None, "2026-01-01/2026-03-31"),
    "Monthly Outlook May 2026": ("Monthly Outlook", "May 2026", None, "2026-05-01/2026-05-31"),
    "Weekly Report for 3-9 May 2026": ("Weekly Report", None, None, "2026-05-03/2026-05-09"),
    "Daily Brief – 9 May 2026": ("Daily Brief", None, None, "2026-05-09"),
    "Parts Weekly #150 / Wafers, Masks": ("Parts Weekly", "#150", "150", ""),
    "Chip-Rundbrief Nr. 7": ("Chip-Rundbrief", "Nr. 7", "7", ""),
    "Chip-Rundbrief, Ausgabe 7": ("Chip-Rundbrief", "Ausgabe 7", "7", ""),
    "Wochenbericht KW 12/2024": ("Wochenbericht", "KW 12/2024", None, "2024-03-18/2024-03-24"),
    "Speicherpreise 2024-KW12": ("Speicherpreise", "2024-KW12", None, "2024-03-18/2024-03-24"),
    "KW 03: Was geschah": (None, "KW 03", None, ""),
    "Rundbrief März 2024": ("Rundbrief", "März 2024", None, "2024-03-01/2024-03-31"),
    "Wochenbericht vom 6. bis 12. Februar 2023": ("Wochenbericht", None, None, "2023-02-06/2023-02-12"),
    "Preise seit März 2024": (None, None, None, ""),
    "Lettre de veille n° 12": ("Lettre de veille", "n° 12", "12", ""),
    "Revue de presse du 1er août 2022": ("Revue de presse", None, None, "2022-08-01"),
    "Boletín semanal – mayo de 2024": ("Boletín semanal", "mayo de 2024", None, "2024-05-01/2024-05-31"),
    "Boletín semanal, 15 de enero de 2024": ("Boletín semanal", None, None, "2024-01-15"),
    "Boletín semanal núm. 8": ("Boletín semanal", "núm. 8", "8", ""),
    "반도체 뉴스레터 제12호": ("반도체 뉴스레터", "제12호", "12", ""),
    "Foundry Group Meeting 2026-05-09": ("Foundry Group Meeting", None, None, "2026-05-09"),
    "《芯片月报》第 02 期": ("芯片月报", "第 02 期", "02", ""),
    "Spring 1994": (None, "Spring 1994", None, ""),
    "The thaw of Spring 1994": (None, None, None, ""),
    "芯片周刊（第 140 期）：谁在招人？": ("芯片周刊", "第 140 期", "140", ""),
    "芯片周刊第9期": ("芯片周刊", "第9期", "9", ""),
    "半導体ニュース 第12号": ("半導体ニュース", "第12号", "12", ""),
    "第一次": (None, None, None, ""),
    "The No. 1 foundry": (None, None, None, ""),
    "Why it is #1 in foundry": (None, None, None, ""),
    "Prices since March 2024": (None, None, None, ""),
    "The attack on 9 May 2026": (None, None, None, ""),
    "Expansion and Policy in 2024: New Developments": (None, None, None, ""),
    "Llama 3.1 8B and GPT-4": (None, None, None, ""),
}


@pytest.mark.parametrize("title", TITLES)
def test_parts_of_a_title(title: str) -> None:
    parts = read_title(title)
    days = f"{parts.days.first}/{parts.days.last}" if parts.days else str(parts.day.first) if parts.day else ""
    assert (parts.series, parts.label, parts.number, days) == TITLES[title]


def metadata_of(fields: str, body: str = "body\n", path: str = "x.md") -> Metadata:
    return read(f"---\n{fields}\n---\n{body}", path).metadata


SUBJECTS: dict[str, tuple[str, ...]] = {
    "tags: [a, B, b, 'c d']": ("a", "B", "c d"),
    "tags: urgent": ("urgent",),
    "tags: a, b; c": ("a", "b", "c"),
    "tags: '#hbm #euv'": ("hbm", "euv"),
    "tags: null": (),
    "category: 5a88e1afbd6dca0d5f0d306c\ntags: [2026, deadbeef]": ("2026", "deadbeef"),
    "tags:": (),
    "tags: a\ntopics: [b]\ncategories: c\nkeywords: [a, d]": ("a", "b", "c", "d"),
    "tags: [{name: a}, {x: y}]": ("a",),
}


@pytest.mark.parametrize("fields", SUBJECTS)
def test_subjects(fields: str) -> None:
    metadata = metadata_of(fields)
    assert metadata.subjects == SUBJECTS[fields]
    assert ("subjects" in metadata.origins) == bool(metadata.subjects)


def test_fields_of_text() -> None:
    metadata = metadata_of(
        "headline: H\nauthors: [A, {name: B}]\nsite_name: S\nseries: R\nissue: 12\nlang: en\nurl: http://x\nid: 0755"
    )
    assert (metadata.title, metadata.creator, metadata.publisher) == ("H", "A, B", "S")
    assert (metadata.series, metadata.number, metadata.language) == ("R", "12", "en")
    assert (metadata.source, metadata.identifier) == ("http://x", "0755")
    assert set(metadata.origins.values()) == {Provenance.FRONT_MATTER}


SERIES: dict[str, tuple[str | None, str | None, str | None]] = {
    "title: Chip Weekly 2026-W19": ("Chip Weekly", "2026-W19", None),
    "title: This Week 144\nnumber: 144": ("This Week", None, "144"),
    "title: Made in 1144\nnumber: 144": (None, None, "144"),
    "title: A Story": (None, None, None),
}


@pytest.mark.parametrize("fields", SERIES)
def test_series_in_the_title_of_front_matter(fields: str) -> None:
    metadata = metadata_of(fields)
    assert (metadata.series, metadata.label, metadata.number) == SERIES[fields]
    assert set(metadata.origins.values()) == {Provenance.FRONT_MATTER}


DATED: dict[str, tuple[str, str, str, str, Provenance]] = {
    "front matter": (
        "date: 2026-01-02",
        "# T\n\nMay 9, 2026\n",
        "2024-05-01-x.md",
        "2026-01-02",
        Provenance.FRONT_MATTER,
    ),
    "other keys": ("published_at: 2026-01-02", "b", "x.md", "2026-01-02", Provenance.FRONT_MATTER),
    "a path key": ("path: /2019/07/14/foo", "b", "x.md", "2019-07-14", Provenance.FRONT_MATTER),
    "the text's head": ("a: b", "# T\n\n*May 9, 2026*\n\nbody\n", "2024-05-01-x.md", "2026-05-09", Provenance.TEXT),
    "a heading under the title": (
        "a: b",
        "# T\n\n## Saturday, 9 May 2026\n\nbody\n",
        "x.md",
        "2026-05-09",
        Provenance.TEXT,
    ),
    "a diary": ("a: b", "# T\n\n## 9 May 2026\n\nbody\n\n## 8 May 2026\n\nb\n", "x.md", "", Provenance.UNKNOWN),
    "the title": ("a: b", "# Daily Brief, 9 May 2026\n\nbody\n", "x.md", "2026-05-09", Provenance.TEXT),
    "the file's name": ("a: b", "# T\n\nbody\n", "2024-05-01-x.md", "2024-05-01", Provenance.FILE_NAME),
    "the file's name, compact": ("a: b", "b", "20250202.txt", "2025-02-02", Provenance.FILE_NAME),
    "the folder of an index file": ("a: b", "b", "notes/2024-05-01-x/index.md", "2024-05-01", Provenance.FILE_NAME),
    "an impossible day": ("date: 2022-02-29", "b", "2024-05-01.md", "2024-05-01", Provenance.FILE_NAME),
    "a date in prose": ("a: b", "It was signed on May 9, 2026, " + "and so on " * 20, "x.md", "", Provenance.UNKNOWN),
    "a year in a title": ("a: b", "# Outlook 2024\n\nbody\n", "x.md", "", Provenance.UNKNOWN),
}


@pytest.mark.parametrize("name", DATED)
def test_day_of_issue(name: str) -> None:
    fields, body, path, expected, origin = DATED[name]
    metadata = metadata_of(fields, body, path)
    assert (metadata.issued.isoformat() if metadata.issued else "", metadata.date_source) == (expected, origin)


PERIODS: dict[str, str] = {
    "period: 2026-05-03 to 2026-05-09": "2026-05-03/2026-05-09",
    "period: {start: 2026-05-03, end: 2026-05-09}": "2026-05-03/2026-05-09",
    "start_date: 2026-05-03\nend_date: 2026-05-09": "2026-05-03/2026-05-09",
    "week: 2026-W19": "2026-05-04/2026-05-10",
    "date: 2026-05": "2026-05-01/2026-05-31",
    "date: 2026-05-03/2026-05-09": "2026-05-03/2026-05-09",
    "period: last week": "",
}


@pytest.mark.parametrize("fields", PERIODS)
def test_period(fields: str) -> None:
    period = metadata_of(fields).period
    assert (f"{period.start}/{period.end}" if period else "") == PERIODS[fields]


def test_a_day_that_does_not_exist_is_said() -> None:
    assert read("---\ndate: 2022-02-29\n---\nbody\n").warnings == ("there is no day 2022-02-29: left out",)


def test_the_stated_range_wins_over_the_week() -> None:
    metadata = read("# News 2026-W19 (2026-05-03~2026-05-09)\n\nbody\n").metadata
    assert metadata.dates == (date(2026, 5, 3), date(2026, 5, 9))


def test_a_week_in_the_file_name() -> None:
    metadata = read("Just words here.\n", "chip-news-2026-w19.txt").metadata
    assert metadata.title == "Chip news 2026-w19"
    assert (metadata.label, metadata.origins["label"]) == ("2026-W19", Provenance.FILE_NAME)
    assert metadata.dates == (date(2026, 5, 4), date(2026, 5, 10))


NAMES: dict[str, str] = {
    "market-wrap_may.md": "Market wrap may",
    "2024-05-01-x.md": "2024-05-01 x",
    "20250202.txt": "20250202",
    "notes/hbm-supply/index.md": "Hbm supply",
    "index.md": "Index",
    "/a/b/.md": ".md",
    "報告.txt": "報告",
    "bad\udcff\x1b[2J.md": "Bad\ufffd␛[2J",
}


@pytest.mark.parametrize("path", NAMES)
def test_a_title_from_the_file_name(path: str) -> None:
    metadata = read("just some words, and a comma.\n", path).metadata
    assert (metadata.title, metadata.origins["title"]) == (NAMES[path], Provenance.FILE_NAME)


def test_a_letter_goes_by_its_subject() -> None:
    metadata = read(
        "From: A. B. <a@b.example>\nTo: c@d.example\nSubject: HBM supply\nDate: 9 May 2026\n\nbody\n"
    ).metadata
    assert (metadata.title, metadata.creator, metadata.issued) == (
        "HBM supply",
        "A. B. <a@b.example>",
        date(2026, 5, 9),
    )
    assert metadata.subjects == ()


def test_the_subject_of_a_letter_that_was_sent_out_is_its_title() -> None:
    fields = "subject: 'Parts #7: wafers, masks'\npublish_date: '2026-05-09T12:00:00Z'\nslug: parts-7\ntags: issue"
    metadata = metadata_of(fields, "Hello.\n\n## Prices\n\nUp.\n")
    assert (metadata.title, metadata.number, metadata.subjects) == ("Parts #7: wafers, masks", "7", ("issue",))
    assert metadata.issued == date(2026, 5, 9)


def test_elsewhere_a_subject_is_what_a_text_is_about() -> None:
    assert metadata_of("subject: wafers, masks", "# Parts\n").subjects == ("wafers", "masks")
    titled = metadata_of("title: Parts\nsubject: wafers\nslug: parts", "body\n")
    assert (titled.title, titled.subjects) == ("Parts", ("wafers",))


@pytest.mark.parametrize("key", ["createdOn", "created_at", "publishedAt", "date-published", "Publish_Date"])
def test_the_day_of_issue_has_many_names(key: str) -> None:
    assert metadata_of(f"title: T\n{key}: '2026-05-09T19:03:49.000Z'").issued == date(2026, 5, 9)


@pytest.mark.parametrize(
    ("path", "issued"),
    {
        "entries/2026-05-13/fab-fire/index.md": "2026-05-13",
        "digests/2026-02-26/codex.md": "2026-02-26",
        "2026/05/13/fab-fire.md": "2026-05-13",
        "20260513/notes.txt": "2026-05-13",
        "2026/05/fab-fire.md": "",
        "2026-05-13/9/deep/notes.md": "",
        "2026-13-13/notes.md": "",
        "2026-05-13/2026-05-14.md": "2026-05-14",
    }.items(),
)
def test_the_day_that_a_folder_is_called_by(path: str, issued: str) -> None:
    metadata = read("A fab burned down.\n\nIt made wafers.\n", path).metadata
    assert (metadata.issued.isoformat() if metadata.issued else "") == issued
    if issued:
        assert metadata.date_source is Provenance.FILE_NAME


@pytest.mark.parametrize(
    ("path", "first"),
    {"monthly/2026-06.md": "2026-06-01", "outlook_2026-06.md": "2026-06-01", "2026-06-outlook.md": "2026-06-01",
     "report-2011-12.md": "", "v2026-06x.md": "", "2026-06-2.md": "2026-06-02"}.items(),
)  # fmt: skip
def test_the_month_of_a_files_name(path: str, first: str) -> None:
    metadata = read("Wafers were made.\n\nMany of them.\n", path).metadata
    assert (metadata.dates[0].isoformat() if metadata.dates else "") == first


@pytest.mark.parametrize(
    ("title", "label"),
    {"Radar — 2026-06": "2026-06", "Annual Report 2011-12": "", "存储月报 2026年6月": "2026年6月",
     "自2026年6月起涨价": "", "半導体通信 2026年6月号": "2026年6月号"}.items(),
)  # fmt: skip
def test_the_month_of_a_title(title: str, label: str) -> None:
    parts = read_title(title)
    assert (parts.label or "") == label
    assert (parts.days is not None) == bool(label)


def test_a_week_that_begins_a_title() -> None:
    assert read_title("2026-W19 digest").label == "2026-W19"
    assert read_title("What 2026-W19 brought").label is None


def test_a_series_without_spaces() -> None:
    assert read_title("芯片简报 2026-08-05").series == "芯片简报"
    assert read_title("半導体ニュース 2026年8月5日").series == "半導体ニュース"
    assert read_title("台積電 2026-08-05").series is None


@pytest.mark.parametrize(
    "field", ["sent_at", "sentAt", "send-date", "timestamp", "releaseDate", "discovered_at", "published_time"]
)
def test_the_many_names_of_the_day(field: str) -> None:
    briefing = read(f"---\ntitle: Nine\n{field}: 2026-05-09T23:00:00Z\nupdated_at: 2026-06-01\n---\nWords.\n")
    assert briefing.metadata.issued == date(2026, 5, 9)


def test_the_day_of_an_event_is_not_that_of_the_issue() -> None:
    assert read("# Fab news\n\nThe line stopped on 2026-05-12.\n\nIt runs again.\n").metadata.issued is None
    assert read("# Fab news\n\nPublished on 2026-05-12\n\nIt runs.\n").metadata.issued == date(2026, 5, 12)


@pytest.mark.parametrize(
    ("title", "series", "number"),
    [
        ("This Week In Wafers 47", "This Week In Wafers", "47"),
        ("The Memory Newsletter - 10", "The Memory Newsletter", "10"),
        ("Chip Digest 1204", "Chip Digest", "1204"),
        ("Chip Digest 2025", None, None),
        ("Fab 18", None, None),
        ("Nvidia ships the H100 in week 12", None, None),
        ("Weekly review of Fab 18", None, None),
        ("Daily Brief 2026-05-09", "Daily Brief", None),
    ],
)
def test_a_number_behind_the_name_of_a_series(title: str, series: str | None, number: str | None) -> None:
    parts = read_title(title)
    assert (parts.series, parts.number) == (series, number)


DAYS_OF_NAMES: dict[str, str] = {
    "weekly-2026-05-16": "2026-05-16",
    "Atlas-Brief-2026.05.16-main": "2026-05-16",
    "memory_weekly_2026_05_16": "2026-05-16",
    "2026 5 6 brief": "2026-05-06",
    "brief-20260516": "2026-05-16",
    "16-05-2026-brief": "2026-05-16",
    "05.09.2026": "2026-09-05",
    "05-05-2016-issue-21": "2016-05-05",
    "5-9-2026": "",
    "10-2026-05-16": "2026-05-16",
    "model-2026-13-40": "",
    "may-12-2023-brief": "2023-05-12",
    "weekly-12-may-2023": "2023-05-12",
    "newsletter_12_january2021": "2021-01-01/2021-01-31",
    "2021-january": "2021-01-01/2021-01-31",
    "report_may_2026": "2026-05-01/2026-05-31",
    "dismay-2026": "",
    "v2.2026.5": "",
    "2026-05-03_2026-05-09": "2026-05-03/2026-05-09",
    "brief-2026-05-03--2026-05-09": "2026-05-03/2026-05-09",
}


@pytest.mark.parametrize("name", DAYS_OF_NAMES)
def test_the_day_of_a_files_name(name: str) -> None:
    metadata = read("Wafers were made.\n\nMany of them.\n", f"inbox/{name}.md").metadata
    issued = metadata.issued.isoformat() if metadata.issued else ""
    period = f"{metadata.period.start}/{metadata.period.end}" if metadata.period else ""
    assert (period or issued) == DAYS_OF_NAMES[name]


@pytest.mark.parametrize(
    ("name", "number"),
    {"2016-05-05-issue-21": "21", "newsletter_10": "10", "No. 7": "7", "tissue-21": None, "issue-2016-05-05": None,
     "issue-21b": None, "2016-05-05": None}.items(),
)  # fmt: skip
def test_the_number_of_a_files_name(name: str, number: str | None) -> None:
    metadata = read("Wafers were made.\n\nMany of them.\n", f"inbox/{name}.md").metadata
    assert metadata.number == number
    assert read("# Chip Letter #9\n\nWords.\n", f"inbox/{name}.md").metadata.number == "9"


def test_what_a_title_is_made_of_is_no_series() -> None:
    metadata = read("---\ntitle: ! 'Issue #5'\n---\nWords.\n").metadata
    assert (metadata.series, metadata.label, metadata.number) == (None, "Issue #5", "5")


def test_terms_that_stand_in_a_table_of_their_own() -> None:
    source = '+++\ntitle = "Nine"\n[taxonomies]\ntags = ["hbm", "cowos"]\nauthor = ["Mei Lin"]\n+++\nWords.\n'
    metadata = read(source).metadata
    assert (metadata.subjects, metadata.creator) == (("hbm", "cowos"), "Mei Lin")


@pytest.mark.parametrize("line", ["Issue 12", "9 May 2026", "Spring 2026", "May 3-9, 2026"])
def test_a_line_that_says_which_issue_makes_the_title_a_series(line: str) -> None:
    assert read(f"# Memory Weekly\n\n{line}\n\nPrices rose.\n").metadata.series == "Memory Weekly"
    assert read(f"# Memory prices rise\n\n{line}\n\nAll of them did.\n").metadata.series is None
    assert read("# Memory Weekly\n\nPrices rose in Issue 12 of it.\n").metadata.series is None


def test_a_masthead_names_its_series() -> None:
    body = "Prices of memory rose again in the last quarter, said three makers of chips."
    found = read(f"CHIP QUARTERLY REVIEW           Spring 1994\n\n{body}\n", "x.txt").metadata
    assert (found.title, found.series, found.label) == ("CHIP QUARTERLY REVIEW",) * 2 + ("Spring 1994",)
