"""One line, one decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.decision import Decision, DecisionKind
from reader.domain.entity import EntityType
from reader.domain.scrub import SafeText
from reader.services.decision_lines import (
    DecisionFault,
    make_decision,
    pack_decisions,
    parse_line,
    print_line,
    unpack_decisions,
)

WRITTEN = {
    "- {accept: Asian IMEC, type: organization}": Decision(
        DecisionKind.ACCEPT, SafeText("Asian IMEC"), type=EntityType.ORGANIZATION
    ),
    "- {accept: Asian IMEC}": Decision(DecisionKind.ACCEPT, SafeText("Asian IMEC")),
    "- {reject: Market Access}   # nobody": Decision(DecisionKind.REJECT, SafeText("Market Access")),
    "- {merge: SK hynix Inc, into: SK Hynix}": Decision(
        DecisionKind.MERGE, SafeText("SK hynix Inc"), SafeText("SK Hynix")
    ),
    "- {split: Samsung, from: Samsung Electronics}": Decision(
        DecisionKind.SPLIT, SafeText("Samsung"), SafeText("Samsung Electronics")
    ),
    "- {rename: Hon Hai, to: Foxconn}": Decision(DecisionKind.RENAME, SafeText("Hon Hai"), SafeText("Foxconn")),
    "- {retype: Kumamoto, type: place}": Decision(DecisionKind.RETYPE, SafeText("Kumamoto"), type=EntityType.PLACE),
    "- {case: Arm, rule: exact}": Decision(DecisionKind.CASE, SafeText("Arm"), is_exact=True),
    "- {case: Arm, rule: any}": Decision(DecisionKind.CASE, SafeText("Arm"), is_exact=False),
    '- {"reject": "No, \\u0022this\\u0022"}': Decision(DecisionKind.REJECT, SafeText('No, "this"')),
    "- reject: Market Access": Decision(DecisionKind.REJECT, SafeText("Market Access")),
    "- {reject: no}": Decision(DecisionKind.REJECT, SafeText("no")),
    "- {reject: 1.10}": Decision(DecisionKind.REJECT, SafeText("1.10")),
    "- {merge: 台積電, into: TSMC}\r": Decision(DecisionKind.MERGE, SafeText("台積電"), SafeText("TSMC")),
}

FAULTS = {
    "- {accept: }": "accept must be a word",
    "- {accept: [a, b]}": "accept must be a word or words",
    "- {accept: X, type: firm}": "unknown type 'firm', expected one of company",
    "- {accept: X, typ: company}": "unknown field 'typ', expected accept, type",
    "- {reject: X, type: company}": "unknown field 'type', expected reject",
    "- {accept: X, reject: X}": "both accept and reject",
    "- {accept: X, accept: Y}": "accept stands there twice",
    "- {merge: X}": "merge needs into",
    "- {merge: X, into: X}": "both names are the same",
    "- {retype: X}": "retype needs type",
    "- {case: X}": "case needs rule",
    "- {case: X, rule: upper}": "case needs rule",
    "- {keep: X}": "one of accept, reject",
    "- {reject: (x)}": "begins with a letter or digit",
    "- {reject: X": ".",
    "reject X": "must look like",
    "{reject: X}": "must look like",
    "- {reject: X}, {reject: Y}": ".",
    "- {reject: &x X}\n- *x": ".",
    "- {reject: *x}": "alias",
    "- {reject: !!python/object X}": "tag",
    "- " + "[" * 500: ".",
    "- {reject: " + "x" * 201 + "}": "more than 200",
    "- {reject: " + "x" * 3000 + "}": "longer than 2000 bytes",
    "- {reject: X}\x00": ".",
}

NAMES = st.text(min_size=1, max_size=40).map(lambda text: " ".join(text.split()))


@pytest.mark.parametrize(("line", "decision"), WRITTEN.items())
def test_lines_are_read(line: str, decision: Decision) -> None:
    assert parse_line(line.encode()) == decision


@pytest.mark.parametrize(("line", "reason"), FAULTS.items())
def test_other_lines_are_refused_with_the_reason(line: str, reason: str) -> None:
    with pytest.raises(DecisionFault, match=reason.replace("(", r"\(")):
        parse_line(line.encode())


@pytest.mark.parametrize("line", [b"", b"   ", b"# - {accept: X}", b"  # why", b"---", b"\r"])
def test_comments_and_empty_lines_say_nothing(line: bytes) -> None:
    assert parse_line(line) is None


@pytest.mark.parametrize("line", [b"- {reject: \xff}", b"\xff\xfe-\x00"])
def test_bytes_that_are_no_text_are_refused(line: bytes) -> None:
    with pytest.raises(DecisionFault, match="UTF-8"):
        parse_line(line)


@given(st.sampled_from(list(DecisionKind)), NAMES, NAMES, st.sampled_from(list(EntityType)), st.booleans())
def test_what_is_printed_is_read_again(
    kind: DecisionKind, name: str, other: str, type_: EntityType, is_exact: bool
) -> None:
    try:
        decision = make_decision(kind, name, other, type_, "exact" if is_exact else "any")
    except DecisionFault:
        return
    line = print_line(decision)
    assert b"\n" not in line
    assert parse_line(line) == decision
    assert unpack_decisions(pack_decisions([decision, decision])) == (decision, decision)


@given(st.binary(max_size=80))
def test_any_bytes_are_a_decision_or_a_fault(line: bytes) -> None:
    try:
        decision = parse_line(line.replace(b"\n", b""))
    except DecisionFault:
        return
    assert decision is None or parse_line(print_line(decision)) == decision


def test_control_characters_are_made_visible() -> None:
    decision = parse_line(b'- {reject: "a\\e[31mb"}')
    assert decision is not None
    assert decision.name == "a\u241b[31mb"
