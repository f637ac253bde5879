"""Writing GraphML: times and states as plain text under keys of that name, and graphics as yEd draws them.

A relationship of one interval has ``start``, ``end`` and ``state``; one of several also has ``spells``, as in
``[1998, 2014-04-01); [2014-04-01, ..]``, with a state for each. Dates stay as they were written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.dates import FOREVER, split_interval
from netexplorer.graph.formats.lost import become_text_in, lost, own_states
from netexplorer.graph.formats.resolved import resolved
from netexplorer.graph.formats.xmltext import distinct, element, escaped, kinds_of, text_of
from netexplorer.graph.formats.yed_write import Drawing
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Dataset, DateText

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">\n'
)
_TYPES = {"integer": "int", "long": "long", "double": "double", "boolean": "boolean"}


def losses(dataset: Dataset) -> list[str]:
    """What of a dataset GraphML cannot carry, a sentence each."""
    told = lost(dataset, has_notes=False) + become_text_in(dataset, has_lists=False, of_changes=False)
    if own_states(dataset):
        told.append("The order of the states is left out.")
    if dataset.as_of:
        told.append("The date the dataset is as of is left out.")
    return told


def write(dataset: Dataset, path: Path) -> None:
    """Write a dataset as GraphML; an older file is replaced in one step, or not at all.

    Raises
    ------
    UserError
        When the file cannot be written there.
    """
    write_atomic(path, (part.encode() for part in _Writer(build(resolved(dataset))).parts()))


class _Writer:
    """Writes one network."""

    def __init__(self, net: TemporalNetwork) -> None:
        self._net = net
        default = bool(net.directed.size and net.directed.all())
        self._is_directed = default
        self._of = {
            "graph": kinds_of([self._about()]),
            "node": kinds_of(_node_values(net.actor(i)) for i in range(len(net.actor_ids))),
            "edge": kinds_of(self._edge_values(i) for i in range(len(net.rel_ids))),
        }
        self._drawing = Drawing(net)
        self._actor_ids, self._rel_ids = distinct(net.actor_ids), distinct(net.rel_ids)
        self._ids = {of: {name: f"{of[0]}{k}" for k, name in enumerate(kinds)} for of, kinds in self._of.items()}

    def parts(self) -> Iterator[str]:
        """The file, piece by piece."""
        net = self._net
        yield _HEAD
        for of, kinds in self._of.items():
            for name, kind in kinds.items():
                key = {"id": self._ids[of][name], "for": of, "attr.name": name}
                yield element("key", {**key, "attr.type": _TYPES.get(kind, "string")}) + "\n"
        yield element("key", {"id": "yn", "for": "node", "yfiles.type": "nodegraphics"}) + "\n"
        yield element("key", {"id": "ye", "for": "edge", "yfiles.type": "edgegraphics"}) + "\n"
        yield f'<graph id="G" edgedefault="{"directed" if self._is_directed else "undirected"}">\n'
        yield self._data("graph", self._about()) + "\n"
        for i, ident in enumerate(self._actor_ids):
            actor = net.actor(i)
            inner = self._data("node", _node_values(actor)) + element("data", {"key": "yn"}, self._drawing.node(i))
            yield element("node", {"id": ident}, inner) + "\n"
        for i, ident in enumerate(self._rel_ids):
            own = bool(net.directed[i])
            given: dict[str, object] = {
                "id": ident,
                "source": self._actor_ids[net.src[i]],
                "target": self._actor_ids[net.dst[i]],
                "directed": None if own == self._is_directed else str(own).lower(),
            }
            inner = self._data("edge", self._edge_values(i)) + element("data", {"key": "ye"}, self._drawing.edge(i))
            yield element("edge", given, inner) + "\n"
        yield "</graph>\n</graphml>\n"

    def _data(self, of: str, values: Mapping[str, Any]) -> str:
        ids = self._ids[of]
        return "".join(f'<data key="{ids[name]}">{escaped(text_of(value))}</data>' for name, value in values.items())

    def _about(self) -> dict[str, Any]:
        dataset = self._net.dataset
        scale = "double" if self._net.axis.is_number else "date"
        about = {
            "title": dataset.title,
            "description": dataset.description,
            "licence": dataset.licence,
            "timeformat": scale,
            "timeunit": dataset.time.unit,
            "drawn_by": "netexplorer",  # so that what yEd shows is not read as something the dataset says
        }
        return {key: value for key, value in about.items() if value}

    def _edge_values(self, i: int) -> dict[str, Any]:
        net = self._net
        record = net.relationship(i)
        changes = range(int(net.change_start[i]), int(net.change_start[i + 1]))
        spells = [self._spell(c, c + 1 if c + 1 in changes else -1) for c in changes]
        times: dict[str, Any] = {}
        if spells:
            times = {"start": spells[0][0], "end": spells[-1][1].rstrip(")]")}
            times = {key: value for key, value in times.items() if value != ".."}
            times["state"] = "; ".join(net.states[int(net.change_state[c])].id for c in changes)
            if len(spells) > 1:
                times["spells"] = "; ".join(f"[{start}, {end}" for start, end in spells)
        own = {"type": record.type, "label": record.label, **times}
        return {**{key: value for key, value in record.extra.items() if key not in _OURS}, **_filled(own)}

    def _spell(self, c: int, following: int) -> tuple[str, str]:
        """The two bounds of a change as text, the second with its bracket: ``)`` where the next one begins."""
        net = self._net
        record = net.change(c)
        start = ".." if record.from_ == "" else _time(record.from_)
        end = int(net.change_to[c])
        if following >= 0 and end == int(net.change_from[following]):
            return start, f"{_time(net.change(following).from_)})"
        return start, ("..]" if end >= FOREVER or record.until == "" else f"{_time(record.until)}]")


def _time(date: DateText) -> str:
    return "-9.0" if date == -9 else str(date)  # "-9" is how many say that nothing is stated


_OURS = ("start", "end", "state", "spells", "type", "label")


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in ("", None, [], {}, ())}


def _node_values(actor: Actor) -> dict[str, Any]:
    start, end = split_interval(actor.active) if actor.active else ("", "")
    own = {
        "label": actor.name,
        "kind": actor.kind,
        "side": actor.side,
        "description": actor.description,
        "start": start if start != ".." else "",
        "end": end if end != ".." else "",
        "tags": "; ".join(actor.tags),
        "aliases": "; ".join(actor.aliases),
        "names": actor.names,
    }
    return _filled({**actor.extra, **own})
