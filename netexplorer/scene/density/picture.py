"""The picture of a network too large for lines one by one: drawn once, then kept true by drawing what changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph.network import Bools, Int8s, Int32s
from netexplorer.scene.density.counts import TILE, Band, Counts, rectangles, share
from netexplorer.scene.density.request import Cancelled, Progress, Request, bands_of, checked
from netexplorer.scene.density.shading import LEVELS, UNITS, Curve, Inks, Tables, fitted, tables
from netexplorer.scene.density.warmth import line_kernels, tile_kernels

CHUNK = 50_000  # relationships between two looks at whether a job was cancelled
FEW_LINES = 1_500  # changes that are drawn sooner than a thread is started
FEW_TILES = 250
FIT_STEP = 3  # every third row is measured

Image = npt.NDArray[np.uint32]
_EVERY = np.zeros(0, dtype=np.bool_)


class Density:
    """The picture of a request, kept true while states and what is shown change.

    Not for two threads at once. ``image`` is uint32 (h, w), ``0xFFRRGGBB``, changed in place by :meth:`shade`.
    """

    def __init__(self, request: Request) -> None:
        self.request = checked(request)
        self.size = self.request.size
        self.states = self.request.states.copy()
        self.shown = self.request.shown
        self.counts = Counts(self.size[0], 0, self.size[1], self.request.n_states)
        self.image: Image = np.zeros((self.size[1], self.size[0]), dtype=np.uint32)
        self.bands = tuple(self.counts.band(*rows) for rows in bands_of(self.request))
        self._whole = self.counts.band(0, self.size[1])
        self._tables: Tables | None = None

    def draw(self, progress: Progress, cancelled: Cancelled) -> bool:
        """Draw everything into empty counts; ``False`` if it was cancelled on the way."""
        kernels = line_kernels()
        m = self.states.size
        stopped: list[bool] = []

        def work(band: Band, is_first: bool) -> None:
            for k0 in range(0, m, CHUNK):
                if is_first:
                    progress(k0 / m)
                    if cancelled():
                        stopped.append(True)
                if stopped:
                    return
                kernels.add(*self._pixels(band), *self._lines(self.shown), self.states, k0, min(k0 + CHUNK, m))

        share(work, [(band, k == 0) for k, band in enumerate(self.bands)])
        return not stopped

    def apply(self, rel: Int32s, after: Int8s) -> None:
        """Put relationships ``rel`` (k,), each once, into the states ``after`` (k,); costs what changes."""
        rel, after = np.ascontiguousarray(rel, np.int32), np.ascontiguousarray(after, np.int8)
        self._move(rel, self.states[rel], after, self.shown)
        self.states[rel] = after

    def go(self, states: Int8s) -> None:
        """Put every relationship into its state of ``states`` (m,); costs a comparison and what differs."""
        rel = np.flatnonzero(self.states != states).astype(np.int32)
        self.apply(rel, states[rel])

    def show(self, shown: Bools | None) -> None:
        """Draw only the relationships of ``shown`` (m,), all without; costs what differs."""
        m = self.states.size
        old = np.ones(m, np.bool_) if self.shown is None else self.shown
        new = np.ones(m, np.bool_) if shown is None else np.array(shown, dtype=np.bool_)
        rel = np.flatnonzero((old != new) & (self.states >= 0)).astype(np.int32)
        states, absent = self.states[rel], np.int8(-1)
        self._move(rel, np.where(old[rel], states, absent), np.where(new[rel], states, absent), None)
        self.shown = None if shown is None else new

    def fit(self, hidden: Sequence[int] = ()) -> Curve:
        """The curve that fits what is drawn now; ``hidden`` states do not count."""
        counts, (width, height) = self.counts, self.size
        densities = np.zeros(LEVELS, dtype=np.int64)
        single = np.zeros((counts.n_states, LEVELS), dtype=np.int64)
        seen = _seen(counts.n_states, hidden)
        step = min(FIT_STEP, max(height // TILE, 1))
        tile_kernels().measure(
            counts.low, counts.high, counts.tiles, counts.across, counts.n_states, width, height, step, seen,
            densities, single,
        )  # fmt: skip
        return fitted(densities, single)

    def ink(self, inks: Inks, curve: Curve, hidden: Sequence[int] = ()) -> None:
        """Choose colours, curve and hidden states for :meth:`shade`; the whole image is shaded next."""
        self._tables = tables(inks, curve, _seen(self.counts.n_states, hidden))
        self.counts.tiles |= 1

    def shade(self) -> Int32s:
        """Bring ``image`` up to date; gives the rectangles that changed as int32 (k, 4), x, y, w, h.

        Only tiles that were drawn into, or the whole image when more than half of them were. Before the first time,
        :meth:`ink` has to be called.
        """
        if self._tables is None:
            raise ValueError("Density.ink has to be called before Density.shade.")
        kernels, counts, look = tile_kernels(), self.counts, self._tables
        touched = (counts.tiles & 1).reshape(counts.down, counts.across).astype(np.bool_)
        dirty = int(np.count_nonzero(touched))
        everything = 2 * dirty > touched.size

        def work(t0: int, t1: int) -> None:
            kernels.shade(
                counts.low, counts.high, counts.tiles, counts.across, counts.n_states, everything,
                look.mix, look.lift, look.colours, look.steps, look.single, look.ground, self.image, t0, t1,
            )  # fmt: skip

        parts = self.request.threads if dirty > FEW_TILES else 1
        edges = np.linspace(0, counts.down, parts + 1).astype(int).tolist()
        share(work, list(zip(edges[:-1], edges[1:], strict=True)))
        return rectangles(touched, everything, self.size)

    @property
    def nbytes(self) -> int:
        """Bytes held, without those of the network; carries count once they are used."""
        counts = self.counts
        carried = counts.high.nbytes if (counts.tiles & 2).any() else 0
        return counts.low.nbytes + carried + self.image.nbytes + self.states.nbytes

    def _move(self, rel: Int32s, before: Int8s, after: Int8s, shown: Bools | None) -> None:
        kernels = line_kernels()

        def work(band: Band) -> None:
            kernels.move(*self._pixels(band), *self._lines(shown), rel, before, after, 0, rel.size)

        share(work, [(band,) for band in (self.bands if rel.size > FEW_LINES else (self._whole,))])

    def _pixels(self, band: Band) -> tuple[Any, ...]:
        counts, span = self.counts, max(round(self.request.line_px * UNITS), 1)
        return (
            counts.low, counts.high, counts.tiles, counts.at_x, band.at_y, counts.across, counts.width,
            band.top, band.bottom, span,
        )  # fmt: skip

    def _lines(self, shown: Bools | None) -> tuple[Any, ...]:
        asked = self.request
        return asked.src, asked.dst, asked.xy, _EVERY if shown is None else shown, asked.n_states


def drawn(request: Request, progress: Progress, cancelled: Cancelled) -> Density | None:
    """The counts of a request, not shaded yet; ``None`` if it was cancelled."""
    density = Density(request)
    return density if density.draw(progress, cancelled) else None


def _seen(n_states: int, hidden: Sequence[int]) -> Bools:
    seen = np.ones(n_states, dtype=np.bool_)
    seen[list(hidden)] = False
    return seen
