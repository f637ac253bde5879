"""CX, the first version: a list of aspects in which the attributes are aspects of their own."""

from __future__ import annotations

import math
from typing import Any

from netexplorer.graph.formats.cx2 import Aspects, about_network, aspects_of, is_first_version, tell_counts
from netexplorer.graph.formats.draft import Draft
from netexplorer.graph.formats.jsonfields import declare, is_number, link
from netexplorer.graph.formats.jsontext import complain, ident, paths_of, records_of, watched, words
from netexplorer.graph.formats.reading import Progress, Wish

NAMES = ("name", "n", "label", "shared name", "r")
_LIST_TYPES = "list_of_"
_READ = frozenset(("numberVerification", "metaData", "status", "nodes", "edges", "nodeAttributes", "edgeAttributes",
                   "networkAttributes", "cartesianLayout"))  # fmt: skip


def sniff(head: bytes) -> bool:
    """Whether a JSON file is a list of aspects as in CX 1."""
    paths = paths_of(head)
    return "[].numberVerification" in paths or bool(paths & {"[].nodes[].@id", "[].edges[].@id"})


def fits(data: Any) -> bool:
    """Whether a decoded file is in this format."""
    aspects = aspects_of(data)
    return is_first_version(aspects) and bool({"nodes", "edges", "numberVerification"} & aspects.keys())


def draft_of(data: Any, progress: Progress, cancelled: Wish) -> Draft:
    """The draft of a decoded file that fits."""
    aspects = aspects_of(data)
    draft = Draft("CX")
    draft.directed = True
    tell_counts(draft, aspects)
    about_network(
        draft, [{words(each.get("n")): _value(each)} for each in records_of(aspects.get("networkAttributes", []))]
    )
    of_nodes, of_edges = _attributes(aspects, "nodeAttributes"), _attributes(aspects, "edgeAttributes")
    for record in records_of(aspects.get("cartesianLayout", [])):
        if is_number(record.get("x")) and is_number(record.get("y")):
            of_nodes.setdefault(ident(record.get("node")), {}).update(x=record["x"], y=record["y"])
    nodes, edges = records_of(aspects.get("nodes", [])), records_of(aspects.get("edges", []))
    for node in watched(nodes, len(nodes), lambda done: progress(done * 0.4), cancelled):
        id = ident(node.get("@id"))
        own = {"n": node.get("n"), "represents": node.get("r"), **of_nodes.get(id, {})}
        declare(draft, id, {key: value for key, value in own.items() if value is not None}, names=NAMES)
    for number, edge in watched(enumerate(edges), len(edges), lambda done: progress(0.4 + done * 0.6), cancelled):
        source, target, id = ident(edge.get("s")), ident(edge.get("t")), ident(edge.get("@id"))
        if not (source and target):
            side = "target (t)" if source else "source (s)"
            complain(draft, "no-end", f"edges[{number}]", f"An edge ({id}) has no {side}; it is left out.")
            continue
        record = {**({"interaction": edge["i"]} if edge.get("i") is not None else {}), **of_edges.get(id, {})}
        link(draft, source, target, record, id=id)
    draft.records = (len(nodes), len(edges))
    for name in aspects.keys() - _READ:
        draft.keep(name)
    return draft


def _attributes(aspects: Aspects, name: str) -> dict[str, dict[str, Any]]:
    """For each id the attributes; one that belongs to several ids at once is told of each."""
    made: dict[str, dict[str, Any]] = {}
    for record in records_of(aspects.get(name, [])):
        owner = record.get("po")
        for id in owner if isinstance(owner, list) else [owner]:
            made.setdefault(ident(id), {})[words(record.get("n"))] = _value(record)
    return made


def _value(record: dict[str, Any]) -> Any:
    """A value in its declared type, as everything is text in this version."""
    value, type = record.get("v"), words(record.get("d"))
    if type.startswith(_LIST_TYPES) and isinstance(value, list):
        return [_typed(each, type.removeprefix(_LIST_TYPES)) for each in value]
    return _typed(value, type)


def _typed(value: Any, type: str) -> Any:
    if not isinstance(value, str):
        return value
    if type == "boolean":
        return value.strip().casefold() == "true"
    try:
        number = float(value) if type in ("double", "float") else int(value) if type in ("integer", "long") else value
    except (ValueError, OverflowError):
        return value
    return number if isinstance(number, str) or math.isfinite(number) else value
