"""Answers about a frame that are asked for again: by a job and then by a panel, or at a date that is like another."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from netexplorer.scene.frame import Frame
from netexplorer.session.resolve import Plan

Answer = TypeVar("Answer")

KEPT = 1024


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


def kept_by_moment(function: Callable[[Frame, Plan], Answer]) -> Callable[[Frame, Plan], Answer]:
    """A pure function of what a frame shows, whatever its date: it remembers its answers by moment."""
    plan_of_all: list[Plan] = []
    known: OrderedDict[int, Answer] = OrderedDict()
    otherwise = kept(function)

    @wraps(function)
    def answer(frame: Frame, plan: Plan) -> Answer:
        if not frame.moment:
            return otherwise(frame, plan)
        if plan_of_all != [plan]:
            plan_of_all[:] = [plan]
            known.clear()
        if frame.moment not in known:
            known[frame.moment] = function(frame, plan)
            if len(known) > KEPT:
                known.popitem(last=False)
        return known[frame.moment]

    return answer
