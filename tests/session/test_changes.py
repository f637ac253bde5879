"""The list of changes: which steps pass, under which heads they stand, and what is said of them."""

from __future__ import annotations

import numpy as np
import pytest

from netexplorer.graph.chronicle import chronicle
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.select import lens_mask
from netexplorer.graph.tabling import tabled
from netexplorer.resources import default_dataset
from netexplorer.session.changes import KINDS, ChangeFilter, Head, Listing, Step, Teller, listing
from netexplorer.session.facts import gather
from tests.session.examples import small, small_dataset
from tests.session.naive import records_made


@pytest.fixture(scope="module")
def bundled() -> TemporalNetwork:
    return build(open_dataset(default_dataset()).dataset)


def listed(net: TemporalNetwork, wanted: ChangeFilter = ChangeFilter(), lens: str | None = None, **more) -> Listing:
    every = np.ones(len(net.states), dtype=np.bool_)
    return listing(chronicle(net), lens_mask(net, lens), more.pop("state_ok", every), wanted, **more)


def told(net: TemporalNetwork, found: Listing) -> list[Head | Step]:
    teller = Teller(found.chronicle, gather(net))
    rows = enumerate(found.rows.tolist())
    return [teller.head(found, -1 - place) if place < 0 else teller.step(found, row) for row, place in rows]


def between(net: TemporalNetwork, start: str, end: str) -> tuple[int, int]:
    return net.axis.parse(start).earliest, net.axis.parse(end).earliest


def test_steps_stand_below_their_event_and_what_has_none_below_its_date(bundled: TemporalNetwork) -> None:
    rows = told(bundled, listed(bundled, lens="core", span=between(bundled, "2014-03-30", "2014-04-05")))
    heads = [(row.date, row.title, row.count) for row in rows if isinstance(row, Head)]
    assert heads == [
        ("1 April 2014", "NATO suspends practical cooperation", "3 changes"),
        ("1 April 2014", "", "8 changes"),
        ("3 April 2014", "Moscow calls its military representative home", ""),
    ]
    first = rows[1]
    assert isinstance(first, Step)
    assert (first.label, first.before_label, first.after_label) == ("NATO-Russia Council · Russia", "Open", "Limited")
    assert first.date == ""  # it is that of the head
    assert "ambassador level" in first.note
    assert [each.label for each in first.citations][1] == "Deutsche Welle, Apr 2014"


def test_steps_of_one_event_stay_together_when_others_happened_in_between(bundled: TemporalNetwork) -> None:
    found = listed(bundled)
    heads = [row for row in told(bundled, found) if isinstance(row, Head) and row.target]
    assert len({head.target for head in heads}) == len(heads)
    assert sorted(found.rows[found.rows >= 0].tolist()) == found.places.tolist()
    assert (found.rows[found.heads] < 0).all()
    assert (found.row_ticks[found.row_of] == found.ticks).all()


def test_a_step_with_another_date_than_its_head_says_so(bundled: TemporalNetwork) -> None:
    rows = told(bundled, listed(bundled, span=between(bundled, "2018-01-01", "2018-02-01")))
    dates = [row.date for row in rows if isinstance(row, Step)]
    assert "about 22 Jan 2018" in dates
    assert "" in dates


def test_the_present_is_the_last_date_with_a_change(bundled: TemporalNetwork) -> None:
    found = listed(bundled, lens="core")
    t = bundled.axis.parse("2014-04-07").earliest
    first, last = found.present(t)
    rows = told(bundled, found)
    assert {row.target for row in rows[first : last + 1]} == {"relationship:ru-milrep--nato"}
    assert found.present(int(found.ticks[0]) - 1) == (-1, -1)


def test_the_filter_narrows_by_direction_side_and_type(bundled: TemporalNetwork) -> None:
    everything = listed(bundled)
    counts = dict(zip((ident for ident, _ in KINDS), everything.kinds.tolist(), strict=True))
    assert counts["worse"] + counts["better"] + counts["opened"] + counts["ended"] + counts["same"] == len(
        everything.places
    )
    for ident, count in counts.items():
        assert len(listed(bundled, ChangeFilter((ident,))).places) == count
    severed = told(bundled, listed(bundled, ChangeFilter(("severed",))))
    assert {row.after_label for row in severed if isinstance(row, Step)} == {"Severed"}
    rels = listed(bundled, ChangeFilter(sides=("us",), types=("military-contact",))).chronicle
    places = listed(bundled, ChangeFilter(sides=("united-states",), types=("military-contact",))).places
    sides = {side.id for side in bundled.sides}
    assert "united-states" in sides or not len(places)
    assert all(bundled.types[code].id == "military-contact" for code in bundled.rel_type[rels.rels(places)].tolist())


def test_the_counts_of_the_filter_stay_when_it_narrows_by_direction(bundled: TemporalNetwork) -> None:
    assert listed(bundled, ChangeFilter(("worse",))).kinds.tolist() == listed(bundled).kinds.tolist()


def test_what_leads_only_to_and_from_hidden_states_is_left_out() -> None:
    net = small()
    only_open = np.array([state.id == "open" for state in net.states])
    labels = {
        (row.before_label, row.after_label)
        for row in told(net, listed(net, state_ok=only_open))
        if isinstance(row, Step)
    }
    assert ("Limited", "Severed") not in labels
    assert ("Open", "Limited") in labels


def test_an_end_is_told_without_the_note_of_its_beginning() -> None:
    net = small()
    ends = [row for row in told(net, listed(net, ChangeFilter(("ended",)))) if isinstance(row, Step)]
    assert [(row.after_label, row.note) for row in ends] == [("Ended", ""), ("Ended", "")]


def test_a_disputed_change_says_so_and_no_other() -> None:
    net = small()
    disputes = {row.note: row.dispute for row in told(net, listed(net)) if isinstance(row, Step)}
    assert disputes["Closed."] == "The sources disagree about this change"
    assert disputes["Opened."] == ""


def test_a_dataset_without_a_date_has_an_empty_list() -> None:
    net = build(small_dataset().__class__())
    found = listed(net)
    assert (len(found), found.present(0), found.kinds.tolist()) == (0, (-1, -1), [0] * 6)


def test_only_rows_that_are_looked_at_become_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    net = build(tabled(small_dataset()))
    facts, steps = gather(net), listed(net)
    made = records_made(monkeypatch)
    again = listing(steps.chronicle, lens_mask(net, None), np.ones(len(net.states), dtype=np.bool_))
    assert len(again) > 4
    assert not made
    Teller(steps.chronicle, facts).step(again, 1)
    assert 0 < len(made) < 8
