"""Saving a page: the bytes of the command line, what it carries, and one sentence when it goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from netexplorer.cli import run
from netexplorer.resources import data_file
from netexplorer.session.session import Session
from netexplorer.ui.dialogs import page as dialog_page
from netexplorer.ui.dialogs.export import ExportDialog
from netexplorer.ui.dialogs.page import PageDialog
from netexplorer.ui.window import MainWindow
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle


@pytest.fixture
def bundled(make_window: MakeWindow) -> MainWindow:
    return make_window(Session.open(data_file("actors.json")))


@pytest.fixture
def dialog(bundled: MainWindow) -> PageDialog:
    bundled.kit.session.go_to("2021-11-01")
    settle()
    bundled.actions_.run("export-page")
    found = bundled.findChild(PageDialog)
    assert isinstance(found, PageDialog)
    return found


@pytest.mark.parametrize("flags", [[], ["--theme", "dark"], ["--lens", "core"], ["--no-stories"]])
def test_it_writes_the_bytes_of_the_command_line(dialog: PageDialog, tmp_path: Path, flags: list[str]) -> None:
    ours, theirs = tmp_path / "ours.html", tmp_path / "theirs.html"
    dialog.theme.choose("dark" if "dark" in flags else "auto")
    dialog.only_lens.setChecked("core" in flags)
    dialog.stories.setChecked("--no-stories" not in flags)
    session = dialog.kit.session
    dialog.save_to(ours)
    assert run(["page", str(data_file("actors.json")), "--date", "2021-11-01", *flags, "-o", str(theirs)]) == 0
    assert ours.read_bytes() == theirs.read_bytes()
    assert session.notices.latest is not None
    assert str(ours) in session.notices.latest.text


def test_stories_are_offered_where_there_are_any(dialog: PageDialog, make_window: MakeWindow) -> None:
    assert dialog.stories.isVisible()
    window = make_window(Session.open(data_file("alliances-1914.json")))
    assert not window.kit.session.net.dataset.stories
    window.actions_.run("export-page")
    other = window.findChild(PageDialog)
    assert isinstance(other, PageDialog)
    assert not other.stories.isVisible()


@pytest.mark.parametrize(("chosen", "expected"), [(None, "auto"), ("dark", "dark")])
def test_the_dialog_of_pictures_leads_to_it_with_the_theme_that_was_chosen(
    bundled: MainWindow, chosen: str | None, expected: str
) -> None:
    bundled.actions_.run("export")
    pictures = bundled.findChild(ExportDialog)
    assert isinstance(pictures, ExportDialog)
    if chosen is not None:
        pictures.form.theme.choose(chosen)
    pictures.page.click()
    found = bundled.findChild(PageDialog)
    assert isinstance(found, PageDialog)
    assert found.isVisible()
    assert not pictures.isVisible()
    assert found.theme.chosen == expected


def test_it_says_what_the_page_carries(dialog: PageDialog) -> None:
    assert "346 relationships and opens on 1 November 2021" in dialog.says.text()
    dialog.only_lens.setChecked(True)
    assert "346" not in dialog.says.text()


def test_what_is_too_large_is_said_before_a_file_is_asked_for(
    dialog: PageDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netexplorer.publish.page.build.MOST_RELATIONSHIPS", 100)
    dialog.tell()
    assert dialog.trouble.text().startswith("A page can show 100 relationships, and here are 346")
    assert not dialog.save.isEnabled()
    dialog.only_lens.setChecked(True)
    assert dialog.save.isEnabled()


def test_a_name_without_suffix_gets_one(dialog: PageDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dialog.suggested().name == "russia-nato-channels-2021-11-01.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    dialog.ask_path()
    assert (tmp_path / "mine.html").read_bytes().startswith(b"<!doctype html>")


def test_a_folder_that_is_not_there_is_told_in_a_sentence(dialog: PageDialog, tmp_path: Path) -> None:
    notices = dialog.kit.session.notices
    dialog.save_to(tmp_path / "nowhere" / "page.html")
    assert notices.latest is not None
    assert "folder does not exist" in notices.latest.text


def test_a_cancelled_page_is_not_written(dialog: PageDialog, tmp_path: Path) -> None:
    session = dialog.kit.session
    path = tmp_path / "page.html"
    request = dialog_page.PageRequest(session.net, session.view, session.positions(), dialog.options(), path)
    dialog_page.work(request, lambda _: None, lambda: True)
    assert not path.exists()
