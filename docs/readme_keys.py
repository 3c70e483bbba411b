"""Write the key table of the README from the table of commands: `make readme`."""

import re
from pathlib import Path

from reader.commands.table import describe_keys

README = Path(__file__).parent.parent / "README.md"
_BETWEEN = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)


def main() -> None:
    """Replace what stands between the marks."""
    table = describe_keys()
    text = README.read_text(encoding="utf-8")
    README.write_text(_BETWEEN.sub(lambda match: match[1] + table + match[2], text), encoding="utf-8")


if __name__ == "__main__":
    main()
