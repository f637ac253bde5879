"""Taking the picture home: what is on it, how large, in which format; with a preview that is the picture itself."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import QMimeData, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from netexplorer.errors import UserError
from netexplorer.paint.png import LONGEST_SIDE_PX
from netexplorer.render import PictureOptions
from netexplorer.session.jobs import Jobs
from netexplorer.session.opening import telling_dates
from netexplorer.session.settings import SettingsStore
from netexplorer.ui.datejump import edtf_of
from netexplorer.ui.dialogs.base import Dialog, NumberField, Segments, button_line, push
from netexplorer.ui.dialogs.picture_job import FORMATS, SIZES, PictureRequest, file_name, preview, work
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import Choice, column, scrolled
from netexplorer.ui.widgets import heading, plain_label

CONTENTS = (("network", "Network"), ("channels", "Channels"), ("years", "Years"))
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
        self._make_controls()
        self._lay_out()
        self.finished.connect(self._stop)
        self.fit(1080, 680)
        self._changed()

    # -- the parts

    def _make_controls(self) -> None:
        view, changed = self.kit.session.view, self._changed
        page = view.page if view.page == "channels" else "network"
        self.what = Segments("What", CONTENTS, page, changed)
        dates = telling_dates(self.kit.session.net, view)
        self.dates = QLineEdit(", ".join(self.kit.session.net.axis.text(tick) for tick in dates))
        self.dates.setAccessibleName("Dates, separated by commas")
        self.dates.setCursorPosition(0)
        self.dates.textChanged.connect(changed)
        self.format = Segments("Format", FORMATS, "png", changed)
        self.size_ = Choice("Size", self._size_chosen)
        self.size_.offer([(ident, label) for ident, label, _ in SIZES], SIZES[0][0])
        arrow = self.kit.icons.pixmap("chevron-down", self.kit.style.text_muted, 14, self.devicePixelRatioF())
        self.size_.show_arrow(arrow)
        self.width_ = NumberField("Width in pixels", SIZES[0][2][0], 100, LONGEST_SIDE_PX)
        self.height_ = NumberField("Height in pixels", SIZES[0][2][1], 100, LONGEST_SIDE_PX)
        self.dpi = NumberField("Dots per inch", 96, 10, 2400)
        for number in (self.width_, self.height_, self.dpi):
            number.changed.connect(changed)
        theme = "dark" if self.kit.style.theme == "dark" else "light"
        self.theme = Segments("Theme", (("light", "Light"), ("dark", "Dark")), theme, changed)
        self.switches = {
            "title": _switch("Title of the dataset", True),
            "date": _switch("Date and event", True),
            "legend": _switch("Legend", True),
            "sources": _switch("Sources as footnotes", False),
            "transparent": _switch("Transparent ground", False),
        }
        for switch in self.switches.values():
            switch.toggled.connect(changed)
        self.picture = QLabel()
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
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        numbers = QHBoxLayout()
        numbers.addWidget(self.width_, 1)
        numbers.addWidget(plain_label("×", "muted"))
        numbers.addWidget(self.height_, 1)
        self._dates_label = _caption("Dates")
        form.addRow(_caption("What"), self.what)
        form.addRow(self._dates_label, self.dates)
        form.addRow(_caption("Format"), self.format)
        form.addRow(_caption("Size"), self.size_)
        form.addRow(_caption("Pixels"), numbers)
        form.addRow(_caption("Dots per inch"), self.dpi)
        form.addRow(_caption("Theme"), self.theme)
        side = QWidget()
        rows = column(side, gap_px=9, margins=(2, 2, 12, 2))
        rows.addLayout(form)
        rows.addSpacing(6)
        rows.addWidget(heading("With"))
        for switch in self.switches.values():
            rows.addWidget(switch)
        rows.addStretch(1)
        area = scrolled(side)
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

    # -- what is asked for

    def request(self) -> PictureRequest:
        """The picture as the controls have it.

        Raises
        ------
        UserError
            If one of the dates of the years is none.
        """
        session = self.kit.session
        what = self.what.chosen
        view = msgspec.structs.replace(session.view, page="channels" if what == "channels" else "network")
        ticks: tuple[int, ...] = ()
        if what == "years":
            texts = [text for text in self.dates.text().split(",") if text.strip()]
            ticks = tuple(session.net.axis.parse(edtf_of(text)).earliest for text in texts)
            if not ticks:
                raise UserError("a picture of several years needs dates", hint="Write some, separated by commas.")
        canvas = self._canvas
        options = PictureOptions(
            width=self.width_.value(),
            height=self.height_.value(),
            dpi=self.dpi.value(),
            theme="dark" if self.theme.chosen == "dark" else "light",
            format="svg" if self.format.chosen == "svg" else "pdf" if self.format.chosen == "pdf" else "png",
            canvas=(0.0, 0.0) if view.camera is None else (float(canvas.width()), float(canvas.height())),
            file=session.path.name if session.path else "",
            **{name: switch.isChecked() for name, switch in self.switches.items()},
        )
        return PictureRequest(session.net, view, session.positions(), options, ticks)

    def _size_chosen(self, ident: str) -> None:
        width, height = next(size for each, _, size in SIZES if each == ident)
        if ident == "window":
            width, height = max(self._canvas.width(), 100), max(self._canvas.height(), 100)
        if width:
            for number, value in ((self.width_, width), (self.height_, height)):
                number.blockSignals(True)
                number.set_value(value)
                number.blockSignals(False)
            if ident in ("a4", "a3"):
                self.dpi.set_value(300)
        else:
            self.width_.setFocus()
            self.width_.selectAll()
        self._changed()

    def _changed(self) -> None:
        is_years, is_png = self.what.chosen == "years", self.format.chosen == "png"
        self.dates.setVisible(is_years)
        self._dates_label.setVisible(is_years)
        self.dpi.setEnabled(is_png)
        named = {size: ident for ident, _, size in reversed(SIZES) if size[0]}
        now = named.get((self.width_.value(), self.height_.value()))
        if now is not None and self.size_.chosen not in (now, "window"):
            self.size_.offer([(ident, label) for ident, label, _ in SIZES], now)
        elif now is None and self.size_.chosen not in ("window", "custom"):
            self.size_.offer([(ident, label) for ident, label, _ in SIZES], "custom")
        width, height, dpi = self.width_.value(), self.height_.value(), self.dpi.value()
        paper = f"{width / dpi * 2.54:.1f} × {height / dpi * 2.54:.1f} cm when printed" if is_png else ""
        self.says.setText(paper or ("Letters stay letters; any size without loss." if not is_png else ""))
        self._timer.start()

    # -- preview

    def show_preview(self) -> None:
        """Ask for a preview; an older one that is not ready yet is forgotten."""
        self._timer.stop()
        ratio = self.devicePixelRatioF()
        room = (int((self.picture.width() - 12) * ratio), int((self.picture.height() - 12) * ratio))
        try:
            request = preview(self.request(), max(room[0], 50), max(room[1], 50))
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
        """Ask where to, then save."""
        suffix = self.format.chosen
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the picture", str(self.suggested()), f"{suffix.upper()} (*.{suffix})"
        )
        if name:
            path = Path(name)
            self.save_to(path if path.suffix.lower() == f".{suffix}" else path.with_name(f"{path.name}.{suffix}"))

    def suggested(self) -> Path:
        """A path to begin with: the folder of the last picture, and a name that says what it shows."""
        session = self.kit.session
        folder = Path(self._store.settings.export_folder or Path.home())
        is_years = self.what.chosen == "years"
        return folder / file_name(session.net, session.view.t, self.format.chosen, several=is_years)

    def save_to(self, path: Path) -> None:
        """Make the picture and write it; the dialog closes when it is there."""
        try:
            request = self.request()
        except UserError as error:
            self._complain(error)
            return
        self._set_busy(True)
        there = PictureRequest(
            request.net, request.view, request.positions, request.options, request.ticks, path.absolute()
        )
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
            request = self.request()
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
        self.trouble.setText(text[:1].upper() + text[1:])
        self.trouble.setVisible(bool(text))

    def _stop(self) -> None:
        self._timer.stop()
        self._jobs.cancel("preview")
        self._jobs.cancel("export")


def _caption(text: str) -> QLabel:
    return plain_label(text, "muted")


def _switch(text: str, is_on: bool) -> QCheckBox:
    switch = QCheckBox(text)
    switch.setChecked(is_on)
    return switch
