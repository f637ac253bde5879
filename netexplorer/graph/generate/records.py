"""A synthetic network as a dataset of the file format, without a record for any relationship."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from netexplorer.graph import schema
from netexplorer.graph.generate import words
from netexplorer.graph.generate.arrays import Synthetic
from netexplorer.graph.generate.histories import ABOUT, EVER, MONTH, NEVER, YEAR
from netexplorer.graph.tables import Tables, dataset_of
from netexplorer.graph.tabling import from_arrays

_Word = schema.State | schema.Side | schema.Kind | schema.RelationshipType

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
    """The whole network as a dataset over tables, of any size."""
    return dataset_of(_head(net), _tables(net))


def without_relationships(net: Synthetic) -> schema.Dataset:
    """Everything but the relationships, as records."""
    kinds, sides = [kind.id for kind in words.KINDS], [side.id for side in words.SIDES]
    columns = zip(_names(net), net.actors.kind.tolist(), net.actors.side.tolist(), strict=True)
    actors = tuple(
        schema.Actor(id=actor_id(row), name=name, kind=kinds[kind], side=sides[side])
        for row, (name, kind, side) in enumerate(columns)
    )
    return msgspec.structs.replace(_head(net), actors=actors)


def _head(net: Synthetic) -> schema.Dataset:
    """What stands in the file beside actors and relationships."""
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


def _texts(net: Synthetic, days: npt.NDArray[np.int32]) -> list[str]:
    """Days of the span as ``2014-04-01``; those before it as its first one, for they are not told."""
    dates = (np.maximum(days, 0).astype(np.int64) + net.plan.first_day).astype("datetime64[D]")
    texts: list[str] = np.datetime_as_string(dates).tolist()
    return texts


def _tables(net: Synthetic) -> Tables:
    histories, m = net.histories, net.src.size
    begins, ends = change_dates(net, 0, m)
    untils = np.full(histories.day.size, "", dtype=object)
    if m:
        untils[histories.start[1:] - 1] = ends
    return from_arrays(
        actors={
            "id": [actor_id(row) for row in range(net.plan.actors)],
            "name": _names(net),
            "kind": _met(net.actors.kind, words.KINDS),
            "side": _met(net.actors.side, words.SIDES),
        },
        src=net.src,
        dst=net.dst,
        change_start=histories.start,
        relationships={
            "id": [relationship_id(row) for row in range(m)],
            "type": _met(net.type, words.TYPES),
        },
        changes={
            "from_": _coded(begins),
            "until": _coded(untils.tolist()),
            "state": _met(histories.state, words.STATES),
            "sources": (np.zeros(histories.day.size, dtype=np.int8), [SOURCES]),
        },
    )


def _met(codes: npt.NDArray[np.int8], vocabulary: Sequence[_Word]) -> tuple[npt.NDArray[np.intp], list[str]]:
    """Codes in the order in which they are met, as one who reads the file gives them, and the ids they mean."""
    met, first, codes_of = np.unique(codes, return_index=True, return_inverse=True)
    order = np.argsort(first)
    return np.argsort(order)[codes_of], [vocabulary[code].id for code in met[order].tolist()]


def _coded(texts: list[str]) -> tuple[npt.NDArray[np.int32], list[str]]:
    """Codes of texts and what they mean; -1 for an empty one."""
    known: dict[str, int] = {"": -1}
    codes = np.fromiter((known.setdefault(text, len(known) - 1) for text in texts), np.int32, len(texts))
    return codes, list(known)[1:]


def _names(net: Synthetic) -> list[str]:
    actors = net.actors
    columns = zip(actors.kind.tolist(), actors.rank.tolist(), actors.community.tolist(), strict=True)
    return [
        words.person(row) if kind == words.PERSON else words.body(kind, rank, words.land(community))
        for row, (kind, rank, community) in enumerate(columns)
    ]


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
