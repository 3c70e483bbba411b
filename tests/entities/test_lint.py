"""Faults of packs are found, with file and line."""

from pathlib import Path

import pytest

from reader.entities.lint import check_packs
from reader.entities.packs import shipped_packs


def test_the_shipped_packs_have_no_faults() -> None:
    assert check_packs(shipped_packs()) == ()


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        (
            ["- Quixo", "- {name: Brenmoor, aliases: [QUIXO]}"],
            3,
            "'QUIXO' stands for 'Brenmoor' and, in my.yaml, for 'Quixo'",
        ),
        (["- {name: Quixo, case: exact}", "- {name: Brenmoor, aliases: [quixo]}"], 3, "'quixo' stands for 'Brenmoor'"),
        (["- Oracle"], 2, "'Oracle' is an ordinary word: it needs case: exact"),
        (["- Quixotek", "- {name: Lucky Group, aliases: [LG]}"], 3, "'LG' has two letters"),
        (["- '&Co'"], 2, "does not begin with a letter or digit"),
        (["- {name: X1, typ: x}"], 0, "unknown field 'typ'"),
    ],
)
def test_faults(tmp_path: Path, rows: list[str], line: int, message: str) -> None:
    path = tmp_path / "my.yaml"
    path.write_text("\n".join(["entities:", *rows]), encoding="utf-8")
    (finding,) = check_packs([path])
    assert (finding.file, finding.line) == ("my.yaml", line)
    assert message in finding.message


@pytest.mark.parametrize(
    "rows",
    [
        ["- {name: Oracle, case: exact}"],
        ["- {name: Acme, case: exact}", "- {name: Apex, case: exact, aliases: [ACME]}"],
        ["- {name: Thor, case: exact, needs: [a]}", "- {name: Brenmoor, aliases: [{name: Thor, needs: [b]}]}"],
    ],
)
def test_what_is_no_fault(tmp_path: Path, rows: list[str]) -> None:
    path = tmp_path / "my.yaml"
    path.write_text("\n".join(["entities:", *rows]), encoding="utf-8")
    assert check_packs([path]) == ()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (finding,) = check_packs([tmp_path / "gone.yaml"])
    assert (finding.file, finding.line) == ("gone.yaml", 0)
