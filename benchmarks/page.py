"""The page for others in a real Chromium: its size, its first picture, and what a frame of a scrub costs.

``python -m benchmarks page [FILE]``; without a file the bundled dataset and an invented one of 1 000 relationships. A
scrub goes from end to end in the lens that shows most.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from netexplorer.cli import run
from netexplorer.resources import default_dataset

STEPS = 600
LOADS = 7
RUNS = 3
#: Goes from end to end, one step to a frame; gives the work of each frame and the time from frame to frame, in ms.
SCRUB = """async (steps) => {
  const { lenses, time: { first, last } } = JSON.parse(document.getElementById("data").textContent);
  const size = (lens) => lens.rels.replaceAll("0", "").length;
  location.hash = `#lens=${lenses.reduce((a, b) => (size(b) > size(a) ? b : a)).id}`;
  await new Promise((done) => setTimeout(done, 300));
  const beats = [];
  netexplorer.frames.work.length = 0;
  for (let k = 0; k < steps; k++) {
    netexplorer.go(Math.round(first + ((last - first) * k) / steps));
    beats.push(await new Promise(requestAnimationFrame));
  }
  return { work: netexplorer.frames.work.slice(), beats: beats.slice(1).map((beat, k) => beat - beats[k]) };
}"""
#: What the machine gives to a page that does nothing.
IDLE = """async (steps) => {
  const beats = [];
  for (let k = 0; k < steps; k++) beats.push(await new Promise(requestAnimationFrame));
  return beats.slice(1).map((beat, k) => beat - beats[k]);
}"""
#: A frame that takes longer than one turn of a screen with 60 a second has missed its turn.
LATE_MS = 17.5
FIRST = "performance.getEntriesByName('first-picture')[0].startTime"


def measure(browser: Any, path: Path) -> str:
    """One line of the table."""
    firsts = []
    for _ in range(LOADS):
        shown = browser.new_page(viewport={"width": 1600, "height": 1000})
        shown.goto(path.as_uri())
        shown.wait_for_timeout(300)
        firsts.append(shown.evaluate(FIRST))
        if len(firsts) < LOADS:
            shown.close()
    runs = [shown.evaluate(SCRUB, STEPS) for _ in range(RUNS)]
    found = min(runs, key=lambda run: float(np.sum(run["beats"])))
    shown.close()
    work, beats = (np.array(found[name]) for name in ("work", "beats"))
    return (
        f"{path.stat().st_size / 1000:6.0f} KB | first picture {np.median(firsts):4.0f} ms (most {max(firsts):4.0f}) | "
        f"work of a frame: median {np.median(work):4.1f}, p95 {np.percentile(work, 95):4.1f} ms | "
        f"best of {RUNS} scrubs, {beats_text(beats)}"
    )


def beats_text(beats: np.ndarray[Any, Any]) -> str:
    """The time from frame to frame, and how many frames came late."""
    late = 100 * np.mean(beats > LATE_MS)
    middle, slow = np.percentile(beats, (50, 95))
    return f"from frame to frame: median {middle:4.1f}, p95 {slow:4.1f} ms, {late:.1f} % late"


def idle(browser: Any) -> str:
    """The same of an empty page: the floor of this machine, now."""
    shown = browser.new_page()
    beats = np.array(shown.evaluate(IDLE, STEPS))
    shown.close()
    return beats_text(beats)


def main(files: list[str]) -> int:
    """Write the pages, open them, print what was measured."""
    from playwright.sync_api import sync_playwright

    from tests.publish.page.browsing import launch

    with TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        invented = folder / "invented.json"
        if not files:
            sizes = ["--actors", "300", "--relationships", "1000", "--years", "1990..2020"]
            assert run(["generate", *sizes, "-o", str(invented)]) == 0
            files = [str(default_dataset()), str(invented)]
        browser = launch(play)
        for file in files:
            page = folder / f"{Path(file).stem}.html"
            assert run(["page", file, "-o", str(page)]) == 0
            print(f"{Path(file).stem:20} {measure(browser, page)}", flush=True)
        print(f"{'an empty page':20} {idle(browser)}", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
