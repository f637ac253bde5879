"""The one path from a view to a picture: complete, repeatable, and able to tell where it came from."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from shutil import which

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtGui import QImage

from netexplorer.errors import UserError
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.paint.metadata import with_png_texts
from netexplorer.render import PictureOptions, Restored, Xy, picture, restore, years
from netexplorer.resources import default_dataset
from netexplorer.session.layout import positions
from netexplorer.session.opening import default_view
from netexplorer.session.resolve import resolve
from netexplorer.session.state import Camera, SheetDates, ViewState

FORMATS = ("png", "svg", "pdf")
SVG = "{http://www.w3.org/2000/svg}"
SMALL = PictureOptions(width=640, height=400)
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def net() -> TemporalNetwork:
    return build(open_dataset(default_dataset()).dataset)


@pytest.fixture(scope="module")
def xy(net: TemporalNetwork) -> Xy:
    return positions(net, "sides")


def with_(options: PictureOptions, **changes: object) -> PictureOptions:
    return msgspec.structs.replace(options, **changes)


def size(data: bytes) -> tuple[int, int]:
    image = QImage.fromData(data)
    return image.width(), image.height()


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("page", ["network", "channels"])
def test_the_same_view_gives_the_same_bytes(net: TemporalNetwork, xy: Xy, kind: str, page: str) -> None:
    view = msgspec.structs.replace(default_view(net), page=page)
    options = with_(SMALL, format=kind, sources=True)
    assert picture(net, view, xy, options) == picture(net, view, xy, options)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_restores_the_view_that_made_it(net: TemporalNetwork, xy: Xy, kind: str) -> None:
    view = ViewState(
        t=default_view(net).t - 86_400,
        lens=net.dataset.lenses[0].id,
        hidden_sides=("nato",),
        ghosts=False,
        pins=((net.actor_ids[0], 12.5, -3.0),),
        selected=f"actor:{net.actor_ids[1]}",
        camera=Camera(1.0, 2.0, 0.5),
    )
    data = picture(net, view, xy, with_(SMALL, format=kind, file="actors.json"))
    assert restore(data) == Restored(net.dataset.title, view, "actors.json")


@pytest.mark.parametrize("note", ["", "no JSON", "[]", '{"dataset": 1}', '{"dataset": "x", "view": {"t": "now"}}'])
def test_a_note_that_makes_no_sense_restores_nothing(net: TemporalNetwork, xy: Xy, note: str) -> None:
    bare = picture(net, default_view(net), xy, SMALL)
    header = bare[:33]
    assert restore(with_png_texts(header, {"netexplorer:view": note})) is None
    assert restore(bare) is not None


def test_an_svg_names_every_actor_and_relationship_it_shows(net: TemporalNetwork, xy: Xy) -> None:
    view = default_view(net)
    frame = resolve(net, view, xy)
    root = ET.fromstring(picture(net, view, xy, PictureOptions(format="svg")).decode())
    titled = {element.get("id"): element.findtext(f"{SVG}title") for element in root.iter() if element.get("id")}
    actors = [f"actor-{net.actor_ids[row]}" for row in np.flatnonzero(frame.actor_shown)]
    relationships = [f"relationship-{net.rel_ids[row]}" for row in np.flatnonzero(frame.shown)]
    assert len(actors) > 10 and len(relationships) > 10
    assert [name for name in actors + relationships if not titled.get(name)] == []


@pytest.mark.skipif(which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_words_of_a_pdf_can_be_searched(net: TemporalNetwork, xy: Xy, tmp_path: Path) -> None:
    path = tmp_path / "picture.pdf"
    path.write_bytes(picture(net, default_view(net), xy, with_(SMALL, format="pdf", width=1600, height=1000)))
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    words = " ".join(done.stdout.split())
    assert net.dataset.title in words
    assert "1 November 2021" in words
    assert "Russian Permanent Mission to NATO" in words


def test_the_size_is_the_one_asked_for_whatever_the_resolution(net: TemporalNetwork, xy: Xy) -> None:
    view = default_view(net)
    assert size(picture(net, view, xy, with_(SMALL, dpi=300.0))) == (640, 400)
    assert size(picture(net, view, xy, with_(SMALL, scale=2.5))) == (1600, 1000)


def test_a_poster_of_forty_megapixels_is_made(net: TemporalNetwork, xy: Xy) -> None:
    assert size(picture(net, default_view(net), xy, PictureOptions(width=8000, height=5000))) == (8000, 5000)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_size_beyond_all_reason_is_refused_in_one_sentence(net: TemporalNetwork, xy: Xy, kind: str) -> None:
    with pytest.raises(UserError, match="100000 × 100000"):
        picture(net, default_view(net), xy, PictureOptions(width=100_000, height=100_000, format=kind))


def test_an_unknown_format_is_refused_in_one_sentence(net: TemporalNetwork, xy: Xy) -> None:
    with pytest.raises(UserError, match="'gif' is no kind of picture"):
        picture(net, default_view(net), xy, with_(SMALL, format="gif"))


def test_the_bytes_do_not_depend_on_how_the_same_options_came_about(net: TemporalNetwork, xy: Xy) -> None:
    view = default_view(net)
    again = msgspec.json.decode(msgspec.json.encode(view), type=ViewState)
    spelled = with_(SMALL, dpi=96, scale=1, format="".join(["p", "ng"]))
    assert picture(net, again, xy, spelled) == picture(net, view, xy, SMALL)


def test_a_transparent_picture_has_no_ground(net: TemporalNetwork, xy: Xy) -> None:
    image = QImage.fromData(picture(net, default_view(net), xy, with_(SMALL, transparent=True)))
    assert image.pixelColor(2, 2).alpha() == 0
    assert QImage.fromData(picture(net, default_view(net), xy, SMALL)).pixelColor(2, 2).alpha() == 255


@pytest.mark.parametrize(
    "change", [{"title": False}, {"date": False}, {"legend": False}, {"sources": True}, {"theme": "dark"}]
)
def test_every_option_changes_the_picture(net: TemporalNetwork, xy: Xy, change: dict[str, object]) -> None:
    view = default_view(net)
    plain, other = (QImage.fromData(picture(net, view, xy, o)) for o in (SMALL, with_(SMALL, **change)))
    assert plain != other


def test_years_stand_side_by_side_in_one_picture(net: TemporalNetwork, xy: Xy) -> None:
    ticks = tuple(net.axis.parse(year).earliest for year in ("1992", "2003", "2015", "2022"))
    data = years(net, default_view(net), xy, ticks, with_(SMALL, format="svg"))
    words = {text.text for text in ET.fromstring(data.decode()).iter(f"{SVG}text")}
    assert {"1 January 1992", "1 January 2003", "1 January 2015", "1 January 2022"} <= words
    restored = restore(data)
    assert restored is not None
    assert restored.view.page == "sheet" and restored.view.sheet.dates == ticks
    assert replace(restored.view, page="network", sheet=SheetDates()) == default_view(net)


def test_the_camera_of_the_view_is_the_camera_of_the_picture(net: TemporalNetwork, xy: Xy) -> None:
    view = default_view(net)
    x, y = xy[net.actor_row["nato"]].tolist()
    near = msgspec.structs.replace(view, camera=Camera(x, y, 2.0))
    far = msgspec.structs.replace(view, camera=Camera(x, y, 0.5))
    assert QImage.fromData(picture(net, near, xy, SMALL)) != QImage.fromData(picture(net, far, xy, SMALL))
    halved = with_(SMALL, canvas=(320.0, 200.0))
    assert QImage.fromData(picture(net, near, xy, halved)) != QImage.fromData(picture(net, near, xy, SMALL))


CODE = """
import sys
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import build
from netexplorer.render import PictureOptions, picture
from netexplorer.resources import default_dataset
from netexplorer.session.layout import positions
from netexplorer.session.opening import default_view
net = build(open_dataset(default_dataset()).dataset)
view = default_view(net)
options = PictureOptions(width=640, height=400, format=sys.argv[1])
first = picture(net, view, positions(net, "sides"), options)
assert picture(net, view, positions(net, "sides"), options) == first
assert "PySide6.QtWidgets" not in sys.modules
sys.stdout.buffer.write(first)
"""


@pytest.mark.parametrize("kind", FORMATS)
def test_a_program_without_window_or_display_makes_the_same_bytes(net: TemporalNetwork, xy: Xy, kind: str) -> None:
    bare = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run([sys.executable, "-c", CODE, kind], env=bare, capture_output=True, check=True)
    assert done.stdout == picture(net, default_view(net), xy, with_(SMALL, format=kind))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.skipif(which("xvfb-run") is None, reason="Xvfb is not installed")
def test_a_program_on_a_display_makes_the_same_bytes(net: TemporalNetwork, xy: Xy, kind: str) -> None:
    code = "from PySide6.QtWidgets import QApplication\napp = QApplication([])\n" + CODE.replace("not in sys", "in sys")
    on_x = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", code, kind], env=on_x, capture_output=True, check=True
    )
    assert done.stdout == picture(net, default_view(net), xy, with_(SMALL, format=kind))
