"""Write a file so that at every moment either the old one or the whole new one is there."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from netexplorer.errors import UserError

_REASONS: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("there is no space left on the disk", "Free some space, or save somewhere else."),
    errno.EDQUOT: ("there is no space left on the disk", "Free some space, or save somewhere else."),
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
    target = Path(os.path.realpath(path))
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        _replace(target, (data,) if isinstance(data, bytes) else data)
    except OSError as error:
        reason, hint = _REASONS.get(error.errno or 0, (error.strerror or "the disk refused it", ""))
        raise UserError(f"“{path}” could not be written: {reason}", hint=hint) from error


def _replace(target: Path, pieces: Iterable[bytes]) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode(target))
        os.replace(name, target)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)  # gone if it took the other name


def _mode(target: Path) -> int:
    """Permissions of the file there is, else those of any new file: a temporary file is private to its owner."""
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        return 0o644
