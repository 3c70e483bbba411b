"""The format of packs, and what their errors name."""

import pytest

from reader.domain.entity import EntityType
from reader.domain.scrub import SafeText
from reader.entities.packs import CueKind, PackError, PackForm, parse_pack, shipped_packs


def test_defaults_of_the_file_and_of_the_entry() -> None:
    pack = parse_pack(
        """
        type: company
        entities:
          - Nvidia
          - {name: Arm, case: exact, aliases: [ARM], not_after: [left]}
          - {name: Leuven, type: place}
        """,
        "my.yaml",
    )
    nvidia, arm, leuven = pack.entries
    assert nvidia.type is EntityType.COMPANY
    assert leuven.type is EntityType.PLACE
    assert arm.forms == tuple(PackForm(SafeText(text), is_exact=True, not_after=("left",)) for text in ("Arm", "ARM"))


def test_an_alias_with_conditions_of_its_own() -> None:
    pack = parse_pack("entities: [{name: Department of Commerce, aliases: [{name: Commerce, needs: [BIS]}]}]", "a.yaml")
    assert pack.entries[0].forms[1] == PackForm(SafeText("Commerce"), needs=("BIS",))
    assert pack.entries[0].type is None


def test_numbers_spell_an_entry_out() -> None:
    pack = parse_pack('entities: [{name: "# nm process", numbers: [3, 1.4], aliases: ["#nm"]}]', "a.yaml")
    assert [[form.text for form in entry.forms] for entry in pack.entries] == [
        ["3 nm process", "3nm"],
        ["1.4 nm process", "1.4nm"],
    ]


def test_cues() -> None:
    (cue,) = parse_pack("cues: [{kind: tail, type: organization, words: [Union]}]", "a.yaml").cues
    assert (cue.kind, cue.type, cue.words) == (CueKind.TAIL, EntityType.ORGANIZATION, ("Union",))


def test_control_characters_do_not_come_through() -> None:
    (entry,) = parse_pack('entities: [{name: "Ev\\e[2Jil"}]', "a.yaml").entries
    assert "\x1b" not in entry.name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[1, 2]", "bad.yaml is not a pack"),
        ("entities: {a: b}", "bad.yaml: entities must be a list"),
        ("entities: [[x]]", "bad.yaml: entry 1 must be a name or a mapping"),
        ("entities: [{type: company}]", "bad.yaml: entry 1: name must be"),
        ("entities: [A1, {name: Foo, typ: x}]", r"bad.yaml: entry 2 \(Foo\): unknown field 'typ'"),
        ("entities: [{name: Foo, type: firm}]", r"entry 1 \(Foo\): unknown type 'firm'"),
        ("entities: [{name: Foo, case: maybe}]", r"entry 1 \(Foo\): case must be exact or any"),
        ("entities: [{name: Foo, series: 1}]", r"entry 1 \(Foo\): series must be true or false"),
        ("entities: [{name: Foo, aliases: Bar}]", r"entry 1 \(Foo\): aliases must be a list"),
        ("entities: [{name: Foo, aliases: [[x]]}]", r"entry 1 \(Foo\): name must be"),
        ("names: []", "bad.yaml: unknown field 'names'"),
        ("cues: [{kind: nose, words: [x]}]", "bad.yaml: cue 1: unknown kind 'nose'"),
        ("cues: [x]", "bad.yaml: cue 1 must be a mapping"),
        ("entities: [", "bad.yaml: "),
        ("entities: &a [*a]", "bad.yaml: "),
    ],
)
def test_errors_name_file_and_entry(text: str, expected: str) -> None:
    with pytest.raises(PackError, match=expected):
        parse_pack(text, "bad.yaml")


def test_the_shipped_packs_cover_the_field() -> None:
    packs = [parse_pack(path.read_text(encoding="utf-8"), path.name) for path in shipped_packs()]
    entries = [entry for pack in packs for entry in pack.entries]
    assert len(entries) >= 1300
    assert sum(len(entry.forms) for entry in entries) >= 2500
    assert {entry.type for entry in entries} == set(EntityType)
