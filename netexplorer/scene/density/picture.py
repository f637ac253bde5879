"""The picture of a network too large for lines one by one: drawn once, then kept true by drawing what changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph.network import Bools, Int8s, Int32s
from netexplorer.scene.density.counts import TILE, Band, Counts, share
from netexplorer.scene.density.request import Cancelled, Progress, Request, bands_of, checked
from netexplorer.scene.density.shading import LEVELS, Curve, Inks, Tables, fitted, seen_states, tables
from netexplorer.scene.density.strokes import add_lines, join_rows, move_lines, shade_rows
from netexplorer.scene.density.warmth import tile_kernels

CHUNK = 25_000  # relationships between two looks at whether a job was cancelled
FEW_LINES = 1_500  # changes that are drawn sooner than a thread is started
FEW_TILES = 250
FIT_STEP = 3  # every third row is measured

Image = npt.NDArray[np.uint32]


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
        """Draw everything into empty counts; ``False`` if it was cancelled on the way.

        Each thread draws its share of the lines into counts of its own: by rows, a third of the lines would be in both.
        """
        m, (width, height) = self.states.size, self.size
        edges = np.linspace(0, m, (self.request.threads if m > FEW_LINES else 1) + 1).astype(int).tolist()
        others = [Counts(width, 0, height, self.counts.n_states) for _ in edges[2:]]
        stopped: list[bool] = []

        def work(counts: Counts, begin: int, end: int) -> None:
            for k0 in range(begin, end, CHUNK):
                if begin == 0:
                    progress(k0 / end)
                    if cancelled():
                        stopped.append(True)
                if stopped:
                    return
                add_lines(self.request, counts, self._whole, self.shown, self.states, k0, min(k0 + CHUNK, end))

        share(work, list(zip([self.counts, *others], edges[:-1], edges[1:], strict=True)))
        for other in others:
            share(partial(join_rows, self.counts, other), self.counts.parts(self.request.threads))
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

    def put(self, states: Int8s, rel: Int32s, before: Int8s) -> None:
        """Go to ``states`` (m,) when the counts hold ``rel`` (k,) in states ``before`` (k,) and all others as there."""
        self._move(rel, before, states[rel], self.shown)
        self.states = states.copy()
        self.states.setflags(write=True)

    def now(self) -> Request:
        """What is drawn at this moment, as a request."""
        return replace(self.request, states=self.states.copy(), shown=self.shown)

    def show(self, shown: Bools | None) -> None:
        """Draw only the relationships of ``shown`` (m,), all without; costs what differs. It must not change later."""
        if shown is self.shown:
            return
        m = self.states.size
        old = np.ones(m, np.bool_) if self.shown is None else self.shown
        new = np.ones(m, np.bool_) if shown is None else np.ascontiguousarray(shown, np.bool_)
        rel = np.flatnonzero((old != new) & (self.states >= 0)).astype(np.int32)
        states, absent = self.states[rel], np.int8(-1)
        self._move(rel, np.where(old[rel], states, absent), np.where(new[rel], states, absent), None)
        self.shown = None if shown is None else new

    def fit(self, hidden: Sequence[int] = ()) -> Curve:
        """The curve that fits what is drawn now; ``hidden`` states do not count."""
        counts, (width, height) = self.counts, self.size
        densities = np.zeros(LEVELS, dtype=np.int64)
        single = np.zeros((counts.n_states, LEVELS), dtype=np.int64)
        seen = seen_states(counts.n_states, hidden)
        step = min(FIT_STEP, max(height // TILE, 1))
        tile_kernels().measure(
            counts.low, counts.high, counts.tiles, counts.across, counts.n_states, width, height, step, seen,
            densities, single,
        )  # fmt: skip
        return fitted(densities, single)

    def ink(self, inks: Inks, curve: Curve, hidden: Sequence[int] = ()) -> None:
        """Choose colours, curve and hidden states for :meth:`shade`; the whole image is shaded next."""
        self._tables = tables(inks, curve, seen_states(self.counts.n_states, hidden))
        self.counts.tiles |= 1

    def shade(self) -> Bools:
        """Bring ``image`` up to date; gives the tiles that changed, bool (down, across).

        Only tiles that were drawn into. Before the first time, :meth:`ink` has to be called.
        """
        if self._tables is None:
            raise ValueError("Density.ink has to be called before Density.shade.")
        counts, look = self.counts, self._tables
        touched: Bools = (counts.tiles & 1).astype(np.bool_).reshape(counts.down, counts.across)
        parts = counts.parts(self.request.threads if np.count_nonzero(touched) > FEW_TILES else 1)
        share(partial(shade_rows, counts, look, self.image, False), parts)
        return touched

    @property
    def nbytes(self) -> int:
        """Bytes held, without those of the network; carries count once they are used."""
        counts = self.counts
        carried = counts.high.nbytes if (counts.tiles & 2).any() else 0
        return counts.low.nbytes + carried + self.image.nbytes + self.states.nbytes

    def _move(self, rel: Int32s, before: Int8s, after: Int8s, shown: Bools | None) -> None:
        bands = self.bands if rel.size > FEW_LINES else (self._whole,)
        work = partial(self._move_in, shown=shown, rel=rel, before=before, after=after)
        share(work, [(band,) for band in bands])

    def _move_in(self, band: Band, *, shown: Bools | None, rel: Int32s, before: Int8s, after: Int8s) -> None:
        move_lines(self.request, self.counts, band, shown, rel, before, after)


def drawn(request: Request, progress: Progress, cancelled: Cancelled) -> Density | None:
    """The counts of a request, not shaded yet; ``None`` if it was cancelled."""
    density = Density(request)
    return density if density.draw(progress, cancelled) else None
