"""Taking the picture home: what is on it, how large, in which format; with a preview that is the picture itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QSize
from PySide6.QtGui import QGuiApplication, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from netexplorer.errors import UserError
from netexplorer.session.jobs import Jobs
from netexplorer.session.settings import SettingsStore
from netexplorer.ui.dialogs.base import push
from netexplorer.ui.dialogs.picture_form import PictureForm
from netexplorer.ui.dialogs.picture_job import FORMATS, PictureRequest, preview, work
from netexplorer.ui.dialogs.previewing import PreviewDialog
from netexplorer.ui.dialogs.where import ask_where, folder
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import scrolled
from netexplorer.ui.widgets import plain_tip

if TYPE_CHECKING:
    from netexplorer.publish.page.build import PageTheme

TITLE = "Export picture"
PAGE_TIP = "Save one HTML file that anybody opens in a browser and scrubs, in place of a picture"


class ExportDialog(PreviewDialog):
    """Asks for a picture of the present view.

    Parameters
    ----------
    canvas : QSize
        The size of the canvas, on which the camera of the view was set.
    """

    def __init__(self, kit: Kit, jobs: Jobs, store: SettingsStore, canvas: QSize, parent: QWidget | None) -> None:
        least = QSize(300, 220)
        super().__init__(kit, jobs, store, TITLE, parent, shows="Preview", waits="Drawing…", least=least)
        self.form = PictureForm(kit, canvas)
        self.form.changed.connect(self._changed)
        self.copy = push("Copy", self.copy_picture)
        self._first_theme = self.form.theme.chosen
        self.page = push("HTML page…", self.to_page)
        self.page.setToolTip(plain_tip(PAGE_TIP))
        area = scrolled(self.form)
        area.setFixedWidth(352)
        self.lay_out(area, self.page, self.copy)
        self.fit(1080, 680)
        self._changed()

    def _changed(self) -> None:
        self.says.setText(self.form.size_text())
        self._timer.start()

    # -- preview

    def show_preview(self) -> None:
        """Ask for a preview; an older one that is not ready yet is forgotten."""
        self._timer.stop()
        ratio = self.devicePixelRatioF()
        room = (int((self.picture.width() - 12) * ratio), int((self.picture.height() - 12) * ratio))
        try:
            request = preview(self.form.request(), max(room[0], 50), max(room[1], 50))
        except UserError as error:
            self.complain(error)
            return
        self._jobs.submit("preview", request, work, self._previewed, self.complain)

    def _previewed(self, answer: tuple[PictureRequest, bytes]) -> None:
        self.complain(None)
        pixels = QPixmap.fromImage(QImage.fromData(answer[1]))
        pixels.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(pixels)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A preview for the new size."""
        super().resizeEvent(event)
        self._timer.start()

    # -- saving

    def ask_path(self) -> None:
        """Ask where to, then save; a name that ends in another of the formats chooses that format."""
        suffix = self.form.format.chosen
        endings = (f".{suffix}", *(f".{ident}" for ident, _ in FORMATS if ident != suffix))
        path = ask_where(self, "Save the picture", self.suggested(), f"{suffix.upper()} (*.{suffix})", endings)
        if path is not None:
            self.form.format.choose(path.suffix.lower().removeprefix("."))
            self.save_to(path)

    def suggested(self) -> Path:
        """A path to begin with: the folder of the last picture, and a name that says what it shows."""
        return folder(self._store.settings.export_folder) / self.form.file_name()

    def save_to(self, path: Path) -> None:
        """Make the picture and write it; the dialog closes when it is there."""
        try:
            request = self.form.request()
        except UserError as error:
            self.complain(error)
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
            self.complain(error)
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

    def to_page(self) -> None:
        """Go over to the dialog of the page; a theme that was chosen here is chosen there."""
        from netexplorer.ui.dialogs.page import PageDialog  # who saves a picture need not wait for it

        chosen = self.form.theme.chosen
        theme = "auto" if chosen == self._first_theme else cast("PageTheme", chosen)
        dialog = PageDialog(self.kit, self._jobs, self._store, self.parentWidget(), theme)
        self.reject()
        dialog.open()

    def _set_busy(self, is_busy: bool) -> None:
        self.save.setEnabled(not is_busy)
        self.copy.setEnabled(not is_busy)
        if is_busy:
            self.says.setText("Drawing the picture…")

    def _failed(self, fault: Exception) -> None:
        self._set_busy(False)
        self.complain(fault)

    def _stop(self) -> None:
        super()._stop()
        self._jobs.cancel("preview")
        self._jobs.cancel("export")
