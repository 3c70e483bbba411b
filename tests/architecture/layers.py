"""The arrows of the house: which part may import which, and who owns which dependency."""

import ast
from collections.abc import Iterable, Mapping

from tests.architecture.imports import PACKAGE, Import, is_standard
from tests.architecture.source import Source, list_calls

ALLOWED: Mapping[str, frozenset[str]] = {
    "": frozenset(),
    "domain": frozenset(),
    "commands": frozenset({"domain"}),
    "safe_yaml": frozenset({"domain"}),
    "paths": frozenset({"domain"}),
    "output": frozenset({"domain"}),
    "config": frozenset({"domain", "commands", "safe_yaml", "paths"}),
    "importers": frozenset({"domain", "safe_yaml"}),
    "sources": frozenset({"domain", "importers", "safe_yaml"}),
    "entities": frozenset({"domain", "safe_yaml"}),
    "storage": frozenset({"domain"}),
    "services": frozenset({"domain", "importers", "sources", "entities", "storage", "config", "paths", "safe_yaml"}),
    "ui": frozenset({"domain", "commands", "services", "config", "paths"}),
    "cli": frozenset(
        {
            *("domain", "commands", "safe_yaml", "paths", "output", "config"),
            *("importers", "sources", "entities", "storage", "services"),
        }
    ),
    "__main__": frozenset({"cli"}),
}
"""What each part may import, beside itself. The command line may also import ui, in one function."""

PURE = frozenset({"domain", "commands"})
"""Parts that know the standard library only: no input or output, no clock."""

OWNERS: Mapping[str, frozenset[str]] = {
    "textual": frozenset({"ui"}),
    "rich": frozenset({"ui"}),
    "tinydb": frozenset({"storage"}),
    "sqlite3": frozenset({"storage"}),
    "yaml": frozenset({"safe_yaml"}),
    "cmarkgfm": frozenset({"importers"}),
    "selectolax": frozenset({"importers"}),
    "platformdirs": frozenset({"paths"}),
    "click": frozenset({"cli", "output"}),
    "watchfiles": frozenset({"services"}),
    "feedparser": frozenset({"sources"}),
    "httpx": frozenset({"sources"}),
    "trafilatura": frozenset({"sources"}),
}
"""Who may import a dependency; what is not named here may be imported by nobody."""

IMPURE_MODULES = frozenset(
    {
        "asyncio",
        "fileinput",
        "glob",
        "http",
        "io",
        "locale",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "platform",
        "random",
        "secrets",
        "select",
        "selectors",
        "shutil",
        "signal",
        "socket",
        "sqlite3",
        "ssl",
        "subprocess",
        "sys",
        "tempfile",
        "threading",
        "time",
        "urllib",
        "webbrowser",
    }
)
IMPURE_CALLS = frozenset({"open", "print", "input", "breakpoint"})
CLOCK_CALLS = frozenset({"now", "utcnow", "today"})


def list_wrong_arrows(imports: Iterable[Import]) -> list[str]:
    """Imports of a part that the importing part may not know."""
    faults = []
    for one in imports:
        mine = one.part
        if mine not in ALLOWED:
            faults.append(f"{one.module} is of no part of the house that is known")
        elif one.top == PACKAGE and one.component not in ALLOWED[mine] | {mine}:
            is_version = one.component == "" and mine not in PURE
            is_screen = (mine, one.component) == ("cli", "ui")
            if not is_version and not is_screen:
                faults.append(str(one))
    return sorted(set(faults))


def list_foreign_imports(imports: Iterable[Import]) -> list[str]:
    """Imports of a dependency by a part that does not own it."""
    faults = []
    for one in imports:
        owners = OWNERS.get(one.top)
        if one.top == PACKAGE or (owners is None and is_standard(one.top)):
            continue
        if owners is None or one.part not in owners:
            faults.append(str(one))
    return faults


def list_layout_faults(imports: Iterable[Import]) -> list[str]:
    """Imports of the toolkit by the layout, which may measure cells (rich.cells) and nothing else."""
    return [
        str(one)
        for one in imports
        if f"{one.module}.".startswith("reader.ui.layout.")
        and (one.top == "textual" or (one.top == "rich" and not f"{one.target}.".startswith("rich.cells.")))
    ]


def list_functions_with_screen(imports: Iterable[Import]) -> list[str]:
    """The functions of the command line that import ui; an import outside of functions is named as such."""
    return sorted(
        {
            f"{one.module}.{one.function or '(outside of functions)'}"
            for one in imports
            if one.top == PACKAGE and one.component == "ui" and one.part == "cli"
        }
    )


def list_impurities(sources: Iterable[Source], imports: Iterable[Import]) -> list[str]:
    """What the pure parts do that reaches out of the program, or looks at the clock."""
    faults = [str(one) for one in imports if one.top in IMPURE_MODULES and one.part in PURE]
    for source in sources:
        if source.component in PURE:
            for call, name in list_calls(source.tree):
                last = name.rpartition(".")[2]
                is_clock = isinstance(call.func, ast.Attribute) and last in CLOCK_CALLS
                if name in IMPURE_CALLS or is_clock:
                    faults.append(f"{source.name}:{call.lineno} calls {name}")
    return faults
