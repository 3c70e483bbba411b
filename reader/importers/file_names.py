"""What a file's name says of the briefing in it: a readable title, a date, a label. Knows nothing of the text."""

import os
import re

from reader.domain.briefing import Provenance
from reader.importers.dates import MONTH, Days, find_days, find_label_period
from reader.importers.labels import read_title
from reader.importers.metadata import MetadataDraft

_LONGEST_NAME = 255
_NAMELESS = frozenset({"index", "readme", "page", "content", "_index"})
_SEPARATORS = re.compile(r"[\s_]+|(?<!\d)-+|-+(?!\d|w\d)", re.IGNORECASE)
_ISO_WEEK = re.compile(r"(?<!\d)((?:19|20)\d\d)-?w(\d\d?)(?!\d)", re.IGNORECASE)
_MONTH = re.compile(
    r"(?:^|(?<=[\s_-]))(?P<year>(?:19|20)\d\d)[-_](?P<month>0[1-9]|1[0-2])(?:$|(?=[\s_-]*[^\W\d_]))(?<!\d[-_]\d{4}[-_]\d\d)"
)
_NUMBER = re.compile(
    r"(?<![^\W_])(?:issue|edition|newsletter|number|no|nr)[-_ #.]*(?P<number>\d{1,4})(?![^\W_])(?!-\d\d-)",
    re.IGNORECASE,
)
_NAMED_MONTH = re.compile(
    rf"(?<![^\W\d_])(?P<name>{MONTH})[-_ ]*(?P<year>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\d)(?P<first>(?:19|20)\d\d)[-_ ]*(?P<last>{MONTH})(?![^\W\d_])(?![-_ ]*\d)",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    rf"(?<![^\W\d_])({MONTH})[-_ ](\d{{1,2}})(?:st|nd|rd|th)?[-_, ]+((?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
_DAY_NAMED = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[-_ ]({MONTH})[-_, ]+((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_. ])(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<![\d-])(\d{1,2})([-_.])(\d{1,2})\2((?:19|20)\d\d)(?!\d)(?!\2\d)")
_FOLDER_DAY = re.compile(r"(?:^|/)((?:19|20)\d\d)[-/_]?(\d\d)[-/_]?(\d\d)(?:/[^/\d][^/]*)?$")
"""The day may stand over one more folder, which is called after the text."""


def read_file_name(draft: MetadataDraft, path: str) -> None:
    """Take the title, the date and the label of the file's name, where nothing better was found."""
    stem = _stem(path)
    if draft.issued is None and draft.period is None:
        search = find_days(_set_dates_off(stem), allows_compact=True)
        draft.put_period(search.range, None, Provenance.FILE_NAME)
        draft.put_issued(search.day if search.range is None else None, Provenance.FILE_NAME)
    if found := _ISO_WEEK.search(stem):
        label = f"{found[1]}-W{int(found[2]):02}"
        draft.put("label", label, Provenance.FILE_NAME)
        if draft.issued is None:
            draft.put_period(read_title(label).days, label, Provenance.FILE_NAME)
    if found := _NUMBER.search(stem):
        draft.put("number", found["number"], Provenance.FILE_NAME)
    if draft.issued is None and draft.period is None:
        draft.put_period(_read_month(stem), None, Provenance.FILE_NAME)
    if draft.issued is None and draft.period is None:
        draft.put_issued(_read_folders(os.path.dirname(path)), Provenance.FILE_NAME)
    if "title" not in draft.values:
        draft.put("title", _readable(stem), Provenance.FILE_NAME)


def _read_month(stem: str) -> Days | None:
    """The month that a name begins or ends with: "2026-05", "outlook_2026-05"."""
    if found := _MONTH.search(stem):
        return find_label_period(f"{found['year']}-{found['month']}")
    found = _NAMED_MONTH.search(stem)
    return find_label_period(f"{found['name'] or found['last']} {found['year'] or found['first']}") if found else None


def _read_folders(folder: str) -> Days | None:
    """The day that the nearest folders are called by: "2026-05-09", or "2026/05/09"."""
    found = _FOLDER_DAY.search(folder.replace(os.sep, "/"))
    return find_days("-".join(found.groups())).day if found else None


def _set_dates_off(stem: str) -> str:
    """A name with its dates as a sentence would have them: what is glued to them gets a space, "2026_05_09" hyphens.

    The day may come first where nobody could take it for the month.
    """
    words = _DAY_FIRST.sub(_turn, _DAY.sub(r" \1-\3-\4 ", stem))
    words = _NAMED_DAY.sub(r" \1 \2, \3 ", _DAY_NAMED.sub(r" \1 \2 \3 ", words))
    return re.sub(r"(?<=\d\d-\d\d) [_\s~-]+ (?=(?:19|20)\d\d-)", " ~ ", words).replace("_", " ")


def _turn(found: re.Match[str]) -> str:
    first, second, year = int(found[1]), int(found[3]), found[4]
    if first > 12 or found[2] == "." or first == second:
        return f" {year}-{second}-{first} "
    return f" {year}-{first}-{second} " if second > 12 else found[0]


def _readable(stem: str) -> str:
    """A name as a title: with spaces."""
    words = _SEPARATORS.sub(" ", stem).strip()
    return words[:1].upper() + words[1:] if words else stem or "untitled"


def _stem(path: str) -> str:
    """The name without its suffix. A file called "index" goes by its folder's name."""
    folder, name = os.path.split(path)
    stem = os.path.splitext(name)[0]
    parent = os.path.basename(folder)
    return (parent if stem.lower() in _NAMELESS and parent else stem)[:_LONGEST_NAME]
