"""Times that are told by the words of a name, by labels that are dates, and by relations that are called by years."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netexplorer.graph.formats.links import LARGE
from netexplorer.graph.formats.timewords import is_calendar, likely
from tests.graph.formats.told import changes, ends, opened, rules, span


def held(reading: object, row: int = 0) -> list[tuple[object, object]]:
    return [each[:2] for each in changes(reading, row)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "bound"),
    [
        ("Relationship Date (UTC)", "moment"), ("signed_on", "start"), ("until_year", "end"), ("Date de fin", "end"),
        ("validity", "set"), ("created_at", "moment"), ("last updated", ""), ("date accessed", ""), ("weight", ""),
        ("birth date", ""), ("date (value)", ""), ("Beginn", "start"), ("Дата начала", "start"),
    ],
)  # fmt: skip
def test_names_say_by_their_words_which_time_they_are(name: str, bound: str) -> None:
    assert likely(name) == bound


@pytest.mark.parametrize("value", ["1990-05-01", "May 1990", 1990, "1990", "1990–95", 1_600_000_000, 19_900_501])
def test_a_date_without_doubt(value: object) -> None:
    assert is_calendar(value)


@pytest.mark.parametrize("value", [True, None, 3, 0.5, "7", "often", "", "9999-12-31", 1990.5])
def test_what_is_no_date_without_doubt(value: object) -> None:
    assert not is_calendar(value)


def graphml(data: str, keys: str) -> str:
    declared = "".join(f'<key id="{k}" for="edge" attr.name="{k}" attr.type="string"/>' for k in keys.split("|"))
    nodes = '<node id="a"/><node id="b"/>'
    return f'<graphml>{declared}<graph edgedefault="directed">{nodes}{data}</graph></graphml>'


def edge(**data: str) -> str:
    inner = "".join(f'<data key="{key.replace("_", " ")}">{value}</data>' for key, value in data.items())
    return f'<edge source="a" target="b">{inner}</edge>'


def test_an_attribute_with_a_word_of_time_in_its_name_is_the_time_of_an_edge(tmp_path: Path) -> None:
    text = graphml(edge(Relationship_Date="2014-03-01 12:33"), "Relationship Date")
    reading = opened(tmp_path, text, "x.graphml")
    assert span(reading) == ("2014-03-01T12:33Z", "2014-03-01T12:33Z") and "moments-found" in rules(reading)


def test_a_number_in_such_an_attribute_stays_a_value(tmp_path: Path) -> None:
    reading = opened(tmp_path, graphml(edge(first_time="3"), "first time"), "x.graphml")
    assert held(reading) == [("", "")] and reading.dataset.relationships[0].extra == {"first time": "3"}


def test_a_bound_with_a_usual_name_is_completed_by_a_likely_one(tmp_path: Path) -> None:
    link = {"source": "a", "target": "b", "start": "1990-03-01", "until_year": 1995}
    assert held(opened(tmp_path, json.dumps({"nodes": [], "links": [link]}), "x.json")) == [("1990-03-01", "1995")]


@pytest.mark.parametrize("suffix", ["gexf", "graphml"])
def test_large_files_have_the_times_of_attributes_too(tmp_path: Path, suffix: str) -> None:
    declared = '<attributes class="edge"><attribute id="s" title="start" type="string"/></attributes>'
    one = '<edge source="a" target="b"><attvalues><attvalue for="s" value="1990-01-01"/></attvalues></edge>\n'
    text = f"<gexf><graph>{declared}<nodes/><edges>{one * LARGE}</edges></graph></gexf>"
    if suffix == "graphml":
        two = '<edge source="a" target="b"><data key="from">1990-01-01</data><data key="to">1995</data></edge>\n'
        text = graphml(two * LARGE, "from|to")
    assert span(opened(tmp_path, text, f"x.{suffix}"))[0] == "1990-01-01"


# -- labels and relations


def test_labels_that_are_nothing_but_dates_are_times(tmp_path: Path) -> None:
    text = 'graph { a -- b [label="1990–1995"]; b -- c [label="since 2004"]; c -- d [label="1999"]; d -- a }'
    reading = opened(tmp_path, text, "x.dot")
    assert [held(reading, row) for row in range(3)] == [[("1990", "1995")], [("2004", "")], [("1999", "1999")]]
    assert reading.dataset.relationships[0].label == "" and "dated-labels" in rules(reading)


@pytest.mark.parametrize("labels", [("1990", "treaty", "war"), ("1", "2", "3"), ("5000", "6000", "7000")])
def test_other_labels_stay_labels(tmp_path: Path, labels: tuple[str, ...]) -> None:
    reading = opened(tmp_path, "graph {" + "".join(f'a -- b [label="{each}"];' for each in labels) + "}", "x.dot")
    assert [link.label for link in reading.dataset.relationships] == list(labels)


def test_matrices_that_are_called_by_years_are_those_years(tmp_path: Path) -> None:
    text = "dl nm=2 n=2\nmatrix labels:\nyear1990, year1991\nlabels: a b\ndata:\n0 1\n1 0\n0 1\n0 0\n"
    reading = opened(tmp_path, text, "x.dl")
    assert ends(reading) == [("1", "2"), ("2", "1")]
    assert held(reading) == [("1990", "1991")] and "dated-relations" in rules(reading)


def test_labels_of_neo4j_are_kinds_and_types(tmp_path: Path) -> None:
    text = (
        '<graphml><graph edgedefault="directed"><node id="n0"><data key="labels">:Person:Actor</data></node>'
        '<node id="n1"/><edge source="n0" target="n1"><data key="label">LED</data></edge></graph></graphml>'
    )
    reading = opened(tmp_path, text, "x.graphml")
    assert reading.dataset.actors[0].kind == "Person" and reading.dataset.relationships[0].type == "LED"
