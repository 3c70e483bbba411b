"""That Python and the style sheets agree: no style in Python, and no class name that only one of them knows."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.source import Function, Source, list_calls, print_name

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HEAD = re.compile(r"([^{};]*)([{};])")
_CLASS_NAME = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_LEADING_TYPE = re.compile(r"[A-Z]\w*")

_STYLE_VARIABLES = frozenset({"CSS", "DEFAULT_CSS"})
_LOOKS = frozenset({"color", "background", "tint", "outline", "opacity", "text_style", "text_opacity", "hatch"})
_LOOK_PREFIXES = ("border", "outline_", "link_", "scrollbar_", "background_", "color_")

_CLASS_CALLS = frozenset({"add_class", "remove_class", "toggle_class", "has_class"})
_COMPONENT_CALLS = ("get_component_", "get_visual_style")
_SELECTOR_CALLS = ("query", "on")

TOOLKIT_CLASSES = frozenset({"-dark-mode", "-light-mode", "option-list--option-highlighted"})
"""What Textual itself puts on the app, and names in its widgets."""


@dataclass(frozen=True)
class Rule:
    """The head of a block in a sheet."""

    sheet: str
    line: int
    selectors: tuple[str, ...]
    depth: int
    """0 for a rule of its own, more for one nested in another."""


@dataclass(frozen=True)
class ClassUse:
    """A class name in Python."""

    module: str
    line: int
    pattern: str
    """As a regular expression, since a part of it may be computed."""

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.pattern}"


def list_rules(sheet: str, text: str) -> tuple[Rule, ...]:
    """The rules of a sheet, nested ones included; `$variables` and declarations are passed over."""
    blank = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    rules, depth = [], 0
    for match in _HEAD.finditer(blank):
        head, end = match.groups()
        if end == "{":
            start = match.start() + len(head) - len(head.lstrip())
            selectors = tuple(part.strip() for part in head.split(","))
            rules.append(Rule(sheet, blank.count("\n", 0, start) + 1, selectors, depth))
            depth += 1
        elif end == "}":
            depth -= 1
    return tuple(rules)


def load_rules(folder: Path) -> tuple[Rule, ...]:
    """The rules of every sheet in a folder."""
    return tuple(
        rule for path in sorted(folder.glob("*.tcss")) for rule in list_rules(path.name, path.read_text("utf-8"))
    )


def list_orphan_sheets(names: Iterable[str], sources: Iterable[Source]) -> list[str]:
    """Sheets whose stem is no module of a widget or screen, nor "app"."""
    parents = ("reader.ui.widgets", "reader.ui.screens")
    stems = {source.name.rpartition(".")[2] for source in sources if source.name.rpartition(".")[0] in parents}
    return [name for name in names if Path(name).stem not in stems | {"app"}]


def list_foreign_rules(rules: Iterable[Rule], sources: Iterable[Source]) -> list[str]:
    """Rules that do not begin with a type of ours, so that they could reach others' widgets."""
    ours = {
        node.name
        for source in sources
        if source.component == "ui"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }
    faults = []
    for rule in rules:
        for selector in rule.selectors if rule.depth == 0 else ():
            found = _LEADING_TYPE.match(selector)
            if found is None or found.group() not in ours:
                faults.append(f"{rule.sheet}:{rule.line} {selector}")
    return faults


def list_sheet_classes(rules: Iterable[Rule]) -> dict[str, str]:
    """Every class name in the sheets and where it stands first."""
    found: dict[str, str] = {}
    for rule in rules:
        for selector in rule.selectors:
            for name in _CLASS_NAME.findall(selector):
                found.setdefault(name, f"{rule.sheet}:{rule.line}")
    return found


