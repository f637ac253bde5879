"""What a film is like, apart from the view it shows, and which wishes cannot be fulfilled."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.viewed import PAGE
from netexplorer.paint.png import check_size
from netexplorer.session import travel
from netexplorer.session.story import find_story, tell

Pace = Literal["even", "steps", "changes", "story"]
READ = ("changes", "story")  # paces that are as long as reading takes

MANY = 10_000  # pictures: more are asked about first
MOST_FPS = 120.0
MOST_SECONDS = 24 * 3600.0
LEAST_SIDE_PX = 64


class FilmFormat(Struct, frozen=True):
    """A kind of file: its id, which is its suffix, its name, and what a film of it is like if nobody says otherwise.

    Attributes
    ----------
    even_sides : bool
        Width and height have to be even: the colours of a video have half its resolution.
    most_fps : float
        Viewers slow down what is faster.
    """

    id: str
    label: str
    fps: float
    seconds: float
    size: tuple[int, int]
    even_sides: bool = False
    most_fps: float = MOST_FPS


HD = (1280, 720)
FORMATS = (
    FilmFormat("mp4", "MP4 video", 30.0, 30.0, HD, even_sides=True),
    FilmFormat("webm", "WebM video", 30.0, 30.0, HD, even_sides=True),
    FilmFormat("gif", "GIF", 10.0, 20.0, (960, 540), most_fps=50.0),
    FilmFormat("webp", "WebP", 15.0, 20.0, HD),
    FilmFormat("apng", "Animated PNG", 15.0, 20.0, HD),
    FilmFormat("png", "Animated PNG", 15.0, 20.0, HD),
    FilmFormat("folder", "Folder of PNG", 30.0, 30.0, HD),
)
KNOWN = {each.id: each for each in FORMATS}


class FilmOptions(Struct, frozen=True):
    """What a film is like.

    Attributes
    ----------
    start, end : int
        Ticks of the first and of the last date.
    pace : str
        ``even``; in ``steps`` of the calendar; ``changes`` stays at each change for as long as its caption takes;
        ``story`` tells a story of the dataset, whose dates are then those of the film.
    step : (str, int)
        Of a pace of steps: ``year``, ``month`` or ``day``, and how many of them.
    seconds : float
        How long it is; 0 with the pace ``changes`` or ``story`` is as long as reading takes.
    fps : float
        Pictures a second.
    hold : float
        Seconds for which the first and the last picture stand; they are part of ``seconds``.
    title, caption, legend, timeline : bool
        Name of dataset and lens; what happened; the key; the strip with the counts.
    canvas : (float, float)
        The size of the canvas the camera of the view was set on; (0, 0) stands for that of the film.
    format : str
        An id of :data:`FORMATS`.
    story : str
        Of that pace: the id of the story; empty is the first one.
    """

    start: int
    end: int
    pace: Pace = "even"
    step: tuple[Literal["year", "month", "day"], int] = ("month", 1)
    seconds: float = 30.0
    fps: float = 30.0
    hold: float = 1.0
    width: int = 1280
    height: int = 720
    theme: Literal["light", "dark"] = "light"
    title: bool = True
    caption: bool = True
    legend: bool = True
    timeline: bool = True
    format: str = "mp4"
    canvas: tuple[float, float] = (0.0, 0.0)
    story: str = ""


def usual(net: TemporalNetwork, kind: str) -> FilmOptions:
    """The film that is made if nobody wishes for anything: the part of the dataset that is worth showing first."""
    shape, axis = KNOWN[kind], net.axis
    width, height = shape.size
    start, end = axis.text(travel.home(net)), axis.text(travel.end(net))
    seconds = shape.seconds
    return FilmOptions(
        first_tick(net, start),
        last_tick(net, end),
        seconds=seconds,
        fps=shape.fps,
        hold=usual_hold(seconds),
        width=width,
        height=height,
        format=kind,
    )


def usual_hold(seconds: float) -> float:
    """How long the first and the last picture stand: a second, or less in a short film."""
    return min(1.0, seconds / 10)


def first_tick(net: TemporalNetwork, date: str) -> int:
    """Where a film from ``date`` begins.

    Raises
    ------
    UserError
        It is no date.
    """
    return net.axis.parse(date).earliest


def last_tick(net: TemporalNetwork, date: str) -> int:
    """Where a film to ``date`` ends: 2022 is wholly in it.

    Raises
    ------
    UserError
        It is no date.
    """
    found = net.axis.parse(date)
    return found.earliest if net.axis.is_number else max(found.end - 1, found.earliest)


def checked(net: TemporalNetwork, options: FilmOptions) -> FilmOptions:
    """The options, their dates within the dataset.

    Raises
    ------
    UserError
        No film can be like that: one clear sentence says why.
    """
    kind = KNOWN.get(options.format)
    if kind is None:
        raise UserError(f"'{options.format}' is no kind of film", hint=f"There are {', '.join(KNOWN)}.")
    if not 0 < options.fps <= kind.most_fps:
        words = f"{kind.label} has between 1 and {kind.most_fps:g} pictures a second"
        raise UserError(f"a film cannot have {options.fps:g} pictures a second", hint=f"{words}.")
    if not 0 <= options.seconds <= MOST_SECONDS or (not options.seconds and options.pace not in READ):
        raise UserError(
            f"a film cannot be {options.seconds:g} seconds long", hint="Give it between 1 second and a day."
        )
    if options.hold < 0 or (options.seconds and 2 * options.hold >= options.seconds):
        raise UserError(
            f"the first and the last picture cannot stand for {options.hold:g} seconds each "
            f"in a film of {options.seconds:g} seconds",
            hint="Let them stand for less time, or make the film longer.",
        )
    _check_sides(options, kind)
    return _within(net, _of_story(net, options) if options.pace == "story" else options)


def _check_sides(options: FilmOptions, kind: FilmFormat) -> None:
    width, height = check_size(options.width, options.height)
    if min(width, height) < LEAST_SIDE_PX:
        raise UserError(
            f"a film cannot be {width} × {height} pixels large", hint=f"A side has at least {LEAST_SIDE_PX} pixels."
        )
    if kind.even_sides and (width % 2 or height % 2):
        near = f"{width + width % 2}x{height + height % 2}"
        raise UserError(f"{kind.label} needs an even width and height, not {width} × {height}", hint=f"Try {near}.")


def _of_story(net: TemporalNetwork, options: FilmOptions) -> FilmOptions:
    """The same film with the dates of its story, or those of the dataset where that is a single one."""
    told = tell(net, find_story(net, options.story))
    if not told.steps:
        raise UserError(f"the story “{told.title}” has no steps, so there is nothing to show")
    views = [step.view for step in told.steps]
    ticks = [step.begins for step in told.steps] + [view.t for view in views]
    ticks += [view.compare for view in views if view.compare is not None]
    start, end = (min(ticks), max(ticks)) if min(ticks) < max(ticks) else (net.first, net.last)
    return replace(options, start=start, end=end, canvas=PAGE)


def _within(net: TemporalNetwork, options: FilmOptions) -> FilmOptions:
    """A film begins and ends where something is known; what lies beyond would stand still."""
    axis = net.axis
    first, last = net.first, net.last
    if options.start > options.end:
        raise UserError(
            f"the film would begin on {axis.text(options.start)}, after its end on {axis.text(options.end)}",
            hint="Give the earlier date first.",
        )
    if options.start == options.end:
        raise UserError("a film needs two dates that differ", hint="Give an earlier date to begin with.")
    if not BEGINNING < first <= last < FOREVER:
        raise UserError("nothing in this dataset has a date", hint="A film needs relationships that change.")
    if options.end <= first or options.start >= last:
        span = f"{axis.text(first)} to {axis.text(last)}"
        words = f"{axis.text(options.start)} to {axis.text(options.end)}"
        raise UserError(f"the dataset says nothing about {words}", hint=f"It goes from {span}.")
    return replace(options, start=max(options.start, first), end=min(options.end, last))
