"""Tagging what arrives, by the rules in the settings.

Owns that a rule tags a briefing once: a tag that the reader took away stays away. The store remembers which; a briefing
whose text was changed is another one. Rules are followed after the index was brought up to date.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Protocol

from reader.config import Settings
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.domain.tag_rule import TagRule
from reader.services.annotations import Annotations
from reader.services.errors import FilterError, IndexUnusable, StoreError

_DIGEST_BYTES = 6


class Shelf(Protocol):
    """What the rules need: the services have it."""

    settings: Settings

    @property
    def annotations(self) -> Annotations:
        """Tags."""

    def filter_entries(self, query: str) -> Iterable[Entry]:
        """The briefings that fit a query."""


def follow_rules(services: Shelf, *, has_news: bool) -> SafeText:
    """Tag what has arrived, in one step that can be undone; also what is there already, where a rule is new.

    Args:
        services: after an update.
        has_news: whether that took anything in.

    Returns:
        Why it was not done; empty where it was. A rule whose query is wrong is told with the settings.
    """
    rules = {number_rule(rule): rule for rule in services.settings.tag_rules}
    try:
        known = services.annotations.list_followed() if rules else {}
        pending = {number: rule for number, rule in rules.items() if has_news or number not in known}
        # Asked before the store is locked: it may take a second.
        fitting = {number: _list_fitting(services, rule) for number, rule in pending.items()}
        if pending:
            with services.annotations.step() as step:
                for number, entries in fitting.items():
                    step.followed[number] = _tag(services.annotations, rules[number], number, entries)
                count = len(step.annotations)
                step.what = f"Tagged on arrival by rules: {count:,} briefing{'' if count == 1 else 's'}"
    except (StoreError, IndexUnusable) as error:
        return error.reason
    return SafeText("")


def number_rule(rule: TagRule) -> str:
    """The number of a rule: another one when anything in it is changed."""
    facts = "\n".join((rule.query, *rule.tags)).encode()
    return str(int.from_bytes(blake2b(facts, digest_size=_DIGEST_BYTES).digest()))


def _list_fitting(services: Shelf, rule: TagRule) -> Sequence[Entry]:
    """The briefings that fit."""
    try:
        return [entry for entry in services.filter_entries(rule.query) if entry.failure is None]
    except FilterError:
        return ()


def _tag(annotations: Annotations, rule: TagRule, number: str, entries: Sequence[Entry]) -> list[str]:
    """Tag the briefings that the rule has not tagged yet; their ids."""
    known = annotations.list_followed().get(number, frozenset())
    fresh = [entry for entry in entries if entry.id not in known]
    for entry in fresh:
        annotations.tag(entry, None, None, rule.tags)
    return [entry.id for entry in fresh]
