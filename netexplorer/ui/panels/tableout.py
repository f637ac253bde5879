"""Rows of the table on their way out: to the clipboard and into a file, in the background where there are many."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from netexplorer.errors import UserError
from netexplorer.session import spreadsheet
from netexplorer.session.jobs import Jobs
from netexplorer.session.notices import Level
from netexplorer.session.session import Session
from netexplorer.session.spreadsheet import AT_ONCE, MOST_COPIED, Saving, to_csv, to_tsv
from netexplorer.session.table import Rows
from netexplorer.session.wording import count_text, number_text

MOST_DRAGGED = 2_000  # rows, made while the mouse is down
_NO_ROWS = "Nothing that is selected is in force on this date, so there are no rows to {}."
COPY, SAVE = "table-copy", "table-save"  # kinds of jobs


class RowsOut:
    """Copies and saves, and says what has become of it."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        self._session = session
        self._jobs = jobs

    def copy(self, rows: Rows) -> None:
        """Put the rows on the clipboard: for spreadsheets, and as CSV; of very many only the first."""
        kept = rows.chosen(np.arange(min(len(rows), MOST_COPIED)))
        what = f"{count_text(len(kept), 'row')} {'is' if len(kept) == 1 else 'are'} on the clipboard"
        if len(kept) < len(rows):
            what += f", the first of {number_text(len(rows))}; “Save as CSV” takes them all"

        def done(texts: tuple[str, str]) -> None:
            QGuiApplication.clipboard().setMimeData(_mime(*texts))
            self._session.notices.say(f"{what}.")

        if len(kept) <= AT_ONCE:
            done((to_tsv(kept), to_csv(kept)))
        else:
            self._jobs.submit(COPY, kept, spreadsheet.copy, done)

    def copy_selected(self, rows: Rows) -> None:
        """Put the rows of what is selected on the clipboard, or say that there are none."""
        if len(rows):
            self.copy(rows)
        else:
            self._session.notices.say(_NO_ROWS.format("copy"))

    def drag_selected(self, rows: Rows, origin: QWidget) -> None:
        """Let the user drop the rows of what is selected into another program, or say that there are none."""
        if len(rows):
            self.drag(rows, origin)
        else:
            self._session.notices.say(_NO_ROWS.format("drag"))

    def drag(self, rows: Rows, origin: QWidget) -> None:
        """Let the user drop the rows into another program; of very many only the first."""
        kept = rows.chosen(np.arange(min(len(rows), MOST_DRAGGED)))
        drag = QDrag(origin)
        drag.setMimeData(_mime(to_tsv(kept), to_csv(kept)))
        if len(kept) < len(rows):
            most = f"The first {number_text(len(kept))} rows of {number_text(len(rows))} are dragged"
            self._session.notices.say(f"{most}; “Save as CSV” takes them all.")
        drag.exec(Qt.DropAction.CopyAction)

    def ask_and_save(self, rows: Rows, parent: QWidget) -> None:
        """Ask where to, then write all the rows."""
        path = self._session.path
        suggested = path.with_suffix(".csv").name if path else "relationships.csv"
        name, _ = QFileDialog.getSaveFileName(parent, "Save the rows", suggested, "CSV (*.csv)")
        if name:
            self.save(rows, Path(name) if Path(name).suffix else Path(f"{name}.csv"))

    def save(self, rows: Rows, path: Path) -> None:
        """Write all the rows as comma separated values."""

        def done(written: Path | None) -> None:
            if written is not None:
                what = f"{count_text(len(rows), 'row')} {'is' if len(rows) == 1 else 'are'}"
                self._session.notices.say(f"{what} in {written.name}.", detail=str(written))

        def failed(fault: Exception) -> None:
            if not isinstance(fault, UserError):
                raise fault
            self._session.notices.say(str(fault), level=Level.ERROR)

        self._jobs.submit(SAVE, Saving(rows, path), spreadsheet.save, done, failed)


def _mime(tsv: str, csv: str) -> QMimeData:
    """What spreadsheets take, and what asks for commas."""
    mime = QMimeData()
    mime.setText(tsv)
    mime.setData("text/csv", csv.encode("utf-8", "replace"))
    return mime
