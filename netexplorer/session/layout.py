"""From a network to the question a layout answers, and the answer at once for whoever does not want to watch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.layouts import LayoutRequest, layout, run_layout
from netexplorer.graph.layouts.spacing import ALL_PAIRS_LIMIT
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.select import lens_actors, lens_mask

Xy = npt.NDArray[np.float32]

_PX_PER_LETTER = 6.2
_MOST_LETTERS = 32
_CHANNEL_PULL = 2.0


class LayoutJob(Struct, frozen=True, eq=False):
    """The frozen question of a layout job."""

    layout: str
    request: LayoutRequest


def request_for(net: TemporalNetwork) -> LayoutRequest:
    """What a layout is asked for: all actors, those of the first lens in the middle, channels pulling harder."""
    lenses = net.dataset.lenses
    first = lenses[0].id if lenses else None
    in_lens = lens_mask(net, first)
    weight = np.where(net.is_channel, _CHANNEL_PULL, 1.0) * np.where(in_lens, 1.0, 0.75)
    return LayoutRequest(
        keys=net.actor_ids,
        src=net.src,
        dst=net.dst,
        weight=weight.astype(np.float32),
        side=net.actor_side,
        priority=lens_actors(net, first).astype(np.float32),
        label_px=_label_widths(net),
    )


def _label_widths(net: TemporalNetwork) -> npt.NDArray[np.float32]:
    """Half the width of every label, (n,); none in a network too large for all labels to have room."""
    n = len(net.actor_ids)
    if n > ALL_PAIRS_LIMIT:
        return np.zeros(n, dtype=np.float32)
    letters = np.array([min(len(net.name(row)), _MOST_LETTERS) for row in range(n)], dtype=np.float32)
    return letters * np.float32(_PX_PER_LETTER / 2)


def job_for(net: TemporalNetwork, layout_id: str) -> LayoutJob:
    """The question of a layout job; raises :class:`UserError` when there is no such layout."""
    return LayoutJob(layout(layout_id).id, request_for(net))


def run(
    job: LayoutJob,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    show: Callable[[Xy], None] | None = None,
) -> Xy:
    """Run a layout to its end, or to the first step after it was cancelled; gives the positions reached by then.

    ``show`` is given every new array of positions on the way.
    """
    xy: Xy = np.zeros((job.request.n, 2), dtype=np.float32)
    for step in run_layout(job.layout, job.request):
        if show is not None and step.xy is not xy:
            show(step.xy)
        xy = step.xy
        if cancelled():
            break
        progress(step.done)
    return xy


def positions(net: TemporalNetwork, layout_id: str) -> Xy:
    """The final positions of a layout, float32 (n, 2), worked out now."""
    return run(job_for(net, layout_id), lambda fraction: None, lambda: False)


def placeholder(net: TemporalNetwork) -> Xy:
    """All actors on a circle, for the moment until a layout has an answer."""
    n = len(net.actor_ids)
    angle = np.arange(n) * (2 * np.pi / max(1, n))
    xy = (np.stack([np.cos(angle), np.sin(angle)], axis=1) * (60 + 12 * n)).astype(np.float32)
    xy.flags.writeable = False
    return xy
