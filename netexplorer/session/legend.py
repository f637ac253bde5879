"""The legend that is also the filter: what there is, how much of it on this date, and what is hidden."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph import schema
from netexplorer.scene.frame import Frame
from netexplorer.scene.tally import count_actors, count_states, endpoints
from netexplorer.session.resolve import Plan
from netexplorer.session.wording import called, family_label

Bools = npt.NDArray[np.bool_]


class LegendRow(Struct, frozen=True):
    """One entry; ``code`` is its row in the network's vocabulary, -1 for what has no entry there."""

    id: str
    label: str
    count: int
    hidden: bool
    code: int


class LegendModel(Struct, frozen=True):
    """The parts of the legend, each in the order of the file.

    ``states`` count channels, ``sides`` and ``kinds`` actors with something in a state, ``families`` relationships in
    a state. What is hidden still counts, as what would be there without its own filter. ``ended`` counts channels
    that are over. ``lenses`` say whether they are chosen by *not* being ``hidden``; their counts are relationships in
    a state and 0 where that is not worked out.
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
    by_state = count_states(net, frame.states, plan.mask)
    families = state_ok & plan.lens_rels & plan.side_ok & plan.kind_ok
    all_but_side = plan.lonely | endpoints(net, state_ok & plan.lens_rels & plan.kind_ok & plan.family_ok)
    all_but_kind = plan.lonely | endpoints(net, state_ok & plan.lens_rels & plan.side_ok & plan.family_ok)
    sides = _actors_by(net.sides, net.actor_side, frame.actor_counted, all_but_side, view.hidden_sides)
    kinds = _actors_by(net.kinds, net.actor_kind, frame.actor_counted, all_but_kind, view.hidden_kinds)
    by_family = np.bincount(net.rel_family[families] + 1, minlength=len(net.families) + 1)
    return LegendModel(
        states=_rows(net.states, by_state, view.hidden_states),
        ended=int(by_state[-1]),
        sides=sides,
        kinds=kinds,
        families=_families(plan, by_family),
        lenses=_lenses(plan),
    )


def _actors_by(
    words: Sequence[schema.Side | schema.Kind],
    codes: npt.NDArray[np.int16],
    seen: Bools,
    unfiltered: Bools,
    hidden: tuple[str, ...],
) -> tuple[LegendRow, ...]:
    """Shown entries count the actors that are seen, hidden ones those that their own filter takes away."""
    here, without = (count_actors(codes, actors, len(words)) for actors in (seen, unfiltered))
    counts = np.array([(without if word.id in hidden else here)[code] for code, word in enumerate(words)], np.int64)
    return _rows(words, counts, hidden)


def _rows(
    words: Sequence[schema.State | schema.Side | schema.Kind], counts: npt.NDArray[np.int64], hidden: tuple[str, ...]
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
