"""The export dialog: the command line's bytes, a preview, and one sentence when it goes wrong."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox

from netexplorer.cli import run
from netexplorer.render import restore_file
from netexplorer.resources import data_file
from netexplorer.scene.lanetable import LaneFilter
from netexplorer.session.session import Session
from netexplorer.session.state import SheetDates
from netexplorer.ui.dialogs import picture_form
from netexplorer.ui.dialogs.export import ExportDialog
from netexplorer.ui.window import MainWindow
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def bundled(make_window: MakeWindow) -> MainWindow:
    return make_window(Session.open(data_file("actors.json")))


@pytest.fixture
def dialog(bundled: MainWindow) -> Iterator[ExportDialog]:
    bundled.kit.session.go_to("2021-11-01")
    settle()
    bundled.actions_.run("export")
    found = bundled.findChild(ExportDialog)
    assert isinstance(found, ExportDialog)
    found.form.width_.set_value(640)
    found.form.height_.set_value(400)
    yield found
    if shiboken6.isValid(found):
        found.close()


@pytest.mark.parametrize(
    ("suffix", "flags"),
    [
        ("png", ["--sources", "--dpi", "200"]),
        ("svg", ["--no-legend", "--theme", "dark"]),
        ("pdf", ["--view", "channels"]),
        ("png", ["--transparent", "--dates", "2003-01-01,2014-09-01"]),
    ],
)
def test_it_writes_the_bytes_of_the_command_line(
    dialog: ExportDialog, tmp_path: Path, suffix: str, flags: list[str]
) -> None:
    ours, theirs = tmp_path / f"ours.{suffix}", tmp_path / f"theirs.{suffix}"
    dialog.form.format.choose(suffix)
    dialog.form.theme.choose("dark" if "dark" in flags else "light")
    dialog.form.what.choose("channels" if "channels" in flags else "sheet" if "--dates" in flags else "network")
    dialog.form.dates.setText("2003-01-01, 2014-09-01")
    dialog.form.dpi.set_value(200 if "--dpi" in flags else 96)
    dialog.form.switches["sources"].setChecked("--sources" in flags)
    dialog.form.switches["legend"].setChecked("--no-legend" not in flags)
    dialog.form.switches["transparent"].setChecked("--transparent" in flags)
    dialog.save_to(ours)
    date = [] if "--dates" in flags else ["--date", "2021-11-01"]
    assert run(["render", str(data_file("actors.json")), *date, *flags, "--size", "640x400", "-o", str(theirs)]) == 0
    assert ours.read_bytes() == theirs.read_bytes()


def test_an_order_of_the_channels_is_exported_and_can_be_asked_for_in_a_terminal(
    bundled: MainWindow, tmp_path: Path
) -> None:
    session = bundled.kit.session
    session.go_to("2021-11-01")
    session.update(lanes_by="severing", lanes_of=LaneFilter(("severed", "suspended"), sides=("nato",)), page="channels")
    settle()
    bundled.actions_.run("export")
    dialog = bundled.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    dialog.form.format.choose("svg")
    dialog.form.width_.set_value(1200)
    dialog.form.height_.set_value(900)
    ours, theirs = tmp_path / "ours.svg", tmp_path / "theirs.svg"
    dialog.save_to(ours)
    flags = ["--view", "channels", "--lanes-by", "severing", "--size", "1200x900", "--date", "2021-11-01"]
    chosen = ["--lanes-of", "severed", "--lanes-of", "suspended", "--lanes-of", "side:nato"]
    assert run(["render", str(data_file("actors.json")), *flags, *chosen, "-o", str(theirs)]) == 0
    assert ours.read_bytes() == theirs.read_bytes()
    lanes = ElementTree.fromstring(ours.read_bytes()).iter("{http://www.w3.org/2000/svg}g")
    drawn = [group.get("id") for group in lanes if group.get("id") in session.net.rel_row]
    table = bundled.channels.timeline.picture().table
    assert drawn == [session.net.rel_ids[rel] for rel in table.rel.tolist()]
    assert 1 < len(drawn) < int(session.plan().channels.sum())
    assert restore_file(ours).view == session.view


def test_a_saved_picture_is_told_with_its_place_and_the_folder_remembered(
    dialog: ExportDialog, bundled: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "here.png"
    dialog.save_to(path)
    latest = bundled.kit.session.notices.latest
    assert latest is not None and latest.text == f"The picture is saved as {path}."
    assert bundled.store.settings.export_folder == str(tmp_path)
    assert not dialog.isVisible()


def test_the_preview_is_the_picture_made_small(dialog: ExportDialog) -> None:
    dialog.show_preview()
    first = dialog.picture.pixmap().toImage()
    assert abs(first.width() / first.height() - 1.6) < 0.02
    dialog.form.switches["legend"].setChecked(False)
    dialog.show_preview()
    assert dialog.picture.pixmap().toImage() != first


def test_a_full_disk_is_one_sentence_and_the_dialog_stays(
    dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    dialog.save_to(tmp_path / "x.png")
    assert "no space left on the disk" in dialog.trouble.text()
    assert not dialog.trouble.isHidden() and dialog.save.isEnabled()
    assert list(tmp_path.glob("*x.png*")) == []


@pytest.mark.parametrize(
    ("sheet", "flags"),
    [
        (SheetDates(step="5y"), ["--every", "5y"]),
        (SheetDates("changes", rel="nrc--russia", emphasis=False), ["--changes-of", "nrc--russia", "--no-emphasis"]),
    ],
)
def test_the_page_of_the_sheet_is_written_as_by_the_command_line(
    bundled: MainWindow, tmp_path: Path, sheet: SheetDates, flags: list[str]
) -> None:
    chosen = f"relationship:{sheet.rel}" if sheet.rel else ""  # as choosing it in the bar does
    bundled.kit.session.update(page="sheet", sheet=sheet, selected=chosen)
    settle()
    bundled.actions_.run("export")
    dialog = bundled.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog) and dialog.form.what.chosen == "sheet"
    ours, theirs = tmp_path / "ours.png", tmp_path / "theirs.png"
    dialog.save_to(ours)
    dialog.close()
    assert run(["render", str(data_file("actors.json")), *flags, "-o", str(theirs)]) == 0
    assert ours.read_bytes() == theirs.read_bytes()
    assert restore_file(ours).view.sheet == sheet


def test_a_folder_that_is_not_there_is_one_sentence(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.save_to(tmp_path / "nowhere" / "x.png")
    assert "its folder does not exist" in dialog.trouble.text()


def test_a_date_that_is_none_is_said_in_the_dialog(dialog: ExportDialog) -> None:
    dialog.form.what.choose("sheet")
    dialog.form.dates.setText("2003-01-01, soonish")
    dialog.show_preview()
    assert "soonish" in dialog.trouble.text()
    dialog.form.dates.setText("2003-01-01")
    dialog.show_preview()
    assert dialog.trouble.isHidden()


def test_the_picture_can_be_copied(dialog: ExportDialog) -> None:
    dialog.copy_picture()
    data = bytes(QGuiApplication.clipboard().mimeData().data("image/png").data())
    image = QImage.fromData(data)
    assert (image.width(), image.height()) == (640, 400)


def test_the_file_name_says_what_it_shows(dialog: ExportDialog) -> None:
    assert dialog.suggested().name == "russia-nato-channels-2021-11-01.png"
    dialog.form.format.choose("pdf")
    dialog.form.what.choose("sheet")
    assert dialog.suggested().name == "russia-nato-channels-sheet.pdf"


def answer(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


@pytest.mark.parametrize(
    ("typed", "written"), [("map", "map.png"), ("map.v2", "map.v2.png"), ("map.PNG", "map.PNG"), ("map.svg", "map.svg")]
)
def test_a_name_gets_the_suffix_of_its_format(
    dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, written: str
) -> None:
    answer(monkeypatch, tmp_path / typed)
    dialog.save.click()
    assert [each.name for each in tmp_path.glob("map*")] == [written]
    assert (tmp_path / written).read_bytes().startswith(b"<?xml" if written.endswith("svg") else b"\x89PNG")


def test_a_file_that_gets_its_suffix_here_is_not_replaced_unasked(
    dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "map.png").write_bytes(b"precious")
    answer(monkeypatch, tmp_path / "map")
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.No)
    dialog.save.click()
    assert (tmp_path / "map.png").read_bytes() == b"precious" and dialog.isVisible()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    dialog.save.click()
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


def test_a_folder_without_permission_is_one_sentence(
    dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("tempfile.mkstemp", closed)
    answer(monkeypatch, tmp_path / "x.png")
    dialog.save.click()
    assert "you have no permission to write there" in dialog.trouble.text()
    assert dialog.isVisible() and dialog.save.isEnabled()


def test_no_answer_of_the_file_dialog_changes_nothing(dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    dialog.save.click()
    assert dialog.isVisible() and dialog.trouble.isHidden()


def test_everything_is_filled_in_and_drawn_when_it_opens(bundled: MainWindow) -> None:
    bundled.actions_.run("export")
    found = bundled.findChild(ExportDialog)
    assert isinstance(found, ExportDialog)
    fields = [field for field in found.form.findChildren(QLineEdit) if field.isVisibleTo(found)]
    assert len(fields) >= 3 and all(field.text() for field in fields)
    assert not found.picture.pixmap().isNull() or found.picture.text() == "Drawing…"
    found.close()


def test_dates_of_a_sheet_are_sought_once_somebody_wants_one(
    bundled: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[int] = []

    def seek(*_: object) -> tuple[int, ...]:
        sought.append(1)
        return (bundled.kit.session.net.first, bundled.kit.session.net.last)

    monkeypatch.setattr(picture_form, "telling_dates", seek)
    bundled.actions_.run("export")
    found = bundled.findChild(ExportDialog)
    assert isinstance(found, ExportDialog)
    assert not sought
    for what in ("sheet", "network", "sheet"):
        found.form.what.choose(what)
    assert len(sought) == 1
    assert found.form.dates.text().count(",") == 1
    found.close()


def test_a_copied_picture_is_the_one_the_dialog_offers_first(bundled: MainWindow, tmp_path: Path) -> None:
    bundled.kit.session.go_to("2021-11-01")
    bundled.canvas.zoom(1.3)
    settle()
    bundled.actions_.run("copy-picture")
    copied = bytes(QGuiApplication.clipboard().mimeData().data("image/png").data())
    bundled.actions_.run("export")
    found = bundled.findChild(ExportDialog)
    assert isinstance(found, ExportDialog)
    found.save_to(tmp_path / "x.png")
    assert copied == (tmp_path / "x.png").read_bytes()


def test_a_tick_is_drawn_in_a_box_that_is_on(dialog: ExportDialog) -> None:
    box = dialog.form.switches["legend"]
    settle()
    place = QRect(box.mapTo(dialog, QPoint(0, 0)), QSize(24, box.height()))
    ink = QColor(f"#{dialog.kit.style.on_accent & 0xFFFFFF:06x}")
    seen = dialog.grab(place).toImage()
    assert any(seen.pixelColor(x, y) == ink for x in range(6, 16) for y in range(6, seen.height() - 6))


def test_a_size_chosen_from_the_list_is_that_of_the_picture(dialog: ExportDialog) -> None:
    dialog.form.size_.choose("hd")
    options = dialog.form.request().options
    assert (options.width, options.height) == (1920, 1080)
    assert dialog.form.size_.chosen == "hd"
