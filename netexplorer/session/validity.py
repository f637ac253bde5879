"""A view from elsewhere, cut down to what this dataset has."""

from __future__ import annotations

import msgspec

from netexplorer.errors import as_usage
from netexplorer.graph.layouts import LAYOUTS
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.select import lens_mask
from netexplorer.graph.testimony import Testimony
from netexplorer.scene.lanetable import LaneFilter
from netexplorer.session import selection, travel
from netexplorer.session.opening import default_view
from netexplorer.session.sheet import sheet_of
from netexplorer.session.span import usable
from netexplorer.session.state import Camera, ViewState


def fitted(net: TemporalNetwork, view: ViewState, *, is_dated: bool = True) -> ViewState:
    """The same view without ids that the network does not have; an unknown lens becomes the first one.

    A date outside of the span becomes the nearer end of it, and one of a view that is not dated the date at which
    the dataset opens; a part of the timeline that shows nothing of it, all of it.
    """
    lenses = {"", *(lens.id for lens in net.dataset.lenses)}
    camera = view.camera if view.camera and _is_usable(view.camera) else None
    span = view.span if view.span and max(view.span[0], net.first) < min(view.span[1], net.last) else None
    fitting = msgspec.structs.replace(
        view,
        t=travel.clamp(net, view.t) if is_dated else default_view(net).t,
        lens=view.lens if view.lens in lenses else default_view(net).lens,
        hidden_states=_kept(view.hidden_states, {state.id for state in net.states}),
        hidden_sides=_kept(view.hidden_sides, {"", *(side.id for side in net.sides)}),
        hidden_kinds=_kept(view.hidden_kinds, {"", *(kind.id for kind in net.kinds)}),
        hidden_families=_kept(view.hidden_families, {"", *net.families}),
        layout=view.layout if view.layout in {layout.id for layout in LAYOUTS} else LAYOUTS[0].id,
        pins=tuple(pin for pin in view.pins if pin[0] in net.actor_row and abs(pin[1]) < 1e7 and abs(pin[2]) < 1e7),
        selected=view.selected if selection.find(net, view.selected).kind else "",
        camera=camera,
        span=span,
        lanes_of=_lanes_of(net, view.lanes_of),
        testimony=_testimony(net, view.testimony),
        sheet=sheet_of(net, view.sheet),
    )
    return usable(net, fitting)


def looked_at(net: TemporalNetwork, view: ViewState, date: str | None = None, lens: str | None = None) -> ViewState:
    """A view at a date and through a lens, where they are given.

    Raises
    ------
    UsageError
        If the date is no date of its axis, or the lens is none of its lenses.
    """
    if lens is not None:
        with as_usage("--lens"):
            lens_mask(net, lens or None)
        view = msgspec.structs.replace(view, lens=lens)
    if date is not None:
        with as_usage("--date"):
            tick = net.axis.parse(date).earliest
        view = msgspec.structs.replace(view, t=travel.clamp(net, tick))
    return view


def _testimony(net: TemporalNetwork, wish: Testimony) -> Testimony:
    """The same wish without a source or a publisher that the dataset does not have."""
    sources = net.dataset.sources
    return msgspec.structs.replace(
        wish,
        source=wish.source if any(source.id == wish.source for source in sources) else "",
        publisher=wish.publisher if any(source.publisher == wish.publisher for source in sources) else "",
    )


def _lanes_of(net: TemporalNetwork, chosen: LaneFilter) -> LaneFilter:
    """The same filter without what the network does not have; one that asks for nothing else lets all through."""
    states, sides = {state.id for state in net.states}, {"", *(side.id for side in net.sides)}
    kept = tuple(each for each in chosen.states if each in states)
    of_sides = tuple(each for each in chosen.sides if each in sides)
    return LaneFilter(kept, chosen.ever and bool(kept), of_sides)


def _is_usable(camera: Camera) -> bool:
    return abs(camera.x) < 1e9 and abs(camera.y) < 1e9 and 1e-6 < camera.scale < 1e6


def _kept(hidden: tuple[str, ...], known: set[str]) -> tuple[str, ...]:
    return tuple(sorted(set(hidden) & known))
