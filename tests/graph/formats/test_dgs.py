"""GraphStream's streams of events."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.formats.reading import Reading


def opened(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "x.dgs"
    path.write_text(text, "utf-8")
    return open_dataset(path)


def changes(reading: Reading, row: int = 0) -> list[tuple[object, object, str, dict[str, object]]]:
    return [(each.from_, each.until, each.state, each.values) for each in reading.dataset.relationships[row].changes]


def test_an_edge_holds_from_its_step_until_the_one_at_which_it_is_deleted(tmp_path: Path) -> None:
    reading = opened(tmp_path, "DGS004\nnull 0 0\nst 1\nan a\nan b\nae ab a > b\nst 5\nde ab\nst 7\nae ab a > b\n")
    assert changes(reading) == [(1, 4.999999, "open", {}), (7, "", "open", {})]
    assert [actor.active for actor in reading.dataset.actors] == ["1/..", "1/.."]
    assert reading.report is not None
    assert reading.report.records == (2, 1)
    assert reading.dataset.types[0].directed


def test_an_arrow_to_the_left_turns_the_edge(tmp_path: Path) -> None:
    reading = opened(tmp_path, 'DGS003\nnull 0 0\nan "a"\nan "b"\nae "ab" "a"<"b"\n')
    assert [(each.source, each.target) for each in reading.dataset.relationships] == [("b", "a")]


def test_changes_of_the_attributes_of_an_edge_are_changes_of_its_state_and_values(tmp_path: Path) -> None:
    text = "DGS004\nx 0 0\nst 0\nae e a b weight=1 state=open kind:x\nst 2\nce e weight=2\nst 3\nce e state=severed"
    reading = opened(tmp_path, text)
    assert changes(reading) == [
        (0, "", "open", {"weight": 1, "kind": "x"}),
        (2, "", "open", {"weight": 2, "kind": "x"}),
        (3, "", "severed", {"weight": 2, "kind": "x"}),
    ]


def test_deleting_a_node_deletes_its_edges_and_clearing_everything(tmp_path: Path) -> None:
    reading = opened(tmp_path, "DGS004\nn 0 0\nst 0\nan a\nan b\nan c\nae ab a b\nae bc b c\nst 1\ndn a\nst 2\ncl\n")
    assert changes(reading, 0) == [(0, 0.999999, "open", {})]
    assert changes(reading, 1) == [(0, 1.999999, "open", {})]
    assert [actor.active for actor in reading.dataset.actors] == ["0/0.999999", "0/1.999999", "0/1.999999"]


def test_a_file_without_steps_has_no_time_and_what_is_deleted_in_it_is_left_out(tmp_path: Path) -> None:
    reading = opened(
        tmp_path, "DGS004\nnull 0 0\nan a label='A b' x=1 y=2.5\nan b\nan c\nae ab a b w=3\nae bc b c\ndn c\n"
    )
    assert [actor.name for actor in reading.dataset.actors] == ["A b", ""]
    assert reading.dataset.actors[0].extra == {"x": 1.0, "y": 2.5}
    assert [each.id for each in reading.dataset.relationships] == ["ab"]
    assert reading.dataset.relationships[0].extra == {"w": 3}
    assert reading.report is not None
    assert reading.report.first == ""


def test_quoted_texts_have_spaces_marks_hashes_and_line_ends_in_them(tmp_path: Path) -> None:
    text = (
        'DGS004\n"my net" 0 0 # note\ncg "ui.sheet"="node {\n fill: #f00; }"\n'
        'an "a, #1 \\"x\\"" label="It\'s" c=#FF0000 # note\nan b tags=[x,y] on\n'
    )
    reading = opened(tmp_path, text)
    first, second = reading.dataset.actors
    assert (first.id, first.name, first.extra) == ('a, #1 "x"', "It's", {"c": "#FF0000"})
    assert second.extra == {"tags (file)": ["x", "y"], "on": True}
    assert reading.dataset.title == "my net"
    assert reading.report is not None
    assert reading.report.kept == {"attributes of the graph": 1}


def test_what_is_no_event_is_told_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    reading = opened(
        tmp_path, "DGS004\nnull 0 0\nan a\nhello there\nae x a\nan 'b\nce nope w=1\nde nope\ndn nope\nan c\n"
    )
    assert [(each.code, each.where) for each in reading.problems if each.severity == "warning"] == [
        ("bad-line", "line 4"),
        ("bad-line", "line 5"),
        ("unknown-edge", "line 7"),
    ]
    assert [actor.id for actor in reading.dataset.actors][-1] == "c"


def test_a_node_that_only_an_edge_names_is_there_from_then_on(tmp_path: Path) -> None:
    reading = opened(tmp_path, "DGS004\nn 0 0\nst 3\nae ab a b\nst 2000.5\nde ab\n")
    assert [actor.active for actor in reading.dataset.actors] == ["3/..", "3/.."]


def test_a_file_that_is_no_dgs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"x\.dgs: this is no DGS file"):
        opened(tmp_path, "hello")


def test_maps_and_arrays_are_values(tmp_path: Path) -> None:
    reading = opened(tmp_path, 'DGS004\n"x" 0 0\nan a m:[k=1,"l"="two"] l:{1,2}\nan b\nae ab a b\n')
    assert reading.dataset.actors[0].extra == {"m": {"k": 1, "l": "two"}, "l": [1, 2]}
