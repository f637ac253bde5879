"""The first arrow: a network and a view become a frame, what is true and shown at one date.

What does not depend on the date is worked out once and kept in a :class:`Plan`; a scrub step then costs a few
array operations over the relationships.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.hearing import as_told
from netexplorer.graph.network import NOT_YET, TemporalNetwork
from netexplorer.graph.select import lens_actors, lens_mask
from netexplorer.scene.frame import Frame
from netexplorer.scene.lanetable import LaneFilter
from netexplorer.scene.tally import endpoints, ends_of
from netexplorer.session import selection, travel
from netexplorer.session.captions import caption
from netexplorer.session.facts import Facts, gather
from netexplorer.session.instant import Instant, instant
from netexplorer.session.posts import folded, folding
from netexplorer.session.state import SheetDates, ViewState

Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.integer[Any]]
Xy = npt.NDArray[np.float32]

#: What of a view decides about every relationship.
PASSING = ("lens", "hidden_states", "hidden_sides", "hidden_kinds", "hidden_families", "testimony")


class Plan(Struct, frozen=True, eq=False):
    """What a view says about a network regardless of the date; n actors, m relationships.

    Attributes
    ----------
    lens_rels, lens_actors : bool (m,), bool (n,)
        What belongs to the lens.
    side_ok, kind_ok, family_ok : bool (m,)
        Relationships that pass the filter of that name.
    mask : bool (m,)
        Relationships that pass lens and filters, in whatever state.
    actor_ok : bool (n,)
        Actors whose side and kind are not hidden.
    lonely : bool (n,)
        Actors of the lens that none of its relationships touches; they are always shown.
    ever_shown : bool (n,)
        Actors of the lens that are shown at some date: what a view of everything has to show.
    folded : int (k,)
        Relationships that are not drawn because the name of an office has below it what they say.
    state_ok : bool (S,)
        States that are not hidden.
    """

    net: TemporalNetwork
    facts: Facts
    view: ViewState
    positions: Xy
    lens_rels: Bools
    lens_actors: Bools
    side_ok: Bools
    kind_ok: Bools
    family_ok: Bools
    mask: Bools
    actor_ok: Bools
    lonely: Bools
    ever_shown: Bools
    state_ok: Bools
    xy: Xy
    pinned: Bools
    selected_actors: Bools
    selected_rels: Bools
    folded: Rows
    importance: npt.NDArray[np.float32]
    lens_label: str
    testimony: str = ""

    @property
    def channels(self) -> Bools:
        """The channels that pass lens and filters, bool (m,)."""
        return self.mask & self.net.is_channel


def timeless(view: ViewState) -> ViewState:
    """What of a view a plan depends on."""
    nothing = {"camera": None, "span": None, "lanes_by": "file", "lanes_of": LaneFilter()}
    alone = {"compare": None, "compare_lock": None, "hidden_turns": (), "sheet": SheetDates()}
    return msgspec.structs.replace(view, t=0, page="network", **nothing, **alone)


def _shown_codes(codes: npt.NDArray[np.int16], ids: tuple[str, ...], hidden: tuple[str, ...]) -> Bools:
    """Which entries of ``codes`` are not hidden; a code of -1 is the id ``""``."""
    keep = np.array([ident not in hidden for ident in ids] + ["" not in hidden], dtype=bool)
    return np.ones(len(codes), dtype=bool) if keep.all() else keep[codes]


def _both_ends(net: TemporalNetwork, actors: Bools) -> Bools:
    """Relationships with both ends among ``actors``, bool (m,)."""
    return np.ones(len(net.src), dtype=bool) if actors.all() else actors.take(net.src) & actors.take(net.dst)


def _place(net: TemporalNetwork, view: ViewState, positions: Xy) -> tuple[Xy, Bools]:
    pinned = np.zeros(len(net.actor_ids), dtype=bool)
    if not view.pins and positions.dtype == np.float32 and not positions.flags.writeable:
        return positions, pinned  # the same object, so that who sorted the places need not do so again
    xy = np.array(positions, dtype=np.float32, copy=True)
    for ident, x, y in view.pins:
        row = net.actor_row.get(ident, -1)
        if row >= 0:
            xy[row] = (x, y)
            pinned[row] = True
    xy.flags.writeable = False
    return xy, pinned


def _importance(net: TemporalNetwork, facts: Facts, rels: Bools) -> npt.NDArray[np.float32]:
    n = len(net.actor_ids)
    channels, others = (np.flatnonzero(rows) for rows in (rels & net.is_channel, rels & ~net.is_channel))
    degree = np.bincount(net.src[channels], minlength=n) + np.bincount(net.dst[channels], minlength=n)
    minor = np.bincount(net.src[others], minlength=n) + np.bincount(net.dst[others], minlength=n)
    return (degree + 0.1 * minor + facts.standing).astype(np.float32)


class _Lens(Struct, frozen=True, eq=False):
    """What of a plan follows from its lens."""

    lens_rels: Bools
    lens_actors: Bools
    lonely: Bools
    ever_shown: Bools
    importance: npt.NDArray[np.float32]


def _look_through(net: TemporalNetwork, lens_id: str, facts: Facts) -> _Lens:
    rels, members = lens_mask(net, lens_id or None), lens_actors(net, lens_id or None)
    touched, has_changes = endpoints(net, rels), np.diff((net.whole or net).change_start) > 0  # whoever is heard
    lonely = members & ~touched
    ever_shown = lonely | (touched if has_changes.all() else endpoints(net, rels & has_changes))
    return _Lens(rels, members, lonely, ever_shown, _importance(net, facts, rels))


def _selected(net: TemporalNetwork, view: ViewState, facts: Facts) -> tuple[Bools, Bools]:
    actors, rels = np.zeros(len(net.actor_ids), dtype=bool), np.zeros(len(net.rel_ids), dtype=bool)
    chosen = selection.find(net, view.selected)
    if chosen.kind == selection.ACTOR:
        actors[chosen.row] = True
    elif chosen.kind == selection.RELATIONSHIP:
        rels[chosen.row] = True
    elif chosen.kind == selection.EVENT:
        rels[facts.event_rels[chosen.row]] = True
    return actors, rels


def _heard_of(net: TemporalNetwork) -> Bools:
    """Relationships that pass the testimony, bool (m,): those of which it tells anything."""
    return np.diff(net.change_start) > 0 if net.testimony else np.ones(len(net.src), dtype=bool)


def _heading(net: TemporalNetwork) -> str:
    from netexplorer.session.witnesses import heading_of  # most views hear everybody

    return heading_of(net)


def passes_alike(one: ViewState, other: ViewState) -> bool:
    """Whether the same relationships and actors pass lens and filters of two views."""
    return all(getattr(one, name) == getattr(other, name) for name in PASSING)


def make_plan(
    net: TemporalNetwork, view: ViewState, positions: Xy, facts: Facts | None = None, *, former: Plan | None = None
) -> Plan:
    """Work out what the view says regardless of its date.

    Parameters
    ----------
    net : TemporalNetwork
        The whole one, or the one of the view's testimony, which is else made here.
    former : Plan, optional
        Another plan of the dataset; what the lens says is taken from it where that is the same.

    Raises
    ------
    UserError
        If the dataset has no such lens.
    """
    net = as_told(net, view.testimony)
    facts = facts if facts is not None and facts.net is net else gather(net)
    lens = former if former is not None and former.view.lens == view.lens else _look_through(net, view.lens, facts)
    side_shown = _shown_codes(net.actor_side, tuple(side.id for side in net.sides), view.hidden_sides)
    kind_shown = _shown_codes(net.actor_kind, tuple(kind.id for kind in net.kinds), view.hidden_kinds)
    side_ok, kind_ok = _both_ends(net, side_shown), _both_ends(net, kind_shown)
    family_ok = _shown_codes(net.rel_family, net.families, view.hidden_families)
    selected_actors, selected_rels = _selected(net, view, facts)
    xy, pinned = _place(net, view, positions)
    return Plan(
        net=net,
        facts=facts,
        view=timeless(view),
        positions=positions,
        lens_rels=lens.lens_rels,
        lens_actors=lens.lens_actors,
        side_ok=side_ok,
        kind_ok=kind_ok,
        family_ok=family_ok,
        mask=lens.lens_rels & side_ok & kind_ok & family_ok & _heard_of(net),
        actor_ok=side_shown & kind_shown,
        lonely=lens.lonely,
        ever_shown=lens.ever_shown,
        state_ok=np.array([state.id not in view.hidden_states for state in net.states], dtype=bool),
        xy=xy,
        pinned=pinned,
        selected_actors=selected_actors,
        selected_rels=selected_rels,
        folded=folded(facts.holders.offices, (selected_actors, selected_rels), with_holders=view.holders),
        importance=lens.importance,
        lens_label=next((lens.label or lens.id for lens in net.dataset.lenses if lens.id == view.lens), ""),
        testimony=_heading(net) if view.testimony else "",
    )


def moved(plan: Plan, view: ViewState, positions: Xy) -> Plan:
    """The plan of another view that passes alike: other positions, pins, selection. Nobody looks at relationships."""
    net, chosen = plan.net, (plan.selected_actors, plan.selected_rels)
    if view.selected != plan.view.selected:
        chosen = _selected(net, view, plan.facts)
    xy, pinned = plan.xy, plan.pinned
    if positions is not plan.positions or view.pins != plan.view.pins:
        xy, pinned = _place(net, view, positions)
    return msgspec.structs.replace(
        plan,
        view=timeless(view),
        positions=positions,
        xy=xy,
        pinned=pinned,
        selected_actors=chosen[0],
        selected_rels=chosen[1],
        folded=folded(plan.facts.holders.offices, chosen, with_holders=view.holders),
    )


def frame_at(plan: Plan, t: int, subtitle: tuple[str, ...] | None = None, news: str | None = None) -> Frame:
    """The frame of a plan at the instant ``t``; costs array operations over the relationships only.

    ``subtitle`` and the caption, ``news``, are worked out where they are not known.
    """
    net, facts = plan.net, plan.facts
    now = instant(net, t)
    told = _shown(plan, now)
    shown, said, over = folding(facts.holders.offices, plan.folded, told, now.states)
    vacant = facts.holders.vacant(t, over) if len(over) else over
    lonely = plan.lonely & plan.actor_ok
    drawn, inside = shown[now.rels], plan.lens_rels[now.rels]
    if shown is not told:  # whoever only holds a post is there by its office
        inside &= drawn | ~told[now.rels]
    alive = ends_of(net, now.rels[drawn])
    living = alive if np.array_equal(drawn, inside) else ends_of(net, now.rels[inside])
    alive[said] = living[said] = True
    alive[vacant] = living[vacant] = True
    against = np.flatnonzero(plan.selected_rels & ~plan.mask)
    counted = ends_of(net, now.rels[drawn & plan.mask[now.rels]]) if len(against) else alive
    actor_shown, actor_faint = _shown_actors(plan, now, shown, (alive | lonely, living), over)
    recent = _marked(net, now.rels[net.change_from[now.changes] > travel.year_before(net, t)])
    return Frame(
        net=net,
        t=t,
        states=now.states,
        uncertain=_marked(net, now.rels[now.uncertain]),
        shown=shown,
        mask=plan.mask,
        actor_shown=actor_shown,
        actor_faint=actor_faint,
        actor_counted=lonely | counted,
        xy=plan.xy,
        pinned=plan.pinned,
        selected_actors=plan.selected_actors,
        selected_rels=plan.selected_rels,
        recent=recent,
        disputed=_marked(net, now.rels[facts.disputed_changes[now.changes]]),
        unstated=_marked(net, now.rels[facts.unstated_changes[now.changes]]),
        importance=plan.importance,
        subtitle=subtitle if subtitle is not None else facts.subtitles(t),
        date_label=facts.date_label(t),
        caption=caption(plan, told, t) if news is None else news,
        title=net.dataset.title,
        lens_label=plan.lens_label,
        testimony=plan.testimony,
        told=told,
        subtitle_ever=facts.holders.ever,
    )


def _marked(net: TemporalNetwork, rels: Rows) -> Bools:
    out = np.zeros(len(net.src), dtype=bool)
    out[rels] = True
    return out


def _shown(plan: Plan, now: Instant) -> Bools:
    """Relationships that are drawn; what is selected also against lens and filters, unless it has not begun."""
    visible = np.append(plan.state_ok, [False, plan.view.ghosts])  # counted from the end: ended, then not yet
    shown: Bools = visible[now.states]
    shown &= plan.mask
    selected = np.flatnonzero(plan.selected_rels)
    shown[selected] |= now.states[selected] != NOT_YET
    return shown


def _shown_actors(plan: Plan, now: Instant, shown: Bools, who: tuple[Bools, Bools], left: Rows) -> tuple[Bools, Bools]:
    """Who is drawn, and who of them faintly: only those of whom nothing is left, whatever a filter hides.

    ``who`` has something to draw that is in a state, or is always drawn; and who has something in a state in the lens.
    Of those ``left`` something has ended that is told but not drawn.
    """
    net, (alive, living) = plan.net, who
    if not plan.lens_actors.all():
        living = living | (~plan.lens_actors & ends_of(net, now.rels))
    alive = alive | plan.selected_actors | ends_of(net, np.flatnonzero(plan.selected_rels))
    hidden = living & ~alive  # an ended line to one of these is not drawn, and alone brings nobody into the picture
    over = np.flatnonzero(shown & (now.states < 0))
    if hidden.any():
        over = over[~(hidden[net.src[over]] | hidden[net.dst[over]])]
    actor_shown = alive | ends_of(net, over)
    actor_shown[left] |= ~hidden[left]
    return actor_shown, actor_shown & ~living & ~plan.lonely


def resolve(net: TemporalNetwork, view: ViewState, positions: Xy) -> Frame:
    """What is true and shown at the date of the view.

    Parameters
    ----------
    positions : float32 (n, 2)
        Where the layout puts the actors, in world units; pins of the view override it.

    Raises
    ------
    UserError
        If the dataset has no such lens.
    """
    return frame_at(make_plan(net, view, positions), view.t)
