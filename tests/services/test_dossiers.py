"""A dossier holds every sentence that names the entity, and nothing else, in time order."""

from pathlib import Path

import pytest

from reader.paths import Paths
from reader.services.errors import UnknownName
from reader.services.services import Services, open_services

MAY = """---
title: May notes
date: 2026-05-04
---

TSMC and Sony build a plant. Nothing else happened.

- Sony waits.
"""
MARCH = """---
title: March notes
date: 2026-03-02
---

## Foundries

Prices rose at TSMC (Taiwan Semiconductor Manufacturing Company).
"""
UNDATED = "# Loose notes\n\nTSMC met Micron, and TSMC met Sony.\n"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    folder = tmp_path / "library"
    folder.mkdir()
    for name, text in (("may.md", MAY), ("march.md", MARCH), ("loose.md", UNDATED)):
        (folder / name).write_text(text, encoding="utf-8")
    home = tmp_path / "home"
    services = open_services(Paths(home / "config", home / "data", home / "cache"), [folder])
    services.update()
    return services


def test_sentences_come_oldest_first_and_unknown_dates_last(services: Services) -> None:
    dossier = services.dossiers.find("TSMC")
    assert [(item.entry.title, item.text) for item in dossier.statements] == [
        ("March notes", "Prices rose at TSMC (Taiwan Semiconductor Manufacturing Company)."),
        ("May notes", "TSMC and Sony build a plant."),
        ("Loose notes", "TSMC met Micron, and TSMC met Sony."),
    ]
    assert dossier.statements[0].section == "Foundries"
    assert str(dossier.first) == "2026-03-02"
    assert str(dossier.last) == "2026-05-04"


def test_the_total_is_the_number_of_marked_mentions(services: Services) -> None:
    dossier = services.dossiers.find("TSMC")
    marked = [
        mention
        for entry in services.library.load()
        for mention in services.recognitions.of(services.library.briefing(entry.id)).mentions
        if mention.entity == dossier.entity
    ]
    assert dossier.total == len(marked) == 5


def test_companions_are_counted_by_sentence(services: Services) -> None:
    dossier = services.dossiers.find("TSMC")
    assert {entity.name: count for entity, count in dossier.companions} == {"Sony": 2, "Micron": 1}


@pytest.mark.parametrize("name", ["tsmc", "Taiwan  Semiconductor Manufacturing Company"])
def test_any_form_of_the_name_finds_it(services: Services, name: str) -> None:
    assert services.dossiers.find(name).entity.name == "TSMC"


def test_an_unknown_name_is_told(services: Services) -> None:
    with pytest.raises(UnknownName, match="Intel: no briefing"):
        services.dossiers.find("Intel")


def test_a_stopped_search_finds_nothing_more(services: Services) -> None:
    entity = services.dossiers.find("TSMC").entity
    assert services.dossiers.compile(entity, lambda: True).statements == ()
