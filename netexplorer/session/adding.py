"""A second file beside the open dataset: read and compared, and the two brought together, without a window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.formats.reading import Progress, Reading, Wish, never, nowhere, stop_if
from netexplorer.graph.merge import Choice, Merge, compare, merged, not_taken
from netexplorer.graph.network import build
from netexplorer.graph.problems import Problem
from netexplorer.graph.schema import Dataset
from netexplorer.scene.timescale import has_dates
from netexplorer.session.reading import Ready, is_large, ready
from netexplorer.session.session import Session
from netexplorer.session.state import ViewState
from netexplorer.session.validity import fitted
from netexplorer.session.wording import number_text

JOB_AGAIN = "compare"  # the kind of job that compares anew
READING = 0.7  # of the time until the two can be compared
MOST_LEFT = 2_000  # values that were not taken and are listed
_TOLD = ("actors", "relationships", "events", "sources")


class Wanted(Struct, frozen=True, eq=False):
    """A file to be added to a dataset, and what is decided of ids that may mean two actors."""

    path: Path
    base: Dataset
    decided: Mapping[str, bool] = {}


class Found(Struct, frozen=True, eq=False):
    """A file beside a dataset."""

    wanted: Wanted
    reading: Reading
    merge: Merge


class Joining(Struct, frozen=True, eq=False):
    """A file to be brought in, at a view, with what is chosen where the two contradict."""

    found: Found
    choice: Choice
    view: ViewState
    is_dated: bool
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, session: Session, found: Found, choice: Choice) -> Joining:
        """Bring a file into what a session shows."""
        return cls(found, choice, session.view, has_dates(session.net), session.problems)


def look(wanted: Wanted, progress: Progress = nowhere, cancelled: Wish = never) -> Found:
    """Read a file and compare it with a dataset; a large one is read in a process of its own.

    Raises
    ------
    UserError
        If the file cannot be read, or its times count something else.
    Cancelled
        When that was wished.
    """
    from netexplorer.graph.formats.apart import read_apart

    progress(0.0)
    read = read_apart if is_large(wanted.path) else open_dataset
    reading = read(wanted.path, lambda done: progress(READING * done), cancelled)
    stop_if(cancelled)
    return _compared(wanted, reading, progress, cancelled)


def look_again(found: Found, progress: Progress = nowhere, cancelled: Wish = never) -> Found:
    """Compare anew what was read, as other things are decided."""
    return _compared(found.wanted, found.reading, progress, cancelled)


def _compared(wanted: Wanted, reading: Reading, progress: Progress, cancelled: Wish) -> Found:
    def told(done: float) -> None:
        progress(READING + (1.0 - READING) * done)

    return Found(wanted, reading, compare(wanted.base, reading.dataset, wanted.decided, told, cancelled))


def join(joining: Joining, progress: Progress = nowhere, cancelled: Wish = never) -> Ready:
    """The two as one, made ready to be shown; what was not taken stands among its problems."""
    found, name = joining.found, joining.found.wanted.path.name
    progress(0.0)
    net = build(merged(found.merge, joining.choice))
    stop_if(cancelled)
    progress(0.5)
    of_other = (replace(each, where=f"{name}: {each.where}") for each in found.reading.problems)
    problems = (*joining.problems, *of_other, *_left(found, joining.choice, name))
    return ready(net, fitted(net, joining.view, is_dated=joining.is_dated), problems=problems)


def _left(found: Found, choice: Choice, name: str) -> Iterator[Problem]:
    for count, (where, sentence) in enumerate(not_taken(found.merge, choice)):
        if count == MOST_LEFT:
            total = found.merge.count("conflict")
            yield Problem("note", "not-taken", name, f"There is more that was not taken, of {total} records in all.")
            return
        yield Problem("note", "not-taken", f"{name}: {where}", sentence)
    for note in found.merge.notes:
        yield Problem("note", "added", name, note)


def summary(merge: Merge) -> str:
    """What a file adds, in a line: ``12 new actors, 3 the same; …``."""
    lines = []
    for name in _TOLD:
        part = merge.part(name)
        new, same, more, contradict = (int(part.of(word).size) for word in ("new", "equal", "fills", "conflict"))
        if new + same + more + contradict:
            words = [f"{number_text(new)} new {name[:-1] if new == 1 else name}" if new else f"no new {name}"]
            words += [f"{number_text(same)} the same"] if same else []
            words += [f"{number_text(more)} say{'s' if more == 1 else ''} more"] if more else []
            words += [f"{number_text(contradict)} conflict{'s' if contradict == 1 else ''}"] if contradict else []
            lines.append(", ".join(words))
    text = "; ".join(lines) or "Nothing in it"
    return text[:1].upper() + text[1:] + "."
