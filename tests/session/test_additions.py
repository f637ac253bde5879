"""A second file as one step of the session: undone, done again, saved, lost only if that is wished."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.native import write
from netexplorer.graph.merge import Choice
from netexplorer.session import additions
from netexplorer.session.adding import Found, Joining, Wanted, join, look, look_again, summary
from netexplorer.session.session import FileState, Session
from tests.session.examples import small_dataset

SECOND = {
    "format": "netexplorer/1",
    "actors": [{"id": "w", "name": "Westland", "description": "In the west"}, {"id": "n", "name": "Northland"}],
    "relationships": [
        {"source": "w", "target": "n", "changes": [{"from": "2001", "state": "open"}]},
        {
            "id": "bob--w",
            "source": "bob",
            "target": "w",
            "type": "remark",
            "changes": [{"from": "2016", "state": "severed"}],
        },
    ],
}


@pytest.fixture
def session(tmp_path: Path) -> Session:
    path = tmp_path / "small.json"
    write(small_dataset(), path)
    return Session.open(path)


@pytest.fixture
def second(tmp_path: Path) -> Path:
    path = tmp_path / "second.json"
    path.write_text(json.dumps(SECOND), encoding="utf-8")
    return path


def brought(session: Session, path: Path, choice: Choice = Choice()) -> Found:
    found = look(Wanted(path, session.net.dataset))
    additions.add(session, join(Joining.of(session, found, choice)), path)
    return found


def test_what_a_file_would_add_is_said_in_a_line(session: Session, second: Path) -> None:
    found = look(Wanted(second, session.net.dataset))
    assert summary(found.merge) == "1 new actor, 1 says more; 1 new relationship, 1 conflicts."


def test_an_addition_is_one_step_that_is_undone_and_done_again(session: Session, second: Path) -> None:
    before, path, n = session.net, session.path, len(session.net.actor_ids)
    heard: list[int] = []
    session.replaced.append(lambda: heard.append(len(session.net.actor_ids)))
    session.select("actor:e")
    brought(session, second)
    assert len(session.net.actor_ids) == n + 1
    assert session.view.selected == "actor:e"
    assert (session.path, additions.unsaved(session)) == (None, ("second.json",))
    session.select("actor:n")
    additions.undo(session)
    assert session.view.selected == "actor:e"
    additions.undo(session)
    assert (session.net, session.path, additions.unsaved(session)) == (before, path, ())
    assert additions.can_redo(session)
    additions.undo(session)
    assert session.view.selected == ""
    assert not additions.can_undo(session)
    additions.redo(session)
    additions.redo(session)
    assert len(session.net.actor_ids) == n + 1
    additions.redo(session)
    assert session.view.selected == "actor:n"
    assert heard == [n + 1, n, n + 1]


def test_another_step_forgets_the_addition_that_was_undone(session: Session, second: Path) -> None:
    brought(session, second)
    additions.undo(session)
    session.select("actor:w")
    assert not additions.can_redo(session)
    additions.redo(session)
    assert "n" not in session.net.actor_row


def test_the_files_are_not_touched_and_saving_makes_one_of_both(session: Session, second: Path, tmp_path: Path) -> None:
    files = {path: path.read_bytes() for path in tmp_path.iterdir()}
    brought(session, second)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files
    target = additions.wished_path(session)
    assert target == tmp_path / "small-second.json"
    write(session.net.dataset, target)
    additions.saved(session, target)
    assert additions.unsaved(session) == ()
    assert (session.path, session.file_state()) == (target, FileState.SAME)
    assert Session.open(target).net.dataset == session.net.dataset


def test_what_was_not_taken_stays_named(session: Session, second: Path) -> None:
    brought(session, second)
    told = [each.message for each in session.problems if each.code == "not-taken"]
    assert told == ['changes: "open from 2016" is kept; the added file had "severed from 2016".']


def test_a_second_addition_on_a_first_is_undone_before_it(session: Session, second: Path, tmp_path: Path) -> None:
    third = tmp_path / "third.csv"
    third.write_text("source,target\nWestland,Island\n", encoding="utf-8")
    brought(session, second)
    brought(session, third)
    assert additions.unsaved(session) == ("second.json", "third.csv")
    additions.undo(session)
    assert additions.unsaved(session) == ("second.json",)
    assert "Island" not in session.net.actor_row


def test_another_dataset_knows_nothing_of_the_addition(session: Session, second: Path) -> None:
    brought(session, second)
    session.open_dataset(second)
    assert additions.unsaved(session) == ()
    assert not additions.can_undo(session)


def test_times_that_do_not_agree_are_refused(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "seconds.json"
    document = {**SECOND, "time": {"kind": "number", "unit": "s"}, "as_of": 3, "relationships": []}
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(UserError, match="numbers that count s"):
        look(Wanted(path, session.net.dataset))


def test_what_is_decided_is_compared_anew_without_reading_again(session: Session, second: Path) -> None:
    found = look(Wanted(second, session.net.dataset))
    second.unlink()
    apart = look_again(Found(Wanted(second, session.net.dataset, {"w": False}), found.reading, found.merge))
    assert [actor.id for actor in join(Joining.of(session, apart, Choice())).net.dataset.actors][-2:] == ["w-2", "n"]
