"""What is true at one date, as arrays: the only thing a picture is composed from."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.network import TemporalNetwork

Bools = npt.NDArray[np.bool_]


class Compared(Struct, frozen=True, eq=False):
    """Two dates told as one picture, always in the order of time.

    Attributes
    ----------
    start, end : int
        The earlier and the later of the two, in ticks.
    before, after : int8 (m,)
        State codes at either.
    turns : int8 (m,)
        What became of each relationship, as :class:`netexplorer.graph.turns.Turn` has it.
    short_label : str
        Both dates in few letters, for where ``date_label`` of the frame is too long.
    possible : bool (m,), optional
        What only possibly became of a relationship what ``turns`` say, by imprecise dates; absent, all is certain.
    """

    start: int
    end: int
    before: npt.NDArray[np.int8]
    after: npt.NDArray[np.int8]
    turns: npt.NDArray[np.int8]
    short_label: str
    possible: Bools | None = None


def _nothing_else(row: int) -> tuple[str, ...]:
    return ()


class Frame(Struct, frozen=True, eq=False):
    """The network at the instant ``t``, filtered and placed; n actors, m relationships.

    Attributes
    ----------
    states : int8 (m,)
        State codes; ``ENDED`` and ``NOT_YET`` of :mod:`netexplorer.graph.network` are negative.
    uncertain : bool (m,)
        The change in force, or the end, has only possibly happened yet.
    shown : bool (m,)
        Relationships that are drawn: they pass lens and filters and are in a state, or ended while ghosts are on.
    mask : bool (m,)
        Relationships that pass lens and filters, in whatever state; what is selected may be shown without that.
    actor_shown, actor_faint : bool (n,)
        Actors that are drawn; faint are those of which everything has ended, whether or not a filter hides some of it.
    actor_counted : bool (n,)
        Actors that a legend counts: drawn for something in a state that passes lens and filters, or standing alone.
    xy : float32 (n, 2)
        Positions on the plane of the layout; they do not depend on ``t``.
    recent : bool (m,)
        Changed within the last year before ``t``.
    disputed, unstated : bool (m,)
        Sources contradict one another about the change in force; no source states it.
    importance : float32 (n,)
        Who gets a label first.
    subtitle : tuple of str
        A quiet second line under each actor's name, often empty.
    told : bool (m,)
        Relationships that are drawn, or that are not because the name of an office has them below it.
    subtitle_ever : callable
        Every second line that an actor of that row has at some date, where its label keeps room for all of them.
    moment : int
        Frames of the same moment differ in nothing but ``t``, ``date_label`` and ``caption``; 0 where nobody knows.
    compared : Compared, optional
        What the picture shows instead of ``states``, which stay those at ``t``.
    testimony : str
        Whose word counts, where that is not everybody's.
    cut : float32 (m,), optional
        How far each line that is cut has been cut, from 0 to 1, where a film shows it happening; else all are wholly.
    fresh : bool (m,) or None
        In a row of pictures: in another state than in the picture before; it stands out, and what stayed steps back.
    """

    net: TemporalNetwork
    t: int
    states: npt.NDArray[np.int8]
    uncertain: Bools
    shown: Bools
    mask: Bools
    actor_shown: Bools
    actor_faint: Bools
    actor_counted: Bools
    xy: npt.NDArray[np.float32]
    pinned: Bools
    selected_actors: Bools
    selected_rels: Bools
    recent: Bools
    disputed: Bools
    unstated: Bools
    importance: npt.NDArray[np.float32]
    subtitle: tuple[str, ...]
    date_label: str
    caption: str
    title: str
    lens_label: str
    told: Bools
    subtitle_ever: Callable[[int], tuple[str, ...]] = _nothing_else
    moment: int = 0
    compared: Compared | None = None
    testimony: str = ""
    cut: npt.NDArray[np.float32] | None = None
    fresh: Bools | None = None


class Hover(Struct, frozen=True):
    """The row under the pointer; -1 is none."""

    actor: int = -1
    rel: int = -1
