"""Rules of a mapping that hold for every format: states by values and steps, what an end means, how contacts join."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import Reading
from tests.graph.formats.opened import opened

GEXF = """<gexf version="1.3"><graph mode="dynamic" timeformat="date">
<attributes class="edge"><attribute id="0" title="tone" type="string"/></attributes>
<nodes><node id="a"/><node id="b"/><node id="c"/></nodes><edges>
<edge id="1" source="a" target="b" start="2001-01-01" end="2002-12-31" weight="3">
<attvalues><attvalue for="0" value="warm"/></attvalues></edge>
<edge id="2" source="b" target="c" start="2001-01-01" weight="-2">
<attvalues><attvalue for="0" value="cold"/></attvalues></edge>
<edge id="3" source="a" target="c" weight="0"/>
</edges></graph></gexf>"""


def read(tmp_path: Path, **mapping: Any) -> Reading:
    return opened(tmp_path, "a.gexf", GEXF, Ask(mapping=mapping))


def states(reading: Reading) -> list[list[tuple[object, object, str]]]:
    return [[(each.from_, each.until, each.state) for each in link.changes] for link in reading.dataset.relationships]


def test_values_of_an_attribute_are_states_and_all_others_are_open(tmp_path: Path) -> None:
    rule = {"attribute": "tone", "values": {"cold": "severed"}}
    assert [link[0][2] for link in states(read(tmp_path, states=rule))] == ["open", "severed", "open"]


def test_without_named_values_each_value_is_a_state_of_its_own(tmp_path: Path) -> None:
    reading = read(tmp_path, states={"attribute": "tone"})
    assert [link[0][2] for link in states(reading)] == ["warm", "cold", "open"]
    assert {state.id for state in reading.dataset.states} == {"warm", "cold", "open"}


def test_the_sign_of_a_weight_is_a_state(tmp_path: Path) -> None:
    rule = {"weight": [[-9, "severed"], [0, "limited"], [1, "open"]]}
    assert [link[0][2] for link in states(read(tmp_path, states=rule))] == ["open", "severed", "limited"]


def test_steps_may_be_those_of_another_attribute(tmp_path: Path) -> None:
    text = "source,target,warmth\na,b,5\nb,c,1\n"
    rule = {"attribute": "warmth", "weight": [[0, "severed"], [3, "open"]]}
    reading = opened(tmp_path, "a.csv", text, Ask(mapping={"states": rule}))
    assert [link[0][2] for link in states(reading)] == ["open", "severed"]


def test_an_end_is_a_break_only_where_nothing_follows_it(tmp_path: Path) -> None:
    rows = ("a,b,2003,2004,limited", "a,b,2001,2002,open", "b,c,2001,2009,open", "b,c,2003,2004,open")
    text = "\n".join(("source,target,start,end,state", *rows))
    reading = opened(tmp_path, "a.csv", text, Ask(mapping={"end": "severed"}))
    assert states(reading) == [
        [("2001", "", "open"), ("2003", "", "limited"), ("2005", "", "severed")],
        [("2001", "", "open"), ("2010", "", "severed")],
    ]


def test_an_end_is_a_break_in_every_format(tmp_path: Path) -> None:
    assert states(read(tmp_path, end="severed"))[0] == [("2001-01-01", "", "open"), ("2003-01-01", "", "severed")]
    assert states(read(tmp_path, end="ended"))[0] == [("2001-01-01", "2002-12-31", "open")]


def test_contacts_of_lists_join_by_the_gap_of_the_mapping(tmp_path: Path) -> None:
    text = "1 2 100\n1 2 120\n1 2 180\n2 3 100\n"
    for gap, count in ((20, 2), (60, 1)):
        mapping = {"contacts": {"rule": "gap", "gap": gap}}
        assert len(states(opened(tmp_path, "a.txt", text, Ask(mapping=mapping)))[0]) == count


def test_what_was_asked_of_a_file_that_is_no_table_is_reported(tmp_path: Path) -> None:
    report = read(tmp_path, end="severed").report
    assert report is not None and report.mapping == {"end": "severed"}


@pytest.mark.parametrize(
    "mapping, sentence",
    [
        ({"states": {"attribute": "mood"}}, "'mood', which no relationship has. There are tone"),
        ({"states": {"attribute": 3}}, "not understood"),
        ({"end": "gone"}, "not understood"),
    ],
)
def test_rules_that_do_not_fit_are_refused(tmp_path: Path, mapping: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        read(tmp_path, **mapping)
