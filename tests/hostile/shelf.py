"""A library, a configuration and a store in which every payload stands in every place that takes text from outside."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.importers.briefings import import_file
from tests.conftest import ROOT
from tests.hostile.payloads import make_yaml

BLOCKS: Mapping[str, str] = {
    "heading": "## {}\n\n",
    "paragraph": "{}\n\n",
    "lead-in": "**{}:** words\n\n",
    "bullet": "- {}\n\n<!-- -->\n\n",
    "quote": "> {}\n\n",
    "code": "```\n{}\n```\n\n",
    "inline code": "Word `{}` word\n\n",
    "link": "[{}](http://host.example/x)\n\n",
    "table": "| a | b |\n|---|---|\n| {} | x |\n\n",
    "figure": "{} costs 5 million dollars in 2026.\n\n",
}
"""How a payload is put into a block of each kind."""


QUERIES = 6
"""Payloads that are saved queries too."""


@dataclass(frozen=True)
class Shelf:
    """What the program is started with."""

    library: Path
    env: Mapping[str, str]

    @property
    def command(self) -> list[str]:
        """The screen."""
        return [sys.executable, "-m", "reader", str(self.library)]

    def subcommand(self, *words: str) -> list[str]:
        """A subcommand."""
        return [sys.executable, "-m", "reader", "--library", str(self.library), *words]

    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        """Run a subcommand, its output into pipes."""
        env = {**os.environ, **self.env}
        done = subprocess.run(self.subcommand(*words), capture_output=True, check=False, timeout=60, env=env, cwd=ROOT)
        assert not check or done.returncode == 0, done.stderr
        return done


def mark(place: str, number: int, payload: str) -> str:
    """A payload between letters by which it is found again on the screen."""
    return f"{place}{number:02}q{payload}z"


def make_shelf(folder: Path, payloads: Sequence[str], step: int = 8) -> Shelf:
    """Write everything under a folder, which is empty; each `step`th payload is a note too."""
    env = {"BRIEFING_READER_HOME": str(folder / "home")}
    shelf = Shelf(folder / _file_name("folder", 0, payloads[0], ""), env)
    shelf.library.mkdir()
    _write_bodies(shelf.library, payloads)
    for number, payload in enumerate(payloads):
        _write(shelf.library / f"head{number:02}.md", _head(number, payload))
        (shelf.library / _file_name("f", number, payload, ".md")).write_bytes(b"")
    os.mkfifo(shelf.library / _file_name("pipe", 1, payloads[1], ".md"))
    _write_configuration(folder / "home" / "config", payloads)
    _annotate(shelf, payloads, step)
    return shelf


def make_changed_shelf(folder: Path, payloads: Mapping[int, str]) -> Shelf:
    """A library of one briefing that has changed so that its bookmarks, one a payload, may stand at two places each."""
    shelf = Shelf(folder / "library", {"BRIEFING_READER_HOME": str(folder / "home")})
    shelf.library.mkdir()
    _annotate_what_changes(shelf, {number: mark("u", number, payload) for number, payload in payloads.items()})
    return shelf


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def _file_name(place: str, number: int, payload: str, suffix: str) -> str:
    """A name as the system takes it: without slash and NUL, and not too long."""
    plain = mark(place, number, payload).replace("/", "").replace("\x00", "")
    data = plain.encode("utf-8", "surrogatepass")[:200]
    return os.fsdecode(data + suffix.encode())


def _write_bodies(library: Path, payloads: Sequence[str]) -> None:
    """One briefing for each kind of block; its name says which."""
    aliases = ", ".join(f"Alias{number:02}" for number in range(len(payloads)))
    for index, (kind, block) in enumerate(BLOCKS.items()):
        text = "".join(block.format(mark("b", number, payload)) for number, payload in enumerate(payloads))
        head = (
            f"---\ntitle: Body {index:02}\ndate: 2026-02-{28 - index}\n---\n{aliases} are named beside each {kind}.\n\n"
        )
        _write(library / f"body{index:02}.md", head + text)


def _head(number: int, payload: str) -> str:
    return (
        f"---\ntitle: {make_yaml(mark('t', number, payload))}\ncreator: {make_yaml(mark('c', number, payload))}\n"
        f"series: {make_yaml(mark('s', number, payload))}\ntags: [{make_yaml(mark('g', number, payload))}]\n"
        f"date: {make_yaml(mark('d', number, payload))}\n---\nAcmecorp number {number}.\n"
    )


def _write_configuration(folder: Path, payloads: Sequence[str]) -> None:
    (folder / "packs").mkdir(parents=True)
    names = "".join(
        f"- name: {make_yaml(mark('Name', number, payload))}\n  type: company\n  aliases: [Alias{number:02}]\n"
        for number, payload in enumerate(payloads)
    )
    _write(folder / "packs" / "own.yaml", f"entities:\n{names}")
    queries = "".join(
        f"  {make_yaml(mark('k', number, payload))}: {make_yaml(mark('v', number, payload))}\n"
        for number, payload in enumerate(payloads[:QUERIES])
    )
    sources = "".join(
        f"- name: {make_yaml(mark('w', number, payload))}\n  path: {make_yaml(f'/nowhere/{number}/{payload}')}\n"
        for number, payload in enumerate(payloads)
    )
    _write(folder / "config.yaml", f"theme: {make_yaml(payloads[0])}\nqueries:\n{queries}sources:\n{sources}")


def _annotate(shelf: Shelf, payloads: Sequence[str], step: int) -> None:
    """A tag and a note for each payload, by the command line itself; words on one cannot have a NUL."""
    plain = [payload.replace("\x00", "") for payload in payloads]
    words = [os.fsdecode(mark("g", n, p).encode("utf-8", "surrogatepass")) for n, p in enumerate(plain)]
    target = str(shelf.library / "body01.md")
    shelf.run("tag", target, *("+" + word.replace(" ", "") for word in words))
    for number in range(0, len(plain), step):
        note = os.fsdecode(mark("n", number, plain[number]).encode("utf-8", "surrogatepass"))
        shelf.run("bookmark", target, "--quote", f"b{number:02}q", "--note", note)


def _annotate_what_changes(shelf: Shelf, chosen: Mapping[int, str]) -> None:
    """Bookmarks on payloads that stood once when they were chosen, and stand twice now, among other words."""
    path = shelf.library / "places.md"
    head = "---\ntitle: Places\ndate: 2026-01-01\n---\n"
    before = (f"Before number {n}.\n\n{words} was chosen.\n\nBehind number {n}.\n\n" for n, words in chosen.items())
    _write(path, head + "".join(before))
    text = import_file(str(path)).text
    for number in chosen:
        start = text.index(f"u{number:02}q")
        shelf.run("bookmark", str(path), "--quote", text[start : text.index(" was chosen", start)])
    twice = (
        f"Other words.\n\n{w} was chosen.\n\nMore words.\n\n{w} was chosen.\n\nAn end.\n\n" for w in chosen.values()
    )
    _write(path, head + "".join(twice))
