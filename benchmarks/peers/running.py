"""Run the peers in turns and tell what they took: ``python -m benchmarks peers [--size S4] [--part states]``.

Every peer has a process of its own, and the rounds go over all of them in turn, so that whatever else the machine does
hits all alike. All results are appended as JSON lines to ``.benchmarks/peers.jsonl``.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.crowd import surroundings
from benchmarks.measure import Row, machine, table
from benchmarks.peers import frames, ours, states
from benchmarks.peers.inside import OURS
from benchmarks.peers.network import SIZES, save
from benchmarks.peers.setup import ENVIRONMENT, PYTHON
from tests.real.screen import x_server

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / ".benchmarks" / "peers.jsonl"
PARTS = {
    "frames": {ours.WINDOW: ours.PEERS[ours.WINDOW], **frames.PEERS},
    "states": {ours.CURSOR: ours.PEERS[ours.CURSOR], **states.PEERS},
}
TITLES = {"frames": "From a date to pixels, 1600 × 1000", "states": "States at a date"}
WALKS = {"frames": ("day", "month", "jump"), "states": ("day", "jump")}
BESIDE = {"frames": "datashader", "states": "NumPy mask"}
ONLY_SMALL = ("matplotlib LineCollection", "networkx draw")  # beyond S2 a frame takes a good part of a second or more
SMALL = ("S1", "S2")
RUNS = {"frames": 30, "states": 100}
ROUNDS = 2
MOST_SECONDS = 12.0  # one peer, one walk, one round
WORDS = {"day": "next day", "month": "next month", "jump": "any date"}

Found = dict[str, Any]


def main(words: list[str]) -> int:
    """Measure what is asked for and print the tables."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks peers", description="Measure peers on a generated network."
    )
    parser.add_argument("--size", choices=SIZES, action="append", help="S1 … S4; all if left out")
    parser.add_argument("--part", choices=PARTS, action="append", help="both if left out")
    parser.add_argument("--peer", action="append", help="only peers with this in their name")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args(words)
    if not PYTHON.exists():
        print(f"There is no {ENVIRONMENT.name}: 'python -m benchmarks.peers.setup' makes it.", file=sys.stderr)
        return 1
    print(machine(), flush=True)
    for size in wanted.size or SIZES:
        for part in wanted.part or PARTS:
            found = measure(size, part, rounds=wanted.rounds, only=wanted.peer or [""])
            print("\n" + told(size, part, found), flush=True)
    print("\n" + machine())
    return 0


def measure(size: str, part: str, *, rounds: int = ROUNDS, only: Sequence[str] = ("",)) -> list[Found]:
    """One record for each peer and walk: ``values`` in ms over all rounds, or ``missing`` with the reason.

    Raises
    ------
    ValueError
        If two peers answer differently.
    """
    found: dict[tuple[str, str], Found] = {}
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "network.npz"
        save(size, data)
        for round_ in range(rounds):
            for peer, walk in _asked(size, part, only):
                this = _inside(part, peer, walk, data) | {"size": size, "round": round_, "machine": machine()}
                _keep(this)
                known = found.setdefault((peer, walk), this)
                if known is not this and "values" in known and "values" in this:
                    known["values"] += this["values"]
                    known["cpu"] += this["cpu"]
    _must_agree(list(found.values()))
    return list(found.values())


def rows(size: str, part: str, *, rounds: int = ROUNDS) -> list[Row]:
    """What was measured as rows of a table, for whoever puts rows of the program beside them."""
    return _rows(part, measure(size, part, rounds=rounds))


def told(size: str, part: str, found: list[Found]) -> str:
    """The table of one part at one size, and below it who is not there and which versions were."""
    plan = SIZES[size]
    counts = f"{plan.actors:,} actors · {plan.relationships:,} relationships".replace(",", " ")
    title = f"{size}: {TITLES[part]} · {counts}"
    missing = sorted({f"{each['peer']}: not installed ({each['missing']})" for each in found if "missing" in each})
    versions = {name: number for each in found for name, number in each.get("versions", {}).items()}
    packages = " · ".join(f"{name} {number}" for name, number in versions.items())
    return "\n".join([table(title, _rows(part, found)), *missing, packages])


def _asked(size: str, part: str, only: Sequence[str]) -> Iterator[tuple[str, str]]:
    for peer in PARTS[part]:
        if any(word.casefold() in peer.casefold() for word in only) and (size in SMALL or peer not in ONLY_SMALL):
            for walk in WALKS[part]:
                yield peer, walk


def _inside(part: str, peer: str, walk: str, data: Path) -> Found:
    words = [part, peer, walk, str(data), str(RUNS[part]), str(MOST_SECONDS)]
    python = sys.executable if peer.startswith(OURS) else str(PYTHON)
    command = [python, "-W", "ignore", "-m", "benchmarks.peers.inside", *words]
    with contextlib.ExitStack() as stack:
        shown = surroundings(stack.enter_context(x_server())) if peer == ours.WINDOW else None
        done = subprocess.run(command, cwd=ROOT, env=shown, capture_output=True, check=False)
    if done.returncode:
        reason = (done.stderr.decode(errors="replace").strip().splitlines() or ["no word"])[-1]
        return {"part": part, "peer": peer, "walk": walk, "missing": f"it failed: {reason}"}
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


def _keep(found: Found) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(found | {"at": time.strftime("%Y-%m-%dT%H:%M:%S")}, ensure_ascii=False) + "\n")


def _must_agree(found: list[Found]) -> None:
    answers: dict[str, tuple[str, list[int]]] = {}
    for each in found:
        if "answers" in each:
            peer, answer = answers.setdefault(each["walk"], (each["peer"], each["answers"]))
            if answer != each["answers"]:
                raise ValueError(f"{each['peer']} and {peer} differ in their answers: {each['answers']}, {answer}")


def _rows(part: str, found: list[Found]) -> list[Row]:
    return [
        Row(
            f"{each['peer']}, {WORDS[each['walk']]}",
            tuple(each["values"]),
            beside="" if each["peer"] == BESIDE[part] else f"{BESIDE[part]}, {WORDS[each['walk']]}",
            cpu=tuple(each["cpu"]),
        )
        for walk in WALKS[part]
        for each in found
        if each["walk"] == walk and "values" in each
    ]
