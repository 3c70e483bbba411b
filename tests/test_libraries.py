"""The libraries that other tests and benchmarks stand on: the same every time, and like real ones."""

import math
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from statistics import fmean, median, stdev
from xml.etree import ElementTree

import pytest

from reader.importers.briefings import import_file
from tests.conftest import ROOT
from tests.libraries import DAYS, FIRST_DAY, MIX, WORDS, Facts, Form, list_facts, make_feed, make_library

COUNT = 1200
_WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)?")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of 1,200."""
    folder = tmp_path_factory.mktemp("libraries") / "all"
    make_library(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def facts() -> list[Facts]:
    """What is to be read of each."""
    return list(list_facts(COUNT))


def _read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _count_words(library: Path) -> list[int]:
    return [len(text.split()) for text in _read(library).values()]


def test_same_seed_and_count_give_the_same_bytes(tmp_path: Path) -> None:
    make_library(tmp_path / "here", 130, seed=3)
    command = [sys.executable, "-m", "tests.libraries", str(tmp_path / "there"), "130", "--seed", "3"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "7"}, check=True, capture_output=True)
    assert _read(tmp_path / "here") == _read(tmp_path / "there")


def test_another_seed_gives_another_library(tmp_path: Path) -> None:
    for seed in (0, 1):
        make_library(tmp_path / str(seed), 130, seed=seed)
    first, second = (set(_read(tmp_path / str(seed)).values()) for seed in (0, 1))
    assert not first & second


def test_writes_no_more_and_no_less(library: Path, facts: list[Facts], tmp_path: Path) -> None:
    files = _read(library)
    assert len(files) == COUNT
    assert files.keys() == {one.path for one in facts}
    assert make_library(tmp_path, 130) == sum(map(len, _read(tmp_path).values()))


