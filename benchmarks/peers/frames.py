"""From a date to pixels, 1600 × 1000: lines of what is in force and not severed.

Runs inside the peers' own interpreter. Each peer finds the lines by the same NumPy mask and gives an image in memory;
actors are not drawn, which favours the peers. The answer is how many lines were drawn.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

Columns = dict[str, Any]
Call = Callable[[int], int]

WIDTH, HEIGHT = 1600, 1000
SEVERED = 3
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def shown(columns: Columns) -> Callable[[int], tuple[Any, Any, Any]]:
    """From a day to the ends of the lines and their states: int32 (k,), int32 (k,), int8 (k,)."""
    import numpy as np

    rel, start, stop, state = (columns[name] for name in ("rel", "start", "stop", "state"))
    src, dst = columns["src"][rel], columns["dst"][rel]

    def at(day: int) -> tuple[Any, Any, Any]:
        rows = np.flatnonzero((start <= day) & (day < stop) & (state != SEVERED))
        return src[rows], dst[rows], state[rows]

    return at


def _draw_lines(columns: Columns, antialiased: bool) -> Call:
    from pyqtgraph.Qt import internals
    from PySide6.QtCore import QLineF
    from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen

    app = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    pen = QPen(QColor("#3a7d5c"), 1.0)
    at, xy = shown(columns), columns["xy"].astype(float)
    lines = internals.PrimitiveArray(QLineF, 4)

    def call(day: int) -> int:
        src, dst, _ = at(day)
        lines.resize(src.size)
        ends = lines.ndarray()
        ends[:, :2] = xy[src]
        ends[:, 2:] = xy[dst]
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, antialiased)
        painter.setPen(pen)
        painter.drawLines(*lines.drawargs())
        painter.end()
        return int(src.size) if app is not None else 0

    return call


def draw_lines(columns: Columns) -> Call:
    """One batched ``QPainter.drawLines``."""
    return _draw_lines(columns, antialiased=False)


def draw_lines_antialiased(columns: Columns) -> Call:
    """The same, antialiased."""
    return _draw_lines(columns, antialiased=True)


def graph_item(columns: Columns) -> Call:
    """pyqtgraph's own ``GraphItem``, without its nodes."""
    import numpy as np
    import pyqtgraph as pg

    app = pg.mkQApp()
    view = pg.GraphicsLayoutWidget()
    view.resize(WIDTH, HEIGHT)
    view.setBackground("w")
    view.ci.setContentsMargins(0, 0, 0, 0)
    box = view.addViewBox()
    box.setRange(xRange=(0, WIDTH), yRange=(0, HEIGHT), padding=0)
    item = pg.GraphItem()
    item.scatter.hide()
    box.addItem(item)
    view.show()
    app.processEvents()
    at, xy = shown(columns), columns["xy"].astype(float)

    def call(day: int) -> int:
        src, dst, _ = at(day)
        item.setData(pos=xy, adj=np.stack([src, dst], axis=1), pen=(58, 125, 92))
        view.grab().toImage()
        return int(src.size)

    return call


def datashader_count(columns: Columns) -> Call:
    """datashader: counts of lines, shaded by an equalised histogram."""
    return _datashader(columns, by_state=False)


def datashader_states(columns: Columns) -> Call:
    """datashader: counts of lines by state, which is what our picture shows."""
    return _datashader(columns, by_state=True)


def _datashader(columns: Columns, by_state: bool) -> Call:
    import datashader as ds
    import datashader.transfer_functions as tf
    import pandas as pd

    canvas = ds.Canvas(WIDTH, HEIGHT, x_range=(0, WIDTH), y_range=(0, HEIGHT))
    at, xy = shown(columns), columns["xy"]
    colours = {0: "#1b7f79", 1: "#c98300", 2: "#7d6fb3"}

    def call(day: int) -> int:
        src, dst, state = at(day)
        ends = {"x0": xy[src, 0], "y0": xy[src, 1], "x1": xy[dst, 0], "y1": xy[dst, 1]}
        frame = pd.DataFrame(ends)
        agg = ds.count()
        if by_state:
            frame["state"] = pd.Categorical.from_codes(state, categories=[0, 1, 2])
            agg = ds.by("state", ds.count())
        counts = canvas.line(frame, x=["x0", "x1"], y=["y0", "y1"], axis=1, agg=agg)
        image = tf.shade(counts, color_key=colours) if by_state else tf.shade(counts)
        image.to_numpy()
        return int(src.size)

    return call


def line_collection(columns: Columns) -> Call:
    """matplotlib: one ``LineCollection`` on Agg."""
    import matplotlib as mpl
    import numpy as np

    mpl.use("Agg")
    from matplotlib import pyplot as plt
    from matplotlib.collections import LineCollection

    figure = plt.figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, HEIGHT)
    lines = LineCollection([], linewidths=1, colors="#3a7d5c")
    axes.add_collection(lines)
    at, xy = shown(columns), columns["xy"]

    def call(day: int) -> int:
        src, dst, _ = at(day)
        lines.set_segments(np.stack([xy[src], xy[dst]], axis=1))
        figure.canvas.draw()
        np.asarray(figure.canvas.buffer_rgba())
        return int(src.size)

    return call


def networkx_draw(columns: Columns) -> Call:
    """networkx: a graph of the slice, its edges drawn on matplotlib."""
    import matplotlib as mpl
    import networkx as nx
    import numpy as np

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure = plt.figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100)
    at, xy = shown(columns), columns["xy"]
    places = dict(enumerate(xy.tolist()))

    def call(day: int) -> int:
        src, dst, _ = at(day)
        graph: Any = nx.MultiGraph()
        graph.add_nodes_from(range(len(xy)))
        graph.add_edges_from(zip(src.tolist(), dst.tolist(), strict=True))
        figure.clf()
        axes = figure.add_axes((0, 0, 1, 1))
        nx.draw_networkx_edges(nx.Graph(graph), places, ax=axes, edge_color="#3a7d5c")
        figure.canvas.draw()
        np.asarray(figure.canvas.buffer_rgba())
        return int(src.size)

    return call


PEERS: dict[str, tuple[tuple[str, ...], Callable[[Columns], Call]]] = {
    "QPainter.drawLines": (("PySide6-Essentials", "pyqtgraph"), draw_lines),
    "QPainter.drawLines, antialiased": (("PySide6-Essentials", "pyqtgraph"), draw_lines_antialiased),
    "pyqtgraph GraphItem": (("pyqtgraph", "PySide6-Essentials"), graph_item),
    "datashader": (("datashader", "numba"), datashader_count),
    "datashader, by state": (("datashader", "numba"), datashader_states),
    "matplotlib LineCollection": (("matplotlib",), line_collection),
    "networkx draw": (("networkx", "matplotlib"), networkx_draw),
}
