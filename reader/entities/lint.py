"""What is wrong, or likely to go wrong, in packs of names.

Owns the checks and where in a file each finding stands. Reads packs, changes none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.domain.scrub import SafeText, scrub_line
from reader.entities.lexicon import is_ordinary
from reader.entities.normalise import WORD, fold, normalise
from reader.entities.packs import Pack, PackEntry, PackError, PackForm, parse_pack

_SHORTEST_IN_ANY_CASE = 3

_Owners = dict[tuple[str, tuple[str, ...]], list[tuple[PackEntry, PackForm, str]]]
"""Who claims a folded form, by the words that it needs."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a pack."""

    file: str
    line: int
    """From 1; 0 for the file as a whole."""
    message: SafeText


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    name: str
    lines: Sequence[str]
    pack: Pack

    def line_of(self, entry: PackEntry, form: PackForm) -> int:
        """The line where an entry has a form, or else where the entry begins; 0 where neither is found."""
        named = self._lines_with(entry.name)
        formed = self._lines_with(form.text)
        start = next((line for line in named if line in formed), named[0] if named else 0)
        return next((line for line in formed if line >= start), start)

    def _lines_with(self, words: str) -> list[int]:
        whole = re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w-])")
        return [
            number
            for number, line in enumerate(self.lines, 1)
            if not line.lstrip().startswith("#") and whole.search(line)
        ]


def check_packs(paths: Iterable[Path]) -> tuple[Finding, ...]:
    """Look for faults in packs that are used together.

    Finds files that are no packs, forms that two entries claim in the same way, ordinary words and forms of two
    letters that count in any case, and names that could never be found.
    """
    findings: list[Finding] = []
    sources = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
            sources.append(_Source(path.name, text.split("\n"), parse_pack(text, path.name)))
        except (PackError, OSError, UnicodeDecodeError) as error:
            findings.append(Finding(path.name, 0, scrub_line(str(error))))
    owners: _Owners = {}
    for source in sources:
        for entry in source.pack.entries:
            for form in entry.forms:
                faults = (*_faults(form), *_claims(source, entry, form, owners))
                line = source.line_of(entry, form) if faults else 0
                findings += (Finding(source.name, line, scrub_line(fault)) for fault in faults)
    return tuple(findings)


def _faults(form: PackForm) -> Iterator[str]:
    if WORD.match(form.text) is None:
        yield f"{form.text!r} does not begin with a letter or digit: it would never be found"
    if form.is_exact:
        return
    if len(form.text) < _SHORTEST_IN_ANY_CASE:
        yield f"{form.text!r} has two letters: it needs case: exact"
    elif form.text.isalpha() and is_ordinary(form.text):
        yield f"{form.text!r} is an ordinary word: it needs case: exact"


def _claims(source: _Source, entry: PackEntry, form: PackForm, owners: _Owners) -> Iterator[str]:
    """Whether another entry has the same form.

    Two may share one that each needs other words for; and one file may add to what another knows of the same thing.
    """
    text = normalise(form.text)
    claims = owners.setdefault((fold(text), form.needs), [])
    for other, other_form, file in claims:
        is_same = text == normalise(other_form.text) or not (form.is_exact and other_form.is_exact)
        adds = file != source.name and (other.name, other.type) == (entry.name, entry.type)
        if is_same and other is not entry and not adds:
            yield f"{form.text!r} stands for {entry.name!r} and, in {file}, for {other.name!r}"
    claims.append((entry, form, source.name))
