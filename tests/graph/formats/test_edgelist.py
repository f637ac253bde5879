"""Lists of numbers without a header."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import edgelist, open_dataset
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import Reading
from tests.graph.formats.told import changes, counts, ends, opened, rules, span, warned

GROUPS = "group of the source, group of the target"


def layout(reading: Reading) -> str:
    """What the columns are read as."""
    assert reading.report is not None
    (sentence,) = [rule.sentence for rule in reading.report.rules if rule.code == "columns"]
    return sentence.removeprefix("The columns are read as ").removesuffix(".")


def rows(*lines: tuple[object, ...]) -> str:
    return "".join(" ".join(map(str, line)) + "\n" for line in lines)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("# Nodes: 3\n1 2\n2 3\n", "source, target"),
        ("1 2 1082040961\n3 4 1082155839\n5 2 1082414391\n", "source, target, time"),
        ("1082040961\t1\t2\n1082155839\t3\t4\n1082414391\t5\t2\n", "time, source, target"),
        ("20 11 12\n40 12 13\n40 11 13\n60 13 14\n80 14 11\n", "time, source, target"),
        ("11 12 20\n12 13 40\n11 13 40\n13 14 60\n14 11 80\n", "source, target, time"),
        ("1 2 0.5\n1 3 2.25\n2 3 0.5\n3 1 1\n", "source, target, weight"),
        ("1,2,4,1289241911.7\n1,3,2,1289241941.5\n6,2,-1,1289770700\n", "source, target, weight, time"),
        ("1 2 1289241911 7\n1 3 1289241941 2\n6 2 1289770700 1\n", "source, target, time, weight"),
        ("1 2 1289241911 1289241990\n1 3 1289241941 1289241941\n", "source, target, start, end"),
        ("1289241911 1289241990 1 2\n1289241941 1289241942 1 3\n", "start, end, source, target"),
        (
            "1289241911 1 2 3A 3B\n1289241931 1 3 3A 3A\n",
            f"time, source, target, {GROUPS}",
        ),
        (
            "1 2 1289241911 3A 3B\n1 3 1289241931 3A 3A\n",
            f"source, target, time, {GROUPS}",
        ),
        ("1 2 1950\n3 4 1946\n2 5 1949\n1 4 1946\n", "source, target, time"),
        ("1 2 7 1950\n3 4 8 1946\n2 5 7 1949\n", "source, target, weight, time"),
        ("1 2 1950 7\n3 4 1946 8\n2 5 1949 7\n", "source, target, time, weight"),
        ("0 1 2\n0 2 0\n1 0 1\n2 2 0\n2 1 2\n", "time, source, target"),
        ("1\t2\t2014-01-05\n1\t3\t2014-02-01\n", "source, target, time"),
    ],
)
def test_the_columns_are_found_out_from_what_is_in_them(tmp_path: Path, text: str, columns: str) -> None:
    assert layout(opened(tmp_path, text)) == columns


def test_the_same_two_with_other_numbers_have_times_and_not_weights(tmp_path: Path) -> None:
    again = rows(*((k % 5, k % 5 + 1, (k * 7919) % 500) for k in range(60)))
    once = rows(*((k, k + 1, (k * 7919) % 5) for k in range(60)))
    assert layout(opened(tmp_path, again, "a.txt")) == "source, target, time"
    assert layout(opened(tmp_path, once, "b.txt")) == "source, target, weight"


def test_contacts_of_sensors_have_no_direction_and_join_at_the_step_of_the_clock(tmp_path: Path) -> None:
    text = rows((20, 2, 1, "A", "B"), (40, 1, 2, "B", "A"), (60, 2, 1, "A", "B"), (120, 1, 3, "B", "B"))
    reading = opened(tmp_path, text.replace(" ", "\t"), "x.csv")
    assert len(reading.dataset.relationships) == 2
    assert changes(reading) == [(20, 79.999999, "open", {})]
    assert [(actor.id, actor.tags) for actor in reading.dataset.actors] == [("2", ("A",)), ("1", ("B",)), ("3", ("B",))]
    assert (counts(reading), span(reading)) == ((3, 4), ("20", "120"))
    assert reading.dataset.time.unit == "s"
    assert reading.dataset.types == ()


def test_signs_are_states_from_their_time_on(tmp_path: Path) -> None:
    reading = opened(tmp_path, "3 4\n1 2 5 1289241911\n1 2 -10 1389241911\n2 3 0 1289251911\n2 1 1 1289291911\n")
    assert [(state.id, state.rank) for state in reading.dataset.states] == [
        ("positive", 2), ("neutral", 1), ("negative", 0),
    ]  # fmt: skip
    assert changes(reading) == [
        ("2010-11-08T18:45:11Z", "", "positive", {"weight": 5}),
        ("2014-01-09T04:31:51Z", "", "negative", {"weight": -10}),
    ]
    assert counts(reading) == (3, 4)
    assert "count-line" in rules(reading)


def test_weights_of_contacts_are_summed_over_an_interval(tmp_path: Path) -> None:
    reading = opened(tmp_path, rows(*((1, 2, 1.5, 1289241911 + k) for k in range(3)), (2, 3, 4, 1289241999)))
    assert changes(reading)[0][3] == {"weight": 4.5}


def test_konect_says_direction_sides_and_which_weight_may_be_missing(tmp_path: Path) -> None:
    reading = opened(tmp_path, "% bip unweighted\n% 3 2 2\n1 1\n1 2\n2 2\n", "out.x")
    assert ends(reading) == [("left 1", "right 1"), ("left 1", "right 2"), ("left 2", "right 2")]
    reading = opened(tmp_path, "% sym positive\n1 2\n2 1 1 1289241911\n1 3 2 1289241931\n", "out.y")
    assert counts(reading) == (3, 3)
    assert reading.dataset.types == ()


def test_minus_one_ends_what_one_began_in_dynamic_lists_of_konect(tmp_path: Path) -> None:
    reading = opened(tmp_path, "% asym dynamic\n1 2 1 1289241911\n1 2 -1 1289241990\n2 3 -1 1289241955\n", "out.x")
    found = {end: changes(reading, row) for row, end in enumerate(ends(reading))}
    assert found["1", "2"] == [("2010-11-08T18:45:11Z", "2010-11-08T18:46:29Z", "open", {})]
    assert found["2", "3"] == [("", "2010-11-08T18:45:54Z", "open", {})]
    assert counts(reading) == (3, 3)


def test_matrix_market_counts_in_its_first_row(tmp_path: Path) -> None:
    text = "%%MatrixMarket matrix coordinate real symmetric\n3 3 2\n2 1 0.5\n3 1 2\n"
    reading = opened(tmp_path, text, "x.mtx")
    assert ends(reading) == [("2", "1"), ("3", "1")]
    assert reading.dataset.relationships[0].extra == {"weight": 0.5}


def test_numbers_as_numpy_saves_them_are_ids_of_whole_numbers(tmp_path: Path) -> None:
    reading = opened(tmp_path, "1.000000e+00 2.000000e+00 1.1e+09\n2.000000e+00 3.0e+00 1.2e+09\n")
    assert ends(reading) == [("1", "2"), ("2", "3")]


def test_rows_of_another_width_are_told_and_left_out(tmp_path: Path) -> None:
    good = rows(*((k, k + 1, 1289241911 + k) for k in range(30)))
    reading = opened(tmp_path, good + "7 8\n1 2 3 4 5\n")
    assert warned(reading) == [("bad-line", "line 31"), ("bad-line", "line 32")]
    assert counts(reading) == (31, 30)


def test_the_user_may_say_which_column_is_what(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("1 2 5\n2 3 5\n", "utf-8")
    reading = open_dataset(path, ask=Ask(mapping={"source": 2, "target": "1", "time": 3}))
    assert layout(reading) == "target, source, time"
    with pytest.raises(UserError, match="no column"):
        open_dataset(path, ask=Ask(mapping={"source": 2, "target": 9}))


def test_a_packed_list_in_utf_16_with_windows_line_ends_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.txt.gz"
    path.write_bytes(gzip.compress("1 2 1082040961\r\n3 4 1082155839\r\n".encode("utf-16-le")))
    assert ends(open_dataset(path)) == [("1", "2"), ("3", "4")]


@pytest.mark.parametrize("text", ["name,age\n1,2\n", "x 1\ny 2\n", "0.5 0.25\n0.1 0.3\n", "hello\n", "1\n2\n3\n"])
def test_other_tables_are_no_lists_of_edges(tmp_path: Path, text: str) -> None:

    assert not edgelist.sniff(text.encode())


def test_a_list_of_comments_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no rows"):
        opened(tmp_path, "% asym positive\n", "out.x")
