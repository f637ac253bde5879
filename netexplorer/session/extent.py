"""Who has to be in a picture of everything: whoever some date shows, and what is selected outside of the lens.

What a filter hides at the moment keeps its place, so that a picture moves neither with time nor with the legend. A
canvas at rest moves with the selection no more than with these: it takes a wish to fit to bring that in.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.scene.tally import ends_of
from netexplorer.scene.viewport import F32, Margins, Viewport, fit
from netexplorer.session.resolve import Plan
from netexplorer.session.state import Camera

CLOSEST = 1.6  # pixels for each unit of the plane


def chosen(plan: Plan) -> npt.NDArray[np.bool_]:
    """The actors that are shown because of the selection alone, whatever the lens says, bool (n,)."""
    ends = ends_of(plan.net, np.flatnonzero(plan.selected_rels))
    return (plan.selected_actors | ends) & ~plan.ever_shown


def everybody(plan: Plan) -> tuple[F32, F32]:
    """Where they stand, float32 (k, 2) and (c, 2): those of the lens, and those who are there by the selection."""
    return (plan.xy if plan.ever_shown.all() else plan.xy[plan.ever_shown]), plan.xy[chosen(plan)]


def view_of_all(
    plan: Plan, width: float, height: float, margins: Margins | None = None, max_scale: float = CLOSEST
) -> Viewport:
    """The viewport of so many pixels that holds everybody."""
    those, more = everybody(plan)
    return fit(those, width, height, margins, max_scale, more)


def resting(plan: Plan, width: float, height: float) -> Viewport:
    """The viewport of a canvas whose view has no camera: that of the lens, also while somebody is dragged."""
    xy = plan.positions
    return fit(xy if plan.ever_shown.all() else xy[plan.ever_shown], width, height)


def fitting(plan: Plan, width: float, height: float) -> Camera | None:
    """The camera that brings everybody into a picture of so many pixels, none where that at rest does."""
    seen = view_of_all(plan, width, height)
    return None if seen == resting(plan, width, height) else Camera(seen.x, seen.y, seen.scale)
