"""Compiling kernels in a process of its own, so that the window is not deaf meanwhile; this one then loads them.

numba compiles with the lock of the interpreter held, ten to twenty seconds once per machine and version. What is
compiled is named by the functions that compile it when they are called, ``module:function:argument`` or without the
last; that they were called is written down beside the kernels, with the files that these came from. Wherever this
cannot be done, nothing is: then kernels are compiled where they are called (docs/adr/0031-kernels-in-a-process.md).
"""

from __future__ import annotations

import contextlib
import importlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

import netexplorer
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.compiled import choose_cache_folder, is_writable

Calls = tuple[str, ...]

LOOK_S = 0.05  # how often it is asked whether to go on
NICENESS = 10  # whoever waits for a picture goes first
_BELOW_NORMAL, _NO_WINDOW = 0x4000, 0x0800_0000  # of processes on Windows
_PACKAGE = str(Path(netexplorer.__file__).parent)


def kernels_of(layout_id: str) -> Calls:
    """What a large network needs in a layout."""
    return (f"netexplorer.graph.layouts.ahead:prepare:{layout_id}",)


class _Making(Struct, eq=False):
    """A process that compiles, and how many wait for it."""

    process: subprocess.Popen[bytes]
    waiting: int = 0


_lock = threading.Lock()
_under_way: dict[Calls, _Making] = {}
_given_up: set[Calls] = set()  # what could not be compiled so


def compile_ahead(
    works: Sequence[Calls],
    cancelled: Callable[[], bool] = lambda: False,
    began: Callable[[], None] = lambda: None,
) -> None:
    """Have what these calls compile in the cache folder, or do nothing; several at once.

    From any thread but the window's, as it waits. Who asks for what is under way waits for the same process, which ends
    when nobody waits for it any more. ``began`` is called where it has to wait.
    """
    joined = [(calls, making) for calls in works if (making := _joined(calls)) is not None]
    try:
        if joined:
            began()
        for _, making in joined:
            while not _is_over(making.process):
                if cancelled():
                    return
    finally:
        for calls, making in joined:
            _leave(calls, making)


def _joined(calls: Calls) -> _Making | None:
    """The process that compiles this, begun if need be; none if it need not be compiled or that cannot be done."""
    with _lock:
        making = _under_way.get(calls)
        if making is None:
            record = choose_cache_folder() / _name(calls)
            if calls in _given_up or not _is_python() or _is_made(record) or not is_writable(record.parent):
                return None
            try:
                making = _Making(_begun(calls, record))
            except OSError:
                _given_up.add(calls)
                return None
            _under_way[calls] = making
        making.waiting += 1
        return making


def _begun(calls: Calls, record: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", __name__, _PACKAGE, str(record), *calls]
    flags = _BELOW_NORMAL | _NO_WINDOW if sys.platform == "win32" else 0
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, creationflags=flags)


def _is_over(process: subprocess.Popen[bytes]) -> bool:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(LOOK_S)
    return process.returncode is not None


def _leave(calls: Calls, making: _Making) -> None:
    with _lock:
        making.waiting -= 1
        if making.process.poll() is None and making.waiting:
            return
        if making.process.poll() is None:
            making.process.kill()
        elif making.process.returncode:
            _given_up.add(calls)
        _under_way.pop(calls, None)
    making.process.communicate()


def _is_python() -> bool:
    """Whether there is an interpreter that runs modules; a program packed into one file is none."""
    name = Path(sys.executable or "").stem.lower()
    return not getattr(sys, "frozen", False) and name.startswith(("python", "pypy"))


def _name(calls: Calls) -> str:
    """The file that says that this was compiled, by this Python for this package."""
    words = "\0".join((sys.version, sys.prefix, _PACKAGE, *calls))
    return f"compiled-{sha256(words.encode()).hexdigest()[:16]}.json"


def _is_made(record: Path) -> bool:
    """Whether it is written down that all was compiled, and the files are those of then."""
    try:
        files = msgspec.json.decode(record.read_bytes(), type=dict[str, tuple[int, int]])
        return all(_stamp(path) == stamp for path, stamp in files.items())
    except (OSError, msgspec.DecodeError):
        return False


def _stamp(path: str) -> tuple[int, int]:
    stat = Path(path).stat()
    return stat.st_mtime_ns, stat.st_size


# -- what the other process does


def main(package: str, record: str, *calls: str) -> int:
    """Call all of them, write that down and give 0; 1 if the package here is another one."""
    if package != _PACKAGE:
        return 1
    if sys.platform != "win32":
        os.nice(max(NICENESS - os.nice(0), 0))
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    for call in calls:
        module, function, *argument = call.split(":")
        getattr(importlib.import_module(module), function)(*argument)
    write_atomic(Path(record), msgspec.json.encode({path: _stamp(path) for path in _sources()}))
    return 0


def _end_with_the_other() -> None:
    """Nobody writes to this process, but its input ends when the one that began it does."""
    sys.stdin.buffer.read()
    os._exit(1)


def _sources() -> set[str]:
    """The files whose change makes what is in the cache folder useless: those with kernels, and the compiler."""
    from numba import _version
    from numba.core.registry import CPUDispatcher

    found = {module.__file__ for name, module in sys.modules.items() if _has_kernels(name, module, CPUDispatcher)}
    return {str(path) for path in (*found, _version.__file__)}


def _has_kernels(name: str, module: object, kind: type) -> bool:
    return name.startswith("netexplorer.") and any(isinstance(value, kind) for value in vars(module).values())


if __name__ == "__main__":
    status = main(*sys.argv[1:])
    os._exit(status)  # a thread waits for input, and nothing is left to be done
