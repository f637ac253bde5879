from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.counts import counts_at, counts_over_time
from netexplorer.graph.dates import tick_of
from netexplorer.graph.network import build
from netexplorer.graph.states import states_at
from netexplorer.scene.area import area_items, area_steps, stack_order
from netexplorer.scene.primitives import Polygon
from netexplorer.scene.style import load_style
from netexplorer.scene.timescale import TimelineView, default_view
from tests.graph.strategies import datasets
from tests.scene.timelines import change, channels


@given(datasets(), st.floats(0, 1))
def test_the_stack_is_as_high_as_the_counts_at_every_date(dataset, share):
    net = build(dataset)
    view = default_view(net, 1350, 300)
    area = area_steps(net, counts_over_time(net), view, top=80, bottom=114)
    for k in range(len(area.counts)):
        x = float(area.x[k] + (area.x[k + 1] - area.x[k]) * (0.1 + 0.8 * share))
        if area.x[k + 1] - area.x[k] > 0.5:  # wide enough for a pixel to name one date
            expected = counts_at(states_at(net, view.x_to_tick(x)), len(net.states))[: len(net.states)]
            assert area.counts[k].tolist() == expected.tolist()


@given(datasets())
def test_the_stack_fills_its_band_and_never_leaves_it(dataset):
    net = build(dataset)
    area = area_steps(net, counts_over_time(net), default_view(net, 1350, 300), top=80, bottom=114)
    for polygon in area_items(area, net, load_style("light")):
        assert isinstance(polygon, Polygon)
        assert polygon.xy[:, 1].min() >= 79.9 and polygon.xy[:, 1].max() <= 114.1


def test_the_best_state_lies_at_the_bottom():
    net = channels((change("1998", "severed"),), (change("1998", "open"),))
    assert stack_order(net).tolist() == [0, 1, 2, 3]
    area = area_steps(net, counts_over_time(net), default_view(net, 1350, 300), top=80, bottom=114)
    worst, best = area_items(area, net, load_style("light"))  # the worst is drawn first and covered by the best
    assert worst.xy[:, 1].min() == 80 and best.xy[:, 1].min() == 97


def test_nothing_is_counted_after_the_last_date_of_the_dataset():
    net = channels((change("1998", "open"),), as_of="2020-01-01")
    view = default_view(net, 1350, 300)
    area = area_steps(net, counts_over_time(net), view, top=80, bottom=114)
    assert area.x[-1] <= view.tick_to_x(tick_of(2020)) + 0.01


def test_many_steps_on_few_pixels_stay_few():
    lists = tuple((change(f"{1500 + k}", "open", f"{1500 + k}"),) for k in range(0, 500, 2))
    net = channels(*lists)
    view = TimelineView(net.first, net.last, 260.0, 300.0)
    area = area_steps(net, counts_over_time(net), view, top=80, bottom=114)
    assert len(area.counts) <= 2 * (view.plot_right - view.plot_left) + 1
    assert np.isfinite(area.x).all()
