"""From a network and a view to what is shown."""

from __future__ import annotations

import numpy as np
import pytest

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.network import build
from netexplorer.scene.frame import Frame
from netexplorer.session.moments import Resolver
from netexplorer.session.opening import default_view
from netexplorer.session.resolve import frame_at, make_plan, resolve
from netexplorer.session.state import ViewState
from tests.session.examples import at, places, small

NET = small()
SINCE = (schema.Change(from_="2001", state="open"),)


def _frame(date: str, lens: str = "core", **more: object) -> Frame:
    return resolve(NET, at(NET, date, lens, **more), places(NET))


def _rels(frame: Frame) -> set[str]:
    return {NET.rel_ids[row] for row in np.flatnonzero(frame.shown)}


def _actors(frame: Frame) -> set[str]:
    return {NET.actor_ids[row] for row in np.flatnonzero(frame.actor_shown)}


def test_the_lens_decides_which_relationships_are_shown() -> None:
    assert _rels(_frame("2017-01-01")) == {"e--w", "w--e", "bob--min"}
    assert _rels(_frame("2017-01-01", "")) == {"e--w", "w--e", "bob--min", "bob--w"}
    assert _rels(_frame("2017-01-01", "people")) == {"bob--min", "bob--w"}


def test_what_has_not_begun_is_not_shown() -> None:
    assert _rels(_frame("1999-01-01")) == {"e--w"}
    assert _rels(_frame("1990-01-01")) == set()


def test_what_has_ended_is_shown_only_with_ghosts() -> None:
    assert "bob--min" in _rels(_frame("2016-01-01"))
    assert "bob--min" not in _rels(_frame("2016-01-01", ghosts=False))


def test_actors_with_nothing_but_ended_relationships_are_faint() -> None:
    frame = _frame("2016-01-01")
    faint = {NET.actor_ids[row] for row in np.flatnonzero(frame.actor_faint)}
    assert faint == {"bob", "min"}


def test_an_actor_of_the_lens_without_relationships_is_always_shown() -> None:
    assert "hermit" in _actors(_frame("1990-01-01"))
    assert not _frame("1990-01-01").actor_faint[NET.actor_row["hermit"]]


def test_a_hidden_state_hides_only_what_is_in_it_at_that_date() -> None:
    assert "e--w" in _rels(_frame("2014-01-01", hidden_states=("limited",)))
    assert "e--w" not in _rels(_frame("2014-06-01", hidden_states=("limited",)))


def test_a_hidden_side_hides_its_actors_and_their_relationships() -> None:
    frame = _frame("2010-01-01", hidden_sides=("west",))
    assert _rels(frame) == {"bob--min"}
    assert _actors(frame) == {"bob", "min"}


def test_a_hidden_kind_hides_its_actors_and_their_relationships() -> None:
    assert _rels(_frame("2010-01-01", hidden_kinds=("person",))) == {"e--w", "w--e"}


def test_a_hidden_family_hides_its_relationships() -> None:
    assert _rels(_frame("2010-01-01", hidden_families=("channel",))) == {"bob--min"}


def test_what_is_selected_is_shown_whatever_the_filters_say() -> None:
    frame = _frame("2016-06-01", hidden_families=("channel", "leadership"), selected="relationship:bob--w")
    assert _rels(frame) == {"bob--w"}
    assert {"bob", "w"} <= _actors(frame)
    assert "min" in _actors(_frame("1990-01-01", selected="actor:min"))


def test_a_pin_overrides_the_layout_and_nothing_else_moves() -> None:
    frame = _frame("2010-01-01", pins=(("w", 500.0, -3.0), ("nobody", 1.0, 1.0)))
    row = NET.actor_row["w"]
    assert frame.xy[row].tolist() == [500.0, -3.0]
    assert frame.pinned.sum() == 1
    others = np.arange(len(NET.actor_ids)) != row
    assert np.array_equal(frame.xy[others], places(NET)[others])


def test_a_person_carries_the_post_held_at_the_date() -> None:
    row = NET.actor_row["bob"]
    assert _frame("2010-01-01").subtitle[row] == "Foreign Minister"
    assert _frame("2016-01-01").subtitle[row] == ""
    assert _frame("2010-01-01").subtitle[NET.actor_row["min"]] == "Eastburg"


def test_recent_is_what_changed_within_the_last_year() -> None:
    row = NET.rel_row["e--w"]
    assert _frame("2014-04-01").recent[row]
    assert _frame("2015-03-31").recent[row]
    assert not _frame("2015-04-01").recent[row]


def test_the_caption_is_the_event_that_touches_what_is_shown() -> None:
    assert _frame("2014-03-31").caption == "20 Mar 2014: The crisis"
    assert _frame("2014-03-20").caption == "The crisis"


def test_without_an_event_the_caption_is_the_note_of_the_latest_change() -> None:
    assert _frame("2018-03-10").caption == "Mar 2018: Embassy of Eastland: Closed."


def test_when_nothing_happened_lately_there_is_no_caption() -> None:
    assert _frame("2012-01-01").caption == ""


def test_a_month_is_uncertain_until_it_is_over() -> None:
    row = NET.rel_row["e--w"]
    assert _frame("2018-03-10").uncertain[row]
    assert not _frame("2018-04-01").uncertain[row]


