"""A dataset as read-only columns: ids outside, row numbers inside, every date a tick.

``build`` is lenient: a row that cannot be used (an endpoint nobody declared, a date that is none) is left out, and
``checks.py`` is what reports it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph import columns, schema
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import EdtfDate

NOT_YET = -2
ENDED = -1

Bools = npt.NDArray[np.bool_]
Int8s = npt.NDArray[np.int8]
Int16s = npt.NDArray[np.int16]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]


class TemporalNetwork(Struct, frozen=True, eq=False):
    """The columns of a dataset: n actors, m relationships, c changes, S states, e events. All arrays are read-only.

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
    change_possible, change_from_end : int64 (c,)
        The change is only possible while ``change_possible <= t < change_from_end``.
    until_possible, until_end : int64 (c,)
        The same for its end, where that is imprecise and nothing follows; else both 0.
    change_record : int32 (c,)
        Position in the author's list of changes; -1 for the one change of a relationship without any.
    actor_record, rel_record : int32 (n,), (m,)
        Position of each row in ``dataset.actors`` and ``dataset.relationships``.
    first, last : int
        The span worth scrubbing, ``first < last``.
    focus : (int, int)
        Whole years in which 98 % of the changes of channels lie: the span worth showing first.
    event_tick, event_end : int64 (e,)
        Period of each event of ``dataset.events``; ``BEGINNING`` twice for one without a date.
    """

    dataset: schema.Dataset
    axis: TimeAxis
    states: tuple[schema.State, ...]
    ranks: Int16s
    sides: tuple[schema.Side, ...]
    kinds: tuple[schema.Kind, ...]
    types: tuple[schema.RelationshipType, ...]
    families: tuple[str, ...]
    actor_ids: tuple[str, ...]
    actor_row: Mapping[str, int]
    actor_record: Int32s
    actor_kind: Int16s
    actor_side: Int16s
    rel_ids: tuple[str, ...]
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
    change_possible: Int64s
    change_from_end: Int64s
    until_possible: Int64s
    until_end: Int64s
    change_record: Int32s
    first: int
    last: int
    focus: tuple[int, int]
    event_tick: Int64s
    event_end: Int64s

    def actor(self, i: int) -> schema.Actor:
        """The record of actor row ``i``."""
        return self.dataset.actors[int(self.actor_record[i])]

    def relationship(self, i: int) -> schema.Relationship:
        """The record of relationship row ``i``."""
        return self.dataset.relationships[int(self.rel_record[i])]

    def change(self, c: int) -> schema.Change:
        """The record of change row ``c``; an empty one for a relationship without changes."""
        record = int(self.change_record[c])
        return schema.Change() if record < 0 else self.relationship(int(self.change_rel[c])).changes[record]

    def name(self, i: int) -> str:
        """What to call actor row ``i``: its name, or its id."""
        name = self.actor(i).name
        return self.actor_ids[i] if not name or name.isspace() else name

    def label(self, i: int) -> str:
        """What to call relationship row ``i``: its label, or the names of its two ends."""
        label = self.relationship(i).label
        if label and not label.isspace():
            return label
        arrow = "→" if self.directed[i] else "–"
        return f"{self.name(int(self.src[i]))} {arrow} {self.name(int(self.dst[i]))}"

    def date_from(self, c: int) -> EdtfDate | None:
        """The date from which change row ``c`` holds; none if it holds since ever."""
        return self.axis.read(self.change(c).from_)

    def date_until(self, c: int) -> EdtfDate | None:
        """The date until which change row ``c`` was said to hold; none if nothing was said."""
        return self.axis.read(self.change(c).until)


def build(dataset: schema.Dataset) -> TemporalNetwork:
    """Lay a dataset out as columns; rows that cannot be used are left out and nothing is raised."""
    axis = TimeAxis(dataset.time.kind, dataset.time.unit)
    read = columns.reader(axis)
    states = columns.unique(dataset.states)[: columns.MOST_STATES] or schema.DEFAULT_STATES
    actors = columns.actors(dataset)
    actor_row = {actor.id: row for row, (_, actor) in enumerate(actors)}
    rows = columns.relationships(dataset, actor_row)
    words = columns.Words.of(dataset, [actor for _, actor in actors], [rel for _, _, rel in rows])
    rels = columns.relationship_columns(rows, actor_row, words)
    changes = columns.change_columns([rel for _, _, rel in rows], states, read)
    event_tick, event_end = columns.event_columns(dataset.events, read)
    first, last = columns.span(axis, changes, (event_tick, event_end), read(dataset.as_of))
    return TemporalNetwork(
        dataset=dataset, axis=axis, states=states, ranks=columns.ranks(states),
        sides=words.sides, kinds=words.kinds, types=words.types, families=words.families,
        actor_ids=tuple(actor_row), actor_row=actor_row,
        actor_record=columns.column((record for record, _ in actors), np.int32),
        actor_kind=columns.codes((actor.kind for _, actor in actors), words.kinds),
        actor_side=columns.codes((actor.side for _, actor in actors), words.sides),
        **rels, **changes, first=first, last=last, focus=columns.focus(axis, rels, changes, (first, last)),
        event_tick=event_tick, event_end=event_end,
    )  # fmt: skip
