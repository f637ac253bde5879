"""From a path to a running window.

The dataset is read before Qt is loaded, and its layout begun unless it is remembered, so that it is at work meanwhile.
A large one is read meanwhile, too.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from netexplorer.errors import UsageError, UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.network import build
from netexplorer.graph.schema import Dataset
from netexplorer.session.jobs import Jobs
from netexplorer.session.reading import Wanted, is_large, read
from netexplorer.session.remembered import Memory
from netexplorer.session.session import Session
from netexplorer.session.settings import SettingsStore, with_recent
from netexplorer.session.validity import looked_at
from netexplorer.ui.files import Wish, wish_for
from netexplorer.ui.layouting import LayoutKeeper, Mailbox

if TYPE_CHECKING:
    from netexplorer.session.early import Early

STARTED = time.time()


def run(path: Path, date: str | None = None, lens: str | None = None, ask: Ask = Ask()) -> int:
    """Open the window on a dataset, or at the view of a picture, and stay until it closes; gives the exit code.

    Raises
    ------
    UserError
        If the file cannot be read.
    UsageError
        If the date is no date of its axis, or the lens is none of its lenses.
    """
    store = SettingsStore()
    wish = wish_for(path, store.settings)
    first: FirstFile | None
    memory = Memory()
    if is_large(wish.path):
        _load_shiboken()
        known = store.settings.mappings
        wanted = Wanted(wish.path, wish.view, ask=ask, known=known, date=date, lens=lens)
        session, first = _waiting(wish.path), FirstFile(wanted, date, lens, _early(wanted, memory))
    else:
        session, first = open_small(wish, store, date, lens, ask)
    mailbox = Mailbox()
    jobs = Jobs("thread", mailbox.post)
    layouts = LayoutKeeper(session, jobs, memory)
    _load_shiboken()
    layouts.ensure()
    from netexplorer.ui.program import show  # Qt is loaded while the layout is at work

    try:
        return show(session, store, jobs, layouts, mailbox, STARTED, first)
    finally:
        if first is not None and first.early is not None:
            first.early.stop()


def _load_shiboken() -> None:
    """Load what binds Qt, which looks through all modules meanwhile: the process is lost if a thread loads another."""
    import shiboken6  # noqa: F401


def _early(wanted: Wanted, memory: Memory) -> Early:
    from netexplorer.session.early import Early  # a small file needs no thread

    return Early(wanted, memory)


def open_small(
    wish: Wish, store: SettingsStore, date: str | None, lens: str | None, ask: Ask
) -> tuple[Session, FirstFile | None]:
    """The session on a small file; a table that has to be asked about is opened once the window is there."""
    try:
        return open_session(wish, store, date, lens, ask), None
    except UsageError:
        raise
    except UserError:
        from netexplorer.session.howseen import is_table

        if not is_table(wish.path):
            raise
    return _waiting(wish.path), FirstFile(Wanted(wish.path, wish.view, ask=ask), date, lens)


def _waiting(path: Path) -> Session:
    """A session on nothing, until a large file has been read."""
    session = Session(build(Dataset(title=path.name)))
    session.awaits = f"Opening {path.name}…"
    return session


def open_session(
    wish: Wish, store: SettingsStore, date: str | None = None, lens: str | None = None, ask: Ask = Ask()
) -> Session:
    """The session on a file, where it was left, at a date and through a lens if they are given."""
    session = Session.of(read(Wanted(wish.path, wish.view, ask=ask, known=store.settings.mappings)))
    store.settings = with_recent(store.settings, wish.path)
    view = looked_at(session.net, session.view, date, lens)
    if view == session.view:
        return session
    there = Session(session.net, view, path=wish.path, problems=session.problems)
    there.report, there.ask, there.is_recalled = session.report, session.ask, session.is_recalled
    return there


class FirstFile(Struct, frozen=True):
    """A large file that is opened once the window is there, how to look at it, and that it is being read already."""

    wanted: Wanted
    date: str | None = None
    lens: str | None = None
    early: Early | None = None
