"""A story told full screen: keys, buttons, the way between steps, and the window it was called from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from netexplorer.graph.formats import native
from netexplorer.graph.network import build
from netexplorer.graph.schema import Step, Story
from netexplorer.session.session import Session
from netexplorer.session.telling import GLIDE_S
from netexplorer.ui import storywindow
from netexplorer.ui.stories import choose
from netexplorer.ui.storywindow import StoryWindow
from netexplorer.ui.window import MainWindow
from tests.session.crowds import crowd_document
from tests.session.examples import at, small
from tests.ui.conftest import MakeWindow
from tests.ui.driving import date, settle

HOSTILE = "<img src=x onerror=alert(1)><b>bold</b>"
STEPS = (
    Step(title="First", text="One.\n\nTwo.", date="2012", sources=("gone",)),
    Step(title=HOSTILE, text=HOSTILE, date="2014-04-05", select="actor:gone", camera={"x": 5, "y": 6, "scale": 2}),
    Step(title="Last", date="2016", until="2018"),
)


@pytest.fixture(autouse=True)
def nothing_is_left_of_a_story() -> Iterator[None]:
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def window_with(make_window: MakeWindow, *stories: Story, **more: Any) -> MainWindow:
    net = build(replace(small().dataset, stories=stories))
    return make_window(Session(net, at(net, "2014-04-05")), **more)


class Clock:
    """Goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def playing(window: MainWindow, monkeypatch: pytest.MonkeyPatch, *, still: bool = False) -> tuple[StoryWindow, Clock]:
    monkeypatch.setattr(storywindow, "is_still", lambda: still)
    window.actions_.run("story-play")
    (story,) = window.findChildren(StoryWindow)
    story.resize(1024, 700)
    settle()
    clock = Clock()
    story._clock = clock
    story._timer.setInterval(10**6)  # the test says when time goes on
    return story, clock


@pytest.fixture
def told(make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[StoryWindow, Clock]]:
    window = window_with(make_window, Story(id="one", title="A story", steps=STEPS))
    story, clock = playing(window, monkeypatch)
    yield story, clock
    story.close()


def key(story: StoryWindow, which: Qt.Key) -> None:
    QTest.keyClick(story, which)
    settle()


def pass_time(story: StoryWindow, clock: Clock, seconds: float) -> None:
    for _ in range(round(seconds / 0.05)):
        clock.now += 0.05
        story.advance()


def test_the_first_step_is_shown_at_once_at_its_date(told: tuple[StoryWindow, Clock]) -> None:
    story, _ = told
    assert (story.place, story.is_moving, date(story.kit.session)) == (0, False, "2012-01-01")
    assert (story.card.title.text(), story.card.text.text()) == ("First", "One.\n\nTwo.")
    assert story.card.counter.text() == "1 of 3"


@pytest.mark.parametrize("forward", [Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Return])
@pytest.mark.parametrize("back", [Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace])
def test_keys_step_on_and_back(told: tuple[StoryWindow, Clock], forward: Qt.Key, back: Qt.Key) -> None:
    story, _ = told
    key(story, forward)
    assert story.place == 1
    key(story, back)
    assert story.place == 0
    key(story, back)
    assert story.place == 0


def test_the_ends_are_reached_by_home_and_end(told: tuple[StoryWindow, Clock]) -> None:
    story, _ = told
    key(story, Qt.Key.Key_End)
    assert story.place == 2
    key(story, Qt.Key.Key_Home)
    assert story.place == 0


def test_buttons_step_and_are_off_where_there_is_nothing_more(told: tuple[StoryWindow, Clock]) -> None:
    story, _ = told
    assert (story.card.previous.isEnabled(), story.card.next.isEnabled()) == (False, True)
    QTest.mouseClick(story.card.next, Qt.MouseButton.LeftButton)
    QTest.mouseClick(story.card.next, Qt.MouseButton.LeftButton)
    assert story.place == 2
    assert (story.card.previous.isEnabled(), story.card.next.isEnabled()) == (True, False)
    QTest.mouseClick(story.card.previous, Qt.MouseButton.LeftButton)
    assert story.place == 1


def test_date_and_camera_are_on_their_way_and_then_exactly_there(told: tuple[StoryWindow, Clock]) -> None:
    story, clock = told
    session = story.kit.session
    before = story.canvas.viewport()
    key(story, Qt.Key.Key_Right)
    assert story.is_moving and date(session) == "2012-01-01"
    assert story.canvas.viewport().scale == pytest.approx(before.scale)
    pass_time(story, clock, GLIDE_S / 2)
    middle = story.canvas.viewport()
    assert "2012-06" < date(session) < "2014"
    pass_time(story, clock, GLIDE_S)
    rest = session.view.camera
    assert not story.is_moving and date(session) == "2014-04-05"
    assert rest is not None and (rest.x, rest.y) == (5.0, 6.0)
    assert min(before.scale, rest.scale) < middle.scale < max(before.scale, rest.scale)


def test_the_positions_of_the_actors_do_not_move(told: tuple[StoryWindow, Clock]) -> None:
    story, clock = told
    places = story.kit.session.positions().tobytes()
    key(story, Qt.Key.Key_Right)
    pass_time(story, clock, 0.5)
    assert story.kit.session.frame().xy.tobytes() == places


