"""The commands that compare two dates."""

from __future__ import annotations

import pytest

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.network import build
from netexplorer.session.commands import command
from netexplorer.session.comparing import compare_with
from netexplorer.session.session import Session
from tests.session.examples import at, small
from tests.session.test_commands import FakeShell

NET = small()


@pytest.fixture
def shell() -> FakeShell:
    return FakeShell(Session(NET, at(NET, "2014-04-01")))


def run(shell: FakeShell, name: str) -> None:
    row = command(name)
    if row.when(shell):
        row.run(shell)


def dates(shell: FakeShell) -> tuple[str, str]:
    view, text = shell.session.view, NET.axis.text
    return text(view.t), "" if view.compare is None else text(view.compare)


def test_comparing_begins_with_the_year_before_and_the_same_key_ends_it(shell: FakeShell) -> None:
    run(shell, "compare")
    assert dates(shell) == ("2014-04-01", "2013-04-01")
    run(shell, "compare")
    assert dates(shell) == ("2014-04-01", "")
    shell.session.undo()
    assert dates(shell) == ("2014-04-01", "2013-04-01")


def test_at_the_very_beginning_it_is_compared_with_the_year_after(shell: FakeShell) -> None:
    shell.session.set_date(NET.first)
    run(shell, "compare")
    assert shell.session.view.compare > NET.first


def test_the_dates_swap_and_swap_back(shell: FakeShell) -> None:
    run(shell, "compare")
    run(shell, "compare-swap")
    assert dates(shell) == ("2013-04-01", "2014-04-01")
    run(shell, "compare-swap")
    assert dates(shell) == ("2014-04-01", "2013-04-01")


def test_a_locked_span_swaps_and_stays_locked(shell: FakeShell) -> None:
    for name in ("compare", "compare-lock", "compare-swap"):
        run(shell, name)
    assert dates(shell) == ("2013-04-01", "2014-04-01")
    shell.session.go_to("2010-01-01")
    assert dates(shell) == ("2010-01-01", "2011-01-01")


def test_both_dates_step_by_years_until_one_of_them_would_leave_the_dataset(shell: FakeShell) -> None:
    run(shell, "compare")
    run(shell, "compare-back")
    run(shell, "compare-back")
    assert dates(shell) == ("2012-04-01", "2011-04-01")
    shell.session.undo()
    assert dates(shell) == ("2014-04-01", "2013-04-01")  # a row of steps is one
    shell.session.set_date(NET.last)
    run(shell, "compare-forth")
    assert shell.session.view.t == NET.last


def test_escape_lets_the_selection_go_first_and_then_the_comparison(shell: FakeShell) -> None:
    run(shell, "compare")
    shell.session.select("actor:e")
    run(shell, "clear-selection")
    assert shell.session.view.selected == ""
    assert shell.session.view.compare is not None
    run(shell, "clear-selection")
    assert shell.session.view.compare is None
    assert not command("clear-selection").when(shell)


def test_a_typed_date_is_compared_with_and_one_beyond_the_dataset_is_the_nearest(shell: FakeShell) -> None:
    compare_with(shell.session, "2016-05")
    assert dates(shell) == ("2014-04-01", "2016-05-01")
    compare_with(shell.session, "1066")
    assert shell.session.view.compare == NET.first
    with pytest.raises(UserError, match="no date"):
        compare_with(shell.session, "soon")


def test_ending_forgets_the_lock(shell: FakeShell) -> None:
    for name in ("compare", "compare-lock", "compare-end"):
        run(shell, name)
    assert shell.session.view.compare is None
    assert shell.session.view.compare_lock is None


def test_a_dataset_without_dates_compares_nothing() -> None:
    assert not command("compare").when(FakeShell(Session(build(schema.Dataset()))))
