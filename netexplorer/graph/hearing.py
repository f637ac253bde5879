"""The network as a testimony tells it: the same actors and relationships, in the same rows, with fewer changes.

A change that is not heard is as if it had never been written: the one before it holds on, until the next that is heard
or its own end. A relationship of which nothing is heard has no changes and is never in a state, and an event that is
not heard has no date. Whoever only knows the columns of a network follows by itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.certainty import DISPUTED, UNSTATED, cited_ids, disputed_listed, having
from netexplorer.graph.columns import change_columns
from netexplorer.graph.dates import BEGINNING
from netexplorer.graph.gather import Changes, Coded, listed_changes, listed_field
from netexplorer.graph.network import Bools, TemporalNetwork
from netexplorer.graph.schema import Dataset, Event
from netexplorer.graph.testimony import EVERYBODY, Testimony
from netexplorer.graph.texts import frozen, offsets_of

Rows = npt.NDArray[np.intp]


def as_told(net: TemporalNetwork, testimony: Testimony) -> TemporalNetwork:
    """The network of a testimony; ``net`` may be the whole one or one that was made here, and is given if it fits.

    Costs about as much as laying the dataset out did, but nothing for everybody's testimony.
    """
    if testimony == net.testimony:
        return net
    whole = net.whole or net
    return _heard(whole, testimony) if testimony else whole


def heard_sources(dataset: Dataset, testimony: Testimony) -> frozenset[str] | None:
    """The ids of the sources that are heard; none where all are."""
    if testimony.source:
        return frozenset((testimony.source,))
    if testimony.publisher:
        return frozenset(source.id for source in dataset.sources if source.publisher == testimony.publisher)
    return None


def _heard(whole: TemporalNetwork, testimony: Testimony) -> TemporalNetwork:
    told, rows = listed_changes(whole.dataset, whole.rel_record), np.flatnonzero(_kept(whole, testimony))
    some = _some(told, rows)
    # What has no changes at all claims nothing that a source could state; it is only heard where that does not matter.
    static = (np.diff(told.start) == 0) & (testimony == replace(EVERYBODY, undisputed=True))
    columns = change_columns(some, whole.states, whole.axis, static)
    columns["change_record"] = frozen(_records(columns, told, some, rows).astype(whole.change_record.dtype))
    silent = ~_events(whole, testimony)
    ticks = {name: frozen(np.where(silent, BEGINNING, getattr(whole, name))) for name in ("event_tick", "event_end")}
    return replace(whole, **columns, **ticks, testimony=testimony, whole=whole)


def _kept(whole: TemporalNetwork, testimony: Testimony) -> Bools:
    """Which of the listed changes are heard, bool (l,)."""
    dataset, records = whole.dataset, whole.rel_record
    cited = listed_field(dataset, records, "sources")
    keep = np.ones(cited.codes.size, dtype=np.bool_)
    heard, known = heard_sources(dataset, testimony), {source.id: source for source in dataset.sources}
    if testimony.stated:
        confidence = listed_field(dataset, records, "confidence")
        keep &= ~having(confidence, lambda word: word in UNSTATED)
        keep &= having(cited, bool) | (not dataset.sources)
    if testimony.undisputed:
        keep &= ~disputed_listed(whole)
    if heard is not None:
        keep &= having(cited, lambda references: not heard.isdisjoint(cited_ids(references, known)))
    return keep


def _some(changes: Changes, rows: Rows) -> Changes:
    """Some of the listed changes."""
    lengths = np.diff(changes.start)
    of = np.repeat(np.arange(lengths.size), lengths)[rows]

    def taken(column: Coded) -> Coded:
        return Coded(frozen(column.codes[rows]), column.values)

    start = offsets_of(np.bincount(of, minlength=lengths.size))
    return Changes(start, taken(changes.from_), taken(changes.until), taken(changes.state))


def _records(columns: dict[str, Any], told: Changes, some: Changes, rows: Rows) -> npt.NDArray[np.integer[Any]]:
    """Where each change stands in the author's list; ``columns`` says where among the ``some`` in these rows of it."""
    record, rel = columns["change_record"], columns["change_rel"]
    found = np.full(record.size, -1, dtype=np.int64)
    said = record >= 0
    found[said] = rows[some.start[rel[said]] + record[said]] - told.start[rel[said]]
    return found


