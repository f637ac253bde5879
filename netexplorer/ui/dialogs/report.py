"""Taking a report home: of the date that is shown, or of what changed since another; with a look at its first page."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from netexplorer.errors import UserError
from netexplorer.publish.report import SUFFIXES, ReportRequest, first_page_of, write_report
from netexplorer.session.jobs import Cancelled, Jobs, Progress
from netexplorer.session.settings import SettingsStore
from netexplorer.ui.datejump import edtf_of
from netexplorer.ui.dialogs.base import Dialog, Segments, button_line, push
from netexplorer.ui.dialogs.picture_job import file_name
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import column
from netexplorer.ui.widgets import plain_label

WAIT_MS = 150  # a date that is being typed is not looked at letter by letter
FORMATS = (("pdf", "PDF"), ("md", "Markdown"))
ASPECT = 842 / 595
PREVIEW_JOB, JOB = "report-preview", "report"


class _Saving(Struct, frozen=True, eq=False):
    request: ReportRequest
    path: Path


class _Looking(Struct, frozen=True, eq=False):
    request: ReportRequest
    width_px: int


def _save(asked: _Saving, progress: Progress, cancelled: Cancelled) -> tuple[Path, ...]:
    return () if cancelled() else write_report(asked.request, asked.path)


def _look(asked: _Looking, progress: Progress, cancelled: Cancelled) -> QImage:
    return first_page_of(asked.request, asked.width_px)


class ReportDialog(Dialog):
    """Asks for a report of the present view."""

    def __init__(self, kit: Kit, jobs: Jobs, store: SettingsStore, parent: QWidget | None) -> None:
        super().__init__(kit, "Export report", parent)
        self._jobs, self._store = jobs, store
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.show_preview)
        self._make_parts()
        self._lay_out()
        self.finished.connect(self._stop)
        self.fit(820, 660)

    # -- the parts

    def _make_parts(self) -> None:
        axis, view = self.kit.session.net.axis, self.kit.session.view
        self.date = self._field("Date", axis.text(view.t))
        self.compare = self._field("Compared with", "" if view.compare is None else axis.text(view.compare))
        self.compare.setPlaceholderText("the year before")
        self.format = Segments("Format", FORMATS, "pdf", self._changed)
        self.picture = plain_label("Writing…", "muted")
        self.picture.setObjectName("preview")
        self.picture.setAccessibleName("First page")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(220, 300)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.trouble = plain_label("", "error", wrap=True)
        self.trouble.hide()
        self.says = plain_label("", "faint", wrap=True)
        self.save = push("Save…", self.ask_path, look="primary")
        self.save.setDefault(True)
        self.cancel = push("Cancel", self.reject)

    def _field(self, name: str, text: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setAccessibleName(name)
        field.textChanged.connect(self._changed)
        return field

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(12)
        form.addRow(plain_label("Date", "muted"), self.date)
        form.addRow(plain_label("Compared with", "muted"), self.compare)
        form.addRow(plain_label("Format", "muted"), self.format)
        lens = next((each.label for each in self.kit.session.net.dataset.lenses if each.id == self._lens()), "")
        hint = plain_label(
            "The picture, counts by state, what changed and why, where sources disagree, and the sources. "
            + (f"Only what the lens “{lens}” and the filters show." if lens else "Only what the filters show."),
            "faint",
            wrap=True,
        )
        side = QWidget()
        side.setFixedWidth(300)
        rows = column(side, gap_px=12)
        rows.addLayout(form)
        rows.addWidget(hint)
        rows.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addWidget(self.picture, 1)
        body.addWidget(side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 18, 18, 16)
        whole.setSpacing(12)
        whole.addLayout(body, 1)
        whole.addWidget(self.trouble)
        foot = QHBoxLayout()
        foot.addWidget(self.says, 1)
        foot.addLayout(button_line(self.cancel, self.save))
        whole.addLayout(foot)

    def _lens(self) -> str:
        return self.kit.session.view.lens

    def _changed(self) -> None:
        is_pdf = self.format.chosen == "pdf"
        self.says.setText("" if is_pdf else "The picture is written beside it as PNG.")
        self._timer.start()

    # -- what is asked for

    def request(self) -> ReportRequest:
        """The report as the fields have it.

        Raises
        ------
        UserError
            One of them is no date.
        """
        session = self.kit.session
        t, other = self._tick(self.date), self._tick(self.compare) if self.compare.text().strip() else None
        return ReportRequest(session.net, session.view, session.positions(), other, t)

    def _tick(self, field: QLineEdit) -> int:
        return self.kit.session.net.axis.parse(edtf_of(field.text())).earliest

    # -- the first page

    def showEvent(self, event: QShowEvent) -> None:
        """The first look waits for nothing."""
        super().showEvent(event)
        self._changed()
        self.show_preview()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page for the new size."""
        super().resizeEvent(event)
        self._timer.start()

    def show_preview(self) -> None:
        """Have the first page drawn; an older one that is not ready yet is forgotten."""
        self._timer.stop()
        ratio = self.devicePixelRatioF()
        width = min(self.picture.width() - 12, (self.picture.height() - 12) / ASPECT)
        try:
            asked = _Looking(self.request(), max(round(width * ratio), 60))
        except UserError as error:
            self._complain(error)
            return
        self._jobs.submit(PREVIEW_JOB, asked, _look, self._previewed, self._complain)

    def _previewed(self, page: QImage) -> None:
        self._complain(None)
        pixels = QPixmap.fromImage(page)
        pixels.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(pixels)

    # -- saving

    def ask_path(self) -> None:
        """Ask where to, then save; a name with another known ending chooses that format."""
        suffix = self.format.chosen
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the report", str(self.suggested()), f"{dict(FORMATS)[suffix]} (*.{suffix})"
        )
        if name:
            path = Path(name)
            self.save_to(path if path.name.lower().endswith(SUFFIXES) else path.with_name(f"{path.name}.{suffix}"))

    def suggested(self) -> Path:
        """A path to begin with: the folder of the last picture, and a name that says what it tells."""
        last = Path(self._store.settings.export_folder or Path.home())
        session = self.kit.session
        return (last if last.is_dir() else Path.home()) / file_name(session.net, session.view.t, self.format.chosen)

    def save_to(self, path: Path) -> None:
        """Write the report; the dialog closes when it is there."""
        try:
            asked = _Saving(self.request(), path.absolute())
        except UserError as error:
            self._complain(error)
            return
        self.save.setEnabled(False)
        self.says.setText("Writing the report…")
        self._jobs.submit(JOB, asked, _save, self._saved, self._failed)

    def _saved(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self._store.change(export_folder=str(paths[-1].parent))
            self.kit.session.notices.say(f"The report is saved as {paths[-1]}.")
        self.accept()

    def _failed(self, fault: Exception) -> None:
        self.save.setEnabled(True)
        self.says.setText("")
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
        self._jobs.cancel(PREVIEW_JOB)
        self._jobs.cancel(JOB)
