"""What site generators put between the words goes: tags of Jekyll, Eleventy, Hugo and Zola, kramdown's attributes.

Owns which of them stand for words: a captured text where it is used, a figure's caption, a listing. No line is lost.
Knows nothing of Markdown beyond its code.
"""

import re
from collections.abc import Mapping

from reader.importers.code_places import Code
from reader.importers.lines import Shape, shapes_of

_LONGEST = 2000
"""Characters of a tag."""
_TAG = re.compile(
    rf"""\{{%-?\s{{0,20}}(?P<name>\w{{0,40}})(?P<rest>(?:[^%{{}}]|%(?!\}})|\{{(?!%)|\}}){{0,{_LONGEST}}}?)-?%\}}
    | \{{\{{[<%](?!/\*)\s{{0,20}}(?P<code>/?[ ]?[\w./-]{{1,80}})(?P<inner>[^{{}}]{{0,{_LONGEST}}}?)[>%]\}}\}}
    | \{{\{{[ ]?(?P<call>\w{{1,40}})\((?P<given>[^{{}}]{{0,{_LONGEST}}}?)\)\s{{0,20}}\}}\}}""",
    re.VERBOSE,
)
_MOST_FILLED = 1_000_000
"""Characters that captured texts may add: a text that is used again and again would have no end."""
_VARIABLE = re.compile(r"\{\{-?\s*(?P<name>[A-Za-z_][\w-]*)\s*-?\}\}")
_TARGET = re.compile(r"\]\([^()\s{}]{0,500}\{\{[^{}()\n]{1,200}\}\}[^()\s]{0,500}\)")
_VARIABLES = re.compile(r"\{\{[^{}\n]*\}\}")
_QUOTED = re.compile(r"\"([^\"]+)\"|'([^']+)'")
_ASSIGNED = re.compile(r"\s*(?P<name>[A-Za-z_][\w-]*)\s*=\s*(?P<quote>[\"'])(?P<value>[^\"'\n]*)(?P=quote)\s*\Z")
_ARGUMENT = re.compile(
    r"(?:(?P<name>[\w-]+)\s*=\s*)?(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"']+))"
)
_UNSEEN = frozenset({"comment", "capture"})
"""Tags of which the content is not shown where it stands."""
_LISTING = "highlight"
_ATTRIBUTES = re.compile(r"^[ >]*\{:[^{}\n]*\}[ ]*$|(?<=[^\s{])\{: ?[.#][^{}\n]*\}", re.MULTILINE)
_CLASSES = re.compile(r"(?<=\S)[ ]\{(?=[.#][A-Za-z])[\w.#=\"% -]{2,100}\}[ ]*$", re.MULTILINE)
"""The attributes that a plugin of markdown-it takes behind a block."""
_HEADING_NAME = re.compile(r"\{:? ?[#.][^{}]*\}")
_LONGEST_OPENING = 500
_MEANS_MARKDOWN = re.compile(r"\bmarkdown\s?=\s?[\"']?(?:1|block|span|true)\b")
_OPENED = re.compile(r"\s*<(?P<name>[a-z][a-z0-9]*)\b[^<>]*>\s*")
_CLOSED = re.compile(r"\s*</(?P<name>[a-z][a-z0-9]*)\s*>\s*")


def strip_templates(text: str, *, is_generated: bool) -> str:
    """Take out what a site generator would obey and not show.

    Args:
        text: the body.
        is_generated: whether the document has front matter: generators read no others.
    """
    if "{" in text:
        text = _strip_braces(text, is_generated=is_generated)
    return _open_elements(text) if "markdown=" in text else text


def _strip_braces(text: str, *, is_generated: bool) -> str:
    if is_generated and ("{%" in text or "{{" in text):
        text = _Tags(text).strip()
    if is_generated and "{{" in text:
        text = _TARGET.sub(lambda found: _VARIABLES.sub(_squeeze, found[0]), text)
    if is_generated and "{:" in text:
        code = Code(text)
        text = _ATTRIBUTES.sub(lambda found: found[0] if code.holds(found.start()) else "", text)
    if "{#" in text or "{:" in text or "{." in text:
        text = _without_names(text)
    if is_generated and (" {." in text or " {#" in text):
        code = Code(text)
        text = _CLASSES.sub(lambda found: found[0] if code.holds(found.start()) else "", text)
    return text


def _squeeze(found: re.Match[str]) -> str:
    """A variable in a link's target: its text, or its name without the spaces that would end the target."""
    quoted = _QUOTED.search(found[0])
    return (quoted[1] or quoted[2]) if quoted else "".join(found[0].split())


def _without_names(text: str) -> str:
    """Take away the names that stand behind headings, for links to them: "## News {#news}"."""
    lines = text.split("\n")
    for index, shape in enumerate(shapes_of(lines)):
        if shape is Shape.HEADING and (bare := lines[index].rstrip(" #")).endswith("}"):
            start = bare.rfind("{")
            if _HEADING_NAME.fullmatch(bare, start):
                lines[index] = bare[:start].rstrip()
    return "\n".join(lines)


