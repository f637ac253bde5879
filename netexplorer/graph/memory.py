"""Memory of the machine: how much can be had, and giving back what large arrays have left behind."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8  # of mallopt(3)
_LARGE = 2_000_000  # bytes


def available_bytes() -> int:
    """How much memory can be had without pushing anything else out; 0 where the system does not say."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return 0


def give_back() -> None:
    """Return free memory to the system; the C library of Linux keeps arrays of up to 32 MB for itself otherwise."""
    if sys.platform.startswith("linux"):
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def expect_large_arrays() -> None:
    """Have arrays of some megabytes taken from the system and returned to it one by one, and threads share memory.

    Otherwise the C library of Linux keeps what was freed for each thread: some hundred megabytes after a large file.
    """
    if sys.platform.startswith("linux"):
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(_MMAP_THRESHOLD, _LARGE)
            library.mallopt(_ARENA_MAX, 2)
