"""The picture of a large network at one date, drawn from scratch."""

from __future__ import annotations

import numpy as np
import pytest

from netexplorer.scene.density.warmth import warm
from netexplorer.scene.primitives import Group, Raster, Segments
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import Viewport, fit
from netexplorer.session import still as stills
from netexplorer.session.resolve import frame_at
from netexplorer.session.session import Session
from netexplorer.session.still import Still
from tests.scene.pictures import measure
from tests.session.crowds import crowd_network, day, session_at, small_limits

STYLE = load_style("light")


@pytest.fixture(autouse=True)
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    small_limits(monkeypatch)
    warm()


@pytest.fixture
def session() -> Session:
    return session_at(crowd_network())


def scene(session: Session, viewport: Viewport, px_scale: float = 1.0):
    plan = session.plan()
    return Still.of(plan, px_scale).scene(frame_at(plan, session.view.t), viewport, STYLE, measure)


def density(found) -> tuple:
    return next(item.items for item in found.items if isinstance(item, Group) and item.id == "density")


@pytest.mark.parametrize("px_scale", [0.5, 1.0, 2.0])
def test_a_still_is_as_fine_as_it_is_asked_to_be(session: Session, px_scale: float) -> None:
    view = fit(session.plan().positions, 400, 300)
    (raster,) = density(scene(session, view, px_scale))
    assert isinstance(raster, Raster)
    assert raster.argb.shape == (300 * px_scale, 400 * px_scale)
    assert raster.xywh == (0, 0, 400, 300)
    assert len(np.unique(raster.argb)) > 20


def test_the_same_question_gives_the_same_pixels(session: Session) -> None:
    view = fit(session.plan().positions, 400, 300)
    one, other = (density(scene(session, view))[0].argb for _ in range(2))
    assert one.tobytes() == other.tobytes()
    session.set_date(day(session.net, "2003-01-01"))
    assert density(scene(session, view))[0].argb.tobytes() != one.tobytes()


def test_near_enough_there_is_no_density(session: Session) -> None:
    x, y = session.plan().xy[100]
    found = scene(session, Viewport(float(x), float(y), 6.0, 300, 200))
    assert not any(isinstance(item, Group) and item.id == "density" for item in found.items)


def test_what_stands_before_a_density_is_told_and_nothing_where_all_is_lines(session: Session) -> None:
    x, y = session.plan().xy[100]
    near, far = Viewport(float(x), float(y), 6.0, 300, 200), fit(session.plan().positions, 400, 300)
    session.select(f"actor:{session.net.actor_ids[0]}")
    plan = session.plan()
    still, frame = Still.of(plan, 1.0), frame_at(plan, session.view.t)
    assert still.front(frame, near) is None
    front = still.front(frame, far)
    assert front is not None and 0 < int(front.shown.sum()) <= 25


def test_without_a_compiler_there_is_a_sample_of_lines(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_compiler() -> None:
        raise ImportError("no numba")

    monkeypatch.setattr(stills, "warm", no_compiler)
    items = density(scene(session, fit(session.plan().positions, 400, 300)))
    assert items and all(isinstance(item, Segments) for item in items)


def test_hidden_states_are_not_drawn(session: Session) -> None:
    view = fit(session.plan().positions, 400, 300)
    session.update(hidden_states=("open", "limited", "suspended", "severed"))
    (raster,) = density(scene(session, view))
    y, x = np.nonzero(raster.argb != STYLE.canvas)
    alone = view.to_px(session.plan().xy[session.plan().lonely])  # who is there always
    assert len(alone) and np.hypot(x[:, None] - alone[:, 0], y[:, None] - alone[:, 1]).min(axis=1).max() < 8
