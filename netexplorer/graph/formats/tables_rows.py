"""A dataset as the rows of two tables: a row for each dated state of a relationship, and a row for each actor."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from netexplorer.graph.axis import TICKS_PER_UNIT, TimeAxis
from netexplorer.graph.dates import FOREVER, EdtfDate, Precision, civil_text, split_interval
from netexplorer.graph.formats.tables_own import (
    CALENDAR,
    NAMED,
    NUMBERS,
    SEVERAL,
    actor_columns,
    relationship_columns,
)
from netexplorer.graph.formats.xmltext import is_place, kinds_of, text_of
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Dataset, Source

Cell = str | int | float | bool | None
_LONGEST_NAME = 190  # signs of the name of a column, of which readers look at 200


class Sheet:
    """One table: the names of its columns, what each holds, and its rows, made one after another.

    Attributes
    ----------
    names : tuple of str
        Each once.
    kinds : tuple of str
        ``integer``, ``long``, ``double``, ``boolean`` or ``string``, for each column.
    """

    def __init__(self, names: Sequence[str], kinds: Sequence[str], rows: Iterable[list[Cell]]) -> None:
        self.names = tuple(names)
        self.kinds = tuple(kinds)
        self.rows = rows


def sheets_of(dataset: Dataset) -> tuple[Sheet, Sheet]:
    """The relationships of a dataset, and its actors."""
    net = build(dataset)
    return _Relationships(net).sheet(), _actors(net)


# -- relationships


class _Relationships:
    def __init__(self, net: TemporalNetwork) -> None:
        self._net = net
        self._sources = named_sources(net.dataset.sources)
        self._times = NUMBERS if net.axis.is_number else CALENDAR
        rows = range(len(net.rel_ids))
        self._own = kinds_of(net.relationship(i).extra for i in rows)
        self._of_state = kinds_of(_values(net, c) for c in range(len(net.change_rel)))

    def sheet(self) -> Sheet:
        of_relationship, of_state = relationship_columns(self._times)
        taken = {*of_relationship, *of_state}
        own, changing = free_names(self._own, taken), free_names(self._of_state, taken)
        of_time = "double" if self._net.axis.is_number else "string"
        names = [*of_relationship, *own, *of_state, *changing]
        kinds = [
            *("string" for _ in of_relationship), *self._own.values(), of_time, of_time,
            *("string" for _ in of_state[2:]), *self._of_state.values(),
        ]  # fmt: skip
        return Sheet(names, kinds, self._rows())

    def _rows(self) -> Iterator[list[Cell]]:
        net = self._net
        names = [net.actor(i).name for i in range(len(net.actor_ids))]
        for i, ident in enumerate(net.rel_ids):
            record, one, other = net.relationship(i), int(net.src[i]), int(net.dst[i])
            direction = "directed" if net.directed[i] else "mutual"
            about: list[Cell] = [
                ident, net.actor_ids[one], names[one], net.actor_ids[other], names[other], record.type, direction,
                record.label, _several(record.tags), *(cell_of(record.extra.get(key)) for key in self._own),
            ]  # fmt: skip
            for c in range(int(net.change_start[i]), int(net.change_start[i + 1])):
                yield [*about, *self._state(c)]

    def _state(self, c: int) -> list[Cell]:
        net = self._net
        change, values = net.change(c), _values(net, c)
        sources = _several(cited(change.sources, self._sources))
        state = net.states[int(net.change_state[c])].id
        rest = (cell_of(values.get(key)) for key in self._of_state)
        return [first_of(net, c), last_of(net, c), state, cell_of(change.note), change.confidence, sources, *rest]


def _values(net: TemporalNetwork, c: int) -> dict[str, Any]:
    change = net.change(c)
    return {**change.extra, **change.values} if change.extra else change.values


# -- bounds


def first_of(net: TemporalNetwork, c: int) -> Cell:
    """From when on change row ``c`` holds, as the file says it; nothing if since ever."""
    date = net.date_from(c)
    return None if date is None else _written(date, net.axis)


def last_of(net: TemporalNetwork, c: int) -> Cell:
    """The last period in which change row ``c`` holds, which ends at the tick at which it does; nothing if for ever.

    Where another change follows at once, it is the period before that begins, as precise as that is.
    """
    end = int(net.change_to[c])
    if end >= FOREVER:
        return None
    own = net.date_until(c)
    if own is not None and own.end == end:
        return _written(own, net.axis)
    follows = net.date_from(c + 1)
    assert follows is not None  # whatever else would have ended it
    if net.axis.is_number:
        last = _number(end - 1)
        return last if round(last * TICKS_PER_UNIT) == end - 1 else _written(follows, net.axis)
    return before(end, follows.precision)


def before(tick: int, precision: Precision) -> str:
    """The period that ends at a tick, of that precision or, where none of it ends there, of days or seconds."""
    for each in (precision, Precision.DAY, Precision.SECOND):
        text = civil_text(tick - 1, each)
        date = TimeAxis().read(text)
        if date is not None and date.end == tick:
            return text
    return civil_text(tick - 1, precision)


def _written(date: EdtfDate, axis: TimeAxis) -> Cell:
    return _plain(float(date.text)) if axis.is_number else date.text


def _number(tick: int) -> float:
    return _plain(tick / TICKS_PER_UNIT)


def _plain(number: float) -> float:
    return int(number) if number.is_integer() else number


# -- actors


def _actors(net: TemporalNetwork) -> Sheet:
    times = NUMBERS if net.axis.is_number else CALENDAR
    every = [net.actor(i) for i in range(len(net.actor_ids))]
    fixed = actor_columns(times)
    has_places = any(is_place(actor.extra.get("x")) and is_place(actor.extra.get("y")) for actor in every)
    places = ("x", "y") if has_places else ()
    more = kinds_of(_more(actor, has_places=has_places) for actor in every)
    names = [*fixed, *places, *free_names(more, {*fixed, "x", "y"})]
    of_time = "double" if net.axis.is_number else "string"
    kinds = [*(of_time if name in times else "string" for name in fixed), *("double" for _ in places), *more.values()]
    sources = named_sources(net.dataset.sources)

    def rows() -> Iterator[list[Cell]]:
        for ident, actor in zip(net.actor_ids, every, strict=True):
            yield [
                ident, actor.name, actor.kind, actor.side, cell_of(actor.description), *active_bounds(actor, net.axis),
                _several(actor.aliases), _several(actor.tags), _several(cited(actor.sources, sources)),
                *(_place(actor.extra.get(axis)) for axis in places),
                *(cell_of(_more(actor, has_places=has_places).get(key)) for key in more),
            ]  # fmt: skip

    return Sheet(names, kinds, rows())


def active_bounds(actor: Actor, axis: TimeAxis) -> tuple[Cell, Cell]:
    """From when until when an actor is there, both inside; what is no date is left out."""
    sides = split_interval(actor.active) if actor.active else ("", "")
    start, end = (axis.read("" if side == ".." else side) for side in sides)
    return None if start is None else _written(start, axis), None if end is None else _written(end, axis)


def _more(actor: Actor, *, has_places: bool) -> dict[str, Any]:
    names = {f"{NAMED}{language}": name for language, name in actor.names.items()}
    kept = {key: value for key, value in actor.extra.items() if not (has_places and key in ("x", "y"))}
    return {**kept, **names} if names else kept


def _place(value: Any) -> Cell:
    return value if is_place(value) else None


# -- cells and names


def cell_of(value: Any) -> Cell:
    """A value as a cell: what is neither text nor a number is JSON; texts have no blanks around them."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return value if math.isfinite(value) else text_of(str(value))
    return text_of(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _several(words: Iterable[str]) -> Cell:
    return SEVERAL.join(word.replace(SEVERAL, ", ") for word in words) or None


def named_sources(sources: Iterable[Source]) -> dict[str, str]:
    """What each source is called by id: its address, else its title, else its id."""
    return {source.id: source.url or source.title or source.id for source in sources}


def cited(references: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """The sources that are referred to, each once and whole, as they are called."""
    idents = (reference.partition("#")[0] for reference in references)
    return list(dict.fromkeys(names.get(ident, ident) for ident in idents))


def free_names(wanted: Mapping[str, Any], taken: set[str]) -> list[str]:
    """Names of columns that no other column has, which are then taken, too."""
    names = []
    for each in wanted:
        plain = " ".join(each.split())[:_LONGEST_NAME] or "value"
        name, count = plain, 1
        while name in taken:
            name, count = f"{plain} (value{f' {count}' if count > 1 else ''})", count + 1
        taken.add(name)
        names.append(name)
    return names
