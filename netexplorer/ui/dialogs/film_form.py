"""The controls of the film dialog: from what the user chose to the options of a film."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QSize

from netexplorer.errors import UserError
from netexplorer.graph.network import TemporalNetwork
from netexplorer.publish.film.options import (
    FORMATS,
    KNOWN,
    LEAST_SIDE_PX,
    READ,
    FilmOptions,
    Pace,
    checked,
    first_tick,
    last_tick,
    usual,
    usual_hold,
)
from netexplorer.publish.film.video import find_encoder
from netexplorer.session import travel
from netexplorer.session.story import named
from netexplorer.ui.datejump import edtf_of
from netexplorer.ui.dialogs.base import NumberField, Segments
from netexplorer.ui.dialogs.film_job import SIZES
from netexplorer.ui.dialogs.sizedform import SizedForm, beside, set_quietly, text_field
from netexplorer.ui.kit import Kit

PACES: tuple[tuple[Pace, str], ...] = (("even", "Even"), ("steps", "Months"), ("changes", "Changes"))
NUMBER_PACES: tuple[tuple[Pace, str], ...] = (("even", "Even"), ("changes", "Changes"))
STORY: tuple[tuple[Pace, str], ...] = (("story", "A story"),)
LONGEST_S = 24 * 3600
MOST_STORIES = 200  # to choose from
SWITCHES = (
    ("title", "Names of dataset and lens", True),
    ("caption", "What happened", True),
    ("legend", "Legend", True),
    ("timeline", "Timeline", True),
)


def first_format() -> str:
    """A video where it can be made, else a GIF."""
    try:
        find_encoder()
    except UserError:
        return "gif"
    return "mp4"


class FilmForm(SizedForm):
    """How the film goes through time, what is on its pictures, and in which format.

    Parameters
    ----------
    canvas : QSize
        The size of the canvas, on which the camera of the view was set.
    """

    def __init__(self, kit: Kit, canvas: QSize) -> None:
        super().__init__(kit, canvas, SIZES, LEAST_SIDE_PX, SWITCHES)
        self._make_controls()
        self._form = self.lay_out(
            (
                ("Format", self.format),
                ("Dates", beside(self.start, "to", self.end)),
                ("Pace", self.pace),
                ("Story", self.story),
                ("Seconds", self.seconds),
                ("Per second", self.fps),
                ("Size", self.size_),
                ("Pixels", self.pixels),
                ("Theme", self.theme),
            )
        )
        self._changed()

    @property
    def _net(self) -> TemporalNetwork:
        return self.kit.session.net

    def _make_controls(self) -> None:
        changed, net = self._changed, self._net
        kind = first_format()
        wish = usual(net, kind)
        self.format = self.choice("Format", self._format_chosen, [(each.id, each.label) for each in FORMATS], kind)
        self.start = text_field("From", net.axis.text(travel.home(net)), changed)
        self.end = text_field("To", net.axis.text(travel.end(net)), changed)
        paces = NUMBER_PACES if net.axis.is_number else PACES
        told = [story for story in net.dataset.stories if story.steps][:MOST_STORIES]
        self.pace = Segments("Pace", paces + STORY if told else paces, "even", changed)
        stories = [(story.id, named(story)[:100]) for story in told] or [("", "")]
        self.story = self.choice("Story", lambda _ident: changed(), stories, stories[0][0])
        self.seconds = NumberField("Seconds", round(wish.seconds), 1, LONGEST_S)
        self.fps = NumberField("Pictures a second", round(wish.fps), 1, 120)
        set_quietly({self.width_: wish.width, self.height_: wish.height})
        for number in (self.seconds, self.fps):
            number.changed.connect(changed)

    # -- what is asked for

    def options(self) -> FilmOptions:
        """The film as the controls have it.

        Raises
        ------
        UserError
            No film can be like that.
        """
        net, camera = self._net, self.kit.session.view.camera
        seconds = 0.0 if self.pace.chosen in READ else float(self.seconds.value())
        wish = replace(
            usual(net, self.format.chosen),
            pace=self.pace.chosen,
            **self._span(),
            seconds=seconds,
            fps=float(self.fps.value()),
            hold=usual_hold(seconds),
            width=self.width_.value(),
            height=self.height_.value(),
            theme=self.theme.chosen,
            canvas=(0.0, 0.0) if camera is None else self.canvas,
            **self.switched,
        )
        if self.format.chosen in ("mp4", "webm"):
            find_encoder()
        return checked(net, wish)

    def _span(self) -> dict[str, Any]:
        """From when to when; a story brings its dates."""
        if self.pace.chosen == "story":
            return {"story": self.story.chosen}
        start, end = (edtf_of(field.text()) for field in (self.start, self.end))
        return {"start": first_tick(self._net, start), "end": last_tick(self._net, end)}

    def _format_chosen(self, ident: str) -> None:
        """Each format has a length and a size that suit it."""
        shape = KNOWN[ident]
        sizes = {self.width_: shape.size[0], self.height_: shape.size[1]}
        set_quietly({self.seconds: round(shape.seconds), self.fps: round(shape.fps), **sizes})
        self._changed()

    def _changed(self) -> None:
        is_story = self.pace.chosen == "story"
        self.seconds.setEnabled(self.pace.chosen not in READ)
        self.start.setEnabled(not is_story)
        self.end.setEnabled(not is_story)
        self._form.setRowVisible(self.story, is_story)
        super()._changed()
