"""A network too large for lines one by one in the real program: opened with progress, scrubbed, zoomed, clicked."""

from __future__ import annotations

from math import cos, sin, tau
from pathlib import Path

import msgspec
import numpy as np
import pytest

from netexplorer.cli import run
from netexplorer.graph.compiled import user_cache
from netexplorer.scene.style import load_style
from netexplorer.session.reading import LARGE_BYTES
from tests.real.conftest import Start
from tests.real.screen import Box, Pixels, Program, Screen, changed, densest, is_colour, until
from tests.real.test_real_program import DOSSIER, NETWORK, left_at, sees_change, settled

STYLE = load_style("light")
ACTORS, RELATIONSHIPS = 4_000, 25_000  # more than LARGE_BYTES as a text
COLD_S = 60.0  # kernels may have to be compiled
INNER = Box(300, 190, 1210, 590)  # of the network, without its title and the card that tells how far it is
AWAY_PX = 20  # from an actor nothing of it is under the pointer any more


@pytest.fixture(scope="module", params=["netx", "json"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / f"invented.{request.param}"
    size = ["--actors", str(ACTORS), "--relationships", str(RELATIONSHIPS), "--years", "1990..2020", "--seed", "1"]
    assert run(["generate", *size, "-o", str(path)]) == 0
    return path


def coloured(screen: Screen) -> int:
    """How many pixels of the network are neither ground nor grey."""
    image = screen.pixels(INNER).astype(np.int16)
    return int((image.max(axis=2) - image.min(axis=2) > 40).sum())


def is_drawn(screen: Screen) -> bool:
    return coloured(screen) > 30_000


def at_rest(screen: Screen) -> Pixels:
    settled(screen)
    return screen.pixels(INNER)


@pytest.fixture(autouse=True)
def kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of this user: each program here has a cache of its own, and would compile for half a minute."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(user_cache() / "netexplorer" / "kernels"))


def tells_progress(screen: Screen) -> bool:
    """The bar of the card that says how far the work is can be seen."""
    card = screen.pixels(Box(NETWORK.left, 560, NETWORK.right, 640))
    return densest(is_colour(card, STYLE.flag), 60, 3)[2] > 160


def opened(start: Start, file: Path) -> Program:
    program = start("open", str(file), "--lens", "all")
    until("how far it is", lambda: tells_progress(program.screen), COLD_S)
    until("the title of the network", lambda: "Synthetic diplomacy" in program.screen.title(program.window), COLD_S)
    until(
        "the density, and no more to do",
        lambda: is_drawn(program.screen) and not tells_progress(program.screen),
        COLD_S,
    )
    settled(program.screen)
    return program


def test_a_large_network_opens_and_follows_time_the_wheel_and_the_pointer(
    start: Start, file: Path, settings: Path
) -> None:
    if file.suffix == ".json":
        assert file.stat().st_size > LARGE_BYTES
    program = opened(start, file)
    screen = program.screen
    year = int(program.date[-4:])
    for step in (1, 2, 3):
        with sees_change(screen, INNER, f"another density {step} years before"):
            screen.key("Left")
            until("the year before", lambda step=step: program.date.endswith(str(year - step)))
    for step in (2, 1, 0):
        screen.key("Right")
        until("the year after", lambda step=step: program.date.endswith(str(year - step)))
    assert is_drawn(screen)

    for _ in range(3):
        before = at_rest(screen)
        screen.click(760, 390, button=4)
        until("a nearer picture", lambda before=before: changed(before, screen.pixels(INNER)) > 5_000)
        assert int((~is_colour(screen.pixels(INNER), STYLE.canvas, 3)).sum()) > 20_000  # never an empty one
    settled(screen)

    x, y = somebody(screen)
    with sees_change(screen, DOSSIER, "the page of the actor"):
        screen.click(x, y)
    screen.key("ctrl+q")
    assert program.wait_closed() == 0
    until("the end of every process", lambda: not program.processes())
    assert program.words() == ""
    view = left_at(settings)
    assert str(view["selected"]).startswith("actor:") and "camera" in view
    assert msgspec.json.decode(settings.read_bytes())["recent"] == [str(file)]


def somebody(screen: Screen) -> tuple[int, int]:
    """Where there is an actor under the pointer: the crowd steps back there, and nowhere around for the same reason.

    Of a line as much stays lit further along it.
    """
    bright = lit_at(screen, INNER.left + 2, INNER.top + 2)
    for x in range(600, 1000, 7):
        lit = lit_at(screen, x, 390)
        if lit < bright / 2 and all(
            abs(lit_at(screen, x + round(AWAY_PX * cos(turn)), 390 + round(AWAY_PX * sin(turn))) - lit) > lit / 50
            for turn in (tau * k / 14 for k in range(14))
        ):
            return x, 390
    raise AssertionError("nobody stands anywhere")


def lit_at(screen: Screen, x: int, y: int) -> int:
    """How much colour is left while the pointer is at a point."""
    screen.move(x, y)
    settled(screen)
    return coloured(screen)
