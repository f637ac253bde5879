"""Run by the Python of ``.venv-others``: reads the files of a folder with programs of others, and prints what they say.

``python reading.py FOLDER`` prints a JSON object: for each program and file the nodes and edges, or why it refused.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
from followthemoney import model
from lxml import etree
from ndex2.cx2 import RawCX2NetworkFactory

RULES = Path(__file__).parent / "gexf-1.3.rng"


def _graph(graph: Any) -> dict[str, Any]:
    return {
        "nodes": [[str(node), data] for node, data in graph.nodes(data=True)],
        "edges": [[str(source), str(target), data] for source, target, data in graph.edges(data=True)],
    }


def _node_link(path: Path) -> dict[str, Any]:
    return _graph(nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="links"))


def _rules(path: Path) -> dict[str, Any]:
    rules = etree.RelaxNG(etree.parse(RULES))
    rules.assertValid(etree.parse(path))
    return {}


def _cx2(path: Path) -> dict[str, Any]:
    network = RawCX2NetworkFactory().get_cx2network(json.loads(path.read_text("utf-8")))
    return {
        "nodes": [[each["id"], each["v"]] for each in network.get_nodes().values()],
        "edges": [[each["s"], each["t"], each["v"]] for each in network.get_edges().values()],
    }


def _entities(path: Path) -> dict[str, Any]:
    """The entities that are valid, with the properties that the model knows; edges are those of edge schemata."""
    found: dict[str, Any] = {"nodes": [], "edges": []}
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        proxy = model.get_proxy(record, cleaned=False)
        proxy.schema.validate(record)
        said = {name: proxy.get(name) for name in record["properties"] if name in proxy.schema.properties}
        if proxy.schema.edge:
            ends = [proxy.get(name) for name in (proxy.schema.edge_source, proxy.schema.edge_target)]
            found["edges"].append([*(end[0] for end in ends), said])
        else:
            found["nodes"].append([proxy.id, said])
    return found


READERS: dict[str, tuple[str, Callable[[Path], dict[str, Any]]]] = {
    "rules of GEXF": (".gexf", _rules),
    "networkx gexf": (".gexf", lambda path: _graph(nx.read_gexf(path))),
    "networkx graphml": (".graphml", lambda path: _graph(nx.read_graphml(path))),
    "networkx gml": (".gml", lambda path: _graph(nx.read_gml(path, label="id"))),
    "networkx pajek": (".net", lambda path: _graph(nx.read_pajek(path))),
    "networkx node-link": (".nodelink", _node_link),
    "ndex2": (".cx2", _cx2),
    "followthemoney": (".ftm", _entities),
}


def main(folder: Path) -> None:
    """Print what every program finds in every file that is for it."""
    found: dict[str, Any] = {}
    for program, (suffix, read) in READERS.items():
        for path in sorted(folder.glob(f"*{suffix}")):
            try:
                found[f"{program}: {path.stem}"] = read(path)
            except Exception as error:  # whatever a program says is its answer
                said = f"{type(error).__name__}: {error} {getattr(error, 'errors', '')}"
                found[f"{program}: {path.stem}"] = {"refused": said}
    print(json.dumps(found, default=str))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
