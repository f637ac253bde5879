"""Comparing two dates: what a user can do with the second one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.timescale import has_dates
from netexplorer.session import travel
from netexplorer.session.command import Command, Menu, opens
from netexplorer.session.span import lock_between

if TYPE_CHECKING:
    from netexplorer.session.session import Session
    from netexplorer.session.shell import Shell


def start(session: Session) -> None:
    """Compare with the year before; at the very beginning with the year after."""
    net, t = session.net, session.view.t
    before = travel.step_year(net, t, -1)
    session.update(compare=before if before < t else travel.step_year(net, t, 1), compare_lock=None)


def end(session: Session) -> None:
    """Show one date again."""
    session.update(compare=None, compare_lock=None)


def compare_with(session: Session, text: str) -> None:
    """Compare with a typed date, taken at its earliest instant, or the nearer end of the dataset.

    Raises
    ------
    UserError
        If the text is no date of this dataset's axis.
    """
    tick, doubt = travel.nearest(session.net, text)
    if doubt:
        session.notices.say(doubt)
    session.update(compare=tick, compare_lock=None)


def set_other(session: Session, t: int, merge: str = "") -> None:
    """Move the other date, or the whole span if it is locked."""
    session.update(merge, compare=travel.clamp(session.net, t))


def _toggle(shell: Shell) -> None:
    (end if is_comparing(shell) else start)(shell.session)


def is_comparing(shell: Shell) -> bool:
    """Two dates are shown."""
    return shell.session.view.compare is not None


def _swap(shell: Shell) -> None:
    view, lock = shell.session.view, shell.session.view.compare_lock
    if view.compare is not None:
        turned = replace(lock, count=-lock.count) if lock is not None else None
        t = travel.clamp(shell.session.net, view.compare)
        shell.session.update(t=t, compare=view.t, compare_lock=turned)


def _stepped(session: Session, count: int) -> tuple[int, int] | None:
    """Both dates so many years on; none where one of them would leave the dataset."""
    net, view = session.net, session.view
    if view.compare is None:
        return None
    t, other = travel.step_year(net, view.t, count), travel.step_year(net, view.compare, count)
    whole = (_year_from(net, view.t, count), _year_from(net, view.compare, count))
    return (t, other) if (t, other) == whole else None


def _year_from(net: TemporalNetwork, t: int, count: int) -> int:
    return t + count * travel.year_ticks(net) if net.axis.is_number else net.axis.step(t, "year", count)


def _step(count: int) -> Callable[[Shell], None]:
    def run(shell: Shell) -> None:
        stepped = _stepped(shell.session, count)
        if stepped is not None:
            shell.session.update("compare-step", t=stepped[0], compare=stepped[1])

    return run


def _can_step(count: int) -> Callable[[Shell], bool]:
    return lambda shell: _stepped(shell.session, count) is not None


def toggle_lock(session: Session) -> None:
    """Lock the span between the dates, or let it go."""
    view = session.view
    if view.compare is not None:
        is_free = view.compare_lock is None
        session.update(compare_lock=lock_between(session.net, view.t, view.compare) if is_free else None)


def _can_lock(shell: Shell) -> bool:
    view = shell.session.view
    return view.compare is not None and view.compare != view.t


def leave(shell: Shell) -> None:
    """Select nothing; with nothing selected end the comparison."""
    if shell.session.view.selected:
        shell.session.select("")
    else:
        end(shell.session)


def can_leave(shell: Shell) -> bool:
    """Something is selected, or compared."""
    return bool(shell.session.view.selected) or is_comparing(shell)


def _can_compare(shell: Shell) -> bool:
    return has_dates(shell.session.net)


COMMANDS = (
    Command("compare", "Compare two dates", "Show what changed since the year before, or show one date again", "C",
            Menu.TIME, _toggle, when=_can_compare, checked=is_comparing, group=3, icon="git-compare"),
    Command("compare-date", "Compare with date…", "Type the date with which this one is compared", "Ctrl+Shift+D",
            Menu.TIME, opens("compare-date"), when=_can_compare, group=3),
    Command("compare-swap", "Swap the dates", "Show the other one of the two dates that are compared", "Shift+C",
            Menu.TIME, _swap, when=is_comparing, group=3, icon="arrow-left-right"),
    Command("compare-back", "Both a year back", "Go back one year with both dates", "Ctrl+Left", Menu.TIME,
            _step(-1), when=_can_step(-1), group=3, more=("Ctrl+Alt+Left",)),
    Command("compare-forth", "Both a year forward", "Go forward one year with both dates", "Ctrl+Right", Menu.TIME,
            _step(1), when=_can_step(1), group=3, more=("Ctrl+Alt+Right",)),
    Command("compare-lock", "Lock the span", "Keep the time between the two dates as long as it is when one moves",
            "Ctrl+Alt+C", Menu.TIME, lambda s: toggle_lock(s.session), when=_can_lock,
            checked=lambda s: s.session.view.compare_lock is not None, group=3, icon="lock"),
    Command("compare-end", "End comparison", "Show one date again", "Alt+C", Menu.TIME, lambda s: end(s.session),
            when=is_comparing, group=3, icon="x"),
)  # fmt: skip
