"""Which briefings and annotations a query selects, and where its words stand in them.

Owns where each fact that a query asks for comes from: the row, the store, the text, the recognised names. Each is
fetched when the first condition asks for it, and then once. The grammar and the meaning of queries are the domain's.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Protocol

from reader.domain.annotation import Annotation, Motivation
from reader.domain.briefing import Briefing
from reader.domain.entity import EntityCount
from reader.domain.entry import Entry
from reader.domain.order import Order
from reader.domain.query import EVERYTHING, Query, QueryError, parse_query
from reader.domain.query_evaluation import Named, asks_for_names, compile_query, fits_name, has_part, list_positive
from reader.domain.query_matching import FoldedText, WordMatcher, find_places, fold_text, join_spans
from reader.domain.query_nodes import InField, Mark, Words
from reader.domain.query_saved import SavedQuery
from reader.domain.query_snippets import Laid, Snippet, cut_snippet, mark_hits
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.paths import Paths
from reader.services.annotations import Annotations, PlacedAnnotation
from reader.services.errors import FilterError, NamesUnavailable
from reader.services.library import Library
from reader.services.pack_choice import Choice
from reader.services.recognition import Recognition, Recognitions
from reader.services.rows import Rows
from reader.services.wholesale import read_laid
from reader.storage.errors import IndexUnusable
from reader.storage.index.packing import day_of_number

_NO_NAMES = Recognition((), ())
_NEVER_OPENED = ReadState()

_AT_ONCE = 64
"""Briefings of which the texts are fetched together."""

_SPARE = 100
"""More rows than asked for, so that the last day of those asked for is whole."""


class Shelf(Protocol):
    """What a query needs: the services have it."""

    paths: Paths
    library: Library

    @property
    def pack_choice(self) -> Choice:
        """Which lists of names are used."""

    @property
    def annotations(self) -> Annotations:
        """Tags, bookmarks, notes and read state."""

    @property
    def recognitions(self) -> Recognitions:
        """The names in briefings."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A briefing that a query found, and what is shown of it."""

    entry: Entry
    hits: int
    """In how many places of its text something stands that the query asks for."""
    snippet: Snippet
    """The sentence that says most of it; where nothing of it is in the text, its title or its first sentence."""


def read_query(text: str, saved: Iterable[SavedQuery] = ()) -> Query:
    """Read a query; `saved` is what `@name` may refer to.

    Raises:
        FilterError: if it cannot be understood.
    """
    try:
        return parse_query(text, saved)
    except QueryError as error:
        raise FilterError(str(error), error.position) from error


def needs_names(query: Query) -> bool:
    """Whether a query is about what is named."""
    return has_part(query, asks_for_names)


def choose_entries(query: Query, library: Library, today: date, order: Order = Order.DATE) -> Rows:
    """The briefings that fit, in an order.

    Raises:
        FilterError: if the index cannot answer.
        StoreError: if the store is asked for and cannot be read.
    """
    try:
        return library.select(query, today, order)
    except IndexUnusable as error:
        raise FilterError(error.reason) from error


def begin_entries(query: Query, library: Library, count: int) -> Rows | None:
    """The newest briefings that fit, `count` at most; None where that takes as long as all of them.

    Raises:
        FilterError: if the index cannot answer.
    """
    try:
        found = library.begin(query, count + _SPARE)
    except IndexUnusable as error:
        raise FilterError(error.reason) from error
    if found is None:
        return None
    rows, total = found
    numbers = rows.numbers
    # Of the last day among the first rows some may be missing.
    is_sure = len(numbers) == total or (
        len(numbers) > count and day_of_number(numbers[count - 1]) > day_of_number(numbers[-1])
    )
    return rows[:count] if is_sure else None


