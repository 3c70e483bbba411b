"""What stands around a number: words that qualify it, and words that make it part of a name.

Owns both lists. Looks no further than a few words, so that it takes the same time everywhere.
"""

import re

from reader.domain.figure import FigureKind
from reader.entities.figures_found import Found, compiled

_NEAR = 28
"""Code points before a figure in which its qualifier stands."""

_BEFORE = (
    (">=", r"at least|no (?:less|fewer) than|not less than|a minimum of|minimum of|as (?:low|few|little) as|≥|>="),
    ("<=", r"up to|as (?:much|many|high|large|long|big) as|no (?:more|greater|later) than|not more than|at most"
           r"|not exceeding|a maximum of|maximum of|maximum|upwards? to|≤|<="),
    (">", r"over|past|more than|greater than|higher than|larger than|longer than|above|beyond|in excess of|upwards? of"
          r"|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|north of|better than|>"),
    ("<", r"less than|fewer than|lower than|smaller than|shorter than|under|below|sub-|<|south of|short of"),
    ("~", r"about|around|roughly|approximately|approx\.?|some|nearly|almost|close to|circa|ca\.|an estimated|estimated"
          r"|near|or so|~|≈|∼|just about|in the region of|on the order of|somewhere around"),
)  # fmt: skip
_QUALIFIED = (
    r"(?<![A-Za-z])(?:"
    + "|".join(f"(?P<q{place}>(?i:{words}))" for place, (_, words) in enumerate(_BEFORE))
    + r") ?(?:the |a |an |another |its |just |(?:the )?equivalent of )?\Z"
)
_TIMED = (
    r"(?i:(?<![A-Za-z])(?:(?P<early>early|beginning of|start of)|(?P<mid>mid|middle of)|(?P<late>late)"
    r"|(?P<end>end of|the end of|end|close of)|(?P<about>about|around|circa|roughly|approximately))"
    r"[ -](?:of |in |the )*)\Z"
)
_TIME_SIGNS = {"early": "early", "mid": "mid", "late": "late", "end": "end", "about": "~"}
_AFTER = (
    (">=", r" ?\+|-plus\b|,? or (?:more|higher|greater|above|longer|better|larger)\b|,? (?:and|or) up\b| minimum\b"),
    ("<=", r",? or (?:less|fewer|lower|below|under|shorter|smaller)\b| maximum\b| or under\b"),
    ("~", r",? or so\b|-odd\b|-ish\b"),
)
_AFTERWARDS = "|".join(f"(?P<q{place}>{words})" for place, (_, words) in enumerate(_AFTER))

_LABELS = frozenset(
    "no nos sec section sections article articles rule rules part parts chapter title titles order law act bill phase"
    " fab line tier level type class model version ver page pages figure fig table item annex appendix resolution cfr"
    " u.s.c fr iso iec rfc usb pcie ddr gen generation step stage group category grade unit room suite building floor"
    " route highway flight lot plant paragraph para clause schedule exhibit note footnote volume vol issue report"
    " directive regulation decree circular notice eo h.r s hs hts eccn zone block gate pier channel wave scope band"
    " wi-fi wifi windows android ios rank patent docket petition ranked number top #".split()
)
"""What goes before a number that is the number of something, in lower case, without a full stop."""
_GOES_ON = frozenset(" +,-")
_LAST_WORDS = frozenset(
    "least than of as low few little up much many high large long big greater later most exceeding maximum minimum to"
    " over past above beyond exceed exceeds exceeded surpass surpasses surpassed surpassing topped topping tops under"
    " below sub about around roughly approximately approx approx. some nearly almost circa ca. estimated near so just"
    " the a an another its".split()
)
_QUALIFYING_SIGNS = frozenset("≥≤=<>~≈∼-")
# Words that begin a sentence, a heading or a bullet, and so are capitalised without being names.
_OPENERS = frozenset(
    "About Some Over Nearly Almost Around Roughly Approximately Only Just At Up Under Below Above The A An All And Or"
    " But In On With From For By To Of Between Within After Before Since Another These Those Its Their Our More Than"
    " Fewer Less Another Last Next Past First Top Every Each Both Exactly Plus Until Through As Among Including That"
    " This If When While Where Which He She They We It Is Are Was Were Has Have Had Adds Added Add Builds Hires Cuts"
    " Employs Total Totaling Approx Currently Today Now Also Then Meanwhile Worth Estimated Additional Adding".split()
)


def qualify(text: str, found: Found, lower: int, limit: int) -> Found:
    """The same figure with its qualifier, which stands before it or after it."""
    if found.qualifier is not None or found.kind is FigureKind.ORDINAL:
        return found
    if "+ " in text[found.start + 1 : found.end]:
        return found._replace(qualifier=">=")
    start = max(lower, found.start - _NEAR)
    if found.kind is FigureKind.DATE:
        match = compiled(_TIMED).search(text, start, found.start)
        return found._replace(qualifier=_TIME_SIGNS[match.lastgroup or ""]) if match else found
    match = _find_qualifier(text, start, found.start)
    if match is not None and not _is_span_of_time(found, match.group()):
        return found._replace(qualifier=_BEFORE[_place(match.lastgroup)][0])
    match = compiled(_AFTERWARDS).match(text, found.end, limit) if text[found.end : found.end + 1] in _GOES_ON else None
    return found._replace(qualifier=_AFTER[_place(match.lastgroup)][0]) if match else found


def _find_qualifier(text: str, start: int, at: int) -> "re.Match[str] | None":
    """The qualifier that ends at `at`; most words are known at a glance not to end one."""
    before = text[start:at].rsplit(None, 1)
    word = before[-1] if before else ""
    is_likely = word.lstrip("(\"'").lower() in _LAST_WORDS or word[-1:] in _QUALIFYING_SIGNS
    return compiled(_QUALIFIED).search(text, start, at) if is_likely else None


def has_bound(text: str, lower: int, at: int) -> bool:
    """Whether a word such as "about" or "over" stands before a number, as it hardly does before a year."""
    return _find_qualifier(text, max(lower, at - _NEAR), at) is not None


def _place(group: str | None) -> int:
    return int((group or "q0")[1:])


def _is_span_of_time(found: Found, before: str) -> bool:
    """ "Over five years" mostly means during them."""
    return found.kind is FigureKind.DURATION and before.strip().lower() in ("over", "past")


def _word_before(text: str, lower: int, at: int) -> str:
    """The word directly before `at`, with a space or a bracket between; the empty text where there is none."""
    before = text[max(lower, at - 24) : at]
    return "" if not before or before[-1].isalnum() else before.rstrip(" (#").rpartition(" ")[2]


def is_labelled(text: str, lower: int, at: int) -> bool:
    """Whether the word before a number makes it a number of something: "Section 301", "Phase 2"."""
    word = _word_before(text, lower, at)
    return word.strip("([\"'“.").lower() in _LABELS


def is_named(text: str, lower: int, at: int) -> bool:
    """Whether a capitalised word before a number may make both a name: "Maia 200 chips"."""
    word = _word_before(text, lower, at).lstrip("([\"'“") if text[at - 1 : at] == " " else ""
    return not word.islower() and word.replace("-", "").isalnum() and not word.isdigit() and word not in _OPENERS
