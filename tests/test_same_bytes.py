"""A picture is the same bytes whatever the program drew before it, in every process."""

from __future__ import annotations

import os
import random
import subprocess
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec
import pytest

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.paint.pdf import to_pdf
from netexplorer.paint.png import to_png
from netexplorer.render import PictureOptions, Xy, picture, years
from netexplorer.resources import default_dataset
from netexplorer.scene.primitives import Text, Texts
from netexplorer.session.layout import positions
from netexplorer.session.opening import default_view
from tests.paint.samples import BLACK, WHITE, scene

KINDS = ("pdf", "png", "svg")
SIZES = (7.0, 9.0, 9.5, 11.0, 12.0, 13.0, 24.0, 37.0, 64.0, 97.0)
LABELS = ("Russian Permanent Mission to NATO", "Совет Россия–НАТО", "Ελλάδα", "agreed 🤝")
pytestmark = pytest.mark.usefixtures("qapp")


class Drawings:
    """Everything that may be drawn before a picture."""

    def __init__(self, net: TemporalNetwork, xy: Xy) -> None:
        self.net = net
        self.xy = xy
        self.view = default_view(net)

    def picture(self, page: str = "network", **options: object) -> bytes:
        chosen: dict[str, object] = {"width": 640, "height": 400, **options}
        view = msgspec.structs.replace(self.view, page=page)
        return picture(self.net, view, self.xy, PictureOptions(**chosen))  # type: ignore[arg-type]

    def labels(self, chance: random.Random) -> None:
        for size in chance.sample(SIZES, 5):
            weight, halo = chance.choice((400, 500, 600, 700)), chance.choice((0.0, 1.5, 3.0))
            words = Text(5, 60, chance.choice(LABELS), size, BLACK, weight, halo=WHITE, halo_px=halo)
            to_png(scene(Texts((words,))), scale=chance.choice((1.0, 1.25, 1.7, 2.0)))
            to_pdf(scene(Texts((words,))))

    def anything(self, chance: random.Random) -> None:
        page, theme = chance.choice(("network", "channels")), chance.choice(("light", "dark"))
        width, height = chance.randint(300, 1600), chance.randint(200, 1000)
        for what in (*chance.sample(range(5), 2), 5):
            if what == 0:
                self.picture(page, width=width, height=height, sources=True)
            elif what == 5:
                self.picture(width=1600, height=1000, sources=True)  # its small letters once changed the next PDF
            elif what == 1:
                self.picture(page, theme=theme, scale=chance.choice((0.7, 1.3, 2.0)))
            elif what == 2:
                self.picture(page, format="pdf", width=width, height=height, sources=True)
            elif what == 3:
                years(self.net, self.view, self.xy, (self.view.t, 0), PictureOptions(format=chance.choice(KINDS)))
            else:
                self.labels(chance)


@pytest.fixture(scope="module")
def drawings() -> Drawings:
    net = build(open_dataset(default_dataset()).dataset)
    return Drawings(net, positions(net, "sides"))


@pytest.mark.parametrize("page", ["network", "channels"])
def test_a_picture_does_not_depend_on_what_was_drawn_before(drawings: Drawings, page: str) -> None:
    first = {kind: drawings.picture(page, format=kind) for kind in KINDS}
    for seed in range(10):
        drawings.anything(random.Random(f"{page} {seed}"))
        assert [kind for kind in KINDS if drawings.picture(page, format=kind) != first[kind]] == [], seed


def test_a_picture_with_letters_of_other_fonts_does_not_depend_on_what_was_drawn_before(drawings: Drawings) -> None:
    halos = [
        Text(5, 10 + 11 * i, words, size, BLACK, 500, halo=WHITE, halo_px=2.0)
        for i, words in enumerate(LABELS)
        for size in (9.0, 11.5, 70.0)
    ]
    first = to_pdf(scene(Texts(tuple(halos)))), to_png(scene(Texts(tuple(halos))), scale=1.5)
    for seed in range(10):
        drawings.labels(random.Random(seed))
        assert (to_pdf(scene(Texts(tuple(halos)))), to_png(scene(Texts(tuple(halos))), scale=1.5)) == first, seed


CODE = """
import random, sys
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import build
from netexplorer.paint.fonts import gui_application
from netexplorer.resources import default_dataset
from netexplorer.session.layout import positions
from tests.test_same_bytes import Drawings
app = gui_application()
net = build(open_dataset(default_dataset()).dataset)
drawings = Drawings(net, positions(net, "sides"))
drawings.anything(random.Random(sys.argv[1]))
sys.stdout.buffer.write(drawings.picture(format="pdf"))
"""


def test_a_pdf_is_the_same_in_processes_that_drew_different_things(drawings: Drawings) -> None:
    wanted = drawings.picture(format="pdf")
    for seed in ("a", "b", "c"):
        done = subprocess.run([sys.executable, "-c", CODE, seed], capture_output=True, check=True)
        assert done.stdout == wanted, seed
