from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from netexplorer.graph import network as networks
from netexplorer.graph import schema
from netexplorer.graph.columns import relationship_ids
from netexplorer.graph.dates import BEGINNING, DAY, FOREVER, parse_edtf, tick_of
from netexplorer.graph.tabling import tabled
from tests.graph.strategies import datasets

S = schema
WAYS = {"records": lambda dataset: dataset, "tables": tabled}
_way = ["records"]


@pytest.fixture(autouse=True, scope="module", params=list(WAYS))
def way(request):
    """Every test of this file runs over records and over tables."""
    _way[0] = request.param
    yield
    _way[0] = "records"


def build(dataset):
    return networks.build(WAYS[_way[0]](dataset))


def network(*changes, **dataset):
    """A network of one relationship with these changes, each as (from, state) or (from, state, until)."""
    rows = tuple(S.Change(from_=row[0], state=row[1], until=row[2] if len(row) > 2 else "") for row in changes)
    return build(pair(S.Relationship(id="r", source="a", target="b", changes=rows), **dataset))


def pair(*relationships, **dataset):
    return S.Dataset(actors=(S.Actor(id="a"), S.Actor(id="b")), relationships=relationships, **dataset)


def link(**record):
    return S.Relationship(source="a", target="b", **record)


def test_a_change_holds_until_the_next_one():
    net = network(("1998", "open"), ("2015-04", "limited"), ("2021-11-01", "suspended"))
    assert net.change_from.tolist() == [tick_of(1998), tick_of(2015, 4), tick_of(2021, 11)]
    assert net.change_to.tolist() == [tick_of(2015, 4), tick_of(2021, 11), FOREVER]
    assert net.change_state.tolist() == [0, 1, 2]


def test_until_includes_the_whole_period_it_names():
    assert network(("1998", "open", "2001-02")).change_to.tolist() == [tick_of(2001, 3)]


def test_the_next_change_wins_over_a_later_until():
    assert network(("1998", "open", "2010"), ("2005", "severed")).change_to.tolist() == [tick_of(2005), FOREVER]


def test_changes_are_sorted_by_time_and_remember_the_authors_order():
    net = network(("2015", "limited"), ("1998", "open"))
    assert net.change_state.tolist() == [0, 1]
    assert net.change_record.tolist() == [1, 0]
    assert net.change(0).state == "open"


def test_of_two_changes_at_one_instant_the_later_in_the_file_counts():
    net = network(("1998", "open"), ("1998-01-01", "severed"))
    assert net.change_state.tolist() == [3]
    assert net.change_record.tolist() == [1]


def test_a_change_without_a_date_holds_since_ever():
    net = network(("", "open"), ("2014", "severed"))
    assert net.change_from.tolist() == [BEGINNING, tick_of(2014)]
    assert net.date_from(0) is None


def test_a_relationship_without_changes_is_in_the_best_state_for_ever():
    states = (S.State(id="cold", rank=1), S.State(id="warm", rank=5), S.State(id="mild", rank=3))
    net = build(pair(link(), states=states))
    assert (net.change_from[0], net.change_to[0]) == (BEGINNING, FOREVER)
    assert net.states[net.change_state[0]].id == "warm"
    assert net.change_record.tolist() == [-1]
    assert net.change(0) == S.Change()


def test_a_change_that_names_no_state_means_the_best_one():
    assert network(("1998", "")).change_state.tolist() == [0]


def test_an_exact_change_has_happened_at_its_first_instant_and_is_only_possible_after_it():
    net = network(("2021-11-01", "open"))
    assert net.change_possible[0] == tick_of(2021, 11, 1) + 1
    assert net.change_from_end[0] == tick_of(2021, 11, 2)


@pytest.mark.parametrize("text", ["2015-04", "2021-11-01~", "199X", "2001-24"])
def test_an_imprecise_change_is_possible_through_all_of_its_period(text):
    net, date = network((text, "open")), parse_edtf(text)
    assert (net.change_possible[0], net.change_from_end[0]) == (date.earliest, date.end)


def test_an_imprecise_end_is_possible_through_its_period_unless_a_change_follows_at_once():
    vague, touched = network(("1998", "open", "2001")), network(("1998", "open", "2001"), ("2002", "severed"))
    assert (vague.until_possible[0], vague.until_end[0]) == (tick_of(2001), tick_of(2002))
    assert (touched.until_possible[0], touched.until_end[0]) == (0, 0)