def choose_annotations(
    placed: Iterable[PlacedAnnotation], query: Query, shelf: Shelf, today: date
) -> tuple[PlacedAnnotation, ...]:
    """The annotations that fit, in their order.

    Tags and what `has:` asks for are the annotation's own; words are sought in what was quoted, noted or named, in its
    tags and in the title and series; names are those in the words that it stands on.

    Raises:
        FilterError: if names are asked for and the lists of names cannot be read.
        StoreError: if the read state is asked for and cannot be read.
    """
    if query == EVERYTHING:
        return tuple(placed)
    test, facts = compile_query(query, today), _Facts(shelf)
    return tuple(item for item in placed if test(_AnnotationRecord(item, facts)))


def describe_findings(entries: Iterable[Entry], query: Query, shelf: Shelf) -> Iterator[Finding]:
    """Where in briefings that fit a query its words and names stand, one briefing after the other.

    Raises:
        FilterError: if names are asked for and the lists of names cannot be read.
    """
    seeker, waiting = _Seeker(query, shelf), iter(entries)
    while some := tuple(islice(waiting, _AT_ONCE)):
        texts = read_laid(shelf.library, some)
        for entry in some:
            yield seeker.describe(entry, texts.get(entry.id))


def find_hits(briefing: Briefing, query: Query, shelf: Shelf) -> tuple[Span, ...]:
    """Where in a briefing something stands that a query asks for, in order.

    Raises:
        FilterError: if names are asked for and the lists of names cannot be read.
    """
    return join_spans(span for spans in _Seeker(query, shelf).find_places(briefing.id, briefing) for span in spans)


def seeks_words(query: Query) -> bool:
    """Whether a query asks for something that stands somewhere in a text."""
    return any(isinstance(one, Words) or asks_for_names(one) for one in list_positive(query))


class _Seeker:
    """Finds what a query asks for in one text after the other."""

    def __init__(self, query: Query, shelf: Shelf) -> None:
        wanted = tuple(list_positive(query))
        self._facts = _Facts(shelf)
        self._matchers = [WordMatcher(one) for one in wanted if isinstance(one, Words)]
        self._names = [one for one in wanted if asks_for_names(one)]

    def describe(self, entry: Entry, laid: Laid | None) -> Finding:
        """What is shown of a briefing; `laid` is its text, where that can be read."""
        if laid is None:
            return Finding(entry, 0, self._describe_title(entry))
        places = self.find_places(entry.id, laid)
        found = join_spans(span for spans in places for span in spans)
        if not found and self._stands_in_title(entry):
            return Finding(entry, 0, self._describe_title(entry))
        return Finding(entry, len(found), cut_snippet(laid, places))

    def find_places(self, briefing_id: str, laid: Laid) -> list[tuple[Span, ...]]:
        """For each thing that is sought, where it stands."""
        text = fold_text(laid.text)
        places = [tuple(matcher.find(text)) for matcher in self._matchers]
        if not self._names:
            return places
        briefing = laid if isinstance(laid, Briefing) else self._facts.open_briefing(briefing_id)
        return places + [self._facts.find_mentions(briefing, partial(fits_name, one)) for one in self._names]

    def _stands_in_title(self, entry: Entry) -> bool:
        title = fold_text(entry.title)
        return any(matcher.is_in(title) for matcher in self._matchers)

    def _describe_title(self, entry: Entry) -> Snippet:
        hits = find_places(fold_text(entry.title), self._matchers)
        return mark_hits(entry.title, Span(0, len(entry.title)), hits)


