"""Make the pictures of the documentation from the running program: `make screenshots`.

Each picture is a screen of the sample briefings, saved by the toolkit as SVG, in a home of its own.
"""

import asyncio
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from reader.paths import find_paths
from reader.services.services import open_services
from reader.ui.app import ReaderApp

FOLDER = Path(__file__).parent / "pictures"
PICTURES: dict[str, tuple[tuple[int, int], str, Sequence[str]]] = {
    "main": ((120, 36), "night", ["enter", "}", "}", "}", "B", "}", "t", "h", "b", "m", "enter", ")"]),
    "paper": ((120, 36), "paper", ["enter", "}", "}", "}", "}"]),
    "find": ((100, 30), "night", ["enter", "/", *"hbm", "enter", "n"]),
    "annotations": ((100, 30), "night", ["enter", "}", "}", "B", "}", "t", *"hbm", "enter", "A"]),
    "dossier": ((120, 36), "night", ["enter", "l", "d"]),
    "figures": ((100, 30), "paper", ["j", "enter", "F"]),
}


async def take_picture(name: str, size: tuple[int, int], theme: str, keys: Sequence[str]) -> None:
    """Run the program without a terminal, press the keys, and save what it shows."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["BRIEFING_READER_HOME"] = home
        app = ReaderApp(open_services(find_paths()))
        async with app.run_test(size=size) as pilot:
            await _settle(app)
            if app.theme != theme:
                app.theme = theme
            for key in keys:
                await pilot.press(key)
                await _settle(app)
            picture = app.export_screenshot(title="Briefing Reader")
    (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")


async def _settle(app: ReaderApp) -> None:
    for _ in range(3):
        await app.workers.wait_for_complete()
        await asyncio.sleep(0.1)


def main() -> None:
    """Make them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, (size, theme, keys) in PICTURES.items():
        asyncio.run(take_picture(name, size, theme, keys))
        print(f"docs/pictures/{name}.svg")


if __name__ == "__main__":
    main()
