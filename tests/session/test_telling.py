"""The way from one step of a story to the next: where camera and date are on it, and that it ends where it should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.session.state import Camera, ViewState
from netexplorer.session.story import ToldStep
from netexplorer.session.telling import GLIDE_S, RUN_S, between, passage

HERE, THERE = Camera(0.0, 0.0, 1.0), Camera(100.0, -50.0, 4.0)
RESTS = ViewState(t=900, lens="core", selected="actor:a", camera=THERE)
STEP = ToldStep("", "", RESTS, begins=900, date="")


def test_what_is_shown_is_that_of_the_step_at_once_and_time_and_camera_follow() -> None:
    way = passage(ViewState(t=100), STEP, RESTS, HERE, THERE)
    first = way.at(0.0)
    assert (first.lens, first.selected, first.t, first.camera) == ("core", "actor:a", 100, HERE)
    half = way.at(GLIDE_S / 2)
    assert half.t == 500
    assert half.camera is not None and 1.0 < half.camera.scale < 4.0
    assert way.seconds == GLIDE_S <= 1.5


@pytest.mark.parametrize("seconds", [GLIDE_S, GLIDE_S + 1, 1e9])
def test_the_end_is_exactly_the_view_of_the_step(seconds: float) -> None:
    assert passage(ViewState(t=100), STEP, RESTS, HERE, THERE).at(seconds) is RESTS
    fit = replace(RESTS, camera=None)
    assert passage(ViewState(t=100), STEP, fit, HERE, THERE).at(seconds).camera is None


def test_a_step_that_tells_of_a_time_runs_through_it_after_it_has_come_there() -> None:
    step = replace(STEP, begins=500)
    way = passage(ViewState(t=100), step, RESTS, HERE, THERE)
    assert way.seconds == GLIDE_S + RUN_S
    assert way.at(GLIDE_S).t == 500
    assert way.at(GLIDE_S + RUN_S / 2).t == 700
    assert way.at(GLIDE_S + RUN_S / 2).camera == THERE


@given(st.floats(0.0, 1.0), st.floats(0.01, 100.0))
def test_the_camera_stays_between_its_ends(share: float, scale: float) -> None:
    after = Camera(100.0, -50.0, scale)
    seen = between(HERE, after, share)
    assert -1e-6 <= seen.x <= 100.0 + 1e-6 and -50.0 - 1e-6 <= seen.y <= 1e-6
    assert min(1.0, scale) * 0.999 <= seen.scale <= max(1.0, scale) * 1.001


def test_the_date_goes_one_way() -> None:
    way = passage(ViewState(t=100), STEP, RESTS, HERE, THERE)
    ticks = [way.at(k * GLIDE_S / 50).t for k in range(51)]
    assert ticks == sorted(ticks) and ticks[-1] == 900
