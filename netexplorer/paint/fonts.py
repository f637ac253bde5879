"""The shipped fonts: the same letters, as wide as here, on every machine.

Sizes are pixels of the scene. Qt takes whole pixel sizes only, so an odd size is the next whole one, stretched; with
hinting off letters are as wide as their outlines say, and stretching is exact.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

from netexplorer.errors import UserError
from netexplorer.graph.plain import plain
from netexplorer.resources import asset

FAMILY = "Inter"
FACES = ("Regular", "Medium", "SemiBold", "Bold")
CACHED_WIDTHS = 20_000
REGISTERED = "netexplorer-fonts"


def gui_application() -> QGuiApplication:
    """The running Qt application, or a new one that needs no display; keep a reference to it.

    Returns
    -------
    QGuiApplication
        Never a ``QApplication`` made here: no widget is loaded for the sake of a picture.
    """
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    return QGuiApplication([sys.argv[0] or "netexplorer", "-platform", "offscreen"])


class Fonts:
    """Inter in four weights and the widths of texts set in it; other scripts come from the system.

    Make one per program, after the ``QGuiApplication``. It is a :class:`netexplorer.scene.primitives.Measure`.

    Raises
    ------
    UserError
        A shipped font file is missing or broken.
    """

    def __init__(self) -> None:
        _register()
        self._fonts: dict[tuple[int, int], QFont] = {}
        self._metrics: dict[tuple[int, int], QFontMetricsF] = {}
        self._widths: dict[tuple[str, float, int], float] = {}

    def font(self, size_px: float, weight: int = 400) -> QFont:
        """The font for ``size_px``, in whole pixels: stretch by :meth:`stretch` what is drawn with it."""
        key = (_whole(size_px), weight)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = _make(*key)
        return found

    @staticmethod
    def stretch(size_px: float) -> float:
        """How much larger ``size_px`` is than the font that :meth:`font` gives for it; mostly 1."""
        return size_px / _whole(size_px)

    def metrics(self, size_px: float, weight: int = 400) -> QFontMetricsF:
        """The metrics of :meth:`font`, not stretched."""
        key = (_whole(size_px), weight)
        found = self._metrics.get(key)
        if found is None:
            found = self._metrics[key] = QFontMetricsF(self.font(size_px, weight))
        return found

    def __call__(self, text: str, size_px: float, weight: int = 400, /) -> float:
        """The advance width of ``text`` in pixels; remembered, so asking again costs a look-up."""
        key = (text, size_px, weight)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) >= CACHED_WIDTHS:
                self._widths.clear()
            advance = self.metrics(size_px, weight).horizontalAdvance(plain(text))
            found = self._widths[key] = advance * self.stretch(size_px)
        return found


def _whole(size_px: float) -> int:
    return max(1, round(size_px))


def _make(size: int, weight: int) -> QFont:
    font = QFont()
    font.setFamilies([FAMILY])
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias | QFont.StyleStrategy.NoSubpixelAntialias)
    font.setFeature(QFont.Tag("calt"), 0)  # Inter would swap in dashes that no search of a PDF finds
    return font


def _register() -> None:
    """Hand the files to Qt, once per application: it would keep a second copy of what it is given twice."""
    application = QGuiApplication.instance()
    if application is None:
        raise RuntimeError("fonts need a QGuiApplication: call gui_application() first and keep what it returns")
    if application.property(REGISTERED):
        return
    for face in FACES:
        path = asset(f"fonts/{FAMILY}-{face}.otf")
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise UserError(f"the font {path} cannot be loaded", hint="Install netexplorer again.")
    application.setProperty(REGISTERED, True)
