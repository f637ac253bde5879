"""Counts at chosen instants, packed and put aside, so that a jump draws what happened since the nearest of them."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.network import NOT_YET, Int8s
from netexplorer.graph.transitions import Transitions
from netexplorer.scene.density.counts import TILE, Counts, share
from netexplorer.scene.density.picture import Density
from netexplorer.scene.density.request import Cancelled, Progress, Request, checked
from netexplorer.scene.density.shelf import Shelf, room
from netexplorer.scene.density.warmth import frame_kernels

BUDGET = 200_000_000  # bytes of the disk they may take, and no more than a part of what is free
FREE_SHARE = 4
MOST = 128  # keyframes
FEWEST_MOVES = 2_000  # between two of them: a jump over these is drawn in a few milliseconds
STRETCH = 10_000  # moves between two looks at whether a job was cancelled
UNPACKING = 8_000  # as many relationships drawn take as long as unpacking a keyframe

Words = npt.NDArray[np.uint32]


class Packed(Struct, frozen=True, eq=False):
    """Counts as :mod:`frame_kernels` packs them: how wide rows are, where rows of tiles begin, and their bits."""

    widths: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]
    data: Words


class Keyframe(Struct, frozen=True, eq=False):
    """Counts after the first ``place`` moves, and where they lie on the shelf."""

    place: int
    begin: int
    nbytes: int


class Keyframes(Struct, frozen=True, eq=False):
    """Keyframes of one view in the order of time, ``moves`` they lie between, and the request they were drawn for."""

    request: Request
    moves: Transitions
    frames: tuple[Keyframe, ...]
    shelf: Shelf

    @property
    def nbytes(self) -> int:
        """Bytes of the disk that they take."""
        return sum(frame.nbytes for frame in self.frames)

    def fit(self, density: Density) -> bool:
        """Whether they are of what ``density`` draws: the same lines in the same view, the same of them shown."""
        ours, theirs = self.request, density.request
        return (
            ours.xy is theirs.xy
            and ours.src is theirs.src
            and ours.dst is theirs.dst
            and ours.shown is density.shown
            and (ours.size, ours.n_states, ours.line_px) == (theirs.size, theirs.n_states, theirs.line_px)
        )

    def place(self, t: int) -> int:
        """How many moves have happened at ``t``."""
        return int(self.moves.starts[np.searchsorted(self.moves.ticks, t, side="right")])

    def nearest(self, place: int) -> Keyframe | None:
        """The keyframe with the fewest moves between it and ``place``."""
        at = bisect_left(self.frames, place, key=lambda frame: frame.place)
        return min(self.frames[max(at - 1, 0) : at + 1], key=lambda frame: abs(frame.place - place), default=None)


def keyframes(
    request: Request, moves: Transitions, progress: Progress, cancelled: Cancelled, *, budget: int | None = None
) -> Keyframes | None:
    """Walk through all time once and keep the counts at instants with as many moves between any two.

    Parameters
    ----------
    request : Request
        :meth:`Density.now` of the picture they are for, so that they fit; its states do not matter.
    moves : Transitions
        All moves, by time: ``net.transitions``.
    budget : int
        Bytes of the disk they may take, if not :data:`BUDGET`; they lie wider apart where it does not suffice. Where
        the disk takes none there are none, and where it is full those that it took.

    Returns
    -------
    Keyframes or None
        ``None`` if it was cancelled.
    """
    request = checked(request)
    budget = min(BUDGET, room() // FREE_SHARE) if budget is None else budget
    states = np.full(request.src.size, NOT_YET, dtype=np.int8)
    density = Density(replace(request, states=states, threads=1))
    words = np.empty(density.counts.low.size, dtype=np.uint32)  # a word for each bit of 32 counts
    count = moves.rel.size
    spacing = max(-(-count // MOST), FEWEST_MOVES)
    frames: list[Keyframe] = []
    shelf = Shelf()
    place = 0
    while place < count:
        until = min(place + spacing, count)
        while place < until:
            progress(place / count)
            if cancelled():
                return None
            some = slice(place, min(place + STRETCH, until))
            states[moves.rel[some]] = moves.after[some]  # of several moves the last one stays
            density.go(states)
            place = some.stop
        packed = _packed(density.counts, words)
        try:
            frames.append(Keyframe(place, *shelf.put(packed.widths, packed.starts, packed.data)))
        except OSError:
            break
        while sum(frame.nbytes for frame in frames) > budget:
            frames = frames[1::2]
            spacing *= 2
    return Keyframes(request, moves, tuple(frames), shelf)


def jump(density: Density, frames: Keyframes, t: int, states: Int8s) -> None:
    """Bring ``density`` to instant ``t``, where relationships have their ``states`` (m,), the cheapest way.

    Either what differs from now is drawn, or a keyframe is unpacked and what happened between it and ``t``.
    """
    place = frames.place(t)
    frame = frames.nearest(place)
    differ = int(np.count_nonzero(density.states != states))  # to say which takes ten times as long, if they are many
    if frame is None or not frames.fit(density) or abs(frame.place - place) + UNPACKING > differ:
        density.go(states)
        return
    kernels, counts = frame_kernels(), density.counts
    try:
        packed = _read(frames, frame, counts)
    except OSError:  # a disk that fails costs time, nothing else
        density.go(states)
        return

    def work(t0: int, t1: int) -> None:
        kernels.unpack(
            packed.widths, packed.starts, packed.data, counts.low, counts.high, counts.tiles, counts.across,
            counts.n_states, t0, t1,
        )  # fmt: skip

    share(work, counts.parts(density.request.threads))
    length = abs(frame.place - place)
    rel, before = np.empty(length, dtype=np.int32), np.empty(length, dtype=np.int8)
    marked = np.zeros(states.size, dtype=np.uint8)
    moves = frames.moves
    found = kernels.differing(moves.rel, moves.before, moves.after, frame.place, place, states, marked, rel, before)
    density.put(states, rel[:found], before[:found])


def _packed(counts: Counts, words: Words) -> Packed:
    widths = np.empty(_widths(counts), dtype=np.uint8)
    starts = np.empty(counts.down + 1, dtype=np.int64)
    size = frame_kernels().pack(
        counts.low, counts.high, counts.across, counts.down, counts.n_states, widths, starts, words
    )
    return Packed(widths, starts, words[:size])


def _read(frames: Keyframes, frame: Keyframe, counts: Counts) -> Packed:
    found = frames.shelf.get(frame.begin, frame.nbytes)
    first = _widths(counts)  # whole words
    second = first + (counts.down + 1) * np.int64().nbytes
    return Packed(found[:first], found[first:second].view(np.int64), found[second:].view(np.uint32))


def _widths(counts: Counts) -> int:
    return counts.across * counts.down * counts.n_states * TILE
