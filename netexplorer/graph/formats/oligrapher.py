"""Oligrapher, the maps of LittleSis: nodes and edges keyed by id or listed, and the older entities and rels.

An edge that is dashed, or not current and without an end, is a former one: it is in a state of that name, for nobody
says when it ended.
"""

from __future__ import annotations

import html
import re
from typing import Any

from netexplorer.graph.formats.draft import Draft, Raw, Spell
from netexplorer.graph.formats.jsonfields import is_number
from netexplorer.graph.formats.jsontext import complain, first_of, ident, kept, paths_of, records_of, watched, words
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.schema import State

FORMER = "former"
_STATES = (State(id="open", label="Current", rank=1), State(id=FORMER, label="Former", rank=0))
_CATEGORIES = ("", "position", "education", "membership", "family", "donation", "transaction", "lobbying", "social",
               "professional", "ownership", "hierarchy", "generic")  # fmt: skip
_NODES = re.compile(
    r"(?:(?:graph|graph_data)\.)?(?:nodes\.[^.\[\]]+\.(?:display|scale|image)|edges\.[^.\[\]]+\.node1_id)\b"
)
_TAG = re.compile(r"<[^<>]*>")
_NO_DATE = re.compile(r"-00\b")
_EDGE_KEYS = frozenset(
    ("id", "node1_id", "node2_id", "entity1_id", "entity2_id", "label", "arrow", "dash", "start_date", "end_date",
     "is_directional", "display", "category_id", "category_ids")
)  # fmt: skip
_DRAWN = frozenset(("x1", "y1", "x2", "y2", "s1", "s2", "cx", "cy", "scale", "fixed", "points"))


def sniff(head: bytes) -> bool:
    """Whether a JSON file is a map of Oligrapher, or a collection of older ones."""
    paths = paths_of(head)
    if "map_collections" in paths or {"entities", "rels"} <= paths or "maps[].entities" in paths:
        return True
    ends = ("nodes.node1_id", "edges[].node1_id", "graph.edges[].node1_id", "graph.nodes[].display")
    return any(each in paths for each in ends) or any(_NODES.match(path) for path in paths)


def fits(data: Any) -> bool:
    """Whether a decoded file is in this format."""
    return any(_is_map(each) for each in _maps(data))


def _is_map(graph: dict[str, Any]) -> bool:
    nodes, edges = first_of(graph.get("nodes", graph.get("entities"))), first_of(graph.get("edges", graph.get("rels")))
    is_told = any("node1_id" in edge or "entity1_id" in edge for edge in edges)
    return is_told or any("display" in node for node in nodes) or "rels" in graph


def draft_of(data: Any, progress: Progress, cancelled: Wish) -> Draft:
    """The draft of a decoded file that fits; several maps are one network."""
    draft = Draft("Oligrapher JSON")
    maps = _maps(data)
    titles = dict.fromkeys(words(each.get("title")) for each in (data if isinstance(data, dict) else {}, *maps))
    draft.title = next((title for title in titles if title), "")
    draft.description = _plain(data.get("description")) if isinstance(data, dict) else ""
    nodes = [node for each in maps for node in _nodes(each)]
    edges = [edge for each in maps for edge in _edges(each)]
    if len(maps) > 1:
        draft.bent("maps", f"The {len(maps)} maps of this file are read as one network.")
    seen: set[str] = set()
    for node in watched(nodes, len(nodes), lambda done: progress(done * 0.4), cancelled):
        if (id := ident(node.get("id"))) not in seen:
            seen.add(id)
            _declare(draft, id, node)
    told: set[str] = set()
    for number, edge in watched(enumerate(edges), len(edges), lambda done: progress(0.4 + done * 0.6), cancelled):
        id = ident(edge.get("id"))
        if id and id in told:
            draft.bent("repeated", "A relationship that several maps show is read once.")
            continue
        told.add(id)
        _link(draft, id, edge, f"edges[{number}]")
    if any(spell.state for link in draft.links for spell in link.spells):
        draft.states = _STATES
        draft.bent(
            "former", "Dashed edges, and those that are said not to be current, are former: nobody says since when."
        )
    draft.records = (len(seen), len(edges))
    for holder in (*maps, data if isinstance(data, dict) else {}):
        for key in ("captions", "annotations", "texts", "settings", "lock", "graph_annotations"):
            for _ in range(len(holder[key]) if isinstance(holder.get(key), (list, dict)) else 0):
                draft.keep(key)
    return draft


