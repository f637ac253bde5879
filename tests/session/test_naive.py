"""What is worked out by columns is what a look at every record gives."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given

from netexplorer.graph import schema
from netexplorer.graph.network import build
from netexplorer.graph.tabling import tabled
from netexplorer.session import captions, resolve
from netexplorer.session.captions import caption
from netexplorer.session.legend import legend_counts
from netexplorer.session.resolve import frame_at, make_plan
from netexplorer.session.state import ViewState
from netexplorer.session.status import status_line
from tests.graph.strategies import ticks
from tests.session import naive
from tests.session.naive import plans, records_made


@given(plans(), ticks)
def test_a_frame_is_what_every_relationship_by_itself_says(plan, t):
    frame = frame_at(plan, t)
    for name, column in naive.frame(plan, t).items():
        assert getattr(frame, name).tolist() == column.tolist(), name
    assert frame.caption.endswith(naive.caption(plan, frame.shown, t))
    assert bool(frame.caption) == bool(naive.caption(plan, frame.shown, t))


@given(plans())
def test_a_plan_is_what_every_relationship_by_itself_says(plan):
    net, view = plan.net, plan.view

    def open_(words, code, hidden):
        return (words[code].id if code >= 0 else "") not in hidden

    ends = list(zip(net.src.tolist(), net.dst.tolist(), strict=True))
    sides = [open_(net.sides, code, view.hidden_sides) for code in net.actor_side.tolist()]
    kinds = [open_(net.kinds, code, view.hidden_kinds) for code in net.actor_kind.tolist()]
    families = ["" if code < 0 else net.families[code] for code in net.rel_family.tolist()]
    assert plan.side_ok.tolist() == [sides[a] and sides[b] for a, b in ends]
    assert plan.kind_ok.tolist() == [kinds[a] and kinds[b] for a, b in ends]
    assert plan.family_ok.tolist() == [family not in view.hidden_families for family in families]
    touched = naive.endpoints(net, plan.lens_rels)
    assert plan.lonely.tolist() == (plan.lens_actors & ~touched).tolist()
    dated = plan.lens_rels & (np.diff(net.change_start) > 0)
    assert plan.ever_shown.tolist() == (plan.lonely | naive.endpoints(net, dated)).tolist()
    weight = np.where(net.is_channel, 1.0, 0.1) * plan.lens_rels
    important = [
        sum(weight[row] * ((a == actor) + (b == actor)) for row, (a, b) in enumerate(ends))
        for actor in range(len(net.actor_ids))
    ]
    assert np.allclose(plan.importance, np.array(important) + plan.facts.standing)


@given(plans(), ticks)
def test_legend_and_status_line_count_what_a_look_at_each_counts(plan, t):
    net, frame = plan.net, frame_at(plan, t)
    legend, counted = legend_counts(frame, plan), naive.legend(plan, frame.actor_counted, t)
    assert [*(row.count for row in legend.states), legend.ended] == counted["states"]
    for name in ("sides", "kinds", "families"):
        assert [row.count for row in getattr(legend, name) if row.id] == counted[name], name
    said = status_line(frame, plan)
    channels = plan.mask & net.is_channel if net.is_channel.any() else plan.mask
    parts = [f"{n} {word}" for word, n in naive.year(net, t, channels).items() if n]
    assert said.year.partition(": ")[2] == (", ".join(parts) or "no change") or not plan.facts.is_dated
    rough, of = naive.coarse(net, t, channels & frame.shown)
    words = f"{rough} of {of} without a known day" if rough else "all known to the day" if of else ""
    assert said.sureness.startswith(words)
    assert "known" not in said.sureness[len(words) :]


def _many(count: int, note: str = "") -> schema.Dataset:
    """As many relationships, all of which begin in one month; the first of all says ``note``."""
    rels = tuple(
        schema.Relationship(
            source="a",
            target="b",
            changes=(schema.Change(from_=f"2010-05-{k % 9 + 2:02d}" if k else "2010-05-01", note="" if k else note),),
        )
        for k in range(count)
    )
    return schema.Dataset(actors=(schema.Actor(id="a"), schema.Actor(id="b")), relationships=rels)


def _plan(dataset: schema.Dataset, way: Callable[[schema.Dataset], schema.Dataset] = tabled) -> resolve.Plan:
    net = build(way(dataset))
    return make_plan(net, ViewState(t=net.axis.parse("2010-05-20").earliest), np.zeros((2, 2), np.float32))


def test_a_caption_is_found_among_tables_without_a_look_at_what_has_no_note(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = _plan(_many(600, "First of all."))
    made = records_made(monkeypatch)
    assert caption(plan, plan.mask, plan.net.axis.parse("2010-05-20").earliest) == "1 May 2010: a – b: First of all."
    assert set(made) <= {(schema.Change, 0), (schema.Relationship, 0), (schema.Actor, 0), (schema.Actor, 1)}


def test_a_caption_is_looked_for_among_so_many_records_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions, "_MOST_NOTES", 40)
    for count, words in ((40, "1 May 2010: a – b: First of all."), (41, "")):
        plan = _plan(_many(count, "First of all."), way=lambda dataset: dataset)
        assert caption(plan, plan.mask, plan.net.axis.parse("2010-05-20").earliest) == words


def test_a_step_in_time_makes_no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = _plan(_many(50))
    monkeypatch.setattr(captions, "_MOST_NOTES", 0)
    made = records_made(monkeypatch)
    frame = frame_at(plan, plan.net.axis.parse("2010-05-20").earliest)
    assert legend_counts(frame, plan).states[0].count == 50
    assert status_line(frame, plan).sureness == "all known to the day"
    assert not made
