"""The Table page: relationships as rows, made when they are looked at, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import overload

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.bulk import cited, cited_by, confidences
from netexplorer.graph.collation import label_ranks, name_ranks, text_ranks
from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.plain import plain
from netexplorer.graph.states import current_change, states_at
from netexplorer.session import selection
from netexplorer.session.jobs import Cancelled, Progress
from netexplorer.session.wording import ChangeWords, called, confidence_text, family_label, state_label

Bools = npt.NDArray[np.bool_]
Int8s = npt.NDArray[np.int8]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

MANY = 20_000  # relationships from which sorting is a job
_KEPT = 2_000  # rows whose words are kept


class Column(Struct, frozen=True):
    """One column; numbers stand at the right."""

    id: str
    label: str
    tip: str
    is_number: bool = False


COLUMNS = (
    Column("label", "Relationship", "What the dataset calls it"),
    Column("state", "State", "The state on this date"),
    Column("since", "Since", "From when on it is in this state"),
    Column("until", "Until", "The next change, or the end"),
    Column("source", "From", "The first actor"),
    Column("target", "To", "The second actor"),
    Column("type", "Type", "What kind of relationship it is"),
    Column("family", "Family", "The types it is filtered with"),
    Column("changes", "Changes", "How many dated changes are known", True),
    Column("confidence", "Confidence", "How the state on this date is known"),
    Column("sources", "Sources", "How many sources are cited for it", True),
)


class Row(Struct, frozen=True):
    """One relationship: the texts of :data:`COLUMNS`. ``rel`` is its network row, ``target`` selects it.

    ``cited`` are the addresses of the sources of its state, or their titles, parted by semicolons.
    """

    rel: int
    target: str
    state: int
    cells: tuple[str, ...]
    cited: str = ""


class _Still(Struct, frozen=True):
    """What does not depend on the date."""

    cells: tuple[str, str, str, str, str]
    changes: int
    sources: int


class Rows(Sequence[Row]):
    """Relationships in some order at one instant; the texts of a row are made when it is asked for.

    Attributes
    ----------
    rels : int32 (k,)
        The relationship of each row.
    """

    def __init__(self, table: Table, t: int, rels: Int32s, states: Int8s | None = None) -> None:
        self.t, self.rels = t, rels
        self._table = table
        self.states = states_at(table.net, t) if states is None else states

    @cached_property
    def current(self) -> Int32s:
        """The change in force of every relationship of the network, int32 (m,); -1 where there is none."""
        return current_change(self._table.net, self.t)

    def __len__(self) -> int:
        return len(self.rels)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return tuple(map(self._row, self.rels[place].tolist()))
        return self._row(int(self.rels[place]))

    def _row(self, rel: int) -> Row:
        return self._table.row(rel, int(self.states[rel]), self.t)

    def target(self, place: int) -> str:
        """The selection text of one row."""
        return selection.relationship(self._table.net, int(self.rels[place]))

    def place_of(self, rel: int) -> int:
        """Where a relationship stands, -1 if it does not."""
        found = np.flatnonzero(self.rels == rel)
        return int(found[0]) if len(found) else -1

    def chosen(self, places: Iterable[int] | npt.NDArray[np.intp]) -> Rows:
        """Some of the rows."""
        return self._with(self.rels[np.fromiter(places, dtype=np.intp)])

    def sorted(self, column: str, *, descending: bool = False) -> Rows:
        """The rows ordered by a column of :data:`COLUMNS`; equal ones keep their order."""
        key = self._table.key(column, self)
        if descending:
            return self._with(self.rels[len(key) - 1 - np.argsort(key[::-1], kind="stable")[::-1]])
        return self._with(self.rels[np.argsort(key, kind="stable")])

    def in_file_order(self) -> Rows:
        """The rows as the file has them."""
        return self._with(np.sort(self.rels))

    def _with(self, rels: Int32s) -> Rows:
        rows = Rows.__new__(Rows)
        rows.__dict__.update(self.__dict__ | {"rels": rels})
        return rows


class Table:
    """The rows of one network at any date."""

    def __init__(self, net: TemporalNetwork) -> None:
        self.net = net
        self._words = ChangeWords(net)
        self._still: dict[int, _Still] = {}

    def rows(self, t: int, shown: Bools, states: Int8s | None = None) -> Rows:
        """The relationships in ``shown``, bool (m,), at the instant ``t``, in the order of the file.

        ``states``, int8 (m,), are those at ``t`` if somebody knows them already.
        """
        return Rows(self, t, np.flatnonzero(shown).astype(np.int32), states)

    def row(self, rel: int, state: int, t: int) -> Row:
        """The texts of one relationship, which is in that state at the instant ``t``."""
        net, still = self.net, self._kept(rel)
        first, end = int(net.change_start[rel]), int(net.change_start[rel + 1])
        in_force = np.flatnonzero((net.change_from[first:end] <= t) & (t < net.change_to[first:end]))
        row = first + int(in_force[-1]) if len(in_force) else end - 1
        has = row >= first
        since = self._words(row).from_short if has and state >= 0 else ""
        confidence = net.change(row).confidence if has else ""
        name, *rest = still.cells
        until, word = self._until(rel, row) if has else "", confidence_text(confidence) if confidence else ""
        cells = (name, state_label(net, state), since, until, *rest, str(still.changes), word, str(still.sources))
        return Row(rel, selection.relationship(net, rel), state, cells, self._cited(row) if has else "")

    def _cited(self, row: int) -> str:
        """The sources of a change, each once."""
        cited = dict.fromkeys(reference.partition("#")[0] for reference in self.net.change(row).sources)
        return "; ".join(_line(self._sources_by_id.get(each, each)) for each in cited)

    @cached_property
    def _sources_by_id(self) -> dict[str, str]:
        return {each.id: each.url or each.title or each.id for each in self.net.dataset.sources}

    def _until(self, rel: int, row: int) -> str:
        """The end that the file gives for a change, or the beginning of the next one."""
        own = self._words(row).until_short
        if own or row + 1 >= int(self.net.change_start[rel + 1]):
            return own
        return self._words(row + 1).from_short

    def _kept(self, rel: int) -> _Still:
        still = self._still.get(rel)
        if still is None:
            if len(self._still) >= _KEPT:
                self._still.clear()
                self._words = ChangeWords(self.net)
            self._still[rel] = still = _still(self.net, rel)
        return still

    # -- integers to sort by

    def key(self, column: str, rows: Rows) -> Int64s:
        """Integers in the order of the texts of a column, int64 (k,).

        What needs the texts of all relationships is worked out once, which takes seconds for a million.
        """
        net, rels = self.net, rows.rels
        if column in ("state", "since", "until", "confidence"):
            return self._dated_key(column, rels, rows)
        if column == "label":
            return self._label_ranks[rels]
        if column in ("source", "target"):
            ends = net.src if column == "source" else net.dst
            return self._name_ranks[ends[rels]]
        if column in ("type", "family"):
            words = (*map(called, net.types), "") if column == "type" else (*map(family_label, net.families), "")
            codes = net.rel_type if column == "type" else net.rel_family
            return text_ranks(map(str.casefold, words))[codes[rels]]
        return (self._sources if column == "sources" else self._changes)[rels]

    def _dated_key(self, column: str, rels: Int32s, rows: Rows) -> Int64s:
        net, state, current = self.net, rows.states[rels], rows.current[rels]
        if column == "state":
            order = np.append(-net.ranks.astype(np.int64), [40_002, 40_001])  # not yet and ended come after every rank
            return order[state]
        change = np.where(current >= 0, current, net.change_start[rels + 1] - 1)
        has = change >= net.change_start[rels]
        change = np.where(has, change, 0)
        if column == "confidence":
            return np.where(has, self._confidences[change], np.iinfo(np.int64).max)
        if column == "since":
            return np.where(has & (state >= 0), _at(net.change_from, change), BEGINNING)
        return np.where(has, _at(net.change_to, change), FOREVER)

    @cached_property
    def _label_ranks(self) -> Int64s:
        return label_ranks(self.net)

    @cached_property
    def _name_ranks(self) -> Int64s:
        return name_ranks(self.net)

    @cached_property
    def _changes(self) -> Int64s:
        known = self.net.change_record >= 0
        return np.bincount(self.net.change_rel[known], minlength=len(self.net.src)).astype(np.int64)

    @cached_property
    def _sources(self) -> Int64s:
        return cited(self.net)

    @cached_property
    def _confidences(self) -> Int64s:
        """The order of every change by the words for how it is known, those without any last; int64 (c + 1,)."""
        codes, words = confidences(self.net)
        ranks = text_ranks(confidence_text(word).casefold() for word in words)
        ranks[[not word for word in words]] = np.iinfo(np.int64).max
        return np.append(ranks[codes], np.iinfo(np.int64).max)


def _at(column: Int64s, rows: npt.NDArray[np.integer]) -> Int64s:
    return column[rows] if len(column) else np.zeros(len(rows), dtype=np.int64)


def _still(net: TemporalNetwork, rel: int) -> _Still:
    kind, family = int(net.rel_type[rel]), int(net.rel_family[rel])
    cells = (
        _line(net.label(rel)),
        _line(net.name(int(net.src[rel]))),
        _line(net.name(int(net.dst[rel]))),
        called(net.types[kind]) if kind >= 0 else "",
        family_label(net.families[family]) if family >= 0 else "",
    )
    rows = slice(int(net.change_start[rel]), int(net.change_start[rel + 1]))
    return _Still(cells, int(np.count_nonzero(net.change_record[rows] >= 0)), len(cited_by(net, rel)))


def _line(text: str) -> str:
    return " ".join(plain(text).split())


# -- jobs


class Sorting(Struct, frozen=True):
    """Rows, and the column they are to be sorted by."""

    rows: Rows
    column: str
    descending: bool


def sort(request: Sorting, progress: Progress, cancelled: Cancelled) -> Rows:
    """The job that sorts."""
    return request.rows.sorted(request.column, descending=request.descending)
