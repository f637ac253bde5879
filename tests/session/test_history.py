"""Undo and redo as a list of views."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from netexplorer.session.history import History
from netexplorer.session.state import ViewState

pushes = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["", "", "scrub", "drag"])), max_size=30)


def _filled(steps: list[tuple[int, str]]) -> History:
    history = History(ViewState(t=0))
    for t, key in steps:
        history.push(ViewState(t=t), key)
    return history


@given(pushes, st.integers(0, 40))
def test_undoing_n_steps_and_redoing_n_steps_comes_back(steps: list[tuple[int, str]], n: int) -> None:
    history = _filled(steps)
    last, possible = history.now, min(n, len(history) - 1)
    for _ in range(possible):
        history.undo()
    for _ in range(possible):
        history.redo()
    assert history.now == last


@given(pushes)
def test_undoing_everything_comes_to_the_first_view(steps: list[tuple[int, str]]) -> None:
    history = _filled(steps)
    while history.can_undo:
        history.undo()
    assert history.now == ViewState(t=0)


@given(pushes)
def test_the_view_pushed_last_is_the_one_that_counts(steps: list[tuple[int, str]]) -> None:
    assert _filled(steps).now.t == (steps[-1][0] if steps else 0)


def test_a_scrub_is_one_step() -> None:
    history = _filled([(1, "scrub"), (2, "scrub"), (3, "scrub")])
    assert history.undo().t == 0
    assert history.redo().t == 3


def test_two_scrubs_are_two_steps_when_the_gesture_was_ended() -> None:
    history = _filled([(1, "scrub"), (2, "scrub")])
    history.seal()
    history.push(ViewState(t=3), "scrub")
    assert history.undo().t == 2


def test_pushing_the_same_view_again_is_no_step() -> None:
    history = _filled([(1, ""), (1, "")])
    assert history.undo().t == 0


def test_a_new_step_forgets_what_was_undone() -> None:
    history = _filled([(1, ""), (2, "")])
    history.undo()
    history.push(ViewState(t=9))
    assert not history.can_redo
    assert history.undo().t == 1


def test_a_scrub_after_an_undo_does_not_overwrite_the_view_that_was_undone_to() -> None:
    history = _filled([(1, "scrub"), (2, "")])
    history.undo()
    history.push(ViewState(t=5), "scrub")
    assert history.undo().t == 1


def test_the_list_forgets_the_oldest_steps() -> None:
    history = History(ViewState(t=0), limit=3)
    for t in range(1, 10):
        history.push(ViewState(t=t))
    assert len(history) == 3
    while history.can_undo:
        history.undo()
    assert history.now.t == 7
