from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.graph import schema
from netexplorer.graph.dates import tick_of
from netexplorer.graph.network import build
from netexplorer.scene.lanes import content_height, thumb_length, thumb_ratio
from netexplorer.scene.lanetable import lanes
from netexplorer.scene.primitives import Rects, Segments, Texts
from netexplorer.scene.style import load_style
from netexplorer.scene.timeline import (
    NOTHING,
    axis_marks,
    bands,
    compose_cursor,
    compose_timeline,
    flag_rect,
    scrolled,
    scrolled_to,
    timeline_hit,
)
from netexplorer.scene.timescale import default_view
from tests.graph.strategies import datasets
from tests.scene.timelines import change, channels, everything, flat, measure

STYLE = load_style("dark")
NET = channels(
    *((change("1998", "open"), change("2014-04-01", "limited")) for _ in range(20)),
    events=(schema.Event(id="e", date="2014-04-01", title="Frozen", relationships=("r0",)),),
)
TABLE = lanes(NET, everything(NET))
VIEW = default_view(NET, 1350, 300)


def composed(view=VIEW, **options):
    return compose_timeline(NET, TABLE, view, STYLE, measure, **options)


@given(st.integers(-(10**12), 10**12), st.sampled_from([320.0, 800.0, 1350.0]))
def test_the_flag_stays_inside_the_window(t, width):
    view = default_view(NET, width, 300)
    x, y, w, h = flag_rect(view, t, "30 November 2021", measure)
    assert x >= 0 and x + w <= width and y >= 0 and y + h <= bands(300).lanes_top


@pytest.mark.parametrize("t", [VIEW.t0, VIEW.t1])
def test_the_flag_hangs_over_its_line_at_both_edges(t):
    x, _, w, _ = flag_rect(VIEW, t, "1 Nov 2021", measure)
    assert x <= VIEW.tick_to_x(t) <= x + w


def test_a_date_out_of_sight_has_a_flag_that_points_to_it_and_no_line():
    zoomed = replace(VIEW, t0=tick_of(2010), t1=tick_of(2012))
    scene = compose_cursor(zoomed, tick_of(2020), "1 Jan 2020", STYLE, measure)
    assert not any(isinstance(item, Segments) for item in scene.items)
    assert [text.text for item in scene.items if isinstance(item, Texts) for text in item.items] == ["1 Jan 2020 ›"]


def test_the_flag_is_all_that_is_drawn_while_time_is_scrubbed():
    scene = compose_cursor(VIEW, tick_of(2010), "1 Jan 2010", STYLE, measure)
    assert scene.background == 0
    assert len(scene.items) == 3


@given(datasets(), st.floats(1, 3000), st.floats(0, 1))
def test_labels_of_the_axis_never_touch(dataset, factor, share):
    net = build(dataset)
    view = default_view(net, 900, 300)
    view = view.zoomed(net, factor, view.plot_left + share * (view.plot_right - view.plot_left))
    marks = axis_marks(net, view, measure)
    ends = [(view.tick_to_x(m.tick), measure(m.label, 11.0, 400) / 2) for m in marks]
    assert all(a + wa < b - wb for (a, wa), (b, wb) in zip(ends, ends[1:], strict=False))


@given(datasets(), st.sampled_from([(1350, 300), (320, 90), (60, 40)]))
def test_any_network_can_be_drawn_at_any_size(dataset, size):
    net = build(dataset)
    table = lanes(net, everything(net))
    picture = compose_timeline(net, table, default_view(net, *size), STYLE, measure)
    for item in flat(picture.static.items):
        for name in ("xy", "xywh"):
            if hasattr(item, name):
                assert np.isfinite(getattr(item, name)).all()


def test_without_channels_one_calm_line_says_so():
    table = lanes(NET, np.zeros(len(NET.rel_ids), dtype=np.bool_))
    picture = compose_timeline(NET, table, VIEW, STYLE, measure)
    texts = [text.text for item in flat(picture.static.items) if isinstance(item, Texts) for text in item.items]
    assert texts.count(NOTHING) == 1


def test_lanes_scroll_no_further_than_there_are_lanes():
    room = VIEW.height - bands(VIEW.height).lanes_top
    assert scrolled(VIEW, TABLE, -50).scroll_px == 0
    assert scrolled(VIEW, TABLE, 1e9).scroll_px == content_height(TABLE, VIEW) - room


def test_a_selected_lane_is_brought_into_view_by_the_least_scrolling():
    view = scrolled_to(VIEW, TABLE, 15)
    picture = composed(view)
    y = picture.lane_rects[picture.lane_rows.tolist().index(15), 1]
    assert bands(view.height).lanes_top <= y and y + view.row_height <= view.height
    assert scrolled_to(view, TABLE, 15) == view
    assert scrolled_to(view, TABLE, 0).scroll_px == 0


