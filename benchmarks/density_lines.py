"""The canvas of a small crowd beside one batched ``QPainter.drawLines`` of the same lines for each state.

Both begin at the states of a date and end with an image that shows them, as large as the canvas of a window of
1600 × 1000 pixels, without words or marks. Ours counts what changed, shades the tiles it lies in and copies them into
the image; the other fills the image and draws all lines that there are, their ends taken from an array at once. A
network of 1 000 relationships is drawn as lines in the window, too, and stands here to compare.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace
from PySide6.QtCore import QLineF, QPoint, QRect
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen

from benchmarks.density import DAYS, INKS, afresh, network, states_on
from benchmarks.density import SIZE as WINDOW
from benchmarks.measure import Row
from netexplorer.scene.density.counts import around
from netexplorer.scene.density.picture import Density
from netexplorer.scene.density.request import Request
from netexplorer.scene.density.warmth import warm

SIZE = (1060, 645)
SIZES = ((200, 1_000), (1_000, 5_000), (10_000, 50_000))
RUNS = 120
States = npt.NDArray[np.int8]


class Canvas:
    """An image that shows a density."""

    def __init__(self, density: Density) -> None:
        self.density = density
        self.image = QImage(*SIZE, QImage.Format.Format_RGB32)
        pixels = density.image.data.cast("B")
        self.source = QImage(pixels, *SIZE, 4 * SIZE[0], QImage.Format.Format_RGB32)

    def show(self, states: States) -> None:
        """Draw what differs."""
        self.density.go(states)
        box = around(self.density.shade(), SIZE)
        painter = QPainter(self.image)
        if box is not None:
            painter.drawImage(QPoint(*box[:2]), self.source, QRect(*box))
        painter.end()


class Lines:
    """An image that lines are drawn into."""

    def __init__(self, request: Request, *, smooth: bool) -> None:
        from pyqtgraph.Qt import internals

        self.request, self.smooth = request, smooth
        self.image = QImage(*SIZE, QImage.Format.Format_RGB32)
        self.lines = internals.PrimitiveArray(QLineF, 4)
        self.ends = np.column_stack([request.xy[request.src], request.xy[request.dst]]).astype(np.float64)

    def show(self, states: States) -> None:
        """Draw everything."""
        self.image.fill(INKS.ground)
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.smooth)
        for state, colour in enumerate(INKS.states):
            rows = np.flatnonzero(states == state)
            self.lines.resize(rows.size)
            self.lines.ndarray()[:] = self.ends[rows]
            painter.setPen(QPen(QColor(colour), 1.0))
            painter.drawLines(*self.lines.drawargs())
        painter.end()


def _steps(days: npt.NDArray[np.int32]) -> dict[str, list[States]]:
    chance = np.random.default_rng(3)
    ticks = {
        "next day": range(DAYS // 2, DAYS // 2 + RUNS),
        "next month": range(DAYS // 4, DAYS // 4 + 30 * RUNS, 30),
        "any date": chance.integers(0, DAYS, RUNS).tolist(),
    }
    return {name: [states_on(days, day) for day in every] for name, every in ticks.items()}


def _walk(show: Callable[[States], None], steps: list[States]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Milliseconds of each step, by the clock and of the processor."""
    show(steps[-1])
    clock, cpu = [], []
    for states in steps:
        began, busy = time.perf_counter(), time.process_time()
        show(states)
        clock.append((time.perf_counter() - began) * 1e3)
        cpu.append((time.process_time() - busy) * 1e3)
    return tuple(clock), tuple(cpu)


def size_rows(n: int, m: int) -> list[Row]:
    """One network: the same steps three ways."""
    asked, days = network(n, m)
    asked = replace(asked, xy=asked.xy * np.float32(SIZE) / np.float32(WINDOW), size=SIZE)
    density = afresh(replace(asked, states=states_on(days, DAYS // 2)))
    density.ink(INKS, density.fit())
    density.shade()
    ways: dict[str, Callable[[States], None]] = {
        "density": Canvas(density).show,
        "drawLines": Lines(asked, smooth=False).show,
        "drawLines, antialiased": Lines(asked, smooth=True).show,
    }
    name = f"{m:,} relationships".replace(",", " ")
    found = []
    for step, states in _steps(days).items():
        beside = f"{step}, drawLines, {name}"
        for way, show in ways.items():
            clock, cpu = _walk(show, states)
            found.append(Row(f"{step}, {way}, {name}", clock, cpu=cpu, beside=beside))
    return found


def rows() -> list[Row]:
    """Measure all sizes."""
    warm()
    application = QGuiApplication.instance() or QGuiApplication(["-platform", "offscreen"])
    found = list(itertools.chain.from_iterable(itertools.starmap(size_rows, SIZES)))
    assert application is not None
    return found
