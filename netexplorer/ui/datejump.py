"""Typing a date: a field below the transport that takes whatever people write for a date."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from netexplorer.errors import UserError
from netexplorer.graph.axis import TimeAxis
from netexplorer.ui.widgets import Popover, plain_label

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DAY_FIRST = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?([a-z]+)\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DOTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_BEFORE_CHRIST = re.compile(r"(\d{1,4})\s*(?:bc|bce)")


def edtf_of(text: str) -> str:
    """``April 2014``, ``1 Nov 2021``, ``Nov 1, 2021``, ``1.11.2021``, ``428 BC`` as EDTF; anything else as it is."""
    low = " ".join(text.casefold().split())
    if match := _BEFORE_CHRIST.fullmatch(low):
        return f"{1 - int(match[1]):05d}"
    if match := _DOTS.fullmatch(low):
        return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    if match := _DAY_FIRST.fullmatch(low):
        day, month, year = match.groups()
    elif match := _MONTH_FIRST.fullmatch(low):
        month, day, year = match.groups()
    else:
        return text.strip()
    number = MONTHS.index(month[:3]) + 1 if month[:3] in MONTHS and len(month) >= 3 else _SEASONS.get(month, 0)
    if month in _SEASONS:
        number = _SEASONS[month]
    if not number:
        return text.strip()
    return f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else "")


class DateJump(Popover):
    """One field; Enter jumps, a date that is none is answered with one sentence under the field."""

    def __init__(self, parent: QWidget, *, jump: Callable[[str], None], name: str = "Go to date") -> None:
        super().__init__(parent)
        self._jump = jump
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setMinimumWidth(230)
        self.field.returnPressed.connect(self._enter)
        self.field.textEdited.connect(lambda _: self._complain(""))
        self.trouble = plain_label("", "error", wrap=True)
        self.trouble.hide()
        self._hint = plain_label("", "faint", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for widget in (self.field, self.trouble, self._hint):
            column.addWidget(widget)

    def ask(self, axis: TimeAxis, now: int, anchor: QWidget, about: str = "") -> None:
        """Open below ``anchor``, the date ``now`` in the field, ready to be typed over, and a line ``about`` it."""
        how = f"A number of {axis.unit or 'units'}" if axis.is_number else "2014, 2014-04, April 2014, 1 Nov 2021, 199X"
        self._hint.setText("\n".join(part for part in (about, how) if part))
        self.field.setText(axis.text(now))
        self._complain("")
        self.open_below(anchor)
        self.field.setFocus()
        self.field.selectAll()

    def _enter(self) -> None:
        try:
            self._jump(edtf_of(self.field.text()))
        except UserError as error:
            self._complain(str(error))
            return
        self.close()

    def _complain(self, text: str) -> None:
        self.trouble.setText(text[:300])
        self.trouble.setVisible(bool(text))
        self.field.setProperty("state", "bad" if text else "")
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
        self.adjustSize()
