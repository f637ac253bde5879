"""Machine code for loops that NumPy cannot express, by numba, which nobody pays for before it is needed.

A module of kernels writes ``@compiled`` above plain functions of numbers and arrays, and is itself imported inside the
function that needs it: numba takes 0.3 s to import and a kernel some seconds to compile, once per machine and version,
as it is kept in the user's cache folder. Kernels release the GIL, so they belong into jobs; they are serial and know no
fast-math, so the same input gives the same bytes.

>>> @compiled
... def total(values):
...     found = 0.0
...     for value in values:
...         found += value
...     return found
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from numba import types

Kernel = TypeVar("Kernel", bound=Callable[..., object])

_TRIED = "0.68."  # a version of numba whose cache can be asked before the rest of it is loaded
_VARIABLE = "NUMBA_CACHE_DIR"
_CACHES = {"win32": ("LOCALAPPDATA", "AppData", "Local"), "darwin": ("", "Library", "Caches")}


def compiled(function: Kernel) -> Kernel:
    """The function as a kernel that is compiled at its first call, or read from the cache folder if it has been."""
    choose_cache_folder()
    import numba

    kernel = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    if numba.__version__.startswith(_TRIED):
        _load_bare(kernel, function)
    return cast("Kernel", kernel)


def _load_bare(kernel: Any, function: Kernel) -> None:
    """Have a kernel that is in the cache folder loaded by itself, 0.15 s earlier.

    numba loads all that it needs for compiling before it looks into the folder. Machine code that is there needs its
    runtime and nothing else; for what is not there numba goes on as always.
    """
    from numba.core.caching import FunctionCache
    from numba.core.runtime.nrt import rtsys

    cache: Any = FunctionCache

    class Bare(cache):  # type: ignore[misc]
        def load_overload(self, sig: object, target_context: Any) -> object:
            rtsys.initialize(target_context)
            with self._guard_against_spurious_io_errors():
                if (found := self._load_overload(sig, target_context)) is not None:
                    return found
            return super().load_overload(sig, target_context)

    kernel._cache = Bare(function)


def read_only(kind: types.Type, dimensions: int = 1) -> types.Array:
    """The type of an array that a kernel with a signature of its own only reads.

    numba learns at the first call that an array that could be written will do as well. Two threads that come to it at
    once would both find the other's answer there, take it for none, and fail; so it is told here.
    """
    from numba import types
    from numba.core.registry import cpu_target

    found = types.Array(kind, dimensions, "C", readonly=True)
    cpu_target.typing_context.install_possible_conversions((types.Array(kind, dimensions, "C"),), (found,))
    return found


def is_loaded() -> bool:
    """Whether numba is here already, so that a kernel that is in the cache costs next to nothing."""
    return "numba" in sys.modules


@contextmanager
def telling(began: Callable[[], None]) -> Iterator[None]:
    """Within it ``began`` is called whenever a kernel is compiled that is not in the cache, by the thread that does it.

    Raises
    ------
    ImportError
        numba is not installed or does not run here.
    """
    choose_cache_folder()
    from numba.core import event

    class Told(event.Listener):
        def on_start(self, event: object) -> None:
            began()

        def on_end(self, event: object) -> None:
            """Nobody asks."""

    with event.install_listener("numba:compile", Told()):
        yield


def choose_cache_folder() -> Path:
    """Where compiled kernels are kept; told to numba, which reads it when it is imported. The user's choice stands."""
    if chosen := os.environ.get(_VARIABLE):
        return Path(chosen)
    folder = user_cache() / "netexplorer" / "kernels"
    if not is_writable(folder):
        folder = Path(tempfile.mkdtemp(prefix="netexplorer-kernels-"))  # private, as code is read from it
    os.environ[_VARIABLE] = str(folder)
    return folder


def user_cache(environment: Mapping[str, str] | None = None) -> Path:
    """The user's folder for what can be made again, by the custom of the system; a passing one without a home."""
    environment = os.environ if environment is None else environment
    variable, *custom = _CACHES.get(sys.platform, ("XDG_CACHE_HOME", ".cache"))
    named = environment.get(variable, "")
    try:
        return Path(named) if named and Path(named).is_absolute() else Path.home().joinpath(*custom)
    except RuntimeError:  # a user without a home, as in a container
        return Path(tempfile.gettempdir())


def is_writable(folder: Path) -> bool:
    """Whether files can be made in a folder, which is made if there is none."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
