"""Films of the bundled dataset, 1991 to 2022, 1280 × 720, 30 s at 30 pictures a second: drawn, and drawn and packed."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from benchmarks.measure import Row
from benchmarks.peers.setup import PYTHON
from netexplorer.errors import UserError
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import build
from netexplorer.publish.film.make import FilmRequest, make_film
from netexplorer.publish.film.options import FilmOptions, first_tick, last_tick, usual
from netexplorer.publish.film.reel import Reel
from netexplorer.resources import default_dataset
from netexplorer.session.opening import default_view
from netexplorer.session.remembered import positions

AT_MOST_MS = 1000 / 60
ROUNDS = 2
SHORT_S = 6.0  # of films that are packed, but for videos
PEER = Path(__file__).parent / "peers" / "animation.py"


def rows() -> list[Row]:
    """Milliseconds of a picture, by the clock and of the processor; ``values`` are of whole films."""
    net = build(open_dataset(default_dataset()).dataset)
    view = default_view(net)
    xy = positions(net, view.layout)
    wish = replace(usual(net, "mp4"), start=first_tick(net, "1991"), end=last_tick(net, "2022"))
    reel = Reel(net, view, xy, wish)
    drawn = [_timed(Reel(net, view, xy, wish)) for _ in range(ROUNDS)]
    found = [_row("a picture drawn", drawn, target=AT_MOST_MS)]
    found += [*_peer(reel)]
    for kind in ("mp4", "webm", "gif", "webp", "apng", "folder"):
        options = wish if kind == "mp4" else replace(wish, seconds=SHORT_S, format=kind, hold=0.5)
        packed = _packed(FilmRequest(net, view, xy, options, Path()), kind)
        if packed is not None:
            found.append(_row(f"a picture drawn and packed as {kind}", [packed[:2]]))
            found.append(Row(f"… its share of the {kind}", (packed[2] / 1e3,), "kB"))
    return found


def _row(label: str, runs: list[tuple[float, float]], target: float = 0.0) -> Row:
    return Row(label, tuple(clock for clock, _ in runs), target=target, cpu=tuple(busy for _, busy in runs))


def _timed(reel: Reel) -> tuple[float, float]:
    """Milliseconds a picture of a whole film takes, by the clock and of this process."""
    start, busy = time.perf_counter(), time.process_time()
    for number in range(len(reel)):
        reel.picture(number)
    return (time.perf_counter() - start) / len(reel) * 1e3, (time.process_time() - busy) / len(reel) * 1e3


def _packed(request: FilmRequest, kind: str) -> tuple[float, float, float] | None:
    """The same of a film as a file, and bytes a picture; nothing without an encoder, whose own time is not ours."""
    options: FilmOptions = replace(request.options, format=kind)
    pictures = round(options.seconds * options.fps)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{kind}"
        start, busy = time.perf_counter(), time.process_time()
        try:
            make_film(replace(request, options=options, path=path))
        except UserError as error:
            print(f"{kind}: {error}")
            return None
        clock, ours = time.perf_counter() - start, time.process_time() - busy
        files = path.iterdir() if path.is_dir() else (path,)
        size = sum(each.stat().st_size for each in files)
    return clock / pictures * 1e3, ours / pictures * 1e3, size / pictures


def _peer(reel: Reel) -> Iterator[Row]:
    """The same network, its lines and names alone, by an animation of matplotlib, where that is installed."""
    if not PYTHON.exists():
        return
    frames = [reel._moments.frame(int(tick)) for tick in reel.script.ticks]
    net = frames[0].net
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "film.npz"
        np.savez(
            data,
            xy=frames[0].xy,
            ends=np.stack([net.src, net.dst], axis=1),
            states=np.array([np.where(frame.shown, frame.states, -2) for frame in frames], dtype=np.int8),
            actors=np.array([frame.actor_shown for frame in frames]),
            names=np.array([net.name(row) for row in range(len(net.actor_ids))]),
            dates=np.array([frame.date_label for frame in frames]),
        )
        done = subprocess.run([str(PYTHON), str(PEER), str(data)], capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip().rpartition("\n")[2])
        return
    said = json.loads(done.stdout)
    yield Row("matplotlib FuncAnimation: lines, marks, names, a date", (said["clock"],), cpu=(said["cpu"],))
