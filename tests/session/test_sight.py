"""A crowd between two dates: what its density draws, who stands in front, what is counted."""

from __future__ import annotations

import numpy as np
import pytest

from netexplorer.graph.states import states_at
from netexplorer.graph.turns import TURNS, Turn, turns
from netexplorer.scene.density.warmth import warm
from netexplorer.scene.primitives import Group, Raster
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import fit
from netexplorer.session import compared as comparing
from netexplorer.session import stage
from netexplorer.session.compared import SAME_DATE, compared, turn_rows
from netexplorer.session.resolve import frame_at
from netexplorer.session.session import Session
from netexplorer.session.sight import Sight
from netexplorer.session.still import Still
from tests.scene.pictures import measure
from tests.session.crowds import crowd_network, day, session_at, small_limits

NET = crowd_network()
A, B = day(NET, "2000-09-01"), day(NET, "2001-07-01")


@pytest.fixture(autouse=True)
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    small_limits(monkeypatch)
    warm()


def session(**view: object) -> Session:
    return session_at(NET, "2001-07-01", **{"compare": A, **view})


def sight(of: Session) -> Sight:
    assert of.stage is not None
    of.stage.follow(of.plan(), of.view.t)
    return of.stage.sight(of.view)


def test_a_density_draws_what_became_of_everything() -> None:
    expected = turns(NET, states_at(NET, A), states_at(NET, B))
    assert sight(session()).states.tolist() == expected.tolist()
    assert len(np.unique(expected)) > 4


def test_what_is_hidden_is_not_drawn_and_still_counted() -> None:
    made = session(hidden_turns=("worse",))
    now = sight(made)
    assert Turn.WORSE not in now.states
    assert now.told is not None
    assert now.told.tally.counts[Turn.WORSE] > 0
    assert {row.id: row.hidden for row in turn_rows(made)}["worse"]


def test_the_other_date_costs_one_look_at_everything_however_time_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def counted(*arguments: object) -> object:
        looked.append(1)
        return states_at(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(comparing, "states_at", counted)
    made = session()
    for date in ("2001-07-01", "2001-07-02", "2001-09-01"):
        made.go_to(date)
        sight(made)
    assert len(looked) == 1


def test_who_is_selected_does_not_cost_another_look_at_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    made = session()
    before = sight(made)
    told: list[object] = []
    monkeypatch.setattr(stage, "tell", lambda *given: told.append(given) or comparing.tell(*given))
    made.select("actor:a0")
    chosen = sight(made)
    assert told == [] and chosen.told is before.told and chosen.actors()[NET.actor_row["a0"]]
    made.select("relationship:" + NET.rel_ids[0])
    assert sight(made).told is not before.told
    made.toggle_hidden("sides", NET.sides[0].id)
    assert len(told) == 1
    sight(made)
    assert len(told) == 2


def test_a_crowd_of_one_date_costs_nothing_more() -> None:
    made = session(compare=None)
    now = sight(made)
    assert now.states is made.stage.crowd.states  # type: ignore[union-attr]
    assert now.told is None


def test_the_same_date_twice_is_said_to_compare_nothing() -> None:
    made = session(compare=B)
    now = sight(made)
    assert not now.is_compared
    assert now.titled(made.glance()).caption == SAME_DATE


def test_those_in_front_are_told_as_a_small_network_would_be() -> None:
    made = session()
    plan, now = made.plan(), sight(made)
    view = fit(plan.positions, 400, 300)
    front = made.stage.front(view)  # type: ignore[union-attr]
    part = now.frame(front, "")
    whole = compared(plan, frame_at(plan, B), made.view)
    assert part.compared is not None
    assert whole.compared is not None
    assert part.compared.turns.tolist() == whole.compared.turns[front.rels].tolist()
    assert part.shown.tolist() == whole.shown[front.rels].tolist()
    assert part.actor_shown.tolist() == whole.actor_shown[front.actors].tolist()
    assert part.actor_faint.tolist() == whole.actor_faint[front.actors].tolist()
    assert (part.date_label, part.caption) == (whole.date_label, whole.caption)


def test_an_exported_crowd_draws_the_same_turns_in_their_colours() -> None:
    made, style = session(), load_style("light")
    plan = made.plan()
    view = fit(plan.positions, 400, 300)
    frames = frame_at(plan, B), compared(plan, frame_at(plan, B), made.view)
    one, two = (Still.of(plan, 1.0).scene(frame, view, style, measure) for frame in frames)
    rasters = [
        next(item.items[0] for item in scene.items if isinstance(item, Group) and item.id == "density")
        for scene in (one, two)
    ]
    assert all(isinstance(raster, Raster) for raster in rasters)
    assert not np.array_equal(rasters[0].argb, rasters[1].argb)
    front = Still.of(plan, 1.0).front(frames[1], view)
    assert front is not None
    assert front.compared is not None
    assert len(TURNS) == len(style.turns)


@pytest.mark.parametrize("compare", [A, None])
@pytest.mark.parametrize("most", [1, 10, 10_000])
def test_some_lines_are_lines_that_are_drawn_and_hardly_fewer_than_wished(compare: int | None, most: int) -> None:
    now = sight(session(compare=compare, hidden_states=("open",)))
    some, lines = now.some_lines(most), now.lines
    assert not (some & ~lines).any()
    assert some.sum() >= min(lines.sum(), most // 2)


def test_where_hardly_any_line_is_drawn_all_are_looked_at() -> None:
    now = sight(session(compare=None, selected="", lens="few"))
    assert now.lines.any() and now.some_lines(20).tolist() == now.lines.tolist()
