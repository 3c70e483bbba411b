"""Who imports whom: at the top, inside functions, for types only, or by a name in a string."""

import ast
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.architecture.source import Function, Source, print_name, walk_with_scope

PACKAGE = "reader"


@dataclass(frozen=True)
class Import:
    """One imported thing."""

    module: str
    """Who imports."""
    target: str
    """Ours: the module. Others': as far as it is named, "rich.cells.cell_len"."""
    line: int
    function: str
    """The function around it, with dots; empty at the top of the module, TYPE_CHECKING blocks included."""

    @property
    def part(self) -> str:
        """What of our house imports: "domain", "cli", or "" for the package itself."""
        return _name_part(self.module)

    @property
    def top(self) -> str:
        """The distribution or package: "reader", "os"."""
        return self.target.split(".")[0]

    @property
    def component(self) -> str:
        """What of our house is imported: "domain", ..., or "" for the package itself."""
        return _name_part(self.target)

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def _name_part(module: str) -> str:
    part = module.partition(".")[2].partition(".")[0]
    return next((owner for owner in ("cli", "config") if part.startswith(f"{owner}_")), part)


def _name_targets(node: ast.AST, modules: Collection[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parent = "." * node.level + (node.module or "")
        for alias in node.names:
            full = f"{parent}.{alias.name}"
            is_ours = parent.split(".")[0] == PACKAGE
            yield parent if alias.name == "*" or (is_ours and full not in modules) else full
    elif isinstance(node, ast.Call) and print_name(node.func).split(".")[-1] in ("import_module", "__import__"):
        yield from (word.value for word in node.args if isinstance(word, ast.Constant) and isinstance(word.value, str))


def list_imports(sources: Iterable[Source]) -> tuple[Import, ...]:
    """Every import of the sources, wherever it stands."""
    sources = tuple(sources)
    modules = {source.name for source in sources}
    found = []
    for source in sources:
        functions = {node.name for node in ast.walk(source.tree) if isinstance(node, Function)}
        for node, scope in walk_with_scope(source.tree):
            inside = ".".join(scope) if functions.intersection(scope) else ""
            line = getattr(node, "lineno", 0)
            found += [Import(source.name, target, line, inside) for target in _name_targets(node, modules)]
    return tuple(found)


def build_graph(imports: Iterable[Import]) -> dict[str, set[str]]:
    """Our modules and which of ours each imports."""
    graph: dict[str, set[str]] = {}
    for one in imports:
        graph.setdefault(one.module, set())
        if one.top == PACKAGE:
            graph[one.module].add(one.target)
    return graph


def _list_reachable(graph: Mapping[str, set[str]], start: str) -> set[str]:
    reached: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += graph.get(name, ())
    return reached


def list_cycles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Groups of modules that all reach each other; a module that imports itself is one too."""
    reachable = {name: _list_reachable(graph, name) for name in graph}
    cycles = {
        tuple(sorted(other for other in reachable[name] if name in reachable.get(other, ())))
        for name in graph
        if name in reachable[name]
    }
    return [list(cycle) for cycle in sorted(cycles)]


def is_standard(name: str) -> bool:
    """Whether a top-level module comes with Python."""
    return name in sys.stdlib_module_names
