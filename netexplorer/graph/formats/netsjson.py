"""Batagelj's netsJSON: nodes and links with temporal quantities ``tq`` = ``[[start, end, value], …]``, right-open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.quantities import Dating, Quantity, bound, dating, spells_of
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.unpack import Source, decoded
from netexplorer.graph.formats.watch import json_of, watched

_MARK = re.compile(r'"netsJSON"\s*:')
_NODE_KEYS = frozenset(("id", "lab", "tq", "x", "y"))
_LINK_KEYS = frozenset(("id", "n1", "n2", "type", "rel", "lab", "tq"))


def sniff(head: bytes) -> bool:
    """The key of that name stands before anything else, or nearly so."""
    text = decoded(head)[0].lstrip()
    return text.startswith("{") and bool(_MARK.search(text))


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read nodes and links.

    Raises
    ------
    UserError
        When it is no JSON, or no object with lists of nodes and links.
    """
    network = json_of(source)
    if not isinstance(network, dict):
        raise refuse(source, "this is no netsJSON: it is not an object with nodes and links")
    nodes, links = network.get("nodes") or [], network.get("links") or []
    if not isinstance(nodes, list) or not isinstance(links, list):
        raise refuse(source, "the nodes and links of this netsJSON are no lists")
    draft = Draft("netsJSON")
    info = network.get("info")
    info = info if isinstance(info, dict) else {}
    prose = "\n".join(_texts(info, 0))
    draft.title = str(info.get("title") or info.get("network") or "")
    draft.description = "\n".join(_descriptions(info.get("meta")))
    draft.directed = bool(info.get("directed"))
    used = [each for one in (*nodes, *links) for row in _quantities(one) for each in row[:2]]
    date = dating(_labels(info.get("time")), used, prose, draft)
    _nodes(draft, nodes, date)
    _links(draft, links, info, date, progress, cancelled)
    return draft


def _nodes(draft: Draft, nodes: list[Any], date: Dating) -> None:
    for place, node in enumerate(nodes):
        if not isinstance(node, dict):
            draft.tell("warning", "wrong-shape", f"nodes[{place}]", "This node is no object; it is left out.")
            continue
        at = [node.get("x"), node.get("y")]
        is_placed = all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in at)
        draft.declare(
            _text(node.get("id", place + 1)),
            _text(node.get("lab", "")),
            values={key: value for key, value in node.items() if key not in _NODE_KEYS},
            spells=spells_of(_quantities(node), date),
            xy=(float(at[0]), float(at[1])) if is_placed else None,  # type: ignore[arg-type]
        )


def _links(
    draft: Draft, links: list[Any], info: Mapping[str, Any], date: Dating, progress: Progress, cancelled: Wish
) -> None:
    names = info.get("relations") or info.get("rels")
    for number, link in watched(links, progress, cancelled):
        if not isinstance(link, dict) or "n1" not in link or "n2" not in link:
            what = "This link is no object with n1 and n2; it is left out."
            draft.tell("warning", "wrong-shape", f"links[{number - 1}]", what)
            continue
        kind = _text(link.get("type", "")).casefold()
        draft.link(
            _text(link["n1"]),
            _text(link["n2"]),
            id=_text(link.get("id", "")),
            type=_relation(link.get("rel"), names),
            label=_text(link.get("lab", "")),
            directed={"arc": True, "edge": False}.get(kind),
            values={key: value for key, value in link.items() if key not in _LINK_KEYS},
            spells=spells_of(_quantities(link), date),
        )


def _relation(relation: object, names: object) -> str:
    """The name of a relation that is a number or a key into the names, from 1 if they are a list."""
    if isinstance(names, dict):
        return _text(names.get(str(relation), relation))
    if isinstance(names, list) and isinstance(relation, int) and 1 <= relation <= len(names):
        return _text(names[relation - 1])
    return _text(relation)


def _quantities(element: object) -> Iterator[Quantity]:
    rows = element.get("tq") if isinstance(element, dict) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) >= 2:
            yield bound(row[0]), bound(row[1]), row[2] if len(row) > 2 else 1


def _labels(time: object) -> dict[int, str]:
    if not isinstance(time, dict):
        return {}
    labels = time.get("Tlabs")
    first = time.get("Tmin")
    if isinstance(labels, list) and isinstance(first, int):
        return {first + place: str(label) for place, label in enumerate(labels)}
    if isinstance(labels, dict):
        return {int(key): str(label) for key, label in labels.items() if key.isdecimal() and len(key) < 9}
    return {}


def _text(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)


def _texts(value: object, depth: int) -> Iterator[str]:
    """All texts in what the file says of itself, but for the labels of the moments and the dates of its making."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)) and depth < 6:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in items:
            if key not in ("time", "date"):
                yield from _texts(each, depth + 1)


def _descriptions(meta: object) -> Iterator[str]:
    for each in meta if isinstance(meta, list) else ():
        if isinstance(each, dict):
            yield from (str(each[key]) for key in ("title", "desc", "author") if each.get(key))
