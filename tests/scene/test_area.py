from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.graph.counts import Counts, counts_at, counts_over_time
from netexplorer.graph.dates import BEGINNING, tick_of
from netexplorer.graph.network import build
from netexplorer.graph.states import states_at
from netexplorer.scene.area import area_items, area_steps, stack_order
from netexplorer.scene.primitives import Polygon
from netexplorer.scene.style import load_style
from netexplorer.scene.timescale import RIGHT_PX, TimelineView, default_view
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


@given(st.integers(0, 2**32), st.integers(20, 400), st.integers(1, 9))
def test_of_steps_that_share_a_piece_of_a_pixel_the_highest_is_shown(seed, n, pixels):
    net, rng = channels((change("1990", "open"),)), np.random.default_rng(seed)
    ticks = np.unique(rng.integers(net.first, net.last, n))
    counts = Counts(np.append(BEGINNING, ticks), rng.integers(0, 9, (len(ticks) + 1, 4)).astype(np.int32))
    base = default_view(net, 1350, 300)
    view = replace(base, width=base.plot_left + pixels + 0.5 + RIGHT_PX)
    area = area_steps(net, counts, view, top=80, bottom=114)
    edges = np.linspace(net.first, net.last, 2 * pixels + 1).astype(np.int64).tolist()
    assert len(area.counts) == 2 * pixels
    for k, (left, right) in enumerate(zip(edges, edges[1:], strict=False)):
        within = [counts.at(left), *(counts.at(t) for t in counts.ticks.tolist() if left <= t < right)]
        assert area.counts[k].sum() == max(each.sum() for each in within)
        assert area.counts[k].tolist() in [each.tolist() for each in within]


def test_a_peak_shorter_than_a_pixel_is_seen():
    lists = [(change(f"{1500 + k}", "open", f"{1500 + k}"),) for k in range(0, 500, 2)]
    net = channels(*lists, *[(change("1733-03-05", "open", "1733-03-05"),)] * 9)
    view = TimelineView(net.first, net.last, 260.0, 300.0)
    area = area_steps(net, counts_over_time(net), view, top=80, bottom=114)
    assert area.counts.sum(axis=1).max() == 9
