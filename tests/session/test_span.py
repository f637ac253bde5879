"""The time between two dates that are compared, free and locked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph import schema
from netexplorer.graph.dates import tick_of
from netexplorer.graph.network import build
from netexplorer.session import comparing
from netexplorer.session.session import Session
from netexplorer.session.span import lock_between, locked
from netexplorer.session.state import Lock
from netexplorer.session.validity import fitted
from tests.session.examples import at, small

NET = small()
DAYS = st.integers(tick_of(1999) // 86_400, tick_of(2020) // 86_400).map(lambda day: day * 86_400)


def tick(text: str) -> int:
    return NET.axis.parse(text).earliest


def session(date: str, other: str, *, is_locked: bool = True) -> Session:
    made = Session(NET, at(NET, date, compare=tick(other)))
    if is_locked:
        comparing.toggle_lock(made)
    return made


@given(DAYS, DAYS)
def test_a_lock_finds_the_other_date_again(t: int, other: int) -> None:
    assert locked(NET, t, lock_between(NET, t, other)) == other


@pytest.mark.parametrize(
    ("date", "other", "expected"),
    [
        ("2014-04-01", "2013-04-01", Lock("year", 1)),
        ("2013-04-01", "2014-04-01", Lock("year", -1)),
        ("2014-04-01", "2014-01-01", Lock("month", 3)),
        ("2014-04-01", "2014-03-30", Lock("tick", 2 * 86_400)),
        ("2016-02-29", "2015-02-28", Lock("year", 1)),
    ],
)
def test_a_lock_is_in_whole_years_or_months_where_it_can(date: str, other: str, expected: Lock) -> None:
    assert lock_between(NET, tick(date), tick(other)) == expected


def test_a_locked_date_is_always_the_year_before_across_leap_years() -> None:
    made = session("2014-04-01", "2013-04-01")
    for date in ("2016-02-29", "2017-03-01", "2000-02-28"):
        made.go_to(date)
        assert NET.axis.text(made.view.compare) == {"2016-02-29": "2015-02-28"}.get(
            date, f"{int(date[:4]) - 1}{date[4:]}"
        )


def test_whichever_way_the_date_changes_the_other_follows_and_undo_takes_both_back() -> None:
    made = session("2014-04-01", "2013-04-01")
    before = made.view
    made.update(t=tick("2015-04-01"), selected="event:crisis")
    assert made.view.compare == tick("2014-04-01")
    made.undo()
    assert made.view == before


def test_moving_the_other_date_moves_the_one_shown() -> None:
    made = session("2014-04-01", "2013-04-01")
    comparing.set_other(made, tick("2010-06-01"))
    assert (made.view.t, made.view.compare) == (tick("2011-06-01"), tick("2010-06-01"))


def test_a_free_date_stays_where_it_is() -> None:
    made = session("2014-04-01", "2013-04-01", is_locked=False)
    made.go_to("2018")
    assert made.view.compare == tick("2013-04-01")


def test_at_the_ends_of_the_dataset_a_locked_span_keeps_its_length() -> None:
    made = session("2014-04-01", "2013-04-01")
    made.set_date(NET.first)
    made.set_date(tick("2014-04-01"))
    assert made.view.compare == tick("2013-04-01")


def test_a_comparison_is_kept_with_the_view_and_one_that_makes_no_sense_is_not() -> None:
    view = at(NET, "2014-04-01", compare=tick("2013-04-01"), compare_lock=Lock("year", 1), hidden_turns=("stayed",))
    assert fitted(NET, view) == view
    wild = at(NET, "2014-04-01", compare=10**17, compare_lock=Lock("year", 10**9), hidden_turns=("nonsense",))
    kept = fitted(NET, wild)
    assert kept.compare_lock is None
    assert kept.hidden_turns == ()
    assert NET.axis.label(kept.compare)
    undated = build(schema.Dataset())
    assert fitted(undated, view).compare is None


def test_a_lock_on_a_number_axis_is_a_distance() -> None:
    numbers = build(
        schema.Dataset(
            time=schema.TimeSpec(kind="number", unit="s"),
            actors=(schema.Actor(id="a"), schema.Actor(id="b")),
            relationships=(
                schema.Relationship(id="r", source="a", target="b", changes=(schema.Change(from_=1, state="open"),)),
            ),
        )
    )  # fmt: skip
    assert lock_between(numbers, 7_000_000, 4_000_000) == Lock("tick", 3_000_000)
