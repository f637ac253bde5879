"""How states, sides and kinds look, in both themes, as the page's script and style take it."""

from __future__ import annotations

from typing import Any

from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.turns import TURNS, cut_state
from netexplorer.scene.bars import BarLook, bar_looks
from netexplorer.scene.style import SHAPE_SIZE_PX, Style, kind_shapes, load_style
from netexplorer.scene.turns import severed_word, turn_looks, turn_names, worst_word
from netexplorer.session.wording import called

_COLOURS = (
    "window", "panel", "canvas", "raised", "field", "border", "grid", "text_strong", "text_normal", "text_muted",
    "text_faint", "on_accent", "accent", "tint", "flag", "flag_text", "best", "ended", "no_side",
)  # fmt: skip
_FULL_PX = 11.0  # height of the bar of the best state in a lane


def looks(net: TemporalNetwork) -> dict[str, Any]:
    """The colours of the themes, and ``states``, ``turns``, ``sides`` and ``kinds`` with what they look like."""
    styles = [load_style("light"), load_style("dark")]
    state_looks = [style.state_looks(net) for style in styles]
    bars = [bar_looks(net, style, _FULL_PX) for style in styles]
    sides = [style.side_argb(net) for style in styles]
    return {
        "themes": {style.theme: theme_colours(style) for style in styles},
        "states": [
            {
                "id": state.id,
                "label": called(state),
                "rank": int(net.ranks[code]),
                "colour": [hex_colour(each[code].argb) for each in state_looks],
                "dash": state_looks[0][code].dash,
                "cross": state_looks[0][code].mark == "cross",
                "bar": [_bar(each[code]) for each in bars],
            }
            for code, state in enumerate(net.states)
        ],
        "cut": cut_state(net),
        "severed": severed_word(net),
        "worst": worst_word(net),
        "turns": [
            {
                "id": turn.id,
                "label": name,
                "colour": [hex_colour(light.argb), hex_colour(dark.argb)],
                "dash": light.dash,
                "mark": light.mark,
                "width": light.width_px,
            }
            for turn, name, light, dark in zip(TURNS, turn_names(net), *map(turn_looks, styles), strict=True)
        ],
        "sides": [
            {"id": side.id, "label": called(side), "colour": [hex_colour(each[code]) for each in sides]}
            for code, side in enumerate(net.sides)
        ],
        "kinds": [
            {"id": kind.id, "label": called(kind), "shape": shape, "size": SHAPE_SIZE_PX[shape]}
            for kind, shape in zip(net.kinds, kind_shapes(net), strict=True)
        ],
    }


def theme_colours(style: Style) -> dict[str, str]:
    """The colours that style and script share, by the name of their custom property."""
    return {name.replace("_", "-"): hex_colour(getattr(style, name)) for name in _COLOURS}


def _bar(look: BarLook) -> dict[str, Any]:
    return {"height": look.height_px, "fill": hex_colour(look.fill), "outlined": look.outlined, "line": look.line}


def hex_colour(argb: int) -> str:
    """``#rrggbb``."""
    return f"#{argb & 0xFFFFFF:06x}"
