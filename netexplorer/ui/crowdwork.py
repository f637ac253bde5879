"""What is drawn of a crowd in the background: its density, and a rough picture of one that is still to come."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.compile_ahead import compile_ahead
from netexplorer.graph.memory import give_back
from netexplorer.graph.network import Bools, Int8s
from netexplorer.graph.transitions import Transitions
from netexplorer.scene.density.dots import Dots, dots_of, stamp
from netexplorer.scene.density.keyframes import Keyframes, keyframes
from netexplorer.scene.density.picture import Density, Image, drawn
from netexplorer.scene.density.request import Request
from netexplorer.scene.density.shading import Curve, Inks, thinned
from netexplorer.scene.density.warmth import KERNELS
from netexplorer.scene.style import Style
from netexplorer.scene.viewport import Viewport
from netexplorer.session.jobs import Cancelled, Progress
from netexplorer.session.resolve import Plan
from netexplorer.session.sight import codes_drawn, hidden_codes, inks_drawn

ROUGH_LINES = 12_000  # of a rough picture: drawn in less time than the window takes for the rest of a step


class Asked(Struct, frozen=True, eq=False):
    """What a density was drawn for; ``placed`` is the plan that its places are from."""

    plan: Plan
    placed: Plan
    viewport: Viewport
    ratio: float
    style: Style
    states: Int8s
    shown: Bools
    actors: Bools
    is_compared: bool = False


class Drawn(Struct, frozen=True, eq=False):
    """A density and what it was drawn for."""

    asked: Asked
    density: Density
    curve: Curve
    dots: Dots
    actors: Bools  # those that are stamped


def work(asked: Asked, progress: Progress, cancelled: Cancelled) -> Drawn | None:
    """Draw and shade; none if it was cancelled."""
    compile_ahead((KERNELS,), cancelled)
    density = None if cancelled() else drawn(request_of(asked), progress, cancelled)
    if density is None:
        return None
    hidden = hidden_for(asked)
    curve = density.fit(hidden)
    density.ink(inks_for(asked), curve, hidden)
    dots = dots_for(asked, density.request)
    stamp(density, dots, asked.actors, density.shade())
    return Drawn(asked, density, curve, dots, asked.actors)


def request_of(asked: Asked) -> Request:
    net, viewport, ratio = asked.plan.net, asked.viewport, asked.ratio
    size = (max(round(viewport.width * ratio), 1), max(round(viewport.height * ratio), 1))
    xy = viewport.to_px(asked.placed.xy) * np.float32(ratio)
    codes = codes_drawn(asked.plan, is_compared=asked.is_compared)
    return Request(net.src, net.dst, xy, size, codes, asked.states, asked.shown, ratio)


def dots_for(asked: Asked, request: Request) -> Dots:
    plan = asked.plan
    return dots_of(plan.net, request.xy, plan.importance, plan.ever_shown, request.size, asked.style, asked.ratio)


def work_frames(asked: tuple[Request, Transitions], progress: Progress, cancelled: Cancelled) -> Keyframes | None:
    """Counts at chosen instants; none if it was cancelled."""
    frames = keyframes(*asked, progress, cancelled)
    give_back()
    return frames


def hidden_for(asked: Asked) -> list[int]:
    return hidden_codes(asked.plan, is_compared=asked.is_compared)


def inks_for(asked: Asked) -> Inks:
    return inks_drawn(asked.plan, asked.style, is_compared=asked.is_compared)


def roughly(made: Drawn, asked: Asked) -> Image | None:
    """The picture of ``asked`` with one line in so many, where there is one of another date; drawn while one waits.

    Its colours are those of the curve that was ``made``, as if each line stood for those left out. ``None`` if it is
    not worth it: with few lines the exact picture is as quick.
    """
    step = int(np.count_nonzero(asked.states >= 0)) // ROUGH_LINES
    if step < 2 or made.asked.is_compared or asked.is_compared:
        return None
    is_seen_alike = (
        made.asked.viewport == asked.viewport and made.asked.ratio == asked.ratio and made.asked.placed is asked.placed
    )
    whole, every = made.density.request if is_seen_alike else request_of(asked), slice(None, None, step)
    src, dst, states, shown = (each[every] for each in (whole.src, whole.dst, asked.states, asked.shown))
    some = replace(whole, src=src, dst=dst, states=states, shown=shown, threads=1)  # more would wait for memory
    density = Density(some)
    density.draw(lambda _: None, lambda: False)
    dots = made.dots if is_seen_alike else dots_for(asked, whole)
    density.ink(inks_for(asked), thinned(made.curve, step), hidden_for(asked))
    stamp(density, dots, asked.actors, density.shade())
    return density.image
