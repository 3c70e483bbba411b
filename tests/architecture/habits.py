"""What is not done in this program, wherever it may be possible."""

import ast
import re
from collections.abc import Callable, Iterable

from tests.architecture.source import Source, list_calls, walk_with_scope

Check = Callable[[Iterable[Source]], list[str]]
"""Complaints about sources."""

OUTPUT_MODULE = "reader.output"
"""The one module that may print."""

VAGUE_NAMES = frozenset({"utils", "util", "helpers", "helper", "misc", "common", "tools"})

MARKUP_MODULES = ("rich.markup", "textual.markup")
MARKUP_CALLS = frozenset({"from_markup", "render_markup", "from_ansi", "notify"})
"""They read their words as markup, or as terminal sequences."""
MARKUP_PROPERTIES = frozenset({"border_title", "border_subtitle", "tooltip"})
PLAIN_WIDGETS = frozenset({"Input", "TextArea"})
"""Widgets of the toolkit that show words as they are; most others read them as markup."""
RAW_WRITERS = frozenset(f"sys.{stream}.write" for stream in ("stdout", "stderr", "__stdout__", "__stderr__"))
CLICK_WRITERS = frozenset({"click.echo", "click.secho", "click.echo_via_pager"})
SEGMENT_MODULE = "reader.ui.safety"
"""The one module that may make a piece of a row from words."""

POSSESSIVE = re.compile(r"(?<!\\)\)(?:\{\d*,?\d*\}|[*+?])\+")

WIDE_EXCEPTIONS = frozenset({"Exception", "BaseException"})


def list_relative_imports(sources: Iterable[Source]) -> list[str]:
    """Imports that begin with a dot."""
    return [
        f"{source.name}:{node.lineno}"
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def list_prints(sources: Iterable[Source]) -> list[str]:
    """Calls of print outside of the one module that may."""
    return [
        f"{source.name}:{call.lineno}"
        for source in sources
        if source.name != OUTPUT_MODULE
        for call, name in list_calls(source.tree)
        if name == "print"
    ]


def list_vague_names(sources: Iterable[Source]) -> list[str]:
    """Modules whose name says nothing of what they own."""
    return [source.name for source in sources if VAGUE_NAMES.intersection(source.name.split("."))]


def list_wide_exceptions(sources: Iterable[Source]) -> list[str]:
    """Handlers that catch everything, with the function that they stand in."""
    faults = []
    for source in sources:
        for node, scope in walk_with_scope(source.tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            names = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)} if node.type else None
            if names is None or names & WIDE_EXCEPTIONS:
                faults.append(f"{source.name}:{node.lineno} in {'.'.join(scope) or 'the module'}")
    return faults


def list_markup_uses(sources: Iterable[Source]) -> list[str]:
    """Where words could be read as markup: the parsers of Rich and Textual, and `markup=True`."""
    faults = []
    for source in sources:
        for node in ast.walk(source.tree):
            modules: list[str] = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [f"{node.module}.{alias.name}" for alias in node.names]
            if any(f"{module}.".startswith(f"{banned}.") for module in modules for banned in MARKUP_MODULES):
                faults.append(f"{source.name}:{node.lineno} imports a markup parser")  # type: ignore[attr-defined]
        for call, name in list_calls(source.tree):
            switches = [word for word in call.keywords if word.arg == "markup"]
            if name.rpartition(".")[2] in MARKUP_CALLS:
                faults.append(f"{source.name}:{call.lineno} calls {name}")
            elif any(not (isinstance(word.value, ast.Constant) and word.value.value is False) for word in switches):
                faults.append(f"{source.name}:{call.lineno} switches markup on")
    return faults


def list_possessive_groups(sources: Iterable[Source]) -> list[str]:
    """Groups of patterns that give nothing back, `(...)*+`: Python before 3.11.5 is wrong about them, not `(?>...)`."""
    faults = []
    for source in sources:
        for call, name in list_calls(source.tree):
            words = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
            if name.startswith("re.") and any(isinstance(word, str) and POSSESSIVE.search(word) for word in words):
                faults.append(f"{source.name}:{call.lineno} has a possessive group in a pattern")
    return faults


def list_markup_widgets(sources: Iterable[Source]) -> list[str]:
    """Widgets of the toolkit that read words as markup, and the properties of a widget that do."""
    faults = []
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("textual.widgets."):
                faults += [
                    f"{source.name}:{node.lineno} imports {alias.name}"
                    for alias in node.names
                    if alias.name not in PLAIN_WIDGETS
                ]
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in MARKUP_PROPERTIES:
                faults.append(f"{source.name}:{node.lineno} sets {node.attr}")
    return faults


def list_unscrubbed_output(sources: Iterable[Source]) -> list[str]:
    """Words that could reach the terminal past the types: pieces of a row, streams that are written to directly."""
    faults = []
    for source in sources:
        makes_segments = source.component == "ui" and source.name != SEGMENT_MODULE
        for call, name in list_calls(source.tree):
            writes = name in RAW_WRITERS and source.name != OUTPUT_MODULE
            if writes or name in CLICK_WRITERS:
                faults.append(f"{source.name}:{call.lineno} calls {name}")
            elif name == "phrase" and call.args and not _is_constant(call.args[0]):
                faults.append(f"{source.name}:{call.lineno} has a phrase whose form is not written in the code")
            elif makes_segments and name == "Segment" and call.args and not _is_constant(call.args[0]):
                faults.append(f"{source.name}:{call.lineno} makes a segment of words: draw_text takes scrubbed ones")
    return faults


def _is_constant(node: ast.expr) -> bool:
    """Whether a text is written in the code: "x", or "x" * width."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _is_constant(node.left) or _is_constant(node.right)
    return isinstance(node, ast.Constant)


def list_undocumented(sources: Iterable[Source]) -> list[str]:
    """Modules, public functions of a module and public classes, also within classes, without a docstring."""
    faults = []
    for source in sources:
        if source.tree.body and not ast.get_docstring(source.tree):
            faults.append(source.name)
        for node, scope in walk_with_scope(source.tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            path = (*scope, node.name)
            is_private = any(name.startswith("_") for name in path)
            is_inner_function = not isinstance(node, ast.ClassDef) and scope
            if not is_private and not is_inner_function and not ast.get_docstring(node):
                faults.append(".".join((source.name, *path)))
    return faults
