"""What legend and status line count of a crowd is what they count of a whole frame."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph import schema
from netexplorer.graph.dates import DAY, tick_of
from netexplorer.graph.network import build
from netexplorer.session import selection, tallies, travel
from netexplorer.session.crowd import Crowd
from netexplorer.session.doubts import doubts
from netexplorer.session.legend import legend_counts
from netexplorer.session.resolve import frame_at, make_plan
from netexplorer.session.state import ViewState
from netexplorer.session.status import status_line
from netexplorer.session.tallies import doubts_at, legend_at, status_at, year_after
from tests.graph.strategies import datasets
from tests.session.crowds import crowd_network, day, places

moments = st.integers(tick_of(1994), tick_of(2006)) | st.integers(0, 4300).map(lambda k: tick_of(1994) + k * DAY)
leap_days = st.integers(tick_of(2000, 2, 28), tick_of(2000, 3, 2))


@st.composite
def views(draw, net):
    ids = {
        "hidden_states": [state.id for state in net.states],
        "hidden_sides": ["", *(side.id for side in net.sides)],
        "hidden_kinds": ["", *(kind.id for kind in net.kinds)],
        "hidden_families": ["", *net.families],
    }
    hidden = {name: tuple(sorted(draw(st.sets(st.sampled_from(some), max_size=2)))) for name, some in ids.items()}
    chosen = ["", *(selection.actor(net, row) for row in range(len(net.actor_ids)))]
    chosen += [selection.relationship(net, row) for row in range(len(net.rel_ids))]
    lens = draw(st.sampled_from(["", *(lens.id for lens in net.dataset.lenses)]))
    return ViewState(net.first, lens, selected=draw(st.sampled_from(chosen)), ghosts=draw(st.booleans()), **hidden)


def plan_of(net, view):
    return make_plan(net, view, places(len(net.actor_ids)))


def told(plan, walk):
    """Walk through time and compare with whole frames."""
    counts, crowd = tallies.tallies(plan), Crowd(plan, plan.net.first)
    assert counts is not None
    for t in walk:
        crowd.seek(t)
        frame = frame_at(plan, t)
        assert legend_at(counts, crowd) == legend_counts(frame, plan)
        assert status_at(counts, crowd) == status_line(frame, plan)
        if not plan.view.selected:
            assert doubts_at(counts, t) == doubts(frame, plan)


@given(datasets(), st.data())
def test_a_walk_counts_what_whole_frames_count(dataset, data):
    net = build(dataset)
    told(plan_of(net, data.draw(views(net))), data.draw(st.lists(moments, max_size=4)))


months_of_leap = st.builds("{}-02-2{}".format, st.integers(1999, 2001), st.integers(7, 8))
clocks = st.builds("{}T{:02d}:00Z".format, months_of_leap | st.just("2000-02-29"), st.integers(0, 23))


@given(datasets(clocks | months_of_leap | st.just("2000-02-29")), st.lists(leap_days, max_size=4), st.data())
def test_around_a_leap_day_a_year_before_is_what_it_is_for_a_frame(dataset, walk, data):
    net = build(dataset)
    years = data.draw(st.lists(st.integers(-1, 1), min_size=len(walk), max_size=len(walk)))
    told(plan_of(net, ViewState(net.first)), [net.axis.step(t, "year", k) for t, k in zip(walk, years, strict=True)])


@given(datasets(st.integers(1900, 1960)), st.data())
def test_a_number_axis_has_years_of_its_own(dataset, data):
    net = build(msgspec.structs.replace(dataset, time=schema.TimeSpec(kind="number")))
    walk = data.draw(st.lists(st.integers(net.first, net.last), max_size=4))
    told(plan_of(net, data.draw(views(net))), walk)


@given(datasets(), st.data())
def test_changes_and_relationships_in_dispute_are_counted(dataset, data):
    net = build(dataset)
    plan = plan_of(net, data.draw(views(net)))
    chance = np.random.default_rng(data.draw(st.integers(0, 99)))
    facts = msgspec.structs.replace(
        plan.facts,
        disputed_changes=chance.random(len(net.change_rel)) < 0.4,
    )
    told(msgspec.structs.replace(plan, facts=facts), data.draw(st.lists(moments, max_size=3)))


@given(st.lists(st.integers(tick_of(1999), tick_of(2005)) | leap_days, min_size=1), st.lists(moments | leap_days))
def test_the_instant_a_year_after_is_the_first_that_has_come_so_far(ticks, asked):
    net = crowd_network()
    for tick, later in zip(ticks, year_after(net, np.array(ticks)).tolist(), strict=True):
        assert travel.year_before(net, later) >= tick
        for t in (*asked, later - 1, later - DAY):
            is_leap_day = net.axis.label(t).startswith("29 Feb")
            if not is_leap_day:
                assert (travel.year_before(net, t) >= tick) == (t >= later)


def walk_of(net, *dates):
    return [day(net, date) for date in dates]


@pytest.mark.parametrize(
    "view",
    [
        {},
        {"hidden_sides": ("east", "north")},
        {"hidden_kinds": ("state",), "hidden_states": ("open",)},
        {"lens": "few"},
    ],
)
def test_a_crowd_of_four_hundred_counts_the_same_forward_and_back(view):
    net = crowd_network()
    walk = walk_of(net, "2000-02-29", "2001-07-01", "2001-07-02", "2003-07-01", "2000-01-10", "2002-03-05")
    told(plan_of(net, ViewState(net.first, **view)), walk)


def test_selection_pins_layout_and_date_need_no_other_counts():
    net = crowd_network()
    counts = tallies.tallies(plan_of(net, ViewState(net.first)))
    same = ViewState(net.last, selected="actor:a3", pins=(("a1", 0.0, 1.0),), layout="circle", ghosts=False)
    assert counts.fits(plan_of(net, same))
    for other in ({"lens": "few"}, {"hidden_sides": ("east",)}, {"hidden_states": ("open",)}, {"hidden_kinds": ("x",)}):
        assert not counts.fits(plan_of(net, ViewState(net.first, **other)))
    assert not counts.fits(plan_of(crowd_network(), ViewState(net.first)))


def test_the_counts_of_one_selection_serve_another():
    net = crowd_network()
    view = ViewState(net.first, hidden_states=("open", "severed"), hidden_sides=("east",))
    counts = tallies.tallies(plan_of(net, view))
    for selected in ("relationship:r1", "relationship:r2", "relationship:r7", "actor:a2"):
        plan = plan_of(net, msgspec.structs.replace(view, selected=selected))
        crowd = Crowd(plan, net.first)
        for t in walk_of(net, "2001-07-01", "2002-09-09"):
            crowd.seek(t)
            frame = frame_at(plan, t)
            assert (legend_at(counts, crowd), status_at(counts, crowd)) == (
                legend_counts(frame, plan),
                status_line(frame, plan),
            )


def test_too_many_instants_are_not_counted(monkeypatch):
    monkeypatch.setattr(tallies, "MOST_TICKS", 50)
    net = crowd_network()
    assert tallies.tallies(plan_of(net, ViewState(net.first))) is None
