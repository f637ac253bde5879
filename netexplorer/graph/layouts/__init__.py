"""Layouts: where on the plane an actor stands. Each is a generator of better and better positions.

A layout takes a frozen :class:`LayoutRequest` and yields one :class:`Step` after the other: a float32 array ``(n, 2)``
in world units (one unit is one pixel at zoom 1), and the share of the work that is done. The caller draws what it likes
of them and stops whenever it wants; a large layout yields within a sweep, too, the same array again. The same request
gives the same bytes, and the order of the actors in the file does not matter. A layout knows nothing of time: positions
hold for every date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.layouts.force import force_layout, stress_layout
from netexplorer.graph.layouts.request import LayoutRequest, Step, canonical
from netexplorer.graph.layouts.sides import sides_layout

__all__ = ["LAYOUTS", "Layout", "LayoutRequest", "Step", "layout", "run_layout"]


class Layout(Struct, frozen=True):
    """One way to place a network, as the menus show it."""

    id: str
    label: str
    tip: str
    steps: Callable[[LayoutRequest], Iterator[Step]]


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "sides", "By sides", "Each side has its own part of the plane, what they share stands between", sides_layout
    ),
    Layout(
        "force", "By connections", "Actors that are connected stand together, whatever side they are on", force_layout
    ),
    Layout(
        "stress",
        "By distance",
        "Actors stand as far apart as the steps are many that lead from one to the other",
        stress_layout,
    ),
)


def layout(layout_id: str) -> Layout:
    """The layout of that id; raises :class:`UserError` naming those there are."""
    for row in LAYOUTS:
        if row.id == layout_id:
            return row
    known = ", ".join(row.id for row in LAYOUTS)
    raise UserError(f"there is no layout '{layout_id}'", hint=f"Choose one of: {known}.")


def run_layout(layout_id: str, request: LayoutRequest) -> Iterator[Step]:
    """Positions ``(n, 2)`` in the request's own order of actors, step by step; the last one is the result."""
    chosen = layout(layout_id)
    ordered, back = canonical(request)
    seen, xy = None, None
    for step in chosen.steps(ordered):
        if xy is None or step.xy is not seen:
            seen, xy = step.xy, step.xy[back]
        yield Step(xy, step.done)
