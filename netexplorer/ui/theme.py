"""Light and dark for the widgets, made from the same tokens as the canvas."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from netexplorer.scene.style import Style, load_style
from netexplorer.ui.icons import Icons, rgb_text
from netexplorer.ui.stylesheet import off_ink, stylesheet

Choice = Literal["system", "light", "dark"]
#: A property of an application that was begun with the style Fusion; to choose it later Python loads all of QStyle.
IS_FUSION = "netexplorer-is-fusion"


class Theme(QObject):
    """The look in force. ``changed`` fires after palette and stylesheet of the application were replaced.

    ``system`` follows the desktop, also while the program runs.

    Parameters
    ----------
    dressed : bool
        Whether the application is dressed at once. Where a window is built first and dressed as a whole, by
        :meth:`dress`, its widgets are not polished again each time they are put into another.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, choice: Choice = "system", parent: QObject | None = None, *, dressed: bool = True
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._choice: Choice = choice
        self._system_is_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.style: Style = load_style(self._wanted())
        self.icons = Icons(self.style.text_normal)
        if not app.property(IS_FUSION):
            app.setStyle("Fusion")
        if dressed:
            self.dress()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def choice(self) -> Choice:
        """What the user chose; ``system`` unless told otherwise."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Take a theme, or follow the system again."""
        self._choice = choice
        self._apply()

    def _wanted(self) -> Literal["light", "dark"]:
        if self._choice == "system":
            return "dark" if self._system_is_dark else "light"
        return self._choice

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system_is_dark = scheme == Qt.ColorScheme.Dark
        self._apply()

    def _apply(self) -> None:
        style = load_style(self._wanted())
        if style.theme == self.style.theme:
            return
        self.style = style
        self.icons = Icons(style.text_normal)
        self.dress()
        self.changed.emit()

    def dress(self) -> None:
        """Give the application the palette and the stylesheet of the theme in force.

        Where a sheet takes the place of another, Qt polishes a widget once for itself and once more for every widget
        around it; where there was none, only once.
        """
        sheet = stylesheet(self.style)
        is_other = self._app.styleSheet() != sheet
        if is_other:
            self._app.setStyleSheet("")
        self._app.setPalette(palette(self.style))
        if is_other:
            self._app.setStyleSheet(sheet)


def palette(style: Style) -> QPalette:
    """The colours of every widget the stylesheet does not name."""
    role = QPalette.ColorRole
    made = QPalette()
    rows = (
        (role.Window, style.panel),
        (role.Base, style.panel),
        (role.AlternateBase, style.field),
        (role.Button, style.panel),
        (role.ToolTipBase, style.text_strong),
        (role.ToolTipText, style.panel),
        (role.WindowText, style.text_normal),
        (role.Text, style.text_normal),
        (role.ButtonText, style.text_normal),
        (role.BrightText, style.text_strong),
        (role.PlaceholderText, style.text_faint),
        (role.Highlight, style.accent),
        (role.HighlightedText, style.on_accent),
        (role.Link, style.accent),
        (role.LinkVisited, style.accent),
        (role.Light, style.raised),
        (role.Midlight, style.raised),
        (role.Mid, style.border),
        (role.Dark, style.border),
        (role.Shadow, style.border),
        (role.Accent, style.accent),
    )
    for name, argb in rows:
        made.setColor(name, QColor(rgb_text(argb)))
    off = QColor(rgb_text(off_ink(style)))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, off)
    return made


def heading_font(base: QFont) -> QFont:
    """Small letterspaced capitals: the heading of a section in a panel."""
    font = QFont(base)
    font.setPixelSize(11)
    font.setWeight(QFont.Weight.DemiBold)
    font.setCapitalization(QFont.Capitalization.AllUppercase)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.7)
    return font
