from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QImageReader

from netexplorer.errors import UserError
from netexplorer.paint.fonts import Fonts
from netexplorer.paint.metadata import LONGEST, PNG_SIGNATURE, read_metadata, with_png_texts
from netexplorer.paint.pdf import to_pdf
from netexplorer.paint.png import to_png
from netexplorer.paint.svg import to_svg
from netexplorer.scene.primitives import Scene, Segments, Text, Texts
from tests.paint import samples
from tests.paint.samples import BLACK, HOSTILE, RED, array, scene

SVG = "{http://www.w3.org/2000/svg}"
WRITERS: dict[str, Callable[..., bytes]] = {"png": to_png, "svg": to_svg, "pdf": to_pdf}
NOTE = '{"dataset": "Россия – НАТО <b>&amp; \\"x\\"</b> ]]> 日本", "n": 1}'
SCENES = (samples.marks, samples.lines, samples.areas, samples.words, samples.named)
pytestmark = pytest.mark.usefixtures("fonts")
poppler = pytest.mark.skipif(which("pdftotext") is None, reason="poppler-utils is not installed")


def tree(data: bytes) -> ET.Element:
    return ET.fromstring(data.decode("utf-8"))


def ask(tool: str, data: bytes, tmp_path: Path, *options: str) -> str:
    """What a tool of poppler says about a PDF; a complaint fails the test."""
    path = tmp_path / "picture.pdf"
    path.write_bytes(data)
    tail = ["-"] if tool == "pdftotext" else []
    done = subprocess.run([tool, *options, str(path), *tail], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("note", [NOTE, "plain", "x" * 100_000])
def test_the_note_comes_back_as_it_was_put_in(kind: str, note: str) -> None:
    assert read_metadata(WRITERS[kind](samples.named(), metadata=note)) == note


@pytest.mark.parametrize("kind", WRITERS)
def test_a_picture_without_a_note_says_so(kind: str) -> None:
    assert read_metadata(WRITERS[kind](samples.named())) is None


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("made", SCENES)
def test_the_same_scene_gives_the_same_bytes(kind: str, made: Callable[[], Scene]) -> None:
    assert WRITERS[kind](made(), metadata=NOTE) == WRITERS[kind](made(), metadata=NOTE)


def test_letters_do_not_depend_on_what_was_drawn_before() -> None:
    first = to_pdf(samples.words()), to_png(samples.words())
    for size in (9.0, 11.5, 40.0):
        for weight in (400, 600):
            other = scene(Texts((Text(5, 60, "Совет NATO 🤝 日本", size, BLACK, weight, halo=RED, halo_px=2.0),)))
            to_png(other, scale=1.7)
            to_pdf(other)
            assert (to_pdf(samples.words()), to_png(samples.words())) == first


@given(st.binary(max_size=200), st.sampled_from([b"", PNG_SIGNATURE, b"%PDF-1.4", b"<svg>"]))
def test_any_bytes_have_a_note_or_none(rest: bytes, start: bytes) -> None:
    assert read_metadata(start + rest) is None


def test_a_damaged_picture_has_no_note_or_the_right_one() -> None:
    data = to_png(samples.named(), metadata=NOTE)
    assert {read_metadata(data[:cut]) for cut in range(0, len(data), 7)} == {None, NOTE}


def test_a_note_of_unreasonable_size_is_not_read() -> None:
    data = with_png_texts(to_png(samples.named()), {"netexplorer:view": "x" * (LONGEST + 1)})
    assert read_metadata(data) is None


def test_a_png_says_how_large_it_prints_and_opens_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(to_png(samples.named(), scale=2.0, dpi=300, metadata=NOTE))
    image = QImage(str(path))
    assert (image.width(), image.height(), image.dotsPerMeterX()) == (400, 240, 11811)
    assert QImageReader(str(path)).text("Title") == "Channels"


def test_the_resolution_changes_no_pixel() -> None:
    low, high = (QImage.fromData(to_png(samples.words(), dpi=dpi)) for dpi in (72, 600))
    assert all(low.pixel(x, y) == high.pixel(x, y) for x in range(200) for y in range(120))


def test_a_picture_of_forty_megapixels_is_made() -> None:
    image = QImage.fromData(to_png(scene(Segments(array([0, 60, 200, 60]), RED, 10)), scale=40.0))
    assert (image.width(), image.height()) == (8000, 4800)


@pytest.mark.parametrize("writer", [to_png, to_pdf])
def test_a_picture_that_is_too_large_is_refused_in_one_sentence(writer: Callable[..., bytes]) -> None:
    with pytest.raises(UserError, match="30000 × 120"):
        writer(scene(width=30_000))


@pytest.mark.parametrize("made", SCENES)
def test_an_svg_is_well_formed_and_as_large_as_the_scene(made: Callable[[], Scene]) -> None:
    root = tree(to_svg(made(), metadata=NOTE))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("200", "120", "0 0 200 120")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_marks_keep_their_ids_and_titles_in_an_svg() -> None:
    root = tree(to_svg(samples.named()))
    groups = {group.get("id"): group for group in root.iter(f"{SVG}g") if group.get("id")}
    assert set(groups) == {"relationship-council", "actor-NATO-HQ", "actor-NATO-HQ-2"}
    assert groups["relationship-council"].findtext(f"{SVG}title") == "Council: open <now>"
    assert groups["actor-NATO-HQ"].findtext(f"{SVG}title") == "NATO & allies"
    assert groups["actor-NATO-HQ-2"].get("data-id") == "actor:NATO-HQ"
    assert root.findtext(f"{SVG}title") == "Channels"


def test_text_stays_text_in_an_svg() -> None:
    (text,) = tree(to_svg(samples.named())).iter(f"{SVG}text")
    assert text.text == "NATO HQ"
    assert (text.get("text-anchor"), text.get("font-size"), text.get("id")) == ("middle", "12", "label-1")


def test_text_in_an_svg_is_as_wide_as_it_was_composed_whatever_the_font(fonts: Fonts) -> None:
    texts = Texts(
        (Text(5, 20, "NATO–Russia", 13, BLACK, 600), Text(5, 40, "11", 13, BLACK), Text(5, 60, "日本\x00", 9, BLACK))
    )
    wide, short, odd = tree(to_svg(scene(texts), measure=fonts)).iter(f"{SVG}text")
    assert float(wide.get("textLength", "nan")) == pytest.approx(fonts("NATO–Russia", 13, 600), abs=0.006)
    assert wide.get("lengthAdjust") == "spacingAndGlyphs"
    assert short.get("textLength") is None and odd.get("textLength") is None
    assert not [text for text in tree(to_svg(scene(texts))).iter(f"{SVG}text") if text.get("textLength")]


@pytest.mark.parametrize("label", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_label_breaks_no_file(label: str, tmp_path: Path) -> None:
    hostile = scene(
        Segments(array([0, 60, 200, 60]), RED, 1, ids=(label,), titles=(label,)),
        Texts((Text(10, 60, label, 12, BLACK, id=label),)),
        title=label,
    )
    root = tree(to_svg(hostile))
    assert not list(root.iter(f"{SVG}script")) and not list(root.iter(f"{SVG}b"))
    assert QImage.fromData(to_png(hostile)).width() == 200
    if which("pdfinfo"):
        assert "Pages:           1" in ask("pdfinfo", to_pdf(hostile), tmp_path)


@given(st.lists(st.text(max_size=5), max_size=30))
def test_ids_in_an_svg_are_unique_names_whatever_they_were(names: list[str]) -> None:
    rows = array(*([float(i), 0.0, 1.0, 1.0] for i in range(len(names)))).reshape(-1, 4)
    root = tree(to_svg(scene(Segments(rows, RED, 1, ids=tuple(names)))))
    ids = [group.get("id", "") for group in root.iter(f"{SVG}g") if group.get("id")]
    assert len(ids) == len(set(ids)) == sum(bool(name) for name in names)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name) for name in ids)


