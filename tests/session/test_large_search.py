"""Search in networks too large for a text of every relationship."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Dataset, Relationship
from netexplorer.session.commands import COMMANDS
from netexplorer.session.folding import Lines, fold, fold_many
from netexplorer.session.search import Hit, SearchIndex
from tests.graph.strategies import datasets
from tests.session.examples import small

NAMES = ("Anna Bell", "Annabel", "Bellamy", "Ann", "Bell Tower of Ånn")
WORDS = st.sampled_from(["a", "ann", "anna", "bell", "bell a", "na be", "anna bell", "bell tower", "of", "b", "talks"])
queries = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
folded = st.text("abc ä\n字", max_size=12).map(fold)


def named(dataset: Dataset, labels: tuple[str, ...] = ("",)) -> TemporalNetwork:
    """The dataset with names for its actors, and labels for its relationships in turn."""
    actors = tuple(msgspec.structs.replace(a, name=n) for a, n in zip(dataset.actors, NAMES, strict=True))
    rels = tuple(
        msgspec.structs.replace(rel, label=labels[k % len(labels)]) for k, rel in enumerate(dataset.relationships)
    )
    return build(msgspec.structs.replace(dataset, actors=actors, relationships=rels))


def key(hit: Hit) -> tuple[int, bool, str]:
    return hit.rank, hit.kind != "actor", hit.id


@given(datasets(), queries, st.sampled_from([("",), ("", "Bell of Anna"), ("Annals", "", "Talks of Ann")]))
def test_relationships_are_found_by_their_ends_as_by_texts_of_their_own(dataset, query, labels) -> None:
    net = named(dataset, labels)
    assert SearchIndex(net, few=0).find(query, 5) == SearchIndex(net).find(query, 5)
    everything = SearchIndex(net, few=0).find(query, 100), SearchIndex(net).find(query, 100)
    assert everything[0] == everything[1]


def test_the_id_of_a_relationship_finds_it_however_many_there_are() -> None:
    actors = (Actor(id="x", name="Xaver"), Actor(id="y", name="Yvonne"))
    net = build(Dataset(actors=actors, relationships=(Relationship(id="R-77", source="x", target="y"),)))
    (hit,) = SearchIndex(net, few=0).find(" R-77 ")
    assert (hit.id, hit.title) == ("relationship:R-77", "Xaver – Yvonne")


@given(st.lists(st.text("aÄß\n\u0301łﬁ -_字\u2028", max_size=8), max_size=9))
def test_folding_many_texts_is_folding_each(texts) -> None:
    assert list(fold_many(texts)) == [fold(text) for text in texts]


@given(st.lists(folded, max_size=8), folded)
def test_lines_find_every_place_that_a_loop_finds(texts, query) -> None:
    found = Lines(texts).find(query)
    expected = []
    for line, text in enumerate(texts):
        at = text.find(query) if query else -1
        while at >= 0:
            left, right = text[:at][-1:] in ("", " "), text[at + len(query) :][:1] in ("", " ")
            place = 0 if text == query else (1 if right else 2) if left else 3
            expected.append((line, place, at == 0, at + len(query) == len(text)))
            at = text.find(query, at + 1)
    columns = (found.line, found.place, found.at_start, found.at_end)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == expected


def test_lines_know_how_many_letters_they_have() -> None:
    assert Lines(["", "ab", "字字 a"]).lengths.tolist() == [0, 2, 4]


def test_only_what_is_shown_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    actors = (Actor(id="x", name="Xaver"), Actor(id="y", name="Yvonne"))
    net = build(Dataset(actors=actors, relationships=(Relationship(source="x", target="y"),) * 100))
    index, asked = SearchIndex(net, COMMANDS, few=0), []
    name = TemporalNetwork.name
    monkeypatch.setattr(TemporalNetwork, "name", lambda self, row: asked.append(row) or name(self, row))
    assert len(index.find("xaver", 3)) == 3
    assert len(asked) <= 4 * 3


def test_an_index_that_is_not_wanted_any_more_is_not_finished() -> None:
    index = SearchIndex(small(), few=0, cancelled=lambda: True)
    assert index.find("eastland") == ()
