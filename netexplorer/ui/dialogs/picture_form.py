"""The controls of the export dialog: from what the user chose to the request for a picture."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QSize

from netexplorer.errors import UserError
from netexplorer.scene.sheet import sheet_size
from netexplorer.session.opening import telling_dates
from netexplorer.session.session import Session
from netexplorer.session.sheet import sheet_ticks
from netexplorer.session.state import SheetDates
from netexplorer.ui.datejump import edtf_of
from netexplorer.ui.dialogs.base import NumberField, Segments
from netexplorer.ui.dialogs.picture_job import FORMATS, SIZES, PictureRequest, file_name, present
from netexplorer.ui.dialogs.sizedform import SizedForm, set_quietly, text_field
from netexplorer.ui.kit import Kit

LEAST_SIDE_PX = 100
SWITCHES = (
    ("title", "Title of the dataset", True),
    ("date", "Date and event", True),
    ("legend", "Legend", True),
    ("sources", "Sources as footnotes", False),
    ("transparent", "Transparent ground", False),
)
CONTENTS = (("network", "Network"), ("channels", "Channels"), ("sheet", "Sheet"))


class PictureForm(SizedForm):
    """What is on the picture, how large it is and in which format.

    Parameters
    ----------
    canvas : QSize
        The size of the canvas, on which the camera of the view was set.
    """

    def __init__(self, kit: Kit, canvas: QSize) -> None:
        super().__init__(kit, canvas, SIZES, LEAST_SIDE_PX, SWITCHES)
        self._make_controls()
        self._form = self.lay_out(
            (
                ("What", self.what),
                ("Dates", self.dates),
                ("Format", self.format),
                ("Size", self.size_),
                ("Pixels", self.pixels),
                ("Dots per inch", self.dpi),
                ("Theme", self.theme),
            )
        )
        self._changed()

    def _make_controls(self) -> None:
        session, changed = self.kit.session, self._changed
        page = session.view.page if session.view.page in ("channels", "sheet") else "network"
        self.what = Segments("What", CONTENTS, page, changed)
        self._as_shown: str | None = None  # the dates that were offered; found when somebody wants a sheet
        self.dates = text_field("Dates, separated by commas", "", changed)
        self.format = Segments("Format", FORMATS, "png", changed)
        self.dpi = NumberField("Dots per inch", 96, 10, 2400)
        self.dpi.changed.connect(changed)
        if page == "sheet":
            width, height = sheet_size(len(_dates(session)))
            set_quietly({self.width_: width, self.height_: height})

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
        start = present(session, self.theme.chosen, self.canvas)
        options = msgspec.structs.replace(
            start.options,
            width=self.width_.value(),
            height=self.height_.value(),
            dpi=self.dpi.value(),
            format=self.format.chosen,
            **self.switched,
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
        super()._size_chosen(ident)
        if ident in ("a4", "a3"):
            self.dpi.set_value(300)

    def _offer_dates(self) -> None:
        session = self.kit.session
        self._as_shown = ", ".join(session.net.axis.text(tick) for tick in _dates(session))
        if not self.dates.text():
            blocked = self.dates.blockSignals(True)
            self.dates.setText(self._as_shown)
            self.dates.setCursorPosition(0)
            self.dates.blockSignals(blocked)

    def _changed(self) -> None:
        if self.what.chosen == "sheet" and self._as_shown is None:
            self._offer_dates()
        self._form.setRowVisible(self.dates, self.what.chosen == "sheet")
        self.dpi.setEnabled(self.format.chosen == "png")
        super()._changed()


def _dates(session: Session) -> tuple[int, ...]:
    """The dates of the sheet that is shown, else telling ones."""
    if session.view.page == "sheet":
        try:
            return sheet_ticks(session.net, session.view)
        except UserError:
            return ()
    return telling_dates(session.net, session.view)
