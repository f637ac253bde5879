"""What is to be drawn, as frozen arrays, and how the work on it is shared."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.network import Bools, Int8s, Int32s
from netexplorer.scene.density.counts import TILE
from netexplorer.scene.primitives import F32

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


class Request(Struct, frozen=True, eq=False):
    """What is to be drawn of n actors and m relationships.

    Attributes
    ----------
    src, dst : int32 (m,)
        Rows of actors.
    xy : float32 (n, 2)
        Centres in device pixels of the view; a line to a place that is not finite is not drawn.
    size : int, int
        Width and height in device pixels.
    n_states : int
    states : int8 (m,)
        State codes; negative ones are not drawn.
    shown : bool (m,), optional
        Which relationships may be drawn; absent, all.
    line_px : float
        How wide a line is, in device pixels; 1 is fastest.
    threads : int
    """

    src: Int32s
    dst: Int32s
    xy: F32
    size: tuple[int, int]
    n_states: int
    states: Int8s
    shown: Bools | None = None
    line_px: float = 1.0
    threads: int = 2


def checked(request: Request) -> Request:
    """The request with its arrays as the kernels take them; ``ValueError`` if they do not fit each other."""
    m, n = len(request.src), len(request.xy)
    shown = None if request.shown is None else np.ascontiguousarray(request.shown, np.bool_)
    if len(request.dst) != m or len(request.states) != m or (shown is not None and shown.size != m):
        raise ValueError("src, dst, states and shown must be as long as each other.")
    ends = (request.src, request.dst)
    if m and (min(int(e.min()) for e in ends) < 0 or max(int(e.max()) for e in ends) >= n):
        raise ValueError("src and dst must be rows of xy.")
    if min(request.size) < 1 or request.n_states < 1:
        raise ValueError("A picture has at least one pixel and one state.")
    return replace(
        request,
        src=np.ascontiguousarray(request.src, np.int32),
        dst=np.ascontiguousarray(request.dst, np.int32),
        xy=np.ascontiguousarray(request.xy, np.float32),
        states=np.ascontiguousarray(request.states, np.int8),
        shown=shown,
        threads=max(request.threads, 1),
    )


def bands_of(request: Request) -> list[tuple[int, int]]:
    """As many bands of whole tiles as there are threads, with about as many ends of lines in each."""
    height, parts = request.size[1], request.threads
    y = request.xy[request.src[:: max(request.src.size // 4096, 1)], 1]
    y = np.clip(y[np.isfinite(y)], 0, height)
    cuts = np.quantile(y, np.linspace(0, 1, parts + 1)[1:-1]) if y.size else []
    edges = sorted({0, height, *(min(round(float(cut) / TILE) * TILE, height) for cut in cuts)})
    return list(zip(edges[:-1], edges[1:], strict=True))
