"""The verb ``film``: the network on its way through time, as an animated picture, a video or a folder of pictures."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netexplorer.errors import UsageError, as_usage

if TYPE_CHECKING:
    from netexplorer.graph.network import TemporalNetwork
    from netexplorer.publish.film.make import FilmRequest
    from netexplorer.publish.film.options import FilmOptions
    from netexplorer.session.state import ViewState

SUFFIXES = ("mp4", "webm", "gif", "webp", "apng", "png")
UNITS = {"d": "day", "m": "month", "y": "year"}
SWITCHES = {
    "title": "the names of dataset and lens",
    "caption": "what happened",
    "legend": "a legend",
    "timeline": "the strip of time",
}
BAR_CHARACTERS = 24


def flags(sub: argparse.ArgumentParser, size: Callable[[str], tuple[int, int]]) -> None:
    """The flags of the verb, but for file and lens; ``size`` reads ``1280x720``."""
    from netexplorer.cli.views import layout

    sub.add_argument("--from", dest="start", metavar="A", help="where it begins; left out: where the dataset does")
    sub.add_argument("--to", dest="end", metavar="B", help="where it ends; 2022 is the end of that year")
    pace = sub.add_mutually_exclusive_group()
    pace.add_argument("--step", type=step, metavar="N", help="go in steps: 1m a month, 10d days, 1y a year")
    pace.add_argument("--changes", action="store_true", help="stay at each change until its caption is read")
    pace.add_argument(
        "--story", nargs="?", const="", metavar="ID", help="tell a story of the dataset, the first if no ID is given"
    )
    sub.add_argument("--seconds", type=seconds, metavar="N", help="how long it is; 30 for a video, 20 otherwise")
    sub.add_argument("--fps", type=seconds, metavar="N", help="pictures a second; 30 for a video, fewer otherwise")
    sub.add_argument("--hold", type=seconds, metavar="N", help="seconds that the first and the last picture stand")
    sub.add_argument("--size", type=size, metavar="WxH", help="in pixels, 1280x720 if left out (a GIF 960x540)")
    sub.add_argument("--theme", choices=("light", "dark"), default="light")
    for name, what in SWITCHES.items():
        sub.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, default=True, help=f"with {what}")
    sub.add_argument("--layout", type=layout, metavar="L", help="sides (if left out), force or stress")
    sub.add_argument("--yes", action="store_true", help="also when it is very long")
    endings = ", ".join(f".{suffix}" for suffix in SUFFIXES)
    sub.add_argument(
        "-o", "--output", metavar="OUT", required=True, help=f"{endings}; without one a folder of PNG pictures"
    )


def step(text: str) -> tuple[str, int]:
    """Steps of a film, ``1m``."""
    match = re.fullmatch(r"([1-9][0-9]{0,5})([dmy])", text.strip().lower())
    if not match:
        raise argparse.ArgumentTypeError(f"'{text}' is no step; write 10d for ten days, 1m for a month, 1y for a year")
    return UNITS[match[2]], int(match[1])


def seconds(text: str) -> float:
    """A number that is not negative."""
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text.strip()):
        raise argparse.ArgumentTypeError(f"'{text}' is no number")
    return float(text)


def film(arguments: argparse.Namespace) -> int:
    """Write one film, of the same pictures as the window's export of the same view."""
    kind = kind_of(Path(arguments.output))
    from netexplorer.cli.verbs import network_of
    from netexplorer.publish.film.make import FilmRequest, make_film
    from netexplorer.publish.film.options import MANY
    from netexplorer.session.remembered import positions

    net, code, _ = network_of(arguments)
    options = options_for(net, arguments, kind)
    view = view_for(net, arguments)
    request = FilmRequest(net, view, positions(net, view.layout), options, Path(arguments.output))
    if not arguments.yes:
        _ask_about_many(request, MANY)
    with _Bar(sys.stderr) as bar:
        make_film(request, bar.show)
    if arguments.story is not None:
        _tell_missing(net, arguments.story)
    return code


def kind_of(output: Path) -> str:
    """The format that a name asks for; a name without a suffix is a folder.

    Raises
    ------
    UsageError
        The suffix is of no film.
    """
    suffix = output.suffix.lower().removeprefix(".")
    if suffix in SUFFIXES:
        return suffix
    if not suffix or output.is_dir():
        return "folder"
    endings = ", ".join(f".{each}" for each in SUFFIXES)
    raise UsageError(f"'{output.name}' is no kind of film", hint=f"Its name has to end in {endings}, or in nothing.")


def view_for(net: TemporalNetwork, arguments: argparse.Namespace) -> ViewState:
    """The window's own view with the lens and the layout of the flags."""
    import msgspec

    from netexplorer.graph.select import lens_mask
    from netexplorer.session.opening import default_view

    view = default_view(net)
    if arguments.layout is not None:
        view = msgspec.structs.replace(view, layout=arguments.layout)
    if arguments.lens is not None:
        with as_usage("--lens"):
            lens_mask(net, arguments.lens)
        view = msgspec.structs.replace(view, lens=arguments.lens)
    return view


