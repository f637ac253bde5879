"""How a line of text gets onto a device: as remembered pixels on a screen, as letters in a PDF."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import ceil, floor, sqrt
from typing import NamedTuple, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from netexplorer.graph.plain import plain
from netexplorer.paint.device import Device, Image, placed_image
from netexplorer.paint.fonts import Fonts
from netexplorer.paint.remembered import Remembered
from netexplorer.scene.primitives import Text, Texts

SPRITE_BYTES = 16_000_000  # all remembered texts together
LARGEST_SPRITE_PX = 8_000_000  # beyond it a text is drawn afresh each time
LONGEST_SPRITE_PX = 16_000  # Qt's rasteriser cannot reach beyond 32 767
OUTLINE_PX = 2048  # the grid Inter is drawn on; at other sizes what was drawn before changes how outlines round
LARGE_PX = 20.0  # letters so large have words further apart than their halos reach
KEPT_BATCHES = 1024  # of texts
LONGEST_HALO = 500  # characters; stroking outlines is slow
SHIFT = {"left": 0.0, "center": 0.5, "right": 1.0}


class Lettering(Protocol):
    """One way of drawing text."""

    def draw(self, text: Text, device: Device) -> None:
        """Draw one line."""

    def draw_all(self, texts: Texts, device: Device) -> None:
        """Draw some lines."""


class Sprite(NamedTuple):
    """A text as pixels of the device; ``left, top`` is where they lie as seen from the start of the baseline."""

    image: QImage
    left: int
    top: int
    width_px: float


LATER = Sprite(QImage(), 0, 0, 0.0)  # nothing is drawn of it


class SpriteLettering:
    """Letters as remembered pixels: a label that was drawn once, with its halo, costs two microseconds after that.

    A text starts on a whole pixel of the device, so the same text always looks the same.
    """

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._sprites: OrderedDict[tuple[str, float, int, int, int, float, float], Sprite | None] = OrderedDict()
        self._bytes = 0
        self._placed: Remembered[list[Image]] = Remembered(KEPT_BATCHES)
        self._may_make: int | None = None  # texts in the picture that is being painted; None: all of them

    @property
    def remembered_bytes(self) -> int:
        """How much memory the remembered texts take."""
        return self._bytes

    @contextmanager
    def sparing(self, most: int) -> Iterator[Callable[[], bool]]:
        """Make no more than so many texts that are not yet remembered, and leave the others out.

        Gives a function that says whether some were left out: who paints again then finds more of them remembered.
        """
        self._may_make = most
        try:
            yield lambda: self._may_make is not None and self._may_make < 0
        finally:
            self._may_make = None

    def draw(self, text: Text, device: Device) -> None:
        """Draw one line, at the nearest pixel of the device."""
        for piece in self._pieces(text):
            sprite = self._sprite(piece, device.scale)
            if sprite is not None:
                device.painter.drawImage(*_placed(piece, sprite, device))
                continue
            left = piece.x - SHIFT[piece.anchor] * self._fonts(piece.text, piece.size_px, piece.weight)
            write(piece, QPointF(left, piece.y), device.painter, self._fonts)

    def draw_all(self, texts: Texts, device: Device) -> None:
        """Draw some lines; where they lie is remembered, as most names stay while time moves."""
        where = device.scale, device.dx, device.dy
        placed = self._placed.find(texts, where)
        if placed is None:
            placed = self._place(texts, device)
            if placed is None:
                for text in texts.items:
                    self.draw(text, device)
                return
            self._placed.keep(texts, placed, where)
        draw = device.painter.drawImage
        for image in placed:
            draw(*image)

    def _place(self, texts: Texts, device: Device) -> list[Image] | None:
        """All lines as images where they lie; None if one of them has no image, or not yet."""
        images: list[Image] = []
        for piece in (piece for text in texts.items for piece in self._pieces(text)):
            sprite = self._sprite(piece, device.scale)
            if sprite is None or sprite is LATER:
                return None
            images.append(_placed(piece, sprite, device))
        return images

    def get_to_know(self, texts: Iterable[Text], scale: float) -> None:
        """Remember texts that may come to be drawn, on a device of so many pixels to a px."""
        for text in texts:
            for piece in self._pieces(text):
                self._sprite(piece, scale)

    def _pieces(self, text: Text) -> Sequence[Text]:
        """The words of a large text with a halo, which is dear; dates one after another have most words in common."""
        is_dear = text.size_px >= LARGE_PX and text.halo_px > 0 and text.text.isascii()
        if not is_dear or " " not in text.text:
            return (text,)
        fonts, size, weight, pieces, before = self._fonts, text.size_px, text.weight, [], ""
        left = text.x - SHIFT[text.anchor] * fonts(text.text, size, weight)
        for word in text.text.split(" "):
            pieces.append(replace(text, text=word, x=left + fonts(before, size, weight), anchor="left"))
            before += f"{word} "
        return pieces

    def box(self, text: Text, scale: float) -> tuple[float, float, float, float] | None:
        """Left, top, right, bottom of a text in a picture that begins at the device's corner; None: anywhere."""
        boxes = [self._box(piece, scale) for piece in self._pieces(text)]
        known = [box for box in boxes if box is not None]
        if len(known) < len(boxes):
            return None
        left, top, right, bottom = zip(*known, strict=True)
        return min(left), min(top), max(right), max(bottom)

    def _box(self, text: Text, scale: float) -> tuple[float, float, float, float] | None:
        sprite = self._sprite(text, scale)
        if sprite is None:
            return None
        left = round((text.x - SHIFT[text.anchor] * sprite.width_px) * scale) + sprite.left
        top = round(text.y * scale) + sprite.top
        right, bottom = left + sprite.image.width(), top + sprite.image.height()
        return left / scale, top / scale, right / scale, bottom / scale

    def _sprite(self, text: Text, scale: float) -> Sprite | None:
        key = (text.text, text.size_px, text.weight, text.argb, text.halo, text.halo_px, scale)
        if key in self._sprites:
            self._sprites.move_to_end(key)
            return self._sprites[key]
        if self._may_make is not None:
            self._may_make -= 1
            if self._may_make < 0:
                return LATER
        made = self._sprites[key] = self._make(text, scale)
        self._bytes += 512 + (made.image.sizeInBytes() if made else 0)
        if self._bytes > SPRITE_BYTES:
            self._placed.clear()  # which would keep the pixels of those that go
        while self._bytes > SPRITE_BYTES and len(self._sprites) > 1:
            _, dropped = self._sprites.popitem(last=False)
            self._bytes -= 512 + (dropped.image.sizeInBytes() if dropped else 0)
        return made

    def _make(self, text: Text, scale: float) -> Sprite | None:
        fonts = self._fonts
        stretch = fonts.stretch(text.size_px) * scale
        metrics, words = fonts.metrics(text.size_px, text.weight), plain(text.text)
        box, width_px = metrics.boundingRect(words), fonts(text.text, text.size_px, text.weight)
        ahead = max(box.right(), width_px / fonts.stretch(text.size_px))  # Qt's box is too narrow where fonts are mixed
        margin = 2 + ceil((max(text.halo_px, 0.0) + 0.25 * text.size_px) * scale)
        left, top = floor(min(box.left(), 0.0) * stretch) - margin, floor(box.top() * stretch) - margin
        width = ceil(ahead * stretch) + margin - left
        height = ceil(box.bottom() * stretch) + margin - top
        if width > LONGEST_SPRITE_PX or width * height > LARGEST_SPRITE_PX:
            return None
        image = _clear(QSize(width, height))
        painter = QPainter(image)
        painter.translate(-left, -top)
        painter.scale(scale, scale)
        write(replace(text, halo_px=0.0), QPointF(0.0, 0.0), painter, fonts)
        painter.end()
        if text.halo_px > 0 and text.halo >> 24:
            image = _haloed(image, text.halo, text.halo_px * scale)
        return Sprite(image, left, top, width_px)


