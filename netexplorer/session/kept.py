"""Answers about a frame that are asked for twice: by a job that works them out, and by the panel that shows them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from netexplorer.scene.frame import Frame
from netexplorer.session.resolve import Plan

Answer = TypeVar("Answer")


def kept(function: Callable[[Frame, Plan], Answer]) -> Callable[[Frame, Plan], Answer]:
    """A pure function of a frame and its plan that remembers its last answer.

    The same frame gives the same answer, and so does a plan of which the same passes, wherever its actors stand now.
    """
    last: list[tuple[Frame, Plan, Answer]] = []

    @wraps(function)
    def answer(frame: Frame, plan: Plan) -> Answer:
        for known_frame, known_plan, known in tuple(last):
            if known_frame is frame and known_plan.mask is plan.mask:
                return known
        found = function(frame, plan)
        last[:] = [(frame, plan, found)]
        return found

    return answer
