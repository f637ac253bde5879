"""A dataset made ready to be shown: read, checked and laid out, with whatever is worked out but once.

Nothing here touches a session, so a large file is made ready by a background job while the former dataset stays.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.adjacency import Adjacency, adjacency
from netexplorer.graph.checks import check
from netexplorer.graph.compile_ahead import compile_ahead, kernels_of
from netexplorer.graph.formats import OWN, open_dataset, open_unchecked, recognise
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import Progress, Reading, Wish, never, nowhere, stop_if
from netexplorer.graph.formats.report import Report
from netexplorer.graph.gather import forget_ids
from netexplorer.graph.hearing import as_told
from netexplorer.graph.layouts import LAYOUTS
from netexplorer.graph.layouts.ahead import prepare
from netexplorer.graph.memory import expect_large_arrays, give_back
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.problems import Problem, by_severity
from netexplorer.graph.select import lens_mask
from netexplorer.graph.threads import begun
from netexplorer.scene.density.warmth import KERNELS, warm
from netexplorer.session.crowd import Crowd, is_crowd
from netexplorer.session.facts import Facts, gather
from netexplorer.session.facts import as_told as facts_as_told
from netexplorer.session.layout import Xy, placeholder
from netexplorer.session.opening import default_view
from netexplorer.session.outlook import stops_of
from netexplorer.session.places import Placed, recalled
from netexplorer.session.remembered import Memory
from netexplorer.session.resolve import make_plan
from netexplorer.session.state import ViewState
from netexplorer.session.travel import Ticks
from netexplorer.session.validity import fitted, looked_at

Stamp = tuple[int, int]  # of a file: when it was changed, in nanoseconds, and how many bytes it has

#: Files of more bytes are read in the background, with progress, in a process of its own where that is slow.
LARGE_BYTES = 6_000_000
LARGE_FOREIGN_BYTES = 500_000  # the same for formats of others, which say more by less, or are packed
OWN_SUFFIXES = (".json", ".netx")
READING = 0.8  # of the time until a dataset is ready
COLUMNS = "netx"  # the format that is read without a Python object for each record


class Ready(Struct, frozen=True, eq=False):
    """What a session takes over.

    Attributes
    ----------
    path, stamp : optional
        The file it came from, and what that was like when it was read.
    lens_ids : tuple of str
        The lenses of the dataset; the empty id, all of it, stands last unless a lens already shows everything.
    touching : Adjacency, optional
        The relationships of every actor, where the network is a crowd.
    crowd, stops : optional
        Of the view, where the network is a crowd.
    placed : Placed, optional
        Where the actors of a crowd stand, if that is remembered.
    is_checked : bool
        ``problems`` are all there are; else :func:`checked` finds the others, while the network is already seen.
    ask, is_recalled
        What was asked of a file of others, and whether that was said of an earlier one like it.
    """

    net: TemporalNetwork
    view: ViewState
    facts: Facts
    lens_ids: tuple[str, ...]
    path: Path | None = None
    stamp: Stamp | None = None
    problems: tuple[Problem, ...] = ()
    touching: Adjacency | None = None
    crowd: Crowd | None = None
    stops: Ticks | None = None
    placed: Placed | None = None
    is_checked: bool = True
    report: Report | None = None
    ask: Ask = Ask()
    is_recalled: bool = False

    @property
    def nowhere(self) -> Xy:
        """Where actors are until it is known where they stand, float32 (n, 2)."""
        if self.crowd is None or self.placed is not None:
            return placeholder(self.net)
        return self.crowd.plan.positions


class Said(Struct, frozen=True):
    """What came of reading a file, as somebody wished; ``is_recalled`` as was said of an earlier file like it."""

    reading: Reading
    ask: Ask
    is_recalled: bool = False


class Wanted(Struct, frozen=True):
    """A file to be opened, and the view to open it at.

    The date of a view that is not dated, as nothing was when it was left, is where the dataset opens. ``date`` and
    ``lens`` are taken in place of those of the view, as far as the dataset has them. ``ask`` is what else the user
    wishes of a file in a format that is not ours, ``known`` what was said of others, by their shapes.
    """

    path: Path
    view: ViewState | None = None
    is_dated: bool = True
    ask: Ask = Ask()
    known: dict[str, Ask] = {}
    date: str | None = None
    lens: str | None = None


def ready(
    net: TemporalNetwork,
    view: ViewState | None = None,
    *,
    path: Path | None = None,
    stamp: Stamp | None = None,
    problems: tuple[Problem, ...] = (),
    report: Report | None = None,
    known: _Known | None = None,
) -> Ready:
    """Work out what a session needs to know of ``net`` once; without a view it opens where it likes.

    Of a crowd some of it may be ``known``, which was worked out meanwhile.
    """
    view = view or default_view(net)
    net = as_told(net, view.testimony)
    facts = gather(net) if known is None else _told(known.facts, net)
    made = Ready(net, view, facts, _lens_ids(net), path, stamp, problems, report=report)
    return _with_crowd(made, known) if is_crowd(net) else made


def _told(facts: Facts, net: TemporalNetwork) -> Facts:
    return facts if facts.net is net else facts_as_told(facts, net)


class _Known(Struct, frozen=True, eq=False):
    """What is known of a crowd without a view: facts, who touches whom, and where actors stand in a layout."""

    facts: Facts
    touching: Adjacency
    layout: str = ""
    placed: Placed | None = None


def _known(net: TemporalNetwork, layout: str, memory: Memory | None) -> _Known:
    touching = adjacency(net.src, net.dst, len(net.actor_ids))
    placed = None
    if memory is not None and any(each.id == layout for each in LAYOUTS):
        placed = recalled(net, layout, memory)
    return _Known(gather(net), touching, layout, placed)


def _with_crowd(made: Ready, known: _Known | None) -> Ready:
    """With all that a window would else have to wait for."""
    net, placed = made.net, None
    if known is not None and known.layout == made.view.layout:
        placed = known.placed
    plan = make_plan(net, made.view, placeholder(net) if placed is None else placed.xy, made.facts)
    stops = begun(partial(stops_of, plan))
    crowd = Crowd(plan, made.view.t)
    crowd.make_ready()
    touching = adjacency(net.src, net.dst, len(net.actor_ids)) if known is None else known.touching
    made = replace(made, touching=touching, crowd=crowd, stops=stops(), placed=placed)
    give_back()
    return made


def read(wanted: Wanted, progress: Progress = nowhere, cancelled: Wish = never, memory: Memory | None = None) -> Ready:
    """Read a file and make it ready; a large one that is no file of columns in a process of its own.

    Raises
    ------
    UserError
        If the file cannot be read at all, or asks for more memory than there is.
    Cancelled
        When that was wished.
    """
    progress(0.0)
    path, stamp = wanted.path, stamp_of(wanted.path)
    is_columns = False
    reader: Callable[[Path, Progress, Wish, Ask], Reading] = open_dataset
    if is_large(path):
        expect_large_arrays()
        is_columns = recognise(path).id == COLUMNS
        from netexplorer.graph.formats.apart import read_apart  # most files never need it

        reader = open_unchecked if is_columns else read_apart
    said = _said(reader, wanted, lambda done: progress(READING * done), cancelled)
    reading = said.reading
    stop_if(cancelled)
    net = build(reading.dataset)
    stop_if(cancelled)
    progress((1.0 + READING) / 2)
    layout = wanted.view.layout if wanted.view else ViewState(0).layout
    known = begun(partial(_known, net, layout, memory)) if is_crowd(net) else None
    view = _view_of(net, wanted)
    stop_if(cancelled)
    of_it: dict[str, Any] = {"path": path, "stamp": stamp, "problems": reading.problems, "report": reading.report}
    made = ready(net, view, **of_it, known=known() if known is not None else None)
    return replace(made, is_checked=not is_columns, ask=said.ask, is_recalled=said.is_recalled)


def _view_of(net: TemporalNetwork, wanted: Wanted) -> ViewState:
    view = fitted(net, wanted.view, is_dated=wanted.is_dated) if wanted.view else default_view(net)
    for date, lens in ((wanted.date, None), (None, wanted.lens)):
        with contextlib.suppress(UserError):  # who asked for it looks at it once more, and tells the user
            view = looked_at(net, view, date, lens)
    return view


def _said(
    reader: Callable[[Path, Progress, Wish, Ask], Reading], wanted: Wanted, progress: Progress, cancelled: Wish
) -> Said:
    def read_so(ask: Ask) -> Reading:
        return reader(wanted.path, progress, cancelled, ask)

    if not wanted.known or recognise(wanted.path) in OWN:
        return Said(read_so(wanted.ask), wanted.ask)
    from netexplorer.session.mappings import read_as_said  # files of others are rarely what is opened first

    return read_as_said(read_so, wanted.path, wanted.ask, wanted.known)


def prepared(wanted: Wanted, progress: Progress = nowhere, cancelled: Wish = never) -> None:
    """Have the kernels that a large network needs while it is read, or at least compiled where they are not.

    A text is read by another process, so this one loads them meanwhile. Columns are read in this one, and sooner.

    Raises
    ------
    UserError
        The file is none.
    ImportError
        There is no compiler.
    """
    if recognise(wanted.path).id == COLUMNS:
        compile_ahead((KERNELS,), cancelled)
        return
    layout = (wanted.view or ViewState(0)).layout
    compile_ahead((KERNELS, kernels_of(layout)), cancelled)
    if cancelled():
        return
    prepare(layout, cancelled)
    if not cancelled():
        warm()


def checked(made: Ready, progress: Progress = nowhere, cancelled: Wish = never) -> tuple[Problem, ...]:
    """All problems of a dataset that was not checked when it was read."""
    found = check(made.net.dataset)
    forget_ids(made.net.dataset)
    return by_severity((*made.problems, *found))


def stamp_of(path: Path | None) -> Stamp | None:
    """What a file is like now; none if there is none."""
    if path is None:
        return None
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_mtime_ns, stat.st_size)


def is_large(path: Path) -> bool:
    """Whether reading the file would keep the user waiting."""
    stamp = stamp_of(path)
    most = LARGE_BYTES if path.suffix.lower() in OWN_SUFFIXES else LARGE_FOREIGN_BYTES
    return stamp is not None and stamp[1] > most


def _lens_ids(net: TemporalNetwork) -> tuple[str, ...]:
    ids = tuple(lens.id for lens in net.dataset.lenses)
    whole = any(lens_mask(net, ident).all() for ident in ids)
    return ids if whole else (*ids, "")
