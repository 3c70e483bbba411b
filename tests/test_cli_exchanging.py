"""The subcommands export, import, verify, undo and redo, as a script meets them."""

import json
from pathlib import Path

from tests.test_cli import Run, folder, run  # noqa: F401


def test_what_one_machine_exported_another_one_imports(run: Run, tmp_path: Path) -> None:  # noqa: F811
    made = run("tag", "w19.md", "+hbm", "+supply/hbm", "--quote", "HBM supply", library=None)
    assert made.status == 1, "a file that is not there"
    number = next(row["id"] for row in run("list", "--json").json if row["title"] == "Memory Weekly 19")
    run("tag", number, "+hbm", "--quote", "HBM supply")
    run("bookmark", number, "--note", "ask")
    target = tmp_path / "out.json"
    result = run("export", "--format", "json", "--output", str(target))
    assert (result.status, result.out) == (0, "")
    assert json.loads(target.read_text()) == run("export", "--format", "json").json
    refused = run("export", "--format", "csv", "--output", str(target))
    assert refused.status == 1
    assert "--force" in refused.err
    assert run("import", str(target), "--json").json == {"added": 0, "updated": 0, "same": 2, "refused": []}
    assert run("undo").out.startswith("Undone: Bookmarked Memory Weekly 19")
    assert run("import", str(target), "--json").json == {"added": 1, "updated": 0, "same": 1, "refused": []}
    assert "1 added, 0 updated" in run("undo", "--json").json["change"]
    assert run("redo").status == 0
    assert run("redo").status == 1
    assert len(run("annotations", "--json").json) == 2
    assert len(run("export", "--format", "json", "has:bookmark").json["annotations"]) == 1


def test_what_was_deleted_since_comes_back_only_when_asked_for(run: Run, tmp_path: Path) -> None:  # noqa: F811
    number = next(row["id"] for row in run("list", "--json").json if row["title"] == "Memory Weekly 19")
    run("tag", number, "+hbm")
    target = tmp_path / "out.json"
    run("export", "--format", "json", "--output", str(target))
    run("tag", number, "-hbm")
    again = run("import", str(target))
    assert again.out.startswith("0 added, 0 updated, 0 the same")
    assert "1 deleted here since; --restore brings them back" in again.err
    assert run("annotations", "--json").json == []
    assert "deleted" in run("export", "--format", "json").json
    assert run("import", str(target), "--restore", "--json").json["added"] == 1
    assert [row["tags"] for row in run("annotations", "--json").json] == [["hbm"]]


def test_a_folder_of_markdown(run: Run, tmp_path: Path) -> None:  # noqa: F811
    number = next(row["id"] for row in run("list", "--json").json if row["title"] == "Memory Weekly 19")
    run("bookmark", number, "--quote", "TSMC builds in Japan")
    target = tmp_path / "notes"
    assert run("export", "--format", "markdown", "--output", f"{target}/").status == 0
    (file,) = target.iterdir()
    assert "> TSMC builds in Japan" in file.read_text()
    assert run("export", "--format", "csv", "--output", str(target)).status == 1
    assert "> TSMC builds in Japan" in run("export", "--format", "markdown").out
    assert "\u240d" not in run("export", "--format", "csv").out


def test_verify_fails_when_words_are_gone(run: Run, folder: Path) -> None:  # noqa: F811
    number = next(row["id"] for row in run("list", "--json").json if row["title"] == "Memory Weekly 19")
    run("bookmark", number, "--quote", "TSMC builds in Japan")
    assert run("verify", "--json").json == {"checked": 1, "wrong": [], "absent": 0}
    for file in folder.glob("w19*.md"):
        file.write_text(file.read_text().replace("TSMC builds in Japan.", "Nothing is built."))
    result = run("verify", "--json")
    assert result.status == 1
    (wrong,) = json.loads(result.out)["wrong"]
    assert set(wrong) == {"id", "reason"}
    assert run("verify").out.splitlines()[-1] == "1 of 1 annotation wrong"


def test_a_hostile_file_says_where(run: Run, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "hostile.json"
    file.write_text(json.dumps([{"id": "\x1b[2J"}, 3]))
    result = run("import", str(file), "--json")
    assert result.status == 1
    refused = json.loads(result.out)
    assert [row["reason"].partition(":")[0] for row in refused["refused"]] == ["annotation 1", "annotation 2"]
    assert "\x1b" not in result.out + result.err
    assert run("import", str(tmp_path / "none.json")).status == 1


def test_tags_are_changed_everywhere(run: Run) -> None:  # noqa: F811
    numbers = [row["id"] for row in run("list", "--json").json if not row["warnings"]]
    for number in numbers:
        run("tag", number, "+supply", "+supply/hbm")
    assert run("tags", "rename", "supply", "stock").out == f"Renamed #supply to #stock: {len(numbers)} annotations\n"
    tags = [{"tag": tag, "count": len(numbers)} for tag in ("stock", "stock/hbm")]
    assert run("tags", "--json").json == tags
    assert run("tags", "delete", "stock", "--json").json == {"changed": len(numbers)}
    assert run("tags", "--json").json == []
    assert run("undo").status == 0
    assert run("tags", "--json").json == tags
    assert "there is no tag #none" in run("tags", "merge", "none", "stock").err
    assert run("tags", "rename", "stock").status == 2
