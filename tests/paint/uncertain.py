"""A page with every kind of doubt: lines that are certain and only possible, disputed and stated by nobody."""

from __future__ import annotations

import numpy as np

from netexplorer.graph.dates import tick_of
from netexplorer.graph.network import build
from netexplorer.graph.schema import Actor, Change, Dataset, Relationship, RelationshipType, Side, Source
from netexplorer.paint.fonts import Fonts
from netexplorer.scene.figure import FigureOptions, compose_figure
from netexplorer.scene.primitives import Scene
from netexplorer.scene.style import load_style
from netexplorer.session.resolve import frame_at, make_plan
from netexplorer.session.state import ViewState

PLACES = [(-260, -110), (260, -110), (-260, -30), (260, -30), (-260, 50), (260, 50), (-260, 130), (260, 130)]


def _change(date: str, state: str, confidence: str = "stated", until: str = "", cited: str = "s") -> Change:
    return Change(from_=date, until=until, state=state, confidence=confidence, sources=(cited,) if cited else ())


def _dataset() -> Dataset:
    rows = [
        ("a", "b", "line", (_change("2010-01-01", "open"),)),
        ("a", "b", "line", (_change("2010-01-01", "open"), _change("2015", "limited"))),
        ("c", "d", "line", (_change("2015", "severed"),)),
        ("c", "d", "line", (_change("2010", "open", "disputed"),)),
        ("e", "f", "line", (_change("2010", "suspended", "inferred"),)),
        ("e", "f", "line", (_change("2014", "limited", "stated", "2015", ""),)),
        ("g", "h", "line", (_change("2012", "severed", "disputed"),)),
        ("g", "h", "post", (_change("2015", "open"),)),
    ]
    return Dataset(
        title="Doubts",
        actors=tuple(Actor(id=each, name=each.upper(), side="one" if each in "aceg" else "two") for each in "abcdefgh"),
        sides=(Side(id="one", label="One"), Side(id="two", label="Two")),
        types=(RelationshipType(id="line", family="channel"), RelationshipType(id="post")),
        relationships=tuple(
            Relationship(id=f"r{row}", source=a, target=b, type=kind, changes=changes)
            for row, (a, b, kind, changes) in enumerate(rows)
        ),
        sources=(Source(id="s"),),
    )


def uncertain() -> Scene:
    """May 2015 of a few channels, with their legend."""
    net = build(_dataset())
    plan = make_plan(net, ViewState(tick_of(2015, 5)), np.array(PLACES, dtype=np.float32))
    frame = frame_at(plan, tick_of(2015, 5))
    return compose_figure(frame, "network", 900, 560, load_style("light"), Fonts(), FigureOptions(sources=False))
