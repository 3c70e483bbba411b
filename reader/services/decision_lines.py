"""Decisions as lines of a file, and in the form in which they travel.

Owns the format of `entities.yaml`: each line that is no comment is one item of a list, a mapping in braces::

    - {accept: Asian IMEC, type: organization}
    - {reject: Market Access}
    - {merge: SK hynix Inc, into: SK Hynix}
    - {split: Samsung, from: Samsung Electronics}
    - {rename: Hon Hai, to: Foxconn}
    - {retype: Kumamoto, type: place}
    - {case: Arm, rule: exact}

Knows nothing of what a decision brings about.
"""

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from reader.domain.decision import LONGEST_NAME, Decision, DecisionKind
from reader.domain.entity import EntityType
from reader.domain.scrub import SafeText, scrub_line

LONGEST_LINE = 2_000
"""Bytes."""

_OTHER = {DecisionKind.MERGE: "into", DecisionKind.SPLIT: "from", DecisionKind.RENAME: "to"}
_TYPED = (DecisionKind.ACCEPT, DecisionKind.RETYPE)
_EXACT, _ANY = "exact", "any"
_KINDS = ", ".join(DecisionKind)

_PLAIN = re.compile(r"[^\W\d_](?:[\w .&'/+-]*[\w.&'/+-])?")
_MISREAD = frozenset("y n yes no on off true false null none".split())
"""Words that other programs take for something else than text."""

_REMEMBERED = 20_000


class DecisionFault(ValueError):
    """A line that states no decision. The message says why, and may quote the line: scrub it before it is shown."""


@lru_cache(_REMEMBERED)
def parse_line(line: bytes) -> Decision | None:
    """The decision of a line; None for an empty line or a comment.

    Raises:
        DecisionFault: if it states none.
    """
    from reader.safe_yaml import UnsafeYaml, load_yaml

    if not line.strip() or line.lstrip().startswith(b"#") or line.rstrip() == b"---":
        return None
    if len(line) > LONGEST_LINE:
        raise DecisionFault(f"longer than {LONGEST_LINE} bytes")
    twice: list[str] = []
    try:
        read = load_yaml(line.decode("utf-8-sig"), on_duplicate=lambda key, _: twice.append(key))
    except UnicodeDecodeError as error:
        raise DecisionFault(f"not UTF-8 (byte {error.start})") from None
    except UnsafeYaml as error:
        raise DecisionFault(error.reason) from None
    if twice:
        raise DecisionFault(f"{twice[0]} stands there twice")
    if not (isinstance(read, list) and len(read) == 1 and isinstance(read[0], dict)):
        raise DecisionFault("no decision: it must look like - {accept: NAME, type: company}")
    return _read_fields(read[0])


def _read_fields(fields: Mapping[str, object]) -> Decision:
    kinds = [kind for kind in DecisionKind if kind in fields]
    if len(kinds) != 1:
        raise DecisionFault(
            f"one of {_KINDS} must stand in it" if not kinds else f"it states both {' and '.join(kinds)}"
        )
    kind = kinds[0]
    given = {str(key): _read_name(value, key) for key, value in fields.items()}
    known = {kind.value, _OTHER.get(kind, kind.value), *(["type"] if kind in _TYPED else [])}
    known |= {"rule"} if kind is DecisionKind.CASE else set()
    for key in given:
        if key not in known:
            raise DecisionFault(f"unknown field {key!r}, expected {', '.join(sorted(known))}")
    return make_decision(kind, given[kind], given.get(_OTHER.get(kind, "")), given.get("type"), given.get("rule"))


def _read_name(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise DecisionFault(f"{key} must be a word or words")
    return value


def make_decision(
    kind: DecisionKind, name: str, other: str | None = None, type_: str | None = None, rule: str | None = None
) -> Decision:
    """A decision out of what a person said.

    Args:
        kind: what is decided.
        name: what it is about.
        other: what it is merged into, split from or renamed to; with these alone, and then needed.
        type_: the type; needed to retype, possible to accept.
        rule: exact or any; needed for the case.

    Raises:
        DecisionFault: if that is no decision.
    """
    checked = _check_name(name, kind.value)
    field = _OTHER.get(kind)
    if field is not None and other is None:
        raise DecisionFault(f"{kind} needs {field}")
    second = None if field is None or other is None else _check_name(other, field)
    if second == checked:
        raise DecisionFault(f"{kind}: both names are the same")
    if kind is DecisionKind.RETYPE and type_ is None:
        raise DecisionFault("retype needs type")
    if kind is DecisionKind.CASE and rule not in (_EXACT, _ANY):
        raise DecisionFault(f"case needs rule: {_EXACT} or {_ANY}")
    is_exact = rule == _EXACT if kind is DecisionKind.CASE else None
    return Decision(kind, checked, second, _check_type(type_) if kind in _TYPED else None, is_exact)


def _check_name(name: str, field: str) -> SafeText:
    words = scrub_line(" ".join(name.split()))
    if not words:
        raise DecisionFault(f"{field} must be a word or words")
    if not words[0].isalnum():
        raise DecisionFault(f"{field}: a name begins with a letter or digit, not {words[0]!r}")
    if len(words) > LONGEST_NAME:
        raise DecisionFault(f"{field}: a name of more than {LONGEST_NAME} characters")
    return words


def _check_type(type_: str | None) -> EntityType | None:
    if type_ is None:
        return None
    try:
        return EntityType(type_)
    except ValueError:
        raise DecisionFault(f"unknown type {type_!r}, expected one of {', '.join(EntityType)}") from None


def print_line(decision: Decision) -> bytes:
    """The line that states a decision; `parse_line` reads the same out of it."""
    fields = [(decision.kind.value, decision.name)]
    if decision.other is not None:
        fields.append((_OTHER[decision.kind], decision.other))
    if decision.type is not None:
        fields.append(("type", SafeText(decision.type.value)))
    if decision.is_exact is not None:
        fields.append(("rule", SafeText(_EXACT if decision.is_exact else _ANY)))
    return f"- {{{', '.join(f'{key}: {_quote(value)}' for key, value in fields)}}}".encode()


def _quote(words: str) -> str:
    is_plain = _PLAIN.fullmatch(words) and words.lower() not in _MISREAD
    return words if is_plain else json.dumps(words, ensure_ascii=False)


def pack_decisions(decisions: Iterable[Decision]) -> str:
    """Decisions as one text that is quick to hand over and to compare; empty for none."""
    rows = [[one.kind.value, one.name, one.other, one.type and one.type.value, one.is_exact] for one in decisions]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def unpack_decisions(packed: str) -> tuple[Decision, ...]:
    """The decisions again."""
    return tuple(
        Decision(
            DecisionKind(kind),
            SafeText(name),
            None if other is None else SafeText(other),
            None if type_ is None else EntityType(type_),
            is_exact,
        )
        for kind, name, other, type_, is_exact in (json.loads(packed) if packed else ())
    )
