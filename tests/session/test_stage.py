"""What a large network is made of while it is on the screen."""

from __future__ import annotations

import numpy as np
import pytest

from netexplorer.graph.adjacency import adjacency
from netexplorer.scene.frame import Hover
from netexplorer.scene.spatial import spatial_index
from netexplorer.scene.viewport import Viewport, fit
from netexplorer.session import moments
from netexplorer.session import stage as stages
from netexplorer.session.outlook import outlook, wanted
from netexplorer.session.resolve import frame_at
from netexplorer.session.session import Session
from netexplorer.session.stage import Stage
from netexplorer.session.tallies import tallies
from tests.session.crowds import crowd_document, crowd_network, day, network_of, session_at, small_limits


@pytest.fixture(autouse=True)
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    small_limits(monkeypatch)


@pytest.fixture
def session() -> Session:
    return session_at(crowd_network())


def stage_of(session: Session) -> Stage:
    assert session.stage is not None
    session.stage.follow(session.plan(), session.view.t)
    return session.stage


def everything(session: Session) -> Viewport:
    return fit(session.plan().positions, 800, 600)


def test_only_a_crowd_has_a_stage(session: Session) -> None:
    assert session.stage is not None
    few = network_of(crowd_document(relationships=60))
    assert Session(few).stage is None


def test_there_is_no_crowd_before_a_plan_is_followed(session: Session) -> None:
    net = session.net
    with pytest.raises(RuntimeError, match="follows a plan"):
        _ = Stage(adjacency(net.src, net.dst, len(net.actor_ids))).crowd


def test_following_comes_to_the_date_of_the_view(session: Session) -> None:
    stage = stage_of(session)
    before = stage.crowd.states.copy()
    t = day(session.net, "2001-09-01")
    stage.follow(session.plan(), t)
    after = frame_at(session.plan(), t).states
    assert stage.crowd.t == t
    assert stage.crowd.states.tolist() == after.tolist() != before.tolist()


@pytest.mark.parametrize(
    "view",
    [
        {},
        {"hidden_states": ("open",)},
        {"hidden_sides": ("east",)},
        {"lens": "few"},
        {"selected": "actor:a3", "hidden_kinds": ("state",)},
    ],
)
def test_the_actors_of_a_crowd_are_those_of_the_frame_that_are_not_faint(session: Session, view) -> None:
    session.update(**view, ghosts=False)
    stage = stage_of(session)
    frame = frame_at(session.plan(), session.view.t)
    mask = session.plan().actor_ok | frame.selected_actors
    assert stage.crowd.actors().tolist() == (frame.actor_shown & mask).tolist()


def test_the_front_is_worked_out_once_for_a_view_of_the_plane(session: Session, monkeypatch) -> None:
    made = []
    true = stages.foreground
    monkeypatch.setattr(stages, "foreground", lambda *rest: (made.append(rest), true(*rest))[1])
    stage, view = stage_of(session), everything(session)
    front = stage.front(view)
    for date in ("2000-05-05", "2002-05-05"):
        stage.follow(session.plan(), day(session.net, date))
        assert stage.front(view) is front
    assert len(made) == 1
    stage.front(view, Hover(actor=3))
    stage.front(view.panned(5, 5))
    session.select("actor:a5")
    stage_of(session).front(view)
    assert len(made) == 4


def test_the_caption_is_that_of_the_frame(session: Session) -> None:
    raw = crowd_document()
    raw["events"] = [{"id": "x", "date": "2001-06-25", "title": "A crisis", "relationships": ["r1", "r2", "r3"]}]
    session = session_at(network_of(raw))
    stage = stage_of(session)
    assert stage.caption() == frame_at(session.plan(), session.view.t).caption == "25 Jun 2001: A crisis"
    stage.follow(session.plan(), day(session.net, "2002-06-25"))
    assert stage.caption() == ""


def test_a_glance_knows_date_and_words_and_nobody(session: Session) -> None:
    frame = session.frame()
    glance = session.glance()
    assert (glance.date_label, glance.title, glance.caption) == (frame.date_label, frame.title, frame.caption)
    assert glance.t == session.view.t
    assert len(glance.actor_shown) == len(glance.shown) == 0
    session.set_date(day(session.net, "2002-02-02"))
    assert session.glance().date_label == session.frame().date_label != frame.date_label


