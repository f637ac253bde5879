"""A story as it can be told of a network: each step a view, and what is said about it.

Nothing here knows Qt. Whoever shows a story, on a screen, on paper, as a film or as a page, reads :class:`Told`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.dates import Precision
from netexplorer.graph.layouts import LAYOUTS
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.plain import plain_lines
from netexplorer.graph.problems import quoted
from netexplorer.graph.schema import DateText, Step, Story
from netexplorer.graph.viewed import PAGE, camera_of, hidden_of, pins_of
from netexplorer.session import selection, travel
from netexplorer.session.citations import Citation, Citations
from netexplorer.session.opening import default_view
from netexplorer.session.state import Camera, ViewState
from netexplorer.session.validity import fitted

_NOUNS = {selection.ACTOR: "actor", selection.RELATIONSHIP: "relationship", selection.EVENT: "event"}


class ToldStep(Struct, frozen=True):
    """One step; its texts are plain, with line breaks between paragraphs.

    Attributes
    ----------
    view : ViewState
        What is shown when the step has come to rest. Its camera is set for a picture of ``PAGE`` pixels
        (``graph/viewed.py``), see :func:`on_canvas`.
    begins : int
        The tick at which it begins; time goes on from there to ``view.t``.
    date : str
        The date in words.
    citations : tuple of Citation
        Who says so.
    missing : tuple of str
        What could not be shown as its author meant it, a sentence each.
    """

    title: str
    text: str
    view: ViewState
    begins: int
    date: str
    citations: tuple[Citation, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text by paragraphs, none of them empty."""
        return tuple(part for line in self.text.split("\n") if (part := line.strip()))


class Told(Struct, frozen=True):
    """A story of which every step can be shown."""

    id: str
    title: str
    description: str
    steps: tuple[ToldStep, ...]


def named(story: Story) -> str:
    """What to call a story, on one line."""
    return " ".join(plain_lines(story.title or story.id).split())


def find_story(net: TemporalNetwork, ident: str = "") -> Story:
    """The story of that id, or the first one.

    Raises
    ------
    UserError
        If there is no such story.
    """
    stories = net.dataset.stories
    for story in stories:
        if not ident or story.id == ident:
            return story
    if not stories:
        raise UserError("this dataset has no stories", hint="docs/guide/stories.md says how one is made.")
    known = ", ".join(quoted(story.id) for story in stories[:20])
    raise UserError(f"there is no story {quoted(ident)}", hint=f"There {'are' if len(stories) > 1 else 'is'} {known}.")


def tell(net: TemporalNetwork, story: Story) -> Told:
    """The story with every step made a view of ``net``; what the dataset does not have is left out and said."""
    sources, before = Citations(net.dataset), default_view(net)
    steps = []
    for step in story.steps:
        steps.append(_told(net, step, before, sources))
        before = steps[-1].view
    title, description = plain_lines(story.title or story.id), plain_lines(story.description)
    return Told(story.id, " ".join(title.split()), description, tuple(steps))


def _told(net: TemporalNetwork, step: Step, before: ViewState, sources: Citations) -> ToldStep:
    missing: list[str] = []

    def tick(date: DateText, instead: int) -> int:
        if date == "":
            return instead
        try:
            earliest = net.axis.parse(date).earliest
        except UserError as error:
            missing.append(f"{error.what[:1].upper()}{error.what[1:]}.")
            return instead
        if travel.clamp(net, earliest) != earliest:
            missing.append(f"{quoted(str(date))} is outside the dates of this dataset; the nearest is shown.")
        return travel.clamp(net, earliest)

    begins = tick(step.date, before.t)
    t = max(tick(step.until, begins), begins)
    wished = _wished(net, step, t, tick(step.compare, t) if step.compare != "" else None)
    missing += _not_there(net, step)
    date = net.axis.label(t) if t == begins else f"{net.axis.label(begins)} – {net.axis.label(t)}"
    return ToldStep(
        title=" ".join(plain_lines(step.title).split()),
        text=plain_lines(step.text),
        view=fitted(net, wished),
        begins=begins,
        date=date,
        citations=sources.of(step.sources),
        missing=tuple(missing),
    )


