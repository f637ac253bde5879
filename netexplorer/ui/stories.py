"""The doors to stories: which one is told, and the session it is told in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.schema import Story
from netexplorer.scene.spatial import SpatialIndex, spatial_index
from netexplorer.session.jobs import Cancelled, Progress
from netexplorer.session.reading import Ready, ready
from netexplorer.session.resolve import Xy
from netexplorer.session.session import Session
from netexplorer.session.story import Told, named, tell
from netexplorer.ui.kit import Kit

if TYPE_CHECKING:
    from netexplorer.ui.storywindow import StoryWindow
    from netexplorer.ui.window import MainWindow

JOB = "story"


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


def _make(wish: _Wish, progress: Progress, cancelled: Cancelled) -> _Made:
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
