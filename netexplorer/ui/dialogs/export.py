"""Taking the picture home: what is on it, how large, in which format; with a preview that is the picture itself."""

from __future__ import annotations

import html
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from netexplorer.errors import UserError
from netexplorer.session.jobs import Jobs
from netexplorer.session.settings import SettingsStore
from netexplorer.ui.dialogs.base import Dialog, button_line, push
from netexplorer.ui.dialogs.picture_form import PictureForm
from netexplorer.ui.dialogs.picture_job import FORMATS, PictureRequest, preview, work
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import scrolled
from netexplorer.ui.widgets import plain_label

WAIT_MS = 120  # a number that is being typed is not drawn digit by digit


class ExportDialog(Dialog):
    """Asks for a picture of the present view.

    Parameters
    ----------
    canvas : QSize
        The size of the canvas, on which the camera of the view was set.
    """

    def __init__(self, kit: Kit, jobs: Jobs, store: SettingsStore, canvas: QSize, parent: QWidget | None) -> None:
        super().__init__(kit, "Export picture", parent)
        self._jobs = jobs
        self._store = store
        self._canvas = canvas
        self._pixels = QPixmap()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.show_preview)
        self._make_parts()
        self._lay_out()
        self.finished.connect(self._stop)
        self.fit(1080, 680)
        self._changed()

    # -- the parts

    def _make_parts(self) -> None:
        self.form = PictureForm(self.kit, self._canvas)
        self.form.changed.connect(self._changed)
        self.picture = plain_label("Drawing…", "muted")
        self.picture.setObjectName("preview")
        self.picture.setAccessibleName("Preview")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(300, 220)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.trouble = plain_label("", "error", wrap=True)
        self.trouble.hide()
        self.says = plain_label("", "faint", wrap=True)
        self.save = push("Save…", self.ask_path, look="primary")
        self.save.setDefault(True)
        self.copy = push("Copy", self.copy_picture)
        self.cancel = push("Cancel", self.reject)

    def _lay_out(self) -> None:
        area = scrolled(self.form)
        area.setFixedWidth(352)
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addWidget(self.picture, 1)
        body.addWidget(area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 18, 18, 16)
        whole.setSpacing(12)
        whole.addLayout(body, 1)
        whole.addWidget(self.trouble)
        foot = QHBoxLayout()
        foot.addWidget(self.says, 1)
        foot.addLayout(button_line(self.copy, self.cancel, self.save))
        whole.addLayout(foot)

    def _changed(self) -> None:
        self.says.setText(self.form.size_text())
        self._timer.start()

    # -- preview

    def showEvent(self, event: QShowEvent) -> None:
        """The first preview waits for nothing."""
        super().showEvent(event)
        self.show_preview()

    def show_preview(self) -> None:
        """Ask for a preview; an older one that is not ready yet is forgotten."""
        self._timer.stop()
        ratio = self.devicePixelRatioF()
        room = (int((self.picture.width() - 12) * ratio), int((self.picture.height() - 12) * ratio))
        try:
            request = preview(self.form.request(), max(room[0], 50), max(room[1], 50))
        except UserError as error:
            self._complain(error)
            return
        self._jobs.submit("preview", request, work, self._previewed, self._complain)

    def _previewed(self, answer: tuple[PictureRequest, bytes]) -> None:
        self._complain(None)
        pixels = QPixmap.fromImage(QImage.fromData(answer[1]))
        pixels.setDevicePixelRatio(self.devicePixelRatioF())
        self._pixels = pixels
        self.picture.setPixmap(pixels)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A preview for the new size."""
        super().resizeEvent(event)
        self._timer.start()

    # -- saving

    def ask_path(self) -> None:
        """Ask where to, then save; a name that ends in another of the formats chooses that format."""
        suffix = self.form.format.chosen
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the picture", str(self.suggested()), f"{suffix.upper()} (*.{suffix})"
        )
        if not name:
            return
        path = Path(name)
        ending = path.suffix.lower().removeprefix(".")
        if ending in dict(FORMATS):
            self.form.format.choose(ending)
        else:
            path = path.with_name(f"{path.name}.{suffix}")
            if path.exists() and not self._may_replace(path):  # the file dialog asked for the name without suffix
                return
        self.save_to(path)

    def _may_replace(self, path: Path) -> bool:
        """Ask whether a file may be written over."""
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        text = f"“{path.name}” exists already. Replace it?"
        return QMessageBox.question(self, "Save the picture", html.escape(text), yes | no, no) == yes

    def suggested(self) -> Path:
        """A path to begin with: the folder of the last picture, and a name that says what it shows."""
        last = Path(self._store.settings.export_folder or Path.home())
        return (last if last.is_dir() else Path.home()) / self.form.file_name()

    def save_to(self, path: Path) -> None:
        """Make the picture and write it; the dialog closes when it is there."""
        try:
            request = self.form.request()
        except UserError as error:
            self._complain(error)
            return
        self._set_busy(True)
        there = replace(request, path=path.absolute())
        self._jobs.submit("export", there, work, self._saved, self._failed)

    def _saved(self, answer: tuple[PictureRequest, bytes]) -> None:
        path = answer[0].path
        if path is not None:
            self._store.change(export_folder=str(path.parent))
            self.kit.session.notices.say(f"The picture is saved as {path}.")
        self.accept()

    def copy_picture(self) -> None:
        """Put the picture on the clipboard as it would be saved; SVG and PDF as pixels too."""
        try:
            request = self.form.request()
        except UserError as error:
            self._complain(error)
            return
        self._set_busy(True)
        self._jobs.submit("export", preview(request, 10**6, 10**6), work, self._copied, self._failed)

    def _copied(self, answer: tuple[PictureRequest, bytes]) -> None:
        mime = QMimeData()
        mime.setImageData(QImage.fromData(answer[1]))
        mime.setData("image/png", answer[1])
        QGuiApplication.clipboard().setMimeData(mime)
        self._set_busy(False)
        self.says.setText("The picture is on the clipboard.")

    def _set_busy(self, is_busy: bool) -> None:
        self.save.setEnabled(not is_busy)
        self.copy.setEnabled(not is_busy)
        if is_busy:
            self.says.setText("Drawing the picture…")

    def _failed(self, fault: Exception) -> None:
        self._set_busy(False)
        self._complain(fault)

    def _complain(self, fault: Exception | None) -> None:
        """Say what is wrong in one sentence; what is no fault of the user's rises."""
        if fault is not None and not isinstance(fault, UserError):
            raise fault
        text = str(fault)[:400] if fault is not None else ""
        if text and self._pixels.isNull():
            self.picture.setText("")  # nothing is being drawn any more
        self.trouble.setText(text[:1].upper() + text[1:])
        self.trouble.setVisible(bool(text))

    def _stop(self) -> None:
        self._timer.stop()
        self._jobs.cancel("preview")
        self._jobs.cancel("export")
