"""What a step of a story says about its view, as far as it makes sense: the values a file may hold are anybody's."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from netexplorer.graph import schema

HIDDEN = ("states", "sides", "kinds", "families")
PAGE = (1000.0, 625.0)  # of which a camera speaks: all of it is seen in a picture of any size
MOST_FAR, LEAST_SCALE, MOST_SCALE = 1e7, 1e-6, 1e6


def camera_of(step: schema.Step) -> tuple[float, float, float] | None:
    """``x``, ``y`` and ``scale``, pixels of a picture of :data:`PAGE` for a unit of the plane; none if not usable."""
    x, y, scale = (_number(step.camera.get(key)) for key in ("x", "y", "scale"))
    if x is None or y is None or scale is None:
        return None
    is_usable = abs(x) < MOST_FAR and abs(y) < MOST_FAR and LEAST_SCALE < scale < MOST_SCALE
    return (x, y, scale) if is_usable else None


def hidden_of(step: schema.Step) -> Mapping[str, tuple[str, ...]]:
    """The ids that are hidden of each part of the legend."""
    return {key: _texts(step.hidden.get(key)) for key in HIDDEN}


def pins_of(step: schema.Step) -> tuple[tuple[str, float, float], ...]:
    """Where actors are pinned: id, x, y."""
    found = []
    for actor, place in step.pins.items():
        if isinstance(place, list | tuple) and len(place) == 2:
            x, y = map(_number, place)
            if x is not None and y is not None and max(abs(x), abs(y)) < MOST_FAR:
                found.append((actor, x, y))
    return tuple(found)


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < 1e300 and math.isfinite(value) else None


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else ()
