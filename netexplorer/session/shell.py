"""What a command may ask of whoever runs it: the window, or a stand-in of the tests."""

from __future__ import annotations

from typing import Literal, Protocol

from netexplorer.session.session import Session
from netexplorer.session.settings import Theme

Panel = Literal["left", "right", "changes"]
#: The dialogs that a command opens.
Door = Literal[
    "export", "film", "page", "report", "export-data",
    "trends", "witnesses", "compare-date",
    "problems", "shortcuts", "about",
    "story", "story-step", "stories", "export-story", "save",
]  # fmt: skip


class Shell(Protocol):
    """The window as commands see it: the session, and verbs that need a screen."""

    @property
    def session(self) -> Session:
        """The open dataset and the view of it."""

    @property
    def theme(self) -> Theme:
        """The theme the user chose; ``system`` follows the desktop."""

    @property
    def playing(self) -> bool:
        """Time is moving by itself."""

    @property
    def speed(self) -> float:
        """The speed of playing in years per second."""

    @property
    def dwells(self) -> bool:
        """Playing stays at each change as long as reading it takes."""

    @property
    def full_screen(self) -> bool:
        """The window fills the screen."""

    def panel_shown(self, panel: Panel) -> bool:
        """Whether the panel on that side is visible."""

    def ask_open(self) -> None:
        """Let the user choose a file and open it."""

    def ask_add(self) -> None:
        """Let the user choose a second file and show what it would add."""

    def open_clipboard(self) -> None:
        """Open what is on the clipboard."""

    def show_how_read(self) -> None:
        """Ask how the open file is read."""

    def show_recent(self) -> None:
        """Show the list of recent files."""

    def reload(self) -> None:
        """Read the open file again."""

    def show(self, door: Door) -> None:
        """Open a dialog."""

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""

    def copy_rows(self) -> None:
        """Put the selected rows of the table, or those of what is selected elsewhere, on the clipboard."""

    def quit(self) -> None:
        """Close the window."""

    def focus_search(self) -> None:
        """Put the keyboard into the search box."""

    def ask_date(self) -> None:
        """Let the user type a date."""

    def fit(self) -> None:
        """Bring everything that is shown into the picture."""

    def zoom(self, factor: float) -> None:
        """Zoom about the middle of the canvas."""

    def set_playing(self, playing: bool) -> None:
        """Start or stop the movement of time."""

    def set_speed(self, speed: float) -> None:
        """Set the speed of playing, in years per second."""

    def set_dwells(self, dwells: bool) -> None:
        """Play at story speed, or evenly."""

    def set_theme(self, theme: Theme) -> None:
        """Use a theme."""

    def toggle_panel(self, panel: Panel) -> None:
        """Show or hide the panel on that side."""

    def toggle_full_screen(self) -> None:
        """Fill the screen, or stop doing so."""
