from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.graph.dates import DAY, tick_of
from netexplorer.scene.timescale import TimelineView, bounds, default_view, span_of
from tests.scene.timelines import change, channels, everything

NET = channels((change("1998", "open"), change("2014-04-01", "limited")), (change("2001-02-03", "open"),))

spans = st.tuples(st.integers(-(10**11), 10**11), st.integers(DAY, 10**11))
views = st.builds(lambda span, width: TimelineView(span[0], sum(span), width, 300.0), spans, st.floats(300, 4000))


@given(views, st.floats(0, 1))
def test_a_pixel_and_back_is_the_same_tick(view, share):
    tick = view.t0 + int((view.t1 - view.t0) * share)
    assert abs(view.x_to_tick(view.tick_to_x(tick)) - tick) <= 1 + (view.t1 - view.t0) * 1e-9


@given(views, st.lists(st.integers(-(10**12), 10**12), min_size=1))
def test_many_ticks_stand_where_each_one_stands(view, ticks):
    assert np.allclose(view.ticks_to_x(np.array(ticks)), [view.tick_to_x(tick) for tick in ticks])


@given(st.lists(st.tuples(st.floats(0.2, 5), st.floats(0, 1350), st.floats(-2000, 2000)), max_size=8))
def test_zoom_and_pan_stay_within_the_dataset(moves):
    low, high = bounds(NET)
    view = default_view(NET, 1350, 300)
    for factor, x, dx in moves:
        view = view.zoomed(NET, factor, x).panned(NET, dx)
        assert low <= view.t0 < view.t1 <= high


def test_a_zoom_leaves_the_date_under_the_pointer_where_it_is():
    view = default_view(NET, 1350, 300)
    x = view.tick_to_x(tick_of(2014))
    zoomed = view.zoomed(NET, 3.0, x)
    assert zoomed.t1 - zoomed.t0 < (view.t1 - view.t0) / 2
    assert abs(zoomed.tick_to_x(tick_of(2014)) - x) < 1


def test_dragging_to_the_right_shows_earlier_dates():
    view = default_view(NET, 1350, 300).zoomed(NET, 4.0, 800)
    assert view.panned(NET, 100).t0 < view.t0


def test_a_date_out_of_sight_is_brought_into_it_and_one_in_sight_moves_nothing():
    view = replace(default_view(NET, 1350, 300), t0=tick_of(2000), t1=tick_of(2002))
    moved = view.showing(NET, tick_of(2015))
    assert moved.t0 < tick_of(2015) < moved.t1
    assert view.showing(NET, tick_of(2001)) == view


def test_a_treaty_outside_the_lens_does_not_widen_the_span():
    net = channels((change("1949", "open"),), (change("1998", "open"),))
    assert span_of(net, np.array([False, True]))[0] > tick_of(1990)
    assert span_of(net, everything(net))[0] <= tick_of(1949)


def test_a_remembered_span_outside_the_dataset_is_forgotten():
    assert default_view(NET, 1350, 300, span=(tick_of(1800), tick_of(1801))) == default_view(NET, 1350, 300)
    kept = default_view(NET, 1350, 300, span=(tick_of(2000), tick_of(2001)))
    assert (kept.t0, kept.t1) == (tick_of(2000), tick_of(2001))
