"""The graphics that yEd and other programs of yFiles keep in GraphML: labels, colours, places."""

from __future__ import annotations

from typing import Any

from netexplorer.graph.formats.typed import typed

_LABELS = frozenset(("NodeLabel", "EdgeLabel", "Label.Text"))
_BOXES = frozenset(("Geometry", "RectD"))


class Graphics:
    """What the elements inside one ``<data>`` say of how a node or an edge is drawn.

    Attributes
    ----------
    label : str
        The first label that is not empty.
    xy : tuple of float, optional
        The middle of the first box.
    values : dict
        Colour, shape and width.
    """

    def __init__(self) -> None:
        self.label = ""
        self.xy: tuple[float, float] | None = None
        self.values: dict[str, Any] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        given = {key.casefold(): value for key, value in attributes.items()}
        if name in _BOXES and self.xy is None:
            self._place(given)
        elif name == "Fill" and given.get("color"):
            self.values.setdefault("color", given["color"])
        elif name == "Shape" and given.get("type"):
            self.values.setdefault("shape", given["type"])
        elif name == "LineStyle" and given.get("color"):
            self.values.setdefault("color", given["color"])
            if isinstance(width := typed(given.get("width", ""), "double"), float) and width != 1:
                self.values.setdefault("width", width)

    def end(self, name: str, text: str) -> None:
        """An element ends."""
        if name in _LABELS and not self.label:
            self.label = " ".join(text.split())

    def _place(self, given: dict[str, str]) -> None:
        x, y, width, height = (typed(given.get(key, ""), "double") for key in ("x", "y", "width", "height"))
        if isinstance(x, float) and isinstance(y, float):
            half = [side / 2 if isinstance(side, float) else 0.0 for side in (width, height)]
            self.xy = x + half[0], y + half[1]


def mix_colour(values: dict[str, Any]) -> None:
    """Three parts of a colour as one."""
    parts = [part for part in map(values.get, "rgb") if type(part) is int and 0 <= part <= 255]
    if len(parts) == 3 and "color" not in values:
        for part in "rgb":
            del values[part]
        values["color"] = "#{:02x}{:02x}{:02x}".format(*parts)
