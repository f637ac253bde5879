from __future__ import annotations

import numpy as np
from hypothesis import given

from netexplorer.graph.dates import FOREVER, tick_of
from netexplorer.graph.network import build
from netexplorer.scene.bars import LEAST_PX, bar_items, bar_looks, bar_rects, bars_in_sight, doubt_items, word_items
from netexplorer.scene.primitives import Rects, Segments, Shapes
from netexplorer.scene.style import load_style
from netexplorer.scene.timescale import default_view
from tests.graph.strategies import datasets
from tests.scene.timelines import change, channels, measure

STYLE = load_style("light")


def bars_of(net, width=1350):
    rels = np.arange(len(net.rel_ids), dtype=np.int32)
    view = default_view(net, width, 300)
    return bars_in_sight(net, rels, rels, view), view


def drawn(net):
    bars, _ = bars_of(net)
    return bar_items(bars, (bars.lane * 22.0).astype(np.float64), bar_looks(net, STYLE, 11.0), STYLE)


@given(datasets())
def test_bars_cover_exactly_the_intervals_of_the_changes(dataset):
    net = build(dataset)
    bars, view = bars_of(net)
    rects = bar_rects(bars, bars.lane * 22.0, 10.0)
    for k, c in enumerate(bars.change):
        begin, end = max(net.change_from[c], view.t0 - 10**12), min(net.change_to[c], net.last)
        assert abs(view.tick_to_x(end) - bars.x1[k]) < 0.01
        assert bars.x0[k] <= max(view.tick_to_x(begin), -19_000) + 0.01
        assert rects[k, 2] >= LEAST_PX
        assert bars.x0[k] <= bars.sure0[k] <= bars.sure1[k] <= bars.x1[k]


@given(datasets())
def test_every_change_within_the_span_has_its_bar(dataset):
    net = build(dataset)
    bars, _ = bars_of(net)
    within = (net.change_from < net.last) & (net.change_to > net.first)
    assert set(np.flatnonzero(within).tolist()) <= set(bars.change.tolist())
    assert len(set(bars.change.tolist())) == len(bars.change)


def test_what_goes_on_ends_at_the_last_date_the_dataset_knows():
    net = channels((change("1998-01-01", "open"),), as_of="2020-06-01")
    bars, view = bars_of(net)
    assert net.change_to[0] == FOREVER
    assert bars.x1[0] == view.tick_to_x(tick_of(2020, 6, 1))


def test_an_imprecise_beginning_fades_in_over_the_whole_period_its_date_names():
    net = channels((change("2005", "open"), change("2014-04-01", "limited")))
    bars, view = bars_of(net)
    assert abs(bars.sure0[0] - view.tick_to_x(tick_of(2006))) < 0.01
    assert bars.sure0[1] == bars.x0[1]  # the second is known to the day
    fades = [item for item in drawn(net) if isinstance(item, Rects) and item.fill_right is not None]
    assert len(fades) == 1
    assert abs(fades[0].xywh[0, 0] - view.tick_to_x(tick_of(2005))) < 0.01


def test_an_imprecise_end_fades_out():
    net = channels((change("2005-01-01", "open", "2010"),))
    bars, view = bars_of(net)
    assert abs(bars.sure1[0] - view.tick_to_x(tick_of(2010))) < 0.01
    assert abs(bars.x1[0] - view.tick_to_x(tick_of(2011))) < 0.01


def test_a_long_doubt_is_hatched_too():
    assert any(isinstance(item, Rects) and item.hatch for item in drawn(channels((change("200X", "open"),))))
    assert not any(isinstance(item, Rects) and item.hatch for item in drawn(channels((change("2001-01-01", "open"),))))


def test_severed_is_a_line_with_a_cross_at_its_beginning():
    net = channels((change("1998-01-01", "open"), change("2010-01-01", "severed")))
    items = drawn(net)
    bars, view = bars_of(net)
    crosses = [item for item in items if isinstance(item, Shapes)]
    lines = [item for item in items if isinstance(item, Segments)]
    assert [c.shape for c in crosses] == ["cross"]
    assert abs(crosses[0].xy[0, 0] - view.tick_to_x(tick_of(2010))) < 0.01
    assert abs(lines[0].xy[0, 2] - bars.x1[1]) < 0.01


def test_no_two_states_look_the_same_without_colour():
    looks = bar_looks(channels((change("1998", "open"),)), STYLE, 11.0)
    assert len({(look.height_px, look.outlined, look.line) for look in looks}) == 4


def test_a_relationship_that_ended_has_no_bar_after_its_end():
    bars, view = bars_of(channels((change("1998-01-01", "open", "2001-01-01"),)))
    assert bars.x1.max() < view.tick_to_x(tick_of(2001, 1, 3))


def test_words_are_written_only_where_they_fit():
    net = channels((change("1998-01-01", "open"), change("2014-04-01", "limited"), change("2014-05-01", "suspended")))
    bars, view = bars_of(net)
    texts = word_items(bars, np.zeros(3), bar_looks(net, STYLE, 20.0), net, STYLE, measure, view)
    assert [text.text for text in texts[0].items] == ["Open", "Suspended"]


def test_a_bar_begins_with_a_question_mark_where_sources_dispute_and_with_a_star_where_none_states_it():
    disputed = change("2005-01-01", "suspended", confidence="disputed")
    stated = change("2010-01-01", "open", confidence="stated", sources=("s",))
    net = channels((change("1998-01-01", "open", confidence="inferred"), disputed, stated))
    view = default_view(net, 1000, 300)
    drawn = bars_in_sight(net, np.array([0], np.int32), np.array([0], np.int32), view)
    middle = np.full(len(drawn.change), 100.0)
    star, mark = doubt_items(net, drawn, middle, bar_looks(net, STYLE, 11), STYLE, view)
    (text,) = mark.items
    assert text.text == "?"
    assert drawn.x0[1] < text.x < drawn.x0[1] + 12 and abs(text.y - 100) < 6
    assert len(star.xy) == 3 and drawn.x0[0] < star.xy.mean(axis=0)[0] < drawn.x0[0] + 12