def _events(whole: TemporalNetwork, testimony: Testimony) -> Bools:
    """Which events are heard, bool (e,)."""
    events, dataset = whole.dataset.events, whole.dataset
    keep = np.ones(len(events), dtype=np.bool_)
    heard, known = heard_sources(dataset, testimony), {source.id: source for source in dataset.sources}

    def among(fits: Any) -> Bools:
        return np.array([fits(event) for event in events], dtype=np.bool_)

    if testimony.stated:
        keep &= among(lambda event: event.confidence not in UNSTATED and bool(event.sources or not dataset.sources))
    if testimony.undisputed:
        named = {ident for disagreement in dataset.disagreements for ident in disagreement.about}
        keep &= among(lambda event: event.confidence != DISPUTED and event.id not in named)
    if heard is not None:

        def is_heard(event: Event) -> bool:
            return not heard.isdisjoint(cited_ids(event.sources, known))

        keep &= among(is_heard)
    return keep


class Omission(Struct, frozen=True, eq=False):
    """What a testimony leaves out of the whole dataset.

    Attributes
    ----------
    told, changes : int
        How many changes are heard, and how many there are.
    channels_told, channels : int
        The same of channels: of which anything is heard, and which have changes at all.
    unknown : int (k,)
        The channels of which nothing is heard.
    contradicts : tuple of int
        Rows of the disagreements in which one of the sources heard is on one side and not on every side.
    """

    told: int
    changes: int
    channels_told: int
    channels: int
    unknown: Rows
    contradicts: tuple[int, ...]


def omission(net: TemporalNetwork) -> Omission:
    """What is left out of a network that :func:`as_told` has made; nothing of a whole one."""
    whole = net.whole or net
    here, there = (np.diff(each.change_start) > 0 for each in (net, whole))
    channels = whole.is_channel & there
    return Omission(
        told=int(np.count_nonzero(net.change_record >= 0)),
        changes=int(np.count_nonzero(whole.change_record >= 0)),
        channels_told=int(np.count_nonzero(channels & here)),
        channels=int(np.count_nonzero(channels)),
        unknown=np.flatnonzero(channels & ~here),
        contradicts=_contradicted(whole.dataset, net.testimony),
    )


def _contradicted(dataset: Dataset, testimony: Testimony) -> tuple[int, ...]:
    heard, known = heard_sources(dataset, testimony), {source.id: source for source in dataset.sources}
    if heard is None:
        return ()
    found = []
    for row, disagreement in enumerate(dataset.disagreements):
        ours = [not heard.isdisjoint(cited_ids(claim.sources, known)) for claim in disagreement.claims]
        if any(ours) and not all(ours):
            found.append(row)
    return tuple(found)


def witnesses(net: TemporalNetwork) -> tuple[dict[str, int], dict[str, int]]:
    """How many changes of the whole dataset cite each source, by id, and each publisher, by name."""
    whole = net.whole or net
    known = {source.id: source.publisher for source in whole.dataset.sources}
    column = listed_field(whole.dataset, whole.rel_record, "sources")
    count = np.bincount(column.codes, minlength=len(column.values)).tolist()
    by_source, by_publisher = dict.fromkeys(known, 0), dict.fromkeys(filter(None, known.values()), 0)
    for references, times in zip(column.values, count, strict=True):
        sources = cited_ids(references, known) if times else set()
        for source in sources & known.keys():
            by_source[source] += times
        for publisher in {known[source] for source in sources if known.get(source)}:
            by_publisher[publisher] += times
    return by_source, by_publisher
