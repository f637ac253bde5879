"""A sheet of small multiples of a small network."""

from __future__ import annotations

import numpy as np

from netexplorer.paint.fonts import Fonts
from netexplorer.scene.figure import FigureOptions, compose_sheet
from netexplorer.scene.primitives import Scene
from netexplorer.scene.sheet import with_changes
from netexplorer.scene.style import load_style
from netexplorer.session.resolve import frame_at, make_plan
from tests.session.examples import at, small

DATES = ("2001", "2006", "2007", "2014-05-01")
PLACES = np.array([[0, 0], [260, 10], [60, 130], [-90, 110], [250, 140]], np.float32)


def sheet() -> Scene:
    """Two embassies that open, close and change, and the holder of a post."""
    net = small()
    plan = make_plan(net, at(net, "2001"), PLACES)
    frames = with_changes(frame_at(plan, net.axis.parse(date).earliest) for date in DATES)
    return compose_sheet(frames, 1200, 560, load_style("light"), Fonts(), FigureOptions(sources=False))
