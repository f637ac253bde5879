"""How things look: the tokens of a theme, and what a state, a side and a kind of actor look like in it.

Canvas and widgets read the same two files, ``assets/themes/light.json`` and ``dark.json``. Colours are ``0xAARRGGBB``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal, cast, get_args

import msgspec
from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.network import TemporalNetwork
from netexplorer.resources import asset
from netexplorer.scene.primitives import ShapeName

Theme = Literal["light", "dark"]
Mark = Literal["", "cross", "plus", "up", "down", "dot", "minus"]

OPAQUE = 0xFF000000
SHAPES: tuple[ShapeName, ...] = ("circle", "square", "diamond", "hexagon", "ring", "triangle", "pentagon", "star")
SHAPE_SIZE_PX: Mapping[str, float] = {
    "circle": 18.0,
    "square": 22.0,
    "diamond": 27.0,
    "hexagon": 28.0,
    "ring": 31.0,
    "triangle": 24.0,
    "pentagon": 25.0,
    "star": 27.0,
}
#: Dashes of the states between the best and the worst, by rank, so that colour is never the only sign.
MIDDLE_DASHES: tuple[tuple[float, ...], ...] = (
    (9.0, 4.5),
    (2.5, 4.0),
    (16.0, 5.0),
    (10.0, 4.0, 2.5, 4.0),
    (10.0, 3.5, 2.5, 3.5, 2.5, 3.5),
    (5.0, 3.0),
)
ENDED_DASH = (1.5, 4.5)
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")


class StateLook(Struct, frozen=True):
    """How a state is drawn: colour, dash (pixels on, off, …), the mark in its middle, width, and its name."""

    argb: int
    dash: tuple[float, ...] = ()
    mark: Mark = ""
    width_px: float = 2.0
    label: str = ""


class Style(Struct, frozen=True):
    """One theme. ``aliases`` turns a palette colour of the light theme, named in a dataset, into its sibling here.

    ``turns`` are the colours of what became of a relationship between two dates, by its
    :class:`netexplorer.graph.turns.Turn`.
    """

    theme: str
    window: int
    panel: int
    canvas: int
    raised: int
    field: int
    border: int
    grid: int
    text_strong: int
    text_normal: int
    text_muted: int
    text_faint: int
    on_accent: int
    accent: int
    tint: int
    flag: int
    flag_text: int
    best: int
    worst: int
    ended: int
    turns: tuple[int, ...]
    middle: tuple[int, ...]
    sides: tuple[int, ...]
    sizes: Mapping[str, float]
    aliases: Mapping[int, int]

    def state_looks(self, net: TemporalNetwork) -> tuple[StateLook, ...]:
        """The look of every state of ``net``, in the order of the file.

        The best rank is solid green, the lowest is solid red and cut, what lies between has a colour and a dash each.
        States that all share one rank are categories without better and worse, so none of them is cut.
        """
        states = net.states
        order = sorted(range(len(states)), key=lambda i: (-states[i].rank, i))
        ranked = bool(order) and states[order[0]].rank > states[order[-1]].rank
        looks: dict[int, StateLook] = {}
        for place, i in enumerate(order):
            look = self._look(place, is_worst=ranked and place == len(order) - 1)
            argb = self.named_colour(states[i].color) or look.argb
            looks[i] = StateLook(argb, look.dash, look.mark, look.width_px, states[i].label or states[i].id)
        return tuple(looks[i] for i in range(len(states)))

    def _look(self, place: int, *, is_worst: bool) -> StateLook:
        if place == 0:
            return StateLook(self.best)
        if is_worst:
            return StateLook(self.worst, (), "cross")
        k = place - 1
        lap = k // len(self.middle)  # a seventh middle state repeats a colour but not the pair of colour and dash
        return StateLook(self.middle[k % len(self.middle)], MIDDLE_DASHES[(k + lap) % len(MIDDLE_DASHES)])

    @property
    def ended_look(self) -> StateLook:
        """The ghost of a relationship that is over."""
        return StateLook(self.ended, ENDED_DASH, "", 1.2, "Ended")

    def side_argb(self, net: TemporalNetwork) -> tuple[int, ...]:
        """The fill of every side of ``net``, in its order."""
        return tuple(self.named_colour(s.color) or self.sides[k % len(self.sides)] for k, s in enumerate(net.sides))

    @property
    def no_side(self) -> int:
        """The fill of an actor that belongs to no side."""
        return blend(self.text_muted, self.canvas, 0.8)

    def named_colour(self, text: str) -> int:
        """A colour of a dataset, kept visible on the canvas; 0 if ``text`` names none."""
        argb = parse_colour(text)
        if not argb:
            return 0
        return self.aliases.get(argb) or visible(argb, self.canvas, towards=self.text_strong)


def kind_shapes(net: TemporalNetwork) -> tuple[ShapeName, ...]:
    """The shape of every kind of actor: the one the file names, else the next one nobody named."""
    known = set(get_args(ShapeName)) & set(SHAPES)
    named = {k.shape for k in net.kinds if k.shape in known}
    free = [s for s in SHAPES if s not in named] or list(SHAPES)
    shapes: list[ShapeName] = []
    unnamed = 0
    for kind in net.kinds:
        if kind.shape in known:
            shapes.append(cast(ShapeName, kind.shape))
            continue
        shapes.append(free[unnamed % len(free)])
        unnamed += 1
    return tuple(shapes)


def parse_colour(text: str) -> int:
    """``#rgb`` or ``#rrggbb`` as an opaque colour; 0 for anything else."""
    if not _HEX.match(text):
        return 0
    digits = text[1:]
    if len(digits) == 3:
        digits = "".join(d * 2 for d in digits)
    return OPAQUE | int(digits, 16)


