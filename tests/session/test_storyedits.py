"""Stories that are made and changed: one step that is undone, kept until it is saved, and written where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.formats import native
from netexplorer.graph.schema import Dataset, Step, Story
from netexplorer.resources import default_dataset
from netexplorer.session import additions, saving, storyedits
from netexplorer.session.session import Session
from netexplorer.session.storyedits import Edit, moved, new_story, offered, what_is_shown, with_step
from tests.session.examples import small_dataset

ONE = Story(id="one", title="One", steps=(Step(title="First", extra={"mood": "calm"}),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "small.json"
    native.write(replace(small_dataset(), stories=(ONE,)), path)
    return path


@pytest.fixture
def session(path: Path) -> Session:
    session = Session.open(path)
    session.set_positions("sides", session.positions() + 1)
    return session


def change(session: Session, *stories: Story) -> None:
    assert storyedits.apply(session, storyedits.work(Edit.of(session, stories)))


TWO = replace(ONE, steps=(*ONE.steps, Step(title="Second")))


def test_a_change_is_one_step_that_is_undone_and_done_again(session: Session, path: Path) -> None:
    heard: list[int] = []
    session.replaced.append(lambda: heard.append(len(session.net.dataset.stories[0].steps)))
    session.select("actor:e")
    view, places = session.view, session.positions().tobytes()
    change(session, TWO)
    assert session.net.dataset.stories == (TWO,)
    assert (session.view, session.positions().tobytes()) == (view, places)
    assert (session.path, additions.unsaved(session)) == (None, ("changes to stories",))
    additions.undo(session)
    assert session.net.dataset.stories == (ONE,)
    assert (session.path, additions.unsaved(session)) == (path, ())
    additions.undo(session)
    assert session.view.selected == ""
    additions.redo(session)
    additions.redo(session)
    assert session.net.dataset.stories == (TWO,)
    assert heard == [2, 1, 2]


def test_nothing_but_the_stories_is_different(session: Session) -> None:
    before = session.net.dataset
    frame = session.frame()
    change(session, TWO)
    assert replace(session.net.dataset, stories=before.stories) == before
    assert session.frame().states.tobytes() == frame.states.tobytes()


def test_a_change_of_a_dataset_that_is_no_longer_open_is_forgotten(session: Session, path: Path) -> None:
    edited = storyedits.work(Edit.of(session, (TWO,)))
    session.open_dataset(path)
    assert not storyedits.apply(session, edited)
    assert session.net.dataset.stories == (ONE,)


def test_where_the_view_went_meanwhile_it_stays(session: Session) -> None:
    edited = storyedits.work(Edit.of(session, (TWO,)))
    session.select("actor:e")
    storyedits.apply(session, edited)
    assert session.view.selected == "actor:e"


def test_what_would_be_lost_is_said(session: Session, tmp_path: Path) -> None:
    change(session, TWO)
    assert additions.loss(session) == "Changes to stories are not saved."
    session.added = replace(session.added, names=("b.csv",))
    assert additions.loss(session) == "b.csv was added and not saved. Changes to stories are not saved."


# -- saving


def test_changes_are_written_to_the_file_they_belong_to_and_it_stays_canonical(session: Session, path: Path) -> None:
    change(session, TWO)
    target = saving.target(session)
    assert target is not None and target.path == path
    assert saving.concerns(target)[1] == ()
    additions.saved(session, saving.write((target.dataset, path)))
    assert (session.path, additions.unsaved(session), saving.can_save(session)) == (path, (), False)
    read = native.read(path).dataset
    assert read.stories == (TWO,)
    assert native.to_bytes(read) == path.read_bytes()


def test_a_change_after_saving_is_saved_to_the_same_file(session: Session, path: Path) -> None:
    change(session, TWO)
    additions.saved(session, saving.write((session.net.dataset, path)))
    change(session)
    target = saving.target(session)
    assert target is not None and target.path == path and saving.concerns(target)[1] == ()


def test_a_file_laid_out_by_hand_or_changed_meanwhile_is_not_written_over_unasked(session: Session, path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", b"\n\n"))
    opened = Session.open(path)
    change(opened, TWO)
    target = saving.target(opened)
    assert target is not None
    (layout,) = saving.concerns(target)[1]
    assert "not laid out as netexplorer writes it" in layout
    path.write_bytes(path.read_bytes() + b"\n")
    changed, _ = saving.concerns(target)[1]
    assert "changed on disk" in changed


def test_parts_that_could_not_be_read_are_told_of_before_they_are_lost(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"format": "netexplorer/1", "actors": [{"id": "a"}, 7], "relationships": []}', encoding="utf-8")
    opened = Session.open(path)
    change(opened, ONE)
    target = saving.target(opened)
    assert target is not None
    assert any("1 part of the file could not be read" in said for said in saving.concerns(target)[1])


@pytest.mark.parametrize("is_relative", [False, True])
def test_what_ships_with_the_program_is_never_written_over(is_relative: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(default_dataset().parent.parent)
    path = default_dataset()
    opened = Session.open(path.relative_to(path.parent.parent) if is_relative else path)
    change(opened)
    assert saving.target(opened) is None
    assert additions.wished_path(opened).name == "actors.json"


def test_a_file_of_another_program_is_saved_under_a_name_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("source,target,start\na,b,1998\n", encoding="utf-8")
    opened = Session.open(path)
    change(opened, ONE)
    assert saving.target(opened) is None
    with pytest.raises(UserError, match="no name for a netexplorer dataset"):
        saving.write((opened.net.dataset, path))


def test_columns_are_saved_as_columns(session: Session, path: Path) -> None:
    columns = path.with_suffix(".netx")
    saving.write((session.net.dataset, columns))
    opened = Session.open(columns)
    change(opened, TWO)
    target = saving.target(opened)
    assert target is not None and saving.concerns(target)[1] == ()
    saving.write((target.dataset, columns))
    assert Session.open(columns).net.dataset.stories == (TWO,)


# -- what is offered, and the parts of a change


def test_the_sources_of_what_is_selected_are_offered(session: Session) -> None:
    net = session.net
    row = next(row for row in range(len(net.rel_ids)) if net.relationship(row).changes[-1:] and
               net.relationship(row).changes[-1].sources)  # fmt: skip
    last = net.relationship(row).changes[-1]
    session.set_date(net.axis.parse(last.from_).earliest)
    session.select(f"relationship:{net.rel_ids[row]}")
    assert offered(net, session.view) == tuple(dict.fromkeys(last.sources))
    session.select("")
    assert offered(net, session.view) == ()


def test_the_view_is_said_in_a_line(session: Session) -> None:
    session.select("actor:e")
    assert what_is_shown(session.net, session.view).endswith(f"{session.net.name(session.net.actor_row['e'])} · "
                                                             "all of the network")  # fmt: skip


def test_a_new_story_has_an_id_of_its_own() -> None:
    assert new_story((), "Côte – d’Azur!").id == "cote-dazur" or new_story((), "Côte – d’Azur!").id == "cote-d-azur"
    assert new_story((Story(id="a"),), "A").id == "a-2"
    assert new_story((), "日本").id == "story"


def test_steps_are_added_at_the_end_and_moved_as_far_as_there_are_places() -> None:
    (found,) = with_step((ONE,), "one", Step(title="Second"))
    assert [step.title for step in found.steps] == ["First", "Second"]
    assert with_step((ONE,), "two", Step()) == (ONE,)
    steps = tuple(Step(title=name) for name in "abc")
    assert [step.title for step in moved(steps, 0, 1)] == ["b", "a", "c"]
    assert [step.title for step in moved(steps, 2, -5)] == ["c", "a", "b"]
    assert moved(steps, 2, 1) == steps


def test_a_crowd_keeps_its_places(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.session.crowds import crowd_network, session_at, small_limits

    small_limits(monkeypatch)
    opened = session_at(crowd_network())
    assert opened.stage is not None
    places = opened.positions().tobytes()
    change(opened, ONE)
    assert opened.stage is not None and opened.has_positions() and opened.positions().tobytes() == places
    assert opened.net.dataset.stories == (ONE,)
    additions.undo(opened)
    assert opened.net.dataset.stories == ()


def test_a_dataset_without_a_file_can_have_stories() -> None:
    from netexplorer.graph.network import build

    opened = Session(build(Dataset()))
    change(opened, ONE)
    assert saving.target(opened) is None
    assert additions.wished_path(opened) == Path("network.json")
