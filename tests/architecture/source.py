"""The modules of a package as syntax trees."""

import ast
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One module."""

    name: str
    """With dots: "reader.domain.span"; a package by its own name."""
    text: str
    tree: ast.Module

    @property
    def component(self) -> str:
        """What of the house it is: "domain", "cli", or "" for the package itself."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else ""


def parse_source(name: str, text: str) -> Source:
    """A module from its text, which may be indented as a whole."""
    text = textwrap.dedent(text)
    return Source(name, text, ast.parse(text))


def load_sources(package: Path) -> tuple[Source, ...]:
    """Every module under the folder of a package, sorted by name."""
    sources = []
    for path in package.rglob("*.py"):
        parts = path.relative_to(package.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        sources.append(parse_source(name, path.read_text(encoding="utf-8")))
    return tuple(sorted(sources, key=lambda source: source.name))


def walk_with_scope(tree: ast.AST, scope: tuple[str, ...] = ()) -> Iterator[tuple[ast.AST, tuple[str, ...]]]:
    """Every node with the names of the functions and classes around it, outermost first."""
    for node in ast.iter_child_nodes(tree):
        yield node, scope
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from walk_with_scope(node, (*scope, node.name))
        else:
            yield from walk_with_scope(node, scope)


def print_name(node: ast.expr) -> str:
    """A name with dots as written: "self.app.styles"; parts that are no names are "?"."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{print_name(node.value)}.{node.attr}"
    return "?"


def list_calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, print_name(node.func)
