"""One layout of one network in a process of its own; only NumPy and the peer are imported.

``python benchmarks/layout_peers.py PEER GRAPH POSITIONS`` reads ``n``, ``src``, ``dst`` from GRAPH (.npz), writes the
positions as POSITIONS (.npy) and prints seconds, processor seconds and the megabytes it grew by, as JSON.
Making the peer's own graph is not counted. Linux only. A peer that is not installed leaves with 3.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

Graph = tuple[int, Any, Any]
Call = Callable[[], Any]
CHILD = {"kilobytes": 0}  # the most memory that a program of its own has had


def _ours(layout_id: str) -> Callable[[Graph], Call]:
    def prepare(graph: Graph) -> Call:
        from netexplorer.graph.layouts import LayoutRequest, run_layout

        n, src, dst = graph

        def request(n: int, src: Any, dst: Any) -> LayoutRequest:
            nothing = np.zeros(n, np.float32)
            keys = tuple(f"a{i:07}" for i in range(n))
            one = np.ones(len(src), np.float32)
            return LayoutRequest(keys, src, dst, one, np.full(n, -1, np.int16), nothing, nothing)

        few = np.arange(2000, dtype=np.int32)
        for _ in run_layout(layout_id, request(2000, few, (few * 7) % 2000)):
            pass  # the kernels are compiled, or read from the cache
        asked = request(n, src, dst)

        def call() -> Any:
            for step in run_layout(layout_id, asked):
                xy = step.xy
            return xy

        return call

    return prepare


def _networkx(graph: Graph) -> Call:
    import networkx as nx

    n, src, dst = graph
    made = nx.empty_graph(n)
    made.add_edges_from(zip(src.tolist(), dst.tolist(), strict=True))
    return lambda: [xy for _, xy in sorted(nx.spring_layout(made, seed=1).items())]


def _rustworkx(graph: Graph) -> Call:
    import rustworkx as rx

    n, src, dst = graph
    made = rx.PyGraph()
    made.add_nodes_from(range(n))
    made.add_edges_from_no_data(list(zip(src.tolist(), dst.tolist(), strict=True)))
    return lambda: [xy for _, xy in sorted(rx.spring_layout(made, seed=1).items())]


def _scikit_network(graph: Graph) -> Call:
    from scipy import sparse
    from sknetwork.embedding import Spring

    n, src, dst = graph
    one = np.ones(2 * len(src))
    ends = np.concatenate([src, dst]), np.concatenate([dst, src])
    made = sparse.csr_matrix((one, ends), shape=(n, n))
    return lambda: Spring(2).fit_transform(made)


def _sfdp(graph: Graph) -> Call:
    n, src, dst = graph
    lines = ["graph {", *(f"{i};" for i in range(n)), *(f"{a}--{b};" for a, b in zip(src, dst, strict=True)), "}"]
    text = "\n".join(lines).encode()

    def call() -> Any:
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as found:
            given.write(text)
            given.seek(0)
            child = subprocess.Popen(["sfdp", "-Tplain"], stdin=given, stdout=found)
            while child.poll() is None:
                CHILD["kilobytes"] = max(CHILD["kilobytes"], _kilobytes("VmHWM", child.pid))
                time.sleep(0.005)
            found.seek(0)
            xy = np.zeros((n, 2))
            for line in found.read().decode().splitlines():
                words = line.split(maxsplit=4)
                if words[0] == "node":
                    xy[int(words[1])] = float(words[2]), float(words[3])
        return xy

    return call


PEERS: dict[str, Callable[[Graph], Call]] = {
    "by connections": _ours("force"),
    "by distance": _ours("stress"),
    "graphviz sfdp": _sfdp,
    "networkx spring": _networkx,
    "rustworkx spring": _rustworkx,
    "scikit-network spring": _scikit_network,
}


def main(peer: str, graph_path: str, positions: str) -> int:
    """Measure one layout."""
    with np.load(graph_path) as stored:
        graph = int(stored["n"]), stored["src"], stored["dst"]
    try:
        call = PEERS[peer](graph)
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the highest memory so far
        before = _kilobytes("VmRSS")
        start, busy = time.perf_counter(), _busy()
        xy = call()
    except (ImportError, FileNotFoundError):
        return 3
    seconds, cpu = time.perf_counter() - start, _busy() - busy
    grown = CHILD["kilobytes"] or _kilobytes("VmHWM") - before
    np.save(Path(positions), np.asarray(xy, dtype=np.float64))
    print(json.dumps({"seconds": seconds, "cpu": cpu, "megabytes": grown / 1024}))
    return 0


def _kilobytes(what: str, process: int | str = "self") -> int:
    """A line of Linux's account of a process; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(what)), 0)


def _busy() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
