"""The table of commands, and that each does what it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest

from netexplorer.graph.layouts import LAYOUTS
from netexplorer.resources import asset
from netexplorer.session.command import Command, Menu
from netexplorer.session.commands import COMMANDS, command
from netexplorer.session.session import Session
from netexplorer.session.settings import Theme
from netexplorer.session.shell import Door, Panel, Shell
from tests.session.examples import at, small


@dataclass
class FakeShell:
    """A window that only remembers what it was asked."""

    session: Session
    theme: Theme = "system"
    playing: bool = False
    speed: float = 1.0
    dwells: bool = False
    full_screen: bool = False
    asked: list[str] = field(default_factory=list)

    def panel_shown(self, panel: Panel) -> bool:
        return panel == "left"

    def ask_open(self) -> None:
        self.asked.append("open")

    def ask_add(self) -> None:
        self.asked.append("add")

    def open_clipboard(self) -> None:
        self.asked.append("open-clipboard")

    def show_how_read(self) -> None:
        self.asked.append("how-read")

    def show_recent(self) -> None:
        self.asked.append("open-recent")

    def reload(self) -> None:
        self.asked.append("reload")

    def show(self, door: Door) -> None:
        self.asked.append(door)

    def copy_picture(self) -> None:
        self.asked.append("copy-picture")

    def copy_rows(self) -> None:
        self.asked.append("copy-rows")

    def quit(self) -> None:
        self.asked.append("quit")

    def focus_search(self) -> None:
        self.asked.append("find")

    def ask_date(self) -> None:
        self.asked.append("go-to-date")

    def fit(self) -> None:
        self.asked.append("fit")

    def zoom(self, factor: float) -> None:
        self.asked.append("zoom-in" if factor > 1 else "zoom-out")

    def set_playing(self, playing: bool) -> None:
        self.playing = playing

    def set_speed(self, speed: float) -> None:
        self.speed = speed

    def set_dwells(self, dwells: bool) -> None:
        self.dwells = dwells

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme

    def toggle_panel(self, panel: Panel) -> None:
        self.asked.append(f"toggle-{panel}")

    def toggle_full_screen(self) -> None:
        self.full_screen = not self.full_screen


@pytest.fixture
def shell() -> FakeShell:
    net = small()
    return FakeShell(Session(net, at(net, "2010-01-01")))


def _run(shell: FakeShell, command_id: str) -> None:
    window: Shell = shell
    command(command_id).run(window)


def test_ids_and_shortcuts_are_unique() -> None:
    assert max(Counter(row.id for row in COMMANDS).values()) == 1
    keys = [key for row in COMMANDS for key in (row.shortcut, *row.more) if key]
    assert max(Counter(keys).values()) == 1


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.id)
def test_every_command_has_a_menu_a_title_a_tip_and_a_known_icon(row: Command) -> None:
    assert row.menu in Menu
    assert row.title
    assert row.tip
    assert not row.tip.endswith(".")
    assert row.shortcut or row.id == "about"
    assert not row.icon or asset(f"icons/{row.icon}.svg").is_file()


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.id)
def test_every_command_can_be_asked_and_run(row: Command, shell: FakeShell) -> None:
    assert isinstance(row.when(shell), bool)
    assert row.checked is None or isinstance(row.checked(shell), bool)
    row.run(shell)
    shell.session.frame()


@pytest.mark.parametrize(
    "name",
    ["open", "open-recent", "reload", "export", "copy-picture", "copy-rows", "quit", "find", "go-to-date", "fit",
     "zoom-in", "zoom-out", "toggle-left", "toggle-right", "problems", "shortcuts", "about"],
)  # fmt: skip
def test_what_needs_a_window_is_left_to_the_window(name: str, shell: FakeShell) -> None:
    _run(shell, name)
    assert shell.asked == [name]


def test_the_arrows_step_by_years_and_with_shift_by_changes(shell: FakeShell) -> None:
    text = shell.session.net.axis.text
    _run(shell, "year-next")
    assert text(shell.session.view.t) == "2011-01-01"
    _run(shell, "change-previous")
    assert text(shell.session.view.t) == "2010-07-01"
    _run(shell, "change-next")
    assert text(shell.session.view.t) == "2014-04-01"
    _run(shell, "year-previous")
    assert text(shell.session.view.t) == "2013-04-01"


def test_playing_from_the_end_begins_again(shell: FakeShell) -> None:
    shell.session.set_date(shell.session.net.last)
    _run(shell, "play")
    assert shell.playing
    assert shell.session.view.t < shell.session.net.last
    _run(shell, "play")
    assert not shell.playing


def test_lenses_go_round(shell: FakeShell) -> None:
    seen = []
    for _ in range(3):
        _run(shell, "lens-next")
        seen.append(shell.session.view.lens)
    assert seen == ["people", "", "core"]
    _run(shell, "lens-previous")
    assert shell.session.view.lens == ""


def test_there_is_a_command_for_every_layout(shell: FakeShell) -> None:
    for layout in LAYOUTS:
        _run(shell, f"layout-{layout.id}")
        assert shell.session.view.layout == layout.id


def test_ticks_follow_the_view(shell: FakeShell) -> None:
    _run(shell, "page-table")
    checked = {row.id for row in COMMANDS if row.checked and row.checked(shell)}
    assert checked == {"page-table", "toggle-ghosts", "layout-sides", "toggle-left", "theme-system"}


def test_what_the_legend_hides_can_be_shown_at_once_and_undone(shell: FakeShell) -> None:
    shell.session.toggle_hidden("states", "open")
    assert command("show-all").when(shell)
    _run(shell, "show-all")
    assert not command("show-all").when(shell)
    _run(shell, "undo")
    assert shell.session.view.hidden_states == ("open",)


def test_an_unknown_command_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        command("dance")


def test_from_event_to_event_and_back(shell: FakeShell) -> None:
    session = shell.session
    session.go_to("2014-01-01")
    _run(shell, "event-next")
    assert session.net.axis.text(session.view.t) == "2014-03-20"
    assert not command("event-next").when(shell)  # "far" touches nothing that is shown
    session.go_to("2015-01-01")
    _run(shell, "event-previous")
    assert session.net.axis.text(session.view.t) == "2014-03-20"


def test_story_speed_has_a_tick(shell: FakeShell) -> None:
    _run(shell, "dwell")
    assert shell.dwells
    checked = command("dwell").checked
    assert checked is not None
    assert checked(shell)