def test_a_disagreement_marks_its_relationship_while_what_its_claims_cite_is_in_force() -> None:
    dates = ("2010-01-01", "2014-04-01", "2018-05-01")
    assert [_frame(date).disputed.tolist() for date in dates] == [[False] * 4, *([[True] + [False] * 3] * 2)]


def test_what_no_source_states_is_marked_while_it_is_in_force() -> None:
    assert _frame("2010-01-01").unstated.tolist() == [False, True, True, False]
    assert _frame("2016-06-01").unstated.tolist() == [False, True, False, True]


def test_an_unknown_lens_is_named() -> None:
    with pytest.raises(UserError, match="no-such"):
        _frame("2010-01-01", "no-such")


def test_a_resolver_that_scrubs_gives_the_same_frames_as_resolving_anew() -> None:
    resolver, positions = Resolver(), places(NET)
    for year in (1990, 1998, 2000, 2006, 2012, 2014, 2016, 2019, 2003):
        view = at(NET, f"{year}-06-01")
        quick, fresh = resolver.frame(NET, view, positions), resolve(NET, view, positions)
        for name in ("states", "uncertain", "shown", "actor_shown", "actor_faint", "recent", "disputed", "importance"):
            assert np.array_equal(getattr(quick, name), getattr(fresh, name))
        assert (quick.subtitle, quick.caption, quick.date_label) == (fresh.subtitle, fresh.caption, fresh.date_label)


def test_scrubbing_keeps_the_plan_and_filtering_makes_a_new_one() -> None:
    resolver, positions = Resolver(), places(NET)
    plan = resolver.plan(NET, at(NET, "2010-01-01"), positions)
    assert resolver.plan(NET, at(NET, "2011-01-01"), positions) is plan
    assert resolver.plan(NET, at(NET, "2011-01-01", ghosts=False), positions) is not plan


def test_hiding_a_state_never_makes_an_actor_look_ended() -> None:
    net = small()
    seen = resolve(net, at(net, "2009-01-01", hidden_states=("open",)), places(net))
    assert not seen.actor_shown[[net.actor_row["e"], net.actor_row["w"]]].any()
    assert not seen.actor_faint.any()
    chosen = resolve(net, at(net, "2009-01-01", hidden_states=("open",), selected="actor:e"), places(net))
    assert chosen.actor_shown[net.actor_row["e"]] and not chosen.actor_faint[net.actor_row["e"]]


def test_an_actor_is_faint_when_everything_of_it_has_ended() -> None:
    net = small()
    seen = resolve(net, at(net, "2016-06-01"), places(net))
    assert seen.actor_faint[net.actor_row["bob"]] and seen.actor_shown[net.actor_row["bob"]]


def test_a_view_of_everything_leaves_out_who_is_never_shown() -> None:
    ties = (schema.Relationship(source="a", target="b"), schema.Relationship(source="b", target="c", changes=SINCE))
    actors = tuple(schema.Actor(id=name) for name in "abcd")
    net = build(schema.Dataset(actors=actors, relationships=ties))
    plan = make_plan(net, ViewState(t=0), places(net))
    shown = np.any([frame_at(plan, t).actor_shown for t in range(net.first, net.last, 86_400 * 30)], axis=0)
    assert plan.ever_shown.tolist() == shown.tolist()


def test_a_date_is_no_preciser_than_the_dataset() -> None:
    def label(text: str, *dates: str) -> str:
        changes = tuple(schema.Change(from_=date, state="open") for date in dates)
        tie = schema.Relationship(source="a", target="b", changes=changes)
        net = build(schema.Dataset(actors=(schema.Actor(id="a"), schema.Actor(id="b")), relationships=(tie,)))
        return resolve(net, ViewState(t=net.axis.parse(text).earliest), places(net)).date_label

    assert label("2011-01-01", "2011", "2013") == "2011"
    assert label("2011-05-01", "2011", "2013-04") == "May 2011"
    assert label("2011-05-17", "2011", "2013") == "17 May 2011"
    assert label("2011-01-01", "2011", "2013-04-05") == "1 January 2011"


def test_a_dataset_without_dates_invents_none() -> None:
    net = build(schema.Dataset(actors=(schema.Actor(id="a"),)))
    assert resolve(net, default_view(net), places(net)).date_label == "No dates"


def test_who_has_ended_is_shown_with_a_line_or_not_at_all() -> None:
    net = small()
    seen = resolve(net, at(net, "2016-06-01", lens="", hidden_states=("open", "limited", "suspended")), places(net))
    drawn = seen.shown & seen.actor_shown[net.src] & seen.actor_shown[net.dst]
    touched = set(net.src[drawn].tolist()) | set(net.dst[drawn].tolist())
    assert set(np.flatnonzero(seen.actor_faint).tolist()) <= touched


def test_an_event_before_1970_that_touches_only_actors_of_the_lens_is_told() -> None:
    ties = (schema.Relationship(source="a", target="b", changes=(schema.Change(from_="1870", state="open"),)),)
    events = (schema.Event(id="war", date="1877-04-24", title="A war", actors=("a",)),)
    actors = (schema.Actor(id="a"), schema.Actor(id="b"))
    net = build(schema.Dataset(actors=actors, relationships=ties, events=events))
    view = ViewState(t=net.axis.parse("1877-04-24").earliest)
    assert resolve(net, view, np.zeros((2, 2), np.float32)).caption == "A war"
