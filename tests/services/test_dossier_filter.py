"""Queries asked of the sentences of a dossier."""

from pathlib import Path

import pytest

from reader.domain.scrub import SafeText
from reader.paths import Paths
from reader.services.errors import FilterError
from reader.services.services import Services, open_services

TEXTS = {
    "may": "---\ntitle: May notes\ndate: 2026-05-04\n---\n\nTSMC and Sony build a plant. TSMC waits for tools.\n",
    "march": "---\ntitle: March notes\ndate: 2026-03-02\n---\n\n## Foundries\n\nPrices rose at TSMC.\n",
    "loose": "# Loose notes\n\nTSMC met Micron in Taiwan.\n",
}
BUILD, WAITS, PRICES, MET = (
    "TSMC and Sony build a plant.",
    "TSMC waits for tools.",
    "Prices rose at TSMC.",
    "TSMC met Micron in Taiwan.",
)


@pytest.fixture
def services(tmp_path: Path) -> Services:
    folder = tmp_path / "library"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    home = tmp_path / "home"
    services = open_services(Paths(home / "config", home / "data", home / "cache"), [folder])
    services.update()
    return services


def choose(services: Services, query: str) -> list[str]:
    dossier = services.dossiers.find("TSMC")
    fits = services.filter_statements(query, dossier.entity)
    return [item.text for item in dossier.statements if fits(item)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [PRICES, BUILD, WAITS, MET]),
        ("plant", [BUILD]),
        ("pla", [BUILD]),
        ("-plant", [PRICES, WAITS, MET]),
        ('"build a plant" OR prices', [PRICES, BUILD]),
        ("foundries", [PRICES]),
        ("may", [BUILD, WAITS]),
        ("since:2026-04", [BUILD, WAITS]),
        ("until:2026-W10", [PRICES]),
        ("since:2026 until:2026 tools", [WAITS]),
        ("date:unknown", [MET]),
        ("entity:Sony", [BUILD]),
        ('entity:"Taiwan Semiconductor Manufacturing"', [PRICES, BUILD, WAITS, MET]),
        ("type:place", [MET]),
        ("title:loose", [MET]),
        ("tag:foundry", [PRICES]),
        ("has:tag", [PRICES]),
        ("has:bookmark", []),
        ("is:unread", [PRICES, WAITS, BUILD, MET]),
    ],
)
def test_a_query_chooses_sentences(services: Services, query: str, expected: list[str]) -> None:
    march = next(entry for entry in services.library.load() if entry.title == "March notes")
    services.annotations.tag(march, added=[SafeText("foundry")])
    assert sorted(choose(services, query)) == sorted(expected)


def test_half_a_query_is_refused(services: Services) -> None:
    with pytest.raises(FilterError, match="not a date"):
        choose(services, "since:soon")
