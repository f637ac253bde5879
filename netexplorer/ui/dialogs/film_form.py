"""The controls of the film dialog: from what the user chose to the options of a film."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from netexplorer.errors import UserError
from netexplorer.graph.network import TemporalNetwork
from netexplorer.paint.png import LONGEST_SIDE_PX
from netexplorer.publish.film.options import (
    FORMATS,
    KNOWN,
    READ,
    FilmOptions,
    Pace,
    checked,
    first_tick,
    last_tick,
    usual,
    usual_hold,
)
from netexplorer.publish.film.video import find_encoder
from netexplorer.session import travel
from netexplorer.session.story import named
from netexplorer.ui.datejump import edtf_of
from netexplorer.ui.dialogs.base import NumberField, Segments, TickBox
from netexplorer.ui.dialogs.film_job import SIZES
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import Choice, column
from netexplorer.ui.widgets import heading, plain_label

PACES: tuple[tuple[Pace, str], ...] = (("even", "Even"), ("steps", "Months"), ("changes", "Changes"))
NUMBER_PACES: tuple[tuple[Pace, str], ...] = (("even", "Even"), ("changes", "Changes"))
STORY: tuple[tuple[Pace, str], ...] = (("story", "A story"),)
LONGEST_S = 24 * 3600
MOST_STORIES = 200  # to choose from


def first_format() -> str:
    """A video where it can be made, else a GIF."""
    try:
        find_encoder()
    except UserError:
        return "gif"
    return "mp4"


class FilmForm(QWidget):
    """How the film goes through time, what is on its pictures, and in which format; ``changed`` fires when it does.

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

    @property
    def _net(self) -> TemporalNetwork:
        return self.kit.session.net

    def _make_controls(self) -> None:
        changed, net = self._changed, self._net
        kind = first_format()
        wish = usual(net, kind)
        self.format = self._choice("Format", self._format_chosen, [(each.id, each.label) for each in FORMATS], kind)
        self.start = _field("From", net.axis.text(travel.home(net)), changed)
        self.end = _field("To", net.axis.text(travel.end(net)), changed)
        paces = NUMBER_PACES if net.axis.is_number else PACES
        told = [story for story in net.dataset.stories if story.steps][:MOST_STORIES]
        self.pace = Segments("Pace", paces + STORY if told else paces, "even", changed)
        stories = [(story.id, named(story)[:100]) for story in told] or [("", "")]
        self.story = self._choice("Story", lambda _ident: changed(), stories, stories[0][0])
        self.seconds = NumberField("Seconds", round(wish.seconds), 1, LONGEST_S)
        self.fps = NumberField("Pictures a second", round(wish.fps), 1, 120)
        self.size_ = self._choice("Size", self._size_chosen, [(ident, label) for ident, label, _ in SIZES], SIZES[0][0])
        self.width_ = NumberField("Width in pixels", wish.width, 64, LONGEST_SIDE_PX)
        self.height_ = NumberField("Height in pixels", wish.height, 64, LONGEST_SIDE_PX)
        for number in (self.seconds, self.fps, self.width_, self.height_):
            number.changed.connect(changed)
        theme = "dark" if self.kit.style.theme == "dark" else "light"
        self.theme = Segments("Theme", (("light", "Light"), ("dark", "Dark")), theme, changed)
        self.switches = {
            "title": TickBox(self.kit, "Names of dataset and lens", is_on=True),
            "caption": TickBox(self.kit, "What happened", is_on=True),
            "legend": TickBox(self.kit, "Legend", is_on=True),
            "timeline": TickBox(self.kit, "Timeline", is_on=True),
        }
        for switch in self.switches.values():
            switch.toggled.connect(changed)

    def _choice(self, name: str, chosen: object, rows: list[tuple[str, str]], first: str) -> Choice:
        choice = Choice(name, chosen)  # type: ignore[arg-type]
        choice.offer(rows, first)
        arrow = self.kit.icons.pixmap("chevron-down", self.kit.style.text_muted, 14, self.devicePixelRatioF())
        choice.show_arrow(arrow)
        return choice

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_caption("Format"), self.format)
        form.addRow(_caption("Dates"), _beside(self.start, "to", self.end))
        form.addRow(_caption("Pace"), self.pace)
        form.addRow(_caption("Story"), self.story)
        self._form = form
        form.addRow(_caption("Seconds"), self.seconds)
        form.addRow(_caption("Per second"), self.fps)
        form.addRow(_caption("Size"), self.size_)
        form.addRow(_caption("Pixels"), _beside(self.width_, "×", self.height_))
        form.addRow(_caption("Theme"), self.theme)
        rows = column(self, gap_px=9, margins=(2, 2, 12, 2))
        rows.addLayout(form)
        rows.addSpacing(6)
        rows.addWidget(heading("With"))
        for switch in self.switches.values():
            rows.addWidget(switch)
        rows.addStretch(1)

    # -- what is asked for

    def options(self) -> FilmOptions:
        """The film as the controls have it.

        Raises
        ------
        UserError
            No film can be like that.
        """
        net, camera = self._net, self.kit.session.view.camera
        seconds = 0.0 if self.pace.chosen in READ else float(self.seconds.value())
        canvas = (float(self._canvas.width()), float(self._canvas.height()))
        wish = replace(
            usual(net, self.format.chosen),
            pace=self.pace.chosen,
            **self._span(),
            seconds=seconds,
            fps=float(self.fps.value()),
            hold=usual_hold(seconds),
            width=self.width_.value(),
            height=self.height_.value(),
            theme=self.theme.chosen,
            canvas=(0.0, 0.0) if camera is None else canvas,
            **{name: switch.isChecked() for name, switch in self.switches.items()},
        )
        if self.format.chosen in ("mp4", "webm"):
            find_encoder()
        return checked(net, wish)

    def _span(self) -> dict[str, Any]:
        """From when to when; a story brings its dates."""
        if self.pace.chosen == "story":
            return {"story": self.story.chosen}
        start, end = (edtf_of(field.text()) for field in (self.start, self.end))
        return {"start": first_tick(self._net, start), "end": last_tick(self._net, end)}

    def _format_chosen(self, ident: str) -> None:
        """Each format has a length and a size that suit it."""
        shape = KNOWN[ident]
        sizes = {self.width_: shape.size[0], self.height_: shape.size[1]}
        _set_quietly({self.seconds: round(shape.seconds), self.fps: round(shape.fps), **sizes})
        self._changed()

    def _size_chosen(self, ident: str) -> None:
        width, height = next(size for each, _, size in SIZES if each == ident)
        if width:
            _set_quietly({self.width_: width, self.height_: height})
        else:
            self.width_.setFocus()
            self.width_.selectAll()
        self._changed()

    def _changed(self) -> None:
        is_story = self.pace.chosen == "story"
        self.seconds.setEnabled(self.pace.chosen not in READ)
        self.start.setEnabled(not is_story)
        self.end.setEnabled(not is_story)
        self._form.setRowVisible(self.story, is_story)
        named = {size: ident for ident, _, size in reversed(SIZES) if size[0]}
        now = named.get((self.width_.value(), self.height_.value()), "custom")
        if self.size_.chosen != now:
            self.size_.offer([(ident, label) for ident, label, _ in SIZES], now)
        self.changed.emit()


def _set_quietly(values: dict[NumberField, int]) -> None:
    """Set several numbers and tell nobody."""
    for number, value in values.items():
        number.blockSignals(True)
        number.set_value(value)
        number.blockSignals(False)


def _field(name: str, text: str, changed: object) -> QLineEdit:
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.textChanged.connect(changed)
    return field


def _beside(left: QWidget, words: str, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(left, 1)
    row.addWidget(plain_label(words, "muted"))
    row.addWidget(right, 1)
    return row


def _caption(text: str) -> QLabel:
    return plain_label(text, "muted")
