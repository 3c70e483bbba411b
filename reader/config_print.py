"""Settings in writing: as YAML for `reader config show`, as plain data for JSON, and as a page of the documentation.

Pure: settings in, text out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from reader.config import Settings
from reader.config_table import SETTINGS, Setting
from reader.domain.source import Source

_PLAIN = re.compile(r"[A-Za-z/~][\w/~.,@+-]*( [\w/~.,@+-]+)*", re.ASCII)
"""Words that YAML takes for themselves wherever they stand, commas apart."""
_DEFAULT = "default"


def describe_value(setting: Setting, settings: Settings) -> object:
    """The value of a setting as a file would have it: strings, numbers, lists and mappings."""
    value = getattr(settings, setting.name)
    return _make_plain(dict(value) if setting.is_mapping else value)


def _make_plain(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Source):
        given = {part.name: getattr(value, part.name) for part in fields(value)}
        return {name: _make_plain(part) for name, part in given.items() if part}
    if isinstance(value, Mapping):
        return {str(key): _make_plain(item) for key, item in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _make_plain(value._asdict())
    if isinstance(value, list | tuple):
        return [_make_plain(item) for item in value]
    return value


def find_source(setting: Setting, settings: Settings, path: Path) -> str:
    """Where the value of a setting comes from: "default", or the file with the line."""
    line = settings.lines.get((setting.name,))
    return _DEFAULT if line is None else f"{path}:{line}"


def print_settings(settings: Settings, path: Path) -> Iterator[str]:
    """All settings as lines of YAML, each with where it comes from; it can be read as a settings file."""
    for setting in SETTINGS:
        source = find_source(setting, settings, path)
        yield f"# {setting.takes}; {source}"
        yield from _print_value(setting.name, describe_value(setting, settings))


def _print_value(name: str, value: object) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield f"{name}:"
        for key, item in value.items():
            yield f"  {_print_scalar(key)}: {_print_flow(item)}"
    else:
        yield f"{name}: {_print_flow(value)}"


def _print_flow(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_print_flow, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_print_scalar(key)}: {_print_flow(item)}' for key, item in value.items())}}}"
    return _print_scalar(value)


def _print_scalar(value: object) -> str:
    """A word, quoted as in JSON, which YAML reads too, where it could mean something else."""
    if isinstance(value, str) and not (_PLAIN.fullmatch(value) and "," not in value):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def describe_settings() -> str:
    """The table of settings for the documentation, as Markdown."""
    lines = []
    for setting in SETTINGS:
        default = _print_flow(describe_value(setting, Settings()))
        lines += [f"### {setting.name}", "", setting.help, "", f"- takes: {setting.takes}", f"- default: `{default}`"]
        lines += [f"- takes effect: {'when the file is saved' if setting.is_live else 'with the next start'}", ""]
        lines += ["```yaml", f"{setting.name}: {setting.example}".replace(": \n", ":\n"), "```", ""]
    return "\n".join(lines)
