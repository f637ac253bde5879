"""A draft becomes a dataset: what is bent, and what it says of that."""

from __future__ import annotations

from netexplorer.graph.formats.draft import Draft, Spell
from netexplorer.graph.formats.settle import settle
from netexplorer.graph.network import build
from netexplorer.graph.states import states_at


def drawn(*spells: Spell) -> Draft:
    draft = Draft("Test")
    draft.link("a", "b", id="ab", spells=list(spells))
    draft.link("b", "c", id="bc", spells=[Spell("1990", "2010")])
    return draft


def codes(draft: Draft) -> tuple[str, ...]:
    report = settle(draft).report
    assert report is not None
    return tuple(rule.code for rule in report.rules)


def test_a_state_that_ends_where_another_begins_leaves_no_gap_and_no_overlap() -> None:
    draft = drawn(Spell("2001", "2005", end_open=True, state="open"), Spell("2005", "2007", state="severed"))
    dataset = settle(draft).dataset
    net = build(dataset)
    row = net.rel_row["ab"]
    day = [net.axis.parse(text).earliest for text in ("2004-12-31", "2005-01-01", "2007-12-31", "2008-01-01")]
    ids = [net.states[code].id if code >= 0 else "" for code in (int(states_at(net, t)[row]) for t in day)]
    assert ids == ["open", "severed", "severed", ""]


def test_a_relationship_whose_only_interval_is_empty_is_left_out_and_told() -> None:
    empty = drawn(Spell("2001", "2001", start_open=True))
    assert [rel.id for rel in settle(empty).dataset.relationships] == ["bc"]
    assert "never" in codes(drawn(Spell("2001", "2001", start_open=True)))


def test_an_end_before_its_beginning_is_swapped_and_told() -> None:
    draft = drawn(Spell("2008", "2001"))
    change = settle(draft).dataset.relationships[0].changes[0]
    assert (change.from_, change.until) == ("2001", "2008")
    assert "inverted-spell" in codes(drawn(Spell("2008", "2001")))


def test_without_states_there_is_only_open() -> None:
    assert [state.id for state in settle(drawn(Spell("2001"))).dataset.states] == ["open"]


def test_ends_that_nobody_declared_are_created_and_told() -> None:
    draft = drawn(Spell("2001"))
    draft.declare("a", "Anna")
    dataset = settle(draft).dataset
    assert [(actor.id, actor.name) for actor in dataset.actors] == [("a", "Anna"), ("b", ""), ("c", "")]
    assert "endpoint-created" in codes(draft)
