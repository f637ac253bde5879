"""Commands about whose word counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from netexplorer.graph.plain import plain
from netexplorer.graph.testimony import EVERYBODY, Testimony
from netexplorer.session.command import Command, Menu, opens
from netexplorer.session.session import Session
from netexplorer.session.shell import Shell


def hear(session: Session, wish: Testimony) -> None:
    """Hear a source or a publisher alone, or whomever else; as a step that can be undone."""
    session.update(testimony=wish)


def hear_source(session: Session, source: str) -> None:
    """Show the network as one source alone tells it; what else is left out stays left out."""
    hear(session, replace(session.view.testimony, source=source, publisher=""))


def hear_publisher(session: Session, publisher: str) -> None:
    """Show the network as the sources of one publisher tell it."""
    hear(session, replace(session.view.testimony, source="", publisher=publisher))


def wishes(session: Session, source: str) -> list[tuple[str, Testimony]]:
    """What may be wished of a cited source, with the words of a menu; nothing of one that the dataset does not name."""
    now = session.view.testimony
    found = next((each for each in session.net.dataset.sources if each.id == source), None)
    if found is None:
        return []
    rows = [("Show the network as this source tells it", replace(now, source=source, publisher=""))]
    if found.publisher:
        words = f"Show the network as {plain(found.publisher)[:60]} tells it"
        rows.append((words.replace("&", "&&"), replace(now, source="", publisher=found.publisher)))
    return [row for row in rows if row[1] != now]


def toggle(session: Session, field: str) -> None:
    """Leave out what is not ``stated`` or not ``undisputed``, or hear it again."""
    now = session.view.testimony
    changes: dict[str, Any] = {field: not getattr(now, field)}
    hear(session, replace(now, **changes))


def _toggle(field: str) -> Callable[[Shell], None]:
    return lambda shell: toggle(shell.session, field)


def _is_on(field: str) -> Callable[[Shell], bool]:
    return lambda shell: bool(getattr(shell.session.view.testimony, field))


COMMANDS: tuple[Command, ...] = (
    Command("only-stated", "Only what is stated", "Leave out what is inferred, general knowledge or without a source",
            "Ctrl+Alt+I", Menu.VIEW, _toggle("stated"), checked=_is_on("stated"), group=2),
    Command("only-undisputed", "Only the undisputed", "Leave out changes about which sources contradict one another",
            "Ctrl+Alt+U", Menu.VIEW, _toggle("undisputed"), checked=_is_on("undisputed"), group=2),
    Command("witnesses", "As a source tells it…", "Choose a source or publisher and see the network it alone supports",
            "Ctrl+Alt+W", Menu.VIEW, opens("witnesses"), when=lambda s: bool(s.session.net.dataset.sources), group=2,
            icon="circle-help"),
    Command("everybody", "Hear everybody again", "Leave nothing out for whoever says it", "Ctrl+Alt+A", Menu.VIEW,
            lambda s: hear(s.session, EVERYBODY), when=lambda s: bool(s.session.view.testimony), group=2),
)  # fmt: skip
