"""How a network looks in yEd: places, shapes by kind, fills by side, and lines by the state that holds last.

Of a dataset at one date that is the drawing of that date. The colours are those of our light theme.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import msgspec

from netexplorer.graph.dates import FOREVER
from netexplorer.graph.formats.xmltext import colour_of, element, escaped, is_place
from netexplorer.graph.network import TemporalNetwork
from netexplorer.resources import asset_bytes

_WIDE, _HIGH = 30.0, 30.0  # of a node
_APART = 110.0  # between nodes that have room
_SHAPES = {"circle": "ellipse", "square": "rectangle", "diamond": "diamond", "hexagon": "hexagon",
           "triangle": "triangle", "pentagon": "octagon", "star": "star5", "ring": "ellipse"}  # fmt: skip
_DASHES = ("dashed", "dotted", "dashed_dotted")
_NO_SIDE = "#8b95a1"


@lru_cache(maxsize=1)
def _tokens() -> Any:
    return msgspec.json.decode(asset_bytes("themes/light.json"))


class Drawing:
    """The graphics of one network, as the values of yEd's keys."""

    def __init__(self, net: TemporalNetwork) -> None:
        self._net = net
        self._places = _places(net)
        self._lines = _lines(net)
        colours = _tokens()["sides"]
        self._fills = [_named(side.color) or colours[k % len(colours)] for k, side in enumerate(net.sides)]
        usual = list(_SHAPES)
        self._shapes = [each.shape if each.shape in _SHAPES else usual[k % 6] for k, each in enumerate(net.kinds)]

    def node(self, i: int) -> str:
        """A node: where it is, its fill, its name and its shape."""
        net = self._net
        x, y = self._places[i]
        kind, side = int(net.actor_kind[i]), int(net.actor_side[i])
        fill = _named(net.actor(i).extra.get("color")) or (self._fills[side] if side >= 0 else _NO_SIDE)
        shape = self._shapes[kind] if kind >= 0 else "circle"
        filled = {"hasColor": "false"} if shape == "ring" else {"color": fill}
        corner = {"x": round(x - _WIDE / 2, 3), "y": round(y - _HIGH / 2, 3)}
        inner = element("y:Geometry", {**corner, "width": _WIDE, "height": _HIGH})
        inner += element("y:Fill", {**filled, "transparent": "false"})
        inner += element("y:BorderStyle", {"color": fill, "type": "line", "width": "3.0" if shape == "ring" else "1.0"})
        inner += element("y:NodeLabel", {"modelName": "sides", "modelPosition": "s"}, escaped(net.name(i)))
        inner += element("y:Shape", {"type": _SHAPES[shape]})
        return element("y:ShapeNode", {}, inner)

    def edge(self, i: int) -> str:
        """An edge: the line of its last state, arrows and what it is called."""
        net, last = self._net, int(self._net.change_start[i + 1]) - 1
        colour, dash, width = _tokens()["states"]["ended"], "dotted", "1.0"
        if last >= int(net.change_start[i]) and int(net.change_to[last]) >= FOREVER:
            colour, dash, width = (*self._lines[int(net.change_state[last])], "2.0")
        label = net.relationship(i).label
        inner = element("y:LineStyle", {"color": colour, "type": dash, "width": width})
        inner += element("y:Arrows", {"source": "none", "target": "standard" if net.directed[i] else "none"})
        inner += element("y:EdgeLabel", {}, escaped(label)) if label else ""
        return element("y:PolyLineEdge", {}, inner)


def _named(colour: Any) -> str:
    return colour if colour_of(colour) else ""


def _lines(net: TemporalNetwork) -> list[tuple[str, str]]:
    """Colour and dash of each state: the best is green and solid, the worst red, others have their own."""
    tokens = _tokens()["states"]
    order = sorted(range(len(net.states)), key=lambda k: (-net.states[k].rank, k))
    is_ranked = net.states[order[0]].rank > net.states[order[-1]].rank
    looks: dict[int, tuple[str, str]] = {}
    for place, k in enumerate(order):
        colour, dash = tokens["middle"][(place - 1) % len(tokens["middle"])], _DASHES[(place - 1) % len(_DASHES)]
        if place == 0:
            colour, dash = tokens["best"], "line"
        elif is_ranked and place == len(order) - 1:
            colour, dash = tokens["worst"], "line"
        looks[k] = _named(net.states[k].color) or colour, dash
    return [looks[k] for k in range(len(net.states))]


def _places(net: TemporalNetwork) -> list[tuple[float, float]]:
    """The middles of the nodes: where the dataset has them, drawn larger if they are too near; else on a circle."""
    n = len(net.actor_ids)
    every = (net.actor(i).extra for i in range(n))
    given: list[tuple[Any, Any]] = [(extra.get("x"), extra.get("y")) for extra in every]
    known = [(float(x), float(y)) if is_place(x) and is_place(y) else None for x, y in given]
    placed = [each for each in known if each is not None]
    if not placed:
        radius = n * _APART / (2 * math.pi)
        turns = (2 * math.pi * k / max(n, 1) for k in range(n))
        return [(radius * math.cos(turn), radius * math.sin(turn)) for turn in turns]
    span = max(max(each) - min(each) for each in zip(*placed, strict=True))
    scale = max(_APART * math.sqrt(n) / span, 1.0) if span > 0 else 1.0
    return [(0.0, 0.0) if each is None else (each[0] * scale, each[1] * scale) for each in known]
