"""No text of a dataset reorders what stands beside it, wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from netexplorer.graph.network import build
from netexplorer.graph.plain import plain, plain_lines
from netexplorer.graph.schema import Actor, Change, Claim, Dataset, Disagreement, Event, Relationship, Side, Source
from netexplorer.session.dossier import dossier
from netexplorer.session.table import Table

BAD = "a\u202eb\u2066c\u0007d"
TRICKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u0007")


def _net():
    changes = (Change(from_="2001", state="open", note=BAD, sources=("s#1",), values={BAD: BAD}),)
    relationship = Relationship(id="r", source="a", target="b", label=BAD, changes=changes)
    return build(
        Dataset(
            title=BAD,
            description=f"{BAD}\n{BAD}",
            sides=(Side(id="east", label=BAD),),
            sources=(Source(id="s", title=BAD, publisher=BAD),),
            actors=(Actor(id="a", name=BAD, aliases=(BAD,), description=BAD, side="east"), Actor(id="b", name=BAD)),
            relationships=(relationship,),
            events=(Event(id="e", date="2001", title=BAD, note=BAD, relationships=("r",)),),
            disagreements=(Disagreement(note=BAD, about=("r", "a"), claims=(Claim(text=BAD, sources=("s",)),)),),
        )
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)


@pytest.mark.parametrize("selected", ["", "actor:a", "relationship:r", "event:e"])
def test_no_text_of_a_dossier_holds_a_control_character(selected: str) -> None:
    net = _net()
    said = list(_texts(msgspec.to_builtins(dossier(net, net.last, selected))))
    assert any("bcd" in text.replace(" ", "") for text in said)
    assert not any(TRICKS & set(text) for text in said)


def test_no_cell_of_the_table_holds_a_control_character() -> None:
    net = _net()
    (row,) = Table(net).rows(net.last, net.is_channel)
    assert row.cells[0] == "abc d" and not any(TRICKS & set(cell) for cell in row.cells)


def test_an_id_with_such_a_character_still_selects() -> None:
    net = _net()
    odd = build(msgspec.structs.replace(net.dataset, actors=(Actor(id="a\u202e"),), relationships=()))
    assert dossier(odd, odd.last, "actor:a\u202e").selected == "actor:a\u202e"


def test_line_breaks_stay_where_lines_are_shown_and_joiners_stay_everywhere() -> None:
    assert plain_lines("a\nb\u202e") == "a\nb"
    assert plain("a\nb") == "a b"
    assert plain("\u200d\u200f") == "\u200d\u200f"
