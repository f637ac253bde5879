"""Reading time: commands for the list of changes, from event to event, and for the story speed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from netexplorer.graph.dates import BEGINNING
from netexplorer.session import travel
from netexplorer.session.command import Command, Menu
from netexplorer.session.resolve import Plan
from netexplorer.session.session import Session
from netexplorer.session.shell import Shell


def _stops_of(plan: Plan) -> travel.Ticks:
    """The instants of the events that name a shown relationship, or an actor of the lens."""
    net, facts = plan.net, plan.facts
    ours = [
        bool(plan.mask[rels].any() or plan.lens_actors[actors].any())
        for rels, actors in zip(facts.event_rels, facts.event_actors, strict=True)
    ]
    return travel.event_stops(net, np.array(ours, dtype=np.bool_) & (net.event_tick > BEGINNING))


_known: list[tuple[Plan, travel.Ticks]] = []  # of the last plan: the two commands ask at every step


def event_stops(session: Session) -> travel.Ticks:
    """The instants of the events that have to do with what the session shows; sorted, each once."""
    plan = session.plan()
    if not _known or _known[0][0].mask is not plan.mask:
        _known[:] = [(plan, _stops_of(plan))]
    return _known[0][1]


def _event(shell: Shell, towards: Callable[[travel.Ticks, int], int | None]) -> int | None:
    return towards(event_stops(shell.session), shell.session.view.t)


def _goes(towards: Callable[[travel.Ticks, int], int | None]) -> Callable[[Shell], None]:
    def run(shell: Shell) -> None:
        tick = _event(shell, towards)
        if tick is not None:
            shell.session.set_date(tick, "event")

    return run


def _can_go(towards: Callable[[travel.Ticks, int], int | None]) -> Callable[[Shell], bool]:
    return lambda shell: _event(shell, towards) is not None


COMMANDS = (
    Command("toggle-changes", "Changes", "Show what changed, when and why beside the picture, or the dossier",
            "Ctrl+J", Menu.VIEW, lambda s: s.toggle_panel("changes"), checked=lambda s: s.panel_shown("changes"),
            group=4, icon="history"),
    Command("dwell", "Story speed", "Stay at each change long enough to read it, and pass quickly what is empty",
            "Ctrl+Shift+Space", Menu.TIME, lambda s: s.set_dwells(not s.dwells), checked=lambda s: s.dwells),
    Command("event-previous", "Previous event", "Go to the last event before this date", ",", Menu.TIME,
            _goes(travel.previous_change), when=_can_go(travel.previous_change), group=1, icon="chevron-left"),
    Command("event-next", "Next event", "Go to the first event after this date", ".", Menu.TIME,
            _goes(travel.next_change), when=_can_go(travel.next_change), group=1, icon="chevron-right"),
)  # fmt: skip
