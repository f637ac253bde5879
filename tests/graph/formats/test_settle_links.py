"""Large drafts are settled as columns: what comes out is what records would have given, to the byte."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netexplorer.graph.formats.canonical import to_bytes
from netexplorer.graph.formats.draft import Draft, DraftActor, Spell
from netexplorer.graph.formats.reading import Reading
from netexplorer.graph.formats.settle import are_bare, settle
from netexplorer.graph.formats.settle_links import settle_any, settle_links
from netexplorer.graph.network import build
from netexplorer.graph.tables import tables_of

NAMES = st.sampled_from(["a", "b", "c", "ä", "a--b"])
YEARS = st.sampled_from([None, "2001", "2001-05", "2003", 2004, "2005-01-01", "2007", "soon", "", "1.5"])
NUMBERS = st.sampled_from([None, 0, 1, 2.5, 3, 7, "9"])
STATES = st.sampled_from(["", "", "open", "severed", "Frozen"])
VALUES = st.sampled_from([{}, {}, {"weight": 2}, {"label": "x", "n": 1.5}, {"": 1, "empty": ""}])


def spells(times: st.SearchStrategy[object]) -> st.SearchStrategy[list[dict[str, object]]]:
    return st.lists(
        st.fixed_dictionaries(
            {"start": times, "end": times, "state": STATES, "values": VALUES},
            optional={
                "end_open": st.booleans(),
                "start_open": st.booleans(),
                "unknown_end": st.booleans(),
                "unknown_start": st.booleans(),
                "note": st.sampled_from(["", "said", "told"]),
                "confidence": st.sampled_from(["", "stated"]),
                "sources": st.sampled_from([(), ("s1",), ("s1", "s2")]),
            },
        ),
        max_size=3,
    )


def links(times: st.SearchStrategy[object]) -> st.SearchStrategy[list[dict[str, object]]]:
    return st.lists(
        st.fixed_dictionaries(
            {"source": NAMES, "target": NAMES, "spells": spells(times)},
            optional={
                "id": st.sampled_from(["", "r1", "r2", "a--b"]),
                "type": st.sampled_from(["", "trade", "war"]),
                "label": st.sampled_from(["", "x"]),
                "directed": st.sampled_from([None, True, False]),
                "tags": st.sampled_from([(), ("t",)]),
                "values": VALUES,
            },
        ),
        max_size=8,
    )


def contacts(times: st.SearchStrategy[object]) -> st.SearchStrategy[list[tuple[object, ...]]]:
    return st.lists(st.tuples(NAMES, NAMES, times, st.sampled_from(["", "mail"])), max_size=8)


@st.composite
def drafts(draw: st.DrawFn) -> Callable[[], Draft]:
    times = draw(st.sampled_from([YEARS, NUMBERS]))
    rows, met = draw(links(times)), draw(contacts(times))
    flags = draw(st.fixed_dictionaries({name: st.booleans() for name in ("directed", "joins_parallel", "is_double")}))
    declared = draw(st.lists(NAMES, max_size=2))
    weighs, decays = draw(st.booleans()), draw(st.booleans())

    def make() -> Draft:
        draft = Draft("Test")
        for name, value in flags.items():
            setattr(draft, name, value)
        for ident in declared:
            draft.declare(ident)
        for row in rows:
            draft.link(**{**row, "spells": [Spell(**each) for each in row["spells"]]})  # type: ignore[arg-type]
        for each in met:
            draft.contact(*each)  # type: ignore[arg-type]
        if weighs:
            draft.contacts.weights = [1.5] * len(met)
        if decays:
            draft.contacts.limited_after, draft.contacts.ended_after = 2.0, 90.0
        return draft

    return make


def said(reading: Reading) -> tuple[object, ...]:
    return to_bytes(reading.dataset), reading.dataset.relationships, reading.problems, reading.report


@given(drafts())
@settings(max_examples=300, deadline=None)
def test_columns_say_what_records_say(make: Callable[[], Draft]) -> None:
    assert said(settle_links(make())) == said(settle(make()))


@given(drafts())
@settings(max_examples=50, deadline=None)
def test_the_network_is_the_same(make: Callable[[], Draft]) -> None:
    one, other = build(settle_links(make()).dataset), build(settle(make()).dataset)
    assert tuple(one.rel_ids) == tuple(other.rel_ids)
    for name in ("src", "dst", "change_start", "change_from", "change_to", "change_state", "directed"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()


@pytest.mark.parametrize("field", [each for each in DraftActor.__struct_fields__ if each != "id"])
def test_actors_of_which_anything_is_said_are_not_bare(field: str) -> None:
    draft = Draft("Test")
    draft.mention_all(["a", "b"])
    assert are_bare(draft)
    setattr(draft.actors["b"], field, {"names": {"de": "B"}, "values": {"n": 1}, "xy": (0.0, 0.0)}.get(field, ["x"]))
    assert not are_bare(draft)


def test_a_draft_of_many_relationships_is_settled_as_columns() -> None:
    draft = Draft("Test")
    for k in range(50_000):
        draft.link(f"a{k % 100}", f"b{k}", spells=[Spell("2001", "2002")])
    dataset = settle_any(draft).dataset
    assert tables_of(dataset) is not None
    assert dataset.relationships[49_999].target == "b49999"
