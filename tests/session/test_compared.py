"""Two dates as one picture: what is shown of them, and what is counted."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.graph.turns import Turn
from netexplorer.scene.frame import Frame
from netexplorer.session import compared as comparisons
from netexplorer.session.compared import SAME_DATE, Comparer, compared, turn_rows
from netexplorer.session.resolve import frame_at, make_plan, timeless
from netexplorer.session.session import Session
from netexplorer.session.state import ViewState
from tests.session.examples import at, places, small
from tests.session.test_paragraph import network

NET = small()


def told(date: str, other: str, lens: str = "", **changed: object) -> Frame:
    view = at(NET, date, lens, compare=NET.axis.parse(other).earliest, **changed)
    plan = make_plan(NET, view, places(NET))
    return compared(plan, frame_at(plan, view.t), view)


def became(frame: Frame) -> dict[str, str]:
    assert frame.compared is not None
    return {NET.rel_ids[row]: Turn(int(frame.compared.turns[row])).id for row in np.flatnonzero(frame.shown)}


def test_a_view_of_one_date_is_left_as_it_is() -> None:
    view = at(NET, "2014-04-05")
    plan = make_plan(NET, view, places(NET))
    frame = frame_at(plan, view.t)
    assert compared(plan, frame, view) is frame


def test_what_became_of_each_relationship_is_told() -> None:
    assert became(told("2014-04-05", "2008")) == {"e--w": "worse", "w--e": "ended", "bob--min": "stayed"}
    assert became(told("2019", "2008")) == {
        "e--w": "severed", "w--e": "worse", "bob--min": "ended", "bob--w": "opened",
    }  # fmt: skip


def test_it_is_told_in_the_order_of_time_whichever_date_is_shown() -> None:
    forth, back = told("2019", "2008"), told("2008", "2019")
    assert became(forth) == became(back)
    assert (forth.date_label, forth.caption, forth.subtitle) == (back.date_label, back.caption, back.subtitle)
    assert forth.date_label == "1 January 2008 → 1 January 2019"
    assert (forth.t, back.t) == (NET.axis.parse("2019").earliest, NET.axis.parse("2008").earliest)


def test_the_states_stay_those_of_the_date_that_is_shown() -> None:
    view = at(NET, "2019", "", compare=NET.axis.parse("2008").earliest)
    plan = make_plan(NET, view, places(NET))
    frame = frame_at(plan, view.t)
    assert compared(plan, frame, view).states is frame.states


def test_an_actor_of_whom_everything_has_ended_is_faint_and_one_of_the_later_date_is_not() -> None:
    frame = told("2019", "2008")
    faint = {NET.actor_ids[row] for row in np.flatnonzero(frame.actor_faint)}
    assert faint == {"min"}
    assert frame.actor_shown[NET.actor_row["bob"]]


def test_what_a_filter_hides_on_both_dates_is_hidden() -> None:
    assert "e--w" in became(told("2014-04-05", "2008", hidden_states=("limited",)))
    assert "e--w" not in became(told("2014-04-05", "2008", hidden_states=("limited", "open")))
    assert became(told("2014-04-05", "2008", hidden_turns=("stayed", "ended"))) == {"e--w": "worse"}


def test_what_is_hidden_or_over_is_shown_while_it_is_selected() -> None:
    assert "w--e" in became(told("2014-04-05", "2008", hidden_turns=("ended",), selected="relationship:w--e"))
    assert "bob--w" not in became(told("2014-04-05", "2008", selected="relationship:bob--w"))  # it is not yet


def test_the_caption_counts_channels() -> None:
    assert told("2014-04-05", "2008").caption == "2 channels: 1 worse, 1 ended"
    assert told("2009", "2008").caption == "2 channels: all unchanged"
    assert told("1990", "1985").caption == "No channel on either date"


def test_the_same_date_twice_is_said_to_compare_nothing() -> None:
    frame = told("2014-04-05", "2014-04-05")
    assert frame.compared is None
    assert frame.caption == SAME_DATE


def test_a_plan_does_not_depend_on_what_is_compared() -> None:
    view = at(NET, "2014-04-05")
    other = replace(view, compare=1, hidden_turns=("stayed",))
    assert timeless(view) == timeless(other)


def session(date: str, other: str) -> Session:
    return Session(NET, at(NET, date, "", compare=NET.axis.parse(other).earliest))


def test_frames_that_differ_in_nothing_but_words_are_of_one_moment() -> None:
    made, comparer = session("2009-01-01", "2008"), Comparer()
    first = comparer.frame(made, made.frame())
    made.go_to("2009-01-05")
    second = comparer.frame(made, made.frame())
    made.go_to("2011")
    third = comparer.frame(made, made.frame())
    assert first.moment == second.moment != third.moment
    assert first.moment not in {made.frame().moment, third.moment, 0}


def test_the_legend_counts_what_became_of_the_channels_and_says_what_is_hidden() -> None:
    made = session("2019", "2008")
    made.toggle_hidden("turns", "severed")
    rows = {row.id: (row.count, row.hidden) for row in turn_rows(made, made.frame())}
    assert rows["severed"] == (1, True)
    assert rows["worse"] == (1, False)
    assert "other" not in rows  # there are none, and hardly any dataset has some
    made.update(compare=None)
    assert turn_rows(made, made.frame()) == ()
    assert ViewState(0).hidden_turns == ()


def test_a_session_of_one_date_never_looks_at_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparisons, "states_at", None)
    monkeypatch.setattr(comparisons, "tell", None)
    made, comparer = session("2019", "2008"), Comparer()
    made.update(compare=None)
    frame = made.frame()
    assert comparer.frame(made, frame) is frame
    assert turn_rows(made, frame) == ()


def test_frames_that_differ_in_what_is_only_possible_are_not_of_one_moment() -> None:
    net = network([("2000-01-01", "limited"), ("2005", "open"), ("2009-01-01", "limited")])
    made, comparer = Session(net, ViewState(net.axis.parse("2010").earliest)), Comparer()
    moments = []
    for other in ("2005-03", "2006-03"):
        made.update(compare=net.axis.parse(other).earliest)
        frame = comparer.frame(made, made.frame())
        assert frame.compared is not None
        moments.append(frame.moment)
        assert (frame.compared.possible is not None) == (other == "2005-03")
        assert frame.caption.endswith("; this only possibly") == (other == "2005-03")
    assert moments[0] != moments[1]


def test_a_lens_without_channels_counts_what_it_has() -> None:
    assert told("2019", "2008", hidden_families=("channel",)).caption == "2 relationships: 1 opened, 1 ended"
