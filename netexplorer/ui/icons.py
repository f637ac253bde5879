"""The icons of the window, drawn by Lucide, in the colours of the theme."""

from __future__ import annotations

from PySide6.QtGui import QIcon, QPixmap

from netexplorer.resources import asset_bytes

_SCALES = (1, 2)


def rgb_text(argb: int) -> str:
    """``#rrggbb`` of a colour of the theme."""
    return f"#{argb & 0xFFFFFF:06x}"


class Icons:
    """Icons by their file name below ``assets/icons``, tinted; each is read once per colour.

    Parameters
    ----------
    ink : int
        ``0xAARRGGBB`` of an icon that asks for no colour of its own.
    """

    def __init__(self, ink: int) -> None:
        self._ink = ink
        self._made: dict[tuple[str, int, int], QIcon] = {}
        self._pictures: dict[tuple[str, int, int, int], QPixmap] = {}

    def icon(self, name: str, argb: int | None = None, *, size_px: int = 16) -> QIcon:
        """The icon ``name`` (without suffix), filled when it ends in ``!``; an empty name is an empty icon."""
        if not name:
            return QIcon()
        ink = self._ink if argb is None else argb
        key = (name, ink, size_px)
        if key not in self._made:
            icon = QIcon()
            for scale in _SCALES:
                icon.addPixmap(_pixmap(name, ink, size_px, scale))
            self._made[key] = icon
        return self._made[key]

    def pixmap(self, name: str, argb: int, size_px: int, scale: float) -> QPixmap:
        """One picture of the icon for a screen with so many pixels per point."""
        key = (name, argb, size_px, max(1, round(scale)))
        if key not in self._pictures:
            self._pictures[key] = _pixmap(*key)
        return self._pictures[key]


def _pixmap(name: str, argb: int, size_px: int, scale: int) -> QPixmap:
    svg = asset_bytes(f"icons/{name.removesuffix('!')}.svg").decode("utf-8")
    if name.endswith("!"):
        svg = svg.replace('fill="none"', 'fill="currentColor"', 1)
    size = str(size_px * scale)
    svg = svg.replace("currentColor", rgb_text(argb)).replace('width="24"', f'width="{size}"', 1)
    svg = svg.replace('height="24"', f'height="{size}"', 1)
    pixmap = QPixmap()
    pixmap.loadFromData(svg.encode("utf-8"), "SVG")
    pixmap.setDevicePixelRatio(scale)
    return pixmap
