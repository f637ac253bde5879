"""One sentence over the picture, with its details behind a button; it can be sent away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from netexplorer.session.notices import Level, Notice
from netexplorer.ui.kit import Kit
from netexplorer.ui.widgets import plain_label, tool_button

_ICONS = {Level.INFO: "info", Level.WARNING: "triangle-alert", Level.ERROR: "circle-alert"}
MARGIN_PX = 12


class NoticeBar(QFrame):
    """Lies over the bottom edge of its parent, from side to side; the title and its date stay free."""

    def __init__(self, kit: Kit, parent: QWidget, *, details: Callable[[Notice], None]) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setObjectName("notice")
        self.setAccessibleName("Notice")
        self.notice: Notice | None = None
        self._mark = plain_label()
        self._text = plain_label(wrap=True)
        self._details = QPushButton("Details…")
        self._details.setProperty("look", "link")
        self._details.clicked.connect(self._open_details)
        self._tell_all = details
        self.remedy = QPushButton("Do something about it")  # until a notice has words for it
        self.remedy.setProperty("look", "link")
        self.remedy.clicked.connect(self._run_remedy)
        self._close = tool_button("Dismiss the notice", "Dismiss", self.dismiss, look="ghost")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 6, 8)
        row.setSpacing(10)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self.remedy)
        row.addWidget(self._details)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It keeps its place."""
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def tell(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self.notice = notice
        self._text.setText(notice.text[:600])
        self.setAccessibleDescription(notice.text[:600])
        self._details.setVisible(bool(notice.detail))
        if notice.remedy is not None:
            self.remedy.setText(notice.remedy.label)
        self.remedy.setVisible(notice.remedy is not None)
        style = self.kit.style
        argb = {Level.INFO: style.accent, Level.WARNING: style.middle[0], Level.ERROR: style.worst}[notice.level]
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(self.kit.icons.pixmap(_ICONS[notice.level], argb, 18, ratio))
        self._close.setIcon(self.kit.icons.icon("x", size_px=14))
        self.setProperty("tone", notice.level.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.place()
        self.show()
        self.raise_()

    def dismiss(self, notice: Notice | None = None) -> None:
        """Send the notice away; with a notice, only if it is still that one."""
        if notice is None or notice is self.notice:
            self.notice = None
            self.hide()

    def _open_details(self) -> None:
        if self.notice is not None:
            self._tell_all(self.notice)

    def _run_remedy(self) -> None:
        remedy = self.notice.remedy if self.notice is not None else None
        self.dismiss()
        if remedy is not None:
            remedy.run()

    def place(self) -> None:
        """Stand at the parent's bottom edge."""
        parent = self.parentWidget()
        if parent is None:
            return
        width = max(parent.width() - 2 * MARGIN_PX, 0)
        layout = self.layout()
        wanted = layout.heightForWidth(width) if layout is not None else self.sizeHint().height()
        height = max(wanted, 42)
        self.setGeometry(MARGIN_PX, max(parent.height() - MARGIN_PX - height, 0), width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape sends it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)
