"""Calls of the kernels with what they need of a request, its counts and a look."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph.network import Bools, Int8s, Int32s
from netexplorer.scene.density.counts import Band, Counts
from netexplorer.scene.density.request import Request
from netexplorer.scene.density.shading import UNITS, Tables
from netexplorer.scene.density.warmth import frame_kernels, line_kernels, tile_kernels

_EVERY, _NOBODY = np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.int32)


def add_lines(
    request: Request, counts: Counts, band: Band, shown: Bools | None, states: Int8s, begin: int, end: int
) -> None:
    """Draw relationships ``begin`` to ``end`` in their ``states`` (m,) into a band."""
    line_kernels().move(*_pixels(request, counts, band), *_lines(request, shown), _NOBODY, states, states, begin, end)


def move_lines(
    request: Request, counts: Counts, band: Band, shown: Bools | None, rel: Int32s, before: Int8s, after: Int8s
) -> None:
    """Take relationships ``rel`` (k,) out of the states ``before`` (k,) and draw them in ``after`` (k,), in a band."""
    line_kernels().move(*_pixels(request, counts, band), *_lines(request, shown), rel, before, after, 0, rel.size)


def join_rows(counts: Counts, other: Counts, begin: int, end: int) -> None:
    """Add what ``other`` holds of the same picture to ``counts``, in tile rows ``begin`` to ``end``."""
    frame_kernels().join(
        counts.low, counts.high, counts.tiles, other.low, other.high, other.tiles, counts.across, counts.n_states,
        begin, end,
    )  # fmt: skip


def shade_rows(
    counts: Counts, look: Tables, image: npt.NDArray[np.uint32], everything: bool, begin: int, end: int
) -> None:
    """Shade tile rows ``begin`` to ``end`` of ``counts`` into ``image``, whose first row is theirs."""
    tile_kernels().shade(
        counts.low, counts.high, counts.tiles, counts.across, counts.n_states, everything,
        look.inks, look.opacity, look.stages, look.ground, image, begin, end,
    )  # fmt: skip


def _pixels(request: Request, counts: Counts, band: Band) -> tuple[Any, ...]:
    return (
        counts.low, counts.high, counts.marks, counts.at_x, band.at_y, counts.across, counts.width,
        band.top, band.bottom, max(round(request.line_px * UNITS), 1),
    )  # fmt: skip


def _lines(request: Request, shown: Bools | None) -> tuple[Any, ...]:
    return request.src, request.dst, request.xy, _EVERY if shown is None else shown, request.n_states
