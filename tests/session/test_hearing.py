from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.graph.dates import tick_of
from netexplorer.graph.formats.reading import Cancelled
from netexplorer.graph.network import NOT_YET, build
from netexplorer.graph.testimony import EVERYBODY, Testimony
from netexplorer.session.hearing import stay
from netexplorer.session.legend import legend_counts
from netexplorer.session.outlook import outlook, wanted
from netexplorer.session.resolve import resolve
from netexplorer.session.session import Session
from netexplorer.session.state import ViewState
from netexplorer.session.validity import fitted
from tests.graph.test_hearing import STATED, TASS, of_two_sources
from tests.session.crowds import crowd_network, session_at, small_limits

NOBODY = Testimony(source="nobody")


def session():
    made = Session(build(of_two_sources()), ViewState(tick_of(2016, 6)))
    made.set_positions("sides", np.array([(0, 0), (10, 0)], dtype=np.float32))
    return made


@pytest.fixture
def crowd(monkeypatch):
    small_limits(monkeypatch)
    made = session_at(crowd_network())
    made.waits_for_plans = True
    made.glance()
    return made


def shown(made):
    return made.frame().shown.tolist()


def test_what_is_not_heard_is_not_shown_and_undo_brings_it_back():
    made = session()
    assert shown(made) == [True] * 4
    made.update(testimony=TASS)
    assert shown(made) == [True, False, False, False]
    made.undo()
    assert shown(made) == [True] * 4
    made.redo()
    assert shown(made) == [True, False, False, False]


def test_everything_that_asks_the_session_for_its_network_follows():
    made = session()
    stops = made.stops().tolist()
    made.update(testimony=TASS)
    assert made.net.testimony == TASS
    assert made.plan().net is made.frame().net is made.net
    assert made.stops().tolist() == [tick_of(2000), tick_of(2021, 11)] != stops
    assert [row.count for row in legend_counts(made.frame(), made.plan()).states] == [1, 0, 0, 0]


def test_positions_and_the_view_of_everything_stay():
    made = session()
    before = made.frame()
    made.update(testimony=TASS)
    assert made.frame().xy is before.xy
    assert made.plan().ever_shown.all()
    assert made.has_positions()


def test_the_dataset_and_the_whole_network_stay():
    made = session()
    whole, dataset = made.net, made.net.dataset
    made.update(testimony=TASS)
    made.update(testimony=STATED)
    assert made.whole is whole
    assert made.net.dataset is dataset
    made.update(testimony=EVERYBODY)
    assert made.net is whole


def test_a_testimony_that_was_heard_before_is_not_worked_out_again():
    made = session()
    made.update(testimony=TASS)
    net = made.net
    made.undo()
    made.redo()
    assert made.net is net


def test_a_session_opens_with_the_testimony_of_its_view():
    made = Session(build(of_two_sources()), ViewState(tick_of(2016, 6), testimony=TASS))
    assert made.net.testimony == TASS
    assert shown(made) == [True, False, False, False]


def test_a_picture_of_a_view_hears_whom_the_view_hears():
    net, positions = build(of_two_sources()), np.zeros((2, 2), dtype=np.float32)
    frame = resolve(net, ViewState(tick_of(2016, 6), testimony=TASS), positions)
    assert frame.states.tolist()[1:] == [NOT_YET] * 3


@pytest.mark.parametrize("wish", [Testimony(source="gone"), Testimony(publisher="Gone")])
def test_a_source_that_is_gone_is_nobody_s_testimony_any_more(wish):
    net = build(of_two_sources())
    view = ViewState(tick_of(2016), testimony=replace(wish, stated=True))
    assert fitted(net, view).testimony == STATED
    assert fitted(net, replace(view, testimony=TASS)).testimony == TASS


def arrive(made):
    made.take_outlook(outlook(wanted(made)))


def test_a_crowd_is_seen_as_before_until_another_testimony_is_worked_out(crowd):
    whole = crowd.net
    crowd.update(testimony=NOBODY)
    assert crowd.net is crowd.plan().net is whole
    arrive(crowd)
    assert crowd.net.testimony == NOBODY
    assert crowd.stage.crowd.plan.net is crowd.net
    assert not crowd.stage.crowd.alive.any()
    crowd.undo()
    arrive(crowd)
    assert crowd.net is whole
    assert crowd.stage.crowd.alive.any()


def test_what_was_worked_out_for_a_crowd_is_kept(crowd):
    crowd.update(testimony=NOBODY)
    arrive(crowd)
    net = crowd.net
    crowd.undo()
    arrive(crowd)
    crowd.redo()
    arrive(crowd)
    assert crowd.net is net


def test_a_crowd_that_nobody_waits_for_hears_at_once(crowd):
    crowd.waits_for_plans = False
    crowd.update(testimony=NOBODY)
    assert crowd.net.testimony == NOBODY
    assert not crowd.frame().shown.any()


def test_an_answer_about_a_testimony_that_is_no_more_heard_is_not_taken(crowd):
    crowd.update(hidden_states=("open",))
    late = outlook(wanted(crowd))
    crowd.update(testimony=NOBODY)
    arrive(crowd)
    net = crowd.net
    crowd.take_outlook(late)
    assert crowd.net is net


def test_a_crowd_may_stay_with_those_who_are_heard(crowd):
    crowd.update(testimony=NOBODY)
    stay(crowd)
    assert crowd.view.testimony == EVERYBODY
    assert wanted(crowd) is None


def test_a_crowd_says_how_far_it_is_and_stops_when_it_is_told_to(crowd):
    crowd.update(testimony=NOBODY)
    said = []
    with pytest.raises(Cancelled):
        outlook(wanted(crowd), said.append, lambda: bool(said))
    assert said == [0.0]
