"""What the legend and the status line count."""

from __future__ import annotations

from netexplorer.graph.network import build
from netexplorer.graph.schema import Dataset
from netexplorer.scene.legend import legend_items
from netexplorer.scene.style import load_style
from netexplorer.session.legend import LegendModel, legend_counts
from netexplorer.session.moments import Resolver
from netexplorer.session.opening import default_view
from netexplorer.session.status import Status, status_line
from tests.session.examples import at, places, small

NET = small()
STYLE = load_style("light")


def _legend(date: str, **more: object) -> LegendModel:
    resolver, positions, view = Resolver(), places(NET), at(NET, date, **more)
    return legend_counts(resolver.frame(NET, view, positions), resolver.plan(NET, view, positions))


def _status(date: str, **more: object) -> Status:
    resolver, positions, view = Resolver(), places(NET), at(NET, date, **more)
    frame = resolver.frame(NET, view, positions)
    return status_line(frame, resolver.plan(NET, view, positions))


def _counts(rows: tuple) -> dict[str, int]:
    return {row.id: row.count for row in rows}


def test_states_count_channels_only() -> None:
    assert _counts(_legend("2009-01-01").states) == {"open": 2, "limited": 0, "suspended": 0, "severed": 0}
    assert _legend("2012-01-01").ended == 1


def test_what_is_hidden_still_counts_and_is_marked() -> None:
    legend = _legend("2009-01-01", hidden_states=("open",), hidden_sides=("east",), hidden_families=("leadership",))
    assert legend.states[0].hidden
    assert _counts(_legend("2009-01-01", hidden_states=("open",)).states)["open"] == 2
    assert _counts(_legend("2009-01-01", hidden_families=("channel",)).families)["channel"] == 2
    assert next(row for row in legend.sides if row.id == "east").hidden


def test_sides_and_kinds_count_actors_with_something_in_a_state() -> None:
    legend = _legend("2009-01-01")
    assert _counts(legend.sides) == {"east": 3, "west": 2}
    assert _counts(legend.kinds) == {"state": 2, "person": 2, "office": 1}


def test_the_chosen_lens_is_the_one_that_is_not_hidden() -> None:
    assert [row.id for row in _legend("2009-01-01").lenses if not row.hidden] == ["core"]


def test_the_status_line_compares_with_the_year_before() -> None:
    assert _status("2014-05-01").year == "since 1 May 2013: 1 worse, 1 opened"
    assert _status("2011-01-01").year == "since 1 Jan 2010: 1 ended"
    assert _status("2013-01-01").year == "since 1 Jan 2012: no change"


def test_the_status_line_says_how_sure_it_is() -> None:
    assert _status("2009-01-01").sureness == "1 of 2 without a known day"
    assert _status("2014-05-01").sureness == "all known to the day · 1 disputed"
    assert _status("2009-01-01").date == "1 Jan 2009"
    assert _status("2009-01-01").counts[0] == ("Open", 2)


def test_what_is_only_possibly_in_its_state_is_counted_with_it() -> None:
    status, legend = _status("2018-03-10"), _legend("2018-03-10")
    assert dict(zip((label for label, _ in status.counts), status.possible, strict=True))["Severed"] == 1
    assert {row.id: row.possible for row in legend.states if row.possible} == {"severed": 1}
    assert not any(row.possible for row in _legend("2018-04-01").states)


def test_the_window_and_a_picture_count_alike() -> None:
    hidings: tuple[dict[str, object], ...] = ({}, {"hidden_states": ("open",)}, {"hidden_kinds": ("person",)})
    for date in ("2009-01-01", "2014-05-01", "2018-05-01"):
        for hiding in (*hidings, {"hidden_sides": ("west",)}, {"selected": "relationship:bob--w"}):
            resolver, positions, view = Resolver(), places(NET), at(NET, date, **hiding)
            frame = resolver.frame(NET, view, positions)
            window = legend_counts(frame, resolver.plan(NET, view, positions))
            picture = {s.heading: {e.label: e.count for e in s.entries} for s in legend_items(frame, STYLE)}
            states = {row.label: row.count for row in window.states if row.count and not row.hidden}
            states |= {"Ended": window.ended} if window.ended else {}
            said = picture.get("Channels on this date", {})
            assert {label: count for label, count in said.items() if count} == states
            for heading, rows in (("Sides", window.sides), ("Actors", window.kinds)):
                seen = {row.label: row.count for row in rows if row.count and not row.hidden}
                counted = {label: count for label, count in picture.get(heading, {}).items() if count}
                assert sum(counted.values()) == sum(seen.values())


def test_the_status_line_says_nothing_of_hidden_states_and_follows_the_filters() -> None:
    assert [label for label, _ in _status("2009-01-01", hidden_states=("open",)).counts] == [
        "Limited",
        "Suspended",
        "Severed",
    ]
    assert _status("2009-01-01", hidden_states=("open",)).sureness == ""
    assert dict(_status("2009-01-01", hidden_sides=("west",)).counts)["Open"] == 0


def test_without_dates_the_status_line_has_none() -> None:
    net = build(Dataset())
    resolver, view = Resolver(), default_view(net)
    frame = resolver.frame(net, view, places(net))
    status = status_line(frame, resolver.plan(net, view, places(net)))
    assert (status.date, status.year) == ("No dates", "")
