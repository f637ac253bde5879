"""A page that compares two dates, with a line for whatever can become of a relationship."""

from __future__ import annotations

from typing import Literal

import numpy as np

from netexplorer.graph import schema
from netexplorer.graph.network import build
from netexplorer.paint.fonts import Fonts
from netexplorer.render import PictureOptions, picture_scene
from netexplorer.scene.primitives import Scene
from netexplorer.session.state import ViewState

STATES = (("open", 3), ("easy", 3), ("limited", 2), ("severed", 0))
#: What each relationship was and is; of the last two it is not known whether it is so already.
STORIES = (
    ("Opened", "", "open"), ("Better", "limited", "open"), ("Stayed", "open", "open"), ("Other", "open", "easy"),
    ("Worse", "open", "limited"), ("Severed", "open", "severed"), ("Ended", "open", ""),
    ("Worse?", "open", "limited"), ("Severed?", "open", "severed"),
)  # fmt: skip


def _relationship(name: str, before: str, after: str, k: int) -> schema.Relationship:
    until = "" if after else "2010"
    first = (schema.Change(from_="2000", until=until, state=before),) if before else ()
    turned = "2015" if name.endswith("?") else "2010"
    then = (schema.Change(from_=turned, state=after),) if after and after != before else ()
    kind = "line" if k % 2 else "other"
    return schema.Relationship(
        id=name.lower() + kind, source=f"a{k}", target=f"b{k}", type=kind, changes=(*first, *then)
    )


def page(theme: Literal["light", "dark"]) -> Scene:
    """All of them as channels and again as other relationships, 900 × 640."""
    count = 2 * len(STORIES)
    names = [(f"{side}{k}", STORIES[k // 2][0]) for side in "ab" for k in range(count)]
    net = build(
        schema.Dataset(
            title="Two dates",
            states=tuple(schema.State(id=name, label=name.capitalize(), rank=rank) for name, rank in STATES),
            kinds=(schema.Kind(id="place", label="Place", shape="circle"),),
            types=(schema.RelationshipType(id="line", family="channel"), schema.RelationshipType(id="other")),
            actors=tuple(schema.Actor(id=ident, name=name, kind="place") for ident, name in names),
            relationships=tuple(_relationship(*STORIES[k // 2], k) for k in range(count)),
        )
    )
    xy = np.array([(400.0 * (ident[0] == "b") + 520.0 * (int(ident[1:]) % 2 == 0), 70.0 * (int(ident[1:]) // 2))
                   for ident in net.actor_ids], np.float32)  # fmt: skip
    start, end = (net.axis.parse(date).earliest for date in ("2005", "2015"))
    options = PictureOptions(width=900, height=640, theme=theme)
    return picture_scene(net, ViewState(t=end, compare=start), xy, options, Fonts())
