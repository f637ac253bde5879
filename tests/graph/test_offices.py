"""Who held an office and when, and when nobody did."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest

from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.offices import Offices, find_offices
from netexplorer.graph.schema import Dataset
from netexplorer.graph.tabling import tabled
from netexplorer.resources import default_dataset
from netexplorer.session.session import Session

TYPES = [
    {"id": "heads", "directed": True, "post": "holder"},
    {"id": "acts", "directed": True, "post": "acting"},
    {"id": "followed", "directed": True, "post": "succession"},
    {"id": "knows"},
]


def held(who: str, start: str, end: str, type: str = "heads", office: str = "seat") -> dict[str, Any]:
    """That somebody held an office, as a record."""
    return {"source": who, "target": office, "type": type, "changes": [{"from": start, "until": end}]}


def network(*relationships: dict[str, Any], types: list[dict[str, Any]] = TYPES) -> TemporalNetwork:
    """A network of these relationships."""
    actors = [{"id": ident} for ident in ("seat", "other", "ann", "ben", "cia")]
    record = {"types": types, "actors": actors, "relationships": relationships, "as_of": "2020-12-31"}
    return build(msgspec.convert(record, Dataset))


def told(offices: Offices, date: str, office: str = "seat") -> str:
    """The holder's id at a date, with a mark if acting; ``vacant``, or nothing."""
    net = offices.net
    found = offices.office(net.actor_row[office])
    assert found is not None
    now = found.at(net.axis.parse(date).earliest)
    name = net.actor_ids[now.term.holder] + "*" * now.term.acting if now.term else ""
    return " ".join(part for part in ("vacant" if now.vacancy else "", name) if part)


def test_an_office_has_its_holders_in_the_order_of_time() -> None:
    offices = find_offices(network(held("ben", "2005", "2009"), held("ann", "2000", "2004-12-31")))
    assert [told(offices, date) for date in ("1999", "2003", "2005-01-01", "2012")] == ["", "ann", "ben", ""]


def test_on_the_day_of_handing_over_the_one_who_comes_holds_it() -> None:
    offices = find_offices(network(held("ann", "2000-01-01", "2005-05-05"), held("ben", "2005-05-05", "2009-01-01")))
    assert told(offices, "2005-05-05") == "ben"


def test_a_gap_of_which_nothing_is_said_is_not_a_vacancy() -> None:
    offices = find_offices(network(held("ann", "2000", "2002"), held("ben", "2005", "2009")))
    assert told(offices, "2004") == "" and told(offices, "2012") == ""


def test_a_gap_between_one_and_who_succeeded_is_a_vacancy() -> None:
    follows = {"source": "ben", "target": "ann", "type": "followed"}
    offices = find_offices(network(held("ann", "2000", "2002"), held("ben", "2005", "2009"), follows))
    assert [told(offices, date) for date in ("2002-06", "2003-01-01", "2005-01-01", "2010")] == [
        "ann",
        "vacant",
        "ben",
        "",
    ]
    office = offices.office(offices.net.actor_row["seat"])
    assert office is not None and office.before(office.terms[1]) == office.terms[0]
    assert office.after(office.terms[0]) == office.terms[1]
    assert offices.successions.tolist() == [2]


def test_an_office_is_vacant_from_its_last_holder_on_if_somebody_stood_in() -> None:
    offices = find_offices(network(held("ann", "2000", "2002"), held("ben", "2003-03", "2005", "acts")))
    assert [told(offices, date) for date in ("2003-01-15", "2004", "2015")] == ["vacant", "vacant ben*", "vacant"]


def test_who_stands_in_before_anybody_is_known_is_told_without_a_vacancy() -> None:
    offices = find_offices(network(held("ben", "1998", "1999", "acts"), held("ann", "2002", "2004")))
    assert [told(offices, date) for date in ("1998-06", "2001")] == ["ben*", ""]


def test_unknown_people_between_two_holders_make_the_first_no_predecessor() -> None:
    office = find_offices(network(held("ann", "2000", "2002"), held("ben", "2005", "2009"))).office(0)
    assert office is not None and office.before(office.terms[1]) is None and office.after(office.terms[0]) is None


def test_changes_that_follow_one_another_are_one_term_and_a_gap_makes_two() -> None:
    changes = [
        {"from": "2000", "state": "open"},
        {"from": "2001", "until": "2002", "state": "limited"},
        {"from": "2006"},
    ]
    net = network({"source": "ann", "target": "seat", "type": "heads", "changes": changes})
    office = find_offices(net).office(0)
    assert office is not None
    years = [[net.axis.text(tick)[:4] for tick in (term.start, term.end) if abs(tick) < 2**60] for term in office.terms]
    assert years == [["2000", "2003"], ["2006"]]


def test_an_office_that_leads_something_is_nobody_who_holds_it() -> None:
    offices = find_offices(network(held("ann", "2000", "2002"), held("seat", "1990", "2010", office="other")))
    assert offices.institutions.tolist() == [0] and offices.office(1) is None


def test_what_somebody_held_is_found_in_the_order_of_time() -> None:
    net = network(held("ann", "2000", "2002"), held("ann", "1990", "1995", office="other"), held("ben", "2003", "2004"))
    terms = find_offices(net).held_by(net.actor_row["ann"])
    assert [net.actor_ids[term.office] for term in terms] == ["other", "seat"]


@pytest.mark.parametrize("post", ["", "holding"])
def test_without_a_type_that_says_so_there_are_no_offices(post: str) -> None:
    net = network(held("ann", "2000", "2002"), types=[{"id": "heads", "directed": True, "post": post}])
    offices = find_offices(net)
    assert len(offices) == 0 and offices.office(0) is None and offices.held_by(2) == ()


def test_an_undirected_type_says_nothing_of_posts() -> None:
    assert len(find_offices(network(held("ann", "2000", "2002"), types=[{"id": "heads", "post": "holder"}]))) == 0


def test_offices_are_the_same_over_tables() -> None:
    data = network(held("ann", "2000", "2002"), held("ben", "2003", "2005", "acts")).dataset
    offices = find_offices(build(tabled(data)))
    assert told(offices, "2004") == "vacant ben*"
    assert np.array_equal(offices.rels, [0, 1])


def test_the_russian_post_at_nato_is_vacant_after_january_2018() -> None:
    offices = find_offices(Session.open(default_dataset()).net)
    dates = ("2012-05-01", "2017-06-01", "2018-01-22", "2018-02-01", "2021-11-01")
    assert [told(offices, date, "russian-mission-nato") for date in dates] == [
        "vacant", "grushko", "grushko", "vacant gorlach*", "vacant",
    ]  # fmt: skip


def test_that_a_president_is_missing_from_the_dataset_is_not_told_as_a_vacancy() -> None:
    offices = find_offices(Session.open(default_dataset()).net)
    assert told(offices, "2018-06-01", "united-states") == ""
    assert told(offices, "2015-06-01", "ukraine") == ""
