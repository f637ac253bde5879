"""Layouts: where on the plane an actor stands. Each is a generator of better and better positions.

A layout takes a frozen :class:`LayoutRequest` and yields float32 arrays ``(n, 2)`` in world units (one unit is one
pixel at zoom 1). The caller draws what it likes of them and stops whenever it wants. The same request gives the same
bytes, and the order of the actors in the file does not matter. A layout knows nothing of time: positions hold for
every date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.layouts.force import force_layout
from netexplorer.graph.layouts.request import F32, LayoutRequest, canonical
from netexplorer.graph.layouts.sides import sides_layout

__all__ = ["LAYOUTS", "Layout", "LayoutRequest", "layout", "run_layout"]


class Layout(Struct, frozen=True):
    """One way to place a network, as the menus show it."""

    id: str
    label: str
    tip: str
    steps: Callable[[LayoutRequest], Iterator[F32]]


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "sides", "By sides", "Each side has its own part of the plane, what they share stands between", sides_layout
    ),
    Layout(
        "force", "By connections", "Actors that are connected stand together, whatever side they are on", force_layout
    ),
)


def layout(layout_id: str) -> Layout:
    """The layout of that id; raises :class:`UserError` naming those there are."""
    for row in LAYOUTS:
        if row.id == layout_id:
            return row
    known = ", ".join(row.id for row in LAYOUTS)
    raise UserError(f"there is no layout '{layout_id}'", hint=f"Choose one of: {known}.")


def run_layout(layout_id: str, request: LayoutRequest) -> Iterator[F32]:
    """Positions ``(n, 2)`` in the request's own order of actors, step by step; the last one is the result."""
    chosen = layout(layout_id)
    ordered, back = canonical(request)
    for xy in chosen.steps(ordered):
        yield xy[back]
