"""The list of known names, ready to be found in a text.

Owns the matching: first words, longest name first, edges, case and surroundings. Knows nothing of packs' files, blocks
or cue words. Texts are given in the plain characters of `reader.entities.normalise`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from reader.domain.entity import Entity, EntityType
from reader.domain.scrub import SafeText
from reader.entities.normalise import WORD, PlainText, fold, is_edge, normalise
from reader.entities.packs import PackEntry

_REACH = 48
"""How far `not_before` and `not_after` look, in code points: longer than any word."""

_GLIMPSE = 3
"""Code points after the first word by which the names that share it are told apart."""
_PIECES_REMEMBERED = 100_000
"""Pieces of texts of which it is remembered whether names begin so: more words than most libraries have."""
_LONGEST_REMEMBERED = 40
_CODED = (EntityType.PRODUCT, EntityType.TECHNOLOGY)
_CODE = re.compile(r"([a-z]{1,12})-?\d")
"""A code in lower case, with the letters it begins with."""


class Form(NamedTuple):
    """One way to write a name, normalised."""

    text: str
    entity: Entity
    is_exact: bool = False
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    is_series: bool = False

    def fits(self, text: str, folded: str, start: int) -> bool:
        """Whether the form, which stands at `start` but for its case, counts there."""
        end = start + len(self.text)
        if self.is_exact and not text.startswith(self.text, start):
            return False
        if self.not_before and _begins_with(folded[end : end + _REACH], self.not_before):
            return False
        if self.not_after and _ends_with(folded[max(0, start - _REACH) : start], self.not_after):
            return False
        return not self.needs or any(word in folded for word in self.needs)


_UNCONDITIONAL = Form("", Entity(SafeText("")))[2:]


class Match(NamedTuple):
    """A known name at `[start, end)`."""

    start: int
    end: int
    limit: int
    """Where its segment ends."""
    form: Form


def _begins_with(folded: str, words: tuple[str, ...]) -> bool:
    rest = folded.lstrip(" -'\"(")
    return any(rest.startswith(word) and is_edge(rest, len(word)) for word in words)


def _ends_with(folded: str, words: tuple[str, ...]) -> bool:
    rest = folded.rstrip(" -'\"(")
    return any(rest.endswith(word) and is_edge(rest, len(rest) - len(word)) for word in words)


def _fold_all(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(normalise(word)) for word in words)


def describe_forms(entry: PackEntry) -> Iterator[Form]:
    """The forms of a pack's entry; without those that nothing in a text can be, which the check of packs names."""
    entity = Entity(entry.name, entry.type)
    for form in entry.forms:
        if WORD.match(fold(normalise(form.text))) is None:
            continue
        yield Form(
            text=normalise(form.text),
            entity=entity,
            is_exact=form.is_exact,
            not_before=_fold_all(form.not_before),
            not_after=_fold_all(form.not_after),
            needs=_fold_all(form.needs),
            is_series=entry.is_series,
        )


class Sizes(NamedTuple):
    """The lengths of the names that begin with one word, longest first."""

    short: tuple[int, ...]
    """Of those that end with it, or less than a glimpse after it."""
    by_glimpse: Mapping[str, tuple[int, ...]]
    """Of those and of the ones that go on so, by what follows the word."""


class _Beginnings(dict[str, Sizes | None]):
    """By the pieces of texts: the lengths of the names that begin with a piece's word, written as it is.

    Filled as pieces are asked for, so that asking for the same again takes no more than a look.
    """

    def __init__(self, forms: Mapping[str, Sequence[Form]]) -> None:
        super().__init__()
        self._forms = forms
        self._by_word: dict[str, list[str]] = {}
        for name in forms:
            first = WORD.match(name)
            if first is None:
                raise ValueError(f"a name must begin with a letter or digit: {name!r}")
            self._by_word.setdefault(first.group(), []).append(name)

    def __missing__(self, piece: str) -> Sizes | None:
        if len(self) >= _PIECES_REMEMBERED:
            self.clear()
        sizes = self._measure(piece.rstrip("\n"))
        if len(piece) <= _LONGEST_REMEMBERED:
            self[piece] = sizes
        return sizes

    def _measure(self, word: str) -> Sizes | None:
        folded = fold(word)
        names = self._by_word.get(folded, ())
        if not names and folded.endswith("s"):
            word, folded = word[:-1], folded[:-1]
            names = [folded] if any(_is_codelike(form.text) for form in self._forms.get(folded, ())) else ()
        return _sort_sizes([name for name in names if self._may_be(name, word)], len(word))

    def _may_be(self, name: str, word: str) -> bool:
        """Whether a name may be meant where its first word is written so."""
        return any(not form.is_exact or form.text.startswith(word) for form in self._forms[name])


def _sort_sizes(names: Sequence[str], first: int) -> Sizes | None:
    """The lengths of names of which the first word takes so many characters; None of none."""
    longer: dict[str, set[int]] = {}
    short: set[int] = set()
    for name in names:
        glimpse = name[first : first + _GLIMPSE]
        same = longer.setdefault(glimpse, set()) if len(glimpse) == _GLIMPSE else short
        same.add(len(name))
    by_glimpse = {glimpse: tuple(sorted(found | short, reverse=True)) for glimpse, found in longer.items()}
    return Sizes(tuple(sorted(short, reverse=True)), by_glimpse) if names else None


