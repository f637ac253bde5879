"""Repeated fields as codes, over tables and over records alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.coded import may_say, of_actors, of_changes, with_extra
from netexplorer.graph.network import build
from netexplorer.graph.subset import subset
from netexplorer.graph.tables import tables_of
from netexplorer.graph.tabling import tabled
from tests.session.examples import small_dataset
from tests.session.naive import networks, records_made


@given(networks(), st.sampled_from(["confidence", "sources", "from_", "state"]), st.data())
def test_a_field_of_changes_is_what_their_records_say(net, field, data):
    said = [getattr(net.change(row), field) for row in range(len(net.change_rel))]
    every = of_changes(net, field)
    assert [every.values[code] for code in every.codes.tolist()] == said
    rows = data.draw(st.lists(st.sampled_from(range(len(said))))) if said else []
    some = of_changes(net, field, np.array(rows, dtype=np.int32))
    assert [some.values[code] for code in some.codes.tolist()] == [said[row] for row in rows]


@given(networks(), st.data())
def test_a_part_of_a_network_is_asked_in_the_same_way(net, data):
    rels = np.array(
        sorted(data.draw(st.sets(st.sampled_from(range(len(net.rel_ids))))) if len(net.rel_ids) else []), int
    )
    part = subset(net, np.arange(len(net.actor_ids)), rels)
    known = of_changes(part, "confidence")
    said = [part.change(row).confidence for row in range(len(part.change_rel))]
    assert [known.values[code] for code in known.codes.tolist()] == said


@given(networks())
def test_over_tables_it_is_known_which_changes_have_a_note(net):
    rows = np.arange(len(net.change_rel))
    says = may_say(net, "note", rows).tolist()
    notes = [bool(net.change(row).note) for row in rows.tolist()]
    assert says == (notes if tables_of(net.dataset) else [True] * len(notes))


@given(networks())
def test_a_field_of_actors_is_what_their_records_say(net):
    tags = of_actors(net, "tags")
    rows = range(len(net.actor_ids))
    assert [tags.values[code] for code in tags.codes.tolist()] == [net.actor(row).tags for row in rows]
    assert with_extra(net) == [row for row in rows if net.actor(row).extra]


def test_over_tables_no_record_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    net = build(tabled(small_dataset()))
    made = records_made(monkeypatch)
    assert "disputed" in of_changes(net, "confidence").used()
    assert ("core",) in of_actors(net, "tags").used()
    assert len(with_extra(net)) == 1
    assert not made
