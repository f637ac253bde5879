"""The legend that is also the filter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from netexplorer.graph.network import build
from netexplorer.graph.schema import Actor, Change, Dataset, Relationship
from netexplorer.graph.testimony import Testimony
from netexplorer.session.session import Session
from netexplorer.ui.panels.legend import EntryButton, Section
from netexplorer.ui.window import MainWindow
from tests.session.examples import at, small
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle


def row(window: MainWindow, field: str, label: str) -> EntryButton:
    return next(each for each in window.legend.sections[field].rows if each.face.label.whole() == label)


def labels(window: MainWindow, field: str) -> list[str]:
    return [each.face.label.whole() for each in window.legend.sections[field].rows]


def click(button: EntryButton, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, modifiers)
    settle()


def test_a_click_hides_and_undo_shows_again(window: MainWindow) -> None:
    session = window.kit.session
    click(row(window, "sides", "East"))
    assert session.view.hidden_sides == ("east",)
    assert not row(window, "sides", "East").isChecked()
    session.undo()
    settle()
    assert session.view.hidden_sides == ()
    assert row(window, "sides", "East").isChecked()


def test_a_second_click_shows_again(window: MainWindow) -> None:
    for _ in range(2):
        click(row(window, "families", "Channel"))
    assert window.kit.session.view.hidden_families == ()


def test_alt_click_shows_only_this_and_a_second_time_everything(window: MainWindow) -> None:
    limited = row(window, "states", "Limited")
    click(limited, Qt.KeyboardModifier.AltModifier)
    assert set(window.kit.session.view.hidden_states) == {"open", "suspended", "severed"}
    click(limited, Qt.KeyboardModifier.AltModifier)
    assert window.kit.session.view.hidden_states == ()


@pytest.mark.parametrize(
    ("modifiers", "hidden"),
    [(Qt.KeyboardModifier.NoModifier, {"east"}), (Qt.KeyboardModifier.AltModifier, {"west"})],
)
def test_space_clicks_and_does_not_play(window: MainWindow, modifiers: Qt.KeyboardModifier, hidden: set[str]) -> None:
    window.activateWindow()
    east = row(window, "sides", "East")
    east.setFocus()
    QTest.keyClick(east, Qt.Key.Key_Space, modifiers)
    settle()
    assert set(window.kit.session.view.hidden_sides) == hidden
    assert not window.player.playing


def test_a_row_says_what_it_is_to_those_who_cannot_see_it(window: MainWindow) -> None:
    assert row(window, "states", "Limited").accessibleName() == "Limited, 1 channel, shown"
    click(row(window, "states", "Limited"))
    assert row(window, "states", "Limited").accessibleName() == "Limited, 1 channel, hidden"


def test_another_date_changes_counts_and_no_widget(window: MainWindow) -> None:
    before = [id(button) for section in window.legend.sections.values() for button in section.rows]
    assert row(window, "states", "Open").face.count.text() == "0"
    window.kit.session.go_to("2005-01-01")
    settle()
    assert row(window, "states", "Open").face.count.text() == "2"
    assert [id(button) for section in window.legend.sections.values() for button in section.rows] == before


def test_the_ghosts_of_what_has_ended_are_switched_here(window: MainWindow) -> None:
    click(row(window, "states", "Ended"))
    assert window.kit.session.view.ghosts is False
    window.legend.sections["states"].all.click()
    assert window.kit.session.view.ghosts is True


def test_only_kinds_that_the_lens_has_are_listed(make_window: MakeWindow) -> None:
    net = small()
    window = make_window(Session(net, at(net, "2014-04-05", lens="core")))
    session = window.kit.session
    session.update(lens="")
    settle()
    assert labels(window, "kinds") == ["State", "Person", "Office"]


def test_a_lens_is_chosen_from_the_list(window: MainWindow) -> None:
    ids = window.kit.session.lens_ids()
    other = next(ident for ident in ids if ident != window.kit.session.view.lens)
    menu = window.legend.lens.open_list()
    assert [action.isChecked() for action in menu.actions()].count(True) == 1
    menu.close()
    window.legend.lens.choose(other)
    settle()
    assert window.kit.session.view.lens == other


def test_there_is_room_for_every_count_that_may_come(window: MainWindow) -> None:
    face = row(window, "families", "Channel").face
    usual = face.count.place.width()
    face.make_room("110\u2009698")
    assert face.count.place.width() >= face.count.letters.width("110\u2009698") > usual
    face.make_room("7")
    assert face.count.place.width() == usual


def test_certainty_is_counted_and_a_click_leaves_the_doubtful_out(window: MainWindow) -> None:
    window.kit.session.go_to("2018-03-10")
    settle()
    key = window.legend.doubts
    assert key.isVisible()
    assert key.possible.face.count.text() == "1"
    assert key.possible.accessibleName() == "Only possibly, 1 channels"
    disputed = key.buttons["undisputed"]
    assert (disputed.face.label.whole(), disputed.face.count.text()) == ("Sources disagree", "1")
    click(disputed)
    assert window.kit.session.view.testimony == Testimony(undisputed=True)
    assert not disputed.isChecked()
    assert disputed.face.count.text() == "1"  # what is hidden still counts
    window.kit.session.undo()
    settle()
    assert disputed.isChecked()


def test_a_state_says_how_many_are_in_it_only_possibly(window: MainWindow) -> None:
    window.kit.session.go_to("2018-03-10")
    settle()
    severed = next(
        each for each in window.legend.sections["states"].rows if each.face.label.whole().startswith("Severed")
    )
    assert severed.face.label.whole() == "Severed · 1 possibly"
    assert "of which 1 only possibly" in severed.accessibleName()
    assert "1 severed (1 only possibly)" in window.status.counts.whole()
    window.kit.session.go_to("2018-04-01")
    settle()
    assert severed.face.label.whole() == "Severed"


def test_a_dataset_without_doubt_has_no_word_of_it(make_window: MakeWindow) -> None:
    actors = (Actor(id="a"), Actor(id="b"))
    rel = Relationship(source="a", target="b", changes=(Change(from_="2000-01-01", state="open"),))
    window = make_window(Session(build(Dataset(actors=actors, relationships=(rel,)))))
    assert not window.legend.doubts.isVisible()


def test_states_keep_room_for_as_many_as_there_are_channels_not_for_all_relationships(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms: dict[str, int] = {}
    monkeypatch.setattr(Section, "rebuild", lambda section, rows, most: rooms.update({section.field: most}))
    net = window.kit.session.net
    channels = int(net.is_channel.sum())
    assert 0 < channels < len(net.rel_ids)
    window.legend.apply(window.kit.session.frame(), frozenset({"data"}))
    assert rooms["states"] == channels
    assert rooms["families"] == len(net.rel_ids)
    assert rooms["sides"] == rooms["kinds"] == len(net.actor_ids)
