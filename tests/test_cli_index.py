"""`reader index`: what it says, and what it leaves when it is killed or is not alone."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.paths import find_paths
from reader.services.lists import Lists
from reader.services.services import Services, open_services
from tests.services.indexes import check_soundness, differences, index_afresh, read_index
from tests.services.test_ingest import fill

FILES = 300


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFING_READER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def folder(home: Path, tmp_path: Path) -> Path:
    fill(tmp_path / "library", FILES)
    for number in range(0, FILES, 10):
        copy = tmp_path / "library" / "copies" / f"{number}.md"
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes((tmp_path / "library" / f"{number:04}.md").read_bytes())
    os.mkfifo(tmp_path / "library" / "pipe.md")
    return tmp_path / "library"


def line(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "reader", "--library", str(folder), *words]


def run(folder: Path, *words: str) -> Any:
    """Run a subcommand to its end; its JSON. Nothing is told but that nothing fits."""
    done = subprocess.run(line(folder, *words, "--json"), capture_output=True, text=True, timeout=100)
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "" if found else f"reader: no briefing fits: {words[-1]}\n")
    return found


def open_index(folder: Path) -> Services:
    return open_services(find_paths(), [folder])


def check(folder: Path) -> None:
    """The index is sound and says what a new one says."""
    services = open_index(folder)
    lists: Lists = services.lists
    found = read_index(services.library, lists.word)
    assert differences(found, read_index(index_afresh([folder], lists), lists.word)) == {}
    assert services.library.notice == ""
    check_soundness(services.library.database)


def test_json_has_the_promised_fields(folder: Path) -> None:
    found = run(folder, "index")
    assert list(found) == ["briefings", "added", "changed", "removed", "failed", "seconds"]
    assert found["failed"] == [{"path": str(folder / "pipe.md"), "reason": "is a named pipe"}]
    assert (found["briefings"], found["added"], found["changed"], found["removed"]) == (FILES + 1, FILES + 31, 0, 0)
    assert found["seconds"] > 0
    (folder / "0001.md").unlink()
    (folder / "0002.md").write_text("# Other\n\nWords.\n")
    (folder / "new.md").write_text("# New\n\nWords.\n")
    again = run(folder, "index")
    assert [again[key] for key in ("briefings", "added", "changed", "removed", "failed")] == [FILES + 1, 1, 1, 1, []]
    rebuilt = run(folder, "index", "--rebuild")
    assert [rebuilt[key] for key in ("briefings", "added", "changed", "removed")] == [FILES + 1, FILES + 31, 0, 0]
    check(folder)


def test_people_are_told_what_was_done(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path / "few", 2)
    os.mkfifo(tmp_path / "few" / "pipe\x1b.md")
    assert main(["--library", str(tmp_path / "few"), "index"]) == 0
    captured = capsys.readouterr()
    assert captured.out == (
        "3 briefings: 3 added, 0 changed, 0 removed\n"
        f"cannot be read: {tmp_path / 'few' / 'pipe␛.md'}: is a named pipe\n"
    )
    assert captured.err == ""


def test_an_index_is_the_readers_alone(folder: Path, home: Path) -> None:
    run(folder, "index")
    (index,) = (home / "cache").glob("index-*.sqlite3")
    assert index.stat().st_mode & 0o777 == 0o600
    assert (home / "cache").stat().st_mode & 0o777 == 0o700


def test_each_choice_of_folders_has_an_index_of_its_own(home: Path, tmp_path: Path) -> None:
    for name, count in (("one", 2), ("two", 3)):
        fill(tmp_path / name, count, count * 100)
    assert run(tmp_path / "one", "index")["briefings"] == 2
    assert run(tmp_path / "two", "index")["briefings"] == 3
    assert run(tmp_path / "one", "index")["removed"] == 0
    assert len(list((home / "cache").glob("index-*.sqlite3"))) == 2


def list_family(number: int) -> list[int]:
    """A process and those that it has started, and they."""
    found = [number]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == number:
            found += list_family(int(folder.name))
    return found


def count_rows(home: Path) -> int:
    """How many rows the index has, as far as it is there."""
    from reader.storage.errors import IndexUnusable
    from reader.storage.index.database import Database

    for path in (home / "cache").glob("index-*.sqlite3"):
        database = Database(path)
        try:
            return int(database.ask("SELECT count(*) FROM briefings")[0][0])
        except IndexUnusable:
            return 0
        finally:
            database.close()
    return 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks up processes as Linux lists them")
def test_killed_at_any_moment_it_goes_on_where_it_was(folder: Path, home: Path) -> None:
    rng = random.Random()
    seed = rng.randrange(10**9)
    rng.seed(seed)
    families: list[int] = []
    kept = 0
    for attempt in range(10):
        # An update of so many files takes about two seconds, of which half a second is needed to begin.
        with subprocess.Popen(line(folder, "index"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(rng.uniform(0.1, 1.2 + attempt * 0.2))
            families += list_family(process.pid)
            process.send_signal(signal.SIGKILL)
        rows = count_rows(home)
        assert rows >= kept, seed
        kept = rows
        for number in rng.sample(range(FILES), 100):
            (folder / f"{number:04}.md").write_text(f"# Changed {attempt}\n\nNvidia sold {number} wafers.\n")
    end = time.monotonic() + 10
    while time.monotonic() < end and any(Path(f"/proc/{number}").exists() for number in families):
        time.sleep(0.05)
    assert not [number for number in families if Path(f"/proc/{number}").exists()]
    assert run(folder, "index")["briefings"] == len(run(folder, "list"))
    check(folder)


def test_two_at_once_both_succeed(folder: Path) -> None:
    started = [
        subprocess.Popen(line(folder, "index", "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in started:
        out, err = process.communicate(timeout=100)
        assert (process.returncode, err) == (0, "")
        assert json.loads(out)["briefings"] == FILES + 1
    check(folder)
    again = run(folder, "index")
    assert (again["added"], again["changed"], again["removed"]) == (0, 0, 0)


def test_one_that_rebuilds_and_others_that_ask_disturb_each_other_not(folder: Path) -> None:
    run(folder, "index")
    words: list[tuple[str, ...]] = [("index", "--rebuild"), ("list", "--json"), ("search", "wafers", "--json")] * 2
    started = [
        subprocess.Popen(line(folder, *some), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for some in words
    ]
    for some, process in zip(words, started, strict=True):
        out, err = process.communicate(timeout=100)
        assert (process.returncode, err) == (0, ""), some
        if "--json" in some:
            assert len(json.loads(out)) >= FILES, some
    run(folder, "index")
    check(folder)


def test_the_index_is_asked_as_it_is(folder: Path, home: Path) -> None:
    assert len(run(folder, "--as-is", "list")) == FILES + 1, "what was never indexed is indexed first"
    (folder / "new.md").write_text("# Quite new\n\nZebra crossing.\n")
    done = subprocess.run(line(folder, "--as-is", "search", "zebra", "--json"), capture_output=True, text=True)
    assert (json.loads(done.stdout), done.returncode) == ([], 0)
    assert len(run(folder, "--as-is", "list")) == FILES + 1
    assert len(run(folder, "search", "zebra")) == 1
    assert len(run(folder, "--as-is", "search", "zebra")) == 1


# Lists of what is in it.


def test_a_long_list_that_nobody_reads_on_ends_quietly(folder: Path) -> None:
    run(folder, "index")
    for words in (["list", "--json"], ["list"], ["search", "nvidia", "--json"]):
        with subprocess.Popen(line(folder, *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline() in (b"[\n", b"ID      DATE        WORDS  READ  TITLE\n")
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(30) in (0, 141)


def test_a_name_has_one_count_everywhere(home: Path, seeds: tuple[Path, ...]) -> None:
    folder = seeds[0].parent
    rows = run(folder, "entities", *map(str, seeds))
    names = sorted({entity["name"] for row in rows for entity in row["entities"] if entity["type"] == "company"})
    assert len(names) > 5
    for name in names[:8]:
        total = sum(entity["count"] for row in rows for entity in row["entities"] if entity["name"] == name)
        marked = sum(mention["entity"] == name for row in rows for mention in row["mentions"])
        dossier = run(folder, "dossier", name)
        assert dossier["total"] == total == marked, name
        found = run(folder, "list", f'entity:"{name}"')
        assert {row["id"] for row in found} >= {statement["id"] for statement in dossier["statements"]}
        services = open_index(folder)
        entity = services.library.find_entity(name)
        assert entity is not None
        assert services.library.totals([entity]) == {entity: total}


def test_a_pack_that_changes_is_looked_through_at_the_next_question(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "few"
    folder.mkdir()
    (folder / "note.md").write_text("# Note\n\nRates at BHL rose, says Quux of Zork Lines.\n")
    assert run(folder, "list", "entity:harbour") == []
    pack = home / "config" / "packs" / "ships.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text("type: company\nentities:\n  - {name: Blue Harbour Lines, aliases: [BHL]}\n")
    assert len(run(folder, "list", "entity:harbour")) == 1
    assert run(folder, "dossier", "BHL")["name"] == "Blue Harbour Lines"
    pack.write_text("type: company\nentities:\n  - {name: Baltic Haul, aliases: [BHL]}\n")
    assert run(folder, "list", "entity:harbour") == []
    assert run(folder, "dossier", "BHL")["total"] == 1
    pack.unlink()
    assert run(folder, "list", "entity:haul") == []
