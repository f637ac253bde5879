"""Popolo JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from netexplorer.graph.formats.reading import Reading
from tests.graph.formats.foreign_json import codes, opened, reported, spans

TERM = {
    "id": "term/1",
    "classification": "legislative period",
    "name": "First",
    "start_date": "2011-03-27",
    "end_date": "2015-03-23",
}


def read(folder: Path, *memberships: dict[str, Any], **more: Any) -> Reading:
    data = {
        "persons": [
            {"id": "p", "name": "Anna", "birth_date": "1960-01-01", "other_names": [{"lang": "ru", "name": "Анна"}]}
        ],
        "organizations": [
            {"id": "house", "name": "House", "classification": "legislature"},
            {"id": "red", "name": "Red", "classification": "party"},
        ],
        "memberships": [
            {"person_id": "p", "organization_id": "house", "role": "member", **each} for each in memberships
        ],
        "events": [TERM],
        **more,
    }
    return opened(folder, data)


def test_a_membership_without_dates_takes_those_of_its_term(tmp_path: Path) -> None:
    reading = read(tmp_path, {"legislative_period_id": "term/1"})
    (link,) = reading.dataset.relationships
    assert (link.source, link.target, link.type) == ("p", "house", "member")
    assert spans(link) == [("2011-03-27", "2015-03-23", "open")]
    assert "term-dates" in codes(reading)


def test_dates_of_its_own_count_before_those_of_the_term(tmp_path: Path) -> None:
    reading = read(tmp_path, {"legislative_period_id": "term/1", "start_date": "2012-01"})
    assert spans(reading.dataset.relationships[0]) == [("2012-01", "2015-03-23", "open")]


def test_a_term_that_ended_before_gives_no_end(tmp_path: Path) -> None:
    reading = read(tmp_path, {"legislative_period_id": "term/1", "start_date": "2016-01-01"})
    assert spans(reading.dataset.relationships[0]) == [("2016-01-01", "", "open")]


def test_the_party_of_a_seat_is_a_second_relationship(tmp_path: Path) -> None:
    reading = read(tmp_path, {"on_behalf_of_id": "red", "start_date": "2012"})
    assert [(link.target, link.type) for link in reading.dataset.relationships] == [
        ("house", "member"),
        ("red", "on behalf of"),
    ]
    assert reported(reading).records == (3, 1)


def test_terms_one_after_another_are_one_relationship(tmp_path: Path) -> None:
    reading = read(tmp_path, {"start_date": "2001", "end_date": "2003"}, {"start_date": "2005", "end_date": "2007"})
    (link,) = reading.dataset.relationships
    assert spans(link) == [("2001", "2003", "open"), ("2005", "2007", "open")]
    assert reported(reading).records == (3, 2)


def test_persons_have_names_in_languages_and_birth_bounds_nothing(tmp_path: Path) -> None:
    actor = read(tmp_path).dataset.actors[0]
    assert (actor.kind, actor.names, actor.active) == ("person", {"ru": "Анна"}, "")


def test_events_are_events_at_their_beginning_and_end(tmp_path: Path) -> None:
    events = read(tmp_path).dataset.events
    assert [(event.date, event.title) for event in events] == [("2011-03-27", "First"), ("2015-03-23", "First ends")]


def test_memberships_may_stand_inside_persons(tmp_path: Path) -> None:
    person = {"id": "q", "name": "Q", "memberships": [{"organization_id": "red", "start_date": "1999"}]}
    reading = read(tmp_path, persons=[person])
    assert [(link.source, link.target) for link in reading.dataset.relationships] == [("q", "red")]


def test_a_membership_of_nobody_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, {"person_id": None})
    assert "no-end" in codes(reading)
    assert not reading.dataset.relationships
