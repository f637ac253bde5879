"""The pictures of the page in the guide, taken in a real Chromium: ``python tools/page-pictures.py FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from netexplorer.cli import run
from tests.publish.page.browsing import PHONE, Reader, launch, missing

SHOTS = (
    ("page", "#date=2014-04-01&select=actor:russian-mission-nato&lens=core", (1280, 800)),
    ("page-phone", "#date=2021-11-01&lens=core", PHONE),
)


def main(folder: Path) -> int:
    """Write the page of the bundled dataset and take its pictures."""
    if lacking := missing():
        print(f"The pictures of the page need {lacking}; they stay as they are.", file=sys.stderr)
        return 0
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as name, sync_playwright() as play:
        path = Path(name) / "page.html"
        run(["page", "-o", str(path)])
        browser = launch(play)
        reader = Reader(browser, Path(name))
        for shot, fragment, size in SHOTS:
            reader.open_file(path, fragment, size=size).screenshot(path=folder / f"{shot}.png")
        reader.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
