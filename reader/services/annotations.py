"""Tags, bookmarks and read state: made, changed, and put on their words.

Owns the rule that annotations about one target with one motivation are one record, and which words they stand on now.
The store keeps them; this module knows nothing of how.
"""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from reader.domain.annotation import Annotation, Motivation, change_tags, normalise_tag
from reader.domain.briefing import Briefing
from reader.domain.entry import Entry
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.domain.selector import (
    Anchor,
    AnchorState,
    Candidate,
    describe_span,
    list_candidates,
)
from reader.domain.span import Span
from reader.domain.wording import WordRun, compare_words
from reader.importers.files import UnreadableFile
from reader.services.binding import Binding, describe_ref
from reader.services.library import Library, UnknownRef
from reader.services.placing import AnchorError, PlacedAnnotation, Placing, place_annotation
from reader.services.read_states import ReadStates
from reader.services.tagging import TagRanking
from reader.services.targets import Selectors, Target
from reader.services.telling import NOUNS, tell_change
from reader.storage.index.selecting import Marks
from reader.storage.store import Store

__all__ = ["AnchorError", "Annotations", "Change", "PlacedAnnotation", "Selectors", "place_annotation"]

_ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one annotation: enough to take it back. True when the annotation is there afterwards."""

    before: Annotation | None
    after: Annotation | None

    def __bool__(self) -> bool:
        return self.after is not None


@dataclass(frozen=True, slots=True, eq=False)
class _Bound:
    """Which annotations belong to which briefing, and of what that was true."""

    annotations: tuple[Annotation, ...]
    version: int
    """Of the library."""
    groups: Mapping[str, tuple[Annotation, ...]]
    """By the briefing's id."""


