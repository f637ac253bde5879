"""Going from one step of a story to the next: the camera glides, and time runs through what lies between.

Positions of actors do not move by this; what is shown, hidden and selected is that of the next step at once.
"""

from __future__ import annotations

from math import exp, log

from msgspec import Struct
from msgspec.structs import replace

from netexplorer.session.state import Camera, ViewState
from netexplorer.session.story import ToldStep

GLIDE_S = 1.2  # from one step to the next
RUN_S = 4.0  # through the time that a step tells of


class Passage(Struct, frozen=True):
    """The way to a step: seconds, the instants and the cameras at both ends; ``rests`` is the view at its end."""

    rests: ViewState
    starts: int
    begins: int
    before: Camera
    after: Camera

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return GLIDE_S + (RUN_S if self.begins != self.rests.t else 0.0)

    def at(self, seconds: float) -> ViewState:
        """The view after so many seconds; at the end it is exactly that of the step."""
        if seconds >= self.seconds:
            return self.rests
        if seconds < GLIDE_S:
            share = _eased(seconds / GLIDE_S)
            t = self.starts + round((self.begins - self.starts) * share)
            return replace(self.rests, t=t, camera=between(self.before, self.after, share))
        share = (seconds - GLIDE_S) / RUN_S
        return replace(self.rests, t=self.begins + round((self.rests.t - self.begins) * share))


def passage(now: ViewState, step: ToldStep, rests: ViewState, before: Camera, after: Camera) -> Passage:
    """The way from the view of ``now`` to a step.

    Parameters
    ----------
    rests : ViewState
        The view of the step with its camera set for the canvas; without one everybody is seen.
    before, after : Camera
        What is seen of the plane now, and when the step has come to rest.
    """
    return Passage(rests, now.t, step.begins, before, after)


def between(before: Camera, after: Camera, share: float) -> Camera:
    """A camera on the way: the scale grows by the same factor in equal times, and the middle goes straight there."""
    if share <= 0.0:
        return before
    if share >= 1.0:
        return after
    scale = exp(log(before.scale) + (log(after.scale) - log(before.scale)) * share)
    part = _part(before.scale, after.scale, scale, share)
    return Camera(before.x + (after.x - before.x) * part, before.y + (after.y - before.y) * part, scale)


def _part(before: float, after: float, now: float, share: float) -> float:
    """How far the middle has come, so that one point of the picture stands still while it grows or shrinks."""
    if abs(log(after) - log(before)) < 1e-3:
        return share
    return (1.0 / before - 1.0 / now) / (1.0 / before - 1.0 / after)


def _eased(share: float) -> float:
    """Slow at both ends."""
    return share * share * (3.0 - 2.0 * share)
