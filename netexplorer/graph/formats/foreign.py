"""Between the table of formats and the readers of other people's formats: unpack, read, settle."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from netexplorer.errors import UserError
from netexplorer.graph.formats.datedwords import date_links
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.estimate import must_have_room, of_foreign
from netexplorer.graph.formats.reading import Progress, Reading, Wish, stop_if
from netexplorer.graph.formats.row import Reader
from netexplorer.graph.formats.rules import obey
from netexplorer.graph.formats.settle_links import settle_any
from netexplorer.graph.formats.unpack import Source, unpacked

ReadDraft = Callable[[Source, Ask, Progress, Wish], Draft]
READ_SHARE = 0.6  # of the time of opening, roughly


def ours(read: Callable[[Path, Progress, Wish], Reading]) -> Reader:
    """A reader of a format of our own, of which there is nothing to ask."""

    def read_path(path: Path | Source, progress: Progress, cancelled: Wish, ask: Ask) -> Reading:
        if isinstance(path, Source):
            what = "in this archive of several files is a dataset of netexplorer"
            raise UserError(what, where=path.where, hint="Unpack it and open that.")
        return read(path, progress, cancelled)

    return read_path


def reader(read: ReadDraft) -> Reader:
    """A reader of paths, made of one that turns bytes into a draft."""

    def read_path(path: Path | Source, progress: Progress, cancelled: Wish, ask: Ask) -> Reading:
        source = path if isinstance(path, Source) else unpacked(path)
        name, where = PurePosixPath(source.name).stem, source.where
        must_have_room(of_foreign(source), source.where)  # of what is packed only now is it known how much it is
        stop_if(cancelled)
        with _uncollected():
            draft = read(source, ask, lambda done: progress(done * READ_SHARE), cancelled)
            del source  # the bytes of a large file are a third of the memory that it takes
            stop_if(cancelled)
            date_links(draft)
            with _told(where):
                obey(draft, ask.mapping)
            if not draft.actors:
                draft.tell("note", "empty", where, "There are no actors and no relationships in this file.")
            draft.title = draft.title or name
            return settle_any(draft)

    return read_path


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage: records hold no cycles, and going through millions of them takes half the time.

    What was made counts as old afterwards, or the next object of anybody would have all of it gone through after all.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on and not gc.get_freeze_count():  # or what somebody has frozen would thaw with it
            gc.freeze()
            gc.unfreeze()
        if was_on:
            gc.enable()


@contextmanager
def _told(where: str) -> Iterator[None]:
    """Whatever is refused in here is refused of this file."""
    try:
        yield
    except UserError as error:
        raise UserError(error.what, where=where, hint=error.hint) from None


def refuse(source: Source, what: str, hint: str = "") -> UserError:
    """What to raise when a file is not what it looked like; one sentence that says where and what to do."""
    return UserError(what, where=source.where, hint=hint)
