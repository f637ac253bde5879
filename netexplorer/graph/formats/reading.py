"""What every format shares: the bytes of a file, and what comes out of reading them."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from netexplorer.errors import UserError
from netexplorer.graph.formats.bounds import MOST_BYTES
from netexplorer.graph.formats.report import Report
from netexplorer.graph.problems import Problem
from netexplorer.graph.schema import Dataset

Progress = Callable[[float], None]  # told how much is done, from 0 to 1
Wish = Callable[[], bool]  # asked whether to stop


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """The work was stopped because that was wished; nothing was changed."""


def nowhere(done: float) -> None:
    """Tell nobody how much is done."""


def never() -> bool:
    """Never wish to stop."""
    return False


def stop_if(cancelled: Wish) -> None:
    """Raise ``Cancelled`` if that is wished."""
    if cancelled():
        raise Cancelled


class Reading(Struct, frozen=True):
    """A dataset as far as it could be read, and what was wrong on the way.

    Parameters
    ----------
    dataset : Dataset
        What the file says, without the records that could not be understood.
    problems : tuple of Problem
        What was left out or changed while reading, and, from ``open_dataset``, what the checks found.
    left_out : mapping of str to tuple of int
        The indices left out of each list of the file, so that later problems can name places of the file.
    report : Report, optional
        What was recognised and bent, of a file in a format that is not ours.
    """

    dataset: Dataset
    problems: tuple[Problem, ...] = ()
    left_out: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    report: Report | None = None


def file_bytes(path: Path, *, most: int = -1) -> bytes:
    """The bytes of a file, or its first `most` ones.

    Raises
    ------
    UserError
        When there is no such file, it is a folder or no plain file, may not be read, or is larger than 2 GB.
    """
    check_file(path)
    with _told(path), path.open("rb") as file:
        return file.read(most if most >= 0 else MOST_BYTES)


def check_file(path: Path) -> None:
    """Nothing if this is a plain file that can be read.

    Raises
    ------
    UserError
        When there is no such file, it is a folder or no plain file, or is larger than 2 GB.
    """
    where = file_name(path)
    with _told(path):
        status = path.stat()  # before opening: opening a pipe would wait for ever
    if stat.S_ISDIR(status.st_mode):
        raise UserError("this is a folder, not a file", where=where, hint="Name a dataset file inside it.")
    if not stat.S_ISREG(status.st_mode):
        raise UserError("this is a device or a pipe, not a file", where=where)
    if status.st_size > MOST_BYTES:
        size = status.st_size / 1024**3
        raise UserError(f"this file has {size:.1f} GB, and at most 2 GB can be read", where=where)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in a sentence why the system refuses a file."""
    where = file_name(path)
    try:
        yield
    except FileNotFoundError:
        raise UserError("there is no such file", where=where, hint="Check the name and the folder.") from None
    except PermissionError:
        raise UserError(
            "this file may not be read with your permissions", where=where, hint="Ask its owner, or copy it."
        ) from None
    except OSError as error:
        raise UserError(f"this file cannot be read ({error.strerror or error})", where=where) from None


def file_name(path: Path) -> str:
    """A path as text that can always be printed, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")
