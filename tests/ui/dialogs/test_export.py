"""The export dialog: the command line's bytes, a preview, and one sentence when it goes wrong."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication, QImage

from netexplorer.cli import run
from netexplorer.resources import data_file
from netexplorer.session.session import Session
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
    dialog.form.what.choose("channels" if "channels" in flags else "years" if "--dates" in flags else "network")
    dialog.form.dates.setText("2003-01-01, 2014-09-01")
    dialog.form.dpi.set_value(200 if "--dpi" in flags else 96)
    dialog.form.switches["sources"].setChecked("--sources" in flags)
    dialog.form.switches["legend"].setChecked("--no-legend" not in flags)
    dialog.form.switches["transparent"].setChecked("--transparent" in flags)
    dialog.save_to(ours)
    date = [] if "--dates" in flags else ["--date", "2021-11-01"]
    assert run(["render", str(data_file("actors.json")), *date, *flags, "--size", "640x400", "-o", str(theirs)]) == 0
    assert ours.read_bytes() == theirs.read_bytes()


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
    first = dialog._pixels.toImage()
    assert abs(first.width() / first.height() - 1.6) < 0.02
    dialog.form.switches["legend"].setChecked(False)
    dialog.show_preview()
    assert dialog._pixels.toImage() != first


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


def test_a_folder_that_is_not_there_is_one_sentence(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.save_to(tmp_path / "nowhere" / "x.png")
    assert "its folder does not exist" in dialog.trouble.text()


def test_a_date_that_is_none_is_said_in_the_dialog(dialog: ExportDialog) -> None:
    dialog.form.what.choose("years")
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
    dialog.form.what.choose("years")
    assert dialog.suggested().name == "russia-nato-channels-years.pdf"
