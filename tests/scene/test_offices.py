"""Lanes of holders under the lanes of their offices."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from msgspec.structs import replace

from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Dataset
from netexplorer.scene.lanetable import LaneTable, lanes
from netexplorer.scene.offices import offices_of, seats_of
from netexplorer.scene.primitives import Rects, Texts
from netexplorer.scene.style import load_style
from netexplorer.scene.timeline import TimelinePicture, compose_timeline, timeline_hit
from netexplorer.scene.timescale import default_view
from tests.scene.timelines import everything, flat, measure

STYLE = load_style("light")
NOBODY = np.zeros(0, np.int32)


def held(who: str, start: str, end: str, type: str = "heads", office: str = "mission") -> dict[str, Any]:
    changes = [{"from": start, "until": end, "state": "open"}]
    return {"id": who, "source": who, "target": office, "type": type, "changes": changes}


def network() -> TemporalNetwork:
    """Three channels of a mission, whose head goes and is stood in for, and of a council with a chair."""
    types = [
        {"id": "line", "family": "channel"},
        {"id": "heads", "directed": True, "post": "holder"},
        {"id": "acts", "directed": True, "post": "acting"},
    ]
    ends = (("far", "mission"), ("mission", "far"), ("mission", "council"), ("far", "near"))
    changes = [{"from": "1990", "state": "open"}]
    rels: list[dict[str, Any]] = [
        {"id": f"c{i}", "source": a, "target": b, "type": "line", "changes": changes} for i, (a, b) in enumerate(ends)
    ]
    rels += [held("Anna", "1995", "2004-12-31"), held("Ben", "2006-06", "2010", "acts")]
    rels += [held("Cia", "1999", "2018", office="council")]
    actors = [{"id": ident} for ident in ("far", "mission", "council", "near", "Anna", "Ben", "Cia")]
    record = {"actors": actors, "types": types, "relationships": rels, "as_of": "2020-12-31"}
    return build(msgspec.convert(record, Dataset))


NET = network()
TABLE = lanes(NET, everything(NET))
PAGE = default_view(NET, 1400, 500, large=True)
LOW = default_view(NET, 1400, 500)


def seats(view: Any, selected: list[str] | None = None, table: LaneTable = TABLE) -> dict[str, str]:
    chosen = np.array([NET.rel_row[ident] for ident in selected or []], np.int32)
    found = zip(table.rel.tolist(), seats_of(NET, table, view, chosen).tolist(), strict=True)
    return {NET.rel_ids[rel]: NET.actor_ids[seat] for rel, seat in found if seat >= 0}


def words(picture: TimelinePicture) -> list[str]:
    return [text.text for item in flat(picture.static.items) if isinstance(item, Texts) for text in item.items]


def hatched(picture: TimelinePicture) -> list[list[float]]:
    return [box for item in flat(picture.static.items) if isinstance(item, Rects) and item.hatch for box in item.xywh]


def composed(view: Any, selected: tuple[int, ...] = ()) -> TimelinePicture:
    return compose_timeline(NET, TABLE, view, STYLE, measure, selected=selected)


def test_on_the_page_every_office_has_its_holders_once_below_a_lane_that_leads_from_it() -> None:
    assert seats(PAGE) == {"c1": "mission", "c2": "council"}
    turned = replace(TABLE, rel=TABLE.rel[::-1].copy())
    assert seats(PAGE, table=turned) == {"c2": "mission"}  # one lane has room for one office


def test_in_the_timeline_only_what_is_selected_has_holders_below_it() -> None:
    assert seats(LOW) == {}
    assert seats(LOW, ["c1"]) == {"c1": "mission"}
    assert seats(LOW, ["c3"]) == {}
    assert seats(LOW, ["c0", "c1", "c2"]) == {"c1": "mission"}  # the council is not at every end of these


def test_names_stand_in_terms_and_nobody_is_hatched() -> None:
    picture = composed(PAGE)
    assert {"Anna", "Ben, acting", "Cia", "vacant"} <= set(words(picture))
    (vacant,) = hatched(picture)
    left, right = (picture.tview.tick_to_x(NET.axis.parse(date).earliest) for date in ("2005-01-01", "2020-12-31"))
    assert abs(vacant[0] - left) < 1 and vacant[0] + vacant[2] <= picture.tview.tick_to_x(NET.last) + 1
    assert right - vacant[0] > 100


def test_a_low_lane_has_no_letters_but_shows_the_gap() -> None:
    picture = composed(LOW, (1,))
    assert not {"Anna", "Ben", "vacant"} & set(words(picture))
    assert len(hatched(picture)) == 1
    assert not hatched(composed(LOW))


def test_the_pointer_finds_the_holder_below_and_the_channel_above() -> None:
    picture = composed(PAGE)
    row = TABLE.row_of(1)
    top = picture.bands.lanes_top + row * picture.tview.row_height
    x = picture.tview.tick_to_x(NET.axis.parse("2000-06-01").earliest)
    above, below = (timeline_hit(picture, x, top + dy) for dy in (10, 31))
    assert [NET.rel_ids[int(NET.change_rel[hit.change])] for hit in (above, below)] == ["c1", "Anna"]
    assert above.rel == below.rel == 1


def test_a_lane_without_holders_is_drawn_as_ever() -> None:
    types = tuple(msgspec.structs.replace(each, post="") for each in NET.dataset.types)
    plain = build(msgspec.structs.replace(NET.dataset, types=types))
    assert len(offices_of(plain)) == 0
    one, other = (
        compose_timeline(net, lanes(net, everything(net)), LOW, STYLE, measure, selected=NOBODY) for net in (plain, NET)
    )
    assert np.array_equal(one.bar_rects, other.bar_rects)