def test_the_nearest_of_the_crowd_is_hit_and_nobody_who_is_not_drawn(session: Session) -> None:
    stage, view, plan = stage_of(session), everything(session), session.plan()
    xy = view.to_px(plan.xy)
    for row in np.flatnonzero(stage.crowd.actors())[:20].tolist():
        assert stage.hit(view, *xy[row], 5.0) == row
    assert stage.hit(view, -500.0, -500.0, 5.0) == -1
    session.update(hidden_sides=("east",))
    stage = stage_of(session)
    hidden = np.flatnonzero(session.net.actor_side == 0)
    assert stage.hit(view, *xy[hidden[0]], 0.5) == -1


def test_the_index_follows_the_places(session: Session) -> None:
    stage = stage_of(session)
    view, before = everything(session), stage.index()
    session.set_positions("sides", session.positions() + np.float32(1000))
    assert stage_of(session).index() is not before
    x, y = view.to_px(session.plan().xy[:1])[0]
    assert stage.hit(view, x, y, 1.0) == 0


def test_where_all_has_been_hidden_there_is_still_a_front(session: Session) -> None:
    session.update(hidden_states=("open", "limited", "suspended", "severed"), hidden_sides=("east", "west", "north"))
    stage, view = stage_of(session), everything(session)
    front = stage.front(view)
    assert not len(front.actors)
    assert not front.frame(stage.crowd).actor_shown.any()


def test_the_tallies_of_a_stage_are_those_of_the_plan_it_follows(session: Session) -> None:
    stage = stage_of(session)
    assert stage.tallies is None
    counts = tallies(session.plan())
    assert counts is not None
    stage.count(counts)
    session.select("actor:a3")
    assert stage_of(session).tallies is counts
    session.update(hidden_states=("open",))
    assert stage_of(session).tallies is None
    session.update(hidden_states=())
    assert stage_of(session).tallies is counts


def test_places_sorted_elsewhere_are_not_sorted_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = stage_of(session)
    here = stage.index()
    there = np.array(session.positions() + 5, dtype=np.float32)
    there.flags.writeable = False
    index = spatial_index(there)
    monkeypatch.setattr(stages, "spatial_index", lambda xy: pytest.fail("sorted again"))
    session.set_positions("sides", there, index)
    assert stage.index() is here  # the plan that is followed still has the former places
    stage.follow(session.plan(), session.view.t)
    assert stage.index() is index


def test_a_step_in_time_asks_once_which_plan_its_view_has(session: Session, monkeypatch) -> None:
    session.waits_for_plans = True
    session.set_date(day(session.net, "2001-09-01"))
    plan, asked = session.plan(), []
    timeless = moments.timeless
    monkeypatch.setattr(moments, "timeless", lambda view: asked.append(view) or timeless(view))
    session.set_date(day(session.net, "2001-09-02"))
    assert all(session.plan() is plan for _ in range(12))
    assert len(asked) == 1
    session.update(selected="actor:a3")
    assert session.plan().selected_actors.any()


def test_filters_are_seen_once_their_plan_has_come(session: Session) -> None:
    session.waits_for_plans = True
    before = session.plan()
    session.update(hidden_sides=("east",))
    assert session.plan().mask is before.mask
    found = wanted(session)
    assert found is not None
    session.take_outlook(outlook(found, lambda share: None, lambda: False))
    assert session.plan().view.hidden_sides == ("east",)
    assert session.plan().mask.tolist() != before.mask.tolist()


def test_a_glance_has_the_words_of_its_date(session: Session) -> None:
    stage = stage_of(session)
    for date in ("2001-07-01", "2001-07-02", "2002-01-05"):
        stage.follow(session.plan(), day(session.net, date))
        glance, whole = stage.glance(), frame_at(session.plan(), day(session.net, date))
        assert (glance.t, glance.date_label, glance.caption) == (whole.t, whole.date_label, whole.caption)
