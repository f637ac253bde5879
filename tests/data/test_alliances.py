"""The second bundled dataset: another time, another vocabulary, the same rules."""

from __future__ import annotations

import pytest

from netexplorer.graph.formats import native, open_dataset
from netexplorer.graph.network import build
from netexplorer.resources import data_file
from tests.data import datasets


@pytest.fixture(scope="module")
def dataset():
    return datasets.load("alliances-1914.json")


@pytest.fixture(scope="module")
def net(dataset):
    return build(dataset)


def test_it_is_as_large_as_it_is_meant_to_be(dataset, net):
    assert (len(net.actor_ids), len(net.rel_ids), net.change_from.size) == (18, 49, 115)
    assert (len(dataset.events), len(dataset.sources)) == (35, 50)


def test_its_states_are_its_own_words_from_defence_down_to_broken(dataset):
    by_rank = sorted(dataset.states, key=lambda state: -state.rank)
    assert [state.id for state in by_rank] == ["defence", "neutrality", "entente", "consultation", "lapsed", "broken"]


def test_no_id_dangles(dataset):
    assert datasets.dangling(dataset) == []


def test_no_relationship_overlaps_itself(dataset):
    assert datasets.overlaps(dataset) == []


def test_every_change_cites_a_document(dataset):
    assert [place for place, change in datasets.all_changes(dataset) if not change.sources] == []


def test_the_file_has_no_problem_and_is_canonical():
    path = data_file("alliances-1914.json")
    reading = open_dataset(path)
    assert reading.problems == ()
    assert native.to_bytes(reading.dataset) == path.read_bytes()


def test_without_a_family_of_channels_every_relationship_counts_as_one(net):
    assert net.is_channel.all()


FACTS = [
    ("germany--austria-hungary", "1879-10-06", "not-yet"),
    ("germany--austria-hungary", "1879-10-07", "defence"),
    ("germany--austria-hungary", "1914-08-01", "defence"),
    ("austria-hungary--italy", "1882-05-20", "defence"),
    ("austria-hungary--italy", "1914-08-03", "neutrality"),
    ("austria-hungary--italy", "1915-05-23", "broken"),
    ("germany--russia--reinsurance", "1887-06-18", "neutrality"),
    ("germany--russia--reinsurance", "1890-06-18", "lapsed"),
    ("austria-hungary--romania", "1883-10-30", "defence"),
    ("austria-hungary--romania", "1916-08-27", "broken"),
    ("france--russia", "1891-08-27", "consultation"),
    ("france--russia", "1894-01-04", "defence"),
    ("france--russia", "1918-03-03", "broken"),
    ("britain--japan", "1902-01-29", "not-yet"),
    ("britain--japan", "1902-01-30", "neutrality"),
    ("britain--france", "1904-04-08", "entente"),
    ("britain--france", "1914-09-05", "defence"),
    ("britain--russia", "1907-08-31", "entente"),
    ("italy--russia", "1909-10-24", "entente"),
    ("bulgaria--serbia", "1912-03-13", "defence"),
    ("bulgaria--serbia", "1913-06-29", "broken"),
    ("germany--ottoman-empire", "1914-08-02", "defence"),
    ("britain--italy", "1915-04-26", "defence"),
    ("germany--bulgaria", "1915-09-06", "defence"),
    ("britain--romania", "1916-08-17", "defence"),
    ("germany--belgium", "1880", "neutrality"),  # in force since before the dataset begins
    ("germany--belgium", "1914-08-04", "broken"),
    ("britain--portugal", "1875", "defence"),
]


@pytest.mark.parametrize(("relationship", "date", "state"), FACTS)
def test_a_well_known_treaty_is_dated_right(net, relationship, date, state):
    assert datasets.state_at(net, relationship, date) == state
