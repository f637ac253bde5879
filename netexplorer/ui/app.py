"""From a path to a running window.

The dataset is read before Qt is loaded, and its layout begun unless it is remembered, so that it is at work meanwhile.
"""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
from msgspec import Struct

from netexplorer.errors import UsageError, UserError, as_usage
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.network import build
from netexplorer.graph.schema import Dataset
from netexplorer.graph.select import lens_mask
from netexplorer.session import travel
from netexplorer.session.jobs import Jobs
from netexplorer.session.reading import Wanted, is_large, read
from netexplorer.session.remembered import Memory
from netexplorer.session.session import Session
from netexplorer.session.settings import SettingsStore, with_recent
from netexplorer.session.state import ViewState
from netexplorer.ui.files import Wish, wish_for
from netexplorer.ui.layouting import LayoutKeeper, Mailbox

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
    if is_large(wish.path):
        session, first = (
            _waiting(wish.path),
            FirstFile(Wanted(wish.path, wish.view, ask=ask, known=store.settings.mappings), date, lens),
        )
    else:
        session, first = open_small(wish, store, date, lens, ask)
    mailbox = Mailbox()
    jobs = Jobs("thread", mailbox.post)
    layouts = LayoutKeeper(session, jobs, Memory())
    layouts.ensure()
    from netexplorer.ui.program import show  # Qt is loaded while the layout is at work

    return show(session, store, jobs, layouts, mailbox, STARTED, first)


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
    view = looked_at(session, date, lens)
    if view == session.view:
        return session
    there = Session(session.net, view, path=wish.path, problems=session.problems)
    there.report, there.ask, there.is_recalled = session.report, session.ask, session.is_recalled
    return there


def looked_at(session: Session, date: str | None = None, lens: str | None = None) -> ViewState:
    """The view of a session at a date and through a lens, where they are given.

    Raises
    ------
    UsageError
        If the date is no date of its axis, or the lens is none of its lenses.
    """
    view = session.view
    if lens is not None:
        with as_usage("--lens"):
            lens_mask(session.net, lens or None)
        view = msgspec.structs.replace(view, lens=lens)
    if date is not None:
        with as_usage("--date"):
            tick = session.net.axis.parse(date).earliest
        view = msgspec.structs.replace(view, t=travel.clamp(session.net, tick))
    return view


class FirstFile(Struct, frozen=True):
    """A large file that is opened once the window is there, and how to look at it."""

    wanted: Wanted
    date: str | None = None
    lens: str | None = None
