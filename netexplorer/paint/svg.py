"""Scenes as SVG by our own hand: text stays text, and every mark keeps its id and its title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from netexplorer.graph.plain import plain
from netexplorer.paint.metadata import SVG_ID, escape
from netexplorer.paint.outlines import OUTLINES, RING_HOLE, STROKES, hatch
from netexplorer.paint.raster import png_uri
from netexplorer.scene.primitives import (
    Curves,
    Group,
    Measure,
    Polygon,
    Raster,
    Rects,
    Scene,
    Segments,
    Shapes,
    Text,
    Texts,
)

FONTS = "Inter, Segoe UI, Helvetica Neue, Arial, Noto Sans, DejaVu Sans, sans-serif"
SHORTEST_STRETCHED = 4  # characters; a number of two digits has room and looks squeezed
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


def to_svg(scene: Scene, *, metadata: str = "", measure: Measure | None = None) -> bytes:
    """``scene`` as an SVG document in UTF-8; the same scene gives the same bytes.

    Parameters
    ----------
    metadata : str
        A note for :func:`netexplorer.paint.metadata.read_metadata`; JSON, so without control characters.
    measure : Measure, optional
        How wide texts are; with it they are as wide, and collide with nothing, where Inter is not installed.
    """
    writer = _Writer(measure)
    body = writer.items(scene.items)
    width, height = number(scene.width), number(scene.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" font-family="{escape(FONTS)}">',
        f"<title>{_text(scene.title)}</title>" if scene.title else "",
        f"<desc>{_text(scene.description)}</desc>" if scene.description else "",
        f'<metadata id="{SVG_ID}">{escape(metadata)}</metadata>' if metadata else "",
        "<defs>" + "".join(writer.defs) + "</defs>" if writer.defs else "",
        f'<rect width="{width}" height="{height}"{_fill(scene.background)}/>' if scene.background >> 24 else "",
        *body,
        "</svg>\n",
    ]
    return "\n".join(line for line in lines if line).encode("utf-8", errors="replace")


def number(value: float) -> str:
    """``value`` to a hundredth of a pixel, without idle zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _numbers(values: Iterable[float]) -> str:
    return " ".join(number(value) for value in values)


def _text(text: str) -> str:
    return escape(plain(text))


def _paint(name: str, argb: int) -> str:
    alpha = argb >> 24
    if not alpha:
        return f' {name}="none"'
    opacity = "" if alpha == 255 else f' {name}-opacity="{number(alpha / 255)}"'
    return f' {name}="#{argb & 0xFFFFFF:06x}"{opacity}'


def _fill(argb: int) -> str:
    return _paint("fill", argb)


def _stroke(argb: int, width_px: float, dash: tuple[float, ...] = (), round_cap: bool = False) -> str:
    if not argb >> 24 or width_px <= 0:
        return ""
    pattern = f' stroke-dasharray="{_numbers(dash)}"' if dash else ""
    cap = ' stroke-linecap="round"' if round_cap else ""
    return f'{_paint("stroke", argb)} stroke-width="{number(width_px)}"{pattern}{cap}'


