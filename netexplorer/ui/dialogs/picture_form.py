"""The controls of the export dialog: from what the user chose to the request for a picture."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from netexplorer.errors import UserError
from netexplorer.paint.png import LONGEST_SIDE_PX
from netexplorer.scene.sheet import sheet_size
from netexplorer.session.opening import telling_dates
from netexplorer.session.session import Session
from netexplorer.session.sheet import sheet_ticks
from netexplorer.session.state import SheetDates
from netexplorer.ui.datejump import edtf_of
from netexplorer.ui.dialogs.base import NumberField, Segments, TickBox
from netexplorer.ui.dialogs.picture_job import FORMATS, SIZES, PictureRequest, file_name, present
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import Choice, column
from netexplorer.ui.widgets import heading, plain_label

CONTENTS = (("network", "Network"), ("channels", "Channels"), ("sheet", "Sheet"))


class PictureForm(QWidget):
    """What is on the picture, how large it is and in which format; ``changed`` fires when anything is another.

    Parameters
    ----------
    canvas : QSize
        The size of the canvas, on which the camera of the view was set.
    """

    changed = Signal()

    def __init__(self, kit: Kit, canvas: QSize) -> None:
        super().__init__()
        self.kit = kit
        self._canvas = canvas
        self._make_controls()
        self._lay_out()
        self._changed()

    def _make_controls(self) -> None:
        view, changed = self.kit.session.view, self._changed
        page = view.page if view.page in ("channels", "sheet") else "network"
        self.what = Segments("What", CONTENTS, page, changed)
        self._as_shown = ", ".join(self.kit.session.net.axis.text(tick) for tick in _dates(self.kit.session))
        self.dates = QLineEdit(self._as_shown)
        self.dates.setAccessibleName("Dates, separated by commas")
        self.dates.setCursorPosition(0)
        self.dates.textChanged.connect(changed)
        self.format = Segments("Format", FORMATS, "png", changed)
        self.size_ = Choice("Size", self._size_chosen)
        self.size_.offer([(ident, label) for ident, label, _ in SIZES], SIZES[0][0])
        size = SIZES[0][2] if page != "sheet" else sheet_size(len(_dates(self.kit.session)))
        arrow = self.kit.icons.pixmap("chevron-down", self.kit.style.text_muted, 14, self.devicePixelRatioF())
        self.size_.show_arrow(arrow)
        self.width_ = NumberField("Width in pixels", size[0], 100, LONGEST_SIDE_PX)
        self.height_ = NumberField("Height in pixels", size[1], 100, LONGEST_SIDE_PX)
        self.dpi = NumberField("Dots per inch", 96, 10, 2400)
        for number in (self.width_, self.height_, self.dpi):
            number.changed.connect(changed)
        theme = "dark" if self.kit.style.theme == "dark" else "light"
        self.theme = Segments("Theme", (("light", "Light"), ("dark", "Dark")), theme, changed)
        self.switches = {
            "title": TickBox(self.kit, "Title of the dataset", is_on=True),
            "date": TickBox(self.kit, "Date and event", is_on=True),
            "legend": TickBox(self.kit, "Legend", is_on=True),
            "sources": TickBox(self.kit, "Sources as footnotes", is_on=False),
            "transparent": TickBox(self.kit, "Transparent ground", is_on=False),
        }
        for switch in self.switches.values():
            switch.toggled.connect(changed)

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
        rows = column(self, gap_px=9, margins=(2, 2, 12, 2))
        rows.addLayout(form)
        rows.addSpacing(6)
        rows.addWidget(heading("With"))
        for switch in self.switches.values():
            rows.addWidget(switch)
        rows.addStretch(1)

    # -- what is asked for

    def request(self) -> PictureRequest:
        """The picture as the controls have it.

        Raises
        ------
        UserError
            If one of the dates of a sheet is none, or there are too many of them.
        """
        session = self.kit.session
        what = self.what.chosen
        view = msgspec.structs.replace(session.view, page=what)
        if what == "sheet" and not (session.view.page == "sheet" and self.dates.text() == self._as_shown):
            texts = [text for text in self.dates.text().split(",") if text.strip()]
            ticks = tuple(session.net.axis.parse(edtf_of(text)).earliest for text in texts)
            view = msgspec.structs.replace(view, sheet=SheetDates("typed", dates=ticks, emphasis=view.sheet.emphasis))
        if what == "sheet":
            sheet_ticks(session.net, view)
        start = present(session, self.theme.chosen, (float(self._canvas.width()), float(self._canvas.height())))
        options = msgspec.structs.replace(
            start.options,
            width=self.width_.value(),
            height=self.height_.value(),
            dpi=self.dpi.value(),
            format=self.format.chosen,
            **{name: switch.isChecked() for name, switch in self.switches.items()},
        )
        return replace(start, view=view, options=options)

    def file_name(self) -> str:
        """A name that says what the picture shows."""
        session = self.kit.session
        view, several = session.view, self.what.chosen == "sheet"
        return file_name(session.net, view.t, self.format.chosen, several=several, other=view.compare)

    def size_text(self) -> str:
        """How large it will be on paper."""
        if self.format.chosen != "png":
            return "Letters stay letters; any size without loss."
        width, height = (number.value() / self.dpi.value() * 2.54 for number in (self.width_, self.height_))
        return f"{width:.1f} × {height:.1f} cm when printed"

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
        is_sheet, is_png = self.what.chosen == "sheet", self.format.chosen == "png"
        self.dates.setVisible(is_sheet)
        self._dates_label.setVisible(is_sheet)
        self.dpi.setEnabled(is_png)
        named = {size: ident for ident, _, size in reversed(SIZES) if size[0]}
        now = named.get((self.width_.value(), self.height_.value()))
        if now is not None and self.size_.chosen not in (now, "window"):
            self.size_.offer([(ident, label) for ident, label, _ in SIZES], now)
        elif now is None and self.size_.chosen not in ("window", "custom"):
            self.size_.offer([(ident, label) for ident, label, _ in SIZES], "custom")
        self.changed.emit()


def _dates(session: Session) -> tuple[int, ...]:
    """The dates of the sheet that is shown, else telling ones."""
    if session.view.page == "sheet":
        try:
            return sheet_ticks(session.net, session.view)
        except UserError:
            return ()
    return telling_dates(session.net, session.view)


def _caption(text: str) -> QLabel:
    return plain_label(text, "muted")