def _maps(data: Any, left: int = 8) -> list[dict[str, Any]]:
    """Every map in a file."""
    if isinstance(data, list):
        return [found for each in data for found in _maps(each, left - 1)] if left else []
    if not isinstance(data, dict) or not left:
        return []
    if ("nodes" in data and "edges" in data) or ("entities" in data and "rels" in data):
        return [data]
    inner = next(
        (data[key] for key in ("map_collections", "maps", "graph", "graph_data", "data", "map") if key in data), None
    )
    return _maps(inner, left - 1)


def _nodes(graph: dict[str, Any]) -> list[dict[str, Any]]:
    return records_of(graph.get("nodes", graph.get("entities")))


def _edges(graph: dict[str, Any]) -> list[dict[str, Any]]:
    return records_of(graph.get("edges", graph.get("rels")))


def _flat(item: dict[str, Any]) -> dict[str, Any]:
    """An item with what it shows among its own keys."""
    display = item.get("display")
    return {
        **(display if isinstance(display, dict) else {}),
        **{key: value for key, value in item.items() if key != "display"},
    }


def _declare(draft: Draft, id: str, node: dict[str, Any]) -> None:
    node = _flat(node)
    x, y = node.pop("x", None), node.pop("y", None)
    url = words(node.get("url"))
    kind = words(node.get("type")) or ("Person" if "/person/" in url else "Org" if "/org/" in url else "")
    read = ("id", "name", "description", "type")
    actor = draft.declare(
        id,
        words(node.get("name")),
        kind=kind,
        description=_plain(node.get("description")),
        values=kept({key: value for key, value in node.items() if key not in read}),
    )
    if is_number(x) and is_number(y):
        actor.xy = float(x), float(y)


def _link(draft: Draft, id: str, edge: dict[str, Any], where: str) -> None:
    edge = _flat(edge)
    source = ident(edge.get("node1_id")) or ident(edge.get("entity1_id")) or ident(edge.get("source"))
    target = ident(edge.get("node2_id")) or ident(edge.get("entity2_id")) or ident(edge.get("target"))
    if not (source and target):
        missing = "node2_id" if source else "node1_id"
        complain(draft, "no-end", where, f"An edge ({id}) has no {missing}; it is left out.")
        return
    arrow = edge.get("arrow", edge.get("is_directional"))
    if arrow in ("2->1", "left"):
        source, target = target, source
    directed = arrow in (True, 1, "1->2", "2->1", "left", "right")
    category = edge.get("category_id")
    is_known = isinstance(category, int) and 0 < category < len(_CATEGORIES)
    draft.link(
        source,
        target,
        id=id,
        type=_CATEGORIES[category] if is_known and isinstance(category, int) else "",
        label=words(edge.get("label")),
        directed=directed,
        spells=_spells(edge),
        values=kept({key: value for key, value in edge.items() if key not in _EDGE_KEYS | _DRAWN}),
    )


def _spells(edge: dict[str, Any]) -> list[Spell]:
    start, end = _date(edge.get("start_date")), _date(edge.get("end_date"))
    is_past = edge.get("dash") is True or (edge.get("is_current") in (False, 0) and edge.get("is_current") is not None)
    state = FORMER if is_past and end is None else ""
    return [Spell(start, end, state=state)] if state or start is not None or end is not None else []


def _date(value: Any) -> Raw:
    """A date; months and days that are 00 are not known."""
    return _NO_DATE.sub("", words(value)) or None


def _plain(value: Any) -> str:
    """A text without markup."""
    return html.unescape(_TAG.sub("", words(value))).replace("\xa0", " ").strip()
