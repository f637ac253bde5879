from __future__ import annotations

import pytest
from hypothesis import given
from msgspec.structs import replace

from netexplorer.graph.certainty import (
    PRESENCES,
    cited_ids,
    disputed_changes,
    disputed_listed,
    presence_at,
    unstated_changes,
)
from netexplorer.graph.dates import parse_edtf, tick_of
from netexplorer.graph.hearing import as_told
from netexplorer.graph.network import build
from netexplorer.graph.schema import Actor, Change, Claim, Dataset, Disagreement, Relationship, Source
from netexplorer.graph.tabling import tabled
from netexplorer.graph.testimony import Testimony
from tests.graph.strategies import datasets, ticks
from tests.graph.test_network import network


def presence(net, text):
    return PRESENCES[int(presence_at(net, parse_edtf(text).earliest)[0])]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2014-12-31", "none"), ("2015-01-01", "possible"), ("2015-12-31", "possible"), ("2016-01-01", "certain"),
        ("2017-12-31", "certain"), ("2018-01-01", "possible"), ("2018-12-31", "possible"), ("2019-01-01", "none"),
    ],
)  # fmt: skip
def test_a_change_of_2015_may_not_have_happened_yet_and_an_end_of_2018_may_be_over(date, expected):
    assert presence(network(("2015", "open", "2018")), date) == expected


def test_what_is_dated_to_the_day_is_certain_on_it_and_nothing_after_its_end():
    net = network(("2015-06-01", "open", "2018-06-01"))
    dates = ("2015-05-31", "2015-06-01", "2018-06-01", "2018-06-02")
    assert [presence(net, date) for date in dates] == ["none", "certain", "certain", "none"]


def test_the_state_that_is_told_is_only_possible_while_the_one_before_may_still_hold():
    net = network(("2010-01-01", "open"), ("2015", "limited"))
    assert [presence(net, date) for date in ("2014-12-31", "2015-05", "2016")] == ["certain", "possible", "certain"]


def naive(net, row, t):
    """The same from the records: does what is told hold whichever end of its dates one reads?"""
    told = [c for c in range(net.change_start[row], net.change_start[row + 1]) if net.change_from[c] <= t]
    if not told or t >= net.change_to[told[-1]]:
        return "none"
    change = told[-1]
    begin, until = net.date_from(change), net.date_until(change)
    begins = [net.change_from[change]] if begin is None or begin.is_exact else [begin.earliest, begin.end]
    followed = change + 1 < net.change_start[row + 1] and net.change_from[change + 1] == net.change_to[change]
    vague = until is not None and not until.is_exact and not followed
    ends = [until.earliest, until.end] if vague else [net.change_to[change]]
    holds = [a <= t < b for a in begins for b in ends]
    return "certain" if all(holds) else "possible"


@given(datasets(), ticks)
def test_presence_is_what_every_reading_of_the_dates_agrees_on(dataset, t):
    net = build(dataset)
    expected = [naive(net, row, t) for row in range(len(net.rel_ids))]
    assert [PRESENCES[code] for code in presence_at(net, t).tolist()] == expected


def doubtful():
    """Changes known in every way, and a disagreement about the second relationship."""
    known = (("stated", ("s",)), ("inferred", ("s",)), ("general-knowledge", ("s",)), ("disputed", ("s",)), ("", ()))
    changes = tuple(
        Change(from_=f"200{year}", state="open", confidence=word, sources=cited)
        for year, (word, cited) in enumerate(known)
    )
    return Dataset(
        actors=(Actor(id="a"), Actor(id="b")),
        relationships=(
            Relationship(id="one", source="a", target="b", changes=changes),
            Relationship(id="two", source="a", target="b", changes=(Change(from_="2001", sources=("s#1",)),)),
            Relationship(id="three", source="a", target="b"),
        ),
        sources=(Source(id="s"),),
        disagreements=(Disagreement(about=("two", "a", "nobody"), claims=(Claim(text="x"), Claim(text="y"))),),
    )


def test_what_is_inferred_or_known_to_everybody_or_cites_nobody_is_stated_by_no_source():
    net = build(doubtful())
    assert unstated_changes(net).tolist() == [False, True, True, False, True, False, False]


def test_a_disagreement_is_about_the_changes_that_cite_what_its_claims_cite_or_else_about_all():
    data = doubtful()
    assert disputed_changes(build(data)).tolist() == [False, False, False, True, False, True, False]
    dispute = replace(data.disagreements[0], about=("one",), claims=(Claim(text="x", sources=("s",)),))
    elsewhere = replace(dispute, claims=(Claim(text="x", sources=("s#9",)), Claim(text="y")))
    of_place, of_none = (build(replace(data, disagreements=(each,))) for each in (dispute, elsewhere))
    assert disputed_changes(of_place).tolist()[:5] == [True, True, True, True, False]
    assert disputed_changes(of_none).tolist()[:5] == [True] * 5
    assert disputed_changes(as_told(of_place, Testimony(undisputed=True))).tolist() == [False] * 3


def test_the_columns_of_a_large_file_are_asked_as_its_records_are():
    for make in (lambda data: data, tabled):
        net = build(make(doubtful()))
        assert disputed_listed(net).tolist() == [False, False, False, True, False, True]
        assert unstated_changes(net).tolist() == [False, True, True, False, True, False, False]


def test_where_nobody_is_ever_cited_only_what_is_inferred_is_less_than_stated():
    net = build(replace(doubtful(), sources=()))
    assert unstated_changes(net).tolist() == [False, True, True, False, False, False, False]
    heard = as_told(net, Testimony(stated=True))
    assert [heard.change(row).confidence for row in range(3)] == ["stated", "disputed", ""]


def test_a_source_is_cited_with_its_paragraph_or_without_and_may_have_a_hash_in_its_id():
    assert cited_ids(("s1#4", "s1", "s2#1#2", "c#"), {"c#": None}) == {"s1", "s2#1", "c#"}


def test_a_network_without_relationships_has_no_presence():
    assert presence_at(build(Dataset()), tick_of(2000)).tolist() == []
