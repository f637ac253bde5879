"""Writing GEXF 1.3, as Gephi reads it with its timeline and as the rules of the format have it, and 1.2 for older ones.

In 1.3 bounds belong to the interval: an end is the last day, second or number at which a state still holds. In 1.2 it
is ``endopen``, the first at which it does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.axis import TICKS_PER_UNIT, TimeAxis
from netexplorer.graph.dates import BEGINNING, DAY, FOREVER, Precision, civil_text
from netexplorer.graph.formats.gexf import CREATOR
from netexplorer.graph.formats.lost import become_text_in, lost, own_states
from netexplorer.graph.formats.resolved import resolved
from netexplorer.graph.formats.xmltext import (
    colour_of,
    distinct,
    element,
    escaped,
    is_empty,
    is_place,
    kinds_of,
    text_of,
)
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Dataset, Relationship

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{0}" xmlns:viz="{0}/viz" version="{1}">\n'
_NEW, _OLD = ("http://gexf.net/1.3", "1.3"), ("http://www.gexf.net/1.2draft", "1.2")
_TYPE = "relation type"  # of an edge, in 1.2, where there is no ``kind``
_STATE = "state"
_OF_CHANGES = (_STATE, "note")
_OF_GEPHI = frozenset(("id", "label", "source", "target", "type", "timeset", "interval", "pagerank", ""))


def losses(dataset: Dataset) -> list[str]:
    """What of a dataset GEXF cannot carry, a sentence each."""
    told = lost(dataset, has_notes=True) + become_text_in(dataset, has_lists=True, of_changes=True)
    if _is_rough(dataset):
        told.append(
            "Dates that are less exact than a day, or than a second where others are that exact, become exact: the"
            " first for a beginning, the last for an end."
        )
    values = [change for each in dataset.relationships for change in each.changes if change.values]
    if any(change.from_ == "" and change.until == "" for change in values):
        told.append("Values of changes without any date become values of the relationship.")
    static = {key for each in dataset.relationships for key in each.extra}
    if any(key in change.values for change in values for key in (*_OF_CHANGES, *static)):
        told.append("Values of changes that are called “state”, “note” or as one of a relationship get another name.")
    if own_states(dataset):
        told.append("The order of the states is left out.")
    if dataset.licence or dataset.as_of or dataset.time.unit:
        told.append("The licence, the date the dataset is as of and the unit of its numbers are left out.")
    return told


def _is_rough(dataset: Dataset) -> bool:
    """Whether dates are not all known to the day, or not all to the second."""
    axis = TimeAxis(dataset.time.kind, dataset.time.unit)
    changes = (change for each in dataset.relationships for change in each.changes)
    texts = {text for change in changes for text in (change.from_, change.until)}
    dates = [date for date in map(axis.read, texts) if date is not None]
    kinds = {date.precision if date.is_exact else None for date in dates}
    return not axis.is_number and (len(kinds) > 1 or not kinds <= {Precision.DAY, Precision.SECOND})


def write(dataset: Dataset, path: Path) -> None:
    """Write a dataset as GEXF 1.3; an older file is replaced in one step, or not at all.

    Raises
    ------
    UserError
        When the file cannot be written there.
    """
    write_atomic(path, (part.encode() for part in _Writer(build(resolved(dataset))).parts()))


def write_old(dataset: Dataset, path: Path) -> None:
    """Write a dataset as GEXF 1.2; otherwise as ``write``.

    Raises
    ------
    UserError
        When the file cannot be written there.
    """
    write_atomic(path, (part.encode() for part in _Writer(build(resolved(dataset)), is_old=True).parts()))


class _Writer:
    """Writes one network."""

    def __init__(self, net: TemporalNetwork, *, is_old: bool = False) -> None:
        self._net = net
        self._is_old = is_old
        self._texts: dict[int, str] = {}  # of the times that were written, most of which come again
        bounds = [net.change_from, net.change_to]
        ticks = [int(tick) for column in bounds for tick in column.tolist() if BEGINNING < tick < FOREVER]
        actives = [net.axis.parse_interval(actor.active) for actor in self._actors() if _is_period(net, actor)]
        ticks += [tick for start, end in actives for tick in _period(start, end) if BEGINNING < tick < FOREVER]
        self._is_dated = bool(ticks)
        self._is_days = all(tick % DAY == 0 for tick in ticks)
        self._of_actors = kinds_of(_actor_values(actor) for actor in self._actors())
        rows = range(len(net.rel_ids))
        self._of_edges = kinds_of(self._static(net.relationship(i)) for i in rows)
        self._changing = kinds_of(_values(net, c) for c in range(len(net.change_rel)))
        self._actor_ids, self._rel_ids = distinct(net.actor_ids), distinct(net.rel_ids)
        # Some programs show ids in place of titles, so an id is its title where it can be.
        static = self._of_edges.keys()
        self._ids = {
            "n": {title: _ident(title, f"n{k}", _OF_GEPHI) for k, title in enumerate(self._of_actors)},
            "e": {title: _ident(title, f"e{k}", _OF_GEPHI) for k, title in enumerate(static)},
            "c": {title: _ident(title, f"c{k}", _OF_GEPHI | static) for k, title in enumerate(self._changing)},
        }
        self._ids["c"][_STATE] = _STATE

    def _actors(self) -> Iterator[Actor]:
        return (self._net.actor(i) for i in range(len(self._net.actor_ids)))

    def parts(self) -> Iterator[str]:
        """The file, piece by piece."""
        net = self._net
        dataset = net.dataset
        about = f"{' '.join(dataset.title.split())}\n\n{dataset.description.strip()}".rstrip()
        yield _HEAD.format(*(_OLD if self._is_old else _NEW))
        yield element("meta", {}, f"<creator>{CREATOR}</creator>" + element("description", {}, escaped(about))) + "\n"
        yield f"<graph{self._settings()}>\n"
        yield self._declared("node", "static", "n", self._of_actors)
        yield self._declared("edge", "static", "e", self._of_edges)
        changing = {_STATE: "string", **self._changing}
        yield self._declared("edge", "dynamic" if self._is_dated else "static", "c", changing)
        yield f'<nodes count="{len(net.actor_ids)}">\n'
        for i in range(len(net.actor_ids)):
            yield self._node(i)
        yield f'</nodes>\n<edges count="{len(net.rel_ids)}">\n'
        for i in range(len(net.rel_ids)):
            yield self._edge(i)
        yield "</edges>\n</graph>\n</gexf>\n"

    def _settings(self) -> str:
        directed = self._net.directed
        default = "directed" if directed.size and directed.all() else "undirected"
        given = f' defaultedgetype="{default}" idtype="string" mode="{"dynamic" if self._is_dated else "static"}"'
        if not self._is_dated:
            return given
        scale = "double" if self._net.axis.is_number else "date" if self._is_days else "dateTime"
        return f'{given} timeformat="{scale}"' + ("" if self._is_old else ' timerepresentation="interval"')

    def _declared(self, of: str, mode: str, prefix: str, kinds: Mapping[str, str]) -> str:
        if not kinds:
            return ""
        rows = (
            element("attribute", {"id": self._ids[prefix][title], "title": title, "type": kind})
            for title, kind in kinds.items()
        )
        return element("attributes", {"class": of, "mode": mode}, "".join(rows)) + "\n"

    # -- nodes

    def _node(self, i: int) -> str:
        net = self._net
        actor = net.actor(i)
        inner = self._attvalues("n", self._of_actors, _actor_values(actor)) + _looks(actor.extra)
        given: dict[str, object] = {"id": self._actor_ids[i], "label": actor.name or None}
        if _is_period(net, actor):
            given |= self._bounds(*_period(*net.axis.parse_interval(actor.active)))
        return element("node", given, inner) + "\n"

    def _attvalues(self, prefix: str, kinds: Mapping[str, str], values: Mapping[str, Any]) -> str:
        if not values:
            return ""
        ids = self._ids[prefix]
        made = "".join(
            element("attvalue", {"for": ids[title], "value": _as(kinds[title], value)})
            for title, value in values.items()
        )
        return f"<attvalues>{made}</attvalues>"

    # -- edges

    def _edge(self, i: int) -> str:
        net = self._net
        record = net.relationship(i)
        given: dict[str, object] = {
            "id": self._rel_ids[i],
            "source": self._actor_ids[net.src[i]],
            "target": self._actor_ids[net.dst[i]],
            "type": "directed" if net.directed[i] else "undirected",
            "label": record.label or None,
            "kind": None if self._is_old else record.type or None,
        }
        if is_place(record.extra.get("weight")):
            given["weight"] = float(record.extra["weight"])
        changes = range(int(net.change_start[i]), int(net.change_start[i + 1]))
        static = self._attvalues("e", self._of_edges, self._static(record))
        timed = "".join(self._change(c) for c in changes)
        inner = f"<attvalues>{static[11:-12]}{timed}</attvalues>"
        held = self._held(changes)
        if len(held) == 1:
            given |= self._bounds(*held[0])
        elif held:
            inner += "<spells>" + "".join(element("spell", self._bounds(*each)) for each in held) + "</spells>"
        return element("edge", given, inner) + "\n"

    def _static(self, record: Relationship) -> dict[str, Any]:
        """The values of an edge that do not change."""
        made = _static(record.extra)
        return {**made, _TYPE: record.type} if self._is_old and record.type else made

    def _change(self, c: int) -> str:
        """The state and the values of one change, with its bounds."""
        net = self._net
        bounds = self._bounds(int(net.change_from[c]), int(net.change_to[c]))
        made = element("attvalue", {"for": _STATE, "value": net.states[int(net.change_state[c])].id, **bounds})
        for title, value in _values(net, c).items():
            text = _as(self._changing[title], value)
            made += element("attvalue", {"for": self._ids["c"][title], "value": text, **bounds})
        return made

    def _held(self, changes: range) -> list[tuple[int, int]]:
        """When a relationship is in any state: half-open ticks, those that touch as one."""
        held: list[tuple[int, int]] = []
        for c in changes:
            start, end = int(self._net.change_from[c]), int(self._net.change_to[c])
            if held and start <= held[-1][1]:
                held[-1] = held[-1][0], max(end, held[-1][1])
            else:
                held.append((start, end))
        return held

    def _bounds(self, start: int, end: int) -> dict[str, object]:
        """Attributes for half-open ticks; the end is the last day, second or number within, or the first outside."""
        made: dict[str, object] = {}
        if start > BEGINNING:
            made["start"] = self._texts.get(start) or self._texts.setdefault(start, self._time(start))
        if end < FOREVER:
            last = end if self._is_old else end - 1
            made["endopen" if self._is_old else "end"] = self._texts.get(last) or self._texts.setdefault(
                last, self._time(last)
            )
        return made

    def _time(self, tick: int) -> str:
        if self._net.axis.is_number:
            whole, part = divmod(tick, TICKS_PER_UNIT)
            return f"{whole}.0" if not part else f"{tick / TICKS_PER_UNIT:.6f}"
        return civil_text(tick, Precision.DAY if self._is_days else Precision.SECOND)


def _ident(title: str, otherwise: str, taken: frozenset[str]) -> str:
    """The id of an attribute; Gephi has columns of its own, whose names are taken in any case."""
    return otherwise if title.casefold() in taken or title in taken else title


def _actor_values(actor: Actor) -> dict[str, Any]:
    own = {
        "kind": actor.kind, "side": actor.side, "description": actor.description,
        "aliases": list(actor.aliases), "tags": list(actor.tags), "names": actor.names,
    }  # fmt: skip
    is_placed = is_place(actor.extra.get("x")) and is_place(actor.extra.get("y"))
    drawn = {key for key in ("x", "y", "z") if is_placed and is_place(actor.extra.get(key))}
    drawn |= {"size"} if is_place(actor.extra.get("size")) else set()
    drawn |= {"color"} if colour_of(actor.extra.get("color")) else set()
    return {key: value for key, value in {**actor.extra, **own}.items() if key not in drawn and not is_empty(value)}


def _static(extra: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in extra.items() if not (key == "weight" and is_place(value))}


def _values(net: TemporalNetwork, c: int) -> dict[str, Any]:
    change = net.change(c)
    note = {"note": change.note} if change.note else {}
    return {f"{key} (value)" if key in _OF_CHANGES else key: value for key, value in change.values.items()} | note


def _as(kind: str, value: Any) -> str:
    if kind == "double":
        return repr(float(value))
    return text_of(value)


def _looks(extra: Mapping[str, Any]) -> str:
    made = ""
    if colour := colour_of(extra.get("color")):
        made += element("viz:color", dict(zip("rgb", colour, strict=True)))
    if is_place(extra.get("x")) and is_place(extra.get("y")):
        z = extra.get("z") if is_place(extra.get("z")) else 0.0
        made += element("viz:position", {"x": extra["x"], "y": extra["y"], "z": z})
    if is_place(extra.get("size")):
        made += element("viz:size", {"value": extra["size"]})
    return made


def _is_period(net: TemporalNetwork, actor: Actor) -> bool:
    try:
        return any(net.axis.parse_interval(actor.active)) if actor.active else False
    except UserError:
        return False


def _period(start: Any, end: Any) -> tuple[int, int]:
    return start.earliest if start else BEGINNING, end.end if end else FOREVER
