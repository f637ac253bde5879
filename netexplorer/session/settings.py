"""What the program remembers from one run to the next: theme, recent files, window, speed, last views."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.formats.draft import Ask
from netexplorer.session.files import Upgrade, upgraded
from netexplorer.session.state import ViewState

SETTINGS_VERSION = 1
# SETTINGS_UPGRADES[n] turns the document of version n + 1 into version n + 2.
SETTINGS_UPGRADES: tuple[Upgrade, ...] = ()
MOST_RECENT = 10
MOST_VIEWS = 30
MOST_MAPPINGS = 50

Theme = Literal["system", "light", "dark"]


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All settings as one frozen value; paths are absolute texts.

    ``geometry`` is x, y, width, height of the window in logical pixels; ``views`` maps dataset paths to the view they
    were left at, ``mappings`` shapes of files of others to how they are read, each oldest first.
    """

    version: int = SETTINGS_VERSION
    theme: Theme = "system"
    recent: tuple[str, ...] = ()
    geometry: tuple[int, int, int, int] | None = None
    maximised: bool = False
    left_shown: bool = True
    right_shown: bool = True
    changes_shown: bool = False
    left_width: int = 0
    right_width: int = 0
    timeline_height: int = 0
    speed: float = 1.0
    dwells: bool = False
    export_folder: str = ""
    views: dict[str, ViewState] = {}
    mappings: dict[str, Ask] = {}


def with_recent(settings: Settings, path: Path) -> Settings:
    """The settings with ``path`` first among the recent files."""
    name = str(path.absolute())
    others = tuple(each for each in settings.recent if each != name)
    return msgspec.structs.replace(settings, recent=(name, *others)[:MOST_RECENT])


def without_recent(settings: Settings, path: Path) -> Settings:
    """The settings without a recent file, for one that is gone."""
    name = str(path.absolute())
    return msgspec.structs.replace(settings, recent=tuple(each for each in settings.recent if each != name))


def with_view(settings: Settings, path: Path, view: ViewState) -> Settings:
    """The settings with the view a dataset is left at; the oldest views are forgotten."""
    name = str(path.absolute())
    views = {key: value for key, value in settings.views.items() if key != name}
    views[name] = view
    kept = list(views.items())[-MOST_VIEWS:]
    return msgspec.structs.replace(settings, views=dict(kept))


def view_of(settings: Settings, path: Path) -> ViewState | None:
    """The view a dataset was left at, if it is remembered."""
    return settings.views.get(str(path.absolute()))


def with_mapping(settings: Settings, shape: str, ask: Ask) -> Settings:
    """The settings with how files of a shape are read; an empty wish is the guess, and the oldest are forgotten."""
    mappings = {key: value for key, value in settings.mappings.items() if key != shape}
    if shape and ask != Ask():
        mappings[shape] = ask
    return msgspec.structs.replace(settings, mappings=dict(list(mappings.items())[-MOST_MAPPINGS:]))


def settings_file(environment: Mapping[str, str] | None = None) -> Path:
    """Where the settings lie: ``$NETEXPLORER_CONFIG`` itself, or below ``$XDG_CONFIG_HOME`` or ``~/.config``."""
    environment = os.environ if environment is None else environment
    if own := environment.get("NETEXPLORER_CONFIG"):
        return Path(own)
    base = environment.get("XDG_CONFIG_HOME", "")
    try:
        folder = Path(base) if base and Path(base).is_absolute() else Path.home() / ".config"
    except RuntimeError:  # a user without a home, as in a container
        folder = Path(tempfile.gettempdir())
    return folder / "netexplorer" / "settings.json"


class SettingsStore:
    """Reads and writes the settings file; a file that cannot be understood is put aside and never fatal."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or settings_file()
        self.trouble = ""
        self.settings = self._load()

    def change(self, **changes: Any) -> Settings:
        """Replace fields; nothing is written before :meth:`save`."""
        self.settings = msgspec.structs.replace(self.settings, **changes)
        return self.settings

    def save(self) -> bool:
        """Write the settings in one piece; says whether it worked (a full disk is no reason to stop)."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(self.path, msgspec.json.format(msgspec.json.encode(self.settings), indent=1))
        except (OSError, UserError) as fault:
            self.trouble = f"The settings could not be saved: {fault}"
            return False
        return True

    def _load(self) -> Settings:
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return Settings()
        except OSError as fault:
            self.trouble = f"The settings could not be read: {fault}"
            return Settings()
        try:
            document = msgspec.json.decode(data)
            if not isinstance(document, dict):
                raise UserError("The settings file holds no settings")
            return msgspec.convert(upgraded(document, SETTINGS_UPGRADES, "settings file"), Settings, strict=True)
        except (msgspec.MsgspecError, UnicodeError, RecursionError, UserError) as fault:
            self._put_aside(str(fault))
            return Settings()

    def _put_aside(self, why: str) -> None:
        aside = self.path.with_name(self.path.name + ".unreadable")
        try:
            self.path.replace(aside)
            self.trouble = f"The settings file could not be understood and was put aside as {aside.name}: {why}"
        except OSError:
            self.trouble = f"The settings file could not be understood: {why}"
