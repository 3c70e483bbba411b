"""Annotations in large numbers, to measure with."""

import random

from reader.domain.anchor import ALONE, TextPositionSelector, TextQuoteSelector
from reader.domain.annotation import Annotation, Motivation
from reader.domain.scrub import SafeText
from reader.services.binding import describe_ref
from reader.services.services import Services
from reader.storage.store import Store


def annotate(services: Services, count: int) -> None:
    """Put so many annotations of every kind all over a library into the store."""
    rng, made = random.Random(1), []
    rows = [entry for entry in services.library.load() if not entry.failure]
    for number in range(count):
        entry = rows[number % len(rows)]
        text = services.library.briefing(entry.id).text
        start = rng.randrange(max(1, len(text) - 60))
        words, before, after = text[start : start + 50], text[max(0, start - 32) : start], text[start + 50 : start + 82]
        quote = TextQuoteSelector(SafeText(words), SafeText(before), SafeText(after), ALONE)
        made.append(
            Annotation(
                f"{number:016x}",
                rng.choice(list(Motivation)),
                describe_ref(entry),
                f"2026-0{1 + number % 9}-{1 + number % 28:02}T08:00:{number % 60:02}+00:00",
                (SafeText(f"tag{number % 50}"), SafeText(f"supply/t{number % 7}")),
                SafeText("a note" if number % 5 == 0 else ""),
                quote,
                TextPositionSelector(start, start + len(words)),
            )
        )
    store = Store(services.paths.store_file)
    store.save_annotations(made)
    store.close()
