"""A networkDynamic object of R as JSON, as ndtv exports it: vertices, edges, and the spells in which they are active.

Spells are right-open, ``Inf`` bounds nothing, ``(Inf, Inf)`` is never, and no spells at all is always. Attributes named
``….active`` hold in spells of their own; those of edges cut the spells of the edge where they change.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from netexplorer.graph.formats.draft import Ask, Draft, Spell
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.unpack import Source, decoded
from netexplorer.graph.formats.watch import json_of, watched

_PARTS = re.compile(r'"(mel|val|gal|iel|oel|render|slice\.par)"\s*:')
_OWN = frozenset(("na", "active", "vertex.names", "vertex.pid", "edge.pid"))
_NAMES = ("vertex.names", "label", "name")
_KINDS = ("kind", "type", "category")
_STATES = ("state", "status")
_DRAWN = re.compile(r"(?:^|\.)(?:col|color|cex|lwd|sides|rot|border|ndtvcol|animation\.[xy])$")

Bounds = tuple[float, float]


class _Timed(Struct, frozen=True):
    """An attribute with values in spells of their own: what it is called, and sorted bounds with their values."""

    name: str
    bounds: tuple[Bounds, ...]
    values: tuple[Any, ...]

    def at(self, time: float) -> Any:
        """The value at a time, None where there is none."""
        place = bisect_right(self.bounds, (time, math.inf)) - 1
        if place < 0 or not (time < self.bounds[place][1] or time == self.bounds[place][0]):
            return None
        return self.values[place]


def sniff(head: bytes) -> bool:
    """An object that begins with parts of a network object of R."""
    text = decoded(head)[0].lstrip()
    if not text.startswith(("{", "[")):
        return False
    found = {match[1] for match in _PARTS.finditer(text)}
    is_drawn = "render" in found and bool(re.match(r'\{\s*"render"\s*:\s*\[\s*\{\s*"start"', text))
    return is_drawn or ("mel" in found and bool(re.match(r'[\[{]\s*"(mel|network|gal|val)"', text)))


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the vertices and edges of the network.

    Raises
    ------
    UserError
        When there is no network in it.
    """
    content = json_of(source)
    content = content[0] if isinstance(content, list) and content else content
    network = content.get("network", content) if isinstance(content, dict) else None
    if not isinstance(network, dict) or not isinstance(network.get("val"), list):
        raise refuse(source, "this is no network of networkDynamic: there is no list “val” of vertices in it")
    draft = Draft("networkDynamic (ndtv JSON)")
    draft.time_kind = "number"
    draft.is_double = True
    general = network.get("gal")
    general = general if isinstance(general, dict) else {}
    draft.directed = bool(_scalar(general.get("directed")))
    draft.title = _text(_scalar(general.get("title")))
    _unit(draft, general.get("net.obs.period"))
    for _ in (key for key in general if key.endswith(".active")):
        draft.keep("attributes of the network over time")
    names = _vertices(draft, network["val"])
    edges = network.get("mel")
    _edges(draft, edges if isinstance(edges, list) else [], names, progress, cancelled)
    if "render" in content:
        draft.keep("pictures of moments")
    return draft


def _unit(draft: Draft, period: object) -> None:
    unit = _text(_scalar(period.get("time.unit"))) if isinstance(period, dict) else ""
    if unit.isdecimal() or unit == "unknown":
        return
    draft.unit = unit


def _vertices(draft: Draft, vertices: list[Any]) -> list[str]:
    """Declare the vertices; their ids are their names where all differ, else their numbers from 1."""
    given = [_text(_scalar(vertex.get("vertex.names"))) if isinstance(vertex, dict) else "" for vertex in vertices]
    are_ids = len(set(given)) == len(given) and all(given)
    ids = given if are_ids else [str(number) for number in range(1, len(vertices) + 1)]
    for name, label, vertex in zip(ids, given, vertices, strict=True):
        _vertex(draft, name, label, vertex if isinstance(vertex, dict) else {})
    return ids


def _vertex(draft: Draft, name: str, given: str, vertex: dict[str, Any]) -> None:
    values = _static(vertex)
    for timed in _timed(vertex):
        draft.keep(f"{'colours and shapes' if _DRAWN.search(timed.name) else 'attributes'} of actors over time")
        values[timed.name] = [
            [value, *map(_bound, spell)] for value, spell in zip(timed.values, timed.bounds, strict=True)
        ]
    label = next((_text(values.pop(key)) for key in _NAMES[1:] if isinstance(values.get(key), str)), given)
    kind = next((_text(values.pop(key)) for key in _KINDS if isinstance(values.get(key), str)), "")
    spells = [_spell(each) for each in _active(vertex.get("active"), draft) or ()]
    draft.declare(name, label if label != name else "", kind=kind, values=values, spells=spells)


def _static(attributes: dict[str, Any]) -> dict[str, Any]:
    """The attributes that do not change, but for those which every element has."""
    return {key: _plain(value) for key, value in attributes.items() if key not in _OWN and not key.endswith(".active")}


