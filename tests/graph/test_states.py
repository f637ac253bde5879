from __future__ import annotations

import pytest
from hypothesis import given

from netexplorer.errors import UserError
from netexplorer.graph.dates import BEGINNING, FOREVER, parse_edtf, tick_of
from netexplorer.graph.network import ENDED, NOT_YET, build
from netexplorer.graph.states import current_change, since, states_at, uncertain_at
from tests.graph.strategies import datasets, ticks
from tests.graph.test_network import network

OPEN, LIMITED, SUSPENDED, SEVERED = range(4)
GAP = (("1998", "open", "2001"), ("2005", "limited"), ("2010", "severed", "2011"))


def state(net, *day):
    return int(states_at(net, tick_of(*day))[0])


def is_uncertain(net, text):
    return bool(uncertain_at(net, parse_edtf(text).earliest)[0])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((1997, 12, 31), NOT_YET), ((1998, 1, 1), OPEN), ((2001, 12, 31), OPEN), ((2002, 1, 1), ENDED),
        ((2004, 12, 31), ENDED), ((2005, 1, 1), LIMITED), ((2010, 1, 1), SEVERED), ((2012, 1, 1), ENDED),
    ],
)  # fmt: skip
def test_a_relationship_is_not_yet_in_a_state_or_ended(day, expected):
    assert state(network(*GAP), *day) == expected


def test_what_holds_since_ever_holds_at_both_ends_of_time():
    net = network(("", "limited"))
    assert states_at(net, BEGINNING).tolist() == states_at(net, FOREVER - 1).tolist() == [LIMITED]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((1997, 1, 1), BEGINNING),
        ((2000, 1, 1), tick_of(1998)),
        ((2003, 1, 1), tick_of(2002)),
        ((2020, 1, 1), tick_of(2012)),
    ],
)
def test_since_is_when_the_change_in_force_or_the_end_began(day, expected):
    assert since(network(*GAP), tick_of(*day)).tolist() == [expected]


def test_a_month_leaves_the_change_uncertain_until_the_month_is_over():
    net = network(("2015-04", "limited"))
    answers = [is_uncertain(net, text) for text in ("2015-03-31", "2015-04-01", "2015-04-30", "2015-05-01")]
    assert answers == [False, True, True, False]


def test_an_exact_day_is_certain_from_its_midnight():
    net = network(("2021-11-01", "suspended"))
    assert [is_uncertain(net, text) for text in ("2021-11-01", "2021-11-02")] == [False, False]
    assert is_uncertain(net, "2021-11-01T12:00Z")


def test_an_end_known_to_the_year_is_uncertain_during_it():
    net = network(("1998-01-01", "open", "2001"))
    assert [is_uncertain(net, text) for text in ("2000-12-31", "2001-01-01", "2001-12-31", "2002-01-01")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_change_that_another_has_overtaken_is_in_doubt_no_more():
    net = network(("2015", "limited"), ("2015-04-01", "severed"))
    assert [is_uncertain(net, text) for text in ("2015-03-31", "2015-04-01")] == [True, False]


def as_the_format_says(dataset, relationship, t):
    """State of one relationship, from the rules of the format word by word and without columns."""
    if not relationship.changes:
        return "open"
    usable = []
    for order, change in enumerate(relationship.changes):
        try:
            start = parse_edtf(change.from_).earliest if change.from_ else BEGINNING
            stop = parse_edtf(change.until).end if change.until else FOREVER
        except UserError:
            continue
        if start < stop:
            usable.append((start, order, stop, change.state))
    begun = [row for row in usable if row[0] <= t]
    if not begun:
        return "not yet"
    _, _, stop, state_id = max(begun)
    return state_id if t < stop else "ended"


@given(datasets(), ticks)
def test_states_are_what_the_rules_of_the_format_say(dataset, t):
    net = build(dataset)
    words = {row: word.id for row, word in enumerate(net.states)} | {NOT_YET: "not yet", ENDED: "ended"}
    states = [words[int(code)] for code in states_at(net, t)]
    assert states == [as_the_format_says(dataset, net.relationship(i), t) for i in range(len(net.rel_ids))]


@given(datasets(), ticks)
def test_the_change_in_force_belongs_to_its_relationship_and_gives_its_state(dataset, t):
    net = build(dataset)
    states, began = states_at(net, t), since(net, t)
    for i, c in enumerate(current_change(net, t)):
        assert (c >= 0) == (states[i] >= 0)
        if c >= 0:
            assert net.change_rel[c] == i
            assert net.change_state[c] == states[i]
            assert began[i] == net.change_from[c]
        assert began[i] <= t
        assert (began[i] == BEGINNING) or states_at(net, int(began[i]))[i] == states[i]


@given(datasets(), ticks)
def test_only_a_relationship_in_a_state_can_be_uncertain(dataset, t):
    net = build(dataset)
    assert not (uncertain_at(net, t) & (states_at(net, t) < 0)).any()
