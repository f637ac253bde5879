"""Other filters of a large network, worked out in the background: a plan, and what is asked of it at once.

Lens and filters decide about every relationship, so a plan of a million of them takes longer than a window may be deaf.
What a window needs to go on with a plan is gathered here by one job; until it is there, the former plan is seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from netexplorer.graph.formats.reading import Progress, Wish, never, nowhere, stop_if
from netexplorer.graph.hearing import as_told
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.timescale import span_of
from netexplorer.session import travel
from netexplorer.session.crowd import Count, Crowd, counted
from netexplorer.session.facts import as_told as facts_as_told
from netexplorer.session.resolve import Plan, Xy, make_plan, passes_alike
from netexplorer.session.state import ViewState

if TYPE_CHECKING:
    from netexplorer.session.crowd import Int8s
    from netexplorer.session.session import Session


class Wanted(Struct, frozen=True, eq=False):
    """A view whose plan is wanted, the plan that is seen meanwhile, and the ``states`` (m,) of its crowd.

    ``known`` are networks of testimonies that were worked out before.
    """

    former: Plan
    view: ViewState
    positions: Xy
    states: Int8s
    known: tuple[TemporalNetwork, ...] = ()


class Outlook(Struct, frozen=True, eq=False):
    """A plan, how many shown relationships each actor has, and the instants at which something shown changes.

    Of another testimony than before there is a ``crowd`` too, as its network is another.
    """

    plan: Plan
    count: Count
    stops: travel.Ticks
    crowd: Crowd | None = None


def wanted(session: Session) -> Wanted | None:
    """What has to be worked out for lens and filters of the view; none if that is known or nobody waits for it."""
    stage, plan = session.stage, session.plan()
    if stage is None or not session.waits_for_plans or passes_alike(plan.view, session.view):
        return None
    stage.follow(plan, session.view.t)
    return Wanted(plan, session.view, session.positions(), stage.crowd.states.copy(), tuple(session.told))


def outlook(asked: Wanted, progress: Progress = nowhere, cancelled: Wish = never) -> Outlook:
    """Work all of it out.

    Raises
    ------
    UserError
        If the dataset has no such lens.
    Cancelled
        When that was wished.
    """
    former = asked.former
    if former.net.testimony != asked.view.testimony:
        return _of_another(asked, progress, cancelled)
    plan = make_plan(former.net, asked.view, asked.positions, former.facts, former=former)
    stop_if(cancelled)
    count = Count(counted(plan, asked.states), asked.states)
    stop_if(cancelled)
    return Outlook(plan, count, stops_of(plan))


def _of_another(asked: Wanted, progress: Progress, cancelled: Wish) -> Outlook:
    """Of another testimony; its network is made here, unless it is known."""
    progress(0.0)
    former, view = asked.former, asked.view
    net = next((each for each in asked.known if each.testimony == view.testimony), None)
    net = as_told(former.net, view.testimony) if net is None else net
    stop_if(cancelled)
    progress(0.5)
    plan = make_plan(net, view, asked.positions, facts_as_told(former.facts, net), former=former)
    stop_if(cancelled)
    progress(0.7)
    crowd = Crowd(plan, view.t)
    crowd.make_ready()
    stop_if(cancelled)
    return Outlook(plan, Count(crowd.alive.copy(), crowd.states.copy()), stops_of(plan), crowd)


def stops_of(plan: Plan) -> travel.Ticks:
    """The instants at which a shown channel changes (any shown relationship when there is no channel).

    The span that a timeline of the plan begins with is worked out, too: who is asked for it remembers it.
    """
    span_of(plan.net, plan.mask)
    channels = plan.channels
    return travel.stops(plan.net, channels if channels.any() else plan.mask)
