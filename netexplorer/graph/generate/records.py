"""A synthetic network as the records of the file format."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from netexplorer.graph import schema
from netexplorer.graph.generate import words
from netexplorer.graph.generate.arrays import Synthetic
from netexplorer.graph.generate.histories import ABOUT, EVER, MONTH, NEVER, YEAR

SOURCES = (words.SOURCE.id,)
MOST_NAMED = 12  # relationships that an event names
_EVENTS = (
    "{} and {} recall their envoys",
    "Incident at the border of {} and {}",
    "{} breaks off talks with {}",
    "{} expels envoys of {}",
    "{} closes its harbours to {}",
    "{} and {} close their missions",
)
_CUT = {MONTH: (7, ""), YEAR: (4, ""), ABOUT: (7, "~"), EVER: (0, "")}  # how much of a date is said


def dataset(net: Synthetic) -> schema.Dataset:
    """The whole network as records; for some tens of thousands of relationships, not for a million."""
    return msgspec.structs.replace(without_relationships(net), relationships=tuple(_relationships(net)))


def without_relationships(net: Synthetic) -> schema.Dataset:
    """Everything but the relationships, whose records are the many."""
    plan = net.plan
    return schema.Dataset(
        title=f"Synthetic diplomacy, seed {plan.seed}",
        description=f"{counted(plan.actors, 'actor')} and {counted(plan.relationships, 'relationship')} invented by "
        "netexplorer for benchmarks and demonstrations. Nothing in it is real.",
        licence="CC0-1.0",
        as_of=f"{plan.last_year:04}-12-31",
        states=words.STATES,
        sides=words.SIDES[: plan.sides],
        kinds=words.KINDS,
        types=words.TYPES,
        sources=(words.SOURCE,),
        actors=tuple(_actors(net)),
        events=tuple(_events(net)),
        lenses=words.LENSES,
    )


def counted(count: int, noun: str) -> str:
    """``1 000 relationships``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}".replace(",", " ")


def actor_id(row: int) -> str:
    """The id of an actor."""
    return f"a{row + 1}"


def relationship_id(row: int) -> str:
    """The id of a relationship."""
    return f"r{row + 1}"


def change_dates(net: Synthetic, first: int, last: int) -> tuple[list[str], list[str]]:
    """``from`` of each change and ``until`` of each relationship, of the relationships ``first`` to ``last`` - 1."""
    histories = net.histories
    low, high = int(histories.start[first]), int(histories.start[last])
    begins = _texts(net, histories.day[low:high])
    firsts = (histories.start[first:last] - low).tolist()
    for at, known in zip(firsts, histories.known[first:last].tolist(), strict=True):
        if known:
            length, mark = _CUT[known]
            begins[at] = begins[at][:length] + mark
    until = histories.until[first:last]
    ends = ["" if end == NEVER else text for end, text in zip(until.tolist(), _texts(net, until), strict=True)]
    return begins, ends


def _texts(net: Synthetic, days: np.ndarray[tuple[int], np.dtype[np.int32]]) -> list[str]:
    """Days of the span as ``2014-04-01``; those before it as its first one, for they are not told."""
    dates = (np.maximum(days, 0).astype(np.int64) + net.plan.first_day).astype("datetime64[D]")
    texts: list[str] = np.datetime_as_string(dates).tolist()
    return texts


def _actors(net: Synthetic) -> Iterator[schema.Actor]:
    kinds, sides = [kind.id for kind in words.KINDS], [side.id for side in words.SIDES]
    actors = net.actors
    columns = (actors.kind.tolist(), actors.side.tolist(), actors.rank.tolist(), actors.community.tolist())
    for row, (kind, side, rank, community) in enumerate(zip(*columns, strict=True)):
        name = words.person(row) if kind == words.PERSON else words.body(kind, rank, words.land(community))
        yield schema.Actor(id=actor_id(row), name=name, kind=kinds[kind], side=sides[side])


def _relationships(net: Synthetic) -> Iterator[schema.Relationship]:
    begins, ends = change_dates(net, 0, net.src.size)
    states, types = [state.id for state in words.STATES], [each.id for each in words.TYPES]
    start, codes = net.histories.start.tolist(), net.histories.state.tolist()
    for row, (src, dst, code) in enumerate(zip(net.src.tolist(), net.dst.tolist(), net.type.tolist(), strict=True)):
        last = start[row + 1] - 1
        changes = tuple(
            schema.Change(
                from_=begins[c], until=ends[row] if c == last else "", state=states[codes[c]], sources=SOURCES
            )
            for c in range(start[row], last + 1)
        )
        yield schema.Relationship(
            id=relationship_id(row), source=actor_id(src), target=actor_id(dst), type=types[code], changes=changes
        )


def _events(net: Synthetic) -> Iterator[schema.Event]:
    """What happened in each crisis, and when its first channels were taken up again."""
    histories, found = net.histories, []
    rel_of = np.repeat(np.arange(net.src.size), np.diff(histories.start))
    for row in range(net.crises.day.size):
        changes = np.flatnonzero(histories.crisis == row)
        if not changes.size:
            continue
        named, actors = rel_of[changes], _states_of(net, row)
        places = [words.land(int(net.actors.community[actor])) for actor in actors]
        found.append((int(net.crises.day[row]), _EVENTS[row % len(_EVENTS)].format(*places), actors, named))
        after = np.minimum(changes + 1, rel_of.size - 1)
        calmed = after[(rel_of[after] == named) & (histories.state[after] == words.OPEN) & (after > changes)]
        if calmed.size:
            day = int(histories.day[calmed].min())
            found.append((day, "{} and {} talk again".format(*places), actors, rel_of[calmed]))
    found.sort(key=lambda each: each[0])
    days = _texts(net, np.array([day for day, *_ in found], dtype=np.int32))
    for k, (date, (_, title, actors, named)) in enumerate(zip(days, found, strict=True)):
        yield schema.Event(
            id=f"e{k + 1}",
            date=date,
            title=title,
            actors=tuple(actor_id(actor) for actor in actors),
            relationships=tuple(relationship_id(rel) for rel in named[:MOST_NAMED].tolist()),
            sources=SOURCES,
        )


def _states_of(net: Synthetic, crisis: int) -> list[int]:
    """The states that stand for the two sides of a crisis: those of their largest communities."""
    return [int(net.actors.start[side]) for side in (int(net.crises.side[crisis]), int(net.crises.other[crisis]))]
