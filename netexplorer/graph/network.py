"""A dataset as read-only columns: ids outside, row numbers inside, every date a tick.

``build`` is lenient: a row that cannot be used (an endpoint nobody declared, a date that is none) is left out, and
``checks.py`` is what reports it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph import columns, schema
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import EdtfDate
from netexplorer.graph.gather import finish, gather
from netexplorer.graph.memory import give_back
from netexplorer.graph.periods import Taken
from netexplorer.graph.tables import tables_of
from netexplorer.graph.testimony import EVERYBODY, Testimony
from netexplorer.graph.texts import Ints
from netexplorer.graph.transitions import ENDED, NOT_YET, Transitions, transitions

__all__ = ["ENDED", "NOT_YET", "TemporalNetwork", "build"]

Bools = npt.NDArray[np.bool_]
Int8s = npt.NDArray[np.int8]
Int16s = npt.NDArray[np.int16]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]


class TemporalNetwork(Struct, frozen=True, eq=False, dict=True, weakref=True):
    """The columns of a dataset: n actors, m relationships, c changes, S states, e events. All arrays are read-only.

    A dataset over tables (``tables.py``) is laid out without an object for any relationship or change: its ids are lazy
    sequences and mappings, and its records are made when they are asked for.

    Attributes
    ----------
    states, sides, kinds, types, families
        The vocabulary: what the file declares, in its order, then what it uses without declaring it.
    ranks : int16 (S,)
        A higher rank is a better state.
    actor_kind, actor_side : int16 (n,)
        Row in ``kinds`` and ``sides``; -1 is none.
    src, dst : int32 (m,)
        Rows of the two actors.
    rel_type, rel_family : int16 (m,)
        Row in ``types`` and ``families``; -1 is none.
    is_channel : bool (m,)
        The type's family is ``channel``; all true if no type of the dataset has that family.
    change_start : int32 (m + 1,)
        The changes of relationship i are the rows ``change_start[i]:change_start[i + 1]``, in the order of time.
    change_from, change_to : int64 (c,)
        The change is in force while ``change_from <= t < change_to``; ``BEGINNING`` and ``FOREVER`` are no bound.
    change_state : int8 (c,)
        Row in ``states``.
    change_possible, change_from_end : Taken, int64 (c,)
        The change is only possible while ``change_possible <= t < change_from_end``. The values are looked up in those
        of the distinct dates, so index them by the rows that matter.
    until_possible, until_end : Taken, int64 (c,)
        The same for its end, where that is imprecise and nothing follows; else both 0.
    change_record : int8, int16 or int32 (c,)
        Position in the author's list of changes; -1 for the one change of a relationship without any.
    actor_record, rel_record : int32 (n,), (m,)
        Position of each row in ``dataset.actors`` and ``dataset.relationships``.
    first, last : int
        The span worth scrubbing, ``first < last``.
    focus : (int, int)
        Whole years in which 98 % of the changes of channels lie: the span worth showing first.
    event_tick, event_end : int64 (e,)
        Period of each event of ``dataset.events``; ``BEGINNING`` twice for one without a date.
    testimony, whole : Testimony, TemporalNetwork
        Whose word counts, and the network of everybody's if that is another one (``hearing.py``).
    """

    dataset: schema.Dataset
    axis: TimeAxis
    states: tuple[schema.State, ...]
    ranks: Int16s
    sides: tuple[schema.Side, ...]
    kinds: tuple[schema.Kind, ...]
    types: tuple[schema.RelationshipType, ...]
    families: tuple[str, ...]
    actor_ids: Sequence[str]
    actor_row: Mapping[str, int]
    actor_record: Int32s
    actor_kind: Int16s
    actor_side: Int16s
    rel_ids: Sequence[str]
    rel_row: Mapping[str, int]
    rel_record: Int32s
    src: Int32s
    dst: Int32s
    rel_type: Int16s
    rel_family: Int16s
    directed: Bools
    is_channel: Bools
    change_start: Int32s
    change_rel: Int32s
    change_from: Int64s
    change_to: Int64s
    change_state: Int8s
    change_possible: Taken
    change_from_end: Taken
    until_possible: Taken
    until_end: Taken
    change_record: Ints
    first: int
    last: int
    focus: tuple[int, int]
    event_tick: Int64s
    event_end: Int64s
    testimony: Testimony = EVERYBODY
    whole: TemporalNetwork | None = None

    def actor(self, i: int) -> schema.Actor:
        """The record of actor row ``i``."""
        return self.dataset.actors[int(self.actor_record[i])]

    def relationship(self, i: int) -> schema.Relationship:
        """The record of relationship row ``i``."""
        return self.dataset.relationships[int(self.rel_record[i])]

    def change(self, c: int) -> schema.Change:
        """The record of change row ``c``; an empty one for a relationship without changes."""
        record, rel = int(self.change_record[c]), int(self.change_rel[c])
        if record < 0:
            return schema.Change()
        tables = tables_of(self.dataset)
        if tables is None:
            return self.relationship(rel).changes[record]
        return tables.change(int(tables.change_start[int(self.rel_record[rel])]) + record)

    def name(self, i: int) -> str:
        """What to call actor row ``i``: its name, or its id."""
        name = self.actor(i).name
        return self.actor_ids[i] if not name or name.isspace() else name

    def label(self, i: int) -> str:
        """What to call relationship row ``i``: its label, or the names of its two ends."""
        return self.label_of(i, self.relationship(i), self.name)

    def label_of(self, i: int, record: schema.Relationship, name: Callable[[int], str]) -> str:
        """The same where the ``record`` of the row is known, and who has a ``name`` for actor rows."""
        if record.label and not record.label.isspace():
            return record.label
        arrow = "→" if self.directed[i] else "–"
        return f"{name(int(self.src[i]))} {arrow} {name(int(self.dst[i]))}"

    def date_from(self, c: int) -> EdtfDate | None:
        """The date from which change row ``c`` holds; none if it holds since ever."""
        return self.axis.read(self.change(c).from_)

    def date_until(self, c: int) -> EdtfDate | None:
        """The date until which change row ``c`` was said to hold; none if nothing was said."""
        return self.axis.read(self.change(c).until)

    @cached_property
    def transitions(self) -> Transitions:
        """Every moment at which a relationship's state becomes another, in the order of time; made once."""
        moves = transitions(self.change_rel, self.change_from, self.change_to, self.change_state)
        _clean_up(self.dataset)
        return moves

    @cached_property
    def vague(self) -> npt.NDArray[np.intp]:
        """The changes whose beginning or end is imprecise, ascending; made once."""
        begins = (self.change_from_end.table > self.change_possible.table)[self.change_possible.codes]
        begins &= self.change_possible.table[self.change_possible.codes] <= self.change_from  # not even its first day
        ends = self.until_end.table > self.until_possible.table
        return np.flatnonzero(begins | ends[self.until_possible.codes])


