"""What goes onto the clipboard: the picture, or rows of what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from netexplorer.errors import UserError
from netexplorer.session.notices import Level

if TYPE_CHECKING:
    from netexplorer.ui.window import MainWindow


def copy_picture(window: MainWindow) -> None:
    """Put the picture on the clipboard, the one the export dialog offers first; it is drawn in the background."""
    from netexplorer.ui.dialogs.picture_job import present, work

    session, canvas = window.kit.session, window.pages.size()
    request = present(session, window.kit.style.theme, (float(canvas.width()), float(canvas.height())))

    def copied(data: bytes) -> None:
        mime = QMimeData()
        mime.setImageData(QImage.fromData(data))
        mime.setData("image/png", data)
        QGuiApplication.clipboard().setMimeData(mime)
        session.notices.say("The picture is on the clipboard.")

    def not_copied(fault: Exception) -> None:
        if not isinstance(fault, UserError):
            raise fault
        session.notices.say(str(fault), level=Level.ERROR)

    window.jobs.submit("copy", request, work, lambda answer: copied(answer[1]), not_copied)


def copy_rows(window: MainWindow) -> None:
    """Put the selected rows of the table, or those of what is selected elsewhere, on the clipboard."""
    session = window.kit.session
    if session.view.page == "table":
        window.table_page().copy_rows()
        return
    from netexplorer.session.copied import selected_rows  # not needed for the first picture
    from netexplorer.ui.panels.tableout import RowsOut

    RowsOut(session, window.jobs).copy_selected(selected_rows(session))
