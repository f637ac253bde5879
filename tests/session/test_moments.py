"""Dates that are shown like others."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from netexplorer.resources import default_dataset
from netexplorer.scene.frame import Frame
from netexplorer.session import moments, resolve, travel
from netexplorer.session.crowd import part_of
from netexplorer.session.legend import legend_counts
from netexplorer.session.moments import Moments, turns
from netexplorer.session.resolve import Plan, frame_at, make_plan
from netexplorer.session.session import Session
from netexplorer.session.status import status_line
from tests.session.examples import at, places, small

NET = small()


def plan_of(net_name: str) -> Plan:
    if net_name == "small":
        return make_plan(NET, at(NET, "2014-04-05"), places(NET))
    session = Session.open(default_dataset())
    return session.plan()


def fields_of(frame: Frame) -> dict[str, object]:
    return {name: getattr(frame, name) for name in Frame.__struct_fields__ if name != "moment"}


def assert_same(a: Frame, b: Frame) -> None:
    for (name, one), other in zip(fields_of(a).items(), fields_of(b).values(), strict=True):
        assert np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other, name


@pytest.mark.parametrize("name", ["small", "bundled"])
def test_a_kept_frame_is_the_frame_of_its_date(name: str) -> None:
    plan = plan_of(name)
    kept, chance, net = Moments(plan), Random(3), plan.net
    edges = [int(tick) + by for tick in net.change_from[::7] for by in (-1, 0, 1)]
    leap = [net.axis.parse(day).earliest for day in ("2015-02-28", "2015-03-01", "2016-02-29", "2017-02-28")]
    dates = [chance.randrange(net.first, net.last) for _ in range(200)] + edges + leap
    for t in dates * 2:
        assert_same(kept.frame(t), frame_at(plan, t))


@pytest.mark.parametrize("name", ["small", "bundled"])
def test_what_is_counted_once_for_many_dates_is_what_is_counted_at_each(name: str) -> None:
    plan = plan_of(name)
    kept, chance, net = Moments(plan), Random(5), plan.net
    ends = np.concatenate([net.change_from, net.change_to])
    edges = [int(tick) + by for tick in ends[(ends > net.first) & (ends < net.last)][::11] for by in (-1, 0, 1)]
    years_after = [net.axis.step(tick, "year", 1) for tick in edges]
    for t in [*edges, *years_after, *(chance.randrange(net.first, net.last) for _ in range(100))]:
        fresh = frame_at(plan, t)
        assert status_line(kept.frame(t), plan) == status_line(fresh, plan)
        assert legend_counts(kept.frame(t), plan) == legend_counts(fresh, plan)


def test_frames_of_one_moment_differ_in_words_only_and_are_counted_once() -> None:
    plan = plan_of("bundled")
    kept, net = Moments(plan), plan.net
    t = net.axis.parse("2003-03-10").earliest
    a, b = kept.frame(t), kept.frame(t + 86_400)
    assert a.moment == b.moment > 0
    assert a.states is b.states
    assert a.date_label != b.date_label
    assert legend_counts(a, plan) is legend_counts(b, plan)
    assert status_line(a, plan).date != status_line(b, plan).date


def test_a_part_without_its_relationships_is_told_who_holds_its_offices_at_each_date() -> None:
    session = Session.open(default_dataset())
    session.update(holders=True)  # of a crowd nothing is folded
    plan = session.plan()
    part = part_of(plan, np.arange(len(plan.net.actor_ids), dtype=np.int32), np.zeros(0, np.int32))
    kept, chance, net = Moments(part), Random(7), plan.net
    said = set()
    for t in (chance.randrange(net.first, net.last) for _ in range(100)):
        assert_same(kept.frame(t), frame_at(part, t))
        said.add(kept.frame(t).subtitle)
    assert len(said) > 1


def test_a_caption_that_is_known_is_not_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Moments(plan_of("small"))
    worked_out: list[int] = []
    for module in (moments, resolve):
        monkeypatch.setattr(module, "caption", lambda plan, told, t: worked_out.append(t) or "worked out")
    t = NET.axis.parse("2014-04-05").earliest
    assert [kept.frame(t + days * 86_400, "known").caption for days in (0, 1)] == ["known", "known"]
    assert not worked_out
    assert [kept.frame(t + days * 86_400).caption for days in (0, 1)] == ["worked out", "worked out"]


def test_what_the_lens_leaves_out_begins_no_moment() -> None:
    plan = plan_of("bundled")
    kept, net = Moments(plan), plan.net
    hidden = [int(tick) for row, tick in zip(net.change_rel, net.change_from, strict=True) if not plan.mask[row]]
    pairs = [(kept.frame(tick - 1), kept.frame(tick)) for tick in hidden if net.first < tick <= net.last]
    assert any(not np.array_equal(a.states, b.states) for a, b in pairs if a.moment == b.moment)


def test_frames_of_one_moment_show_the_same_pictures() -> None:
    plan = plan_of("bundled")
    kept, first = Moments(plan), dict[int, Frame]()
    for t in turns(plan.net):
        frame = kept.frame(t)
        known = first.setdefault(frame.moment, frame)
        for name in ("states", "uncertain", "recent", "disputed", "shown"):
            assert np.array_equal(getattr(frame, name)[plan.mask], getattr(known, name)[plan.mask]), name
        for name in ("actor_shown", "actor_faint", "actor_counted"):
            assert np.array_equal(getattr(frame, name), getattr(known, name)), name
        assert frame.subtitle == known.subtitle


def test_every_moment_begins_at_a_turn() -> None:
    plan = plan_of("bundled")
    kept, chance = Moments(plan), Random(5)
    met = {kept.frame(t).moment for t in turns(plan.net)}
    dates = [chance.randrange(travel.home(plan.net), travel.end(plan.net)) for _ in range(400)]
    assert {kept.frame(t).moment for t in dates} <= met


def test_another_plan_has_other_moments() -> None:
    plan, other = plan_of("small"), make_plan(NET, at(NET, "2014-04-05", hidden_states=("open",)), places(NET))
    a, b = Moments(plan).frame(NET.first), Moments(other).frame(NET.first)
    assert a.moment != b.moment
    assert legend_counts(a, plan) != legend_counts(b, other)


def test_a_large_network_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "LARGEST", 1)
    plan = plan_of("small")
    frame = Moments(plan).frame(NET.first)
    assert frame.moment == 0
    assert_same(frame, frame_at(plan, NET.first))
