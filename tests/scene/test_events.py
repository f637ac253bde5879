from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph import schema
from netexplorer.scene.events import event_labels, event_marks, event_scores, label_order, place_labels
from netexplorer.scene.style import load_style
from netexplorer.scene.timescale import default_view
from tests.scene.timelines import change, channels, measure

LEFT, RIGHT = 200.0, 1340.0
labels = st.lists(st.tuples(st.floats(210, 1330), st.floats(1, 400)), max_size=40)


@given(labels)
def test_labels_never_touch_one_another_and_stay_inside(given_labels):
    x = np.array([a for a, _ in given_labels], dtype=np.float64)
    widths = np.array([w for _, w in given_labels], dtype=np.float64)
    starts = place_labels(x, widths, LEFT, RIGHT)
    placed = np.flatnonzero(np.isfinite(starts))
    boxes = sorted((float(starts[i]), float(starts[i] + widths[i])) for i in placed)
    assert all(b0 <= a1 for (_, b0), (a1, _) in zip(boxes, boxes[1:], strict=False))
    assert all(a >= LEFT - 0.01 and b <= RIGHT + 0.01 for a, b in boxes)
    assert all(starts[i] - 0.1 <= x[i] <= starts[i] + widths[i] + 0.1 for i in placed)


@given(labels.filter(bool))
def test_the_most_important_label_always_has_its_place(given_labels):
    x, widths = (np.array(column, dtype=np.float64) for column in zip(*given_labels, strict=False))
    assert np.isfinite(place_labels(x, widths, LEFT, RIGHT)[0])


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1000)), max_size=60))
def test_every_event_has_one_turn_and_a_higher_score_comes_first(pairs):
    score = np.array([a for a, _ in pairs], dtype=np.float32)
    order = label_order(score, np.array([b for _, b in pairs], dtype=np.float64))
    assert sorted(order) == list(range(len(pairs)))
    assert (np.diff(score[order]) <= 0).all()


def test_an_event_that_changed_a_channel_weighs_more_than_one_that_names_it():
    events = (
        schema.Event(id="far", date="2010", title="Elsewhere"),
        schema.Event(id="near", date="2010", title="Named", relationships=("r0",)),
        schema.Event(id="there", date="2014-04-01", title="Frozen", relationships=("r0",)),
        schema.Event(id="who", date="2011", title="A visit", actors=("a",)),
    )
    net = channels((change("1998", "open"), change("2014-04-01", "limited")), events=events)
    far, near, there, who = event_scores(net, np.array([0], dtype=np.int32))
    assert there > near > who > far == 0


def test_an_event_without_a_label_keeps_its_marker():
    events = tuple(schema.Event(id=f"e{i}", date="2010-05-05", title=f"The same day, event {i}") for i in range(5))
    events += (schema.Event(id="undated", title="Some day"),)
    net = channels((change("1998", "open"),), events=events)
    view = default_view(net, 900, 300)
    marks = event_marks(net, np.zeros(6, np.float32), view, load_style("light"), measure, baseline=40, marker_y=50)
    assert sorted(marks.rows) == [0, 0, 1, 2, 3, 4]  # one label, five markers, nothing for the one without a date
    assert len(marks.rects) == 6


def test_a_label_without_room_is_tried_shorter():
    events = (
        schema.Event(id="e0", date="2010-01-01", title="First of all of them"),
        schema.Event(id="e1", date="2013-01-01", title="Second after the first one"),
    )
    net = channels((change("1998", "open"),), events=events)
    view, rows = default_view(net, 800, 300), np.array([0, 1], dtype=np.int32)
    apart = [label.text for label in event_labels(net, rows, np.array([300.0, 600.0]), view, measure)]
    near = [label.text for label in event_labels(net, rows, np.array([300.0, 380.0]), view, measure)]
    assert apart == ["First of all of them", "Second after the first one"]
    assert near == ["First of all of them", "Second after the first one"]
    squeezed = [label.text for label in event_labels(net, rows, np.array([612.0, 750.0]), view, measure)]
    assert squeezed == ["First of all of them", "Second after the…"]


def test_a_title_takes_the_room_up_to_its_neighbour_before_it_is_cut():
    long = "A title that is a good deal longer than any label was ever meant to be"
    events = tuple(schema.Event(id=f"e{i}", date=f"20{10 + i}-01-01", title=long) for i in range(2))
    net = channels((change("1998", "open"),), events=events)
    view, rows = default_view(net, 1600, 300), np.array([0, 1], dtype=np.int32)
    for x in ([400.0, 1200.0], [700.0, 900.0], [300.0, 1500.0]):
        a, b = sorted(event_labels(net, rows, np.array(x), view, measure), key=lambda label: label.x)
        assert a.x + a.width + 12 <= b.x + 0.01
        assert a.x <= x[0] <= a.x + a.width and b.x <= x[1] <= b.x + b.width
        assert a.text == long or b.x - (a.x + a.width) < 12 + measure("deal longer", 11.0, 400)
