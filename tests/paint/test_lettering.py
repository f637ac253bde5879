"""Letters as remembered pixels."""

from __future__ import annotations

from PySide6.QtGui import QImage, QPainter

from netexplorer.paint.fonts import Fonts
from netexplorer.paint.lettering import SpriteLettering
from netexplorer.paint.painter import paint
from netexplorer.scene.primitives import Scene, Text, Texts

NAMES = ("Lavrov", "Stoltenberg", "Grushko", "Gerasimov", "Milley")


def drawn(lettering: SpriteLettering) -> QImage:
    """A name to a line."""
    texts = tuple(Text(5.0, 20.0 + 20.0 * at, name, 13.0, 0xFF101010) for at, name in enumerate(NAMES))
    image = QImage(140, 120, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(Scene(140.0, 120.0, 0xFFFFFFFF, (Texts(texts),)), painter, lettering)
    painter.end()
    return image


def test_who_spares_leaves_texts_out_until_they_are_remembered(fonts: Fonts) -> None:
    lettering, pictures = SpriteLettering(fonts), []
    for _ in range(3):
        with lettering.sparing(2) as is_behind:
            pictures.append((drawn(lettering), is_behind()))
    assert [behind for _, behind in pictures] == [True, True, False]
    whole = drawn(SpriteLettering(fonts))
    assert [image == whole for image, _ in pictures] == [False, False, True]


def test_who_does_not_spare_any_more_has_all_at_once(fonts: Fonts) -> None:
    lettering = SpriteLettering(fonts)
    with lettering.sparing(0):
        assert drawn(lettering) != drawn(SpriteLettering(fonts))
    assert drawn(lettering) == drawn(SpriteLettering(fonts))


def test_a_box_is_known_of_a_text_that_was_left_out(fonts: Fonts) -> None:
    lettering = SpriteLettering(fonts)
    with lettering.sparing(0):
        drawn(lettering)
    assert lettering.box(Text(5.0, 20.0, NAMES[0], 13.0, 0xFF101010), 1.0) is not None
