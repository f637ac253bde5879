"""Writing the spells that networkDynamic of R takes: edges in one table, and vertices in one beside it.

The first columns are those of ``networkDynamic(edge.spells=…, vertex.spells=…)``: vertices are numbers from 1, times
are days since 1970 (as in ``as.Date``) or the numbers of the dataset, and ``terminus`` does not belong to the spell.
What R makes nothing of says the rest: ``onset.date`` and ``terminus.date`` are the same as dates, ``edge.pid`` and
``vertex.pid`` our ids. ``-Inf`` and ``Inf`` are numbers to R; no text in the tables begins as a formula does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import BEGINNING, DAY, FOREVER, Precision, civil_text
from netexplorer.graph.formats.lost import lost, own_states
from netexplorer.graph.formats.stints import active_of
from netexplorer.graph.formats.tables_own import guarded, second
from netexplorer.graph.formats.tables_rows import Cell, cell_of, first_of, free_names
from netexplorer.graph.formats.xmltext import kinds_of
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Dataset

VERTICES = "-vertices"  # behind the name of the table of edges
_SPELL = ("onset.censored", "terminus.censored", "duration")
_EDGE = ("edge.id", "edge.pid", "edge.type", "edge.label", "directed", "state")
_VERTEX = ("vertex.pid", "vertex.names", "kind", "side", "description")


def write(dataset: Dataset, path: Path) -> None:
    """Write ``OUT.spells.csv`` with the edges, and before it ``OUT.spells-vertices.csv``.

    Raises
    ------
    UserError
        When a file cannot be written there.
    """
    net = build(dataset)
    write_atomic(second(path, VERTICES, b"onset,terminus,vertex.id"), _lines(_vertices(net)))
    write_atomic(path, _lines(_edges(net)))


def losses(dataset: Dataset) -> list[str]:
    """What spells cannot carry, a sentence each."""
    told = lost(dataset, has_notes=True)
    changes = [change for link in dataset.relationships for change in link.changes]
    found = (
        (own_states(dataset), "The order of the states is left out."),
        (any(change.note for change in changes), "The notes of changes are left out."),
        (any(link.extra for link in dataset.relationships), "The values of relationships are left out."),
        (
            any(actor.extra or actor.tags or actor.aliases or actor.names for actor in dataset.actors),
            "The values, tags, aliases and further names of actors are left out.",
        ),
        (
            any(isinstance(each.until, str) and 0 < len(each.until) != 10 for each in changes)
            or any(actor.active for actor in dataset.actors),
            "Ends, and when actors are there, are exact to a day or a second; how vague they were is left out.",
        ),
        (
            dataset.title or dataset.description or dataset.licence or dataset.as_of,
            "What is said of the dataset as a whole is left out: title, description, licence and date.",
        ),
    )
    return told + [sentence for is_so, sentence in found if is_so]


def _lines(rows: Iterable[list[Cell]]) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow(
            [guarded(cell) if isinstance(cell, str) and not isinstance(cell, _Number) else cell for cell in row]
        )
        yield out.getvalue().encode("utf-8", "replace")
        out.seek(0)
        out.truncate()


def _edges(net: TemporalNetwork) -> Iterator[list[Cell]]:
    dated = _dated(net.axis)
    values = kinds_of(net.change(c).values for c in range(len(net.change_rel)))
    first: list[Cell] = ["onset", "terminus", "tail", "head"]
    yield [*first, *_SPELL, *_EDGE, *dated, *free_names(values, {*map(str, first), *_SPELL, *_EDGE, *dated})]
    for i, ident in enumerate(net.rel_ids):
        record = net.relationship(i)
        about: list[Cell] = [i + 1, ident, record.type, record.label, "TRUE" if net.directed[i] else "FALSE"]
        for c in range(int(net.change_start[i]), int(net.change_start[i + 1])):
            change, start, end = net.change(c), int(net.change_from[c]), int(net.change_to[c])
            bounds, state = _bounds(start, end, net.axis), net.states[int(net.change_state[c])].id
            onset: Cell = first_of(net, c) if start > BEGINNING else ""
            yield [
                *bounds[:2], int(net.src[i]) + 1, int(net.dst[i]) + 1, *bounds[2:], *about, state,
                *_dates(onset, end, net.axis), *(cell_of(change.values.get(key)) for key in values),
            ]  # fmt: skip


def _vertices(net: TemporalNetwork) -> Iterator[list[Cell]]:
    yield ["onset", "terminus", "vertex.id", *_SPELL, *_VERTEX, *_dated(net.axis)]
    for i, ident in enumerate(net.actor_ids):
        actor = net.actor(i)
        start, end = active_of(actor, net.axis)
        bounds = _bounds(start, end, net.axis)
        onset: Cell = _date(start) if start > BEGINNING else ""
        about = [ident, net.name(i), actor.kind, actor.side, cell_of(actor.description)]
        yield [*bounds[:2], i + 1, *bounds[2:], *about, *_dates(onset, end, net.axis)]


def _bounds(start: int, end: int, axis: TimeAxis) -> list[Cell]:
    """Onset and terminus as R reads numbers, whether there is none, and how long it is."""
    onset = "-Inf" if start <= BEGINNING else _number(start, axis)
    terminus = "Inf" if end >= FOREVER else _number(end, axis)
    lasting = "Inf" if "Inf" in (onset.lstrip("-"), terminus) else _number(end - start, axis)
    is_open = [("TRUE" if each.endswith("Inf") else "FALSE") for each in (onset, terminus)]
    return [_Number(onset), _Number(terminus), *is_open, lasting]


class _Number(str):
    """A number as R reads it, to more digits than a float has; no spreadsheet takes it for a formula."""


def _number(tick: int, axis: TimeAxis) -> str:
    if axis.is_number:
        return axis.text(tick)
    return str(tick // DAY) if tick % DAY == 0 else repr(tick / DAY)


def _dated(axis: TimeAxis) -> tuple[str, ...]:
    return ("time.unit",) if axis.is_number else ("onset.date", "terminus.date")


def _dates(onset: Cell, end: int, axis: TimeAxis) -> list[Cell]:
    """The bounds as dates, the second outside the spell; of numbers what they count."""
    return [axis.unit or "unit"] if axis.is_number else [onset, "" if end >= FOREVER else _date(end)]


def _date(tick: int) -> str:
    return civil_text(tick, Precision.SECOND if tick % DAY else Precision.DAY)