def test_a_key_while_the_picture_is_on_its_way_goes_on_from_there(told: tuple[StoryWindow, Clock]) -> None:
    story, clock = told
    key(story, Qt.Key.Key_Right)
    pass_time(story, clock, 0.4)
    key(story, Qt.Key.Key_Right)
    assert story.place == 2
    pass_time(story, clock, 10.0)
    assert date(story.kit.session) == "2018-01-01"


def test_a_step_with_an_until_runs_through_its_time(told: tuple[StoryWindow, Clock]) -> None:
    story, clock = told
    key(story, Qt.Key.Key_End)
    pass_time(story, clock, GLIDE_S + 0.1)
    assert "2016-01-01" <= date(story.kit.session) < "2016-06"
    pass_time(story, clock, 2.0)
    assert "2016-06" < date(story.kit.session) < "2017-08"
    pass_time(story, clock, 3.0)
    assert date(story.kit.session) == "2018-01-01" and not story.is_moving


def test_where_the_desktop_wishes_no_animations_a_step_is_there_at_once(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_with(make_window, Story(id="one", steps=STEPS))
    story, _ = playing(window, monkeypatch, still=True)
    key(story, Qt.Key.Key_Right)
    assert not story.is_moving and date(story.kit.session) == "2014-04-05"
    story.close()


def test_escape_leaves_and_the_window_is_as_before(make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window = window_with(make_window, Story(id="one", steps=STEPS))
    session = window.kit.session
    session.select("actor:" + session.net.actor_ids[0])
    window.shell.set_playing(True)
    view, steps, geometry = session.view, len(session.history), window.geometry()
    story, _ = playing(window, monkeypatch)
    assert not window.shell.playing
    key(story, Qt.Key.Key_Right)
    key(story, Qt.Key.Key_Escape)
    assert window.findChildren(StoryWindow) == []
    assert (session.view, len(session.history), window.geometry()) == (view, steps, geometry)
    assert not window.legend.isHidden() and not window.dossier.isHidden()


def test_words_of_a_dataset_are_plain_text_and_what_is_gone_is_said(told: tuple[StoryWindow, Clock]) -> None:
    story, _ = told
    key(story, Qt.Key.Key_Right)
    assert story.card.title.text() == HOSTILE
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in story.card.findChildren(QLabel)
               if label.text())  # fmt: skip
    assert "There is no actor" in story.card.notes.text()


def test_a_story_without_steps_is_not_opened_but_told_of(make_window: MakeWindow) -> None:
    window = window_with(make_window, Story(id="one", title="Empty"))
    window.actions_.run("story-play")
    assert window.findChildren(StoryWindow) == []
    assert window.notice.notice is not None and "no steps" in window.notice.notice.text


def test_of_several_stories_one_is_chosen(make_window: MakeWindow) -> None:
    window = window_with(make_window, Story(id="one", title="A & b"), Story(id="two"))
    found: list[Story] = []
    menu = choose(window.kit, window, found.append)
    assert menu is not None and [action.text() for action in menu.actions()] == ["A && b", "two"]
    menu.actions()[1].trigger()
    assert [story.id for story in found] == ["two"]
    menu.close()


def test_without_stories_there_is_nothing_to_play(window: MainWindow) -> None:
    assert not window.actions_.by_id["story-play"].isEnabled()


def test_ten_thousand_steps_and_endless_words_are_shown_as_far_as_they_can_be_read(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [Step(text="x" * 100_000 + " שלום", title="t" * 5000)] * 10_000
    window = window_with(make_window, Story(id="one", steps=tuple(steps)))
    story, _ = playing(window, monkeypatch, still=True)
    key(story, Qt.Key.Key_End)
    assert story.card.counter.text() == "10000 of 10000"
    assert len(story.card.text.text()) < 30_000
    assert story.card.width() <= 480 and story.canvas.width() > 500
    story.close()


def test_the_card_leaves_the_network_room_at_every_size(told: tuple[StoryWindow, Clock]) -> None:
    story, _ = told
    for width, height in ((1024, 700), (1600, 1000), (2560, 1440), (700, 480)):
        story.resize(width, height)
        settle()
        assert story.canvas.width() >= width * 0.55
        assert story.card.x() == story.canvas.width()


def test_a_crowd_is_told_of_too(make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch, crowded: None) -> None:
    data = native.read_bytes(msgspec.json.encode(crowd_document()), "x").dataset
    steps = (Step(date="2001"), Step(date="2002", lens="few", select="actor:a1", camera={"x": 0, "y": 0, "scale": 1}))
    net = build(replace(data, stories=(Story(id="one", steps=steps),)))
    story, clock = playing(make_window(Session(net)), monkeypatch)
    assert story.kit.session.stage is not None
    key(story, Qt.Key.Key_Right)
    pass_time(story, clock, 3.0)
    settle()
    assert (date(story.kit.session), story.kit.session.view.lens) == ("2002-01-01", "few")
    story.close()


def test_a_step_holds_what_it_selects_outside_of_its_lens_and_whoever_was_dragged(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Step(title="A", date="2013", lens="people", select="relationship:e--w", pins={"bob": [9000, 0]})
    window = window_with(make_window, Story(id="one", title="A story", steps=(Step(title="B"), away)))
    story, _ = playing(window, monkeypatch, still=True)
    key(story, Qt.Key.Key_Right)
    frame, canvas = story.kit.session.frame(), story.canvas
    px = canvas.viewport().to_px(frame.xy[frame.actor_shown])
    assert len(px) >= 3
    assert ((px > 0) & (px < [canvas.width(), canvas.height()])).all()
    story.close()
