"""The session's own files: a view as JSON, with a version number and a chain of upgrades."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from netexplorer.errors import UserError
from netexplorer.session.state import ViewState

VIEW_FORMAT = "netexplorer-view"
VIEW_VERSION = 1

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
# VIEW_UPGRADES[n] turns the document of version n + 1 into version n + 2.
VIEW_UPGRADES: tuple[Upgrade, ...] = ()


class ViewFile(msgspec.Struct, frozen=True, kw_only=True):
    """A view together with what is needed to make the same picture again."""

    format: str = VIEW_FORMAT
    version: int = VIEW_VERSION
    dataset: str = ""
    title: str = ""
    view: ViewState


def upgraded(document: dict[str, Any], upgrades: tuple[Upgrade, ...], what: str) -> dict[str, Any]:
    """The document brought to the newest version, one step of the chain after another.

    Raises
    ------
    UserError
        If the document comes from a newer program, or its version is no number.
    """
    version = document.get("version", 1)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise UserError(f"The version {version!r} of the {what} is no whole number")
    if version > len(upgrades) + 1:
        raise UserError(f"The {what} was made by a newer netexplorer (version {version})", hint="Update netexplorer.")
    for upgrade in upgrades[version - 1 :]:
        document = upgrade(document)
    return {**document, "version": len(upgrades) + 1}


def dumps_view(view: ViewState, *, dataset: str = "", title: str = "") -> str:
    """The view as one line of JSON; the same view gives the same text.

    Parameters
    ----------
    dataset : str
        The file name of the dataset, without its folder.
    title : str
        The dataset's title, for people who find the text in a picture.
    """
    return msgspec.json.encode(ViewFile(dataset=dataset, title=title, view=view)).decode()


def loads_view(text: str | bytes) -> ViewFile:
    """Read what :func:`dumps_view` wrote, also of an older version.

    Raises
    ------
    UserError
        If the text is no view.
    """
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as fault:
        raise UserError("This is no netexplorer view") from fault
    if not isinstance(document, dict) or document.get("format") != VIEW_FORMAT:
        raise UserError("This is no netexplorer view")
    try:
        return msgspec.convert(upgraded(document, VIEW_UPGRADES, "view"), ViewFile)
    except msgspec.ValidationError as fault:
        raise UserError(f"The view is damaged: {fault}") from fault
