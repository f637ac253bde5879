"""Files that were added to the open dataset: each is one step that can be undone, and is saved or not.

The files on disk are not touched. A session with an addition has no path until it is saved under a name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from netexplorer.session.reading import Ready, stamp_of
from netexplorer.session.session import Added, Session

_STAYS = frozenset(("notices", "changed", "replaced", "waits_for_plans"))  # whatever dataset is open


def add(session: Session, made: Ready, path: Path) -> None:
    """Show a dataset with an addition, as one step; the file that was open is as it was."""
    before, added = _held(session), session.added
    near = session.path or added.near
    session.replace(made, Added((*added.names, path.name), near, before=before))


def change(session: Session, changed: Session, what: str) -> None:
    """Show the dataset of ``changed``, in which the open one was edited, as one step; ``what`` says what was done."""
    before, added = _held(session), session.added
    names, edits = ((), ()) if added.is_saved else (added.names, added.edits)
    near = session.path or added.near
    stamp = vars(session)["_stamp"] if session.path is not None else added.stamp
    words = tuple(dict.fromkeys((*edits, what)))
    changed.added = Added(names, near, before=before, edits=words, stamp=stamp)
    _show(session, _held(changed))


def unsaved(session: Session) -> tuple[str, ...]:
    """The files that were added, and what else was done, that stand in no file yet."""
    return () if session.added.is_saved else (*session.added.names, *session.added.edits)


def loss(session: Session) -> str:
    """What would be lost, in a sentence."""
    names, edits = session.added.names, session.added.edits
    said = [f"{' and '.join(names)} {'was' if len(names) == 1 else 'were'} added and not saved."] if names else []
    told = " and ".join(edits)
    return " ".join([*said, *([f"{told[:1].upper()}{told[1:]} are not saved."] if edits else [])])


def wished_path(session: Session) -> Path:
    """The name under which a dataset may be saved: that of its file, or of all that are in it."""
    near, names = session.added.near, session.added.names
    if session.path is not None or near is None or not names:
        return session.path or near or Path("network.json")
    return near.with_name("-".join((near.stem, *(Path(name).stem for name in names))) + ".json")


def saved(session: Session, path: Path) -> None:
    """A dataset was written to a file; one with additions that were in none is that file from now on."""
    if not unsaved(session):
        return
    vars(session).update(path=path, _stamp=stamp_of(path), added=replace(session.added, is_saved=True))


def forget(session: Session) -> None:
    """The additions may be lost."""
    session.added = replace(session.added, is_saved=True)


def remark(session: Session) -> tuple[str, ...]:
    """What a title ends with."""
    return ("not saved", "netexplorer") if unsaved(session) else ("netexplorer",)


def can_undo(session: Session) -> bool:
    """There is an older view, or an addition to take back."""
    return session.history.can_undo or session.added.before is not None


def can_redo(session: Session) -> bool:
    """There is a newer view that was undone, or an addition that was taken back."""
    added = session.added
    return session.history.can_redo or (added.after is not None and session.history.now is added.left_at)


def undo(session: Session) -> None:
    """One step back in the view; before its first step, without what was added last."""
    before = session.added.before
    if session.history.can_undo or before is None:
        session.undo()
        return
    after = _held(session)
    _show(session, {**before, "added": replace(before["added"], after=after, left_at=before["history"].now)})


def redo(session: Session) -> None:
    """One step forward again."""
    after = session.added.after
    if session.history.can_redo or after is None or not can_redo(session):
        session.redo()
    else:
        _show(session, after)


def _held(session: Session) -> dict[str, Any]:
    return {name: value for name, value in vars(session).items() if name not in _STAYS}


def _show(session: Session, held: dict[str, Any]) -> None:
    vars(session).update(held)
    for listener in tuple(session.replaced):
        listener()
