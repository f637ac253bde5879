"""The session: updates, undo, other datasets, the file on disk."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import numpy as np
import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.native import write
from netexplorer.session.opening import default_view
from netexplorer.session.session import FileState, Session
from netexplorer.session.state import Camera, ViewState
from tests.session.examples import DOCUMENT, at, small, small_dataset


@pytest.fixture
def session() -> Session:
    net = small()
    return Session(net, at(net, "2010-01-01"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.json"
    write(small_dataset(), path)
    return path


def test_listeners_hear_of_the_old_and_the_new_view(session: Session) -> None:
    heard: list[tuple[bool, bool]] = []
    session.changed.append(lambda old, new: heard.append((old.ghosts, new.ghosts)))
    session.update(ghosts=False)
    session.update(ghosts=False)
    session.undo()
    assert heard == [(True, False), (False, True)]


def test_undo_and_redo_change_the_view(session: Session) -> None:
    before = session.view
    session.select("actor:e")
    session.undo()
    assert session.view == before
    session.redo()
    assert session.view.selected == "actor:e"


def test_scrubbing_is_one_step_of_undo(session: Session) -> None:
    start = session.view.t
    for step in range(1, 9):
        session.set_date(start + step * 86_400, "scrub")
    session.undo()
    assert session.view.t == start


def test_selecting_what_does_not_exist_selects_nothing(session: Session) -> None:
    session.select("actor:nobody")
    assert session.view.selected == ""


def test_a_legend_entry_is_hidden_and_shown_again(session: Session) -> None:
    session.toggle_hidden("sides", "west")
    session.toggle_hidden("sides", "east")
    assert session.view.hidden_sides == ("east", "west")
    session.toggle_hidden("sides", "west")
    assert session.view.hidden_sides == ("east",)


def test_showing_only_one_entry_and_then_all_again(session: Session) -> None:
    ids = ("open", "limited", "suspended", "severed")
    session.show_only("states", "limited", ids)
    assert session.view.hidden_states == ("open", "severed", "suspended")
    session.show_only("states", "limited", ids)
    assert session.view.hidden_states == ()


def test_a_drag_pins_one_actor_in_one_step(session: Session) -> None:
    session.pin(1, 3.0, 4.0)
    session.pin(1, 5.0, 6.0)
    assert session.view.pins == (("w", 5.0, 6.0),)
    session.undo()
    assert session.view.pins == ()
    session.redo()
    session.unpin(1)
    assert session.view.pins == ()


def test_a_typed_date_is_taken_at_its_earliest_instant_within_the_span(session: Session) -> None:
    session.go_to(" 2014-04 ")
    assert session.net.axis.text(session.view.t) == "2014-04-01"
    session.go_to("1066")
    assert session.view.t == session.net.first
    assert session.notices.latest is not None
    with pytest.raises(UserError, match="2021-13-01"):
        session.go_to("2021-13-01")


def test_a_view_from_elsewhere_loses_the_ids_that_do_not_exist(session: Session) -> None:
    session.apply_view(
        ViewState(
            t=5, lens="gone", hidden_sides=("west", "gone"), hidden_families=("channel", "gone"), layout="gone",
            pins=(("e", 1.0, 2.0), ("gone", 1.0, 2.0), ("w", float("nan"), 0.0)), selected="actor:gone",
            camera=Camera(float("inf"), 0, 1), span=(9, 3),
        )
    )  # fmt: skip
    assert session.view == ViewState(
        t=session.net.first, lens="core", hidden_sides=("west",), hidden_families=("channel",), pins=(("e", 1.0, 2.0),)
    )
    session.frame()


def test_opening_a_file_replaces_everything_and_says_so(session: Session, file: Path) -> None:
    heard: list[str] = []
    session.replaced.append(lambda: heard.append("replaced"))
    session.update(ghosts=False)
    session.open_dataset(file)
    assert (heard, session.path, session.history.can_undo) == (["replaced"], file, False)
    assert session.view.ghosts


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b'{"format": "other/3"}'])
def test_a_file_that_cannot_be_opened_leaves_everything_as_it_was(
    session: Session, tmp_path: Path, content: bytes
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(content)
    net, view = session.net, session.view
    heard: list[str] = []
    session.replaced.append(lambda: heard.append("replaced"))
    with pytest.raises(UserError):
        session.open_dataset(bad)
    assert (session.net is net, session.view, session.path, heard) == (True, view, None, [])


def test_a_folder_or_nothing_in_place_of_a_file_is_told(session: Session, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.json"):
        with pytest.raises(UserError):
            session.open_dataset(path)


def test_the_session_notices_that_the_file_was_replaced_or_has_vanished(file: Path) -> None:
    session = Session.open(file)
    assert session.file_state() is FileState.SAME
    os.utime(file, ns=(1, 1))
    assert session.file_state() is FileState.REPLACED
    session.reload()
    assert session.file_state() is FileState.SAME
    file.unlink()
    assert session.file_state() is FileState.VANISHED
    with pytest.raises(UserError):
        session.reload()


def test_reloading_stays_at_the_same_view(file: Path) -> None:
    session = Session.open(file)
    session.update(selected="actor:e", ghosts=False)
    view = session.view
    session.reload()
    assert session.view == view


def dated(path: Path, *dates: str) -> Path:
    relationships = [{"source": "e", "target": "w", "changes": [{"from": date, "state": "open"} for date in dates]}]
    path.write_bytes(msgspec.json.encode({**DOCUMENT, "as_of": "", "events": [], "relationships": relationships}))
    return path


def test_a_date_that_the_mended_file_does_not_reach_becomes_the_nearest_one(tmp_path: Path) -> None:
    session = Session.open(dated(tmp_path / "mended.json", "1900-01-01", "2010-01-01"))
    session.go_to("1900-01-01")
    session.update(span=(session.view.t, session.view.t + 365 * 86_400))
    dated(tmp_path / "mended.json", "2000-01-01", "2010-01-01")
    session.reload()
    assert session.net.axis.text(session.view.t) == "2000-01-01"
    assert session.view.span is None


def test_a_mended_file_that_had_no_dates_is_shown_where_it_opens(tmp_path: Path) -> None:
    session = Session.open(dated(tmp_path / "mended.json"))
    session.update(selected="actor:e")
    dated(tmp_path / "mended.json", "2000-01-01", "2010-01-01", "2200-01-01")
    session.reload()
    assert session.view.t == default_view(session.net).t
    assert session.view.selected == "actor:e"


def test_positions_are_kept_for_each_layout_and_survive_a_change_of_date(session: Session) -> None:
    circle = session.positions()
    assert not session.has_positions()
    assert len(np.unique(circle, axis=0)) == len(session.net.actor_ids)
    found = np.zeros((len(session.net.actor_ids), 2), dtype=np.float32)
    session.set_positions("sides", found)
    assert session.has_positions()
    assert np.array_equal(session.frame().xy, found)
    session.update(layout="force")
    assert session.positions() is circle
    session.update(layout="sides", t=session.net.last)
    assert np.array_equal(session.frame().xy, found)


def test_the_stops_are_the_changes_of_shown_channels(session: Session) -> None:
    text = session.net.axis.text
    assert [text(tick) for tick in session.stops().tolist()] == [
        "1998-01-01", "2000-01-01", "2010-07-01", "2014-04-01", "2014-04-11", "2018-03-01",
    ]  # fmt: skip
    session.update(hidden_families=("channel",))
    assert [text(tick) for tick in session.stops().tolist()] == ["2005-05-05", "2015-05-06"]


def test_the_whole_dataset_is_a_lens_when_no_lens_shows_everything(session: Session) -> None:
    assert session.lens_ids() == ("core", "people", "")
