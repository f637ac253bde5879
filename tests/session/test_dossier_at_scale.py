"""A page costs what it is about, and of very much it tells a part and counts the rest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph import schema
from netexplorer.graph.adjacency import adjacency
from netexplorer.graph.dates import BEGINNING, tick_of
from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork, build
from netexplorer.graph.states import current_change, states_at, uncertain_at
from netexplorer.graph.tables import dataset_of
from netexplorer.graph.tabling import day_words, from_arrays, tabled
from netexplorer.scene.footnotes import cited
from netexplorer.session import evidence
from netexplorer.session.dossier import Archive, Dossier, dossier
from netexplorer.session.resolve import resolve
from tests.graph.strategies import ticks
from tests.session.examples import at, places, small_dataset
from tests.session.naive import networks, records_made

NEIGHBOURS = 5_000
HEAD = schema.Dataset(
    types=(schema.RelationshipType(id="line", family="channel"), schema.RelationshipType(id="part", family="other")),
)


def _hub() -> TemporalNetwork:
    """An actor with a channel to each of 5 000 and something else to 1 000 of these, each begun on a day of its own."""
    n, m = NEIGHBOURS + 1, NEIGHBOURS + 1_000
    tables = from_arrays(
        actors={"id": [f"a{row}" for row in range(n)], "name": [f"Actor {row}" for row in range(n)]},
        src=np.zeros(m, np.int32),
        dst=np.append(np.arange(1, n), np.arange(1, 1_001)).astype(np.int32),
        relationships={"type": (np.repeat([0, 1], [NEIGHBOURS, 1_000]), ["line", "part"])},
        change_start=np.arange(m + 1),
        changes={"from_": day_words(np.arange(m) + 3_000), "state": (np.zeros(m, np.int32), ["open"])},
    )
    return build(dataset_of(HEAD, tables))


HUB = _hub()
LATE = int(HUB.change_from.max())


def _page(t: int = LATE) -> Dossier:
    return Archive(HUB, adjacency(HUB.src, HUB.dst, len(HUB.actor_ids))).dossier(t, "actor:a0")


def test_of_very_many_neighbours_some_are_told_and_the_others_counted() -> None:
    most, chips = evidence.MOST_TOLD, _page().chips
    assert [chip.name for chip in chips[:2]] == ["Actor 1", "Actor 10"]
    assert [(chip.name, chip.channel, chip.stands_for) for chip in chips[most:]] == [
        ("… and 4\u2009800 more", True, NEIGHBOURS - most)
    ]
    assert chips[-1].target == "actor:a0"  # where one is already
    assert sum(chip.stands_for for chip in chips) == NEIGHBOURS


def test_of_very_many_relationships_those_that_changed_last_are_told() -> None:
    page = _page()
    assert len(page.cards) == evidence.MOST_TOLD
    assert page.facts == (("Shown here", "200 of 5\u2009000, those that changed last"),)
    begun = sorted((int(tick) for tick in HUB.change_from[HUB.is_channel]), reverse=True)
    assert [card.tick for card in page.cards] == begun[: evidence.MOST_TOLD]


@pytest.mark.parametrize("day", [0, 40, 2_500, NEIGHBOURS - 1])
def test_a_very_long_history_is_told_around_the_date(day: int) -> None:
    begun = sorted(int(tick) for tick in HUB.change_from[HUB.is_channel])
    *lines, rest = _page(begun[day]).history
    days = [row.tick for row in lines]
    assert rest.text == "… and 4\u2009800 more changes"
    assert days == begun[begun.index(days[-1]) : begun.index(days[-1]) + evidence.MOST_TOLD][::-1]
    assert begun[day] in days


def test_a_page_makes_records_of_what_it_tells_only_and_a_step_of_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    archive, day = Archive(HUB), 86_400
    made = records_made(monkeypatch)
    archive.dossier(LATE, "actor:a7")
    assert len(set(made)) < 20
    archive.dossier(LATE, "actor:a0")
    assert len(set(made)) < 12 * evidence.MOST_TOLD
    archive.dossier(LATE - 2_000 * day, "actor:a0")
    made.clear()
    archive.dossier(LATE - 1_999 * day, "actor:a0")
    assert len(made) < 40


def test_the_page_of_a_dataset_makes_no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    made = records_made(monkeypatch)
    assert dict(dossier(HUB, LATE, "").facts)["Dated changes"] == "6\u2009000"
    assert not made


def test_the_page_stays_the_same_object_while_others_change() -> None:
    archive = Archive(HUB)
    early, late = (archive.dossier(int(HUB.change_from[row]), "actor:a5") for row in (100, 900))
    assert early is late
    assert early is not archive.dossier(int(HUB.change_from[0]), "actor:a5")


def test_a_page_is_another_where_one_end_is_followed_by_another() -> None:
    changes = (schema.Change(from_="2000", until="2001", state="open", note="First."),
               schema.Change(from_="2003", until="2004", state="open", note="Second."))  # fmt: skip
    actors = (schema.Actor(id="a"), schema.Actor(id="b"))
    rel = schema.Relationship(source="a", target="b", changes=changes)
    archive = Archive(build(schema.Dataset(actors=actors, relationships=(rel,))))
    notes = [archive.dossier(tick_of(year), "relationship:a--b").cards[0].note for year in (2002, 2005)]
    assert notes == ["First.", "Second."]


def test_a_relationship_of_which_nothing_can_be_dated_has_a_page_of_its_own() -> None:
    actors = (schema.Actor(id="a"), schema.Actor(id="b"), schema.Actor(id="c"))
    never = schema.Relationship(source="a", target="b", changes=(schema.Change(from_="soon", note="Never."),))
    other = schema.Relationship(source="a", target="c", changes=(schema.Change(from_="2001", note="Another."),))
    for rels in ((never,), (never, other), (other, never)):
        page = dossier(build(schema.Dataset(actors=actors, relationships=rels)), tick_of(2002), "relationship:a--b")
        assert [(card.state_label, card.since, card.note) for card in page.cards] == [("Not yet", "", "")]
        assert page.history == ()


def test_an_event_that_touches_very_many_counts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netexplorer.session.dossier.MOST_TOLD", 2)
    actors = tuple(schema.Actor(id=name) for name in "abcde")
    event = schema.Event(id="x", date="2001", actors=tuple("abcde"))
    chips = dossier(build(schema.Dataset(actors=actors, events=(event,))), tick_of(2002), "event:x").chips
    assert [chip.name for chip in chips] == ["a", "b", "… and 3 more"]


def test_of_very_many_disagreements_the_first_are_told() -> None:
    many = tuple(schema.Disagreement(note=f"No {k}") for k in range(evidence.MOST_TOLD + 1))
    page = dossier(build(schema.Dataset(disagreements=many)), 0, "")
    assert len(page.disputes) == evidence.MOST_TOLD
    assert dict(page.facts)["Disagreements"] == "201, the first 200 of them here"
    assert "Disagreements" not in dict(dossier(build(schema.Dataset(disagreements=many[1:])), 0, "").facts)


@given(networks(), ticks, st.data())
def test_neighbours_and_cards_are_what_a_look_at_each_relationship_gives(net, t, data):
    row = data.draw(st.sampled_from(range(len(net.actor_ids))))
    page = dossier(net, t, f"actor:{net.actor_ids[row]}")
    states, current, uncertain = states_at(net, t), current_change(net, t), uncertain_at(net, t)
    touching = [rel for rel in range(len(net.src)) if row in (net.src[rel], net.dst[rel])]
    best: dict[int, tuple[tuple[bool, bool, int], int]] = {}
    for rel in touching:
        other = int(net.dst[rel]) if net.src[rel] == row else int(net.src[rel])
        key = (bool(states[rel] == ENDED), not net.is_channel[rel], -int(states[rel]))
        if states[rel] != NOT_YET and other != row and (other not in best or key < best[other][0]):
            best[other] = (key, rel)
    wanted = sorted(best.items(), key=lambda item: (*item[1][0][:2], net.name(item[0]).casefold()))
    assert [(chip.target, chip.detail, chip.state) for chip in page.chips] == [
        (f"actor:{net.actor_ids[other]}", net.label(rel), states[rel]) for other, (_, rel) in wanted
    ]
    told = [rel for rel in touching if net.is_channel[rel]] or touching
    told = [rel for rel in told if states[rel] != NOT_YET or len(told) == 1]
    assert sorted(card.target for card in page.cards) == sorted(f"relationship:{net.rel_ids[rel]}" for rel in told)
    for card in page.cards:
        rel = net.rel_row[card.target.partition(":")[2]]
        assert (card.state, card.uncertain) == (states[rel], uncertain[rel])
        if current[rel] >= 0:
            assert card.note == net.change(int(current[rel])).note
    order = [(card.state == ENDED, -(BEGINNING if card.tick is None else card.tick)) for card in page.cards]
    assert order == sorted(order)


@given(networks(), st.lists(ticks, max_size=6), st.data())
def test_an_archive_that_wandered_says_the_same_as_a_fresh_one(net, times, data):
    touching = adjacency(net.src, net.dst, len(net.actor_ids))
    archive = Archive(net, touching)
    names = [f"actor:{ident}" for ident in net.actor_ids] + [f"relationship:{ident}" for ident in net.rel_ids]
    selected = data.draw(st.sampled_from(names))
    for t in times:
        assert archive.dossier(t, selected) == dossier(net, t, selected)


def test_footnotes_count_sources_alike_over_records_and_over_tables() -> None:
    nets = [build(way(small_dataset())) for way in (lambda dataset: dataset, tabled)]
    for day in ("2005-01-01", "2015-01-01", "2020-01-01"):
        found = [[source.id for source in cited([resolve(net, at(net, day), places(net))])] for net in nets]
        assert found[0] == found[1]
    assert [source.id for source in cited([resolve(nets[1], at(nets[1], "2015-01-01"), places(nets[1]))])] == [
        "s1",
        "s2",
    ]
