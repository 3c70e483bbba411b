"""Write the settings into docs/configuration.md from the table of settings: `make readme`."""

import re
from pathlib import Path

from reader.config_print import describe_settings

PAGE = Path(__file__).parent / "configuration.md"
_BETWEEN = re.compile(r"(<!-- settings -->\n).*?(<!-- /settings -->)", re.DOTALL)


def main() -> None:
    """Replace what stands between the marks."""
    text = PAGE.read_text(encoding="utf-8")
    page = _BETWEEN.sub(lambda match: match[1] + describe_settings() + match[2], text)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
