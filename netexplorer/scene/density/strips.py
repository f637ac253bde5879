"""Pictures larger than the screen, in strips of rows, so that memory depends on the width and not on the height."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
import numpy.typing as npt

from netexplorer.scene.density.counts import TILE, Counts, share
from netexplorer.scene.density.request import Cancelled, Request, checked
from netexplorer.scene.density.shading import Curve, Inks, seen_states, tables
from netexplorer.scene.density.strokes import add_lines, shade_rows

ROWS = 256  # of a strip: whole tiles


def strips(
    request: Request, inks: Inks, curve: Curve, cancelled: Cancelled, *, hidden: Sequence[int] = (), rows: int = ROWS
) -> Iterator[tuple[int, npt.NDArray[np.uint32]]]:
    """The picture of ``request`` from top to bottom, as first row and pixels (rows, width).

    With the positions and ``line_px`` of the screen times a factor and the ``curve`` of the screen, its content is that
    of the screen. Memory is that of one strip: ``width × rows × (2 × states + 4)`` bytes.
    """
    request = checked(request)
    width, height = request.size
    look = tables(inks, curve, seen_states(request.n_states, hidden))
    for y in range(0, height, rows):
        if cancelled():
            return
        counts = Counts(width, y, min(y + rows, height), request.n_states)
        parts = counts.parts(request.threads)
        share(partial(_draw, request, counts), parts)
        image = np.empty((counts.row1 - y, width), dtype=np.uint32)
        share(partial(shade_rows, counts, look, image, True), parts)
        yield y, image


def _draw(request: Request, counts: Counts, begin: int, end: int) -> None:
    band = counts.band(counts.row0 + begin * TILE, min(counts.row0 + end * TILE, counts.row1))
    add_lines(request, counts, band, request.shown, request.states, 0, request.src.size)