def _wished(net: TemporalNetwork, step: Step, t: int, compare: int | None) -> ViewState:
    """The view as its author wished it, through a lens that the dataset has."""
    camera = camera_of(step)
    hidden = hidden_of(step)
    return ViewState(
        t=t,
        lens=step.lens if any(lens.id == step.lens for lens in net.dataset.lenses) else "",
        hidden_states=hidden["states"],
        hidden_sides=hidden["sides"],
        hidden_kinds=hidden["kinds"],
        hidden_families=hidden["families"],
        layout=step.layout or LAYOUTS[0].id,
        pins=pins_of(step),
        selected=step.select,
        camera=Camera(*camera) if camera is not None else None,
        compare=compare,
    )


def _not_there(net: TemporalNetwork, step: Step) -> Iterator[str]:
    """Sentences on what a step names and the dataset does not have."""
    if step.select and not selection.find(net, step.select).kind:
        kind, _, ident = step.select.partition(":")
        yield f"There is no {_NOUNS.get(kind, 'selection')} {quoted(ident or kind)} any more; nothing is selected."
    if step.lens and all(lens.id != step.lens for lens in net.dataset.lenses):
        yield f"There is no lens {quoted(step.lens)} any more; everything is shown."
    if step.layout and all(layout.id != step.layout for layout in LAYOUTS):
        yield f"There is no layout {quoted(step.layout)}; the usual one is taken."
    gone = [actor for actor, _, _ in pins_of(step) if actor not in net.actor_row]
    if gone:
        yield f"{quoted(gone[0])}{' and others' if len(gone) > 1 else ''} cannot be pinned: there is no such actor."


def on_canvas(camera: Camera, width: float, height: float) -> Camera:
    """A camera of a story for a canvas of that size in pixels: all of the page it was set for is seen."""
    return Camera(camera.x, camera.y, camera.scale * min(width / PAGE[0], height / PAGE[1]))


def off_canvas(camera: Camera, width: float, height: float) -> Camera:
    """The camera of a canvas of that size as a story keeps it: all that is seen there is on the page."""
    return Camera(camera.x, camera.y, camera.scale / max(width / PAGE[0], height / PAGE[1]))


def step_of(
    net: TemporalNetwork,
    view: ViewState,
    canvas: tuple[float, float],
    *,
    title: str = "",
    text: str = "",
    sources: Sequence[str] = (),
) -> Step:
    """The step that shows ``view`` as it is on a canvas of that size in pixels."""
    hidden = {key: list(ids) for key in ("states", "sides", "kinds", "families") if (ids := _hidden(view, key))}
    camera = off_canvas(view.camera, *canvas) if view.camera is not None and min(canvas) > 0 else None
    return Step(
        title=title,
        text=text,
        date=date_text(net, view.t),
        compare=date_text(net, view.compare) if view.compare is not None else "",
        lens=view.lens,
        select=view.selected,
        camera={} if camera is None else _rounded(camera),
        hidden=hidden,
        layout="" if view.layout == LAYOUTS[0].id else view.layout,
        pins={actor: [round(x, 1), round(y, 1)] for actor, x, y in view.pins},
        sources=tuple(sources),
    )


def _hidden(view: ViewState, key: str) -> tuple[str, ...]:
    ids: tuple[str, ...] = getattr(view, f"hidden_{key}")
    return ids


def _rounded(camera: Camera) -> dict[str, float]:
    """Numbers short enough to be read, and exact to a hundredth of a pixel at that scale."""
    return {"x": round(camera.x, 2), "y": round(camera.y, 2), "scale": float(f"{camera.scale:.5g}")}


def date_text(net: TemporalNetwork, t: int) -> DateText:
    """A tick as a file has it: the day, or to the second where something changes between its beginning and then."""
    text = net.axis.text(t)
    if net.axis.is_number:
        number: DateText = msgspec.json.decode(text.encode(), type=int | float)
        return number
    day = net.axis.parse(text).earliest
    turns = (net.change_from, net.change_to, net.change_possible, net.until_possible)
    is_same = not any(((each > day) & (each <= t)).any() for each in turns)
    return text if is_same else net.axis.text(t, Precision.SECOND)