def _is_codelike(text: str) -> bool:
    """Whether it ends as codes do: then its plural ends with a small s."""
    return text[-1].isupper() or text[-1].isdigit()


def _is_domain(after: str) -> bool:
    """Whether what follows makes a name part of an address: "nvidia.com"."""
    return after[:1] == "." and after[1:].isalpha() and after[1:].islower() and after.isascii() and len(after) > 2


def _find_end(text: str, at: int, limit: int) -> int | None:
    """Where a name that reaches to `at` ends: there, or behind a plural s ("H100s", "DRAMs"); None for no edge."""
    if at >= limit or text[at] == " ":
        return at
    if is_edge(text, at):
        return None if _is_domain(text[at : at + 3]) else at
    is_plural = text[at] == "s" and _is_codelike(text[at - 1])
    return at + 1 if is_plural and (at + 1 >= limit or is_edge(text, at + 1)) else None


def find_exactly(plain: PlainText, names: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Where a few names stand, written just so: start, end and name, leftmost and longest first, none overlapping.

    Built anew for every text, so it does without what makes a `Gazetteer` quick with many names.
    """
    sizes: dict[str, set[int]] = {}
    for name in names:
        first = WORD.match(name)
        if first is not None:
            sizes.setdefault(f"{first.group()}\n", set()).add(len(name))
    for name in names:
        if _is_codelike(name) and name.isalnum():
            sizes.setdefault(f"{name}s\n", {len(name)})
    lengths = {piece: sorted(found, reverse=True) for piece, found in sizes.items()}
    text, resume = plain.text, 0
    for at, piece in compress(zip(plain.starts, plain.pieces, strict=True), map(lengths.__contains__, plain.pieces)):
        if at < resume or (piece[0].isdigit() and not is_edge(text, at)):
            continue
        for size in lengths[piece]:
            name = text[at : at + size]
            if name not in names:
                continue
            limit = plain.limit(at)
            end = _find_end(text, at + size, limit) if at + size <= limit else None
            if end is not None:
                yield at, end, name
                resume = end
                break


class Gazetteer:
    """Known names, found by their first word and the two characters after it.

    The time to look a word up does not grow with the number of names.
    """

    def __init__(self, forms: Iterable[Form]) -> None:
        """Build from forms; of two that are written alike the later one is tried first, exact ones before others.

        Raises:
            ValueError: if a form does not begin with a letter or digit.
        """
        self._forms: dict[str, list[Form]] = {}
        for form in forms:
            self._forms.setdefault(fold(form.text), []).insert(0, form)
        for same in self._forms.values():
            if len(same) > 1:
                same.sort(key=lambda form: not form.is_exact)
        self._always = {folded: same[0] for folded, same in self._forms.items() if same[0][2:] == _UNCONDITIONAL}
        """Of those, the first, where it counts wherever it stands."""
        self._beginnings = _Beginnings(self._forms)
        self._families: dict[str, EntityType] | None = None

    def __len__(self) -> int:
        """How many differently written names it knows."""
        return len(self._forms)

    def find(self, plain: PlainText) -> Iterator[Match]:
        """Find the names in the segments of a text, leftmost first and longest first; they never overlap."""
        text, folded = plain.text, plain.folded
        segments = iter(plain.segments)
        start = limit = resume = 0
        known = list(map(self._beginnings.__getitem__, plain.pieces))
        for at, piece, sizes in compress(zip(plain.starts, plain.pieces, known, strict=True), known):
            if sizes is None or at < resume:
                continue
            lengths, by_glimpse = sizes
            if by_glimpse:
                after = at + len(piece) - 1
                lengths = by_glimpse.get(folded[after : after + _GLIMPSE], lengths)
            if not lengths:
                continue
            while at >= limit:
                segment = next(segments, None)
                if segment is None:
                    return
                start, limit = segment.start, segment.end
            if at < start or (piece[0].isdigit() and at > start and not is_edge(text, at)):
                continue
            match = self._match_at(plain, at, limit, lengths)
            if match is not None:
                yield match
                resume = match.end

    def _match_at(self, plain: PlainText, at: int, limit: int, sizes: tuple[int, ...]) -> Match | None:
        text, folded, known = plain.text, plain.folded, self._forms
        for size in sizes:
            stop = at + size
            name = folded[at:stop]
            if stop > limit or name not in known:
                continue
            end = stop if stop == limit or text[stop] == " " else _find_end(text, stop, limit)
            if end is None:
                continue
            form = self._always.get(name) or next((one for one in known[name] if one.fits(text, folded, at)), None)
            if form is not None:
                return Match(at, end, limit, form)
        return None

    def family(self, stem: str) -> EntityType | None:
        """The type of the known products and technologies whose codes begin with these letters: HBM of HBM5."""
        if self._families is None:
            self._families = {}
            for folded, forms in self._forms.items():
                code = _CODE.match(folded)
                entity = forms[0].entity
                if entity.type in _CODED and (code or forms[0].is_series):
                    self._families.setdefault(code[1] if code else folded, entity.type)
        return self._families.get(fold(stem))

    def resolve(self, name: str) -> Entity | None:
        """The entity that goes by `name`, written in any case."""
        forms = self._forms.get(fold(normalise(name)))
        return forms[0].entity if forms else None
