"""What stands out and what steps back: the neighbourhood of the pointer and of the selection."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.scene.frame import Frame, Hover

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int8]

#: How much of a colour is left at each step back: as it is, beside a selection, beside the pointer, beside a change.
STEPS_BACK = (1.0, 0.8, 0.2, 0.5)


class Focus(Struct, frozen=True, eq=False):
    """Attention as arrays.

    Attributes
    ----------
    strong_rels : bool (m,)
        Drawn at full strength and wider.
    glowing_rels : bool (m,)
        Pointed at or selected themselves, and not only as the neighbourhood of an actor.
    rel_back, actor_back : int8 (m,), (n,)
        Index into ``STEPS_BACK``.
    wish : int8 (n,)
        2 for actors whose name is always shown, 1 for those whose name is wanted more than others.
    """

    strong_rels: Bools
    glowing_rels: Bools
    rel_back: Ints
    actor_back: Ints
    wish: Ints


def focus_of(frame: Frame, hover: Hover) -> Focus:
    """The focus of a frame: the pointer decides what steps back, else the selection does, mildly.

    In a row of pictures what is other than in the one before decides.
    """
    if frame.fresh is not None:
        return _focus_on_changes(frame, frame.fresh & frame.shown)
    net = frame.net
    pointed = _touching(frame, hover)
    chosen = frame.selected_rels | frame.selected_actors[net.src] | frame.selected_actors[net.dst]
    chosen = chosen & frame.shown
    rel_back = np.zeros(len(net.src), np.int8)
    actor_back = np.zeros(len(frame.xy), np.int8)
    wish = np.zeros(len(frame.xy), np.int8)
    wish[_ends(frame, chosen & (frame.states >= 0))] = 1
    wish[_ends(frame, frame.selected_rels & frame.shown)] = 1
    wish[frame.selected_actors] = 2
    if pointed.any() or _is_actor(frame, hover):
        near = _ends(frame, pointed)
        if _is_actor(frame, hover):
            near[hover.actor] = True
        rel_back[~pointed & ~frame.selected_rels] = 2
        actor_back[~near & ~frame.selected_actors] = 2
        wish[near & (wish == 0)] = 1
        if _is_actor(frame, hover):
            wish[hover.actor] = 2
    elif chosen.any():
        rel_back[~chosen] = 1
    glowing = frame.selected_rels & frame.shown
    if not _is_actor(frame, hover):
        glowing = glowing | pointed
    return Focus(pointed | chosen, glowing, rel_back, actor_back, wish)


def _focus_on_changes(frame: Frame, fresh: Bools) -> Focus:
    rel_back = np.where(fresh, 0, 3).astype(np.int8)
    wish = np.where(frame.selected_actors, 2, np.where(_ends(frame, fresh), 1, 0)).astype(np.int8)
    return Focus(fresh, fresh, rel_back, np.zeros(len(frame.xy), np.int8), wish)


def _is_actor(frame: Frame, hover: Hover) -> bool:
    return 0 <= hover.actor < len(frame.xy)


def _touching(frame: Frame, hover: Hover) -> Bools:
    net = frame.net
    pointed = np.zeros(len(net.src), bool)
    if _is_actor(frame, hover):
        pointed = ((net.src == hover.actor) | (net.dst == hover.actor)) & frame.shown
    elif 0 <= hover.rel < len(net.src):
        pointed[hover.rel] = frame.shown[hover.rel]
    return pointed


def _ends(frame: Frame, rels: Bools) -> Bools:
    ends = np.zeros(len(frame.xy), bool)
    ends[frame.net.src[rels]] = True
    ends[frame.net.dst[rels]] = True
    return ends