def _placed(text: Text, sprite: Sprite, device: Device) -> Image:
    """The pixels of a text, at the nearest pixel of the device."""
    _, _, scale, dx, dy = device
    left = text.x - SHIFT[text.anchor] * sprite.width_px
    x = round(left * scale + dx) + sprite.left
    y = round(text.y * scale + dy) + sprite.top
    return placed_image(sprite.image, x - dx, y - dy, scale)


class VectorLettering:
    """Letters as letters: what a PDF needs to be searchable. Emoji are pictures in their font and stay pictures."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._pictures = SpriteLettering(fonts)

    def draw(self, text: Text, device: Device) -> None:
        """Draw one line at its exact place."""
        if any(_is_emoji(character) for character in text.text):
            # Qt cannot embed them, and asking for their outlines changes how wide it says they are from then on.
            self._pictures.draw(text, device)
            return
        left = text.x - SHIFT[text.anchor] * self._fonts(text.text, text.size_px, text.weight)
        write(text, QPointF(left, text.y), device.painter, self._fonts)

    def draw_all(self, texts: Texts, device: Device) -> None:
        """Draw some lines."""
        for text in texts.items:
            self.draw(text, device)


def _is_emoji(character: str) -> bool:
    return (character >= "\U0001f000" and character < "\U0001fb00") or "\u2600" <= character < "\u27c0"


def _clear(size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image


def _haloed(image: QImage, argb: int, radius: float) -> QImage:
    """``image`` above itself smeared over a disc in one colour: forty times as fast as stroking the outlines."""
    letters = image.copy()
    painter = QPainter(letters)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(letters.rect(), QColor.fromRgba(argb | 0xFF000000))
    painter.end()
    step = max(1, int(radius / 8))
    reach = int(radius / step)
    smeared, halo = _clear(image.size()), _clear(image.size())
    across, down = QPainter(smeared), QPainter(halo)
    for half in range(reach + 1):  # letters smeared so far to both sides, and the rows of the disc that are as wide
        for column in {half, -half}:
            across.drawImage(QPoint(column * step, 0), letters)
        for row in range(-reach, reach + 1):
            if int(sqrt(max(radius * radius + 0.5 - (row * step) ** 2, 0.0)) / step) == half:
                down.drawImage(QPoint(0, row * step), smeared)
    across.end()
    down.end()
    both = _clear(image.size())
    painter = QPainter(both)
    painter.setOpacity((argb >> 24) / 255)
    painter.drawImage(QPoint(0, 0), halo)
    painter.setOpacity(1.0)
    painter.drawImage(QPoint(0, 0), image)
    painter.end()
    return both


def write(text: Text, start: QPointF, painter: QPainter, fonts: Fonts) -> None:
    """Draw the halo, then the letters, with the baseline beginning at ``start``."""
    stretch, words = fonts.stretch(text.size_px), plain(text.text)
    painter.save()
    painter.translate(start)
    if text.halo_px > 0 and text.halo >> 24 and len(words) <= LONGEST_HALO:
        _stroke(text, words, painter, fonts)
    if stretch != 1.0:
        painter.scale(stretch, stretch)
    painter.setFont(fonts.font(text.size_px, text.weight))
    painter.setPen(QColor.fromRgba(text.argb))
    painter.drawText(QPointF(0.0, 0.0), words)
    painter.restore()


def _stroke(text: Text, words: str, painter: QPainter, fonts: Fonts) -> None:
    """Draw the halo: the outlines of the letters at the size of their design, scaled down."""
    scale = text.size_px / OUTLINE_PX
    path = QPainterPath()
    path.addText(QPointF(0.0, 0.0), fonts.font(OUTLINE_PX, text.weight), words)
    pen = QPen(QColor.fromRgba(text.halo), 2.0 * text.halo_px / scale)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.save()
    painter.scale(scale, scale)
    painter.strokePath(path, pen)
    painter.restore()
