"""What commands may ask of the window: verbs that need a screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from netexplorer.errors import UserError
from netexplorer.session.notices import Level
from netexplorer.session.reading import Wanted
from netexplorer.session.session import Session
from netexplorer.session.settings import SettingsStore, Theme, with_recent, with_view, without_recent
from netexplorer.session.shell import Door, Panel
from netexplorer.ui import adding, asking, copying, doors
from netexplorer.ui.files import wish_for
from netexplorer.ui.kit import Kit
from netexplorer.ui.network import bring_all
from netexplorer.ui.player import Player

if TYPE_CHECKING:
    from netexplorer.ui.window import MainWindow

FILTERS = "All files (*);;Datasets and pictures of netexplorer (*.json *.netx *.png *.svg *.pdf)"


class WindowShell:
    """The window as the table of commands sees it."""

    def __init__(self, window: MainWindow, kit: Kit, player: Player, store: SettingsStore) -> None:
        self._window = window
        self._kit = kit
        self._player = player
        self._store = store

    # -- what a command may know

    @property
    def session(self) -> Session:
        """The open dataset and the view of it."""
        return self._kit.session

    @property
    def theme(self) -> Theme:
        """The theme the user chose."""
        return self._kit.theme.choice

    @property
    def playing(self) -> bool:
        """Time is moving by itself."""
        return self._player.playing

    @property
    def speed(self) -> float:
        """Years per second."""
        return self._player.speed

    @property
    def dwells(self) -> bool:
        """Playing stays at each change."""
        return self._player.dwells

    @property
    def full_screen(self) -> bool:
        """The window fills the screen."""
        return self._window.isFullScreen()

    def panel_shown(self, panel: Panel) -> bool:
        """Whether the panel on that side is visible."""
        return self._window.beside.shows_changes if panel == "changes" else not self._window.side(panel).isHidden()

    # -- files

    def ask_open(self) -> None:
        """Let the user choose a file and open it."""
        from PySide6.QtWidgets import QFileDialog

        folder = str(self.session.path.parent) if self.session.path else ""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a dataset", folder, FILTERS)
        if name:
            self.open_file(Path(name))

    def ask_add(self) -> None:
        """Let the user choose a second file and show what it would add."""
        adding.ask_file(self._window, FILTERS)

    def add_file(self, path: Path) -> None:
        """Show what a second file would add."""
        adding.look(self._window, path)

    def open_file(self, path: Path) -> bool:
        """Open a dataset in place of the present one, which stays if it cannot be read; says whether it may work."""
        session = self.session
        self.remember_view()
        self._player.set_playing(False)
        near = [session.path] if session.path else []
        try:
            wish = wish_for(path, self._store.settings, near=near)
        except UserError as error:
            return self._not_opened(path, error)
        return self.open_wanted(Wanted(wish.path, wish.view, known=self._store.settings.mappings))

    def open_wanted(
        self,
        wanted: Wanted,
        done: Callable[[], None] | None = None,
        not_done: Callable[[UserError], None] | None = None,
    ) -> bool:
        """Open a file at a view; ``done`` is called when it is there, else ``not_done``, or it is told."""
        works = True

        def opened() -> None:
            self._store.settings = with_recent(self._store.settings, wanted.path)
            self.report_problems()
            if done is not None:
                done()

        def failed(error: UserError) -> None:
            nonlocal works
            works = False
            if not_done is not None:
                self.session.await_nothing()
                not_done(error)
            else:
                self._not_opened(wanted.path, error)

        adding.before_losing(self._window, lambda: self._window.opener.bring(wanted, opened, failed))
        return works

    def _not_opened(self, path: Path, error: UserError) -> bool:
        self.session.await_nothing()
        self._store.settings = without_recent(self._store.settings, path)
        self.session.notices.say(str(error), level=Level.ERROR)
        asking.ask_if_table(self._window, path, error)
        return False

    def report_problems(self) -> None:
        """Say so when a part of the file was wrong."""
        session = self.session
        errors = sum(problem.severity == "error" for problem in session.problems)
        if errors:
            what = (
                "1 problem; the part it touches was" if errors == 1 else f"{errors} problems; the parts they touch were"
            )
            name = session.path.name if session.path else "The dataset"
            listed = "\n".join(f"{each.where}: {each.message} {each.hint}" for each in session.problems)
            session.notices.say(f"{name} has {what} left out.", level=Level.WARNING, detail=listed)
        else:
            asking.tell_what_was_read(self._window)

    def remember_view(self) -> None:
        """Keep where the user is in the present dataset."""
        if self.session.path is not None:
            self._store.settings = with_view(self._store.settings, self.session.path, self.session.view)

    def open_clipboard(self) -> None:
        """Open what is on the clipboard."""
        asking.open_clipboard(self._window)

    def show_how_read(self) -> None:
        """Ask how the open file is read."""
        if self.session.path is not None:
            asking.open_how_read(self._window, self.session.path, self.session.ask)

    def show_recent(self) -> None:
        """Show the list of recent files."""
        menu = QMenu(self._window)
        for name in self._store.settings.recent:
            menu.addAction(name.replace("&", "&&")).triggered.connect(self._opener(Path(name)))
        if menu.isEmpty():
            menu.addAction("No files were opened yet").setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._window.mapToGlobal(self._window.topbar.geometry().bottomLeft()))

    def _opener(self, path: Path) -> Callable[[], object]:
        return lambda: self.open_file(path)

    def reload(self) -> None:
        """Read the open file again."""
        wanted = self.session.again()
        if wanted is not None:
            self._window.opener.bring(wanted, self.report_problems, self._not_read)

    def _not_read(self, error: UserError) -> None:
        self.session.notices.say(str(error), level=Level.ERROR)

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    # -- pictures

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        copying.copy_picture(self._window)

    def copy_rows(self) -> None:
        """Put the selected rows of the table, or those of what is selected elsewhere, on the clipboard."""
        copying.copy_rows(self._window)

    # -- dialogs

    def show(self, door: Door) -> None:
        """Open a dialog."""
        doors.open_door(self._kit, self._window, door)

    # -- view and time

    def focus_search(self) -> None:
        """Put the keyboard into the search box."""
        self._window.open_search()

    def ask_date(self) -> None:
        """Let the user type a date, which stands still meanwhile."""
        self._player.set_playing(False)
        self._window.ask_date()

    def fit(self) -> None:
        """Bring everything that is shown into the picture."""
        bring_all(self._window.canvas)

    def zoom(self, factor: float) -> None:
        """Zoom about the middle of the canvas."""
        self._window.canvas.zoom(factor)

    def set_playing(self, playing: bool) -> None:
        """Start or stop the movement of time."""
        self._player.set_playing(playing)

    def set_speed(self, speed: float) -> None:
        """Set the speed of playing."""
        self._player.set_speed(speed)
        self._store.change(speed=speed, dwells=False)

    def set_dwells(self, dwells: bool) -> None:
        """Play at story speed, or evenly."""
        self._player.set_dwells(dwells)
        self._store.change(dwells=dwells)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme."""
        self._kit.theme.choose(theme)
        self._store.change(theme=theme)

    def toggle_panel(self, panel: Panel) -> None:
        """Show or hide the panel on that side, or put the changes in front of the dossier."""
        if panel == "changes":
            self.show_changes(not self.panel_shown("changes"))
            return
        side = self._window.side(panel)
        side.setVisible(side.isHidden())
        self._store.change(**{f"{panel}_shown": not side.isHidden()})
        self._window.updates.flush()

    def show_changes(self, changes: bool) -> None:
        """Show the changes beside the picture, or the dossier."""
        self._window.beside.choose(changes)
        self._store.change(changes_shown=changes)
        if self._window.beside.isHidden():
            self.toggle_panel("right")
        self._window.updates.flush()
        beside, canvas = self._window.beside, self._window.canvas
        (beside.changes if changes and beside.changes is not None else canvas).setFocus()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or stop doing so."""
        if self.full_screen:
            self._window.showNormal()
        else:
            self._window.showFullScreen()
