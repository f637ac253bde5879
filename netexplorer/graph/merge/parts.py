"""What comparing two datasets comes to: which records of theirs are new, are equal, say more, or contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph import schema
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.checks.records import ident_of
from netexplorer.graph.merge.histories import meet_histories
from netexplorer.graph.merge.matching import UNTYPED
from netexplorer.graph.merge.meeting import Difference, meet
from netexplorer.graph.merge.translating import Ids, translated

Prefer = Literal["ours", "theirs"]
Verdict = Literal["new", "equal", "fills", "conflict"]
VERDICTS: tuple[Verdict, ...] = ("new", "equal", "fills", "conflict")  # as codes
BATCHED, _NEAR = 1000, 20  # records made at a time, when the last one asked for was so near
NEW, EQUAL, FILLS, CONFLICT = range(4)


class Part(Struct, frozen=True, eq=False):
    """One list of records: m of ours and k of theirs.

    Attributes
    ----------
    ours, theirs : sequence of Record
        As they stand in the two files; words that are used and not declared are among them.
    rows : int32 (k,)
        Which of ours each of theirs is, -1 for none.
    verdicts : int8 (k,)
        Places in ``VERDICTS``.
    told : mapping of int to str
        What is worth knowing about some of theirs: how they were found, or why they stay apart.
    renamed : mapping of int to str
        The ids of new ones whose own id is taken.
    clashes : frozenset of int
        Those of theirs whose id is that of another one of ours.
    """

    name: str
    ours: Sequence[Any]
    theirs: Sequence[Any]
    rows: npt.NDArray[np.int32]
    verdicts: npt.NDArray[np.int8]
    told: Mapping[int, str]
    renamed: Mapping[int, str]
    clashes: frozenset[int]

    def of(self, verdict: Verdict) -> npt.NDArray[np.int64]:
        """The rows of theirs with a verdict, ascending int64."""
        return np.flatnonzero(self.verdicts == VERDICTS.index(verdict))


class Choice(Struct, frozen=True):
    """What to do where the files contradict: keep ours or take theirs, and the other one for some records."""

    prefer: Prefer = "ours"
    others: frozenset[tuple[str, int]] = frozenset()

    def takes_theirs(self, part: str, row: int) -> bool:
        """Whether theirs is taken for a record of theirs."""
        return (self.prefer == "theirs") != ((part, row) in self.others)


class Merge(Struct, frozen=True, eq=False):
    """Two datasets side by side. ``notes`` say what concerns no single record; ``best`` is the best state of ours."""

    base: schema.Dataset
    other: schema.Dataset
    time: schema.TimeSpec
    parts: tuple[Part, ...]
    ids: Ids
    best: str
    best_of_theirs: str
    notes: tuple[str, ...] = ()

    def part(self, name: str) -> Part:
        """The list of that name."""
        return next(part for part in self.parts if part.name == name)

    def count(self, verdict: Verdict, *names: str) -> int:
        """How many records of theirs have a verdict, in all lists or in some."""
        return sum(int(part.of(verdict).size) for part in self.parts if not names or part.name in names)

    def theirs(self, part: Part, row: int) -> Any:
        """A record of theirs with the ids it has here."""
        return self.adapted(part.theirs[row], part.renamed.get(row, ""))

    def adapted(self, record: Any, ident: str = "") -> Any:
        """A record of theirs in our words, with another id if one is given."""
        best = self.best_of_theirs if self.best_of_theirs != self.best else ""
        made = translated(record, self.ids, best)
        return replace(made, id=ident) if ident else made

    def met(self, ours: Any, theirs: Any, *, takes_theirs: bool = False) -> tuple[Any, list[Difference]]:
        """A record of ours with what an adapted one of theirs adds, and the differences."""
        axis = TimeAxis(self.time.kind, self.time.unit)
        if isinstance(ours, schema.Relationship) and theirs.type in UNTYPED:
            theirs = replace(theirs, type=ours.type)
        elif isinstance(ours, schema.Relationship) and ours.type in UNTYPED:
            ours = replace(ours, type="")
        record, found = meet(ours, theirs, axis, takes_theirs=takes_theirs)
        if isinstance(ours, schema.Relationship) and ours.changes != theirs.changes:
            changes, more = meet_histories(ours.changes, theirs.changes, axis, self.best, takes_theirs=takes_theirs)
            found = found + more
            if changes is not ours.changes:
                record = replace(record, changes=changes)
        return record, found

    def differences(self, part: Part, row: int, *, takes_theirs: bool = False) -> list[Difference]:
        """In what a record of theirs differs from the one of ours; nothing for a new one."""
        place = int(part.rows[row])
        if place < 0:
            return []
        return self.met(part.ours[place], self.theirs(part, row), takes_theirs=takes_theirs)[1]

    def called(self, part: Part, row: int) -> str:
        """What to call a record of theirs."""
        return name_of(part.theirs[row])


class Nearby(Struct, eq=False):
    """Records of a list that are asked for mostly one after the other; those of a large list are made in batches."""

    records: Sequence[Any]
    first: int = 0
    batch: Sequence[Any] = ()
    last: int = -1

    def __getitem__(self, row: int) -> Any:
        if isinstance(self.records, tuple):
            return self.records[row]
        if not self.first <= row < self.first + len(self.batch):
            is_next, self.last = 0 < row - self.last <= _NEAR, row
            if not is_next:
                return self.records[row]
            self.first, self.batch = row, self.records[row : row + BATCHED]
        self.last = row
        return self.batch[row - self.first]


def name_of(record: Any) -> str:
    """What a record is called, on one line."""
    if isinstance(record, schema.Relationship):
        text = record.label or f"{record.source} – {record.target}" + (f" ({record.type})" if record.type else "")
    else:
        texts = (getattr(record, field, "") for field in ("name", "label", "title", "note"))
        text = next(filter(None, texts), "") or ident_of(record)
    return " ".join(text.split())


def not_taken(merge: Merge, choice: Choice) -> Iterator[tuple[str, str]]:
    """What of the two files a merged one does not hold: the place, and a sentence for each value left out."""
    for part in merge.parts:
        for row in part.of("conflict").tolist():
            takes = choice.takes_theirs(part.name, row)
            where = f"{part.name} ({ident_of(part.ours[int(part.rows[row])]) or merge.called(part, row)})"
            for each in merge.differences(part, row, takes_theirs=takes):
                if each.is_conflict:
                    kept, left = (each.theirs, each.ours) if takes else (each.ours, each.theirs)
                    whose = "the open dataset" if takes else "the added file"
                    yield where, f'{each.field}: "{kept}" is kept; {whose} had "{left}".'
