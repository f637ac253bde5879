"""The quiet bar above the sheet: every so often, every change of a channel, or typed dates."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec.structs import replace
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from netexplorer.errors import UserError
from netexplorer.session import selection
from netexplorer.session.sheet import step_words, steps_for, usual_step
from netexplorer.session.state import SheetBy, SheetDates
from netexplorer.ui.datejump import edtf_of
from netexplorer.ui.dialogs.base import Segments, TickBox
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import Choice, FlowLayout, column
from netexplorer.ui.widgets import plain_label, plain_tip

WAYS: tuple[tuple[SheetBy, str], ...] = (("step", "Every"), ("changes", "Changes of"), ("typed", "Dates"))
SELECTED = "what is selected"
MOST_CHANNELS = 300  # in the list; others are reached by selecting them
HEIGHT_PX, CHOICE_PX, CHANNEL_PX, DATE_PX, DATES_PX = 30, 112, 220, 104, 300


class SheetBar(QFrame):
    """Says which dates the sheet shows, and changes that."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.setObjectName("tablepage")
        self.by = Segments("Cells", WAYS, "step", self._by_chosen)
        self.step = Choice("Every", lambda step: self._change(step=step))
        self.channel = Choice("Changes of", self._channel_chosen)
        self.dates = self._field("Dates, separated by commas", DATES_PX, self._typed)
        self.start = self._field("From", DATE_PX, self._bounded)
        self.end = self._field("To", DATE_PX, self._bounded)
        self.start.setPlaceholderText("from")
        self.end.setPlaceholderText("to")
        self.emphasis = TickBox(kit, "Changes stand out", is_on=True)
        self.emphasis.setToolTip(plain_tip("What changed since the cell before is wide, what stayed is pale"))
        self.emphasis.clicked.connect(lambda on: self._change(emphasis=on))
        self.trouble = plain_label("", "error", wrap=True)
        self.trouble.hide()
        row, flow = QWidget(), FlowLayout(10)
        row.setLayout(flow)
        self._sizes()
        self.bounds = QWidget()  # so that both go to the next line together
        both = QHBoxLayout(self.bounds)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.start)
        both.addWidget(self.end)
        for part in (self.by, self.step, self.channel, self.dates, self.bounds, self.emphasis):
            part.setFixedHeight(HEIGHT_PX)
            flow.addWidget(part)
        lines = column(self, gap_px=2, margins=(16, 8, 14, 8))
        lines.addWidget(row)
        lines.addWidget(self.trouble)

    def _field(self, name: str, width_px: int, run: Callable[[], None]) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setFixedWidth(width_px)
        field.editingFinished.connect(run)
        return field

    def _sizes(self) -> None:
        for choice, width_px in ((self.step, CHOICE_PX), (self.channel, CHANNEL_PX)):
            choice.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            choice.setFixedWidth(width_px)
        self.by.setFixedWidth(self.by.sizeHint().width())

    # -- what is shown

    def apply(self, reasons: frozenset[str]) -> None:
        """Show what the view says."""
        sheet = self.kit.session.view.sheet
        if reasons & {"data", "theme"}:
            ratio = self.devicePixelRatioF()
            for choice in (self.step, self.channel):
                choice.show_arrow(self.kit.icons.pixmap("chevron-down", self.kit.style.text_muted, 14, ratio))
        if reasons & {"data", "filter", "selection", "sheet"}:
            self._offer(sheet)
        self.by.buttons[sheet.by].setChecked(True)
        for part, way in ((self.step, "step"), (self.channel, "changes"), (self.dates, "typed")):
            part.setVisible(sheet.by == way)
        self.bounds.setVisible(sheet.by != "typed")
        self.emphasis.setChecked(sheet.emphasis)
        if reasons & {"data", "sheet"}:
            self._fill(sheet)

    def _offer(self, sheet: SheetDates) -> None:
        net, plan = self.kit.session.net, self.kit.session.plan()
        steps = [step for step in steps_for(net) if step != sheet.step]
        steps += [sheet.step or usual_step(net)]
        rows = sorted(dict.fromkeys(steps), key=lambda step: [self._length(step), step])
        self.step.offer([(step, step_words(net, step)) for step in rows], sheet.step or usual_step(net))
        channels = np.flatnonzero(plan.channels)[:MOST_CHANNELS].tolist()
        named = sorted((net.label(row), net.rel_ids[row]) for row in channels)
        chosen = net.rel_row.get(sheet.rel, -1)
        if chosen >= 0 and chosen not in channels:
            named.insert(0, (net.label(chosen), sheet.rel))
        self.channel.offer([("", SELECTED), *((ident, label) for label, ident in named)], sheet.rel)

    def _length(self, step: str) -> float:
        unit = {"y": 365.25, "m": 30.4}.get(step[-1], 1.0)
        return float(step.rstrip("ymd")) * unit

    def _fill(self, sheet: SheetDates) -> None:
        axis = self.kit.session.net.axis
        self.dates.setText(", ".join(axis.text(tick) for tick in sheet.dates))
        self.dates.setCursorPosition(0)
        for field, tick in ((self.start, sheet.start), (self.end, sheet.end)):
            field.setText("" if tick is None else axis.text(tick))
        self.complain("")

    def complain(self, text: str) -> None:
        """What of the bar makes no sense."""
        self.trouble.setText(text[:300])
        self.trouble.setVisible(bool(text))

    # -- what is chosen

    def _change(self, **changes: object) -> None:
        session = self.kit.session
        session.update(sheet=replace(session.view.sheet, **changes))

    def _channel_chosen(self, rel: str) -> None:
        """The channel is selected, too: it stands out in every cell, and the dossier tells its history."""
        session = self.kit.session
        selected = f"{selection.RELATIONSHIP}:{rel}" if rel else session.view.selected
        session.update(sheet=replace(session.view.sheet, rel=rel), selected=selected)

    def _by_chosen(self) -> None:
        session, by = self.kit.session, self.by.chosen
        sheet = session.view.sheet
        if by == "typed" and not sheet.dates:  # begin with something that can be changed
            from netexplorer.session.opening import telling_dates

            self._change(by=by, dates=telling_dates(session.net, session.view))
        else:
            self._change(by=by)

    def _typed(self) -> None:
        self._read(lambda parse: {"dates": tuple(parse(text) for text in self.dates.text().split(",") if text.strip())})

    def _bounded(self) -> None:
        def bounds(parse: Callable[[str], int]) -> dict[str, object]:
            texts = self.start.text().strip(), self.end.text().strip()
            start, end = (parse(text) if text else None for text in texts)
            return {"start": start, "end": end}

        self._read(bounds)

    def _read(self, make: Callable[[Callable[[str], int]], dict[str, object]]) -> None:
        axis = self.kit.session.net.axis
        try:
            found = make(lambda text: axis.parse(edtf_of(text)).earliest)
        except UserError as error:
            text = str(error)
            self.complain(text[:1].upper() + text[1:])
            return
        self.complain("")
        self._change(**found)
