from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.graph.dates import BEGINNING, tick_of
from netexplorer.graph.hearing import as_told, omission, witnesses
from netexplorer.graph.network import ENDED, NOT_YET, build
from netexplorer.graph.schema import Actor, Change, Claim, Dataset, Disagreement, Event, Relationship, Source
from netexplorer.graph.states import states_at, uncertain_at
from netexplorer.graph.tabling import tabled
from netexplorer.graph.testimony import EVERYBODY, Testimony
from tests.graph.strategies import datasets, ticks

OPEN, LIMITED, SUSPENDED, SEVERED = range(4)
STATED, UNDISPUTED = Testimony(stated=True), Testimony(undisputed=True)
TASS = Testimony(source="tass")


def claim(source):
    return Claim(text=f"as {source} has it", sources=(source,))


def of_two_sources():
    """One channel that two sources tell differently, one that only the second knows, and one that nobody cites."""
    told = (
        Change(from_="2000", state="open", confidence="stated", sources=("tass#1", "ap")),
        Change(from_="2014-04-01", until="2018", state="limited", confidence="inferred", sources=("ap#3",)),
        Change(from_="2021-11-01", state="severed", confidence="disputed", sources=("tass#2",)),
    )
    return Dataset(
        actors=(Actor(id="a"), Actor(id="b")),
        relationships=(
            Relationship(id="one", source="a", target="b", changes=told),
            Relationship(id="two", source="a", target="b", changes=(Change(from_="2002", sources=("ap",)),)),
            Relationship(id="three", source="a", target="b", changes=(Change(from_="2003"),)),
            Relationship(id="four", source="a", target="b"),
        ),
        sources=(
            Source(id="tass", publisher="TASS"), Source(id="ap", publisher="AP"), Source(id="ap2", publisher="AP"),
        ),
        events=(
            Event(id="e1", date="2014-04-01", sources=("ap#9",)), Event(id="e2", date="2021-10-18", sources=("tass",)),
        ),
        disagreements=(
            Disagreement(about=("two", "e2"), claims=(claim("tass"), claim("ap"))),
            Disagreement(about=("one",), claims=(claim("ap"), claim("ap2"))),
        ),
    )  # fmt: skip


def states(net, year):
    return states_at(net, tick_of(year, 6)).tolist()


@pytest.mark.parametrize("as_tables", [False, True])
def test_a_source_tells_the_last_change_that_cites_it_and_knows_nothing_of_the_others(as_tables):
    data = of_two_sources()
    net = as_told(build(tabled(data) if as_tables else data), TASS)
    assert states(net, 2016) == [OPEN, NOT_YET, NOT_YET, NOT_YET]  # not limited: that it has not heard of
    assert states(net, 2022) == [SEVERED, NOT_YET, NOT_YET, NOT_YET]
    assert [net.change(row).sources for row in range(2)] == [("tass#1", "ap"), ("tass#2",)]


def test_what_ends_by_its_own_word_ends_also_when_nothing_else_is_heard():
    net = as_told(build(of_two_sources()), Testimony(publisher="AP"))
    assert [states(net, year)[0] for year in (2010, 2016, 2020, 2022)] == [OPEN, LIMITED, ENDED, ENDED]
    assert uncertain_at(net, tick_of(2018, 3))[0]  # somewhen in 2018


def test_only_what_is_stated_leaves_out_what_is_inferred_and_what_cites_nobody():
    net = as_told(build(of_two_sources()), STATED)
    assert states(net, 2016) == [OPEN, OPEN, NOT_YET, NOT_YET]
    assert states(net, 2022) == [SEVERED, OPEN, NOT_YET, NOT_YET]  # disputed, but stated


def test_only_the_undisputed_leaves_out_disputed_changes_and_those_that_a_disagreement_is_about():
    net = as_told(build(of_two_sources()), UNDISPUTED)
    assert [states(net, year) for year in (2010, 2016, 2022)] == [
        [NOT_YET, NOT_YET, OPEN, OPEN], [LIMITED, NOT_YET, OPEN, OPEN], [ENDED, NOT_YET, OPEN, OPEN],
    ]  # fmt: skip


def test_several_wishes_are_all_met():
    net = as_told(build(of_two_sources()), Testimony(stated=True, publisher="AP"))
    assert states(net, 2016) == [OPEN, OPEN, NOT_YET, NOT_YET]


