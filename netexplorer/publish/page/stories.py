"""The stories of a dataset as a page tells them: of each step the date, the view and the words."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from msgspec.structs import replace

from netexplorer.graph.plain import plain
from netexplorer.graph.schema import Step
from netexplorer.graph.viewed import PAGE
from netexplorer.publish.page.told import Told
from netexplorer.session.extent import fitting
from netexplorer.session.resolve import Plan, make_plan
from netexplorer.session.state import Camera, ViewState
from netexplorer.session.story import ToldStep, tell

Columns = dict[str, Any]
#: The parts of the legend that hide something, as a view names them.
HIDDEN = ("states", "sides", "kinds", "families", "turns")


def stories_of(plan: Plan, view: ViewState, told: Told, lenses: Collection[str], whole: str) -> list[Columns]:
    """Every story that has a step to show here.

    Parameters
    ----------
    plan, view : Plan, ViewState
        What the page opens with; cameras of steps with another layout, or with pins, would look elsewhere there and
        are left out.
    lenses : collection of str
        The ids of the lenses of the page; a step through another is left out.
    whole : str
        The id of the lens that stands for everything.
    """
    net, found = plan.net, []
    for story in net.dataset.stories:
        full = tell(net, story)
        steps = [
            _step(record, step, told, step.view.lens or whole, _camera(plan, step.view, view))
            for record, step in zip(story.steps, full.steps, strict=True)
            if (step.view.lens or whole) in lenses
        ]
        if steps:
            found.append({"id": story.id, "title": plain(full.title), "steps": steps})
    return found


def _camera(plan: Plan, view: ViewState, shown: ViewState) -> Camera | None:
    """What a step sees of the plane of the page: what its author set, or all that it selects outside of its lens."""
    if view.layout != shown.layout or view.pins:
        return None
    seen = replace(view, pins=shown.pins, testimony=shown.testimony)
    return view.camera or fitting(make_plan(plan.net, seen, plan.positions, plan.facts), *PAGE)


def _step(record: Step, step: ToldStep, told: Told, lens: str, camera: Camera | None) -> Columns:
    view = step.view
    hidden = {name: getattr(view, f"hidden_{name}") for name in HIDDEN}
    return {
        "title": plain(step.title),
        "text": step.paragraphs,
        "begins": step.begins,
        "t": view.t,
        "compare": view.compare,
        "lens": lens,
        "select": view.selected,
        "camera": [camera.x, camera.y, camera.scale] if camera is not None else None,
        "hidden": {name: ids for name, ids in hidden.items() if ids},
        "missing": list(step.missing),
        "cites": told.cite(record.sources),
    }
