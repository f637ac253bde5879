"""The benchmarks beside peers compare like with like, and say who is not there."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import __main__ as bench
from benchmarks import crowd, gaps, layouts
from benchmarks.measure import Row
from benchmarks.peers import frames, inside, ours, running, setup, states
from benchmarks.peers.network import SIZES, save


def test_the_program_and_a_mask_over_the_same_file_find_the_same_states(tmp_path: Path) -> None:
    save("S1", tmp_path / "network.npz")
    with np.load(tmp_path / "network.npz") as arrays:
        columns = {name: arrays[name] for name in arrays.files}
    mask, cursor = states.numpy_mask(columns), ours.cursor(columns)
    days = range(0, SIZES["S1"].days, 97)
    assert [mask(day) for day in days] == [cursor(day)() for day in days]
    assert max(mask(day) for day in days) > 100


def test_a_peer_that_is_not_installed_is_a_row_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(running, "RESULTS", tmp_path / "peers.jsonl")
    nobody = {"a peer that nobody has": (("no-such-package",), states.numpy_mask)}
    monkeypatch.setitem(running.PARTS, "states", nobody)
    found = running.measure("S1", "states", rounds=1)
    assert [each["walk"] for each in found] == ["day", "jump"] and all("missing" in each for each in found)
    assert "a peer that nobody has: not installed" in running.told("S1", "states", found)
    assert len((tmp_path / "peers.jsonl").read_text().splitlines()) == 2


def test_peers_that_differ_in_their_answers_are_not_compared() -> None:
    one = {"peer": "one", "walk": "day", "answers": [1, 2]}
    with pytest.raises(ValueError, match="differ"):
        running._must_agree([one, {**one, "peer": "other", "answers": [1, 3]}])


def test_every_walk_stays_within_the_span_and_begins_anew_the_same() -> None:
    for walk in ("day", "month", "jump"):
        first, again = ([day for day, _ in zip(inside.dates(walk, 900), range(99), strict=False)] for _ in range(2))
        assert first == again and set(first) <= set(range(900)) and len(set(first)) > 50 - 25 * (walk == "month")


def test_a_run_of_everything_measures_large_networks_beside_their_peers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, list[str]]] = []
    for each in (layouts, gaps, running):
        monkeypatch.setattr(each, "main", lambda words, name=each.__name__: asked.append((name, words)) or 0)
    monkeypatch.setattr(bench, "PARTS", {"core": ("Without a window", lambda: [Row("a thing", (1.0, 2.0))])})
    monkeypatch.setattr(bench, "missing_tools", list)
    monkeypatch.setattr(crowd, "network", lambda actors, relationships: Path(f"{actors}-{relationships}.netx"))
    assert bench.main([]) == 0
    assert [name.rsplit(".")[-1] for name, _ in asked] == ["layouts", "gaps", "running"]
    assert asked[1][1] == ["100000-1000000.netx"]
    assert "a thing" in capsys.readouterr().out
    assert bench.main(["core"]) == 0
    assert len(asked) == 3


def test_every_peer_is_one_that_the_environment_of_peers_is_given() -> None:
    given = {package.split("<")[0] for package in setup.PACKAGES} | {"numba"}  # which datashader brings
    wanted = {
        package for peers in (frames.PEERS, states.PEERS) for packages, _ in peers.values() for package in packages
    }
    wanted |= {name.split()[0] for name in layouts.PEERS if not name.startswith(("by ", "graphviz"))}
    assert wanted <= given
