"""The film dialog: the command line's pictures, a preview to run through, and one sentence when it goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from netexplorer.cli import run
from netexplorer.paint.films import png_of
from netexplorer.publish.film import make
from netexplorer.publish.film.make import FilmRequest
from netexplorer.publish.film.options import usual
from netexplorer.resources import data_file
from netexplorer.session.notices import Level
from netexplorer.session.session import Session
from netexplorer.ui import filming
from netexplorer.ui.dialogs.film import FilmDialog
from netexplorer.ui.window import MainWindow
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FLAGS = ["--from", "2013", "--to", "2015", "--seconds", "2", "--fps", "5", "--size", "640x360"]


@pytest.fixture
def bundled(make_window: MakeWindow) -> MainWindow:
    return make_window(Session.open(data_file("actors.json")))


@pytest.fixture
def dialog(bundled: MainWindow) -> Iterator[FilmDialog]:
    bundled.kit.session.go_to("2014-06-01")
    settle()
    bundled.actions_.run("film")
    found = bundled.findChild(FilmDialog)
    assert isinstance(found, FilmDialog)
    form = found.form
    form.format.choose("folder")
    form.start.setText("2013")
    form.end.setText("2015")
    for field, number in ((form.seconds, 2), (form.fps, 5), (form.width_, 640), (form.height_, 360)):
        field.set_value(number)
    found.show_preview()
    yield found
    if shiboken6.isValid(found):
        found.close()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_picture_of_it_is_that_of_the_command_line(dialog: FilmDialog, tmp_path: Path, look: str) -> None:
    flags = [*FLAGS, "--theme", look, "-o", str(tmp_path / "theirs")]
    assert run(["film", str(data_file("actors.json")), *flags]) == 0
    dialog.form.theme.choose(look)
    for number in (7, 0, 4):
        dialog.scrubber.setValue(number)
        dialog.show_preview()
        assert dialog._seen is not None and dialog._seen.number == number
        assert png_of(dialog._seen.image) == (tmp_path / "theirs" / f"{number + 1:04d}.png").read_bytes()
    dialog.save_to(tmp_path / "ours")
    ours = {path.name: path.read_bytes() for path in (tmp_path / "ours").iterdir()}
    assert ours == {path.name: path.read_bytes() for path in (tmp_path / "theirs").iterdir()}
    assert len(ours) == 10


def test_a_story_is_filmed_as_on_the_command_line(dialog: FilmDialog, tmp_path: Path) -> None:
    assert not dialog.form.story.isVisible()
    flags = ["--story", "closing", "--fps", "1", "--size", "320x180", "-o", str(tmp_path / "theirs")]
    assert run(["film", str(data_file("actors.json")), *flags]) == 0
    form = dialog.form
    form.start.setText("soon")  # the dates of a story are its own
    form.pace.choose("story")
    assert form.story.isVisible() and not form.start.isEnabled() and not form.seconds.isEnabled()
    for field, number in ((form.fps, 1), (form.width_, 320), (form.height_, 180)):
        field.set_value(number)
    for number in (9, 60):
        dialog.scrubber.setValue(number)
        dialog.show_preview()
        assert dialog._seen is not None and dialog._seen.number == number
        assert png_of(dialog._seen.image) == (tmp_path / "theirs" / f"{number + 1:04d}.png").read_bytes()
    assert dialog.scrubber.maximum() + 1 == len(list((tmp_path / "theirs").iterdir()))


def test_it_begins_with_the_date_of_the_window(dialog: FilmDialog) -> None:
    dialog.form.seconds.set_value(60)
    dialog.show_preview()
    assert dialog._seen is not None
    assert dialog._seen.date in ("June 2014", "July 2014")
    assert 0 < dialog.scrubber.value() < dialog.scrubber.maximum() == 299


def test_it_says_how_long_and_how_large_the_film_will_be(dialog: FilmDialog) -> None:
    assert dialog.says.text().startswith("10 pictures, about ")
    assert dialog.place.text().endswith(" / 0:02")
    dialog.form.pace.choose("changes")
    dialog.show_preview()
    assert not dialog.form.seconds.isEnabled()
    assert dialog.scrubber.maximum() > 50


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2015", "2013", "The film would begin on 2015-01-01"),
        ("2050", "2060", "The dataset says nothing about"),
        ("soon", "2015", "'soon' is no date"),
    ],
)
def test_a_wrong_wish_is_one_sentence_and_nothing_can_be_saved(
    dialog: FilmDialog, start: str, end: str, words: str
) -> None:
    dialog.form.start.setText(start)
    dialog.form.end.setText(end)
    dialog.show_preview()
    assert words in dialog.trouble.text() and dialog.trouble.isVisible()
    assert not dialog.save.isEnabled()
    dialog.form.start.setText("2013")
    dialog.form.end.setText("2015")
    dialog.show_preview()
    assert not dialog.trouble.isVisible() and dialog.save.isEnabled()


def test_an_odd_video_is_told_what_would_do(dialog: FilmDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netexplorer.ui.dialogs.film_form.find_encoder", lambda: "ffmpeg")
    dialog.form.format.choose("mp4")
    dialog.form.height_.set_value(360)
    dialog.form.width_.set_value(641)
    dialog.show_preview()
    assert "Try 642x360" in dialog.trouble.text()


def test_each_format_brings_a_length_and_a_size_that_suit_it(dialog: FilmDialog) -> None:
    dialog.form.format.choose("gif")
    form = dialog.form
    assert (form.fps.value(), form.seconds.value(), form.width_.value(), form.height_.value()) == (10, 20, 960, 540)
    assert form.size_.chosen == "small"
    form.size_.choose("square")
    assert (form.width_.value(), form.height_.value()) == (1080, 1080)


def test_a_saved_film_is_told_with_its_place_and_the_folder_remembered(
    dialog: FilmDialog, bundled: MainWindow, tmp_path: Path
) -> None:
    dialog.save_to(tmp_path / "here")
    latest = bundled.kit.session.notices.latest
    assert latest is not None and latest.text == f"The film is saved as {tmp_path / 'here'}."
    assert bundled.store.settings.export_folder == str(tmp_path)
    assert not dialog.isVisible()


def test_a_film_that_fails_is_told_in_one_sentence(dialog: FilmDialog, bundled: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "here").write_text("not a folder")
    dialog.save_to(tmp_path / "here")
    latest = bundled.kit.session.notices.latest
    assert latest is not None and latest.level is Level.ERROR
    assert latest.text.startswith("The film was not made: ") and "it is a file" in latest.text


def test_a_film_of_very_many_pictures_is_asked_about(dialog: FilmDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(*arguments: object) -> QMessageBox.StandardButton:
        asked.append(str(arguments[2]))
        return QMessageBox.StandardButton.No

    monkeypatch.setattr(QMessageBox, "question", answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("nobody said yes"))
    dialog.form.seconds.set_value(20_000)
    dialog.form.pace.choose("even")
    dialog.form.fps.set_value(5)
    dialog.show_preview()
    dialog.ask_path()
    assert len(asked) == 1 and "100,000 pictures, about" in asked[0]


def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Until this is set no film is begun."""
    gate, made = threading.Event(), make.make_film

    def slowly(*arguments: Any) -> object:
        gate.wait(30)
        return made(*arguments)

    monkeypatch.setattr(make, "make_film", slowly)
    return gate


