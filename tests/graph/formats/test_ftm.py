"""FollowTheMoney JSON lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.reading import Reading
from tests.graph.formats.foreign_json import codes, opened, reported, spans


def entity(id: str, schema: str, **properties: list[Any]) -> dict[str, Any]:
    return {"id": id, "schema": schema, "properties": properties}


ANNA = entity("a", "Person", name=["Anna", "Anne"], birthDate=["1960"])
FIRM = entity("f", "Company", name=["Firm"])


def read(folder: Path, *entities: dict[str, Any]) -> Reading:
    return opened(folder, "\n".join(json.dumps(each) for each in entities) + "\n", "x.ftm")


def test_an_edge_schema_is_a_relationship_between_its_two_ends(tmp_path: Path) -> None:
    owns = entity("o", "Ownership", owner=["a"], asset=["f"], startDate=["2001"], endDate=["2005-06"], role=["holder"])
    reading = read(tmp_path, ANNA, FIRM, owns)
    (link,) = reading.dataset.relationships
    assert (link.id, link.source, link.target, link.type, link.label) == ("o", "a", "f", "Ownership", "holder")
    assert spans(link) == [("2001", "2005-06", "open")]
    assert reported(reading).records == (2, 1)
    assert reading.dataset.types[0].directed


@pytest.mark.parametrize(
    ("schema", "source", "target"),
    [
        ("Directorship", "director", "organization"),
        ("Employment", "employee", "employer"),
        ("Membership", "member", "organization"),
        ("Occupancy", "holder", "post"),
        ("Representation", "agent", "client"),
        ("Succession", "predecessor", "successor"),
        ("Family", "person", "relative"),
        ("Associate", "person", "associate"),
        ("UnknownLink", "subject", "object"),
        ("Payment", "payer", "beneficiary"),
        ("Debt", "debtor", "creditor"),
    ],
)
def test_every_edge_schema_names_its_ends_in_its_own_way(tmp_path: Path, schema: str, source: str, target: str) -> None:
    edge = entity("e", schema, **{source: ["a"], target: ["f"], "date": ["2010-05-06"]})
    (link,) = read(tmp_path, ANNA, FIRM, edge).dataset.relationships
    assert (link.source, link.target, spans(link)) == ("a", "f", [("2010-05-06", "2010-05-06", "open")])


def test_names_beyond_the_first_are_aliases_and_birth_is_kept(tmp_path: Path) -> None:
    actor = read(tmp_path, ANNA).dataset.actors[0]
    assert (actor.name, actor.aliases, actor.kind, actor.active) == ("Anna", ("Anne",), "Person", "")
    assert actor.extra == {"birthDate": "1960"}


def test_a_sanction_comes_from_an_authority_made_from_its_name(tmp_path: Path) -> None:
    sanction = entity("s", "Sanction", entity=["f"], authority=["EU"], startDate=["2014-03"])
    reading = read(tmp_path, FIRM, sanction)
    (link,) = reading.dataset.relationships
    assert (link.target, spans(link)) == ("f", [("2014-03", "", "open")])
    assert reading.dataset.actors[1].name == "EU"
    assert reported(reading).records == (1, 1)


def test_a_status_is_the_state_unless_it_only_says_that_it_holds_or_is_over(tmp_path: Path) -> None:
    said = (("active", None), ("ended", "2005"), ("ended", None), ("disputed", None))
    edges = [
        entity(f"o{k}", "Ownership", owner=["a"], asset=["f"], status=[status], endDate=[end] if end else [])
        for k, (status, end) in enumerate(said)
    ]
    links = read(tmp_path, ANNA, FIRM, *edges).dataset.relationships
    assert [link.changes[0].state for link in links] == ["open", "open", "ended", "disputed"]


def test_sources_publishers_and_proofs_are_cited(tmp_path: Path) -> None:
    proof = entity("d", "Document", title=["Register"])
    owns = entity(
        "o",
        "Ownership",
        owner=["a"],
        asset=["f"],
        startDate=["2001"],
        sourceUrl=["http://x"],
        publisher=["P"],
        proof=["d"],
    )
    reading = read(tmp_path, ANNA, FIRM, proof, owns)
    assert reading.dataset.relationships[0].changes[0].sources == ("http://x", "d")
    assert [(each.id, each.publisher, each.title) for each in reading.dataset.sources] == [
        ("http://x", "P", "P"),
        ("d", "", "Register"),
    ]


def test_several_ends_make_a_relationship_for_each_pair(tmp_path: Path) -> None:
    owns = entity("o", "Ownership", owner=["a", "b"], asset=["f"])
    reading = read(tmp_path, ANNA, FIRM, owns)
    assert [(link.id, link.source) for link in reading.dataset.relationships] == [("o", "a"), ("o#2", "b")]
    assert reported(reading).records == (2, 1)


def test_of_several_dates_the_first_start_and_the_last_end_count(tmp_path: Path) -> None:
    owns = entity("o", "Ownership", owner=["a"], asset=["f"], startDate=["2003", "2001-05"], endDate=["2004", "2009"])
    reading = read(tmp_path, ANNA, FIRM, owns)
    assert spans(reading.dataset.relationships[0]) == [("2001-05", "2009", "open")]
    assert "several-dates" in codes(reading)


def test_what_an_entity_refers_to_is_a_relationship_and_no_record(tmp_path: Path) -> None:
    home = entity("h", "Address", full=["Main Street"])
    person = entity("p", "Person", name=["P"], addressEntity=["h"])
    reading = read(tmp_path, home, person)
    assert [(link.source, link.target, link.type) for link in reading.dataset.relationships] == [
        ("p", "h", "addressEntity")
    ]
    assert reported(reading).records == (2, 0)


def test_entities_inside_entities_are_read(tmp_path: Path) -> None:
    owns = entity("o", "Ownership", owner=[ANNA], asset=["f"])
    reading = read(tmp_path, entity("f", "Company", name=["Firm"], ownershipAsset=[owns]))
    assert {actor.id for actor in reading.dataset.actors} == {"a", "f"}
    assert len(reading.dataset.relationships) == 1


def test_a_list_of_entities_reads_as_lines_do(tmp_path: Path) -> None:
    assert opened(tmp_path, [ANNA, FIRM], "x.json").dataset == read(tmp_path, ANNA, FIRM).dataset


def test_a_broken_line_is_told_with_its_number(tmp_path: Path) -> None:
    reading = opened(tmp_path, json.dumps(ANNA) + "\n{broken\n" + json.dumps(FIRM), "x.ftm")
    assert len(reading.dataset.actors) == 2
    assert ("bad-line", "line 2") in {(each.code, each.where) for each in reading.problems}


def test_lines_without_any_entity_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no FollowTheMoney entity"):
        opened(tmp_path, "hello\nworld\n", "x.ftm")


def test_a_relationship_inside_an_entity_has_it_at_the_end_that_it_does_not_name(tmp_path: Path) -> None:
    owns = entity("o", "Ownership", asset=[FIRM], startDate=["1995"])
    reading = read(tmp_path, entity("a", "Person", name=["Anna"], ownershipOwner=[owns]))
    assert [(link.source, link.target) for link in reading.dataset.relationships] == [("a", "f")]


@pytest.mark.parametrize("indent", [None, 2])
def test_the_answer_of_a_search_is_read_as_its_results(tmp_path: Path, indent: int | None) -> None:
    owns = entity("o", "Ownership", asset=[FIRM], startDate=["1995"])
    found = [entity("a", "Person", name=["Anna"], ownershipOwner=[owns])]
    text = json.dumps({"limit": 10, "total": {"value": 1}, "results": found}, indent=indent)
    reading = opened(tmp_path, text, "x.json")
    assert {actor.id for actor in reading.dataset.actors} == {"a", "f"}
