"""The program as it is installed, in a real X server, driven with keys and mouse from outside."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import pytest

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import build
from netexplorer.resources import default_dataset
from netexplorer.scene.style import load_style
from tests.real.conftest import Start
from tests.real.screen import ROOT, Box, Gone, Program, Screen, changed, densest, is_colour, until

DATASET = str(default_dataset().relative_to(ROOT))
STYLE = load_style("light")
RUSSIA = STYLE.side_argb(build(open_dataset(default_dataset()).dataset))[0]
# Where the parts are on a window of 1600 × 1000.
NETWORK = Box(250, 90, 1260, 640)
DOSSIER = Box(1275, 90, 1600, 630)
TIMELINE = Box(250, 650, 1600, 965)
LANES = Box(520, 790, 1580, 960)
CHANGED_PX = 300  # a caret that blinks or a button that lights up is less


@pytest.fixture
def program(start: Start) -> Program:
    program = start("open", DATASET)
    until("the actors at their places", lambda: russia(program.screen)[2] > 100)
    settled(program.screen)
    return program


def russia(screen: Screen) -> tuple[int, int, int]:
    """The middle of the largest mark of the Russian side, and how many pixels it has."""
    x, y, count = densest(is_colour(screen.pixels(NETWORK), RUSSIA), 18, 18)
    return NETWORK.left + x, NETWORK.top + y, count


def settled(screen: Screen) -> None:
    """Wait until nothing moves any more."""
    last = [screen.pixels()]

    def is_still() -> bool:
        before, last[0] = last[0], screen.pixels()
        return changed(before, last[0]) < CHANGED_PX

    until("a picture that stands still", is_still)


class sees_change:
    """Inside the block something is done; at its end the pixels of a part have to have changed."""

    def __init__(self, screen: Screen, box: Box, what: str) -> None:
        self._screen, self._box, self._what = screen, box, what

    def __enter__(self) -> None:
        self._before = self._screen.pixels(self._box)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            until(self._what, lambda: changed(self._before, self._screen.pixels(self._box)) > CHANGED_PX)


def shows(program: Program, date: str) -> None:
    until(f"{date} in the title, not {program.date}", lambda: program.date == date)


def flag(screen: Screen) -> tuple[int, int]:
    """The middle of the date flag."""
    x, y, count = densest(is_colour(screen.pixels(TIMELINE), STYLE.flag), 60, 16)
    assert count > 400, "no date flag on the timeline"
    return TIMELINE.left + x, TIMELINE.top + y


def left_at(settings: Path) -> dict[str, object]:
    """The view the program remembered when it closed."""
    (view,) = msgspec.json.decode(settings.read_bytes())["views"].values()
    return view


def test_it_opens_at_a_telling_date_and_leaves_nothing_behind(program: Program, settings: Path) -> None:
    shows(program, "1 November 2021")
    assert program.screen.title(program.window) == "1 November 2021 — Russia–NATO channels — netexplorer"
    assert program.screen.size(program.window) == (1600, 1000)
    assert russia(program.screen)[2] > 100
    program.screen.key("ctrl+q")
    assert program.wait_closed() == 0
    until("the end of every process", lambda: not program.processes())
    assert program.words() == ""
    assert left_at(settings)["lens"] == "core"


def test_a_first_start_fits_the_screen(start: Start, tmp_path: Path) -> None:
    program = start("open", DATASET, settings=tmp_path / "nothing" / "settings.json")
    width, height = program.screen.size(program.window)
    assert 800 <= width <= 1600
    assert 600 <= height <= 1000


def test_keys_move_time_and_the_picture_follows(program: Program) -> None:
    screen = program.screen
    with sees_change(screen, NETWORK, "another network a year before"), sees_change(screen, TIMELINE, "the flag move"):
        screen.key("Left")
        shows(program, "1 November 2020")
    screen.key("Right")
    shows(program, "1 November 2021")
    screen.key("shift+Left")
    until("an earlier change", lambda: program.date.endswith(" 2021") and program.date != "1 November 2021")
    screen.key("shift+Right")
    shows(program, "1 November 2021")
    with sees_change(screen, NETWORK, "the network at the beginning"):
        screen.key("Home")
        until("the beginning", lambda: program.date.endswith((" 1990", " 1991", " 1992")))
    screen.key("End")
    until("the end", lambda: program.date.endswith((" 2022", " 2023", " 2024")))


def test_a_date_can_be_typed_and_taken_back(program: Program) -> None:
    screen = program.screen
    with sees_change(screen, NETWORK, "the network of 2009"):
        type_date(program, "5 March 2009")
        shows(program, "5 March 2009")
    type_date(program, "2014-04-01")
    shows(program, "1 April 2014")
    screen.key("ctrl+z")
    shows(program, "5 March 2009")
    screen.key("ctrl+z")
    shows(program, "1 November 2021")
    screen.key("ctrl+shift+z")
    shows(program, "5 March 2009")


def type_date(program: Program, text: str) -> None:
    settled(program.screen)  # else a flag that still moves would be taken for the field
    with sees_change(program.screen, TIMELINE, "the field for the date"):
        program.screen.key("ctrl+t")
    program.screen.key("ctrl+a")
    program.screen.type(text)
    program.screen.key("Return")


def test_a_date_that_is_none_is_refused_in_words(program: Program) -> None:
    type_date(program, "2021-13-01")
    settled(program.screen)
    assert program.date == "1 November 2021"
    program.screen.key("Escape")
    program.screen.key("Left")
    shows(program, "1 November 2020")


def test_space_lets_time_pass_and_stops_it(program: Program) -> None:
    screen = program.screen
    type_date(program, "1998-01-01")
    shows(program, "1 January 1998")
    screen.key("space")
    seen = {program.date}
    until("five dates go by", lambda: seen.add(program.date) or len(seen) >= 5)
    screen.key("space")
    settled(screen)
    stopped = program.date
    assert stopped != "1 January 1998"
    with sees_change(screen, NETWORK, "a year before"):
        screen.key("Left")
    assert int(program.date[-4:]) == int(stopped[-4:]) - 1


def test_the_date_flag_can_be_dragged(program: Program) -> None:
    screen = program.screen
    x, y = flag(screen)
    with sees_change(screen, NETWORK, "the network of an earlier date"):
        screen.drag((x, y), (x - 500, y))
        until("an earlier decade", lambda: 1995 < int(program.date[-4:]) < 2015)
    assert abs(flag(screen)[0] - (x - 500)) < 40
    screen.key("ctrl+z")
    shows(program, "1 November 2021")


def test_an_actor_and_a_lane_can_be_selected(program: Program, settings: Path) -> None:
    screen = program.screen
    with sees_change(screen, DOSSIER, "the page of the actor"), sees_change(screen, NETWORK, "the actor lit up"):
        x, y, _ = russia(screen)
        screen.click(x, y)
    with sees_change(screen, DOSSIER, "the page of the relationship"):
        x, y, count = densest(is_colour(screen.pixels(LANES), STYLE.best), 60, 8)
        assert count > 300, "no open lane"
        screen.click(LANES.left + x, LANES.top + y)
    screen.key("ctrl+q")
    assert program.wait_closed() == 0
    assert str(left_at(settings)["selected"]).startswith("relationship:")


def test_the_wheel_zooms_the_network_and_the_years(program: Program) -> None:
    screen = program.screen
    for name, box in (("the network", NETWORK), ("the years", LANES)):
        before = screen.pixels(box)
        for _ in range(3):
            screen.click((box.left + box.right) // 2, (box.top + box.bottom) // 2, button=4)
        until(f"{name} larger", lambda box=box, before=before: changed(before, screen.pixels(box)) > 5_000)
    assert program.date == "1 November 2021"


def test_the_three_pages_are_a_key_apart_and_remembered(program: Program, settings: Path) -> None:
    screen = program.screen
    pictures = [screen.pixels(NETWORK)]
    for keys in ("ctrl+2", "ctrl+3"):
        with sees_change(screen, NETWORK, f"another page after {keys}"):
            screen.key(keys)
        settled(screen)
        pictures.append(screen.pixels(NETWORK))
    assert all(changed(one, other) > 5_000 for one, other in itertools.combinations(pictures, 2))
    screen.key("ctrl+q")
    assert program.wait_closed() == 0
    assert left_at(settings)["page"] == "table"


def test_a_lens_shows_more_and_comes_back_after_a_restart(program: Program, start: Start) -> None:
    screen = program.screen
    with sees_change(screen, NETWORK, "the next lens"):
        screen.key("ctrl+l")
    type_date(program, "1999-04-01")
    shows(program, "1 April 1999")
    settled(screen)
    screen.move(5, 990)
    settled(screen)
    before = screen.pixels(NETWORK)
    screen.key("ctrl+q")
    assert program.wait_closed() == 0
    again = start("open", DATASET)
    shows(again, "1 April 1999")
    until("the same network again", lambda: changed(before, screen.pixels(NETWORK)) == 0)


def test_the_export_dialog_opens_and_closes(program: Program) -> None:
    screen = program.screen
    screen.key("ctrl+e")
    until("the export dialog", lambda: screen.windows("Export"))
    dialog = screen.windows("Export")[0]
    program.focus(dialog)
    screen.key("Escape")
    until("the dialog gone", lambda: not screen.windows("Export"))
    program.focus(program.window)
    screen.key("Left")
    shows(program, "1 November 2020")


def test_a_file_that_cannot_be_read_is_one_sentence_and_no_window(start: Start, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(Gone, match=r"ended with 1: netexplorer: .*broken\.json"):
        start("open", str(broken))
