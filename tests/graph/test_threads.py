"""Work in several threads gives what it gives one after the other."""

from __future__ import annotations

from threading import Event, current_thread

import pytest

from netexplorer.graph.threads import begun, together


def test_works_give_what_they_give_in_their_order() -> None:
    assert together([lambda: 1, lambda: 2, lambda: 3]) == [1, 2, 3]
    assert together([]) == []


def test_one_work_runs_where_it_was_asked_for_and_others_beside_it() -> None:
    first, second = together([current_thread, current_thread])
    assert first is current_thread()
    assert second is not current_thread()


def test_what_goes_wrong_is_raised_when_all_have_ended() -> None:
    may_end, ended = Event(), Event()

    def fail() -> None:
        may_end.set()
        raise ValueError("wrong")

    def last() -> None:
        may_end.wait()
        ended.set()

    with pytest.raises(ValueError, match="wrong"):
        together([fail, last])
    assert ended.is_set()


def test_what_was_begun_is_waited_for_and_raises_where_it_is_asked_for() -> None:
    go = Event()
    result = begun(lambda: go.wait() and 7)
    go.set()
    assert (result(), result()) == (7, 7)
    wrong = begun(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        wrong()
