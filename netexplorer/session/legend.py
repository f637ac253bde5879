"""The legend that is also the filter: what there is, how much of it on this date, and what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph import schema
from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.frame import Frame
from netexplorer.scene.memo import of_part
from netexplorer.scene.tally import count_actors, count_possible, count_states, endpoints
from netexplorer.session.kept import kept_by_moment
from netexplorer.session.resolve import Plan
from netexplorer.session.wording import called, family_label

Bools = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.signedinteger[Any]]


class LegendRow(Struct, frozen=True):
    """One entry; ``code`` is its row in the network's vocabulary, -1 for what has no entry there.

    ``possible`` is how many of the ``count`` are in their state only possibly.
    """

    id: str
    label: str
    count: int
    hidden: bool
    code: int
    possible: int = 0


class LegendModel(Struct, frozen=True):
    """The parts of the legend, each in the order of the file.

    ``states`` count channels, ``sides`` and ``kinds`` actors with something in a state, ``families`` relationships in
    a state. What is hidden still counts, as what would be there without its own filter. ``ended`` counts channels
    that are over. ``lenses`` say whether they are chosen by *not* being ``hidden``; their counts are relationships in
    a state and 0 where that is not worked out. ``turns`` count channels by what became of them between two dates, where
    two are compared.
    """

    states: tuple[LegendRow, ...]
    ended: int
    sides: tuple[LegendRow, ...]
    kinds: tuple[LegendRow, ...]
    families: tuple[LegendRow, ...]
    lenses: tuple[LegendRow, ...]
    turns: tuple[LegendRow, ...] = ()


def legend_ahead(frame: Frame, plan: Plan) -> None:
    """Work out what the legend will ask; both answers are remembered."""
    legend_counts(frame, plan)
    in_lens(plan.net, plan.lens_rels)


@of_part
def in_lens(net: TemporalNetwork, rels: Bools) -> tuple[frozenset[int], bool]:
    """Of relationships ``rels`` (m,): the codes of their families, and whether the last state of one of them ends."""
    known = np.flatnonzero((net.change_start[1:] > net.change_start[:-1]) & rels)
    has_ends = bool((net.change_to[net.change_start[known + 1] - 1] <= net.last).any())
    return frozenset(distinct(net.rel_family[rels]).tolist()), has_ends


@kept_by_moment
def legend_counts(frame: Frame, plan: Plan) -> LegendModel:
    """Count what passes the lens and all filters but the one that the entry belongs to.

    Parameters
    ----------
    frame : Frame
        The frame of ``plan`` at the date.
    """
    net, view = plan.net, plan.view
    by_state = count_states(net, frame.states, plan.mask)
    seen = np.append(plan.state_ok, [False, False])[frame.states] & plan.lens_rels  # no filter but that of the states
    sides = _actors_by(net.sides, net.actor_side, frame, plan, view.hidden_sides, seen & plan.kind_ok & plan.family_ok)
    kinds = _actors_by(net.kinds, net.actor_kind, frame, plan, view.hidden_kinds, seen & plan.side_ok & plan.family_ok)
    families = np.where(seen & plan.side_ok & plan.kind_ok, net.rel_family, np.int16(-2))
    by_family = np.bincount(families + 2, minlength=len(net.families) + 2)[1:]
    possible = count_possible(net, frame.states, frame.uncertain, plan.mask)
    return legend_model(plan, by_state, sides, kinds, by_family[0 if lacks_family(net) else 1 :], possible)


def legend_model(
    plan: Plan, by_state: Counts, by_side: Counts, by_kind: Counts, by_family: Counts, possible: Counts
) -> LegendModel:
    """The legend of some counts.

    Parameters
    ----------
    by_state : int (S + 1,)
        Channels; the last are over.
    by_side, by_kind : int (k,)
        Actors; what follows is left out.
    by_family : int (F + 1,) or (F,)
        Relationships; where :func:`lacks_family`, the first have none.
    possible : int (S,)
        Of the channels those that are in their state only possibly.
    """
    net, view = plan.net, plan.view
    states = zip(_rows(net.states, by_state, view.hidden_states), possible.tolist(), strict=True)
    return LegendModel(
        states=tuple(replace(row, possible=count) if count else row for row, count in states),
        ended=int(by_state[-1]),
        sides=_rows(net.sides, by_side, view.hidden_sides),
        kinds=_rows(net.kinds, by_kind, view.hidden_kinds),
        families=_families(plan, by_family),
        lenses=_lenses(plan),
    )


def _actors_by(
    words: Sequence[schema.Side | schema.Kind],
    codes: npt.NDArray[np.int16],
    frame: Frame,
    plan: Plan,
    hidden: tuple[str, ...],
    unfiltered: Bools,
) -> Counts:
    """Shown entries count the actors that are seen, hidden ones those that their own filter takes away.

    ``unfiltered`` (m,) are the relationships that would be seen without that filter.
    """
    counts = count_actors(codes, frame.actor_counted, len(words))
    mine = [code for code, word in enumerate(words) if word.id in hidden]
    if mine:
        counts[mine] = count_actors(codes, plan.lonely | endpoints(plan.net, unfiltered), len(words))[mine]
    return counts


def _rows(
    words: Sequence[schema.State | schema.Side | schema.Kind], counts: Counts, hidden: tuple[str, ...]
) -> tuple[LegendRow, ...]:
    return tuple(
        LegendRow(word.id, called(word), int(counts[code]), word.id in hidden, code) for code, word in enumerate(words)
    )


def lacks_family(net: TemporalNetwork) -> bool:
    """Whether a relationship has no family; asks all of them."""
    return bool((net.rel_family < 0).any())


def _families(plan: Plan, counts: Counts) -> tuple[LegendRow, ...]:
    net, hidden = plan.net, plan.view.hidden_families
    rows = [
        LegendRow(family, family_label(family), count, family in hidden, code)
        for code, (family, count) in enumerate(
            zip(net.families, counts.tolist()[len(counts) - len(net.families) :], strict=True)
        )
    ]
    if net.families and len(counts) > len(net.families):
        rows.append(LegendRow("", family_label(""), int(counts[0]), "" in hidden, -1))
    return tuple(rows)


def _lenses(plan: Plan) -> tuple[LegendRow, ...]:
    chosen = plan.view.lens
    return tuple(
        LegendRow(lens.id, called(lens), 0, lens.id != chosen, code)
        for code, lens in enumerate(plan.net.dataset.lenses)
    )
