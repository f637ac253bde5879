"""The doors to stories: which one is told or printed, and how other ones come into the dataset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.formats.reading import Cancelled, Progress, Wish
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.schema import Story
from netexplorer.render import PictureOptions
from netexplorer.scene.spatial import SpatialIndex, spatial_index
from netexplorer.session import storyedits
from netexplorer.session.notices import Level, Remedy
from netexplorer.session.reading import Ready, ready
from netexplorer.session.resolve import Xy
from netexplorer.session.session import Session
from netexplorer.session.story import Told, named, tell
from netexplorer.ui.kit import Kit

if TYPE_CHECKING:
    from netexplorer.ui.storywindow import StoryWindow
    from netexplorer.ui.window import MainWindow

JOB = "story"
EDIT, EXPORT = "story-edit", "story-export"


class _Wish(Struct, frozen=True, eq=False):
    """A story to be told on a network whose actors stand somewhere, if they do yet."""

    net: TemporalNetwork
    story: Story
    layout: str
    xy: Xy | None


class _Made(Struct, frozen=True, eq=False):
    """A story, what a session of its own needs, and where the actors stand."""

    wish: _Wish
    told: Told
    made: Ready
    index: SpatialIndex | None


def choose(kit: Kit, window: MainWindow, run: Callable[[Story], object]) -> QMenu | None:
    """Go on with the story there is, or with the one that is chosen of several from a menu."""
    stories = kit.session.net.dataset.stories
    if len(stories) < 2:
        for story in stories:
            run(story)
        return None
    menu = QMenu(window)
    for story in stories[:60]:
        menu.addAction(named(story)[:100].replace("&", "&&")).triggered.connect(_runner(run, story))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(window.mapToGlobal(QPoint(window.width() // 3, window.height() // 3)))
    menu.setActiveAction(menu.actions()[0])
    return menu


def _runner(run: Callable[[Story], object], story: Story) -> Callable[[], object]:
    return lambda: run(story)


def play(kit: Kit, window: MainWindow) -> None:
    """Tell a story full screen, chosen if there are several."""
    choose(kit, window, lambda story: begin(kit, window, story))


def begin(kit: Kit, window: MainWindow, story: Story) -> None:
    """Tell one story; a large network is made ready in the background."""
    session = kit.session
    window.player.set_playing(False)
    if not story.steps:
        session.notices.say(f"The story “{named(story)}” has no steps yet.")
        return
    layout = session.view.layout
    wish = _Wish(session.net, story, layout, session.positions() if session.has_positions() else None)

    def made(answer: _Made) -> None:
        _open(kit, window, answer)

    window.jobs.submit(JOB, wish, _make, made)


def _make(wish: _Wish, progress: Progress, cancelled: Wish) -> _Made:
    told = tell(wish.net, wish.story)
    made = ready(wish.net, told.steps[0].view)
    index = spatial_index(wish.xy) if wish.xy is not None and made.touching is not None else None
    return _Made(wish, told, made, index)


def _open(kit: Kit, window: MainWindow, made: _Made) -> StoryWindow:
    from netexplorer.ui.storywindow import StoryWindow  # not needed for the first picture

    session = Session.of(made.made)
    if made.wish.xy is not None:
        session.set_positions(made.wish.layout, made.wish.xy, made.index)
    story = StoryWindow(kit, session, made.told, window)
    story.start()
    return story


# -- other stories


def apply(kit: Kit, window: MainWindow, stories: Sequence[Story], said: str = "") -> None:
    """Put other stories into the dataset, as one step that can be undone; of a crowd in the background."""
    session = kit.session
    if tuple(stories) == session.net.dataset.stories:
        return

    def done(edited: storyedits.Edited) -> None:
        if storyedits.apply(session, edited) and said:
            remedy = Remedy("Save", lambda: window.shell.show("save"))
            session.notices.say(f"{said} It is in no file yet.", remedy=remedy)

    window.jobs.submit(EDIT, storyedits.Edit.of(session, stories), storyedits.work, done)


# -- on paper


class _Print(Struct, frozen=True, eq=False):
    """A story to be written as a PDF."""

    net: TemporalNetwork
    story: Story
    placed: dict[str, Xy]
    options: PictureOptions
    path: Path


def export(kit: Kit, window: MainWindow) -> None:
    """Write a story, chosen if there are several, as a PDF with a page for each step."""
    choose(kit, window, lambda story: ask_path(kit, window, story))


def ask_path(kit: Kit, window: MainWindow, story: Story) -> None:
    """Ask where to, then write."""
    from netexplorer.ui.dialogs.where import ask_where, folder

    near = folder(window.store.settings.export_folder) / f"{storyedits.plain_name(named(story))}.pdf"
    path = ask_where(window, "Export the story", near, "PDF (*.pdf)", (".pdf",))
    if path is not None:
        print_to(kit, window, story, path)


def print_to(kit: Kit, window: MainWindow, story: Story, path: Path) -> None:
    """Write the PDF in the background, with progress and a Stop."""
    session = kit.session
    options = PictureOptions(format="pdf", file=session.path.name if session.path else "")
    placed = {session.view.layout: session.positions()} if session.has_positions() else {}
    window.jobcard.say(EXPORT, f"Writing {path.name}")

    def done(written: Path) -> None:
        window.store.change(export_folder=str(written.parent))
        session.notices.say(f"The story is saved as {written}.")

    def failed(fault: Exception) -> None:
        if isinstance(fault, Cancelled):
            return
        if not isinstance(fault, UserError):
            raise fault
        session.notices.say(str(fault), level=Level.ERROR)

    window.jobs.submit(EXPORT, _Print(session.net, story, placed, options, path), _print, done, failed)


def _print(asked: _Print, progress: Progress, cancelled: Wish) -> Path:
    from netexplorer.publish.storybook import story_pdf
    from netexplorer.session.remembered import positions

    def placed(layout: str) -> Xy:
        if layout not in asked.placed:
            asked.placed[layout] = positions(asked.net, layout)
        return asked.placed[layout]

    told = tell(asked.net, asked.story)
    write_atomic(asked.path, story_pdf(asked.net, told, placed, asked.options, progress, cancelled))
    return asked.path