@poppler
def test_the_words_of_a_pdf_can_be_searched(tmp_path: Path) -> None:
    words = ask("pdftotext", to_pdf(samples.words()), tmp_path)
    assert words.count("NATO–Russia") == 4
    assert "Совет Россия–НАТО" in words


@poppler
def test_a_pdf_embeds_its_fonts(tmp_path: Path) -> None:
    fonts = ask("pdffonts", to_pdf(samples.words()), tmp_path).splitlines()[2:]
    assert {line.split()[0] for line in fonts} >= {"Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold"}
    assert all(re.search(r"\byes (yes|no)\s+yes\b", line) for line in fonts)


@poppler
def test_a_page_is_as_large_as_the_scene_and_knows_no_clock(tmp_path: Path) -> None:
    says = ask("pdfinfo", to_pdf(samples.named(), metadata=NOTE), tmp_path)
    assert "Page size:       200 x 120 pts" in says
    assert "Title:           Channels" in says
    assert "Date" not in says


@poppler
def test_a_pdf_looks_like_its_png(tmp_path: Path) -> None:
    for made in SCENES:
        path = tmp_path / "picture.pdf"
        path.write_bytes(to_pdf(made()))
        subprocess.run(["pdftoppm", "-r", "72", "-png", "-singlefile", str(path), str(tmp_path / "page")], check=True)
        page, picture = QImage(str(tmp_path / "page.png")), QImage.fromData(to_png(made()))
        distance = [
            abs(page.pixelColor(x, y).lightness() - picture.pixelColor(x, y).lightness())
            for x in range(200)
            for y in range(120)
        ]
        assert page.size() == picture.size()
        assert sum(distance) / len(distance) < 5, made.__name__


def test_a_pdf_is_the_same_in_every_process_and_time_zone() -> None:
    code = (
        "import sys; from netexplorer.paint.fonts import gui_application; app = gui_application();"
        "from tests.paint.samples import words; from netexplorer.paint.pdf import to_pdf;"
        "sys.stdout.buffer.write(to_pdf(words()))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "TZ": zone}, capture_output=True, check=True
        ).stdout
        for zone in ("UTC", "Europe/Berlin", "UTC", "Asia/Kolkata")
    }
    assert len(answers) == 1
    assert answers == {to_pdf(samples.words())}


def test_the_offsets_of_a_pdf_point_at_its_objects() -> None:
    data = to_pdf(samples.areas(), metadata=NOTE)
    table = data[int(data[data.rindex(b"startxref\n") + 10 :].split()[0]) :]
    assert table.startswith(b"xref\n")
    offsets = [int(found) for found in re.findall(rb"([0-9]{10}) 00000 n", table)]
    assert len(offsets) > 10
    assert all(data[offset:].startswith(b"%d 0 obj" % number) for number, offset in enumerate(offsets, start=1))


def test_painting_loads_no_widgets() -> None:
    code = (
        "import netexplorer.paint.png, netexplorer.paint.pdf, netexplorer.paint.svg, sys;"
        "from netexplorer.paint.fonts import gui_application, Fonts; app = gui_application(); Fonts();"
        "print(sorted(name for name in sys.modules if name.startswith(('PySide6.QtWidgets', 'pyqtgraph'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
