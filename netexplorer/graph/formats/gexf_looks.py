"""A node or an edge of a GEXF file while it is read, and what its elements of graphics say: colours, places, sizes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct, field

from netexplorer.graph.formats.draft import Spell
from netexplorer.graph.formats.timelines import Timed
from netexplorer.graph.formats.typed import typed


class Thing(Struct, gc=False):
    """A node or an edge that is being read."""

    attributes: dict[str, str]
    is_edge: bool
    values: dict[str, Any] = field(default_factory=dict)
    timed: dict[str, list[Timed]] = field(default_factory=dict)
    spells: list[Spell] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    xy: tuple[float, float] | None = None


def _colour(thing: Thing, given: dict[str, str]) -> None:
    if given.get("hex"):
        thing.values.setdefault("color", given["hex"])
        return
    try:
        parts = [min(255, max(0, int(float(given.get(part, "0"))))) for part in "rgb"]
    except (ValueError, OverflowError):
        return
    thing.values.setdefault("color", "#{:02x}{:02x}{:02x}".format(*parts))


def _position(thing: Thing, given: dict[str, str]) -> None:
    x, y = typed(given.get("x", ""), "double"), typed(given.get("y", ""), "double")
    if isinstance(x, float) and isinstance(y, float) and thing.xy is None:
        thing.xy = x, y
        if isinstance(z := typed(given.get("z", ""), "double"), float) and z:
            thing.values.setdefault("z", z)


def _number_of(key: str) -> Callable[[Thing, dict[str, str]], None]:
    def look(thing: Thing, given: dict[str, str]) -> None:
        value = typed(given.get("value", ""), "double")
        if value is not None:
            thing.values.setdefault(key, value)

    return look


def _shape(thing: Thing, given: dict[str, str]) -> None:
    shape = given.get("uri") or given.get("value", "")
    if shape and shape != "disc":
        thing.values.setdefault("shape", shape)


LOOKS: dict[str, Callable[[Thing, dict[str, str]], None]] = {
    "color": _colour,
    "position": _position,
    "size": _number_of("size"),
    "thickness": _number_of("thickness"),
    "shape": _shape,
}
