"""A real X server and the real program in it, driven from outside as a person would: keys, mouse, and looking."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "xdotool", "import")
DEADLINE_S = 30.0  # how long anything may take on a busy machine before a test gives up
POLL_S = 0.02
PROGRAM = "netexplorer"

Pixels = npt.NDArray[np.uint8]


class Box(NamedTuple):
    """A part of the screen, in pixels; right and bottom are exclusive."""

    left: int
    top: int
    right: int
    bottom: int


class Gone(AssertionError):
    """Something that was waited for did not happen."""


def missing_tools() -> list[str]:
    """What has to be installed before a real program can be driven here."""
    return [name for name in NEEDED if shutil.which(name) is None]


def until(what: str, look: Callable[[], object], deadline_s: float = DEADLINE_S) -> None:
    """Wait until ``look`` finds something true.

    Raises
    ------
    Gone
        If it has not by the deadline.
    """
    end = time.monotonic() + deadline_s
    while not look():
        if time.monotonic() > end:
            raise Gone(f"waited {deadline_s:.0f} s and did not see: {what}")
        time.sleep(POLL_S)


def program_path() -> Path:
    """The program as it is installed beside this Python."""
    return Path(sys.executable).parent / PROGRAM


def environment(display: str, settings: Path, **more: str) -> dict[str, str]:
    """What a program is started with: this display, settings of its own, and compiled modules as everywhere."""
    kept = {
        key: value for key, value in os.environ.items() if key not in ("PYTHONDONTWRITEBYTECODE", "WAYLAND_DISPLAY")
    }
    kept.pop("QT_QPA_PLATFORM", None)
    own = {"DISPLAY": display, "NETEXPLORER_CONFIG": str(settings), "XDG_CACHE_HOME": str(settings.parent.absolute())}
    return {**kept, **own, **more}


@contextlib.contextmanager
def x_server(width: int = 1600, height: int = 1000, memory: Path | None = None) -> Iterator[str]:
    """An X server on a free display; gives its name. It keeps its pixels in a file in ``memory`` if that is named."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"]
        + (["-fbdir", str(memory)] if memory else []),
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise Gone("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


class Screen:
    """What a person can do at a display: look, press keys, move the mouse."""

    def __init__(self, display: str) -> None:
        self.display = display
        self._environment = {**os.environ, "DISPLAY": display}

    def _run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(words, env=self._environment, capture_output=True, timeout=DEADLINE_S, check=False)

    def xdotool(self, *words: str) -> str:
        """Give xdotool a command; its answer is empty when it found nothing."""
        return self._run("xdotool", *words).stdout.decode(errors="replace").strip()

    def key(self, *keys: str) -> None:
        """Press keys one after another, ``shift+Right`` for a chord."""
        self.xdotool("key", "--delay", "20", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.xdotool("type", "--delay", "20", text)

    def move(self, x: int, y: int) -> None:
        """Put the pointer somewhere."""
        self.xdotool("mousemove", str(x), str(y))

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click there; buttons 4 and 5 are the wheel."""
        self.xdotool("mousemove", str(x), str(y), "click", str(button))

    def drag(self, start: tuple[int, int], end: tuple[int, int], steps: int = 12) -> None:
        """Press, move in steps, let go."""
        self.xdotool("mousemove", *map(str, start), "mousedown", "1")
        for step in range(1, steps + 1):
            at = [round(a + (b - a) * step / steps) for a, b in zip(start, end, strict=True)]
            self.xdotool("mousemove", *map(str, at))
        self.xdotool("mouseup", "1")

    def pixels(self, box: Box | None = None) -> Pixels:
        """What the screen shows, uint8 (height, width, 3)."""
        data = self._run("import", "-window", "root", "-depth", "8", "ppm:-").stdout
        head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
        if head is None:
            raise Gone("the screen could not be read")
        image = np.frombuffer(data, dtype=np.uint8, offset=head.end()).reshape(int(head[2]), int(head[1]), 3)
        return image if box is None else image[box.top : box.bottom, box.left : box.right]

    def save(self, path: Path) -> Path:
        """Keep what the screen shows as a PNG."""
        self._run("import", "-window", "root", str(path))
        return path

    def windows(self, name: str) -> list[int]:
        """The visible windows whose title matches."""
        return [int(word) for word in self.xdotool("search", "--onlyvisible", "--name", name).split()]

    def title(self, window: int) -> str:
        """The title of a window."""
        return self.xdotool("getwindowname", str(window))

    def size(self, window: int) -> tuple[int, int]:
        """Width and height of a window."""
        words = dict(re.findall(r"(WIDTH|HEIGHT)=(\d+)", self.xdotool("getwindowgeometry", "--shell", str(window))))
        return int(words["WIDTH"]), int(words["HEIGHT"])


class Program:
    """The running program and its window."""

    def __init__(self, screen: Screen, settings: Path, errors: Path, *arguments: str) -> None:
        self.screen = screen
        self._errors = errors
        with errors.open("wb") as sink:
            self.process = subprocess.Popen(
                [str(program_path()), *arguments],
                env=environment(screen.display, settings),
                cwd=ROOT,
                stdout=sink,
                stderr=sink,
                start_new_session=True,
            )
        self.window = 0
        until("the window", self._find)
        self.focus(self.window)

    def _find(self) -> bool:
        if self.process.poll() is not None:
            raise Gone(f"the program ended with {self.process.returncode}: {self.words()}")
        found = self.screen.windows(f"— {PROGRAM}$")
        self.window = found[0] if found else 0
        return bool(found)

    def focus(self, window: int) -> None:
        """Give a window the keyboard, which a window manager would do."""
        self.screen.xdotool("windowfocus", "--sync", str(window))

    @property
    def date(self) -> str:
        """The date in the title of the window."""
        return self.screen.title(self.window).split(" — ")[0]

    def words(self) -> str:
        """All that the program has said."""
        return self._errors.read_text(encoding="utf-8", errors="replace")

    def processes(self) -> list[int]:
        """The processes of the program's session that are alive."""
        alive = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                with contextlib.suppress(OSError):
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                    if int(fields[3]) == self.process.pid and fields[0] != "Z":
                        alive.append(int(entry.name))
        return alive

    def wait_closed(self) -> int:
        """Wait for the program to end by itself; gives its exit code."""
        return self.process.wait(DEADLINE_S)

    def kill(self) -> None:
        """End whatever is left of it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(DEADLINE_S)


# -- looking


def is_colour(image: Pixels, argb: int, tolerance: int = 10) -> npt.NDArray[np.bool_]:
    """Which pixels have a colour, bool (height, width)."""
    wanted = np.array([argb >> 16 & 255, argb >> 8 & 255, argb & 255], dtype=np.int16)
    return np.asarray((np.abs(image.astype(np.int16) - wanted) <= tolerance).all(axis=2))


def densest(mask: npt.NDArray[np.bool_], width: int, height: int) -> tuple[int, int, int]:
    """Centre x, y of the box of that size with most true pixels, and how many these are."""
    total = np.pad(mask.astype(np.int32), ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    sums = total[height:, width:] - total[:-height, width:] - total[height:, :-width] + total[:-height, :-width]
    y, x = np.unravel_index(int(sums.argmax()), sums.shape)
    return int(x) + width // 2, int(y) + height // 2, int(sums.max())


def changed(before: Pixels, after: Pixels) -> int:
    """How many pixels differ."""
    return int((before != after).any(axis=2).sum())
