"""The many edges of a large XML file, past the listener: their elements are collected as they come, by columns.

Everything in front of the edges goes to the listener as always. A file whose edges are not plain is left to it, too,
and read again from its beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, Protocol, TypeVar
from xml.parsers import expat

import numpy as np
import numpy.typing as npt

from netexplorer.graph.formats.links import LARGE, Coder, Codes
from netexplorer.graph.formats.markup import Listener, feed, first_letter, parser_of
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.unpack import Source
from netexplorer.graph.gather import Coded

BATCH = 20_000  # edges whose texts are held at one time
Given = list[str]  # names and values of attributes by turns


class IrregularError(Exception):
    """Something is not as plain as the quick way can take it."""


class Collector(Protocol):
    """What is told of the elements behind the beginning of the edges."""

    def start(self, name: str, given: Given) -> None:
        """An element begins."""

    def listen(self, parser: expat.XMLParserType) -> None:
        """Take over a parser."""


AnyCollector = TypeVar("AnyCollector", bound=Collector)


def is_many(source: Source, mark: bytes) -> bool:
    """Whether a file has so many edges that the quick way is worth it."""
    return len(source.data) > LARGE * len(mark) and source.data.count(mark) >= LARGE


def collect(
    source: Source,
    listener: Listener,
    first: str,
    make: Callable[[], AnyCollector],
    progress: Progress,
    cancelled: Wish,
) -> AnyCollector | None:
    """Tell a listener of all elements up to the first that is called so, and a collector of it and all behind.

    Returns
    -------
    Collector or None
        None if the file is broken or not plain; then the listener has heard a part of it only.

    Raises
    ------
    UserError
        When the file declares entities that are refused.
    Cancelled
        When that was wished.
    """
    parser = parser_of(listener, source.where)
    slow: Any = parser.StartElementHandler
    found: list[AnyCollector] = []

    def start(name: str, given: dict[str, str]) -> None:
        if name.rpartition(":")[2] != first:
            slow(name, given)
            return
        found.append(make())
        parser.ordered_attributes = True
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        found[0].listen(parser)
        found[0].start(name, list(chain.from_iterable(given.items())))

    parser.StartElementHandler = start
    try:
        feed(parser, first_letter(source.data), progress, cancelled)
    except (expat.ExpatError, IrregularError, ValueError, LookupError):
        return None
    return found[0] if found else None


class EdgeColumns:
    """The attributes of edges that are wanted, each as a column of codes.

    Parameters
    ----------
    fields : iterable of str
        Names of attributes; further ones that come are kept, too, with ``keep_all``.
    actors : iterable of str
        The ids that have been declared, in their order.
    odd : frozenset of str
        Attributes that only the reader of single edges knows.
    """

    def __init__(
        self, fields: Iterable[str], actors: Iterable[str], odd: frozenset[str] = frozenset(), *, keep_all: bool = False
    ) -> None:
        self._odd = odd
        self._keeps_all = keep_all
        self._layouts = Coder(())
        self._layout: list[Codes] = []
        self.pending: list[Given] = []
        self.count = 0
        self.actors = {ident: row for row, ident in enumerate(actors)}
        self._coders: dict[str, Coder] = {}
        self._parts: dict[str, list[Codes]] = {}
        self._named: dict[str, list[npt.NDArray[np.bool_]]] = {}
        self._ends: list[Codes] = []
        for field in fields:
            self._begin(field)

    @property
    def fields(self) -> list[str]:
        """The names of the columns."""
        return list(self._coders)

    @property
    def layout(self) -> Coded:
        """The names of the attributes of each edge, in their order."""
        return Coded(np.concatenate([np.zeros(0, dtype=np.int32), *self._layout]), list(self._layouts))

    def _begin(self, field: str) -> None:
        self._coders[field] = Coder("")
        self._coders[field][None] = 1  # what is not named; it is made empty at once
        self._parts[field] = [np.zeros(self.count, dtype=np.int32)]
        self._named[field] = [np.zeros(self.count, dtype=np.bool_)]

    def flush(self) -> None:
        """Take the edges that are waiting into the columns."""
        batch, count = self.pending, len(self.pending)
        if not count:
            return
        columns = _columns(batch)
        if self._keeps_all:
            self._layout.append(self._layouts_of(batch))
            for field in columns.keys() - self._coders.keys():
                self._begin(field)
        nothing: tuple[str | None, ...] = (None,)
        source, target = columns.pop("source", nothing), columns.pop("target", nothing)
        if not (all(source) and all(target) and self._odd.isdisjoint(columns)):
            raise IrregularError
        known: dict[Any, int] = self.actors
        ends = [known.setdefault(ident, len(known)) for ident in chain.from_iterable(zip(source, target, strict=True))]
        self._ends.append(np.array(ends, dtype=np.int32).reshape(-1, 2))
        for field, coder in self._coders.items():
            values = columns.get(field)
            codes, is_named = np.zeros(count, dtype=np.int32), np.zeros(count, dtype=np.bool_)
            if values is not None:
                codes = np.fromiter(map(coder.__getitem__, values), dtype=np.int32, count=count)
                is_named[:] = codes != coder[None]
                codes[~is_named] = 0
            self._parts[field].append(codes)
            self._named[field].append(is_named)
        self.count += count
        batch.clear()

    def _layouts_of(self, batch: list[Given]) -> Codes:
        names = batch[0][::2]
        if all(given[::2] == names for given in batch):
            return np.full(len(batch), self._layouts[tuple(names)], dtype=np.int32)
        return np.array([self._layouts[tuple(given[::2])] for given in batch], dtype=np.int32)

    def ends(self) -> tuple[Codes, Codes]:
        """The places of the actors at the ends."""
        both = np.concatenate([np.zeros((0, 2), dtype=np.int32), *self._ends])
        return both[:, 0].copy(), both[:, 1].copy()

    def column(self, field: str) -> Coded:
        """The values of an attribute; empty where an edge has none."""
        values = ["", "", *list(self._coders[field])[2:]]
        return Coded(np.concatenate([np.zeros(0, dtype=np.int32), *self._parts[field]]), values)

    def has(self, field: str) -> npt.NDArray[np.bool_]:
        """Which edges have an attribute, empty or not."""
        return np.concatenate([np.zeros(0, dtype=np.bool_), *self._named[field]])


def _columns(batch: list[Given]) -> dict[str, tuple[str | None, ...]]:
    """The values by the names of the attributes; None where an edge has no such attribute."""
    if len(set(map(len, batch))) == 1:
        parts = list(zip(*batch, strict=True))
        if all(names.count(names[0]) == len(names) for names in parts[::2]):
            return {names[0]: values for names, values in zip(parts[::2], parts[1::2], strict=True)}
    rows = [dict(zip(given[::2], given[1::2], strict=True)) for given in batch]
    names = dict.fromkeys(chain.from_iterable(rows))
    return {name: tuple(row.get(name) for row in rows) for name in names}


def stripped(column: Coded) -> Coded:
    """The same column without blanks around its values, each value once."""
    known = Coder("")
    table = np.array([known[str(value).strip()] for value in column.values], dtype=np.int32)
    return Coded(table[column.codes], list(known))


def together(columns: Iterable[Codes]) -> tuple[Codes, npt.NDArray[np.int64]]:
    """Which distinct combination of some codes each row has, and the first row of each combination."""
    codes: npt.NDArray[np.int64] | None = None
    for column in columns:
        if codes is None:
            codes = column.astype(np.int64)
        elif column.any():
            codes = np.unique(codes * (int(column.max()) + 1) + column, return_inverse=True)[1]
    if codes is None:
        raise ValueError("there is no column")
    _, first, made = np.unique(codes, return_index=True, return_inverse=True)
    return made.astype(np.int32), first
