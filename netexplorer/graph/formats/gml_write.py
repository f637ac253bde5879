"""Writing GML: one edge for each state of a relationship, with bounds that belong to the interval.

Other programs need whole numbers as ids of nodes; ``actor`` and ``relationship`` keep ours.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import split_interval
from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.resolved import resolved
from netexplorer.graph.formats.stints import axis_of, common_losses, stints_of
from netexplorer.graph.schema import Actor, Dataset, DateText

CREATOR = 'Creator "netexplorer"'
_NO_KEY = re.compile(r"[^0-9A-Za-z]+")
_TAKEN = frozenset(
    [
        "id",
        "source",
        "target",
        "start",
        "end",
        "actor",
        "relationship",
        "label",
        "type",
        "state",
        "directed",
        "note",
        "confidence",
        "cites",
        "tag",
        "alias",
        "kind",
        "side",
        "description",
    ]
)
_LARGEST = 2**31 - 1  # of a whole number in GML


def write(dataset: Dataset, path: Path) -> None:
    """Write GML in ASCII, as the format asks for; what is not ASCII is written by its number.

    Raises
    ------
    UserError
        When the file cannot be written there.
    """
    write_atomic(path, (f"{line}\n".encode("ascii") for line in _lines(resolved(dataset))))


def losses(dataset: Dataset) -> list[str]:
    """What GML cannot carry, a sentence each."""
    made = common_losses(dataset)
    records = (*dataset.actors, *dataset.relationships)
    changes = [change for link in dataset.relationships for change in link.changes]
    values = [*(record.extra for record in records), *(change.values for change in changes)]
    if any(isinstance(value, dict) for each in values for value in each.values()):
        made.append("Values that have values inside are left out.")
    if any(_key(key) != key for each in values for key in each):
        made.append(
            "Names of values keep their letters and digits only, and those that mean something begin with “value”."
        )
    if dataset.states:
        made.append("Labels, ranks and colours of states are left out.")
    return made


def _lines(dataset: Dataset) -> Iterator[str]:
    directed = {type.id: type.directed for type in dataset.types}
    is_directed = sum(directed.get(link.type, False) for link in dataset.relationships) * 2 > len(dataset.relationships)
    yield CREATOR
    yield "graph ["
    yield f"  directed {int(is_directed)}"
    ends = [frozenset((link.source, link.target)) for link in dataset.relationships]
    if len(set(ends)) < len(ends) or any(len(link.changes) > 1 for link in dataset.relationships):
        yield "  multigraph 1"  # networkx refuses parallel edges without it
    yield from _pairs({"label": dataset.title, "comment": dataset.description, "licence": dataset.licence}, 2)
    yield from _pairs({"timekind": dataset.time.kind, "timeunit": dataset.time.unit}, 2)
    axis = axis_of(dataset)
    place = {actor.id: number for number, actor in enumerate(dataset.actors, 1)}
    for actor in dataset.actors:
        yield "  node ["
        yield f"    id {place[actor.id]}"
        yield from _pairs(_node(actor, axis), 4)
        yield "  ]"
    for link in dataset.relationships:
        if link.source not in place or link.target not in place:
            continue
        own = {
            "relationship": link.id,
            "type": link.type,
            "label": link.label,
            "directed": int(not is_directed) if directed.get(link.type, False) != is_directed else "",
            "tag": list(link.tags),
        }
        for stint in stints_of(link, axis, is_whole=False):
            change = stint.change
            when = {"start": _time(stint.first), "end": _time(stint.last), "state": change.state}
            about = {"note": change.note, "confidence": change.confidence, "cites": list(change.sources)}
            yield "  edge ["
            yield f"    source {place[link.source]}"
            yield f"    target {place[link.target]}"
            yield from _pairs({**own, **when}, 4)
            yield from _pairs({**about, **_free({**link.extra, **change.values})}, 4)
            yield "  ]"
    yield "]"


def _node(actor: Actor, axis: TimeAxis) -> dict[str, Any]:
    start, end = (side if side != ".." else "" for side in split_interval(actor.active))
    own = {
        "label": actor.name or actor.id,
        "actor": actor.id,
        "kind": actor.kind,
        "start": _time(start, is_number=axis.is_number),
        "end": _time(end, is_number=axis.is_number),
    }
    more = {"side": actor.side, "description": actor.description, "alias": list(actor.aliases)}
    about = {"tag": list(actor.tags), "cites": list(actor.sources)}
    return {**own, **more, **about, **_free(actor.extra)}


def _time(text: DateText, *, is_number: bool = False) -> DateText:
    """A bound: a year and a number as numbers, other dates as text."""
    if isinstance(text, str) and (is_number or (text.isascii() and text.isdigit() and text[:1] != "0")):
        number = number_of(text)
        return text if number is None else number
    return text


def _free(values: dict[str, Any]) -> dict[str, Any]:
    """Values under keys that GML allows and that mean nothing else."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        found.setdefault(_key(name), value)
    return found


def _key(name: str) -> str:
    key = _NO_KEY.sub("", name)
    return f"value{key}" if key[:1].isdigit() or not key or key.casefold() in _TAKEN else key


def _pairs(values: dict[str, Any], indent: int) -> Iterator[str]:
    for key, value in values.items():
        for each in value if isinstance(value, (list, tuple)) else (value,):
            if each is not None and each != "" and not isinstance(each, (dict, list, tuple)):
                yield f"{' ' * indent}{key} {_written(each)}"


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int) and abs(value) <= _LARGEST:
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        text = repr(value)
        return text if "." in text else text.replace("e", ".0e")
    text = str(value).replace("\0", "").replace("&", "&amp;").replace('"', "&quot;")
    return '"' + text.encode("ascii", "xmlcharrefreplace").decode("ascii") + '"'