def test_an_exact_end_is_not_in_doubt():
    net = network(("1998", "open", "2001-02-03"))
    assert (net.until_possible[0], net.until_end[0]) == (0, 0)


@pytest.mark.parametrize(
    "bad", [("soon", "open"), ("2001", "oepn"), ("2001", "open", "2021-02-30"), ("2001", "open", "1999")]
)
def test_a_change_that_cannot_be_used_is_left_out(bad):
    assert network(("1998", "open"), bad).change_record.tolist() == [0]


def test_a_relationship_to_nobody_is_left_out_and_rows_still_find_their_records():
    lost = S.Relationship(id="lost", source="a", target="nobody")
    net = build(pair(lost, link(id="kept", label="Hotline")))
    assert net.rel_ids == ("kept",)
    assert net.rel_row == {"kept": 0}
    assert net.label(0) == "Hotline"


def test_of_two_records_with_one_id_the_first_is_kept():
    actors = (S.Actor(id="a", name="First"), S.Actor(id="a", name="Second"), S.Actor(id="b"))
    rels = (link(id="r", label="first"), link(id="r", label="second"))
    net = build(S.Dataset(actors=actors, relationships=rels))
    assert [net.name(i) for i in range(2)] == ["First", "b"]
    assert [net.label(i) for i in range(len(net.rel_ids))] == ["first"]


def test_missing_ids_are_made_from_the_ends_and_avoid_those_the_file_gives():
    rels = (link(), link(), link(id="a--b#2"), link(id="x"), link(id="x"))
    assert relationship_ids(rels) == ("a--b", "a--b#3", "a--b#2", "x", "x")


def test_a_relationship_without_a_label_is_called_after_its_ends():
    types = (S.RelationshipType(id="to", directed=True),)
    net = build(pair(link(), link(type="to"), types=types))
    assert [net.label(0), net.label(1)] == ["a – b", "a → b"]


def test_words_that_are_used_but_not_declared_join_the_vocabulary():
    actors = (S.Actor(id="a", kind="person", side="nato"), S.Actor(id="b", kind="head-of-state"))
    net = build(
        S.Dataset(actors=actors, kinds=(S.Kind(id="person", label="Person"),), relationships=(link(type="talks"),))
    )
    assert [kind.label for kind in net.kinds] == ["Person", "Head of state"]
    assert [side.label for side in net.sides] == ["Nato"]
    assert net.actor_kind.tolist() == [0, 1]
    assert net.actor_side.tolist() == [0, -1]
    assert [word.id for word in net.types] == ["talks"]


def test_channels_are_the_types_of_that_family():
    types = (S.RelationshipType(id="talks", family="channel"), S.RelationshipType(id="member", family="membership"))
    net = build(pair(link(type="talks"), link(type="member"), link(), types=types))
    assert net.families == ("channel", "membership")
    assert net.rel_family.tolist() == [0, 1, -1]
    assert net.is_channel.tolist() == [True, False, False]


def test_without_the_family_everything_is_a_channel():
    assert build(pair(link(), link(type="talks"))).is_channel.tolist() == [True, True]


def test_ranks_of_any_size_keep_their_order():
    states = (S.State(id="x", rank=10**9), S.State(id="y", rank=-(10**9)), S.State(id="z", rank=10**9))
    assert build(S.Dataset(states=states)).ranks.tolist() == [1, 0, 1]


def test_the_span_runs_from_the_first_change_to_the_date_the_file_speaks_of():
    net = network(("1998", "open"), ("2015", "severed"), as_of="2022-05-19")
    assert (net.first, net.last) == (tick_of(1998), tick_of(2022, 5, 19))


def test_the_span_goes_beyond_that_date_when_changes_do():
    assert network(("1998", "open"), ("2030", "open", "2040"), as_of="2022").last == tick_of(2041)


