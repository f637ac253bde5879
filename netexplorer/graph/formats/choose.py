"""Which of several networks in one file is read: the first, unless the user names another."""

from __future__ import annotations

from collections.abc import Sequence

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask, Draft

_MOST_NAMED = 8


def chosen(names: Sequence[str], ask: Ask, draft: Draft, where: str) -> int:
    """The place, from 0, of the network to read; with several in the file it is told that there are others.

    Parameters
    ----------
    names : sequence of str
        Of the networks in the file, at least one; those without a name are empty.

    Raises
    ------
    UserError
        When the user asks for a network that is not in the file.
    """
    shown = ", ".join(f"{k} {name}".strip() for k, name in enumerate(names[:_MOST_NAMED], 1))
    shown += " …" if len(names) > _MOST_NAMED else ""
    place = 0
    if wanted := ask.network.strip():
        folded = [name.casefold() for name in names]
        if wanted.casefold() in folded:
            place = folded.index(wanted.casefold())
        elif wanted.isdecimal() and 1 <= int(wanted[:9]) <= len(names):
            place = int(wanted) - 1
        else:
            raise UserError(f"there is no network “{wanted}” in this file", where=where, hint=f"There are: {shown}.")
    if len(names) > 1:
        draft.networks = tuple(name if name and names.count(name) == 1 else str(k) for k, name in enumerate(names, 1))
        draft.tell(
            "note",
            "several-networks",
            where,
            f"This file has {len(names)} networks ({shown}); number {place + 1} is read.",
            "Ask for another by its name or number.",
        )
    return place
