"""Taking a report home: of the date that is shown, or of what changed since another; with a look at its first page."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from netexplorer.errors import UserError
from netexplorer.publish.report import SUFFIXES, ReportRequest, first_page_of, write_report
from netexplorer.session.jobs import Cancelled, Jobs, Progress
from netexplorer.session.settings import SettingsStore
from netexplorer.ui.datejump import edtf_of
from netexplorer.ui.dialogs.base import Segments
from netexplorer.ui.dialogs.picture_job import file_name
from netexplorer.ui.dialogs.previewing import PreviewDialog
from netexplorer.ui.dialogs.where import ask_where, folder
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import column
from netexplorer.ui.widgets import plain_label

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


class ReportDialog(PreviewDialog):
    """Asks for a report of the present view."""

    def __init__(self, kit: Kit, jobs: Jobs, store: SettingsStore, parent: QWidget | None) -> None:
        least = QSize(220, 300)
        super().__init__(kit, jobs, store, "Export report", parent, shows="First page", waits="Writing…", least=least)
        axis, view = kit.session.net.axis, kit.session.view
        self.date = self._field("Date", axis.text(view.t))
        self.compare = self._field("Compared with", "" if view.compare is None else axis.text(view.compare))
        self.compare.setPlaceholderText("the year before")
        self.format = Segments("Format", FORMATS, "pdf", self._changed)
        self.lay_out(self._side())
        self.fit(820, 660)

    def _field(self, name: str, text: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setAccessibleName(name)
        field.textChanged.connect(self._changed)
        return field

    def _side(self) -> QWidget:
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
        return side

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
        self._changed()
        super().showEvent(event)

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
            self.complain(error)
            return
        self._jobs.submit(PREVIEW_JOB, asked, _look, self._previewed, self.complain)

    def _previewed(self, page: QImage) -> None:
        self.complain(None)
        pixels = QPixmap.fromImage(page)
        pixels.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(pixels)

    # -- saving

    def ask_path(self) -> None:
        """Ask where to, then save; a name with another known ending chooses that format."""
        suffix = self.format.chosen
        endings = (f".{suffix}", *SUFFIXES)
        kinds = f"{dict(FORMATS)[suffix]} (*.{suffix})"
        path = ask_where(self, "Save the report", self.suggested(), kinds, endings)
        if path is not None:
            self.save_to(path)

    def suggested(self) -> Path:
        """A path to begin with: the folder of the last picture, and a name that says what it tells."""
        session = self.kit.session
        return folder(self._store.settings.export_folder) / file_name(session.net, session.view.t, self.format.chosen)

    def save_to(self, path: Path) -> None:
        """Write the report; the dialog closes when it is there."""
        try:
            asked = _Saving(self.request(), path.absolute())
        except UserError as error:
            self.complain(error)
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
        self.complain(fault)

    def _stop(self) -> None:
        super()._stop()
        self._jobs.cancel(PREVIEW_JOB)
        self._jobs.cancel(JOB)
