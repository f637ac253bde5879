"""Loading the compiled kernels ahead of time: never at the start of the program, and not where a user waits."""

from __future__ import annotations

import sys
from typing import Any

PARTS = tuple(f"netexplorer.scene.density.{name}_kernels" for name in ("line", "tile", "frame", "dot"))

#: What is compiled for density, for ``compile_ahead``; loops over texts are compiled where others have been loaded.
KERNELS = (f"{__name__}:warm", "netexplorer.graph.ids:warm")


def warm() -> None:
    """Load all kernels from the user's cache, or compile them, once per machine and version.

    May be called from any thread and more than once; a call from another thread waits for the first.

    Raises
    ------
    ImportError
        numba is not installed or does not run here.
    """
    assert line_kernels().READY and tile_kernels().READY and frame_kernels().READY and dot_kernels().READY


def is_warm() -> bool:
    """Whether the kernels are loaded, so that nobody has to wait for them."""
    return all(getattr(sys.modules.get(part), "READY", False) for part in PARTS)


def line_kernels() -> Any:
    """The kernels over lines; numba's types say too little to check calls by."""
    from netexplorer.scene.density import line_kernels

    return line_kernels


def tile_kernels() -> Any:
    """The kernels over tiles of counts."""
    from netexplorer.scene.density import tile_kernels

    return tile_kernels


def frame_kernels() -> Any:
    """The kernels that pack and unpack counts."""
    from netexplorer.scene.density import frame_kernels

    return frame_kernels


def dot_kernels() -> Any:
    """The kernel that stamps actors."""
    from netexplorer.scene.density import dot_kernels

    return dot_kernels