class _Tags:
    """The tags of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        code = Code(text)
        self._found = [match for match in _TAG.finditer(text) if not code.holds(match.start())]
        self._values: dict[str, str] = {}
        self._unended: set[str] = set()
        """Ends that do not come any more."""
        self._at = 0
        """The next tag."""

    def strip(self) -> str:
        """The text without them, with as many lines."""
        pieces: list[str] = []
        end = 0
        while self._at < len(self._found):
            match = self._found[self._at]
            self._at += 1
            words = self._replace(match)
            pieces += (self._text[end : match.start()], words)
            end = self._found[self._at - 1].end()
            pieces.append("\n" * (self._text.count("\n", match.start(), end) - words.count("\n")))
        pieces.append(self._text[end:])
        return self._fill("".join(pieces))

    def _replace(self, match: re.Match[str]) -> str:
        """What stands in the place of a tag, and of all up to its end where its content is not shown."""
        name = match["name"] or ""
        if match["code"]:
            return self._replace_code(match)
        if match["call"]:
            return _show_figure(_read_arguments(match["given"]))
        if name == "raw":
            return self._skip_to("endraw", match)
        if name in _UNSEEN:
            content = self._skip_to(f"end{name}", match)
            if name == "capture":
                self._values[match["rest"].strip(" -\"'")] = _TAG.sub("", content).replace("\n", " ")
        elif name == _LISTING:
            return self._fence(match, match["rest"].split()[:1])
        elif name == f"end{_LISTING}":
            return self._fence(match, [])
        elif name == "assign" and (assigned := _ASSIGNED.match(match["rest"].rstrip("- "))):
            self._values[assigned["name"]] = assigned["value"]
        return ""

    def _replace_code(self, match: re.Match[str]) -> str:
        """What a Hugo shortcode stands for."""
        name, arguments = match["code"].replace(" ", ""), _read_arguments(match["inner"])
        if name in ("ref", "relref"):
            return arguments.get("", "")
        if name == "figure":
            return _show_figure(arguments)
        if name.strip("/") == _LISTING:
            return self._fence(match, [] if name.startswith("/") else match["inner"].split()[:1])
        return ""

    def _skip_to(self, name: str, match: re.Match[str]) -> str:
        """What stands between a tag and the one that ends it, which is passed over; nothing where none ends it."""
        if name not in self._unended:
            for index in range(self._at, len(self._found)):
                if self._found[index]["name"] == name:
                    self._at = index + 1
                    return self._text[match.end() : self._found[index].start()]
            self._unended.add(name)
        return ""

    def _fence(self, match: re.Match[str], words: list[str]) -> str:
        """A fence, where the tag has its line to itself."""
        before = self._text[self._text.rfind("\n", 0, match.start()) + 1 : match.start()]
        end = self._text.find("\n", match.end())
        after = self._text[match.end() : end if end >= 0 else len(self._text)]
        return "" if before.strip() or after.strip() else "```" + "".join(words)

    def _fill(self, text: str) -> str:
        """Put what was captured or assigned where it is used."""
        longest = max(map(len, self._values.values()), default=0)
        if not longest or text.count("{{") * longest > _MOST_FILLED:
            return text
        return _VARIABLE.sub(lambda found: self._values.get(found["name"], found[0]), text)


def _show_figure(arguments: Mapping[str, str]) -> str:
    """A picture, where the arguments are one's."""
    words = next((arguments[key] for key in ("alt", "caption", "title") if arguments.get(key)), "")
    source = arguments.get("src", "").replace(" ", "%20")
    return f"![{' '.join(words.split())}]({source})" if words or source else ""


def _read_arguments(inner: str) -> Mapping[str, str]:
    """The arguments of a shortcode by their names; "" for the first that has none."""
    arguments: dict[str, str] = {}
    for found in _ARGUMENT.finditer(inner):
        value = next(filter(None, (found["double"], found["single"], found["bare"])), "")
        arguments.setdefault(found["name"] or "", value)
    return arguments


def _open_elements(text: str) -> str:
    """Blank the tags of elements of which the author says that Markdown stands in them."""
    lines = text.split("\n")
    opened: list[tuple[str, bool]] = []
    for index, (line, shape) in enumerate(zip(lines, shapes_of(lines), strict=True)):
        if shape is Shape.FENCED or "<" not in line or len(line) > _LONGEST_OPENING:
            continue
        if found := _OPENED.fullmatch(line):
            means_markdown = _MEANS_MARKDOWN.search(line) is not None
            if means_markdown or (opened and opened[-1][0] == found["name"]):
                opened.append((found["name"], means_markdown))
            if means_markdown:
                lines[index] = ""
        elif opened and (found := _CLOSED.fullmatch(line)) and found["name"] == opened[-1][0] and opened.pop()[1]:
            lines[index] = ""
    return "\n".join(lines)
