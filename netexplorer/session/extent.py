"""Who has to be in a picture of everything: whoever some date shows, and what is selected outside of the lens.

What a filter hides at the moment keeps its place, so that a picture moves neither with time nor with the legend.
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


def everybody(plan: Plan, *, pinned: bool = True) -> tuple[F32, F32]:
    """Where they stand, float32 (k, 2) and (c, 2): those of the lens, and those who are there by the selection.

    Not ``pinned`` is where the layout has them, whoever was dragged elsewhere.
    """
    xy, more = plan.xy if pinned else plan.positions, chosen(plan)
    return (xy if plan.ever_shown.all() else xy[plan.ever_shown]), xy[more]


def view_of_all(
    plan: Plan, width: float, height: float, margins: Margins | None = None, max_scale: float = CLOSEST
) -> Viewport:
    """The viewport of so many pixels that holds everybody."""
    those, more = everybody(plan)
    return fit(those, width, height, margins, max_scale, more)


def resting(plan: Plan, width: float, height: float) -> Viewport:
    """The viewport of a canvas whose view has no camera: it stays as it is while somebody is dragged."""
    those, more = everybody(plan, pinned=False)
    return fit(those, width, height, also=more)


def fitting(plan: Plan, width: float, height: float) -> Camera | None:
    """The camera that brings everybody into a canvas, none where the one at rest does: wherever nobody was dragged."""
    seen = view_of_all(plan, width, height)
    return None if seen == resting(plan, width, height) else Camera(seen.x, seen.y, seen.scale)


def has_same_extent(one: Plan, other: Plan) -> bool:
    """Whether a canvas at rest is known to see the same; costs nothing."""
    is_same_lens = one.positions is other.positions and one.ever_shown is other.ever_shown
    return is_same_lens and one.view.selected == other.view.selected
