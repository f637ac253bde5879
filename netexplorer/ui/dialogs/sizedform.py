"""What the forms of pictures and films share: size, theme, what stands around the network, and the way it is laid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from netexplorer.paint.png import LONGEST_SIDE_PX
from netexplorer.ui.dialogs.base import NumberField, Segments, TickBox
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import Choice, column
from netexplorer.ui.widgets import heading, plain_label

Sizes = Sequence[tuple[str, str, tuple[int, int]]]
WINDOW, CUSTOM = "window", "custom"


class SizedForm(QWidget):
    """The controls of something that is taken home; ``changed`` fires when anything is another.

    Parameters
    ----------
    canvas : QSize
        The size of the canvas, on which the camera of the view was set.
    sizes : sequence of (id, label, (width, height))
        To choose from, in pixels; of the ids ``window`` is that of the canvas and ``custom`` any other.
    least_px : int
        Of a side.
    switches : sequence of (name, label, whether it is on)
        What stands around the network.
    """

    changed = Signal()

    def __init__(
        self, kit: Kit, canvas: QSize, sizes: Sizes, least_px: int, switches: Sequence[tuple[str, str, bool]]
    ) -> None:
        super().__init__()
        self.kit, self._canvas, self._sizes = kit, canvas, sizes
        first = sizes[0][2]
        rows = [(ident, label) for ident, label, _ in sizes]
        self.size_ = self.choice("Size", self._size_chosen, rows, sizes[0][0])
        self.width_ = NumberField("Width in pixels", first[0], least_px, LONGEST_SIDE_PX)
        self.height_ = NumberField("Height in pixels", first[1], least_px, LONGEST_SIDE_PX)
        for number in (self.width_, self.height_):
            number.changed.connect(self._changed)
        theme = "dark" if kit.style.theme == "dark" else "light"
        self.theme = Segments("Theme", (("light", "Light"), ("dark", "Dark")), theme, self._changed)
        self.switches = {name: TickBox(kit, label, is_on=is_on) for name, label, is_on in switches}
        for switch in self.switches.values():
            switch.toggled.connect(self._changed)

    def choice(self, name: str, chosen: Callable[[str], object], rows: Sequence[tuple[str, str]], first: str) -> Choice:
        """A list to choose one from."""
        choice = Choice(name, chosen)
        choice.offer(rows, first)
        arrow = self.kit.icons.pixmap("chevron-down", self.kit.style.text_muted, 14, self.devicePixelRatioF())
        choice.show_arrow(arrow)
        return choice

    def lay_out(self, rows: Sequence[tuple[str, QWidget | QHBoxLayout]]) -> QFormLayout:
        """The controls under one another with what they are called, then the switches."""
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, part in rows:
            form.addRow(caption(words), part)
        lines = column(self, gap_px=9, margins=(2, 2, 12, 2))
        lines.addLayout(form)
        lines.addSpacing(6)
        lines.addWidget(heading("With"))
        for switch in self.switches.values():
            lines.addWidget(switch)
        lines.addStretch(1)
        return form

    @property
    def pixels(self) -> QHBoxLayout:
        """The fields of width and height beside one another."""
        return beside(self.width_, "×", self.height_)

    @property
    def switched(self) -> dict[str, bool]:
        """What is to stand around the network."""
        return {name: switch.isChecked() for name, switch in self.switches.items()}

    @property
    def canvas(self) -> tuple[float, float]:
        """The size of the canvas in pixels."""
        return float(self._canvas.width()), float(self._canvas.height())

    def _size_chosen(self, ident: str) -> None:
        width, height = next(size for each, _, size in self._sizes if each == ident)
        if ident == WINDOW:
            width, height = max(self._canvas.width(), 100), max(self._canvas.height(), 100)
        if width:
            set_quietly({self.width_: width, self.height_: height})
        else:
            self.width_.setFocus()
            self.width_.selectAll()
        self._changed()

    def _changed(self) -> None:
        """Let the list of sizes say what the numbers are, and tell whoever listens."""
        named = {size: ident for ident, _, size in reversed(self._sizes) if size[0]}
        now = named.get((self.width_.value(), self.height_.value()), CUSTOM)
        if self.size_.chosen not in (now, WINDOW):
            self.size_.offer([(ident, label) for ident, label, _ in self._sizes], now)
        self.changed.emit()


def set_quietly(values: Mapping[NumberField, int]) -> None:
    """Set several numbers and tell nobody."""
    for number, value in values.items():
        number.blockSignals(True)
        number.set_value(value)
        number.blockSignals(False)


def text_field(name: str, text: str, changed: Callable[[], object]) -> QLineEdit:
    """A field that tells of every letter."""
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.textChanged.connect(lambda _: changed())
    return field


def beside(left: QWidget, words: str, right: QWidget) -> QHBoxLayout:
    """Two controls with a word between them."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(left, 1)
    row.addWidget(plain_label(words, "muted"))
    row.addWidget(right, 1)
    return row


def caption(text: str) -> QLabel:
    """What a control is called."""
    return plain_label(text, "muted")
