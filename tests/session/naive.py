"""What panels and pictures say, worked out one record after another: slow, short and plainly right."""

from __future__ import annotations

from itertools import count

import msgspec
import numpy as np
from hypothesis import strategies as st

from netexplorer.graph.dates import Precision
from netexplorer.graph.network import ENDED, build
from netexplorer.graph.states import current_change, states_at, uncertain_at
from netexplorer.graph.tables import Table, tables_of
from netexplorer.graph.tabling import tabled
from netexplorer.session import selection, travel
from netexplorer.session.facts import gather
from netexplorer.session.resolve import make_plan
from netexplorer.session.state import ViewState
from tests.graph.strategies import datasets


def told(dataset):
    """The same dataset with notes, confidences, sources and places here and there, over tables if it was."""
    number = count()

    def changed(change):
        k = next(number)
        words = {"confidence": ("", "stated", "disputed")[k % 3], "note": ("", f"Note {k}.")[k % 2]}
        return msgspec.structs.replace(change, sources=((), ("s1#2", "s1"), ("s2",))[k % 3], **words)

    rels = tuple(
        msgspec.structs.replace(rel, changes=tuple(map(changed, rel.changes)), label=f"Line {k}" if k % 2 else "")
        for k, rel in enumerate(dataset.relationships)
    )
    actors = tuple(
        msgspec.structs.replace(actor, extra=({}, {"place": "Town"}, {"place": 7}, {"other": 1})[k % 4])
        for k, actor in enumerate(dataset.actors)
    )
    made = msgspec.structs.replace(dataset, actors=actors, relationships=rels)
    return tabled(made) if tables_of(dataset) else made


@st.composite
def networks(draw):
    return build(told(draw(datasets())))


@st.composite
def plans(draw):
    """A plan with some lens, filters and selection."""
    net = draw(networks())
    ids = {"hidden_states": net.states, "hidden_sides": net.sides, "hidden_kinds": net.kinds}
    words = {name: [word.id for word in vocabulary] for name, vocabulary in ids.items()}
    words |= {"hidden_families": [*net.families, ""]}
    hidden = {name: tuple(sorted(draw(st.sets(st.sampled_from(some))))) if some else () for name, some in words.items()}
    chosen = ["", *(selection.actor(net, row) for row in range(len(net.actor_ids)))]
    chosen += [selection.relationship(net, row) for row in range(len(net.rel_ids))]
    view = ViewState(
        t=net.first,
        lens=draw(st.sampled_from(["", "core", "east"])),
        selected=draw(st.sampled_from(chosen)),
        ghosts=draw(st.booleans()),
        **hidden,
    )
    return make_plan(net, view, np.zeros((len(net.actor_ids), 2), np.float32), gather(net))


def endpoints(net, rels):
    out = np.zeros(len(net.actor_ids), dtype=bool)
    out[net.src[rels]] = out[net.dst[rels]] = True
    return out


def frame(plan, t):
    """The columns of the frame of a plan."""
    net, states, current = plan.net, states_at(plan.net, t), current_change(plan.net, t)
    hidden = set(plan.view.hidden_states)
    visible = [
        plan.view.ghosts if state == ENDED else state >= 0 and net.states[state].id not in hidden
        for state in states.tolist()
    ]
    shown = (plan.mask & np.array(visible, bool)) | (plan.selected_rels & (states >= ENDED))
    alive = states >= 0
    forced = plan.selected_actors | endpoints(net, plan.selected_rels) | (plan.lonely & plan.actor_ok)
    living = endpoints(net, plan.lens_rels & alive) | (~plan.lens_actors & endpoints(net, alive))
    lit = endpoints(net, shown & alive) | forced
    gone = living & ~lit
    drawn = lit | endpoints(net, shown & ~alive & ~gone[net.src] & ~gone[net.dst])
    year = travel.year_before(net, t)
    rows = range(len(states))
    return {
        "states": states,
        "uncertain": uncertain_at(net, t),
        "shown": shown,
        "actor_shown": drawn,
        "actor_faint": drawn & ~living & ~plan.lonely,
        "actor_counted": (plan.lonely & plan.actor_ok) | endpoints(net, shown & plan.mask & alive),
        "recent": np.array([alive[row] and year < net.change_from[current[row]] <= t for row in rows], bool),
        "disputed": np.array(
            [alive[row] and net.change(int(current[row])).confidence == "disputed" for row in rows], bool
        ),
    }


def caption(plan, shown, t):
    """The latest note of the last 45 days, with its own date if that is not today."""
    net, back, best = plan.net, 45 * 86_400, None
    for row in range(len(net.change_rel)):
        start, end = int(net.change_from[row]), int(net.change_from_end[row])
        is_news = t - back < start <= t and end - start <= back and shown[net.change_rel[row]] and net.change(row).note
        if is_news and (best is None or start > net.change_from[best]):
            best = row
    return "" if best is None else net.change(best).note


def coarse(net, t, rels):
    """How many of the relationships that are in a state are dated to a month or worse, and how many there are."""
    current = current_change(net, t)
    rows = [int(current[rel]) for rel in np.flatnonzero(rels & (current >= 0)).tolist()]
    dates = [net.date_from(row) for row in rows]
    return sum(1 for date in dates if date is not None and date.precision >= Precision.MONTH), len(rows)


def year(net, t, rels):
    """How many have become worse, better, opened and ended since the year before."""
    before, now = states_at(net, travel.year_before(net, t)), states_at(net, t)
    counts = {"worse": 0, "better": 0, "opened": 0, "ended": 0}
    for rel in np.flatnonzero(rels).tolist():
        a, b = int(before[rel]), int(now[rel])
        if a >= 0 and b >= 0:
            step = int(net.ranks[b]) - int(net.ranks[a])
            counts["worse"] += step < 0
            counts["better"] += step > 0
        counts["opened"] += a < 0 <= b
        counts["ended"] += a >= 0 and b == ENDED
    return counts


def legend(plan, seen, t):
    """The counts by state with the ended ones last, by side, by kind and by family with those of none first."""
    net, states = plan.net, states_at(plan.net, t)
    ok = np.array([s >= 0 and net.states[s].id not in plan.view.hidden_states for s in states.tolist()], bool)
    ok &= plan.lens_rels
    channels = plan.mask & net.is_channel
    by_state = [int(np.sum(channels & (states == code))) for code in (*range(len(net.states)), ENDED)]
    sides = plan.lonely | endpoints(net, ok & plan.kind_ok & plan.family_ok)
    kinds = plan.lonely | endpoints(net, ok & plan.side_ok & plan.family_ok)
    answer = {"states": by_state}
    for name, words, codes, hidden, without in (
        ("sides", net.sides, net.actor_side, plan.view.hidden_sides, sides),
        ("kinds", net.kinds, net.actor_kind, plan.view.hidden_kinds, kinds),
    ):
        answer[name] = [
            int(np.sum((without if word.id in hidden else seen) & (codes == code))) for code, word in enumerate(words)
        ]
    family = ok & plan.side_ok & plan.kind_ok
    answer["families"] = [int(np.sum(family & (net.rel_family == code))) for code in range(len(net.families))]
    return answer


def records_made(monkeypatch):
    """A list that says from now on of which kind and which row a record over tables is made."""
    made, values, batch = [], Table.values, Table.batch

    def one(table, row):
        made.append((table.kind, row))
        return values(table, row)

    def several(table, start, stop):
        made.extend((table.kind, row) for row in range(start, stop))
        return batch(table, start, stop)

    monkeypatch.setattr(Table, "values", one)
    monkeypatch.setattr(Table, "batch", several)
    return made