@pytest.mark.parametrize("last", ["2010", "2010-07-15", "1998-05-02"])
def test_what_begins_last_has_room_to_be_seen(last):
    net = network(("1998-05-01", "open"), (last, "severed"))
    assert net.last - net.change_from[-1] >= max(DAY, (net.change_from[-1] - net.first) // 25)
    assert network(("1998-05-01", "open"), (last, "severed", last)).last == parse_edtf(last).end


def test_an_end_in_the_far_future_does_not_stretch_the_span():
    assert network(("1998", "open", "2999"), as_of="2022-05-19").last == tick_of(2022, 5, 19)


def test_without_dated_changes_the_events_give_the_span():
    events = (S.Event(date="1998"), S.Event(date="soon"), S.Event(date="2001-02"))
    net = build(S.Dataset(events=events))
    assert (net.first, net.last) == (tick_of(1998), tick_of(2001, 3))
    assert net.event_tick.tolist() == [tick_of(1998), BEGINNING, tick_of(2001, 2)]
    assert net.event_end.tolist() == [tick_of(1999), BEGINNING, tick_of(2001, 3)]


def test_a_single_instant_still_makes_a_span():
    net = network(("1998-05-01", "open"))
    assert (net.first, net.last) == (tick_of(1998, 5, 1), tick_of(1998, 5, 2))
    event = build(S.Dataset(events=(S.Event(date="1998"),), as_of="1990-01-01"))
    assert event.first < event.last


def test_focus_leaves_out_a_lone_early_membership():
    types = (S.RelationshipType(id="talks", family="channel"), S.RelationshipType(id="member"))
    old = link(type="member", changes=(S.Change(from_="1789", state="open"),))
    new = link(
        type="talks", changes=(S.Change(from_="1991-12", state="open"), S.Change(from_="2021-11", state="severed"))
    )
    net = build(pair(old, new, types=types, as_of="2022-05-19"))
    assert net.first == tick_of(1789)
    assert net.focus == (tick_of(1991), tick_of(2023))


def test_numbers_make_a_network_as_dates_do():
    changes = (S.Change(from_=0, state="open"), S.Change(from_=1.5, until=20, state="severed"))
    net = build(pair(link(changes=changes), time=S.TimeSpec(kind="number", unit="s")))
    assert net.change_from.tolist() == [0, 1_500_000]
    assert net.change_to.tolist() == [1_500_000, 20_000_001]
    assert not (net.change_possible < net.change_from_end).any()
    assert net.focus == (0, 21_000_000)


def test_an_empty_dataset_is_a_network():
    net = build(S.Dataset())
    assert net.first < net.last
    assert net.focus[0] < net.focus[1]
    assert net.change_start.tolist() == [0]
    assert [state.id for state in net.states] == ["open", "limited", "suspended", "severed"]


@given(datasets())
def test_columns_are_consistent_and_read_only(dataset):
    net = build(dataset)
    assert net.first < net.last
    assert net.focus[0] < net.focus[1]
    assert (net.change_from < net.change_to).all()
    assert net.change_rel.tolist() == np.repeat(np.arange(net.src.size), np.diff(net.change_start)).tolist()
    for name in net.__struct_fields__:
        column = getattr(net, name)
        assert not isinstance(column, np.ndarray) or not column.flags.writeable, name
    same = net.change_rel[1:] == net.change_rel[:-1]
    assert (net.change_to[:-1][same] <= net.change_from[1:][same]).all()


@given(datasets())
def test_every_change_row_finds_the_record_it_came_from(dataset):
    net = build(dataset)
    for c in np.flatnonzero(net.change_record >= 0):
        date = net.date_from(c)
        assert net.change_from[c] == (date.earliest if date else BEGINNING)
        assert net.states[net.change_state[c]].id == net.change(c).state
        until = net.date_until(c)
        assert until is None or net.change_to[c] <= until.end


def test_days_of_a_calendar_network_are_days():
    assert network(("1998-05-01", "open", "1998-05-01")).change_to[0] == tick_of(1998, 5, 1) + DAY


def test_what_has_a_blank_name_is_called_by_its_id():
    actors = (S.Actor(id="a", name=" \n"), S.Actor(id="b", name="Bo"))
    net = build(S.Dataset(actors=actors, relationships=(link(label="\t"), link(label=" x "))))
    assert (net.name(0), net.label(0), net.label(1)) == ("a", "a – Bo", " x ")


def test_a_change_that_ends_where_it_begins_is_left_out():
    assert network(("2002", "open", "2001"), ("2010", "limited")).change_state.tolist() == [1]


def test_a_span_of_tiny_numbers_stays_tiny():
    net = network((0.000_001, "open"), (0.000_002, "severed"), time=S.TimeSpec(kind="number", unit="s"))
    assert (net.first, net.last) == (1, 3)