def options_for(net: TemporalNetwork, arguments: argparse.Namespace, kind: str) -> FilmOptions:
    """What the flags say, and for the rest what a film of that kind is usually like.

    Raises
    ------
    UsageError
        No film can be like that.
    """
    from msgspec.structs import replace

    from netexplorer.publish.film.options import checked, first_tick, last_tick, usual, usual_hold

    wish = usual(net, kind)
    seconds = wish.seconds if arguments.seconds is None else arguments.seconds
    is_story = arguments.story is not None
    _refuse_what_the_pace_brings(arguments)
    seconds = 0.0 if (arguments.changes or is_story) and arguments.seconds is None else seconds
    width, height = arguments.size or (wish.width, wish.height)
    wish = replace(
        wish,
        pace="story" if is_story else "changes" if arguments.changes else "steps" if arguments.step else "even",
        story=arguments.story or "",
        step=arguments.step or wish.step,
        seconds=seconds,
        fps=wish.fps if arguments.fps is None else arguments.fps,
        hold=usual_hold(seconds) if arguments.hold is None else arguments.hold,
        width=width,
        height=height,
        theme=arguments.theme,
        **{name: getattr(arguments, name) for name in SWITCHES},
    )
    for flag, name, date, read in (
        ("--from", "start", arguments.start, first_tick),
        ("--to", "end", arguments.end, last_tick),
    ):
        if date is not None:
            with as_usage(flag):
                wish = replace(wish, **{name: read(net, date)})
    return _told(net, checked_usage(lambda: checked(net, wish)), arguments)


def _refuse_what_the_pace_brings(arguments: argparse.Namespace) -> None:
    """The steps of a story say what is seen of which dates, where, and for how long; a change stands as it is read."""
    if arguments.story is not None:
        for name in ("from", "to", "lens", "layout", "hold"):
            if getattr(arguments, {"from": "start", "to": "end"}.get(name, name)) is not None:
                hint = "The steps of a story bring their dates, lenses and layouts, and stand until they are read."
                raise UsageError(f"--{name} does not go with --story", hint=hint)
    elif arguments.changes and arguments.hold is not None:
        raise UsageError("--hold does not go with --changes", hint="Each change stands until its caption is read.")


def _tell_missing(net: TemporalNetwork, ident: str) -> None:
    """Say what could not be shown as the story has it."""
    from netexplorer.cli.verbs import complain
    from netexplorer.session.story import find_story, tell

    for number, step in enumerate(tell(net, find_story(net, ident)).steps, 1):
        for sentence in step.missing:
            complain(f"step {number}: {sentence}")


def checked_usage(make: Callable[[], Any]) -> Any:
    """What ``make`` makes; a wish that cannot be fulfilled is a wrong use of the flags."""
    from netexplorer.errors import UserError

    try:
        return make()
    except UserError as error:
        raise UsageError(error.what, hint=error.hint) from None


def _told(net: TemporalNetwork, options: FilmOptions, arguments: argparse.Namespace) -> FilmOptions:
    """Say when the dataset ends before the wished date."""
    from netexplorer.cli.verbs import complain

    for flag, wished, word, tick in (
        ("--from", arguments.start, "begins", options.start),
        ("--to", arguments.end, "ends", options.end),
    ):
        date = net.axis.parse(wished) if wished is not None else None
        if date is not None and (date.end <= net.first or date.earliest > net.last):
            complain(f"{flag} {wished} is beyond the dataset; the film {word} on {net.axis.text(tick)}.")
    return options


def _ask_about_many(request: FilmRequest, many: int) -> None:
    from netexplorer.publish.film.estimate import estimate, pictures_of

    options = request.options
    if options.seconds * options.fps > many or not options.seconds:
        guess = estimate(request, pictures_of(request))
        if guess.pictures > many:
            raise UsageError(f"this film would be very long: {guess.words()}", hint="Add --yes if that is meant.")


class _Bar:
    """How far it is, on a terminal; elsewhere nothing is said."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._percent = -1

    def __enter__(self) -> _Bar:
        return self

    def show(self, done: float) -> None:
        percent = int(done * 100)
        if self._stream is not None and percent != self._percent:
            self._percent = percent
            full = int(done * BAR_CHARACTERS)
            self._stream.write(f"\r[{'#' * full}{'.' * (BAR_CHARACTERS - full)}] {percent:3d} %")
            self._stream.flush()

    def __exit__(self, *_: object) -> None:
        if self._stream is not None and self._percent >= 0:
            self._stream.write("\r" + " " * (BAR_CHARACTERS + 10) + "\r")
            self._stream.flush()