def test_refuses_a_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    with pytest.raises(FileExistsError, match="not empty"):
        make_library(tmp_path, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.md"]


def test_folders_are_years_and_months(facts: list[Facts]) -> None:
    for one in facts:
        if one.first is None:
            assert re.fullmatch(r"(archive/)?undated/[^/]+", one.path)
        else:
            year, month = one.path.removeprefix("archive/").split("/")[:2]
            days = [one.first, one.last or one.first]
            assert (int(year), int(month)) in {(day.year, day.month) for day in days}


def test_days_are_spread_over_ten_years(facts: list[Facts]) -> None:
    days = [(one.first - FIRST_DAY).days for one in facts if one.first is not None and one.copy_of is None]
    assert -7 <= min(days) < 7
    assert DAYS - 14 < max(days) < DAYS
    years = Counter(day // 365 for day in days if 0 <= day < 3650)
    assert len(years) == 10
    assert min(years.values()) > 0.9 * max(years.values())


def test_forms_come_in_their_shares(facts: list[Facts], library: Path) -> None:
    files = _read(library)
    for form in Form:
        share = sum(one.form is form for one in facts) / COUNT
        assert share == pytest.approx(MIX.count(form) / len(MIX), abs=0.05)
    for one in facts:
        data = files[one.path]
        assert data.startswith(b"---\n") == (one.form is Form.FRONT_MATTER)
        assert one.path.endswith(".txt") == (one.form is Form.PLAIN)
        if one.form is Form.PLAIN:
            assert not re.search(rb"^#|\*\*|\]\(", data, re.MULTILINE)


def test_only_the_forms_that_were_asked_for() -> None:
    assert {one.form for one in list_facts(200, formats=[Form.PLAIN])} == {Form.PLAIN}


def test_copies_are_copies_and_nothing_else_is(library: Path, facts: list[Facts]) -> None:
    files = _read(library)
    copies = [one for one in facts if one.copy_of is not None]
    assert len(copies) == COUNT // 100
    for one in copies:
        assert one.copy_of is not None
        assert files[one.path] == files[one.copy_of]
    assert len(set(files.values())) == COUNT - len(copies)
    paragraphs = Counter(line for text in set(files.values()) for line in text.split(b"\n") if len(line) > 200)
    assert max(paragraphs.values()) == 1


def test_a_few_are_undated(facts: list[Facts]) -> None:
    undated = [one for one in facts if one.first is None]
    assert 0.015 * COUNT < len(undated) < 0.03 * COUNT
    assert not any(re.search(r"\d{4}", one.path.rpartition("-r")[0]) for one in undated)


def test_series_count_their_issues(facts: list[Facts]) -> None:
    issues: dict[str, list[Facts]] = {}
    for one in facts:
        if one.series is not None and one.number is not None and one.copy_of is None:
            issues.setdefault(one.series, []).append(one)
    assert len(issues) == COUNT // 60
    for each in issues.values():
        numbers = [int(one.number or 0) for one in each]
        assert numbers == sorted(set(numbers))
        days = [one.first for one in each if one.first is not None]
        assert days == sorted(days)
    assert sum(one.series is None for one in facts) == pytest.approx(COUNT / 6, rel=0.05)


def test_lengths_are_log_normal(library: Path) -> None:
    lengths = [len(data) for data in _read(library).values()]
    assert fmean(lengths) == pytest.approx(3100, rel=0.1)
    words = _count_words(library)
    assert fmean(words) == pytest.approx(WORDS, rel=0.08)
    logarithms = sorted(map(math.log, words))
    middle, spread = median(logarithms), stdev(logarithms)
    assert 0.4 < spread < 0.7
    assert fmean(logarithms) == pytest.approx(middle, abs=0.06)
    within = sum(abs(one - middle) < spread for one in logarithms) / len(logarithms)
    assert within == pytest.approx(0.68, abs=0.05)


@pytest.mark.parametrize("words", [60, 2000])
def test_length_is_as_asked(words: int, tmp_path: Path) -> None:
    make_library(tmp_path, 400, words=words)
    assert fmean(_count_words(tmp_path)) == pytest.approx(words, rel=0.4 if words < 100 else 0.1)


def test_words_follow_zipfs_law(library: Path) -> None:
    counts = Counter(word.lower() for text in _read(library).values() for word in _WORD.findall(text.decode()))
    by_rank = [count for _, count in counts.most_common()]
    total = sum(by_rank)
    assert counts["the"] / total == pytest.approx(0.03, abs=0.015)
    for low, high in ((10, 100), (100, 1000), (1000, 8000)):
        slope = math.log(by_rank[low - 1] / by_rank[high - 1]) / math.log(high / low)
        assert slope == pytest.approx(1, abs=0.3), (low, high)
    assert 20_000 < len(counts) < 60_000
    rare = sum(count == 1 for count in by_rank)
    assert rare > 0.1 * len(counts), "no word comes only once"


def test_briefings_have_what_briefings_have(library: Path) -> None:
    texts = [data.decode() for data in _read(library).values()]
    wanted = {
        "heading": r"^## ",
        "bullet": r"^- ",
        "bold": r"\*\*\w",
        "link": r"\]\(https://",
        "figure": r"\$\d|\d percent|\d%",
        "date": r"\d{4}-\d\d-\d\d|\d \w+ 20\d\d|\w+ \d+, 20\d\d",
        "real name": r"TSMC|Nvidia|Taiwan",
    }
    for what, pattern in wanted.items():
        share = sum(re.search(pattern, text, re.MULTILINE) is not None for text in texts) / len(texts)
        assert share > 0.3, what


def test_feed_holds_the_same_texts(library: Path, facts: list[Facts], tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    assert make_feed(feed, COUNT) == pytest.approx(feed.stat().st_size, abs=500)
    items = ElementTree.parse(feed).getroot().findall("channel/item")
    assert [item.findtext("title") for item in items] == [one.title for one in facts]
    assert len({item.findtext("guid") for item in items}) == COUNT
    assert [item.find("pubDate") is None for item in items] == [one.first is None for one in facts]
    for item, one in zip(items, facts, strict=True):
        text = item.findtext("description") or ""
        assert len(text) > 20
        assert (library / one.path).read_text(encoding="utf-8").endswith(text)


def test_reader_reads_it_rightly(library: Path, facts: list[Facts]) -> None:
    wrong: Counter[str] = Counter()
    for one in facts:
        metadata = import_file(library / one.path).metadata
        period = metadata.period
        found = {
            "title": metadata.title == one.title,
            "first": (period.start if period else metadata.issued) == one.first,
            "last": (period.end if period else metadata.issued) == one.last,
            "series": metadata.series == one.series,
            "number": metadata.number == one.number,
            "tags": metadata.subjects == one.tags,
        }
        wrong.update(name for name, is_right in found.items() if not is_right)
    assert not wrong