def _edges(draft: Draft, edges: list[Any], names: list[str], progress: Progress, cancelled: Wish) -> None:
    count = 0
    for number, edge in watched(edges, progress, cancelled):
        if not edge:
            continue  # the place of a deleted edge
        ends = [_end(edge.get(key), names) for key in ("outl", "inl")] if isinstance(edge, dict) else [[], []]
        if not all(ends):
            what = "This edge has no two ends among the vertices; it is left out."
            draft.tell("warning", "dangling-edge", f"mel[{number - 1}]", what)
            continue
        count += 1
        attributes = edge.get("atl")
        attributes = attributes if isinstance(attributes, dict) else {}
        active = _active(attributes.get("active"), draft)
        if active is not None and not active:
            draft.bent("never", "Edges that are active at no time are left out.")
            continue
        if len(ends[0]) * len(ends[1]) > 1:
            draft.bent("hyperedge", "Edges with more than two ends become one relationship for each two.")
        for source, target in ((one, other) for one in ends[0][:1000] for other in ends[1][:1000]):
            _link(draft, source, target, attributes, active)
    draft.records = len(names), count


def _link(draft: Draft, source: str, target: str, attributes: dict[str, Any], active: list[Bounds] | None) -> None:
    values = _static(attributes)
    timed = [each for each in _timed(attributes) if not _DRAWN.search(each.name)]
    type_ = next((_text(values.pop(key)) for key in ("type", "relation") if isinstance(values.get(key), str)), "")
    label = _text(values.pop("label", "")) if isinstance(values.get("label"), str) else ""
    state = next((_text(values.pop(key)) for key in _STATES if isinstance(values.get(key), str)), "")
    always = [(-math.inf, math.inf)]
    spells = list(_cut(active or always, timed)) if timed else [_spell(each) for each in active or ()]
    for spell in spells:
        spell.state = spell.state or state
    draft.link(source, target, type=type_, label=label, values=values, spells=spells)


def _cut(active: Iterable[Bounds], timed: list[_Timed]) -> Iterator[Spell]:
    """The spells of an edge, cut where one of its attributes changes."""
    times = sorted({time for each in timed for bounds in each.bounds for time in bounds if math.isfinite(time)})
    for start, end in active:
        inside = times[bisect_right(times, start) : bisect_right(times, end)]
        marks = [start, *(time for time in inside if time < end), end]
        for one, other in zip(marks, marks[1:], strict=False):
            values = {each.name: value for each in timed if (value := each.at(one)) is not None}
            state = next((_text(values.pop(key)) for key in _STATES if isinstance(values.get(key), str)), "")
            spell = _spell((one, other))
            spell.state, spell.values = state, values
            yield spell


def _timed(attributes: dict[str, Any]) -> Iterator[_Timed]:
    """The attributes with values in spells: ``[[value, …], [[onset, terminus], …]]``."""
    for key, value in attributes.items():
        if not key.endswith(".active") or not isinstance(value, list) or len(value) != 2:
            continue
        held, spells = value if isinstance(value[0], list) else ([value[0]], value[1])
        pairs = list(_pairs(spells))
        if len(held) == len(pairs) and pairs:
            rows = sorted(zip(pairs, map(_plain, held), strict=True), key=lambda row: row[0])
            yield _Timed(key.removesuffix(".active"), tuple(row[0] for row in rows), tuple(row[1] for row in rows))


def _active(spells: object, draft: Draft) -> list[Bounds] | None:
    """The spells, empty for never; None where nothing is said, which is always."""
    if spells is None:
        return None
    pairs = list(_pairs(spells))
    found = [pair for pair in pairs if not (pair[0] == pair[1] and math.isinf(pair[0]))]
    if not pairs:
        draft.bent("bad-spells", "Spells that are no pairs of numbers are read as always.")
        return None
    return found


def _pairs(spells: object) -> Iterator[Bounds]:
    rows = spells if isinstance(spells, list) else []
    rows = [rows] if len(rows) == 2 and not isinstance(rows[0], list) else rows
    for row in rows:
        if isinstance(row, list) and len(row) == 2:
            start, end = (_float(each) for each in row)
            if start is not None and end is not None:
                yield start, end


def _float(value: object) -> float | None:
    value = _scalar(value)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return None if math.isnan(number) else number


def _spell(bounds: Bounds) -> Spell:
    return Spell(_bound(bounds[0]), _bound(bounds[1]), end_open=True)


def _bound(time: float) -> int | float | None:
    return None if math.isinf(time) else int(time) if time.is_integer() else time


def _end(value: object, names: list[str]) -> list[str]:
    """The vertices at one end; numbers from 1."""
    numbers = value if isinstance(value, list) else [value]
    return [
        names[number - 1]
        for number in numbers
        if isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= len(names)
    ]


def _scalar(value: object) -> Any:
    """What is in a list of one, as R writes what is single."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _plain(value: object) -> Any:
    inner = _scalar(value)
    return inner if not isinstance(inner, list) or len(inner) != 1 else inner[0]


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, (list, dict, bool)) else str(value)