def build(dataset: schema.Dataset) -> TemporalNetwork:
    """Lay a dataset out as columns; rows that cannot be used are left out and nothing is raised."""
    axis = TimeAxis(dataset.time.kind, dataset.time.unit)
    states = columns.unique(dataset.states)[: columns.MOST_STATES] or schema.DEFAULT_STATES
    rows = gather(dataset)
    words = columns.Words.of(dataset, rows)
    rels = columns.relationship_columns(rows, words)
    changes = columns.change_columns(rows.changes, states, axis)
    event_tick, event_end = columns.event_columns(dataset.events, axis.read)
    first, last = columns.span(axis, changes, (event_tick, event_end), axis.read(dataset.as_of))
    net = TemporalNetwork(
        dataset=dataset, axis=axis, states=states, ranks=columns.ranks(states),
        sides=words.sides, kinds=words.kinds, types=words.types, families=words.families,
        actor_ids=rows.actor_ids, actor_row=rows.actor_row, actor_record=rows.actor_record,
        actor_kind=rows.kind.through(columns.row_of(words.kinds), np.int16),
        actor_side=rows.side.through(columns.row_of(words.sides), np.int16),
        rel_ids=rows.rel_ids, rel_row=rows.rel_row, rel_record=rows.rel_record, src=rows.src, dst=rows.dst,
        **rels, **changes, first=first, last=last, focus=columns.focus(axis, rels, changes, (first, last)),
        event_tick=event_tick, event_end=event_end,
    )  # fmt: skip
    finish(rows, dataset)
    _clean_up(dataset)
    return net


def _clean_up(dataset: schema.Dataset) -> None:
    """After the sorting of a large network half of the memory is free but still held."""
    if tables_of(dataset) is not None:
        give_back()
