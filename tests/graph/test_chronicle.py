"""Every dated step, in order, and by what it was caused."""

from __future__ import annotations

from itertools import product

import msgspec
import numpy as np
from hypothesis import given

from netexplorer.graph import schema
from netexplorer.graph.chronicle import chronicle
from netexplorer.graph.dates import BEGINNING, FOREVER, tick_of
from netexplorer.graph.diff import DIRECTIONS, direction, directions
from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork, build
from netexplorer.graph.states import states_at
from tests.graph.strategies import datasets, ticks
from tests.graph.test_network import network


def dataset(changes: list[dict[str, str]], events: list[dict[str, object]]) -> TemporalNetwork:
    document = {
        "format": "netexplorer/1",
        "actors": [{"id": "a"}, {"id": "b"}],
        "relationships": [{"id": "r", "source": "a", "target": "b", "changes": changes}],
        "events": events,
    }
    return build(msgspec.convert(document, schema.Dataset))


def causes(net: TemporalNetwork) -> list[tuple[str, int]]:
    told = chronicle(net)
    places = np.arange(len(told.tick))
    dates = [told.date(place) for place in places.tolist()]
    return [(date.text if date else "", event) for date, event in zip(dates, told.events(places).tolist(), strict=True)]


@given(datasets(), ticks)
def test_the_steps_up_to_an_instant_lead_to_the_states_then(dataset, t):
    net = build(dataset)
    told = chronicle(net)
    states = states_at(net, BEGINNING + 1).copy()
    for place in range(*told.between(BEGINNING + 1, t).indices(len(told.tick))):
        rel = int(told.rels()[place])
        assert states[rel] == told.before[place]
        states[rel] = told.after[place]
    assert states.tolist() == states_at(net, t).tolist()


@given(datasets())
def test_steps_stand_in_the_order_of_time_and_what_holds_since_ever_is_none(dataset):
    told = chronicle(build(dataset))
    assert (np.diff(told.tick) >= 0).all()
    assert ((told.tick > BEGINNING) & (told.tick < FOREVER)).all()


def test_a_change_to_the_same_state_is_a_step():
    told = chronicle(network(("1998", "limited"), ("2015", "limited")))
    assert told.before.tolist() == [NOT_YET, told.after[0]]
    assert told.before[1] == told.after[1]


def test_what_ends_with_nothing_behind_it_is_a_step_with_the_date_of_its_until():
    told = chronicle(network(("1998", "open", "2001-06"), ("2005", "open")))
    assert told.is_end.tolist() == [False, True, False]
    date = told.date(1)
    assert date is not None
    assert (date.text, int(told.after[1]), int(told.tick[1])) == ("2001-06", ENDED, tick_of(2001, 7))


def test_an_event_causes_the_steps_of_what_it_names_within_its_time():
    changes = [{"from": "2014-03-31", "state": "open"}, {"from": "2014-04-01", "state": "limited"},
               {"from": "2014-04-20", "until": "2014-05-09", "state": "severed"}]  # fmt: skip
    events = [{"date": "2014-04-01", "title": "Day", "relationships": ["r"]},
              {"date": "2014-04", "title": "Month", "relationships": ["r", "r", "gone"]},
              {"date": "2014-05-09", "title": "End", "relationships": ["r"]},
              {"date": "2014-03-31", "title": "Elsewhere", "relationships": []}]  # fmt: skip
    expected = [("2014-03-31", -1), ("2014-04-01", 0), ("2014-04-20", 1), ("2014-05-09", 2)]
    assert causes(dataset(changes, events)) == expected


def test_what_is_dated_more_roughly_than_an_event_was_not_caused_by_it():
    changes = [{"from": "2014", "state": "open"}, {"from": "2015-04", "state": "limited"}]
    events = [{"date": "2014-01-01", "relationships": ["r"]}, {"date": "2015-04", "relationships": ["r"]}]
    assert causes(dataset(changes, events)) == [("2014", -1), ("2015-04", 1)]


def test_of_two_events_of_a_day_the_one_with_more_steps_is_the_cause():
    changes = [{"from": "2014-04-01", "state": "open"}]
    records = [{"id": ident, "source": "a", "target": "b", "changes": changes} for ident in ("r", "s")]
    events = [{"date": "2014-04-01", "relationships": ["r"]}, {"date": "2014-04-01", "relationships": ["r", "s"]}]
    document = {"format": "netexplorer/1", "actors": [{"id": "a"}, {"id": "b"}], "relationships": records}
    net = build(msgspec.convert({**document, "events": events}, schema.Dataset))
    assert causes(net) == [("2014-04-01", 1), ("2014-04-01", 1)]


def test_between_two_instants_the_first_is_left_out_and_the_second_is_not():
    told = chronicle(network(("1998", "open"), ("2000", "limited"), ("2001", "open")))
    assert told.between(tick_of(1998), tick_of(2001)) == slice(1, 3)
    assert told.between(tick_of(2001), tick_of(1998)) == slice(3, 3)


def test_directions_of_many_are_those_of_each():
    net = network(("1998", "open"))
    codes = [*range(len(net.states)), ENDED, NOT_YET]
    pairs = np.array(list(product(codes, codes)), dtype=np.int8).T
    expected = [direction(net, before, after) for before, after in product(codes, codes)]
    assert [DIRECTIONS[code] for code in directions(net, *pairs)] == expected
