"""The dialog of the report: its first page, the command line's bytes, and one sentence when it goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6

from netexplorer.cli import run
from netexplorer.resources import data_file
from netexplorer.session.session import Session
from netexplorer.ui.dialogs.report import ReportDialog
from netexplorer.ui.window import MainWindow
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle


@pytest.fixture
def bundled(make_window: MakeWindow) -> MainWindow:
    return make_window(Session.open(data_file("actors.json")))


@pytest.fixture
def dialog(bundled: MainWindow) -> Iterator[ReportDialog]:
    bundled.kit.session.go_to("2015-01-01")
    settle()
    bundled.actions_.run("export-report")
    found = bundled.findChild(ReportDialog)
    assert isinstance(found, ReportDialog)
    yield found
    if shiboken6.isValid(found):
        found.close()


@pytest.mark.parametrize(("suffix", "compare"), [("pdf", "2013-01-01"), ("md", "2013-01-01"), ("pdf", "")])
def test_it_writes_the_bytes_of_the_command_line(
    dialog: ReportDialog, tmp_path: Path, suffix: str, compare: str
) -> None:
    (tmp_path / "theirs").mkdir()
    ours, theirs = tmp_path / f"a.{suffix}", tmp_path / "theirs" / f"a.{suffix}"
    dialog.compare.setText(compare)
    dialog.save_to(ours)
    flags = ["--compare", compare] if compare else []
    assert run(["report", str(data_file("actors.json")), "--date", "2015-01-01", *flags, "-o", str(theirs)]) == 0
    assert {path.name: path.read_bytes() for path in tmp_path.glob("a.*")} == {
        path.name: path.read_bytes() for path in theirs.parent.iterdir()
    }


def test_the_first_page_is_shown(dialog: ReportDialog) -> None:
    settle()
    page = dialog.picture.pixmap()
    assert page.height() > page.width() > 100


def test_a_date_that_is_none_is_said_in_the_dialog(dialog: ReportDialog) -> None:
    dialog.compare.setText("soonish")
    dialog.show_preview()
    assert "soonish" in dialog.trouble.text()
    dialog.compare.setText("2013")
    dialog.show_preview()
    assert dialog.trouble.isHidden()


def test_a_folder_that_is_not_there_is_one_sentence(dialog: ReportDialog, tmp_path: Path) -> None:
    dialog.save_to(tmp_path / "nowhere" / "a.pdf")
    assert "its folder does not exist" in dialog.trouble.text() and dialog.save.isEnabled()


def test_the_date_that_is_compared_with_in_the_window_is_compared_with_here(bundled: MainWindow) -> None:
    session = bundled.kit.session
    session.update(compare=session.net.axis.parse("2013-01-01").earliest)
    bundled.actions_.run("export-report")
    dialog = bundled.findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog) and dialog.compare.text() == "2013-01-01"
    dialog.close()


def test_the_file_name_says_what_it_tells(dialog: ReportDialog) -> None:
    assert dialog.suggested().name == "russia-nato-channels-2015-01-01.pdf"
    dialog.format.choose("md")
    assert dialog.suggested().suffix == ".md" and "PNG" in dialog.says.text()