def test_an_event_that_is_not_heard_has_no_date():
    whole = build(of_two_sources())
    assert (as_told(whole, TASS).event_tick > BEGINNING).tolist() == [False, True]
    assert (as_told(whole, UNDISPUTED).event_tick > BEGINNING).tolist() == [True, False]
    assert (as_told(whole, STATED).event_tick > BEGINNING).tolist() == [True, True]


def test_rows_ids_and_span_stay_and_the_dataset_is_the_same():
    whole = build(of_two_sources())
    net = as_told(whole, TASS)
    assert (net.rel_ids, net.actor_ids, net.first, net.last) == (
        whole.rel_ids, whole.actor_ids, whole.first, whole.last,
    )  # fmt: skip
    assert net.dataset is whole.dataset
    assert net.whole is whole


def test_a_network_that_fits_is_given_as_it_is_and_everybody_is_the_whole():
    whole = build(of_two_sources())
    net = as_told(whole, TASS)
    assert as_told(net, TASS) is net
    assert as_told(net, EVERYBODY) is whole
    assert as_told(whole, EVERYBODY) is whole
    assert states(as_told(net, STATED), 2016) == [OPEN, OPEN, NOT_YET, NOT_YET]  # of the whole, not of the part


def test_a_source_of_which_nothing_is_cited_leaves_nothing():
    net = as_told(build(of_two_sources()), Testimony(source="ap2"))
    assert states(net, 2016) == [NOT_YET] * 4
    assert len(net.change_rel) == 0


def test_what_is_left_out_is_counted_and_contradictions_are_those_it_takes_a_side_in():
    found = omission(as_told(build(of_two_sources()), TASS))
    assert (found.told, found.changes) == (2, 5)
    assert (found.channels_told, found.channels) == (1, 4)
    assert found.unknown.tolist() == [1, 2, 3]
    assert found.contradicts == (0,)
    of_ap = omission(as_told(build(of_two_sources()), Testimony(publisher="AP")))
    assert of_ap.contradicts == (0,)  # in the second both sides are AP's


def test_nothing_is_left_out_of_everybodys_testimony():
    found = omission(build(of_two_sources()))
    assert (found.told, found.channels_told, len(found.unknown), found.contradicts) == (5, 4, 0, ())


def test_a_change_counts_once_for_each_source_and_each_publisher_it_cites():
    by_source, by_publisher = witnesses(build(of_two_sources()))
    assert by_source == {"tass": 2, "ap": 3, "ap2": 0}
    assert by_publisher == {"TASS": 2, "AP": 3}


@st.composite
def told_and_not(draw):
    """A dataset of whose changes some cite a source, and the same without the changes that do not."""
    dataset = draw(datasets())
    whole, part = [], []
    for relationship in dataset.relationships:
        cites = [draw(st.booleans()) for _ in relationship.changes]
        changes = tuple(
            replace(change, sources=("s",) if heard else ("other",))
            for change, heard in zip(relationship.changes, cites, strict=True)
        )
        whole.append(replace(relationship, changes=changes))
        part.append(replace(relationship, changes=tuple(c for c in changes if c.sources == ("s",))))
    sources = (Source(id="s"), Source(id="other"))
    every, some = (
        replace(dataset, relationships=tuple(rels), actors=tuple(dataset.actors), sources=sources)
        for rels in (whole, part)
    )
    return (tabled(every) if draw(st.booleans()) else every), some


@given(told_and_not(), ticks)
def test_a_network_as_told_is_the_network_of_a_dataset_that_was_never_told_more(pair, t):
    whole, part = (build(each) for each in pair)
    net = as_told(whole, Testimony(source="s"))
    said = np.array([bool(part.relationship(row).changes) for row in range(len(part.rel_ids))], dtype=bool)
    for look in (states_at, uncertain_at):
        assert look(net, t)[said].tolist() == look(part, t)[said].tolist()
    assert (states_at(net, t)[~said] == NOT_YET).all()
    here, there = (
        [(net_.change(c).from_, net_.change(c).state) for c in range(len(net_.change_rel)) if said[net_.change_rel[c]]]
        for net_ in (net, part)
    )
    assert here == there
