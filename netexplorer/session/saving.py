"""Writing the open dataset to its own file: whether that can be done at once, or has to be asked before."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.formats import OWN, format_for, native
from netexplorer.graph.formats.reading import Progress, Wish, file_bytes, file_name, never, nowhere
from netexplorer.graph.schema import Dataset
from netexplorer.resources import default_dataset
from netexplorer.session import additions
from netexplorer.session.reading import Stamp, stamp_of
from netexplorer.session.session import Session

SUFFIXES = (".json", ".netx")


class Target(Struct, frozen=True, eq=False):
    """The dataset's own file, what it was like when it was read, and how many parts of it could not be read."""

    path: Path
    dataset: Dataset
    stamp: Stamp | None
    lost: int


def target(session: Session) -> Target | None:
    """The file that a dataset with changes may be written to, or none: then a name has to be chosen.

    A file of another program, files that were brought together, and what ships with the program are not written over.
    """
    added = session.added
    near = added.near
    if near is None or added.names or session.report is not None or near.suffix.lower() not in SUFFIXES:
        return None
    if is_shipped(near) or not os.access(near.resolve().parent, os.W_OK):
        return None
    lost = sum(problem.severity == "error" for problem in session.problems)
    return Target(near, session.net.dataset, added.stamp, lost)


def is_shipped(path: Path) -> bool:
    """Whether a file lies where the datasets that come with the program do."""
    return path.resolve().parent == default_dataset().resolve().parent


def concerns(wanted: Target, progress: Progress = nowhere, cancelled: Wish = never) -> tuple[Target, tuple[str, ...]]:
    """What is to be considered before a file is written over, a sentence each; nothing: write it."""
    said = []
    now = stamp_of(wanted.path)
    if now is not None and wanted.stamp is not None and now != wanted.stamp:
        said.append("The file was changed on disk since it was opened; what was changed there would be lost.")
    if wanted.lost:
        said.append(f"{wanted.lost} part{'s' * (wanted.lost > 1)} of the file could not be read and would be lost.")
    if now is not None and not _is_canonical(wanted.path):
        said.append(
            "The file is not laid out as netexplorer writes it: line breaks and the order of keys would change."
        )
    return wanted, tuple(said)


def _is_canonical(path: Path) -> bool:
    if path.suffix.lower() != ".json":
        return True
    try:
        data = file_bytes(path)
        return native.to_bytes(native.read_bytes(data, file_name(path)).dataset) == data
    except UserError:
        return False


def write(asked: tuple[Dataset, Path], progress: Progress = nowhere, cancelled: Wish = never) -> Path:
    """Write a dataset to a file in one step, as JSON or as columns by its suffix.

    Raises
    ------
    UserError
        When it cannot be written there, the suffix is of another format, or the file comes with the program.
    """
    dataset, path = asked
    if is_shipped(path):
        raise UserError(
            f"“{path.name}” would lie among what comes with the program", hint="Save it in a folder of yours."
        )
    known = format_for(path, to_write=True)
    if known not in OWN:
        raise UserError(f"'{path.name}' is no name for a netexplorer dataset", hint="It has to end in .json or .netx.")
    known.save(dataset, path)
    return path


def can_save(session: Session) -> bool:
    """There is something that stands in no file."""
    return bool(additions.unsaved(session))
