"""A picture of everything holds whoever is in it, whatever is selected outside of the lens."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from msgspec.structs import replace

from netexplorer.session.extent import everybody, fitting, resting, view_of_all
from netexplorer.session.resolve import Plan, frame_at, make_plan
from tests.graph.strategies import ticks
from tests.session.examples import at, small
from tests.session.naive import plans

NET = small()
XY = np.array([[900, 700], [9, 0], [0, 0], [-800, 20], [5, 5]], np.float32)  # e, w, min, bob, hermit
SIZE = (800.0, 500.0)


def plan(**more: object) -> Plan:
    return make_plan(NET, at(NET, "2016-06-01", lens="people", **more), XY)


def is_within(plan: Plan, *idents: str) -> bool:
    px = view_of_all(plan, *SIZE).to_px(plan.xy[[NET.actor_row[ident] for ident in idents]])
    return bool(((px > 0) & (px < np.array(SIZE))).all())


@given(plans(), ticks)
def test_nobody_is_shown_who_has_no_room_in_the_picture_of_everything(plan: Plan, t: int) -> None:
    places = {tuple(place) for part in everybody(plan) for place in part.tolist()}
    shown = frame_at(plan, t).actor_shown
    assert {tuple(place) for place in plan.xy[shown].tolist()} <= places


def test_what_is_selected_outside_of_the_lens_is_held_by_the_picture() -> None:
    assert not is_within(plan(), "e")
    assert is_within(plan(selected="actor:e"), "e", "bob", "hermit")
    assert is_within(plan(selected="relationship:e--w"), "e", "w", "bob")
    assert is_within(plan(selected="event:crisis"), "e", "w", "bob")


@pytest.mark.parametrize("selected", ["actor:bob", "actor:e", "event:crisis"])
def test_a_canvas_at_rest_does_not_jump_when_something_is_selected(selected: str) -> None:
    assert resting(plan(selected=selected), *SIZE) == resting(plan(), *SIZE)


def test_fitting_needs_a_camera_only_where_somebody_would_be_out_of_the_picture() -> None:
    assert fitting(plan(), *SIZE) is None
    assert fitting(plan(selected="actor:bob"), *SIZE) is None
    assert fitting(plan(selected="actor:e"), *SIZE) is not None
    dragged = plan(pins=(("bob", 5000.0, 0.0),))
    camera = fitting(dragged, *SIZE)
    assert camera is not None and is_within(dragged, "bob", "hermit")
    assert resting(dragged, *SIZE) == resting(plan(), *SIZE)


def test_very_many_in_the_lens_leave_what_is_selected_in_the_picture() -> None:
    from netexplorer.scene.viewport import MANY, fit

    those = np.random.default_rng(1).normal(0.0, 100.0, (MANY + 1, 2)).astype(np.float32)
    far = np.array([[4000.0, 0.0]], np.float32)
    assert (fit(those, *SIZE, also=far).to_px(far) < np.array(SIZE)).all()
    assert fit(those, *SIZE, also=far[:0]) == fit(those, *SIZE)


def test_a_lens_without_anybody_shows_what_is_selected() -> None:
    nobody = replace(plan(selected="actor:e"), ever_shown=np.zeros(len(XY), bool))
    assert is_within(nobody, "e")
