"""What is gathered once of a network."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from msgspec.structs import replace

from netexplorer.graph import schema
from netexplorer.graph.network import build
from netexplorer.graph.states import states_at
from netexplorer.graph.tabling import tabled
from netexplorer.session.facts import gather
from tests.graph.strategies import ticks
from tests.session.examples import small_dataset
from tests.session.naive import networks, records_made


@given(networks())
def test_facts_say_what_the_records_say(net):
    facts, tags = gather(net), set(net.dataset.lenses[0].tags)
    actors = [net.actor(row) for row in range(len(net.actor_ids))]
    places = [actor.extra.get("place") for actor in actors]
    assert facts.places == tuple(place if isinstance(place, str) else "" for place in places)
    assert facts.standing.tolist() == [2.0 * bool(tags & set(actor.tags)) for actor in actors]
    disputed = [net.change(row).confidence == "disputed" for row in range(len(net.change_rel))]
    assert facts.disputed_changes.tolist() == disputed


@pytest.mark.parametrize("way", [lambda dataset: dataset, tabled], ids=["records", "tables"])
def test_states_stand_out_and_a_post_is_the_second_line_while_it_is_held(way) -> None:
    net = build(way(small_dataset()))
    facts, row = gather(net), net.actor_row["bob"]
    assert facts.standing.tolist() == [6.0, 8.0, 0.0, 0.0, 2.0]
    assert [facts.subtitles(net.axis.parse(day).earliest)[row] for day in ("2010-01-01", "2016-01-01")] == [
        "Foreign Minister",
        "",
    ]


@given(networks(), ticks)
def test_posts_are_held_while_their_relationship_is_in_a_state(net, t):
    posts = np.arange(len(net.rel_ids))[::-1]
    assert replace(gather(net), posts=posts).posts_at(t).tolist() == (states_at(net, t)[posts] >= 0).tolist()


def test_over_tables_records_are_made_only_of_actors_with_keys_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    net = build(tabled(small_dataset()))
    made = records_made(monkeypatch)
    facts = gather(net)
    assert [place for place in facts.places if place] == ["Eastburg"]
    assert facts.disputed_changes.sum() == 2
    assert made == [(schema.Actor, net.actor_row["min"])]
