"""Search, table and lanes of 1 000 000 relationships: what they take, and how long the window is deaf.

Run as a program, with other numbers if it is given any, it makes the network and writes what it measured as JSON; no
screen is needed, for the widgets draw into memory. Times of searches and of the table are of the thread that works,
processor and waiting together; gaps are those of the event loop while a job does the work.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Row, timed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from netexplorer.graph.network import TemporalNetwork
    from netexplorer.session.jobs import Jobs
    from netexplorer.ui.panels.table import TablePage

ACTORS, RELATIONSHIPS = 100_000, 1_000_000
RUNS = 5
LIMIT_MS, BLOCK_MS = 50.0, 100.0
#: What people type, letter after letter, into an invented world whose names are made of these syllables.
TYPED = ("e", "en", "env", "envoy", "envoy of", "envoy of v", "m", "mi", "minis", "ministry of grain", "zzzz", "of",
         "a b", "ministry envoy", "r501", "treaty", "velmavask", "velmavask bru", "grain tra", "crisis")  # fmt: skip

Found = dict[str, tuple[list[float], float]]  # by label: milliseconds, and the most they may be


def rows() -> list[Row]:
    """Measure in a process of its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "benchmarks.lists", str(ACTORS), str(RELATIONSHIPS)]
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    found = json.loads(answer.stdout.splitlines()[-1])
    return [Row(label, tuple(times), target=most, aim="p95") for label, (times, most) in found.items()]


def main(actors: int = ACTORS, relationships: int = RELATIONSHIPS) -> None:
    """Make the network, measure, print."""
    from netexplorer.graph.generate import Plan, dataset, generate
    from netexplorer.graph.network import build

    net = build(dataset(generate(Plan(actors, relationships))))
    found: Found = {}
    for part in (_search, _lanes, _in_window):
        found |= part(net)
    print(json.dumps(found))


def _search(net: TemporalNetwork) -> Found:
    from netexplorer.session.commands import COMMANDS
    from netexplorer.session.search import SearchIndex

    made = timed(lambda: SearchIndex(net, COMMANDS), 2, 1)
    index = SearchIndex(net, COMMANDS)
    times = [each for text in TYPED for each in timed(partial(index.find, text), RUNS, 1)]
    return {"search: make the index": (list(made), 0.0), f"search: {len(TYPED)} questions": (times, LIMIT_MS)}


def _lanes(net: TemporalNetwork) -> Found:
    import numpy as np

    from netexplorer.graph.states import states_at
    from netexplorer.paint.fonts import Fonts
    from netexplorer.scene.lanetable import LANE_ORDERS, LaneRequest, lane_table
    from netexplorer.scene.style import load_style
    from netexplorer.scene.timeline import compose_timeline, scrolled
    from netexplorer.scene.timescale import default_view
    from netexplorer.ui.program import application

    app = application()
    style, fonts = load_style("light"), Fonts()
    mask, states = np.ones(len(net.rel_ids), dtype=np.bool_), states_at(net, (net.first + net.last) // 2)
    found: Found = {"lanes: make (job)": (list(timed(lambda: lane_table(LaneRequest(net, mask)), RUNS, 1)), 0.0)}
    known = lane_table(LaneRequest(net, mask))
    for order, words in LANE_ORDERS[1:]:
        request = LaneRequest(net, mask, order, states=states, known=known)
        times = list(timed(partial(lane_table, request), 3, 1))
        found[f"lanes: {words.replace('{worst}', 'worst')} (job)"] = (times, 0.0)
    view = default_view(net, 1600.0, 900.0, mask=mask, large=True)
    places = iter(np.linspace(0, len(known.rel) * view.row_height, 200).tolist())
    found[f"lanes: scroll a page, {len(known.rel)} lanes"] = (
        list(timed(lambda: compose_timeline(net, known, scrolled(view, known, next(places)), style, fonts), 100)),
        16.0,
    )
    app.processEvents()
    return found


def _in_window(net: TemporalNetwork) -> Found:
    from netexplorer.paint.fonts import Fonts
    from netexplorer.paint.lettering import SpriteLettering
    from netexplorer.session.jobs import Jobs
    from netexplorer.session.session import Session
    from netexplorer.ui.bridge import Bridge
    from netexplorer.ui.kit import Kit, Lit
    from netexplorer.ui.panels.table import TablePage
    from netexplorer.ui.program import application
    from netexplorer.ui.theme import Theme

    app, bridge, fonts, session = application(), Bridge(), Fonts(), Session(net)
    jobs = Jobs("thread", bridge.post)
    session.update(lens="", t=(net.first + net.last) // 2)
    page = TablePage(Kit(session, Theme(app, "light"), fonts, SpriteLettering(fonts), Lit()), jobs)
    page.resize(1600, 900)
    page.show()
    found = _table(page, app) | _gaps(net, page, jobs, app)
    jobs.close()
    page.close()
    page.deleteLater()
    bridge.close()
    return found


def _table(page: TablePage, app: QApplication) -> Found:
    from netexplorer.ui.kit import ALL_REASONS

    session = page.kit.session
    whole = session.frame()

    def opened() -> None:
        page.apply(whole, ALL_REASONS)
        app.processEvents()

    def scrolled() -> None:
        bar = page.view.verticalScrollBar()
        bar.setValue((bar.value() + 977 * bar.pageStep()) % max(bar.maximum(), 1))
        app.processEvents()

    opening = list(timed(opened, RUNS, 1))
    steps = []
    for _ in range(20):
        session.set_date(session.view.t + 86_400)
        frame = session.frame()
        start = time.perf_counter()
        page.apply(frame, frozenset(("date",)))
        app.processEvents()
        steps.append((time.perf_counter() - start) * 1e3)
    scrolling = list(timed(scrolled, 50))
    return {
        f"table: open, {page.model.rowCount()} rows": (opening, BLOCK_MS),
        "table: next day": (steps, BLOCK_MS),
        "table: scroll": (scrolling, BLOCK_MS),
    }


def _gaps(net: TemporalNetwork, page: TablePage, jobs: Jobs, app: QApplication) -> Found:
    """How long the event loop does not turn while jobs sort, make the index and find."""
    from benchmarks.probe import LoopProbe
    from netexplorer.session.search import find, make_index
    from netexplorer.session.table import COLUMNS
    from netexplorer.ui.panels.table import SORT

    probe, made, waits = LoopProbe(), list[Any](), list[float]()

    def until_done(kind: str) -> None:
        while any(job.kind == kind for job in jobs.running):
            app.processEvents()
            time.sleep(0.0005)
        app.processEvents()

    with probe.phase("sorting"):
        for place in range(len(COLUMNS)):
            start = time.perf_counter()
            page.sort_by(place)
            until_done(SORT)
            waits.append((time.perf_counter() - start) * 1e3)
    with probe.phase("indexing"):
        jobs.submit("index", (net, ()), make_index, made.append)
        until_done("index")
    with probe.phase("typing"):
        for text in TYPED:
            jobs.submit("find", (made[0], text, 12), find, lambda _: None)
            until_done("find")
    found: Found = {"table: sort by each column, until it is done (job)": (waits, 0.0)}
    for name in probe.phases:
        longest = sorted(gap.wall_ms for gap in probe.gaps(name))[-3:]
        found[f"the three longest gaps while {name}"] = (longest, BLOCK_MS)
        found[f"… processor time of the busiest gap while {name}"] = ([probe.busiest(name).cpu_ms], 0.0)
    return found


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
