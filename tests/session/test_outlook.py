"""Other filters of a large network are worked out elsewhere, and come to the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from netexplorer.graph.formats.reading import Cancelled
from netexplorer.graph.network import build
from netexplorer.session import outlook as outlooks
from netexplorer.session.crowd import Crowd
from netexplorer.session.outlook import outlook, stops_of, wanted
from netexplorer.session.resolve import Plan, make_plan, moved
from netexplorer.session.session import Session
from tests.graph.strategies import datasets
from tests.session.crowds import crowd_network, day, places, session_at, small_limits
from tests.session.test_crowd import views


@pytest.fixture(autouse=True)
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    small_limits(monkeypatch)


@pytest.fixture
def session() -> Session:
    """One that waits for its plans, and has shown its first view."""
    session = session_at(crowd_network())
    session.waits_for_plans = True
    session.glance()
    return session


def same(one: Plan, other: Plan) -> bool:
    pairs = ((getattr(one, field.name), getattr(other, field.name)) for field in fields(Plan) if field.name != "facts")
    return all(np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b for a, b in pairs)


def arrive(session: Session) -> None:
    asked = wanted(session)
    assert asked is not None
    session.take_outlook(outlook(asked))


@given(datasets(), st.data())
def test_a_plan_made_of_another_is_the_plan(dataset, data):
    net = build(dataset)
    here, there = places(len(net.actor_ids)), places(len(net.actor_ids), apart=7.0)
    former, view = make_plan(net, views(net, data.draw), here), views(net, data.draw)
    whole = make_plan(net, view, there)
    assert same(make_plan(net, view, there, former.facts, former=former), whole)
    beside = replace(former.view, selected=view.selected, pins=tuple((name, 1.0, 2.0) for name in net.actor_ids[:2]))
    assert same(moved(former, beside, there), make_plan(net, beside, there))


def test_places_selection_and_pins_are_there_at_once(session: Session) -> None:
    mask = session.plan().mask
    session.select("actor:a9")
    session.pin(4, 1.0, 2.0)
    session.set_positions("sides", session.positions() + 5)
    plan = session.plan()
    assert wanted(session) is None
    assert plan.mask is mask
    assert same(plan, make_plan(session.net, session.view, session.positions()))


def test_until_other_filters_are_worked_out_the_former_are_seen(session: Session) -> None:
    before = session.plan()
    session.toggle_hidden("sides", "west")
    assert session.plan() is before
    arrive(session)
    assert wanted(session) is None
    assert same(session.plan(), make_plan(session.net, session.view, session.positions()))


def test_who_does_not_wait_sees_other_filters_at_once() -> None:
    session = session_at(crowd_network())
    session.toggle_hidden("sides", "west")
    assert wanted(session) is None
    assert same(session.plan(), make_plan(session.net, session.view, session.positions()))


def test_what_happens_meanwhile_is_in_it_when_it_comes(session: Session) -> None:
    session.update(lens="few", hidden_states=("open",))
    asked = wanted(session)
    assert asked is not None
    answer = outlook(asked)
    session.set_date(day(session.net, "2002-02-02"))
    session.glance()
    session.select("actor:a3")
    session.take_outlook(answer)
    assert session.stage is not None
    ours, fresh = session.stage.crowd, Crowd(session.plan(), session.view.t)
    assert same(ours.plan, make_plan(session.net, session.view, session.positions()))
    assert ours.states.tolist() == fresh.states.tolist()
    assert ours.alive.tolist() == fresh.alive.tolist()
    assert session.stops().tolist() == stops_of(fresh.plan).tolist()


def test_filters_that_are_taken_back_want_nothing(session: Session) -> None:
    session.toggle_hidden("sides", "west")
    session.toggle_hidden("sides", "west")
    assert wanted(session) is None


def test_an_answer_for_another_dataset_is_nobodys(session: Session) -> None:
    session.toggle_hidden("sides", "west")
    asked = wanted(session)
    assert asked is not None
    other = session_at(crowd_network(seed=2))
    plan = other.plan()
    other.take_outlook(outlook(asked))
    assert other.plan() is plan


def test_stops_are_worked_out_once_for_what_passes(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Plan] = []
    monkeypatch.setattr("netexplorer.session.session.stops_of", lambda plan: asked.append(plan) or stops_of(plan))
    session.select("actor:a3")
    session.stops()
    session.toggle_hidden("sides", "west")
    arrive(session)
    session.stops()
    assert not asked  # what came with the dataset and with the answer


def test_a_cancelled_one_is_given_up(session: Session) -> None:
    session.toggle_hidden("sides", "west")
    asked = wanted(session)
    assert asked is not None
    with pytest.raises(Cancelled):
        outlook(asked, cancelled=lambda: True)


def test_the_span_of_the_timeline_is_known_with_it(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    spans: list[object] = []
    monkeypatch.setattr(outlooks, "span_of", lambda net, mask: spans.append(mask))
    session.toggle_hidden("sides", "west")
    arrive(session)
    assert len(spans) == 1
    assert spans[0] is session.plan().mask
