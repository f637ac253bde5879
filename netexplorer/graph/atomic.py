"""Write a file so that at every moment either the old one or the whole new one is there."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from netexplorer.errors import UserError

_REASONS: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("there is no space left on the disk", "Free some space, or save somewhere else."),
    errno.EDQUOT: ("there is no space left on the disk", "Free some space, or save somewhere else."),
    errno.EFBIG: ("it is larger than a file may be there", "Make it smaller, or save somewhere else."),
    errno.EACCES: ("you have no permission to write there", "Save it in a folder of your own."),
    errno.EPERM: ("you have no permission to write there", "Save it in a folder of your own."),
    errno.EROFS: ("the disk can only be read", "Save it somewhere else."),
    errno.EISDIR: ("it is a folder", "Give the file a name of its own."),
    errno.ENOENT: ("its folder does not exist", "Make the folder first, or save somewhere else."),
    errno.ENOTDIR: ("a part of its path is a file and no folder", "Check the path."),
    errno.ENAMETOOLONG: ("its name is too long", "Give it a shorter name."),
}


def write_atomic(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Replace ``path`` by a file with ``data``, which may come in pieces, or leave it as it was.

    The bytes go to a temporary file in the same folder first, and are on the disk before it takes the name. A symbolic
    link stays one, and a file that exists keeps its permissions.

    Raises
    ------
    UserError
        If the file cannot be written: no space, no permission, no such folder, or ``path`` is a folder.
    """
    with written_elsewhere(path) as part, open(part, "wb") as file:
        file.writelines((data,) if isinstance(data, bytes) else data)


@contextlib.contextmanager
def written_elsewhere(path: Path) -> Iterator[Path]:
    """An empty file beside ``path`` for somebody to write, which takes its name when that has gone well.

    Raises
    ------
    UserError
        As :func:`write_atomic`.
    """
    target = Path(os.path.realpath(path))
    with _told(path):
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
        os.close(handle)
        try:
            yield Path(name)
            with open(name, "rb+") as file:
                os.fsync(file.fileno())
            os.chmod(name, _mode(target))
            os.replace(name, target)
        finally:
            with contextlib.suppress(OSError):
                os.unlink(name)  # gone if it took the other name


@contextlib.contextmanager
def folder_written_elsewhere(path: Path) -> Iterator[Path]:
    """A new folder beside ``path`` to be filled, which takes its name when that has gone well.

    Raises
    ------
    UserError
        If ``path`` is a file or a folder with something in it, or cannot be made.
    """
    target = Path(os.path.realpath(path))
    with _told(path):
        if target.exists() and not (target.is_dir() and not any(target.iterdir())):
            what = "it is a folder with something in it" if target.is_dir() else "it is a file"
            raise UserError(f"“{path}” could not be written: {what}", hint="Name a folder that is new or empty.")
        part = Path(tempfile.mkdtemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent))
        try:
            yield part
            part.chmod(0o755)
            if target.exists():
                target.rmdir()
            part.rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the disk refuses, in words."""
    try:
        yield
    except OSError as error:
        reason, hint = _REASONS.get(error.errno or 0, (error.strerror or "the disk refused it", ""))
        raise UserError(f"“{path}” could not be written: {reason}", hint=hint) from error


def _mode(target: Path) -> int:
    """Permissions of the file there is, else those of any new file: a temporary file is private to its owner."""
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        return 0o644
