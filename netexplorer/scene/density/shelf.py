"""A file for what is too much to keep in memory and is soon worthless: without a name, and gone with the program."""

from __future__ import annotations

import io
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph.compiled import user_cache

Bytes = npt.NDArray[np.uint8]


class Shelf:
    """Takes arrays and gives them back; the system keeps as much of the file in memory as it can spare.

    Not for two threads at once. Where no file can be made, or the disk is full, :meth:`put` raises ``OSError``.
    """

    def __init__(self) -> None:
        self._file: io.FileIO | None = None
        self._size = 0

    def put(self, *arrays: npt.NDArray[Any]) -> tuple[int, int]:
        """Write arrays one after another; gives where they begin and how many bytes they are."""
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=_folder(), buffering=0)  # noqa: SIM115 - it stays as long as this
            weakref.finalize(self, self._file.close)
        begin = self._size
        self._file.seek(begin)
        for array in arrays:
            left = np.ascontiguousarray(array).data.cast("B")
            while left:
                left = left[self._file.write(left) :]
        self._size = self._file.tell()
        return begin, self._size - begin

    def get(self, begin: int, size: int) -> Bytes:
        """The bytes of one :meth:`put`, as a new array."""
        found = np.empty(size, dtype=np.uint8)
        if self._file is not None:
            self._file.seek(begin)
            left = found.data
            while left:
                if not (count := self._file.readinto(left)):
                    raise OSError("The file of keyframes is shorter than it was.")
                left = left[count:]
        return found


def room() -> int:
    """Bytes that are free where the file would be."""
    return shutil.disk_usage(_folder()).free


def _folder() -> Path:
    """The user's folder for what can be made again; a passing one, which may lie in memory, where there is none."""
    folder = user_cache() / "netexplorer"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.gettempdir())
