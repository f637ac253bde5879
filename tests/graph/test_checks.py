"""Checks of meaning: every problem at once, each with its code and its place."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from netexplorer.graph import schema
from netexplorer.graph.checks import check
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.formats.native import read_bytes
from netexplorer.graph.problems import Places, Problem
from netexplorer.graph.tabling import tabled
from netexplorer.resources import data_file
from tests.graph import strategies
from tests.graph.formats import wire

Change = schema.Change


def dataset(raw: dict[str, Any]) -> schema.Dataset:
    whole = {"format": "netexplorer/1", "actors": [{"id": "a"}, {"id": "b"}], "relationships": [], **raw}
    read = read_bytes(msgspec.json.encode(whole), "x")
    assert read.problems == ()
    return read.dataset


def problems(**raw: Any) -> list[Problem]:
    found = list(check(dataset(raw)))
    assert list(check(tabled(dataset(raw)))) == found  # a large file is told the same
    return found


def told(**raw: Any) -> list[tuple[str, str, str]]:
    return [(problem.severity, problem.code, problem.where) for problem in problems(**raw)]


def history(*changes: dict[str, Any], **raw: Any) -> list[tuple[str, str, str]]:
    """What is told of one relationship with these changes, each citing a source."""
    cited = [{"sources": ["s"], **change} for change in changes]
    rel = {"id": "r", "source": "a", "target": "b", "changes": cited}
    return told(sources=[{"id": "s"}], relationships=[rel], **raw)


@pytest.mark.parametrize("name", ["actors.json", "alliances-1914.json"])
def test_the_bundled_datasets_have_no_errors_and_no_warnings(name: str) -> None:
    assert [problem for problem in open_dataset(data_file(name)).problems if problem.severity != "note"] == []


def test_a_plain_network_without_dates_has_no_problems() -> None:
    assert told(relationships=[{"source": "a", "target": "b"}]) == []


def test_an_id_that_comes_twice_is_an_error_that_names_the_first() -> None:
    found = problems(actors=[{"id": "a"}, {"id": "b"}, {"id": "a"}])
    assert [(problem.code, problem.where) for problem in found] == [("duplicate-id", "actors[2].id (a)")]
    assert found[0].message == 'The id "a" is already that of actors[0].'


@pytest.mark.parametrize("key", ["states", "sides", "kinds", "types", "sources", "events", "lenses", "stories"])
def test_ids_are_unique_in_every_list(key: str) -> None:
    assert ("error", "duplicate-id", f"{key}[1].id (x)") in told(**{key: [{"id": "x"}, {"id": "x"}]})


def test_relationships_need_no_id_and_actors_do() -> None:
    ends = {"source": "a", "target": "b"}
    assert told(relationships=[ends, ends]) == []
    assert told(actors=[{"id": "a"}, {"id": ""}]) == [("error", "empty-id", "actors[1].id")]


def test_a_relationship_to_nobody_is_an_error_with_a_guess() -> None:
    found = problems(actors=[{"id": "lavrov"}], relationships=[{"source": "lavrov", "target": "Lavrow"}])
    assert [(problem.severity, problem.code, problem.where) for problem in found] == [
        ("error", "dangling-actor", "relationships[0].target")
    ]
    assert found[0].message == 'There is no actor "Lavrow", so this relationship is not shown.'
    assert found[0].hint == 'Did you mean "lavrov"?'


def test_ids_that_lead_nowhere_are_errors_in_events_and_disagreements() -> None:
    assert told(
        events=[{"id": "e", "actors": ["a", "x"], "relationships": ["r", "a--b"]}],
        disagreements=[{"id": "d", "about": ["a", "a--b", "e", "nothing"]}],
        relationships=[{"source": "a", "target": "b"}],
    ) == [
        ("error", "dangling-actor", "events[0].actors (e)"),
        ("error", "dangling-relationship", "events[0].relationships (e)"),
        ("error", "dangling-id", "disagreements[0].about (d)"),
    ]


def test_an_unlisted_source_is_told_once_with_a_count() -> None:
    found = problems(
        sources=[{"id": "s001"}],
        actors=[{"id": "a", "sources": ["s001#4", "s002#1"]}, {"id": "b", "sources": ["s002", "s002#9"]}],
    )
    assert [(problem.severity, problem.code, problem.where) for problem in found] == [
        ("warning", "dangling-source", "actors[0].sources (a)")
    ]
    assert found[0].message == 'The source "s002" is cited but not listed, here and in 2 more places.'
    assert found[0].hint == 'Did you mean "s001"?'


def test_a_state_that_is_not_in_the_vocabulary_is_an_error() -> None:
    assert history({"from": "1998", "state": "opened"}) == [
        ("error", "unknown-state", "relationships[0].changes[0].state (r)")
    ]
    assert history({"from": "1998", "state": "entente"}, states=[{"id": "entente"}]) == []


@pytest.mark.parametrize("text", ["2021-13-01", "2021-02-30", "soon", "1.1.2021"])
def test_a_date_that_is_none_is_an_error_wherever_it_stands(text: str) -> None:
    assert history({"from": text}) == [("error", "bad-date", "relationships[0].changes[0].from (r)")]
    assert history({"until": text}) == [("error", "bad-date", "relationships[0].changes[0].until (r)")]
    assert told(as_of=text, events=[{"id": "e", "date": text}], actors=[{"id": "a", "active": f"{text}/.."}]) == [
        ("error", "bad-date", "as_of"),
        ("error", "bad-date", "actors[0].active (a)"),
        ("error", "bad-date", "events[0].date (e)"),
    ]
    assert told(sources=[{"id": "s", "published": text}]) == [("warning", "bad-date", "sources[0].published (s)")]


def test_a_bad_date_is_told_in_a_sentence_with_the_value() -> None:
    change = {"from": "2021-13-01", "confidence": "general-knowledge"}
    found = problems(relationships=[{"source": "a", "target": "b", "changes": [change]}])
    assert found[0].message == '"2021-13-01" is no date.'
    assert found[0].hint


def test_a_bad_date_that_goes_on_for_ever_is_cut_in_the_sentence() -> None:
    found = problems(as_of="1998\n" * 1_000)
    assert found[0].code == "bad-date"
    assert len(found[0].message) < 100
    assert "\n" not in found[0].message


def test_a_change_that_ends_before_it_begins_is_an_error() -> None:
    assert history({"from": "2005", "until": "2004-12-31"}) == [
        ("error", "from-after-until", "relationships[0].changes[0].until (r)")
    ]
    assert history({"from": "2005-06", "until": "2005"}) == []


def test_two_states_at_one_time_are_an_error() -> None:
    place = "relationships[0].changes[1].from (r)"
    assert history({"from": "2000", "until": "2010"}, {"from": "2005"}) == [("error", "overlapping-states", place)]
    assert history({"from": "2000"}, {"from": "2000-01-01"}) == [("error", "overlapping-states", place)]
    assert history({}, {"state": "open"}) == [("error", "overlapping-states", place)]


def test_changes_that_may_fit_together_are_no_overlap() -> None:
    assert history({"from": "2000", "until": "2005"}, {"from": "2005-04"}) == []
    assert history({"from": "2000", "until": "2005-04"}, {"from": "2005"}) == []
    assert history({"until": "2004-12-31"}, {"from": "2005-01-01"}) == []


def test_a_day_that_belongs_to_two_changes_is_a_warning() -> None:
    assert history({"from": "2000", "until": "2005-04-01"}, {"from": "2005-04-01"}) == [
        ("warning", "touching-states", "relationships[0].changes[1].from (r)")
    ]


def test_changes_out_of_order_are_a_warning_and_still_compared() -> None:
    assert history({"from": "2005"}, {"from": "2000", "until": "2007"}) == [
        ("error", "overlapping-states", "relationships[0].changes[0].from (r)"),
        ("warning", "unsorted-changes", "relationships[0].changes[1].from (r)"),
    ]


def test_numbers_are_dates_on_a_number_axis_only() -> None:
    number = {"kind": "number", "unit": "s"}
    assert history({"from": 1.5, "until": 2}, {"from": 2}, time=number) == []
    assert history({"from": "1998-04"}, time=number) == [("error", "bad-date", "relationships[0].changes[0].from (r)")]
    assert history({"from": 1998}) == []
    assert told(time={"kind": "moon"}) == [("error", "unknown-time", "time.kind")]


def test_words_are_only_checked_against_a_vocabulary_that_is_declared() -> None:
    actors = [{"id": "a", "kind": "persn", "side": "east"}, {"id": "b", "kind": "persn"}]
    relationships = [{"source": "a", "target": "b", "type": "talk"}]
    assert told(actors=actors, relationships=relationships) == []
    found = problems(
        actors=actors,
        relationships=relationships,
        kinds=[{"id": "person"}],
        sides=[{"id": "west"}],
        types=[{"id": "talks"}],
    )
    assert [(problem.severity, problem.code, problem.where) for problem in found] == [
        ("warning", "unknown-kind", "actors[0].kind (a)"),
        ("warning", "unknown-side", "actors[0].side (a)"),
        ("warning", "unknown-type", "relationships[0].type"),
    ]
    assert found[0].message == 'The kind "persn" is not declared in this file, here and in one more place.'
    assert found[0].hint == 'Did you mean "person"?'


def test_looks_and_confidence_have_a_vocabulary_of_their_own() -> None:
    assert told(
        states=[{"id": "open", "color": "green"}],
        sides=[{"id": "x", "color": "#12"}],
        kinds=[{"id": "k", "shape": "blob"}],
        events=[{"id": "e", "confidence": "sure"}],
    ) == [
        ("warning", "unknown-color", "states[0].color (open)"),
        ("warning", "unknown-color", "sides[0].color (x)"),
        ("warning", "unknown-shape", "kinds[0].shape (k)"),
        ("warning", "unknown-confidence", "events[0].confidence (e)"),
    ]


def test_a_word_for_a_post_has_to_be_known_and_its_type_to_have_a_direction() -> None:
    types = [{"id": "a", "directed": True, "post": "holder"}, {"id": "b", "directed": True, "post": "holdr"}]
    assert told(types=[*types, {"id": "c", "post": "acting"}]) == [
        ("warning", "unknown-post", "types[1].post (b)"),
        ("warning", "post-without-direction", "types[2].post (c)"),
    ]


def test_more_states_than_can_be_told_apart_are_an_error() -> None:
    assert told(states=[{"id": f"s{i}"} for i in range(128)]) == [("error", "too-many-states", "states")]


def test_a_lens_that_asks_for_what_nobody_has_is_a_note() -> None:
    lens = {"id": "l", "tags": ["core"], "sides": ["east"], "families": ["x"]}
    assert told(lenses=[lens], actors=[{"id": "a", "tags": ["core"]}]) == [
        ("note", "unused-lens-entry", "lenses[0].sides (l)"),
        ("note", "unused-lens-entry", "lenses[0].families (l)"),
    ]


def test_an_unknown_key_is_noted_once_per_kind_of_record_with_a_guess() -> None:
    found = problems(
        actors=[{"id": "a", "alias": 1}, {"id": "b", "alias": 2}],
        relationships=[
            {
                "source": "a",
                "target": "b",
                "alias": 1,
                "changes": [{"form": "1998", "confidence": "general-knowledge"}],
            }
        ],
        mood="calm",
    )
    assert [(problem.severity, problem.code, problem.where, problem.hint) for problem in found] == [
        ("note", "unknown-key", "mood", "It is kept and written back."),
        ("note", "unknown-key", "actors[0] (a)", 'Did you mean "aliases"?'),
        ("note", "unknown-key", "relationships[0]", "It is kept and written back."),
        ("note", "unknown-key", "relationships[0].changes[0]", 'Did you mean "from"?'),
    ]
    assert found[1].message == 'The key "alias" is not known here, here and in one more place.'


def test_unsourced_changes_are_one_note_with_a_count_unless_marked_as_general_knowledge() -> None:
    changes = [{"from": "1998"}, {"from": "1999", "confidence": "general-knowledge"}, {"from": "2000"}]
    rel = {"id": "r", "source": "a", "target": "b", "changes": changes}
    found = problems(relationships=[rel])
    assert [(problem.severity, problem.code, problem.where) for problem in found] == [
        ("note", "unsourced-change", "relationships[0].changes[0] (r)")
    ]
    assert found[0].message == "This change cites no source, here and in one more place."


def test_what_is_legal_but_odd_is_a_note() -> None:
    assert told(actors=[]) == [("note", "empty-dataset", "actors")]
    assert told(relationships=[{"source": "a", "target": "a"}]) == [("note", "self-loop", "relationships[0]")]
    assert told(actors=[{"id": "a", "name": "x" * 10_000}]) == [("note", "long-label", "actors[0].name (a)")]
    assert told(sources=[{"id": "s", "url": "javascript:alert(1)"}]) == [("note", "not-a-link", "sources[0].url (s)")]


def test_one_actor_and_no_relationship_is_no_problem() -> None:
    assert told(actors=[{"id": "a"}]) == []


def test_every_problem_is_told_at_once_errors_first() -> None:
    found = problems(
        actors=[{"id": "a", "hue": 1}, {"id": "a"}],
        relationships=[{"source": "x", "target": "y", "changes": [{"from": "soon", "state": "shut"}]}],
        events=[{"id": "e", "actors": ["z"]}],
    )
    assert [problem.severity for problem in found] == ["error"] * 6 + ["note"] * 2
    assert all(problem.message.endswith(".") for problem in found)


def test_places_are_those_of_the_file_when_records_were_left_out() -> None:
    places = Places({"actors": (0, 2, 3)})  # the rows in memory are 1, 4, 5 … of the file
    assert [places.item("actors", row) for row in range(3)] == ["actors[1]", "actors[4]", "actors[5]"]
    assert places.item("events", 2) == "events[2]"


@settings(max_examples=60, deadline=None)
@given(wire.datasets)
def test_checking_never_fails_and_speaks_in_whole_sentences(dataset: schema.Dataset) -> None:
    for problem in check(dataset):
        assert problem.where
        assert problem.message.endswith(".")
        assert "\n" not in problem.message + problem.where + problem.hint


@settings(max_examples=60, deadline=None)
@given(strategies.datasets())
def test_checking_finds_each_actor_that_is_not_there(dataset: schema.Dataset) -> None:
    nobody = sum(rel.target == "nobody" for rel in dataset.relationships)
    assert sum(problem.code == "dangling-actor" for problem in check(dataset)) == nobody


def test_similar_names_are_looked_for_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    searches: list[str] = []

    def search(word: str, *_: Any, **__: Any) -> list[str]:
        searches.append(word)
        return []

    monkeypatch.setattr("difflib.get_close_matches", search)
    actors = tuple(schema.Actor(id=f"a{i}") for i in range(100))
    change = Change(from_="2000", state="nope", sources=("x",))
    rels = tuple(schema.Relationship(source="a1", target=f"b{i}", changes=(change,)) for i in range(500))
    assert len(check(schema.Dataset(actors=actors, relationships=rels))) == 2 * 500 + 1
    assert 0 < len(searches) < 100


@pytest.mark.parametrize("word", ["not-yet", "ended"])
def test_a_state_cannot_well_be_called_what_is_no_state(word: str) -> None:
    found = problems(states=[{"id": "open"}, {"id": word}])
    assert [(each.severity, each.code, each.where) for each in found] == [
        ("warning", "reserved-state", f"states[1].id ({word})")
    ]


@given(strategies.datasets())
def test_tables_are_told_what_records_are_told(dataset: schema.Dataset) -> None:
    records = msgspec.structs.replace(dataset, actors=tuple(dataset.actors), relationships=tuple(dataset.relationships))
    assert check(tabled(dataset)) == check(records)
