"""Reading the native format leniently: what is plain is mended, what is wrong is left out and told with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from netexplorer.graph import schema
from netexplorer.graph.formats import native
from netexplorer.graph.formats.native import Reading, read, read_bytes, write


def reading(actors: Any = (), relationships: Any = (), **more: Any) -> Reading:
    raw = {"format": "netexplorer/1", "actors": list(actors), "relationships": list(relationships), **more}
    return read_bytes(msgspec.json.encode(raw), "x.json")


def told(read: Reading) -> list[tuple[str, str, str]]:
    return [(problem.severity, problem.code, problem.where) for problem in read.problems]


def test_a_file_of_ten_lines_is_a_dataset() -> None:
    read = reading([{"id": "a"}, {"id": "b"}], [{"source": "a", "target": "b"}])
    assert read.problems == ()
    assert read.dataset.relationships == (schema.Relationship(source="a", target="b"),)


def test_unknown_keys_are_kept_in_their_order_even_one_called_extra() -> None:
    read = reading([{"id": "a", "zeta": 1, "extra": {"x": 2}, "alpha": None}], mood="calm")
    assert read.problems == ()
    assert list(read.dataset.actors[0].extra.items()) == [("zeta", 1), ("extra", {"x": 2}), ("alpha", None)]
    assert read.dataset.extra == {"mood": "calm"}


def test_an_unknown_key_called_extra_alone_is_kept() -> None:
    assert reading([{"id": "a", "extra": {"id": "b"}}]).dataset.actors == (
        schema.Actor(id="a", extra={"extra": {"id": "b"}}),
    )


def test_a_change_of_the_wrong_shape_is_left_out_and_told_with_path_and_id() -> None:
    changes = [{"from": "1998"}, {"from": ["1999"]}, {"from": "2000"}]
    read = reading([{"id": "a"}], [{"id": "r", "source": "a", "target": "a", "changes": changes}])
    assert told(read) == [("error", "wrong-shape", "relationships[0].changes[1].from")]
    assert [change.from_ for change in read.dataset.relationships[0].changes] == ["1998", "2000"]
    assert read.left_out == {"relationships[0].changes": (1,)}


def test_a_record_of_the_wrong_shape_names_its_id() -> None:
    read = reading([{"id": "a", "names": ["A"]}, "b", {"name": "nobody"}, {"id": "d"}])
    assert told(read) == [
        ("error", "wrong-shape", "actors[0].names (a)"),
        ("error", "wrong-shape", "actors[1]"),
        ("error", "missing-key", "actors[2]"),
    ]
    assert [actor.id for actor in read.dataset.actors] == ["d"]
    assert read.left_out == {"actors": (0, 1, 2)}


@pytest.mark.parametrize(
    "record, message",
    [
        ({"id": "a", "names": 3}, '"names" is the number 3 where an object of texts is expected'),
        ({"id": "a", "name": True}, '"name" is true where text is expected'),
        ({"id": ["a"]}, '"id" is a list where text is expected'),
        ({"id": "a", "tags": {"core": 1}}, '"tags" is an object where a list of texts is expected'),
    ],
)
def test_a_wrong_shape_says_what_is_there_and_what_is_expected(record: dict[str, Any], message: str) -> None:
    assert reading([record]).problems[0].message == f"{message}, so this actor is left out."


def test_a_list_that_is_none_is_left_out_and_the_rest_is_kept() -> None:
    read = reading([{"id": "a"}], events={"id": "e"}, title=["T"], time="number")
    assert told(read) == [
        ("error", "wrong-shape", "events"),
        ("error", "wrong-shape", "title"),
        ("error", "wrong-shape", "time"),
    ]
    assert read.dataset == schema.Dataset(actors=(schema.Actor(id="a"),))


def test_a_missing_list_is_an_error_and_empty() -> None:
    read = read_bytes(b'{"format": "netexplorer/1", "actors": []}', "x.json")
    assert told(read) == [("error", "missing-key", "relationships")]


def test_ids_that_are_numbers_become_text_and_are_told_once_per_key() -> None:
    read = reading([{"id": 1}, {"id": 2}], [{"source": 1, "target": 2}])
    assert [actor.id for actor in read.dataset.actors] == ["1", "2"]
    assert read.dataset.relationships[0].source == "1"
    assert told(read) == [
        ("warning", "number-as-text", "actors[0].id (1)"),
        ("warning", "number-as-text", "relationships[0].source"),
        ("warning", "number-as-text", "relationships[0].target"),
    ]
    assert read.problems[0].message == "This value is a number and is read as text (and 1 more like it)."


def test_a_single_word_in_place_of_a_list_is_a_list_of_one() -> None:
    read = reading([{"id": "a", "tags": "core"}])
    assert read.dataset.actors[0].tags == ("core",)
    assert told(read) == [("warning", "single-value", "actors[0].tags (a)")]


def test_null_is_as_good_as_absent() -> None:
    read = reading([{"id": "a", "name": None}], sources=[{"id": "s", "url": None}], title=None)
    assert read.dataset.actors == (schema.Actor(id="a"),)
    assert told(read) == [("note", "null-value", "actors[0].name (a)"), ("note", "null-value", "title")]


def test_a_key_that_stands_twice_is_told_for_only_its_last_value_is_kept() -> None:
    data = (
        b'{"format": "netexplorer/1", "actors": [{"id": "a"}], "relationships": [], '
        b'"actors": [{"id": "b", "name": "B", "name": "C"}], "x": {"y": [{"z": 1, "z": 2}]}}'
    )
    read = read_bytes(data, "x.json")
    assert told(read) == [
        ("error", "repeated-key", "actors"),
        ("error", "repeated-key", "actors[0].name (b)"),
        ("error", "repeated-key", "x.y[0].z"),
    ]
    assert [actor.name for actor in read.dataset.actors] == ["C"]


def test_a_byte_order_mark_is_accepted() -> None:
    assert read_bytes(b'\xef\xbb\xbf{"format": "netexplorer/1", "actors": [], "relationships": []}', "x").problems == ()


def test_writing_and_reading_a_file_gives_the_dataset(tmp_path: Path) -> None:
    dataset = schema.Dataset(title="T", actors=(schema.Actor(id="a"),))
    write(dataset, tmp_path / "t.json")
    assert read(tmp_path / "t.json") == Reading(dataset)


def test_a_file_is_sniffed_by_its_first_bytes() -> None:
    assert native.sniff(b'\xef\xbb\xbf \n{"format": "netexplorer/1"')
    assert not native.sniff(b'<gexf version="1.3">')
    assert not native.sniff(b'{"nodes": []}')
