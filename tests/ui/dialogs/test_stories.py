"""Making a story with the hands: a view becomes a step, steps are ordered and edited, saved, printed, never lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QPushButton, QWidget

from netexplorer.graph.formats import native
from netexplorer.graph.network import build
from netexplorer.graph.schema import Step, Story
from netexplorer.session import additions
from netexplorer.session.session import Session
from netexplorer.ui.dialogs.stories import StoriesDialog
from netexplorer.ui.dialogs.storystep import StepDialog
from netexplorer.ui.saving import save_as
from netexplorer.ui.stories import print_to
from netexplorer.ui.window import MainWindow
from tests.session.examples import small_dataset
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle

W = TypeVar("W", bound=QWidget)
STEPS = (
    Step(title="First", text="One.", date="2012", sources=("s1", "s2#3"), extra={"mood": "calm"}),
    Step(title="Second", date="2014-04-05", select="actor:e"),
    Step(title="x" * 400, text="y"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "small.json"
    native.write(replace(small_dataset(), stories=(Story(id="one", title="One", steps=STEPS),)), path)
    return path


@pytest.fixture
def opened(make_window: MakeWindow, path: Path) -> MainWindow:
    return make_window(Session.open(path))


def dialog(window: MainWindow, command: str, kind: type[W]) -> W:
    window.actions_.run(command)
    settle()
    (found,) = window.findChildren(kind)
    return found


def stories(window: MainWindow) -> tuple[Story, ...]:
    return window.kit.session.net.dataset.stories


def close_unasked(window: MainWindow) -> None:
    additions.forget(window.kit.session)


# -- a view becomes a step


def test_the_view_becomes_the_last_step_with_what_was_typed(opened: MainWindow) -> None:
    session = opened.kit.session
    session.select("actor:e")
    asked = dialog(opened, "story-step", StepDialog)
    QTest.keyClicks(asked.title, "Third")
    QTest.keyClicks(asked.text, "What is seen.")
    asked.take()
    settle()
    step = stories(opened)[0].steps[-1]
    assert (step.title, step.text, step.select) == ("Third", "What is seen.", "actor:e")
    assert step.date == session.net.axis.text(session.view.t)
    assert opened.notice.notice is not None and "no file yet" in opened.notice.notice.text
    assert "not saved" in opened.windowTitle()
    opened.actions_.run("undo")
    assert stories(opened)[0].steps == STEPS
    close_unasked(opened)


def test_a_new_story_is_begun_where_there_is_none(make_window: MakeWindow) -> None:
    window = make_window()
    asked = dialog(window, "story-step", StepDialog)
    assert not asked.name.isHidden()
    QTest.keyClicks(asked.name, "Mine")
    asked.take()
    settle()
    assert [(story.id, story.title, len(story.steps)) for story in stories(window)] == [("mine", "Mine", 1)]
    assert window.actions_.by_id["story-play"].isEnabled()
    close_unasked(window)


def test_the_sources_of_what_is_selected_are_cited_unless_they_are_removed(opened: MainWindow) -> None:
    session = opened.kit.session
    net = session.net
    row = next(row for row in range(len(net.rel_ids)) if any(c.sources for c in net.relationship(row).changes))
    change = next(c for c in net.relationship(row).changes if c.sources)
    session.set_date(net.axis.parse(change.from_).earliest)
    session.select(f"relationship:{net.rel_ids[row]}")
    asked = dialog(opened, "story-step", StepDialog)
    assert asked.step().sources == tuple(dict.fromkeys(change.sources))
    asked.sources.cited.setCurrentRow(0)
    QTest.keyClick(asked.sources.cited, Qt.Key.Key_Delete)
    assert asked.step().sources == tuple(dict.fromkeys(change.sources))[1:]
    asked.reject()


# -- editing


def test_steps_are_ordered_edited_and_deleted_as_one_step_of_undo(opened: MainWindow) -> None:
    edit = dialog(opened, "stories", StoriesDialog)
    assert edit.steps.count() == 3
    edit.down.click()
    assert edit.steps.currentRow() == 1
    edit.title.setFocus()
    edit.title.selectAll()
    QTest.keyClicks(edit.title, "Renamed")
    edit.text.setPlainText("Other words.")
    for words in ("s1#7", "memoir"):
        QTest.keyClicks(edit.sources.add, words)
        QTest.keyClick(edit.sources.add, Qt.Key.Key_Return)
    edit.sources.cited.setCurrentRow(1)
    edit.sources.remove.click()
    edit.steps.setCurrentRow(2)
    edit.drop.click()
    QTest.keyClicks(edit.name, " more")
    assert stories(opened)[0].steps == STEPS
    edit.take()
    settle()
    (story,) = stories(opened)
    renamed = replace(STEPS[0], title="Renamed", text="Other words.", sources=("s1", "s1#7", "s2"))
    assert (story.title, story.steps) == ("One more", (STEPS[1], renamed))
    opened.actions_.run("undo")
    assert stories(opened)[0].steps == STEPS
    close_unasked(opened)


def test_what_is_only_looked_at_stays_as_it_is(opened: MainWindow) -> None:
    edit = dialog(opened, "stories", StoriesDialog)
    for row in range(3):
        edit.steps.setCurrentRow(row)
    edit.take()
    settle()
    assert stories(opened)[0].steps == STEPS
    assert additions.unsaved(opened.kit.session) == ()


def test_an_edit_of_the_words_does_not_cut_a_title_that_is_too_long_for_its_field(opened: MainWindow) -> None:
    edit = dialog(opened, "stories", StoriesDialog)
    edit.steps.setCurrentRow(2)
    edit.text.setPlainText("z")
    edit.take()
    settle()
    assert stories(opened)[0].steps[2] == replace(STEPS[2], text="z")
    close_unasked(opened)


def test_a_step_takes_the_present_view_and_keeps_its_words(opened: MainWindow) -> None:
    session = opened.kit.session
    session.select("actor:e")
    edit = dialog(opened, "stories", StoriesDialog)
    edit.update_view.click()
    edit.take()
    settle()
    step = stories(opened)[0].steps[0]
    assert (step.select, step.date) == ("actor:e", session.net.axis.text(session.view.t))
    assert (step.title, step.text, step.sources, step.extra) == ("First", "One.", ("s1", "s2#3"), {"mood": "calm"})
    close_unasked(opened)


def test_the_view_of_a_step_is_shown_in_the_window_and_can_be_undone(opened: MainWindow) -> None:
    session = opened.kit.session
    before = session.view
    edit = dialog(opened, "stories", StoriesDialog)
    edit.steps.setCurrentRow(1)
    edit.look.click()
    assert session.view.selected == "actor:e" and session.net.axis.text(session.view.t) == "2014-04-05"
    edit.reject()
    session.undo()
    assert session.view == before


def test_stories_are_made_and_deleted(opened: MainWindow) -> None:
    edit = dialog(opened, "stories", StoriesDialog)
    next(button for button in edit.findChildren(QPushButton) if button.text() == "New story").click()
    assert (edit.at, edit.steps.count(), edit.title.isEnabled()) == (1, 0, False)
    edit.drop_story.click()
    edit.drop_story.click()
    assert (edit.at, edit.name.isEnabled()) == (-1, False)
    edit.take()
    settle()
    assert stories(opened) == ()
    close_unasked(opened)


@pytest.mark.parametrize("size", [(1024, 700), (1600, 1000)])
def test_the_dialogs_fit_into_the_window(make_window: MakeWindow, path: Path, size: tuple[int, int]) -> None:
    window = make_window(Session.open(path), size)
    for command, kind in (("stories", StoriesDialog), ("story-step", StepDialog)):
        found = dialog(window, command, kind)
        assert found.width() <= size[0] and found.height() <= size[1]
        found.reject()
        settle()


# -- saving


def edited(window: MainWindow) -> None:
    edit = dialog(window, "stories", StoriesDialog)
    edit.drop.click()
    edit.take()
    settle()


def test_save_writes_the_file_and_the_title_says_so(opened: MainWindow, path: Path) -> None:
    assert not opened.actions_.by_id["save"].isEnabled()
    edited(opened)
    assert opened.actions_.by_id["save"].isEnabled()
    opened.actions_.run("save")
    settle()
    assert native.read(path).dataset.stories[0].steps == STEPS[1:]
    assert "not saved" not in opened.windowTitle()
    assert opened.kit.session.path == path
    assert not opened.actions_.by_id["save"].isEnabled()


def test_a_file_that_is_laid_out_otherwise_is_written_over_only_when_that_is_wished(
    make_window: MakeWindow, path: Path
) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", b"\n\n"))
    before = path.read_bytes()
    window = make_window(Session.open(path))
    edited(window)
    window.actions_.run("save")
    settle()
    (box,) = window.findChildren(QMessageBox)
    assert "not laid out" in box.informativeText() and box.textFormat() == Qt.TextFormat.PlainText
    press(box, "Cancel")
    assert path.read_bytes() == before
    window.actions_.run("save")
    settle()
    (box,) = window.findChildren(QMessageBox)
    press(box, "Write over it")
    assert native.read(path).dataset.stories[0].steps == STEPS[1:]


def press(box: QMessageBox, words: str) -> None:
    next(button for button in box.buttons() if button.text() == words).click()
    settle()


def test_what_ships_with_the_program_is_saved_under_another_name(
    make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from netexplorer.resources import default_dataset

    before, target = default_dataset().read_bytes(), tmp_path / "mine.json"
    chosen: Callable[..., tuple[str, str]] = lambda *_: (str(target), "")  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    window = make_window(Session.open(default_dataset()))
    edited(window)
    window.actions_.run("save")
    settle()
    assert default_dataset().read_bytes() == before
    assert len(native.read(target).dataset.stories[0].steps) == 12
    assert window.kit.session.path == target


def test_nothing_is_saved_or_suggested_among_what_ships_with_the_program(
    make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from netexplorer.resources import default_dataset

    shipped, suggested = default_dataset().parent, list[Path]()

    def choose(_window: QWidget, _title: str, near: str, _kinds: str) -> tuple[str, str]:
        suggested.append(Path(near))
        return str(shipped / "of-a-test.json"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window = make_window(Session.open(default_dataset()))
    window.store.change(export_folder=str(tmp_path))
    edited(window)
    window.actions_.run("save")
    settle()
    assert suggested == [tmp_path / default_dataset().name]
    assert not (shipped / "of-a-test.json").exists()
    assert window.notice.notice is not None and "comes with the program" in window.notice.notice.text
    close_unasked(window)


def test_a_name_without_an_ending_replaces_nothing_unasked(
    opened: MainWindow, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "there.json").write_text("precious")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\n\n"))
    chosen: Callable[..., tuple[str, str]] = lambda *_: (str(tmp_path / "there"), "")  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    monkeypatch.setattr("netexplorer.ui.dialogs.where.may", lambda *_: False)
    edited(opened)
    save_as(opened.kit, opened)
    settle()
    assert (tmp_path / "there.json").read_text() == "precious"
    close_unasked(opened)


def test_closing_asks_before_changes_are_lost(opened: MainWindow, path: Path) -> None:
    edited(opened)
    opened.close()
    assert opened.isVisible()
    (box,) = opened.findChildren(QMessageBox)
    assert box.text() == "Changes to stories are not saved."
    press(box, "Save…")
    assert native.read(path).dataset.stories[0].steps == STEPS[1:]
    opened.close()
    assert not opened.isVisible()


# -- on paper


def test_a_story_is_printed_from_the_window_as_from_the_command_line(
    opened: MainWindow, path: Path, tmp_path: Path
) -> None:
    from netexplorer.cli import run

    theirs, ours = tmp_path / "cli.pdf", tmp_path / "window.pdf"
    assert run(["story", str(path), "-o", str(theirs)]) == 0
    print_to(opened.kit, opened, stories(opened)[0], ours)
    settle()
    assert ours.read_bytes() == theirs.read_bytes()
    assert opened.notice.notice is not None and "saved as" in opened.notice.notice.text


def test_a_story_that_cannot_be_printed_says_so(opened: MainWindow, tmp_path: Path) -> None:
    print_to(opened.kit, opened, Story(id="x"), tmp_path / "out.pdf")
    assert opened.notice.notice is not None and "no steps" in opened.notice.notice.text
    assert not (tmp_path / "out.pdf").exists()
    print_to(opened.kit, opened, stories(opened)[0], tmp_path / "nowhere" / "out.pdf")
    assert opened.notice.notice is not None and "out.pdf" in opened.notice.notice.text


@pytest.mark.parametrize(("command", "kind"), [("stories", StoriesDialog), ("story-step", StepDialog)])
def test_enter_in_a_title_opens_no_list_and_closes_nothing(
    opened: MainWindow, command: str, kind: type[StoriesDialog] | type[StepDialog]
) -> None:
    asked = dialog(opened, command, kind)
    QTest.keyClick(asked.title, Qt.Key.Key_Return)
    settle()
    assert asked.isVisible() and not asked.story.findChildren(QMenu)
    asked.reject()


def test_a_camera_that_nobody_has_moved_is_kept_as_it_is(make_window: MakeWindow) -> None:
    step = Step(title="Near", date="2014-04-05", camera={"x": 1, "y": 2, "scale": 3})
    net = build(replace(small_dataset(), stories=(Story(id="one", title="One", steps=(step,)),)))
    window = make_window(Session(net))
    edit = dialog(window, "stories", StoriesDialog)
    edit.look.click()
    edit.update_view.click()
    assert edit.stories[0].steps[0].camera == step.camera
    window.canvas.zoom(2.0)
    edit.update_view.click()
    assert edit.stories[0].steps[0].camera["scale"] > 3
    edit.reject()
