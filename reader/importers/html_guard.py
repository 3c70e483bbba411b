"""Whether a page's HTML can be parsed in reasonable time, judged from its tags alone.

The HTML standard makes every parser quadratic: 20,000 nested lists, 160 kB, take lexbor 2.6 s, and each open
`<font>` is built again in every paragraph. So the tags are counted first, in one pass. The count may be too high,
never too low: an end tag counts only where the parser is sure to obey it or its element was counted too.
Knows nothing of the tree.
"""

import re
from collections import Counter

MOST_OPEN = 1_000
"""Elements that are open at once."""
MOST_REBUILT = 500_000
"""Elements that unclosed styles add."""

_TAG = re.compile(
    r"""<(?:
      !--(?:-?>|(?>.*?(?:--!?>|\Z)))
    | [!?][^>]*
    | (?P<end>/?)(?P<name>[a-z][^\s/>]*)(?>(?:[^>=]|=\s*(?:"[^"]*"|'[^']*'|[^\s"'>][^\s>]*)?)*)
    )""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
# What is not closed reaches to the end, so that no stretch is read twice.
# Never nested without something else between them, or empty.
_UNCOUNTED = frozenset(
    "p li dd dt td th tr tbody thead tfoot option optgroup rt rp body html head col colgroup caption br hr img input"
    " meta link base wbr area embed param source track".split(" ")
)
_STYLES = frozenset("a b big code em font i nobr s small strike strong tt u".split(" "))
_RAW_TEXT = frozenset("script style xmp iframe noembed noframes textarea title".split(" "))


def is_too_nested(html: str) -> bool:
    """Whether parsing could take more than about a tenth of a second per 100 kB."""
    open_: Counter[str] = Counter()
    depth = styles = rebuilt = 0
    raw = ""
    for tag in _TAG.finditer(html):
        name = (tag["name"] or "").lower()
        if not name:
            continue
        is_style = name in _STYLES
        if tag["end"]:
            if raw and name != raw:
                continue
            raw = ""
            if open_[name]:
                open_[name] -= 1
                depth -= 1
                styles -= is_style
            continue
        rebuilt += styles
        if name not in _UNCOUNTED:
            open_[name] += 1
            depth += 1
            styles += is_style
        if name in _RAW_TEXT:
            raw = raw or name
        if depth > MOST_OPEN or rebuilt > MOST_REBUILT:
            return True
    return False