class _Facts:
    """What is known beside the rows. Everything is fetched once, when first asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    @cached_property
    def states(self) -> Mapping[str, ReadState]:
        return self._shelf.annotations.read_states()

    @cached_property
    def _aliases(self) -> Mapping[str, tuple[str, ...]]:
        return _load_aliases(self._shelf.paths.cache, self._shelf.pack_choice)

    def open_briefing(self, briefing_id: str) -> Briefing | None:
        """The briefing, or None where it cannot be read."""
        entry = self._shelf.library.entry(briefing_id)
        return None if entry is None else self._shelf.library.remembered(entry)

    def describe(self, counts: Iterable[EntityCount]) -> tuple[Named, ...]:
        """What is named, with the other names that it goes by."""
        return tuple(
            Named((row.entity.name, *row.aliases, *self._aliases.get(row.entity.name, ())), row.entity.type)
            for row in counts
        )

    def find_mentions(self, briefing: Briefing | None, fits: Callable[[Named], bool]) -> tuple[Span, ...]:
        """Where a briefing names what fits, under whatever name."""
        recognition = self.recognise(briefing)
        names = zip(recognition.counts, self.describe(recognition.counts), strict=True)
        fitting = {row.entity for row, named in names if fits(named)}
        return tuple(mention.span for mention in recognition.mentions if mention.entity in fitting)

    def recognise(self, briefing: Briefing | None) -> Recognition:
        """The names in a briefing; none in none."""
        if briefing is None:
            return _NO_NAMES
        try:
            return self._shelf.recognitions.of(briefing)
        except NamesUnavailable as error:
            raise FilterError(error.reason) from error


def _has_note(annotation: Annotation) -> bool:
    return bool(annotation.note.strip())


def list_other_names(condition: InField, cache: Path, choice: Choice) -> Iterator[str]:
    """The canonical names of what the lists call so as an `entity:` condition does."""
    for name, forms in _load_aliases(cache, choice).items():
        if fits_name(condition, Named(forms)):
            yield name


def list_forms(name: str, cache: Path, choice: Choice) -> tuple[str, ...]:
    """The names that the lists give to what has this canonical name."""
    return _load_aliases(cache, choice).get(name, ())


@lru_cache(1)
def _load_aliases(cache: Path, choice: Choice) -> Mapping[str, tuple[str, ...]]:
    """The names that the lists give to each thing, by its canonical name."""
    from reader.entities.compiled import load_packs
    from reader.entities.packs import PackError, shipped_packs

    aliases: dict[str, list[str]] = {}
    try:
        forms = load_packs(shipped_packs(choice.fields), cache, choice.own).forms
    except PackError:
        # Whoever looks for names says so.
        return {}
    for form in forms:
        aliases.setdefault(form.entity.name, []).append(form.text)
    return {name: tuple(texts) for name, texts in aliases.items()}


class _AnnotationRecord:
    """An annotation as a query sees it."""

    def __init__(self, placed: PlacedAnnotation, facts: _Facts) -> None:
        self._placed = placed
        self._facts = facts

    @property
    def entry(self) -> Entry:
        """The row of its briefing, or what the annotation remembers of it."""
        ref = self._placed.annotation.briefing
        return self._placed.entry or Entry(ref.id, (ref.path,), ref.title, ref.series, ref.label)

    def state(self) -> ReadState:
        return self._facts.states.get(self.entry.id, _NEVER_OPENED)

    def tags(self) -> Sequence[SafeText]:
        return self._placed.annotation.tags

    def has(self, mark: Mark) -> bool:
        annotation = self._placed.annotation
        match mark:
            case Mark.BOOKMARK:
                return annotation.motivation is Motivation.BOOKMARKING
            case Mark.TAG:
                return bool(annotation.tags)
            case Mark.NOTE:
                return _has_note(annotation)

    def text(self) -> FoldedText:
        annotation = self._placed.annotation
        quote = annotation.quote.exact if annotation.quote else ""
        return fold_text("\n".join((quote, annotation.note, annotation.entity or "", *annotation.tags)))

    def names(self) -> Collection[Named]:
        """The entity that it is about; else what is named in its words; else, for a whole briefing, in all of it."""
        annotation, span = self._placed.annotation, self._placed.anchor.span
        briefing = self._facts.open_briefing(self.entry.id) if self._placed.entry else None
        recognition = self._facts.recognise(briefing)
        if annotation.entity is not None:
            rows = [row for row in recognition.counts if row.entity.name == annotation.entity]
            return self._facts.describe(rows) or (Named((annotation.entity,)),)
        if annotation.quote is None:
            return self._facts.describe(recognition.counts)
        inside = [one.entity for one in recognition.mentions if span is not None and one.span.overlaps(span)]
        return self._facts.describe(row for row in recognition.counts if row.entity in inside)
