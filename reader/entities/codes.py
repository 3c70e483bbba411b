"""Codes: names made of letters and digits, by their pattern.

Owns the patterns. Knows no products: which letters belong to what, which series go on with a number and which labels
only look like codes come from the packs.
"""

import re
from collections.abc import Iterator

from reader.domain.entity import Entity, EntityType, MentionStatus
from reader.domain.scrub import SafeText
from reader.entities.candidates import Candidate, Taken
from reader.entities.cuebook import CueBook
from reader.entities.gazetteer import Gazetteer
from reader.entities.normalise import PlainText, Segment
from reader.entities.packs import CueKind

_CODE = re.compile(
    r"(?P<stem>[A-Z](?<![\w$€£¥].)(?<![\w.][-.].)[A-Za-z]{0,11}+)-?\d{1,4}(?:\.\d{1,2})?[A-Za-z]{0,4}"
    r"(?:-[A-Z]{1,4}\d{0,2})?(?![\w%$€£¥₩₹])(?!\.\d)"
)
_SERIES_NUMBER = re.compile(
    r"[ -]?(?P<code>\d+(?:\.\d+)?(?P<letters>[A-Za-z]{0,4})|[A-Z]{1,2}\d+\w{0,3}|v\d+)(?![\w%.-]\w|[\w%$€£¥₩₹])"
)
_SIZE = re.compile(r" \d+(?:\.\d+)?[BMx]\b")
_SUFFIX = re.compile(r" ([A-Za-z]+)\b")
_VARIANT = re.compile(r"[- ]([A-Za-z]+)(?![\w-])")
_GENERATION = re.compile(r" Gen \d{1,2}(?!\w|\.\d)")
_MODEL = re.compile(r" \d{3,5}(?:[A-Z]{1,3}\d?D?|HX3D)(?![\w%])")
"""The number of a model within a class: "Ryzen 7 7840U"."""
_NEXT_WORD = re.compile(r" ?([A-Za-z]+|%)")
_ELLIPTIC = re.compile(r"(?:, and |, | and | or |/)(\d{2,4}[A-Z]{1,3})(?![\w-])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MANY_CAPITALS = 6
_LETTERS_OF_PARTS = "GKLTPV"


class CodeRules:
    """Finds codes in the gaps between names, and the numbers that go on a series' name."""

    def __init__(self, cues: CueBook, gazetteer: Gazetteer) -> None:
        self._cues = cues
        self._gazetteer = gazetteer

    def extend_series(self, plain: PlainText, candidate: Candidate, limit: int) -> Iterator[Candidate]:
        """The name that a series' name, its number and what follows make together; and codes listed after it.

        "Ascend 910C" out of Ascend; of "Ascend 950PR and 950DT" both.
        """
        text = plain.text
        at = candidate.end
        if (word := _SUFFIX.match(text, at, limit)) and self._cues.has(CueKind.SUFFIX, word[1]):
            at = word.end()
        match = _SERIES_NUMBER.match(text, at, limit)
        if match is None or not self._is_number_of_name(text, match, limit):
            return
        end = match.end()
        if size := _SIZE.match(text, end, limit) or (
            _MODEL.match(text, end, limit) if end - match.start() < 3 else None
        ):
            end = size.end()
        while (word := _SUFFIX.match(text, end, limit)) and self._cues.has(CueKind.SUFFIX, word[1]):
            end = word.end()
        if generation := _GENERATION.match(text, end, limit):
            end = generation.end()
        yield self._coded(text[candidate.start : end], candidate.start, end, candidate.entity.type)
        series = text[candidate.start : candidate.end]
        while other := _ELLIPTIC.match(text, end, limit):
            yield self._coded(f"{series} {other[1]}", other.start(1), other.end(1), candidate.entity.type)
            end = other.end()

    def extend_suffix(self, plain: PlainText, known: Candidate, limit: int) -> Candidate:
        """A product with its variant: "H20-Lite", "iPad Air", "Snapdragon 8 Elite Gen 5"."""
        end = known.end
        match = _VARIANT.match(plain.text, end, limit)
        if match is not None and self._cues.has(CueKind.SUFFIX, match[1]):
            end = match.end()
        if generation := _GENERATION.match(plain.text, end, limit):
            end = generation.end()
        if end == known.end:
            return known
        return self._coded(plain.text[known.start : end], known.start, end, known.entity.type)

    def _is_number_of_name(self, text: str, match: re.Match[str], limit: int) -> bool:
        if match["letters"] or not match["code"][0].isdigit():
            return True
        if _YEAR.fullmatch(match["code"]):
            return False
        after = _NEXT_WORD.match(text, match.end(), limit)
        return after is None or not self._cues.has(CueKind.UNIT, after[1].lower())

    def _coded(self, name: str, start: int, end: int, type_: EntityType | None) -> Candidate:
        known = self._gazetteer.resolve(name)
        status = MentionStatus.RULE if known is None else MentionStatus.KNOWN
        return Candidate(start, end, known or Entity(SafeText(name), type_), status)

    def find(self, plain: PlainText, segment: Segment, taken: Taken) -> Iterator[Candidate]:
        """The codes of a segment that stand in a gap."""
        for match in _CODE.finditer(plain.text, segment.start, segment.end):
            if not taken.is_free(match.start(), match.end()):
                continue
            is_code, type_ = self._judge(plain.text, match, segment.end)
            if self._cues.is_label(match.group()) and not self._is_part(match.group(), type_):
                continue
            if is_code:
                yield self._coded(match.group(), match.start(), match.end(), type_)

    def _is_part(self, label: str, type_: EntityType | None) -> bool:
        """Whether what looks like a label is a product all the same, by what follows: "the T4 accelerator"."""
        return type_ is EntityType.PRODUCT and len(label) == len("T4") and label[0] in _LETTERS_OF_PARTS

    def _judge(self, text: str, match: re.Match[str], limit: int) -> tuple[bool, EntityType | None]:
        """Whether it is a code, and of what type: that of the known codes with the same letters."""
        stem = match["stem"]
        if self._cues.is_class(stem) and "-" not in match.group():
            return False, None
        family = self._gazetteer.family(stem)
        after = _NEXT_WORD.match(text, match.end(), limit)
        guess = self._cues.type_of(CueKind.AFTER, after[1].lower()) if after else None
        if family is not None:
            # One letter belongs to many things: what follows says which it is here.
            return True, guess if guess and len(stem) == 1 else family
        if not stem.isupper() or len(stem) > _MANY_CAPITALS:
            return False, None
        is_enclosed = text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"
        if len(stem) == 1 and len(match.group()) < 3 and not guess and not is_enclosed:
            return False, None
        return True, guess or EntityType.PRODUCT
