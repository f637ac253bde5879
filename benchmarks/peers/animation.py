"""The film of ``benchmarks/film.py`` as an animation of matplotlib: run by the Python of the peers, prints JSON."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import matplotlib

matplotlib.use("Agg")

import numpy as np
from matplotlib import pyplot
from matplotlib.animation import AbstractMovieWriter, FuncAnimation
from matplotlib.collections import LineCollection

COLOURS = np.array(["#1f8a70", "#c98a00", "#7a6fb0", "#c23b3b", "#888888", "#555555", "#999999", "#dddddd"])
PICTURES = 200


class Taker(AbstractMovieWriter):
    """Takes the pixels of every picture and leaves them."""

    def setup(self, fig: Any, outfile: str, dpi: float | None = None) -> None:
        self.fig, self.outfile, self.dpi = fig, outfile, dpi

    def grab_frame(self, **_: object) -> None:
        self.fig.canvas.draw()
        self.fig.canvas.buffer_rgba()

    def finish(self) -> None:
        pass


def main(path: str) -> None:
    """Animate some of the pictures, spread over the film, and say what one takes."""
    data = np.load(path)
    xy, ends, states, actors = data["xy"], data["ends"], data["states"], data["actors"]
    figure = pyplot.figure(figsize=(12.8, 7.2), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    shown = actors.any(axis=0)
    axes.set_xlim(xy[shown, 0].min() - 80, xy[shown, 0].max() + 80)
    axes.set_ylim(xy[shown, 1].max() + 80, xy[shown, 1].min() - 120)
    axes.axis("off")
    lines = axes.add_collection(LineCollection([], linewidths=2))
    marks = axes.scatter([], [], s=120, zorder=3)
    names = [axes.text(x, y + 22, str(name), ha="center") for (x, y), name in zip(xy, data["names"], strict=True)]
    title = axes.text(0.02, 0.95, "", transform=axes.transAxes, fontsize=20, weight="bold")

    def update(number: int) -> None:
        here = np.flatnonzero(states[number] >= -1)
        lines.set_segments(xy[ends[here]])
        lines.set_color(COLOURS[states[number][here]])
        marks.set_offsets(xy[actors[number]])
        for text, is_there in zip(names, actors[number], strict=True):
            text.set_visible(bool(is_there))
        title.set_text(str(data["dates"][number]))

    numbers = np.linspace(0, len(states) - 1, PICTURES).astype(int).tolist()
    film = FuncAnimation(figure, update, frames=numbers, cache_frame_data=False)
    start, busy = time.perf_counter(), time.process_time()
    film.save("unwritten", writer=Taker(fps=30))
    clock, cpu = time.perf_counter() - start, time.process_time() - busy
    print(json.dumps({"clock": clock / PICTURES * 1e3, "cpu": cpu / PICTURES * 1e3}))


if __name__ == "__main__":
    main(sys.argv[1])