def blend(argb: int, ground: int, share: float) -> int:
    """``share`` of ``argb`` over ``ground``, opaque: blended here because an alpha pen costs ten times as much."""
    share = min(max(share, 0.0), 1.0)
    mixed = 0
    for shift in (16, 8, 0):
        a, b = (argb >> shift) & 255, (ground >> shift) & 255
        mixed |= round(a * share + b * (1.0 - share)) << shift
    return OPAQUE | mixed


def luminance(argb: int) -> float:
    """Relative luminance in 0..1 after WCAG 2.2."""
    parts = []
    for shift in (16, 8, 0):
        c = ((argb >> shift) & 255) / 255
        parts.append(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: int, b: int) -> float:
    """The contrast ratio of two colours after WCAG 2.2, 1 to 21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def visible(argb: int, ground: int, *, towards: int, ratio: float = 2.4) -> int:
    """``argb`` moved ``towards`` the colour of text until it can be told from the ``ground``."""
    for step in range(11):
        moved = blend(towards, argb, step / 10)
        if contrast(moved, ground) >= ratio:
            return moved
    return towards


@lru_cache(maxsize=4)
def load_style(theme: Theme) -> Style:
    """Read the tokens of a theme; ``UserError`` if there is none of that name."""
    tokens = _tokens(theme)
    states = tokens["states"]
    middle, sides = _colours(states["middle"]), _colours(tokens["sides"])
    best, worst = parse_colour(states["best"]), parse_colour(states["worst"])
    light = _tokens("light")
    theirs = (light["states"]["best"], light["states"]["worst"], *light["states"]["middle"], *light["sides"])
    text, accent = tokens["text"], tokens["accent"]
    return Style(
        theme=tokens["name"],
        **{name: parse_colour(value) for name, value in tokens["ground"].items()},
        **{f"text_{name}": parse_colour(text[name]) for name in ("strong", "normal", "muted", "faint")},
        on_accent=parse_colour(text["on_accent"]),
        **{name: parse_colour(value) for name, value in accent.items()},
        best=best,
        worst=worst,
        ended=parse_colour(states["ended"]),
        turns=_colours(tokens["turns"]),
        middle=middle,
        sides=sides,
        sizes={name: float(value) for name, value in tokens["sizes"].items()},
        aliases=dict(zip(_colours(theirs), (best, worst, *middle, *sides), strict=True)),
    )


def _colours(texts: list[str] | tuple[str, ...]) -> tuple[int, ...]:
    return tuple(parse_colour(text) for text in texts)


def _tokens(theme: str) -> dict[str, Any]:
    path = asset(f"themes/{theme}.json")
    if theme not in get_args(Theme) or not path.is_file():
        raise UserError(f"There is no theme '{theme}'", hint="Choose light or dark.")
    return cast(dict[str, Any], msgspec.json.decode(path.read_bytes()))
