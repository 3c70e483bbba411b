"""How long modules, classes and functions are, in lines, docstrings and comments included."""

import ast
from collections.abc import Iterable
from statistics import median

from tests.architecture.source import Function, Source

MODULE_LIMIT = 400
CLASS_LIMIT = 300
FUNCTION_LIMIT = 40


def _count_lines(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def list_oversized(sources: Iterable[Source]) -> list[str]:
    """What is as long as its limit, or longer."""
    faults = []
    for source in sources:
        lines = source.text.count("\n") + (not source.text.endswith("\n"))
        if lines >= MODULE_LIMIT:
            faults.append(f"module {source.name}: {lines} lines")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and (lines := _count_lines(node)) >= CLASS_LIMIT:
                faults.append(f"class {source.name}.{node.name}: {lines} lines")
            elif isinstance(node, Function) and (lines := _count_lines(node)) >= FUNCTION_LIMIT:
                faults.append(f"function {source.name}:{node.lineno} {node.name}: {lines} lines")
    return faults


def measure_median_function(sources: Iterable[Source]) -> float:
    """The median length of a function, 0 if there is none."""
    lengths = [_count_lines(node) for source in sources for node in ast.walk(source.tree) if isinstance(node, Function)]
    return median(lengths) if lengths else 0
