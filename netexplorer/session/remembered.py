"""Positions that a layout has found before: it works once on a network, not at every start.

A file holds the positions of one question. Its name is the digest of all they follow from, the code of the layouts
included, so that a file is either right or never asked for. Those of the bundled dataset are shipped with it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec
import numpy as np

from netexplorer.errors import UserError
from netexplorer.graph import layouts
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.compiled import user_cache
from netexplorer.graph.network import TemporalNetwork
from netexplorer.resources import data_file
from netexplorer.session.layout import LayoutJob, Xy, job_for, run

MOST_FILES = 64
MOST_BYTES = 50_000_000
SUFFIX = ".xy"
_DIGEST_BYTES = 16
_STORED = np.dtype("<f4")


def cache_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Where positions are kept."""
    return user_cache(environment) / "netexplorer" / "positions"


def digest_of(job: LayoutJob) -> str:
    """What names the positions of a job: the digest of the code, the layout and every field of the request."""
    digest = blake2b(_code(), digest_size=_DIGEST_BYTES)
    digest.update(msgspec.json.encode(job.layout))
    for name, value in msgspec.structs.asdict(job.request).items():
        if isinstance(value, np.ndarray):
            digest.update(f"{name} {value.dtype.str} {value.shape} ".encode())
            digest.update(np.ascontiguousarray(value).data)
        elif isinstance(value, Sequence):  # of ids, however many
            digest.update(msgspec.json.encode((name, len(value))))
            digest.update("\0".join(value).encode("utf-8", "surrogatepass"))
        else:
            digest.update(msgspec.json.encode((name, value)))
    return digest.hexdigest()


def _code() -> bytes:
    """A digest of the source of the layouts: whatever is changed there, what it gave before is not asked for again."""
    digest = blake2b()
    for path in sorted(Path(layouts.__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()


class Memory:
    """Positions in files of a folder, and those that are shipped.

    Parameters
    ----------
    folder : Path, optional
        Where to keep them; the user's own cache when it is not given.
    shipped : Path, optional
        Where those lie that came with the program; nothing is written there.
    """

    def __init__(self, folder: Path | None = None, shipped: Path | None = None) -> None:
        self._folder = folder or cache_folder()
        self._shipped = shipped or data_file("positions")

    def recall(self, job: LayoutJob) -> Xy | None:
        """The positions of a job, float32 (n, 2), if they are known; a damaged file knows nothing."""
        name = digest_of(job) + SUFFIX
        for folder in (self._folder, self._shipped):
            xy = _read(folder / name, job.request.n)
            if xy is not None:
                if folder is self._folder:
                    with contextlib.suppress(OSError):
                        os.utime(folder / name)  # the ones that were not needed for longest are forgotten first
                return xy
        return None

    def remember(self, job: LayoutJob, xy: Xy) -> None:
        """Keep the positions that a job ended with; where nothing can be written, nothing is kept."""
        data = xy.astype(_STORED).tobytes()
        with contextlib.suppress(OSError, UserError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomic(self._folder / (digest_of(job) + SUFFIX), _digest(data) + data)
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        found = [(path, path.stat()) for path in self._folder.iterdir() if path.is_file()]
        found.sort(key=lambda each: each[1].st_mtime_ns, reverse=True)
        total = 0
        for count, (path, stat) in enumerate(found, 1):
            total += stat.st_size
            if count > MOST_FILES or total > MOST_BYTES:
                path.unlink(missing_ok=True)


def positions(net: TemporalNetwork, layout_id: str, memory: Memory | None = None) -> Xy:
    """The positions of a layout, float32 (n, 2): those the window would show, or worked out now."""
    job = job_for(net, layout_id)
    known = (memory or Memory()).recall(job)
    return run(job, lambda fraction: None, lambda: False) if known is None else known


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST_BYTES).digest()


def _read(path: Path, n: int) -> Xy | None:
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    said, data = stored[:_DIGEST_BYTES], stored[_DIGEST_BYTES:]
    if len(data) != n * 2 * _STORED.itemsize or said != _digest(data):
        return None
    return np.frombuffer(data, dtype=_STORED).astype(np.float32).reshape(n, 2)