def test_while_a_film_is_made_another_has_to_wait_and_it_can_be_stopped(
    make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = held(monkeypatch)
    window = make_window(Session.open(data_file("actors.json")), threaded=True)
    try:
        window.actions_.run("film")
        dialog = window.findChild(FilmDialog)
        assert isinstance(dialog, FilmDialog)
        dialog.form.format.choose("folder")
        filming.start(window.kit, window.jobs, dialog._request(dialog.form.options(), tmp_path / "film"))
        assert filming.is_at_work(window.jobs)
        qtbot.waitUntil(lambda: dialog._seen is not None, timeout=20_000)
        dialog._tell()
        assert not dialog.save.isEnabled() and "Another film is being made" in dialog.says.text()
        window.close()
        (box,) = window.findChildren(QMessageBox)
        assert window.isVisible() and "A film is being made" in box.text()
        box.reject()
        assert window.isVisible() and filming.is_at_work(window.jobs)
        filming.card(window.jobs)[1]()
        assert not filming.is_at_work(window.jobs)
        dialog._tell()
        assert dialog.save.isEnabled()
        dialog.close()
    finally:
        gate.set()
    window.jobs.close()
    assert not (tmp_path / "film").exists()


def test_a_window_that_is_closed_all_the_same_ends_its_film_and_leaves_nothing(
    make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = held(monkeypatch)
    window = make_window(Session.open(data_file("actors.json")), threaded=True)
    options = replace(usual(window.kit.session.net, "folder"), seconds=1.0, hold=0.1)
    session = window.kit.session
    filming.start(
        window.kit, window.jobs, FilmRequest(session.net, session.view, session.positions(), options, tmp_path / "film")
    )
    try:
        window.close()
        (box,) = window.findChildren(QMessageBox)
        next(button for button in box.buttons() if button.text() == "Lose it and close").click()
        assert not window.isVisible()
    finally:
        gate.set()
    window.jobs.close()
    assert list(tmp_path.glob("*film*")) == []
