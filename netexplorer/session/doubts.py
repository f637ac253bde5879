"""How many channels of a frame are in doubt, and of which kind: what the legend counts under *Certainty*."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from netexplorer.scene.doubts import doubted
from netexplorer.scene.frame import Frame
from netexplorer.session.instant import in_force
from netexplorer.session.kept import kept_by_moment
from netexplorer.session.resolve import Plan
from netexplorer.session.status import channels_of


class Doubts(Struct, frozen=True):
    """Channels in a shown state: those that are in it only possibly, the disputed, those that no source states."""

    possible: int
    disputed: int
    unstated: int


def doubts(frame: Frame, plan: Plan) -> Doubts:
    """Count them; what the testimony leaves out is counted as what would be there without it."""
    found, wish = _doubts(frame, plan), plan.view.testimony
    if not (wish.stated or wish.undisputed) or frame.net.whole is None:
        return found
    whole = frame.net.whole
    rels, changes = in_force(whole, frame.t)
    mine = channels_of(plan)[rels] | (_filtered(plan)[rels] & ~plan.mask[rels])
    disputed, unstated = (each[changes] & mine for each in doubted(whole))
    return Doubts(
        found.possible,
        int(np.count_nonzero(disputed)) if wish.undisputed else found.disputed,
        int(np.count_nonzero(unstated & ~disputed)) if wish.stated else found.unstated,
    )


@kept_by_moment
def _doubts(frame: Frame, plan: Plan) -> Doubts:
    living = channels_of(plan) & frame.shown & (frame.states >= 0)
    return Doubts(
        int(np.count_nonzero(living & frame.uncertain)),
        int(np.count_nonzero(living & frame.disputed)),
        int(np.count_nonzero(living & frame.unstated & ~frame.disputed)),
    )


def _filtered(plan: Plan) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The channels that pass lens and filters, whoever is heard, bool (m,)."""
    passing = plan.lens_rels & plan.side_ok & plan.kind_ok & plan.family_ok
    return passing & plan.net.is_channel if plan.net.is_channel.any() else passing
