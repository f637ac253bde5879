"""The dates of a sheet: every so often, every change of a channel, or typed; never too many."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.session.resolve import timeless
from netexplorer.session.sheet import (
    MOST_CELLS,
    cell_of,
    checked_step,
    outside,
    sheet_of,
    sheet_ticks,
    sheet_words,
    step_words,
    steps_for,
    usual_step,
)
from netexplorer.session.state import SheetDates, ViewState
from tests.session.examples import at, small

NET = small()
VIEW = at(NET, "2014-04-05")


def numbers() -> TemporalNetwork:
    """Three changes between 0 and 90 minutes."""
    states = ((0, "open"), (40, "limited"), (90, "severed"))
    changes = tuple(schema.Change(from_=start, state=state) for start, state in states)
    talk = schema.Relationship(id="r", source="a", target="b", changes=changes)
    actors, time = (schema.Actor(id="a"), schema.Actor(id="b")), schema.TimeSpec(kind="number", unit="minutes")
    return build(schema.Dataset(time=time, actors=actors, relationships=(talk,)))


def dates(net: TemporalNetwork = NET, view: ViewState = VIEW, **sheet: object) -> list[str]:
    return [net.axis.text(tick) for tick in sheet_ticks(net, replace(view, sheet=SheetDates(**sheet)))]


def tick(text: str) -> int:
    return NET.axis.parse(text).earliest


def test_every_five_years_begin_where_the_dataset_does() -> None:
    assert dates(step="5y") == ["1998-01-01", "2003-01-01", "2008-01-01", "2013-01-01", "2018-01-01"]


def test_steps_of_months_keep_the_end_of_the_month() -> None:
    assert dates(step="1m", start=tick("2014-01-31"), end=tick("2014-05-01")) == [
        "2014-01-31", "2014-02-28", "2014-03-31", "2014-04-30",
    ]  # fmt: skip


def test_the_usual_step_gives_a_dozen_cells_at_most() -> None:
    assert usual_step(NET) in steps_for(NET)
    assert 2 <= len(dates()) <= 13


def test_a_channel_has_a_cell_for_each_change_of_it() -> None:
    expected = ["1998-01-01", "2014-04-01", "2018-03-01"]
    assert dates(by="changes", rel="e--w") == expected
    assert dates(view=replace(VIEW, selected="relationship:e--w"), by="changes") == expected
    assert dates(by="changes", rel="e--w", start=tick("2014")) == expected[1:]


def test_an_end_is_a_change_too() -> None:
    assert dates(by="changes", rel="w--e") == ["2000-01-01", "2010-07-01", "2014-04-11"]


def test_typed_dates_stay_in_the_order_they_were_typed_in() -> None:
    assert dates(by="typed", dates=(tick("2015"), tick("2001"))) == ["2015-01-01", "2001-01-01"]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ({"by": "changes"}, "no channel is selected"),
        ({"by": "typed"}, "needs dates"),
        ({"step": "1m"}, f"at most {MOST_CELLS}"),
        ({"by": "typed", "dates": tuple(range(61))}, f"61 pictures; a sheet has at most {MOST_CELLS}"),
        ({"step": "1y", "start": 10**9, "end": 0}, "later"),
        ({"by": "changes", "rel": "e--w", "end": 0}, "nothing about"),
    ],
)
def test_what_makes_no_sheet_is_one_sentence(sheet: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        dates(**sheet)


@pytest.mark.parametrize(("text", "step"), [("5 years", "5y"), ("6M", "6m"), ("10 d", "10d")])
def test_a_step_may_be_typed_in_words(text: str, step: str) -> None:
    assert checked_step(NET, text) == step
    assert step_words(NET, step).split()[0] == step[:-1]


@pytest.mark.parametrize("text", ["", "y", "0y", "5", "5w", "-1y", "1000000y", "5y6m"])
def test_what_is_no_step_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="no step of time"):
        checked_step(NET, text)


def test_numbers_step_by_their_unit() -> None:
    net = numbers()
    view = ViewState(t=0)
    assert dates(net, view, step="30") == ["0", "30", "60", "90"]
    assert step_words(net, "30") == "30 minutes"
    assert usual_step(net) == "10" and set(steps_for(net)) >= {"2", "5", "10"}
    with pytest.raises(UserError, match="such as 25"):
        checked_step(net, "5y")


def test_a_date_lies_in_the_last_cell_that_has_come() -> None:
    assert [cell_of((10, 20, 30), t) for t in (5, 10, 19, 20, 99)] == [-1, 0, 0, 1, 2]
    assert cell_of((30, 10), 10) == 1 and cell_of((30, 10), 15) == -1


def test_dates_beside_the_dataset_are_told() -> None:
    assert outside(NET, (tick("2010"),)) == ""
    said = outside(NET, (tick("1850"), tick("2010"), tick("2200")))
    assert "1 January 1850, 1 January 2200 lie outside" in said


def test_another_sheet_needs_no_other_plan() -> None:
    assert timeless(replace(VIEW, sheet=SheetDates(step="5y"))) == timeless(VIEW)


def test_a_sheet_is_part_of_what_is_remembered() -> None:
    view = replace(VIEW, page="sheet", sheet=SheetDates("changes", rel="e--w", emphasis=False))
    assert msgspec.json.decode(msgspec.json.encode(view), type=ViewState) == view


def test_of_a_sheet_from_elsewhere_the_sense_is_kept() -> None:
    strange = SheetDates("changes", step="9q", rel="nowhere", dates=(5, 2**62), start=2**62)
    assert sheet_of(NET, strange) == SheetDates("changes", dates=(5,))


def test_a_sheet_of_changes_is_headed_by_the_name_of_its_channel() -> None:
    assert sheet_words(NET, replace(VIEW, sheet=SheetDates("changes", rel="e--w"))) == "changes of Embassy of Eastland"
    assert sheet_words(NET, replace(VIEW, sheet=SheetDates("step", rel="e--w"))) == ""