def test_what_is_under_the_pointer_is_what_is_drawn_there():
    picture = composed(scrolled(VIEW, TABLE, 44))
    x = VIEW.tick_to_x(tick_of(2018))
    hit = timeline_hit(picture, x, bands(300).lanes_top + 5)
    assert (hit.kind, hit.row, hit.rel) == ("lane", 2, 2)
    assert NET.change_state[hit.change] == 1
    assert abs(hit.tick - tick_of(2018)) < VIEW.ticks_per_px
    label = timeline_hit(picture, 40, bands(300).lanes_top + 5)
    assert (label.kind, label.row, label.change) == ("lane", 2, -1)
    marker = timeline_hit(picture, VIEW.tick_to_x(tick_of(2014, 4, 1)), bands(300).marker_y)
    assert (marker.kind, marker.row) == ("event", 0)
    assert timeline_hit(picture, x, 97).kind == "area"
    assert timeline_hit(picture, x, 68).kind == "axis"
    assert timeline_hit(picture, 20, 60).kind == "ground"


def test_flag_and_line_can_be_grabbed_where_they_are():
    picture, t = composed(), tick_of(2010)
    x = VIEW.tick_to_x(t)
    assert timeline_hit(picture, x + 20, 10, t=t).kind == "flag"
    assert timeline_hit(picture, x - 3, 200, t=t).kind == "flag"
    assert timeline_hit(picture, x - 30, 200, t=t).kind == "lane"
    edge = timeline_hit(picture, VIEW.width - 20, 10, t=VIEW.t1)
    assert edge.kind == "flag"


def test_events_axis_and_counts_stay_where_they_are_while_lanes_scroll():
    still, moved = composed(), composed(scrolled(VIEW, TABLE, 100))
    assert np.array_equal(still.event_rects, moved.event_rects)
    assert np.array_equal(still.area.x, moved.area.x)
    assert still.marks == moved.marks
    assert still.lane_rects[0, 1] == moved.lane_rects[0, 1] + 100 - 4 * 22
    groups = [item for item in moved.static.items if getattr(item, "id", "") in ("lanes", "lane-labels")]
    assert all(group.clip[1] == bands(300).lanes_top for group in groups) and len(groups) == 2


def test_the_lane_under_the_pointer_is_lit_across_the_width():
    scene = compose_cursor(VIEW, tick_of(2010), "1 Jan 2010", STYLE, measure, hover_lane=1)
    boxes = [item for item in flat(scene.items) if isinstance(item, Rects)]
    assert boxes[0].xywh.tolist() == [[0, bands(300).lanes_top + 22, 1350, 22]]


def test_the_line_of_the_flag_strikes_through_no_word():
    picture = composed()
    boxes = picture.label_rects
    assert len(boxes)
    for x, y, w, h in boxes.tolist():
        t = VIEW.x_to_tick(x + w / 2)
        scene = compose_cursor(VIEW, t, "1 Jan 2010", STYLE, measure, spared=boxes)
        line = next(item for item in scene.items if isinstance(item, Segments))
        assert len(line.xy) > 1
        assert not ((line.xy[:, 1] < y + h - 0.01) & (line.xy[:, 3] > y + 0.01)).any()
        assert line.xy[-1, 3] == VIEW.height


def test_the_flag_keeps_off_the_border_of_the_picture():
    x, _, w, _ = flag_rect(VIEW, VIEW.t1, "31 December 2021", measure)
    assert x + w == VIEW.width - 4


def test_without_a_date_there_is_no_axis():
    net = build(schema.Dataset())
    table = lanes(net, np.zeros(0, bool))
    picture = compose_timeline(net, table, default_view(net, 1000, 300), STYLE, measure)
    assert picture.marks == () and "Nothing in this dataset has a date." in [
        text.text for item in flat(picture.static.items) if isinstance(item, Texts) for text in item.items
    ]


def test_one_change_known_to_the_year_is_shown_with_a_year_on_either_side():
    net = channels((change("2001", "open"),), as_of="")
    view = default_view(net, 1000, 300)
    assert (net.axis.text(view.t0)[:4], net.axis.text(view.t1)[:4]) == ("2000", "2003")


def test_a_thumb_at_its_end_shows_the_last_lane():
    for content, room in ((1000.0, 200.0), (2_200_000.0, 178.0), (100.0, 200.0)):
        travel = room - thumb_length(content, room)
        assert travel < 0 or abs(travel * thumb_ratio(content, room) - (content - room)) < 1e-6 * content
