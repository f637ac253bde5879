"""A picture made larger or smaller as a whole, so that a page is composed once and fits any size."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from netexplorer.scene.primitives import (
    Curves,
    Group,
    Item,
    Polygon,
    Raster,
    Rects,
    Scene,
    Segments,
    Shapes,
    Text,
    Texts,
)


def scaled_scene(scene: Scene, factor: float) -> Scene:
    """The same picture, ``factor`` times as wide and as high."""
    items = tuple(scaled(item, factor) for item in scene.items)
    return replace(scene, width=scene.width * factor, height=scene.height * factor, items=items)


def scaled(item: Item, factor: float) -> Item:
    """The same item with every length, width and text size times ``factor``."""
    k = np.float32(factor)
    if isinstance(item, Segments | Curves):
        dash = tuple(length * factor for length in item.dash)
        return replace(item, xy=item.xy * k, width_px=item.width_px * factor, dash=dash)
    if isinstance(item, Shapes):
        return replace(item, xy=item.xy * k, size_px=item.size_px * k, stroke_px=item.stroke_px * factor)
    if isinstance(item, Rects):
        stroke, radius = item.stroke_px * factor, item.radius_px * factor
        return replace(item, xywh=item.xywh * k, stroke_px=stroke, radius_px=radius)
    if isinstance(item, Polygon | Raster):
        places = {"xy": item.xy * k} if isinstance(item, Polygon) else {"xywh": _four(item.xywh, factor)}
        return replace(item, **places)
    if isinstance(item, Texts):
        return Texts(tuple(_scaled_text(text, factor) for text in item.items))
    parts = tuple(scaled(part, factor) for part in item.items)
    return Group(parts, item.id, item.title, item.dx * factor, item.dy * factor, item.clip and _four(item.clip, factor))


def _scaled_text(text: Text, factor: float) -> Text:
    x, y, size, halo = (length * factor for length in (text.x, text.y, text.size_px, text.halo_px))
    return replace(text, x=x, y=y, size_px=size, halo_px=halo)


def _four(box: tuple[float, float, float, float], factor: float) -> tuple[float, float, float, float]:
    return box[0] * factor, box[1] * factor, box[2] * factor, box[3] * factor
