"""Synthetic networks: the same everywhere, sound in every size, and like what they imitate."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netexplorer.errors import UserError
from netexplorer.graph.checks import check
from netexplorer.graph.formats import native
from netexplorer.graph.generate import Plan, Synthetic, dataset, files, generate, words
from netexplorer.graph.network import build

DIPLOMACY = Plan(1000, 5000)


@pytest.fixture(scope="module")
def net() -> Synthetic:
    return generate(DIPLOMACY)


def as_json(plan: Plan) -> bytes:
    return b"".join(files.json_pieces(generate(plan)))


def test_the_same_plan_gives_the_same_bytes_on_every_machine() -> None:
    assert hashlib.sha256(as_json(DIPLOMACY)).hexdigest() == (
        "6cb66fe2ff0a1d6345f86cffb162020cd8217549e94afda458e1f5b32fbd5291"
    )


def test_another_seed_gives_another_network() -> None:
    assert as_json(Plan(50, 100, seed=1)) != as_json(Plan(50, 100, seed=2))


plans = st.builds(
    Plan,
    st.integers(2, 60),
    st.integers(0, 120),
    st.integers(1, 1995),
    st.integers(1995, 2030),
    st.integers(0, 2**63 - 1),
)


@given(plans)
@settings(max_examples=40, deadline=None)
def test_a_network_of_any_size_reads_back_unchanged_and_has_no_errors(plan: Plan) -> None:
    net = generate(plan)
    data = b"".join(files.json_pieces(net))
    reading = native.read_bytes(data, "synthetic.json")
    assert native.to_bytes(reading.dataset) == data
    assert reading.dataset == dataset(net)
    problems = (*reading.problems, *check(reading.dataset))
    assert [problem for problem in problems if problem.severity != "note"] == []
    assert (len(reading.dataset.actors), len(reading.dataset.relationships)) == (plan.actors, plan.relationships)


@given(plans)
@settings(max_examples=40, deadline=None)
def test_each_change_comes_later_than_the_one_before_and_to_another_state(plan: Plan) -> None:
    histories = generate(plan).histories
    follows = np.ones(histories.day.size, dtype=np.bool_)
    follows[histories.start[:-1]] = False
    rows = np.flatnonzero(follows)
    assert (np.diff(histories.start) >= 1).all()
    assert (histories.day[rows] > histories.day[rows - 1]).all()
    assert (histories.state[rows] != histories.state[rows - 1]).all()
    assert (histories.state[rows - 1] != words.SEVERED).all()
    in_crisis = rows[histories.crisis[rows] >= 0]
    assert (histories.state[in_crisis] > histories.state[in_crisis - 1]).all()
    ending = histories.until >= 0
    assert (histories.until[ending] > histories.day[histories.start[1:][ending] - 1]).all()
    assert (histories.day < plan.days).all() and (histories.until < plan.days).all()


def test_nobody_is_related_to_himself(net: Synthetic) -> None:
    assert (net.src != net.dst).all()


def test_communities_are_unequal_and_hold_nine_relationships_of_ten(net: Synthetic) -> None:
    sizes = np.diff(net.actors.start)
    assert sizes.sum() == 1000 and sizes.min() >= 2 and sizes.max() > 4 * sizes.min()
    within = (net.actors.community[net.src] == net.actors.community[net.dst]).mean()
    assert 0.88 < within < 0.93


def test_a_hundred_thousand_actors_stand_in_thirty_communities_on_five_sides() -> None:
    actors = generate(Plan(100_000, 10)).actors
    assert (int(actors.community.max()) + 1, int(actors.side.max()) + 1) == (30, 5)


def test_few_have_many_relationships_and_many_have_few(net: Synthetic) -> None:
    degree = np.sort(np.bincount(np.concatenate([net.src, net.dst]), minlength=1000))[::-1]
    assert degree[0] > 10 * np.median(degree)
    assert degree[:100].sum() > 0.3 * degree.sum()


def test_a_relationship_changes_about_twice_and_most_are_open_for_some_years(net: Synthetic) -> None:
    histories = net.histories
    assert 1.8 < histories.day.size / 5000 < 2.2
    final = histories.state[histories.start[1:] - 1]
    over = (histories.until >= 0) | (final == words.SEVERED)
    assert 0.6 < over.mean() < 0.9
    first = histories.state[histories.start[:-1]]
    assert (first == words.OPEN).mean() > 0.85
    resumed = (histories.state[1:] < words.SUSPENDED) & (histories.state[:-1] == words.SUSPENDED)
    assert resumed.sum() > 100


def test_channels_are_between_sides_and_crises_strike_them_at_once(net: Synthetic) -> None:
    between = net.actors.side[net.src] != net.actors.side[net.dst]
    channel = net.type < words.CHANNELS
    assert not (channel & ~between).any()
    assert channel.sum() > 0.7 * between.sum()
    rel = np.repeat(np.arange(5000), np.diff(net.histories.start))
    for crisis in range(net.crises.day.size):
        struck = net.histories.crisis == crisis
        assert set(net.histories.day[struck].tolist()) <= {int(net.crises.day[crisis])}
        ends = np.stack([net.actors.side[net.src[rel[struck]]], net.actors.side[net.dst[rel[struck]]]])
        pair = (net.crises.side[crisis], net.crises.other[crisis])
        assert (pair == np.sort(ends, axis=0).T).all()
    assert (net.histories.crisis >= 0).sum() > 50


def test_the_first_lens_shows_channels_and_events_name_those_that_changed(net: Synthetic) -> None:
    made = dataset(net)
    built = build(made)
    assert made.lenses[0].families == ("channel",) and 0 < built.is_channel.sum() < 1000
    assert len(made.events) > 20 and all(event.relationships for event in made.events)
    assert "invented" in made.sources[0].note.casefold()


def test_the_first_million_of_persons_have_names_of_their_own() -> None:
    assert len({words.person(k) for k in range(0, 2**20, 7)}) == len(range(0, 2**20, 7))
    assert len({words.land(k) for k in range(300)}) == 300


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (Plan(1, 1), "actors, 1,"),
        (Plan(2, -1), "relationships, -1,"),
        (Plan(10**9, 1), "1000000000"),
        (Plan(2, 1, 2000, 1999), "2000..1999"),
        (Plan(2, 1, 0, 1999), "0..1999"),
        (Plan(2, 1, seed=-1), "seed, -1,"),
    ],
)
def test_what_cannot_be_made_is_refused_with_the_number(plan: Plan, said: str) -> None:
    with pytest.raises(UserError, match=r"[.]") as caught:
        generate(plan)
    assert said in str(caught.value)


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "net.json"
    path.write_bytes(b"old")
    pieces = iter([b"new", b"newer"])

    def failing(_: Synthetic):
        yield next(pieces)
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "json_pieces", failing)
    with pytest.raises(KeyboardInterrupt):
        files.write(generate(Plan(2, 1)), path)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["net.json"]