def _read_words(node: ast.expr) -> Iterator[str]:
    """The words of a string expression as patterns; what is computed may be anything."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from (re.escape(word) for word in node.value.split())
    elif isinstance(node, ast.JoinedStr):
        parts = [
            re.escape(part.value) if isinstance(part, ast.Constant) and isinstance(part.value, str) else r"[\w-]+"
            for part in node.values
        ]
        yield from "".join(parts).replace(r"\ ", " ").split()
    elif isinstance(node, ast.IfExp):
        yield from _read_words(node.body)
        yield from _read_words(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _read_words(value)
    elif isinstance(node, ast.Set | ast.List | ast.Tuple):
        for value in node.elts:
            yield from _read_words(value)
    elif isinstance(node, ast.Starred):
        yield from _read_words(node.value)
    elif isinstance(node, ast.SetComp | ast.ListComp | ast.GeneratorExp):
        yield from _read_words(node.elt)
    elif isinstance(node, ast.BinOp):
        yield from _read_words(node.left)
        yield from _read_words(node.right)
    elif isinstance(node, ast.Call) and print_name(node.func) in ("set", "frozenset", "tuple"):
        for value in node.args:
            yield from _read_words(value)


def _read_call(call: ast.Call, name: str) -> Iterator[str]:
    method = name.rpartition(".")[2]
    if method in _CLASS_CALLS or method.startswith(_COMPONENT_CALLS):
        for word in call.args:
            yield from _read_words(word)
    elif method == "set_class":
        for word in call.args[1:]:
            yield from _read_words(word)
    elif method.startswith(_SELECTOR_CALLS[0]) or name == _SELECTOR_CALLS[1]:
        for word in call.args:
            if isinstance(word, ast.Constant) and isinstance(word.value, str):
                yield from (re.escape(found) for found in _CLASS_NAME.findall(word.value))
    for keyword in call.keywords:
        if keyword.arg == "classes":
            yield from _read_words(keyword.value)


def list_class_uses(sources: Iterable[Source]) -> list[ClassUse]:
    """Every class name that the screen's modules give, ask for, or declare as a component."""
    uses = []
    for source in (one for one in sources if one.component == "ui"):
        for call, name in list_calls(source.tree):
            uses += [ClassUse(source.name, call.lineno, word) for word in _read_call(call, name)]
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if "COMPONENT_CLASSES" in map(print_name, targets):
                    uses += [ClassUse(source.name, node.lineno, word) for word in _read_words(node.value)]
    return uses


def _list_strings(sources: Iterable[Source]) -> set[str]:
    return {
        word
        for source in sources
        if source.component == "ui"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for word in [node.value, *(node.value.split() if len(node.value) < 80 else [])]
    }


def list_unstyled_classes(uses: Iterable[ClassUse], styled: Iterable[str]) -> list[str]:
    """Class names in Python that stand in no sheet."""
    styled = tuple(styled)
    return [str(use) for use in uses if not any(re.fullmatch(use.pattern, name) for name in styled)]


def list_unused_classes(styled: dict[str, str], sources: Iterable[Source]) -> list[str]:
    """Class names in sheets that no module of the screen gives; a name may also come from a table of strings."""
    sources = tuple(sources)
    patterns = {use.pattern for use in list_class_uses(sources)}
    strings = _list_strings(sources) | TOOLKIT_CLASSES
    return [
        f"{place} .{name}"
        for name, place in styled.items()
        if name not in strings and not any(re.fullmatch(pattern, name) for pattern in patterns)
    ]


def _is_look(name: str) -> bool:
    owner, _, attribute = name.rpartition(".")
    is_style = owner.endswith(("styles", "styles.base", "styles.inline"))
    return is_style and (attribute in _LOOKS or attribute.startswith(_LOOK_PREFIXES))


def list_styles_in_python(sources: Iterable[Source]) -> list[str]:
    """Sheets as strings, and colours, borders and the like set on a widget's styles."""
    faults = []
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                faults += [
                    f"{source.name}:{node.lineno} sets {name}"
                    for name in map(print_name, targets)
                    if name.rpartition(".")[2] in _STYLE_VARIABLES or _is_look(name)
                ]
            elif isinstance(node, Function) and node.name in _STYLE_VARIABLES:
                faults.append(f"{source.name}:{node.lineno} defines {node.name}")
        faults += [
            f"{source.name}:{call.lineno} calls {name}"
            for call, name in list_calls(source.tree)
            if name.rpartition(".")[2] in ("set_styles", "set_rule", "parse_css")
            or (name.endswith(".styles.animate") and call.args and _is_look(f"styles.{_first_word(call)}"))
        ]
    return faults


def _first_word(call: ast.Call) -> str:
    first = call.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