class Annotations(ReadStates):
    """What the reader added to the briefings of a library. Every method may be called from any thread.

    Methods raise StoreError when the store cannot be used, and when something was not saved; those that take a span
    raise UnreadableFile when the briefing's text cannot be read.
    """

    def __init__(self, store: Store, library: Library, clock: Callable[[], datetime]) -> None:
        """Args: clock: tells the time with its offset."""
        super().__init__(store, library, clock)
        self.ranking = TagRanking(store.list_annotations)
        self._placing = Placing()
        self._bound = _Bound((), -1, {})
        self._counting = threading.Lock()
        self._generation = 0
        self._seen: tuple[tuple[Annotation, ...], Mapping[str, ReadState], int] | None = None

    # Changing.

    def tag(
        self,
        entry: Entry,
        span: Span | None = None,
        entity: SafeText | None = None,
        added: Sequence[SafeText] = (),
        removed: Sequence[SafeText] = (),
    ) -> Change:
        """Add and remove tags of a briefing, of words in it, or of an entity in it.

        Returns:
            The record before and after; without an `after` when its last tag went.
        """
        target = self._target(entry, span, entity)
        with self._store.change():
            before = self._find(target, Motivation.TAGGING)
            tags = change_tags(before.tags if before else (), tuple(added), tuple(removed))
            if before is not None and tags == before.tags:
                return Change(before, before)
            return self._put(
                before, replace(self._renew(target, Motivation.TAGGING, before), tags=tags) if tags else None
            )

    def bookmark(
        self, entry: Entry, span: Span | None = None, entity: SafeText | None = None, note: SafeText | None = None
    ) -> Change:
        """Bookmark a briefing, words in it, or an entity in it; a note replaces the note before."""
        target = self._target(entry, span, entity)
        with self._store.change():
            before = self._find(target, Motivation.BOOKMARKING)
            if before is not None and note in (None, before.note):
                return Change(before, before)
            fresh = self._renew(target, Motivation.BOOKMARKING, before)
            return self._put(before, fresh if note is None else replace(fresh, note=note))

    def toggle_bookmark(self, entry: Entry, span: Span | None = None, entity: SafeText | None = None) -> Change:
        """Bookmark, or take the bookmark away. True when there is one now."""
        target = self._target(entry, span, entity)
        with self._store.change():
            before = self._find(target, Motivation.BOOKMARKING)
            return self._put(before, None if before else self._renew(target, Motivation.BOOKMARKING, None))

    def mark(
        self,
        entry: Entry,
        span: Span | None,
        motivation: Motivation,
        edit: Callable[[Annotation], Annotation | None],
    ) -> Change:
        """Make, change or remove the record of one kind about a briefing or words in it.

        Args:
            edit: given the record that there is, or a new one, gives it as it shall be; None removes it.
        """
        target = self._target(entry, span, None)
        with self._store.change():
            before = self._find(target, motivation)
            return self._put(before, edit(self._renew(target, motivation, before)))

    def edit_all(self, ids: Iterable[str], edit: Callable[[Annotation], Annotation | None]) -> tuple[Change, ...]:
        """Change annotations, all in one write, or remove those for which `edit` gives None."""
        with self.step():
            found = [item for item in map(self._find_by_id, ids) if item is not None]
            return tuple(self._put(item, edit(item)) for item in found)

    def remove(self, annotation_id: str) -> Change:
        """Remove an annotation, if it is there."""
        with self._store.change():
            return self._put(self._find_by_id(annotation_id), None)

    def describe_words(self, annotation: Annotation, span: Span) -> Selectors:
        """What an annotation would remember of other words of its briefing: takes milliseconds, changes nothing.

        Raises:
            AnchorError: if its briefing is gone, or if there are no words there.
        """
        text = self._target(self._bound_entry(annotation), span, None).text
        if not 0 < len(span.of(text)) == len(span):
            raise AnchorError("there are no words at that place")
        return describe_span(text, span)

    def re_anchor(self, annotation: Annotation, span: Span, known: Selectors | None = None) -> Change:
        """Put an annotation on other words of its briefing, as it is now.

        Args:
            annotation: which.
            span: the words.
            known: what was described of them before.

        Raises:
            AnchorError: if the annotation or its briefing is gone, if there are no words there, or if these have an
                annotation of the same kind already.
        """
        selectors = known or self.describe_words(annotation, span)
        target = replace(self._target(self._bound_entry(annotation), span, annotation.entity), known=selectors)
        with self._store.change():
            before = self._find_by_id(annotation.id)
            if before is None:
                raise AnchorError("the annotation is not there any more")
            if self._find(target, before.motivation) not in (None, before):
                raise AnchorError(f"these words have a {NOUNS[before.motivation]} already")
            return self._put(before, self._renew(target, before.motivation, before))

    def revert(self, change: Change) -> Change:
        """Take a change back."""
        changed = change.after or change.before
        if changed is None:
            return change
        with self._store.change():
            return self._restore(self._find_by_id(changed.id), change.before)

    # Asking.

    def placed(self, briefing: Briefing) -> tuple[PlacedAnnotation, ...]:
        """The annotations of a briefing: first those about the whole of it, then in the order of the text."""
        entry = self._library.entry(briefing.id)
        placed = [
            PlacedAnnotation(annotation, self._placing.place(briefing.id, briefing.text, annotation), entry)
            for annotation in self._by_briefing().get(briefing.id, ())
        ]
        return tuple(sorted(placed, key=lambda item: item.anchor.span or Span(0, 0)))

    def all_placed(self) -> tuple[PlacedAnnotation, ...]:
        """Every annotation, oldest first; absent where its briefing is not in the library or cannot be read."""
        return self.place_all(self._store.list_annotations())

    def list_bound(self) -> tuple[tuple[Annotation, str], ...]:
        """Every annotation, oldest first, with the id of its briefing; "" for one that is not in the library."""
        bound = {item.id: number for number, group in self._by_briefing().items() for item in group}
        return tuple((item, bound.get(item.id, "")) for item in self._store.list_annotations())

    def place_all(self, annotations: Sequence[Annotation]) -> tuple[PlacedAnnotation, ...]:
        """Some annotations, in their order; absent where their briefing is not in the library or cannot be read."""
        bound = {item.id: number for number, group in self._by_briefing().items() for item in group}
        numbers = [bound.get(item.id, "") for item in annotations]
        entries = {number: self._library.entry(number) for number in set(numbers) - {""}}
        return tuple(self._place(item, entries.get(number)) for item, number in zip(annotations, numbers, strict=True))

    def candidates(self, annotation: Annotation) -> tuple[Candidate, ...]:
        """The places of its briefing that an annotation's words may be at now, best first.

        Raises:
            AnchorError: if its briefing is not in the library.
        """
        if annotation.quote is None:
            return ()
        return list_candidates(self._library.briefing(self._bound_entry(annotation).id).text, annotation.quote)

    def compare(self, annotation: Annotation, span: Span) -> tuple[WordRun, ...]:
        """What became of an annotation's words, if they are those at `span`: offsets in the quote and at the span.

        Raises:
            AnchorError: if its briefing is not in the library.
        """
        text = self._library.briefing(self._bound_entry(annotation).id).text
        return compare_words(annotation.quote.exact if annotation.quote else "", span.of(text))

    def tags(self) -> tuple[tuple[SafeText, int], ...]:
        """Every tag as first written and how many annotations bear it: most used first, then last used."""
        counts: Counter[str] = Counter()
        written: dict[str, SafeText] = {}
        latest: dict[str, float] = {}
        for annotation in self._store.list_annotations():
            for tag in annotation.tags:
                name = normalise_tag(tag)
                counts[name] += 1
                written.setdefault(name, tag)
                latest[name] = max(latest.get(name, 0.0), _moment(annotation.created))
        names = sorted(counts, key=lambda name: (-counts[name], -latest[name], name))
        return tuple((written[name], counts[name]) for name in names)

    def tags_of(self, entry: Entry) -> tuple[SafeText, ...]:
        """The tags of a briefing and of anything in it."""
        return _merge_tags(self._by_briefing().get(entry.id, ()))

    def tags_by_briefing(self) -> Mapping[str, tuple[SafeText, ...]]:
        """The tags of each briefing of the library that has any, by its id."""
        merged = {number: _merge_tags(annotations) for number, annotations in self._by_briefing().items()}
        return {number: tags for number, tags in merged.items() if tags}

    def bookmark_counts(self) -> Mapping[str, int]:
        """How many bookmarks each briefing of the library has that has any, by its id."""
        return Counter(
            number
            for number, annotations in self._by_briefing().items()
            for annotation in annotations
            if annotation.motivation is Motivation.BOOKMARKING
        )

    def marks(self) -> Iterator[Marks]:
        """What the reader added to each briefing, or has read of it, for queries."""
        groups, states = self._by_briefing(), self._store.read_states()
        for number in groups.keys() | states.keys():
            state, group = states.get(number, ReadState()), groups.get(number, ())
            bookmarks = sum(item.motivation is Motivation.BOOKMARKING for item in group)
            notes = sum(bool(item.note.strip()) for item in group)
            yield Marks(number, state.opened, state.read, bookmarks, notes, _merge_tags(group))

    def generation(self) -> object:
        """Equals what was said before as long as neither an annotation nor the read state nor the library changed."""
        annotations, states, version = self._store.list_annotations(), self._store.read_states(), self._library.version
        with self._counting:
            known = self._seen
            if known is None or known[0] is not annotations or known[1] != states or known[2] != version:
                self._seen = (annotations, states, version)
                self._generation += 1
            return self._generation

    @property
    def problems(self) -> Sequence[SafeText]:
        """What was wrong with the store's files when they were last read, and what was done about it."""
        return self._store.problems

    # Targets and records.

    def _target(self, entry: Entry, span: Span | None, entity: SafeText | None) -> Target:
        text = SafeText("") if span is None else self._library.briefing(entry.id).text
        return Target(entry, text, span, entity)

    def _bound_entry(self, annotation: Annotation) -> Entry:
        number = Binding(self._library, [annotation.briefing]).find(annotation.briefing)
        entry = number and self._library.entry(number)
        if not entry:
            raise AnchorError(f"{annotation.briefing.title} is not in the library")
        return entry

    def _find(self, target: Target, motivation: Motivation) -> Annotation | None:
        pending = self._draft.annotations if self._draft else {}
        known = (pending.get(one.id, one) for one in self._by_briefing().get(target.entry.id, ()))
        fresh = map(pending.get, self._draft.by_briefing.get(target.entry.id, ()) if self._draft else ())
        for annotation in (one for one in (*known, *fresh) if one is not None):
            if annotation.motivation is motivation and target.is_of(annotation, self._placing):
                return annotation
        return None

    def _find_by_id(self, annotation_id: str) -> Annotation | None:
        pending = self._draft.annotations if self._draft else {}
        return pending[annotation_id] if annotation_id in pending else self._store.find_annotation(annotation_id)

    def _renew(self, target: Target, motivation: Motivation, before: Annotation | None) -> Annotation:
        """The record for a target: a new one, or the one before with the briefing and words as they are now."""
        ref, (quote, position) = describe_ref(target.entry), target.describe()
        if before is not None:
            return replace(before, briefing=ref, quote=quote, position=position)
        created = self._now()
        facts = [ref.id, target.span and [target.span.start, target.span.end], target.entity, motivation, created]
        number = blake2b(json.dumps(facts).encode(), digest_size=_ID_BYTES).hexdigest()
        return Annotation(number, motivation, ref, created, quote=quote, position=position, entity=target.entity)

    def _put(self, before: Annotation | None, after: Annotation | None) -> Change:
        if after is not None and before is not None and after != before:
            after = replace(after, modified=self._now())
        return self._restore(before, after)

    def _restore(self, before: Annotation | None, after: Annotation | None) -> Change:
        known = after or before
        if known is not None:
            self.change_records(tell_change(before, after), {known.id: after})
        return Change(before, after)

    def _by_briefing(self) -> Mapping[str, tuple[Annotation, ...]]:
        """The annotations of each briefing of the library, by its id; bound anew when either has changed."""
        annotations, version, bound = self._store.list_annotations(), self._library.version, self._bound
        if bound.annotations is not annotations or bound.version != version:
            binding = Binding(self._library, (annotation.briefing for annotation in annotations))
            bound = _Bound(annotations, version, _group(annotations, binding))
            self._bound = bound
        return bound.groups

    def _place(self, annotation: Annotation, entry: Entry | None) -> PlacedAnnotation:
        if entry is None:
            return PlacedAnnotation(annotation, Anchor(AnchorState.ABSENT))
        if annotation.quote is None:
            return PlacedAnnotation(annotation, place_annotation("", annotation), entry)
        try:
            text = self._library.briefing(entry.id).text
        except (UnreadableFile, UnknownRef):
            return PlacedAnnotation(annotation, Anchor(AnchorState.ABSENT), entry)
        return PlacedAnnotation(annotation, self._placing.place(entry.id, text, annotation), entry)


def _group(annotations: Sequence[Annotation], binding: Binding) -> Mapping[str, tuple[Annotation, ...]]:
    groups: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        briefing_id = binding.find(annotation.briefing)
        if briefing_id is not None:
            groups.setdefault(briefing_id, []).append(annotation)
    return {number: tuple(group) for number, group in groups.items()}


def _merge_tags(annotations: Sequence[Annotation]) -> tuple[SafeText, ...]:
    return change_tags((), tuple(tag for annotation in annotations for tag in annotation.tags), ())


def _moment(created: str) -> float:
    """Seconds since the epoch; 0 for a date that is none, which only a hand-edited file has."""
    try:
        return datetime.fromisoformat(created).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
