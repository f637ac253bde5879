"""Which dataset to open, and at which view: a dataset says so itself, a picture of ours names it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.resources import data_file
from netexplorer.session.settings import Settings, view_of
from netexplorer.session.state import ViewState

PICTURES = (".png", ".svg", ".pdf")


class Wish(Struct, frozen=True):
    """A dataset, and the view to open it at; without one it opens where it likes."""

    path: Path
    view: ViewState | None = None


def wish_for(path: Path, settings: Settings, *, near: Iterable[Path] = ()) -> Wish:
    """What opening ``path`` means.

    A picture is looked up beside itself, among ``near`` and the recent files, and among the bundled datasets.

    Raises
    ------
    UserError
        If a picture was not made by this program, or its dataset cannot be found.
    """
    if path.suffix.lower() not in PICTURES:
        return Wish(path, view_of(settings, path))
    from netexplorer.render import restore_file  # a picture is rarely what is opened first

    made = restore_file(path)
    recent = [Path(name) for name in settings.recent]
    beside = [path.parent / made.file] if made.file else []
    known = [each for each in (*near, *recent) if each.name == made.file]
    for candidate in (*beside, *known, *([data_file(made.file)] if made.file else ())):
        if candidate.is_file():
            return Wish(candidate, made.view)
    named = made.file or made.dataset or "its dataset"
    raise UserError(
        f"the picture shows '{named}', which is not to be found",
        where=path.name,
        hint="Put the dataset beside the picture and open the picture again.",
    )
