"""The legend that is also the filter: what there is, how much of it on this date, and what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from netexplorer.graph import schema
from netexplorer.graph.network import ENDED
from netexplorer.scene.frame import Frame
from netexplorer.session.resolve import Plan
from netexplorer.session.wording import called, family_label

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One entry; ``code`` is its row in the network's vocabulary, -1 for what has no entry there."""

    id: str
    label: str
    count: int
    hidden: bool
    code: int


@dataclass(frozen=True, slots=True)
class LegendModel:
    """The parts of the legend, each in the order of the file.

    ``states`` count channels, ``sides`` and ``kinds`` actors with something in a state, ``families`` relationships in
    a state. What is hidden still counts. ``ended`` counts channels that are over. ``lenses`` say whether they are
    chosen by *not* being ``hidden``; their counts are relationships in a state and 0 where that is not worked out.
    """

    states: tuple[LegendRow, ...]
    ended: int
    sides: tuple[LegendRow, ...]
    kinds: tuple[LegendRow, ...]
    families: tuple[LegendRow, ...]
    lenses: tuple[LegendRow, ...]


def legend_counts(frame: Frame, plan: Plan) -> LegendModel:
    """Count what passes the lens and all filters but the one that the entry belongs to.

    Parameters
    ----------
    frame : Frame
        The frame of ``plan`` at the date.
    """
    net, view = plan.net, plan.view
    in_state = frame.states >= 0
    state_ok = in_state & plan.state_ok[np.where(in_state, frame.states, 0)]
    channels = plan.channels
    by_state = np.bincount(frame.states[channels & in_state], minlength=len(net.states))
    families = state_ok & plan.lens_rels & plan.side_ok & plan.kind_ok
    sides = _actors_by(plan, net.actor_side, state_ok & plan.kind_ok & plan.family_ok, len(net.sides))
    kinds = _actors_by(plan, net.actor_kind, state_ok & plan.side_ok & plan.family_ok, len(net.kinds))
    by_family = np.bincount(net.rel_family[families] + 1, minlength=len(net.families) + 1)
    return LegendModel(
        states=_rows(net.states, by_state, view.hidden_states),
        ended=int(np.count_nonzero(channels & (frame.states == ENDED))),
        sides=_rows(net.sides, sides, view.hidden_sides),
        kinds=_rows(net.kinds, kinds, view.hidden_kinds),
        families=_families(plan, by_family),
        lenses=_lenses(plan),
    )


def _actors_by(plan: Plan, codes: npt.NDArray[np.int16], rels: Bools, count: int) -> npt.NDArray[np.intp]:
    net, shown = plan.net, plan.lens_rels & rels
    actors = plan.lonely.copy()
    actors[net.src[shown]] = True
    actors[net.dst[shown]] = True
    return np.bincount(codes[actors & (codes >= 0)], minlength=count)


def _rows(
    words: Sequence[schema.State | schema.Side | schema.Kind], counts: npt.NDArray[np.intp], hidden: tuple[str, ...]
) -> tuple[LegendRow, ...]:
    return tuple(
        LegendRow(word.id, called(word), int(counts[code]), word.id in hidden, code) for code, word in enumerate(words)
    )


def _families(plan: Plan, counts: npt.NDArray[np.intp]) -> tuple[LegendRow, ...]:
    net, hidden = plan.net, plan.view.hidden_families
    rows = [
        LegendRow(family, family_label(family), int(counts[code + 1]), family in hidden, code)
        for code, family in enumerate(net.families)
    ]
    if net.families and (net.rel_family < 0).any():
        rows.append(LegendRow("", family_label(""), int(counts[0]), "" in hidden, -1))
    return tuple(rows)


def _lenses(plan: Plan) -> tuple[LegendRow, ...]:
    chosen = plan.view.lens
    return tuple(
        LegendRow(lens.id, called(lens), 0, lens.id != chosen, code)
        for code, lens in enumerate(plan.net.dataset.lenses)
    )