class _Writer:
    """Turns items into lines of SVG and gathers what belongs into ``<defs>``."""

    def __init__(self, measure: Measure | None) -> None:
        self._measure = measure
        self.defs: list[str] = []
        self._taken: dict[str, int] = {SVG_ID: 1}

    def items(self, items: Iterable[Any]) -> list[str]:
        return [line for item in items for line in WRITE[type(item)](self, item)]

    def name(self, wanted: str) -> str:
        """A new id that XML allows, as near to ``wanted`` as can be."""
        safe = _UNSAFE.sub("-", wanted).strip("-.") or "x"
        safe = safe if safe[0].isalpha() or safe[0] == "_" else "_" + safe
        count = self._taken.get(safe, 0)
        while True:
            count += 1
            candidate = safe if count == 1 else f"{safe}-{count}"
            if count == 1 or candidate not in self._taken:
                break
        self._taken[safe] = count
        self._taken.setdefault(candidate, 1)
        return candidate

    def marks(self, item: Any, look: str, drawn: list[str]) -> list[str]:
        """A batch: one group for the look, in it one named group per mark that has an id or a title."""
        if not drawn:
            return []
        if not item.ids and not item.titles:
            return [f"<g{look}>", *drawn, "</g>"]
        ids = item.ids or ("",) * len(drawn)
        titles = item.titles or ("",) * len(drawn)
        named = [self._named(*parts) for parts in zip(ids, titles, drawn, strict=True)]
        return [f"<g{look}>", *named, "</g>"]

    def _named(self, wanted: str, title: str, drawn: str) -> str:
        label = f"<title>{_text(title)}</title>" if title else ""
        key = f' id="{self.name(wanted)}" data-id="{_text(wanted)}"' if wanted else ""
        return f"<g{key}>{label}{drawn}</g>" if key or label else drawn

    def segments(self, item: Segments) -> list[str]:
        parts = [f"M{_numbers(xy[:2])}L{_numbers(xy[2:])}" for xy in item.xy.tolist()]
        return self._lines(item, parts)

    def curves(self, item: Curves) -> list[str]:
        parts = [f"M{_numbers(xy[:2])}Q{_numbers(xy[2:])}" for xy in item.xy.tolist()]
        return self._lines(item, parts)

    def _lines(self, item: Segments | Curves, parts: list[str]) -> list[str]:
        look = ' fill="none"' + _stroke(item.argb, item.width_px, item.dash, item.round_cap)
        if parts and not item.ids and not item.titles:
            parts = ["".join(parts)]
        return self.marks(item, look, [f'<path d="{part}"/>' for part in parts])

    def shapes(self, item: Shapes) -> list[str]:
        look = _fill(item.fill) + _stroke(item.stroke, item.stroke_px, round_cap=item.shape in STROKES)
        places = zip(item.xy.tolist(), item.size_px.tolist(), strict=True)
        return self.marks(item, look, [_shape(item, x, y, size) for (x, y), size in places])

    def rects(self, item: Rects) -> list[str]:
        look = _stroke(item.stroke, item.stroke_px)
        if item.fill_right is None:
            look = _fill(item.fill) + look
        return self.marks(item, look, [self._rect(item, *xywh) for xywh in item.xywh.tolist()])

    def _rect(self, item: Rects, x: float, y: float, w: float, h: float) -> str:
        box = f'x="{number(x)}" y="{number(y)}" width="{number(max(w, 0))}" height="{number(max(h, 0))}"'
        if item.hatch:
            stripes = "".join("M" + "L".join(map(_numbers, stripe)) + "Z" for stripe in hatch(x, y, w, h))
            frame = f'<rect {box} fill="none"/>' if item.stroke >> 24 else ""
            return (f'<path d="{stripes}" stroke="none"/>' if stripes else "") + frame
        corner = f' rx="{number(item.radius_px)}"' if item.radius_px > 0 else ""
        fade = f' fill="url(#{self._gradient(item.fill, item.fill_right)})"' if item.fill_right is not None else ""
        return f"<rect {box}{corner}{fade}/>"

    def _gradient(self, left: int, right: int) -> str:
        key = f"fade-{left:08x}-{right:08x}"
        if key not in self._taken:
            self._taken[key] = 1
            stops = "".join(
                f'<stop offset="{at}" stop-color="#{argb & 0xFFFFFF:06x}" stop-opacity="{number((argb >> 24) / 255)}"/>'
                for at, argb in ((0, left), (1, right))
            )
            self.defs.append(f'<linearGradient id="{key}">{stops}</linearGradient>')
        return key

    def raster(self, item: Raster) -> list[str]:
        if not item.argb.size:
            return []
        x, y, w, h = (number(value) for value in item.xywh)
        look = "" if item.smooth else ' style="image-rendering:pixelated"'
        box = f'x="{x}" y="{y}" width="{w}" height="{h}" preserveAspectRatio="none"'
        return [f'<image {box}{look} href="{png_uri(item)}"/>']

    def polygon(self, item: Polygon) -> list[str]:
        return [f'<polygon points="{_numbers(item.xy.ravel().tolist())}"{_fill(item.fill)}/>']

    def texts(self, item: Texts) -> list[str]:
        return [self._line(text) for text in item.items if text.text]

    def _line(self, text: Text) -> str:
        key = f' id="{self.name(text.id)}" data-id="{_text(text.id)}"' if text.id else ""
        anchor = "" if text.anchor == "left" else f' text-anchor="{ANCHORS[text.anchor]}"'
        weight = "" if text.weight == 400 else f' font-weight="{text.weight}"'
        halo = ""
        if text.halo_px > 0 and text.halo >> 24:
            halo = _stroke(text.halo, 2 * text.halo_px) + ' stroke-linejoin="round" paint-order="stroke"'
        return (
            f'<text{key} x="{number(text.x)}" y="{number(text.y)}" font-size="{number(text.size_px)}"'
            f"{weight}{anchor}{self._length(text)}{_fill(text.argb)}{halo}>{_text(text.text)}</text>"
        )

    def _length(self, text: Text) -> str:
        """The width the scene was composed with; letters of another font are stretched to it."""
        if self._measure is None or len(plain(text.text)) < SHORTEST_STRETCHED:
            return ""
        width = self._measure(text.text, text.size_px, text.weight)
        return f' textLength="{number(width)}" lengthAdjust="spacingAndGlyphs"' if width >= 1 else ""

    def group(self, item: Group) -> list[str]:
        key = f' id="{self.name(item.id)}"' if item.id else ""
        clip = ""
        if item.clip is not None:
            x, y, w, h = (number(value) for value in item.clip)
            name = self.name("clip")
            self.defs.append(f'<clipPath id="{name}"><rect x="{x}" y="{y}" width="{w}" height="{h}"/></clipPath>')
            clip = f' clip-path="url(#{name})"'
        title = [f"<title>{_text(item.title)}</title>"] if item.title else []
        inside = self.items(item.items)
        if item.dx or item.dy:  # the clip stays where it is while what it shows moves
            inside = [f'<g transform="translate({_numbers((item.dx, item.dy))})">', *inside, "</g>"]
        return [f"<g{key}{clip}>", *title, *inside, "</g>"]


def _shape(item: Shapes, x: float, y: float, size: float) -> str:
    if item.shape in STROKES:
        strokes = ((x + a * size, y + b * size, x + c * size, y + d * size) for a, b, c, d in STROKES[item.shape])
        return '<path d="' + "".join(f"M{_numbers(s[:2])}L{_numbers(s[2:])}" for s in strokes) + '"/>'
    if item.shape in OUTLINES:
        corners = (value for px, py in OUTLINES[item.shape] for value in (x + px * size, y + py * size))
        return f'<polygon points="{_numbers(corners)}"/>'
    centre = f'cx="{number(x)}" cy="{number(y)}"'
    hole = f'<circle {centre} r="{number(size / 2 * RING_HOLE)}"/>' if item.shape == "ring" else ""
    return f'<circle {centre} r="{number(size / 2)}"/>{hole}'


WRITE: Mapping[type, Callable[[_Writer, Any], list[str]]] = MappingProxyType(
    {
        Segments: _Writer.segments,
        Curves: _Writer.curves,
        Shapes: _Writer.shapes,
        Rects: _Writer.rects,
        Raster: _Writer.raster,
        Polygon: _Writer.polygon,
        Texts: _Writer.texts,
        Group: _Writer.group,
    }
)
