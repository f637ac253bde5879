"""JSON of any format: decoded once, and read by the format whose shape it has, wherever its keys are.

The first bytes cannot always tell: a list of nodes may be longer than they are. So each of these formats has a sniff of
its own for its name in the table, and all are read here, by their whole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.formats import (
    cx1,
    cx2,
    cytoscapejs,
    ftm,
    graphology,
    nodelink,
    oligrapher,
    popolo,
    tables_file,
)
from netexplorer.graph.formats.choose import chosen
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.jsontext import parsed, paths_of, words
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.strangers import QUERY
from netexplorer.graph.formats.tables_json import tables_of
from netexplorer.graph.formats.unpack import Source
from netexplorer.graph.problems import quoted

KNOWN = (
    "Known are netexplorer datasets, node-link (nodes and links), Cytoscape.js, CX2, CX, graphology, MiniVan, "
    "Gephi Lite, vis-network, Neo4j, GraphSON, STIX, FollowTheMoney, Popolo, Oligrapher, and lists of records or rows."
)
_OURS = frozenset(("format", "actors"))
_MOST_SHOWN = 6  # keys of an unknown file that are told


class Shape(Struct, frozen=True):
    """A format by what its decoded files look like."""

    fits: Callable[[Any], bool]
    draft_of: Callable[[Any, Progress, Wish], Draft]


SHAPES = (
    Shape(cx1.fits, cx1.draft_of),
    Shape(cx2.fits, cx2.draft_of),
    Shape(popolo.fits, popolo.draft_of),
    Shape(oligrapher.fits, oligrapher.draft_of),
    Shape(graphology.fits, graphology.draft_of),
    Shape(cytoscapejs.fits, cytoscapejs.draft_of),
    Shape(nodelink.fits, nodelink.draft_of),
)


def sniff(head: bytes) -> bool:
    """Whether a file begins as JSON does and is none of ours."""
    paths = paths_of(head)
    return bool(paths) and not (_OURS & paths and "nodes" not in paths)


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read a JSON file by its shape.

    Raises
    ------
    UserError
        When it is no JSON, or its shape is none that is known; the sentence says what it looks like.
    """
    data = parsed(source)
    said = Draft("")
    if isinstance(data, dict) and isinstance(data.get("graphs"), list) and len(data["graphs"]) > 1:
        data = {**data, "graphs": [_asked(data["graphs"], ask, said, source.where)]}
    for shape in SHAPES:
        if shape.fits(data):
            progress(0.3)
            draft = shape.draft_of(data, lambda done: progress(0.3 + done * 0.7), cancelled)
            draft.networks, draft.problems = said.networks or draft.networks, [*said.problems, *draft.problems]
            return draft
    if ftm.entities_of(data):
        return ftm.read(source, ask, progress, cancelled)
    if not _other(data) and tables_of(data):
        del data  # or it would be in memory twice
        return tables_file.read(source, ask, progress, cancelled)
    if data == []:
        raise cx2.refuse_empty(source.where)
    hint = QUERY if "JSON-LD" in _other(data) else KNOWN
    what = f"this JSON file is no network in a format that is known: {_looks_like(data)}"
    raise UserError(what, where=source.where, hint=hint)


def _asked(graphs: list[Any], ask: Ask, said: Draft, where: str) -> Any:
    """The graph of several that is asked for, by its label, its id or its number."""
    records = [each if isinstance(each, dict) else {} for each in graphs]
    names = [next(filter(None, (words(each.get(key)) for key in ("label", "name", "id"))), "") for each in records]
    return graphs[chosen(names, ask, said, where)]


def _other(data: Any) -> str:
    """What a file that is no network is known to be."""
    return next((name for name, is_it in _OTHERS if is_it(data)), "") if isinstance(data, dict) else ""


def _looks_like(data: Any) -> str:
    """What a file that is not known looks like, as a clause."""
    if isinstance(data, dict):
        known = _other(data)
        shown = ", ".join(quoted(key) for key in list(data)[:_MOST_SHOWN]) + (" …" if len(data) > _MOST_SHOWN else "")
        keys = f"its keys are {shown}" if data else "it is an empty object"
        return f"it looks like {known} ({keys})" if known else keys
    if isinstance(data, list):
        first = data[0]
        if isinstance(first, dict):
            shown = ", ".join(quoted(key) for key in list(first)[:_MOST_SHOWN])
            return f"it is a list of {len(data)} records, the first with the keys {shown}"
        return f"it is a list of {len(data)} values, the first of which is {quoted(_kind(first))}"
    return f"it is {_kind(data)}"


def _kind(value: Any) -> str:
    names = ((bool, "true or false"), (str, "a text"), ((int, float), "a number"), (list, "a list"), (dict, "a record"))
    return next((name for type, name in names if isinstance(value, type)), "null")


_OTHERS: tuple[tuple[str, Callable[[dict[str, Any]], bool]], ...] = (
    ("GeoJSON, a map", lambda data: words(data.get("type")) in ("FeatureCollection", "Feature", "GeometryCollection")),
    ("TopoJSON, a map", lambda data: words(data.get("type")) == "Topology"),
    ("a Jupyter notebook", lambda data: "nbformat" in data),
    ("a Vega chart", lambda data: "vega" in words(data.get("$schema"))),
    ("a JSON schema", lambda data: "$schema" in data),
    ("linked data (JSON-LD)", lambda data: "@context" in data or "@graph" in data),
    ("a STIX bundle without relationships", lambda data: words(data.get("type")) == "bundle" and "objects" in data),
    ("a node package", lambda data: "dependencies" in data and "version" in data),
    ("netsJSON", lambda data: "netsJSON" in data),
    ("a render of ndtv", lambda data: "render" in data),
    ("a dataset of netexplorer without its format", lambda data: "actors" in data),
    ("a tree", lambda data: isinstance(data.get("children"), list)),
)
