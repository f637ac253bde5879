"""Layouts beside their peers, in one run: seconds, memory, stress, neighbours kept and crossings.

``python -m benchmarks layouts [ACTORS/RELATIONSHIPS …]``. Peers are looked for in the interpreter
``$NETEXPLORER_PEERS``, or that of ``.venv-peers``; graphviz on the path. One that is not there is told as such. The
positions of every layout are judged by the same sample (``netexplorer.graph.layouts.quality``).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.measure import machine
from netexplorer.graph.layouts.quality import crossings, neighbours_kept, normalised_stress

ROOT = Path(__file__).resolve().parent.parent
INSIDE = ROOT / "benchmarks" / "layout_peers.py"
SIZES = ("1000/4500", "10000/50000", "100000/1000000")
COMMUNITIES = 30
SEED = 1
# The most actors a peer is given: beyond, it takes minutes.
PEERS = {
    "by connections": 10**9,
    "by distance": 10**5,
    "graphviz sfdp": 10**5,
    "networkx spring": 1000,
    "rustworkx spring": 10**4,
    "scikit-network spring": 10**4,
}
PATIENCE_S = 600
NOT_INSTALLED = 3


def communities(n: int, m: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The ends of about m relationships, all different, nine of ten inside one of 30 communities."""
    rng = np.random.default_rng(SEED)
    community = rng.integers(0, COMMUNITIES, n)
    members = np.argsort(community, kind="stable")
    count = np.bincount(community, minlength=COMMUNITIES)
    first = np.concatenate([[0], np.cumsum(count)])
    src = rng.integers(0, n, m)
    mine = community[src]
    inside = members[first[mine] + (rng.random(m) * count[mine]).astype(np.int64)]
    dst = np.where(rng.random(m) < 0.9, inside, rng.integers(0, n, m))
    low, high = np.minimum(src, dst), np.maximum(src, dst)
    pairs = np.unique(low[low != high] * n + high[low != high])
    return (pairs // n).astype(np.int32), (pairs % n).astype(np.int32)


def interpreter() -> str:
    """The peers' own Python, or this one where there is none."""
    usual = ROOT / ".venv-peers" / "bin" / "python"
    return os.environ.get("NETEXPLORER_PEERS") or (str(usual) if usual.exists() else sys.executable)


def measured(peer: str, size: str, folder: Path) -> str:
    """The line of a table about one layout of the network that lies in the folder."""
    graph, positions = folder / "graph.npz", folder / "xy.npy"
    ours = peer.startswith("by ")
    command = [sys.executable if ours else interpreter(), str(INSIDE), peer, str(graph), str(positions)]
    try:
        answer = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"{peer:<26}{size:>16}  over {PATIENCE_S} s"
    if answer.returncode == NOT_INSTALLED:
        return f"{peer:<26}{size:>16}  not installed"
    answer.check_returncode()
    found = json.loads(answer.stdout)
    with np.load(graph) as stored:
        src, dst = stored["src"], stored["dst"]
    xy = np.load(positions).astype(np.float32)
    return (
        f"{peer:<26}{size:>16}{found['seconds']:>9.2f} s{found['cpu']:>9.2f} s{found['megabytes']:>9.0f} MB"
        f"{normalised_stress(xy, src, dst, 200):>10.4f}{neighbours_kept(xy, src, dst, 1000):>12.4f}"
        f"{crossings(xy, src, dst):>11.4f}"
    )


def main(sizes: list[str]) -> int:
    """Print the table, a line as soon as it is known."""
    print(machine())
    print(f"{'layout':<26}{'actors/relat.':>16}{'wall':>11}{'processor':>11}{'memory':>12}{'stress':>10}", end="")
    print(f"{'neighbours':>12}{'crossings':>11}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in sizes or SIZES:
            n, m = (int(number) for number in size.split("/"))
            src, dst = communities(n, m)
            np.savez(folder / "graph.npz", n=n, src=src, dst=dst)
            for peer, most in PEERS.items():
                if n <= most:
                    print(measured(peer, size, folder), flush=True)
            scattered = np.random.default_rng(SEED).random((n, 2)).astype(np.float32)
            stress = normalised_stress(scattered, src, dst, 200)
            print(f"{'scattered by chance':<26}{size:>16}{'':>34}{stress:>10.4f}")
    print(machine())
    return 0
