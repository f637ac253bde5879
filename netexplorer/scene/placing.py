"""The search for the places of labels: boxes, what lies in their way, and who gives way to whom."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int32]
F64 = npt.NDArray[np.float64]

EDGE_PX = 4.0
MOST_TRIES = 12  # exchanges of places that are tried for one picture
MOST_HITS = 2  # labels that have to find another place in one exchange
BREATH_PX = 7.0  # between two names side by side
FOREMOST = 12  # labels that may stand beside another actor even in a crowd
BAD, BLOCKED = 1, 2


class Ground:
    """The places of k labels and what lies there.

    The first ``usual`` places of all labels are looked at together, the others of a label only when those do not do.

    Attributes
    ----------
    box : float64 (k, places, 4)
        Left, top, right, bottom.
    chosen : int64 (k,)
        The place of each label, -1 while it has none.
    """

    def __init__(
        self,
        box: F64,
        taken: F64,
        avoid: F64,
        near: F64,
        own: Ints,
        width: float,
        height: float,
        usual: int,
        *,
        is_strict: bool = False,
    ) -> None:
        self.box = box
        self.chosen = np.full(len(box), -1, dtype=np.int64)
        self._taken, self._avoid, self._near, self._own = taken, avoid, near, own
        self._usual = min(usual, box.shape[1])
        first = box[:, : self._usual]
        self._outside: Bools = (box[..., 0] < EDGE_PX) | (box[..., 1] < EDGE_PX)
        self._outside |= (box[..., 2] > width - EDGE_PX) | (box[..., 3] > height - EDGE_PX)
        self._cost = np.full(box.shape[:2], BLOCKED, dtype=np.int8)
        # In a crowd only the first served may stand beside another actor: their names are worth a second look.
        self._near_costs = np.where(is_strict & (np.arange(len(box)) >= FOREMOST), BLOCKED, BAD)
        others = self._near_costs[:, None] * touches(first, near, own)
        blocked = self._outside[:, : self._usual] | touches(first, taken)
        self._cost[:, : self._usual] = np.maximum(touches(first, avoid), others) + BLOCKED * blocked
        self._is_known = np.zeros(len(box), bool)

    def cost(self, i: int) -> npt.NDArray[np.int8]:
        """What every place of label ``i`` is like, other labels apart: 0, ``BAD``, or ``BLOCKED`` and above."""
        if not self._is_known[i]:
            self._is_known[i] = True
            rest = self.box[i, self._usual :]
            near = self._near if self._own[i] < 0 else np.delete(self._near, self._own[i], axis=0)
            others = self._near_costs[i] * _lies_on(rest, near)
            blocked = self._outside[i, self._usual :] | _lies_on(rest, self._taken)
            self._cost[i, self._usual :] = np.maximum(_lies_on(rest, self._avoid), others) + BLOCKED * blocked
        answer: npt.NDArray[np.int8] = self._cost[i]
        return answer

    def placed(self, later: Bools, wish: Ints) -> npt.NDArray[np.int64]:
        """Serve everybody; the arguments are those of :func:`netexplorer.scene.labels.place`."""
        self._serve(later & (wish == 0))
        self._rearrange(later | (wish > 0))
        for level in (2, 1):
            for i in np.flatnonzero((wish == level) & (self.chosen < 0)).tolist():
                for evicted in self._make_room(i, wish):
                    self._squeeze_in(evicted)
        return self.chosen

    def _serve(self, later: Bools) -> None:
        """Give every label its first free place, rather one that is not bad; later ones only while nobody lacks one."""
        usual = self._usual
        cost = self._cost[:, :usual].copy()
        left, top, right, bottom = np.ascontiguousarray(np.moveaxis(self.box[:, :usual], 2, 0))
        is_lacking = False
        for i in range(len(self.box)):
            if later[i] and is_lacking:
                continue
            p = int(cost[i].argmin())
            if cost[i, p]:
                p = self._best(i)
            if p < 0:
                is_lacking = is_lacking or not later[i]
                continue
            self.chosen[i] = p
            x0, y0, x1, y1 = self.box[i, p].tolist()
            hit = left[i + 1 :] < x1 + BREATH_PX
            hit &= right[i + 1 :] > x0 - BREATH_PX
            hit &= top[i + 1 :] < y1
            hit &= bottom[i + 1 :] > y0
            cost[i + 1 :][hit] = BLOCKED

    def _best(self, i: int) -> int:
        """The best place of label ``i`` where no label has to give way, -1 if there is none."""
        cost = self.cost(i).copy()
        placed = np.flatnonzero(self.chosen >= 0)
        cost[under(self.box[i], self.box[placed, self.chosen[placed]]).any(axis=0)] = BLOCKED
        p = int(cost.argmin())
        return p if cost[p] < BLOCKED else -1

    def _squeeze_in(self, i: int) -> None:
        self.chosen[i] = self._best(i)

    def _rearrange(self, settled: Bools) -> None:
        """Give those who found no place the place of others who can stand elsewhere."""
        tries = MOST_TRIES
        for i in np.flatnonzero((self.chosen < 0) & ~settled).tolist():
            placed = np.flatnonzero(self.chosen >= 0)
            hits = under(self.box[placed, self.chosen[placed]], self.box[i])
            cost = self.cost(i)
            count = np.where(cost >= BLOCKED, np.inf, hits.sum(axis=1) + 0.5 * cost)
            for p in np.argsort(count, kind="stable")[:4].tolist():
                if count[p] >= MOST_HITS + 1 or not tries:
                    break
                tries -= 1
                if self._exchange(i, p, placed[hits[p]].tolist()):
                    break

    def _exchange(self, i: int, p: int, evicted: list[int]) -> bool:
        """Put label ``i`` at ``p`` if all in its way find another place."""
        before = self.chosen[evicted]
        self.chosen[evicted] = -1
        self.chosen[i] = p
        for row in evicted:
            self._squeeze_in(row)
        if (self.chosen[evicted] >= 0).all():
            return True
        self.chosen[evicted] = before
        self.chosen[i] = -1
        return False

    def _make_room(self, i: int, wish: Ints) -> list[int]:
        """Place label ``i`` where it costs least, at the price of labels with a weaker wish, which are given back."""
        placed = np.flatnonzero(self.chosen >= 0)
        hits = under(self.box[placed, self.chosen[placed]], self.box[i])
        equals = (hits & (wish[placed] >= wish[i])).any(axis=1)
        p = int((self._price(i) + hits.sum(axis=1) + 1000.0 * equals).argmin())
        if equals[p] or (wish[i] < 2 and self.cost(i)[p] >= BLOCKED):
            return []
        evicted = placed[hits[p]]
        self.chosen[evicted] = -1
        self.chosen[i] = p
        return [int(row) for row in evicted]

    def _price(self, i: int) -> F64:
        """What it costs (places,) to put a label somewhere, apart from other labels: actors it covers count by area."""
        box, taken, cost = self.box[i], self._taken, self.cost(i)
        over_x = np.minimum(box[:, None, 2], taken[:, 2]) - np.maximum(box[:, None, 0], taken[:, 0])
        over_y = np.minimum(box[:, None, 3], taken[:, 3]) - np.maximum(box[:, None, 1], taken[:, 1])
        covered = (np.clip(over_x, 0, None) * np.clip(over_y, 0, None)).sum(axis=1)
        price: F64 = 500.0 * self._outside[i] + 50.0 * (cost >= BLOCKED) + np.minimum(covered, 4000.0) / 10.0
        return price + 0.5 * (cost % BLOCKED)


def _lies_on(box: F64, taken: F64) -> Bools:
    """Which boxes (places, 4) lie on one of ``taken`` (j, 4)."""
    left, top, right, bottom = box.T[:, :, None]
    x0, y0, x1, y1 = taken.T[:, None, :]
    on = left < x1
    on &= right > x0
    on &= top < y1
    on &= bottom > y0
    hit: Bools = on.any(axis=1)
    return hit


def touches(box: F64, taken: F64, own: Ints | None = None) -> Bools:
    """Which boxes (k, places, 4) lie on one of ``taken`` (j, 4), ``own`` (k,) excepted; only near ones count."""
    hit = np.zeros(box.shape[:2], bool)
    if not box.size or not len(taken):
        return hit
    low, high = box[..., :2].min(axis=1).astype(np.float32), box[..., 2:].max(axis=1).astype(np.float32)
    near = low[:, :1] < taken[:, 2].astype(np.float32)
    near &= high[:, :1] > taken[:, 0].astype(np.float32)
    near &= low[:, 1:] < taken[:, 3].astype(np.float32)
    near &= high[:, 1:] > taken[:, 1].astype(np.float32)
    if own is not None:
        near[np.flatnonzero(own >= 0), own[own >= 0]] = False
    label, other = np.nonzero(near)
    mine, theirs = box[label], taken[other][:, None, :]
    on = mine[..., 0] < theirs[..., 2]
    on &= mine[..., 2] > theirs[..., 0]
    on &= mine[..., 1] < theirs[..., 3]
    on &= mine[..., 3] > theirs[..., 1]
    if len(label):
        first = np.flatnonzero(np.r_[True, label[1:] != label[:-1]])
        hit[label[first]] = np.logical_or.reduceat(on, first, axis=0)
    return hit


def under(box: F64, lids: F64) -> Bools:
    """Which boxes (k, 4) each of ``lids`` (j, 4) touches, bool (j, k), with a breath to the left and right."""
    left, top, right, bottom = box.T
    x0, y0, x1, y1 = lids.T[:, :, None]
    hit: Bools = left < x1 + BREATH_PX
    hit &= right > x0 - BREATH_PX
    hit &= top < y1
    hit &= bottom > y0
    return hit
