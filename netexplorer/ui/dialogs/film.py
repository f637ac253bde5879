"""Taking the years home as a film: how it goes, what is on it, in which format; with a preview to run through."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from netexplorer.errors import UserError
from netexplorer.publish.film.estimate import Guess, estimate
from netexplorer.publish.film.make import FilmRequest
from netexplorer.publish.film.options import MANY, FilmOptions
from netexplorer.session.crowd import is_crowd
from netexplorer.session.jobs import Jobs
from netexplorer.session.settings import SettingsStore
from netexplorer.ui import filming
from netexplorer.ui.dialogs.film_form import FilmForm
from netexplorer.ui.dialogs.film_job import Look, Looker, Seen
from netexplorer.ui.dialogs.picture_job import file_name
from netexplorer.ui.dialogs.previewing import PreviewDialog
from netexplorer.ui.dialogs.where import ask_where, folder, may
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import scrolled
from netexplorer.ui.widgets import plain_label

TITLE = "Export film"


class FilmDialog(PreviewDialog):
    """Asks for a film of the present view; making it goes on when the dialog is closed.

    Parameters
    ----------
    canvas : QSize
        The size of the canvas, on which the camera of the view was set.
    """

    def __init__(self, kit: Kit, jobs: Jobs, store: SettingsStore, canvas: QSize, parent: QWidget | None) -> None:
        least = QSize(300, 200)
        super().__init__(kit, jobs, store, TITLE, parent, shows="Preview", waits="Drawing…", least=least)
        self._looker = Looker()
        self._seen: Seen | None = None
        self._number = -1
        self.form = FilmForm(kit, canvas)
        self.form.changed.connect(self._changed)
        self.scrubber = QSlider(Qt.Orientation.Horizontal)
        self.scrubber.setAccessibleName("Picture of the film")
        self.scrubber.setEnabled(False)
        self.scrubber.valueChanged.connect(self._scrubbed)
        self.place = plain_label("", "muted")
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.scrubber, 1)
        below.addWidget(self.place)
        area = scrolled(self.form)
        area.setFixedWidth(392)
        self.lay_out(area, below=below)
        self.fit(1120, 700)
        self._changed()

    def _changed(self) -> None:
        self._timer.start()

    # -- preview

    def show_preview(self) -> None:
        """Ask for the picture at the scrubber; an older one that is not ready yet is forgotten."""
        self._timer.stop()
        session = self.kit.session
        try:
            options = self.form.options()
        except UserError as error:
            self.complain(error)
            return
        look = Look(session.net, session.view, session.positions(), options, self._number, session.view.t)
        self._jobs.submit("preview", look, self._looker.look, self._previewed, self.complain)

    def _previewed(self, seen: Seen | None) -> None:
        if seen is None:
            return
        self.complain(None)
        self._seen = seen
        self.scrubber.blockSignals(True)
        self.scrubber.setRange(0, seen.pictures - 1)
        self.scrubber.setPageStep(max(seen.pictures // 20, 1))
        self.scrubber.setValue(seen.number)
        self.scrubber.setEnabled(seen.pictures > 1)
        self.scrubber.blockSignals(False)
        self._show_picture()
        self._tell()

    def _show_picture(self) -> None:
        if self._seen is None:
            return
        ratio = self.devicePixelRatioF()
        image = self._seen.image.copy()
        image.setDevicePixelRatio(1.0)
        room = QSize(int((self.picture.width() - 12) * ratio), int((self.picture.height() - 12) * ratio))
        if image.width() > room.width() or image.height() > room.height():
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            image = image.scaled(room.expandedTo(QSize(50, 50)), keep, smooth)
        pixels = QPixmap.fromImage(image)
        pixels.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixels)
        self.picture.setAccessibleDescription(self._seen.date)

    def _tell(self) -> None:
        """Where the scrubber is, and what the film will be."""
        if self._seen is None:
            return
        fps = float(self.form.fps.value())
        self.place.setText(f"{_clock(self._seen.number / fps)} / {_clock(self._seen.pictures / fps)}")
        is_busy = filming.is_at_work(self._jobs)
        self.save.setEnabled(not is_busy)
        wait = " Another film is being made; it has to be ready first." if is_busy else ""
        guess = self._guess()
        self.says.setText(f"{guess.words()[:1].upper()}{guess.words()[1:]}.{wait}" if guess else "")

    def _guess(self) -> Guess | None:
        if self._seen is None:
            return None
        slow = self._seen.ms if is_crowd(self.kit.session.net) else 0.0
        return estimate(self._request(self.form.options(), Path()), self._seen.pictures, slow)

    def _scrubbed(self, number: int) -> None:
        self._number = number
        self.show_preview()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The preview fits the new size."""
        super().resizeEvent(event)
        self._show_picture()

    # -- saving

    def _request(self, options: FilmOptions, path: Path) -> FilmRequest:
        session = self.kit.session
        return FilmRequest(session.net, session.view, session.positions(), options, path)

    def ask_path(self) -> None:
        """Ask where to, then make it; a film of very many pictures is asked about first."""
        try:
            options = self.form.options()
        except UserError as error:
            self.complain(error)
            return
        guess = self._guess()
        if (
            guess is not None
            and guess.pictures > MANY
            and not may(self, TITLE, f"This film has {guess.words()}. Make it?")
        ):
            return
        kind, suffix = options.format, "" if options.format == "folder" else f".{options.format}"
        filters = "Folder of PNG (*)" if not suffix else f"{kind.upper()} (*{suffix})"
        path = ask_where(self, "Save the film", self.suggested(options), filters, (suffix,) if suffix else ())
        if path is not None:
            self.save_to(path)

    def suggested(self, options: FilmOptions) -> Path:
        """A path to begin with: the folder of the last picture, and a name that says what the film shows."""
        net = self.kit.session.net
        stem = file_name(net, options.start, "x").removesuffix(".x")
        suffix = "" if options.format == "folder" else f".{options.format}"
        return folder(self._store.settings.export_folder) / f"{stem}-to-{net.axis.text(options.end)}{suffix}"

    def save_to(self, path: Path) -> None:
        """Have the film made in the background, and close."""
        try:
            options = self.form.options()
        except UserError as error:
            self.complain(error)
            return
        path = path.absolute()
        self._store.change(export_folder=str(path.parent))
        filming.start(self.kit, self._jobs, self._request(replace(options), path))
        self.accept()

    def complain(self, fault: Exception | None) -> None:
        """Say what is wrong; such a film is not made."""
        super().complain(fault)
        self.save.setEnabled(fault is None)

    def _stop(self) -> None:
        super()._stop()
        self._jobs.cancel("preview")


def _clock(seconds: float) -> str:
    """``0:07``, ``12:30``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
