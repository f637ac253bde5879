"""Tells when the open file was changed by somebody else: looked at whenever the user comes back to the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from netexplorer.session.notices import Level, Remedy
from netexplorer.session.session import FileState, Session


class FileWatch(QObject):
    """Says once that the file was replaced or has vanished; what is open stays as it is until the user asks."""

    def __init__(self, session: Session, reload: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._reload = reload
        self._told = FileState.SAME
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._came)

    def _came(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look()

    def look(self) -> None:
        """Compare the file with what was read from it, and tell what is new."""
        state, path = self._session.file_state(), self._session.path
        if path is not None and state is not self._told:
            if state is FileState.REPLACED:
                words = f"{path.name} was changed on disk since it was opened; what you see is as it was."
                self._session.notices.say(words, remedy=Remedy("Read it again", self._reload))
            elif state is FileState.VANISHED:
                words = f"{path.name} is no longer there; what you see is as it was when it was opened."
                self._session.notices.say(words, level=Level.WARNING)
        self._told = state
