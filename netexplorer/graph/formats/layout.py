"""Which column of a list of contacts is what, found out from what the numbers are like.

``u v``, ``u v t``, ``t u v``, ``u v w``, ``u v w t``, ``u v t w``, ``u v start end``, ``start end u v`` and
``t u v class class`` (or with the time behind) all occur without a word about it in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.formats.rows import Column

_TIMES = re.compile(r"time|date|temporal|contact|dynamic|\btij\b|evolv", re.IGNORECASE)
_REPEATED = 0.02  # of the rows are about two that had another number before: then it is a time


class Layout(Struct, frozen=True, kw_only=True):
    """The places of the columns, from 0; None where there is none."""

    source: int = 0
    target: int = 1
    time: int | None = None
    end: int | None = None
    weight: int | None = None
    groups: tuple[int, int] | None = None
    is_contacts: bool = False  # the time stands first, or groups last: contacts of sensors, which have no direction

    @property
    def words(self) -> str:
        """What the columns are read as, in their order."""
        roles = {
            self.source: "source", self.target: "target", self.time: "start" if self.end is not None else "time",
            self.end: "end", self.weight: "weight",
        }  # fmt: skip
        if self.groups:
            roles.update({self.groups[0]: "group of the source", self.groups[1]: "group of the target"})
        return ", ".join(roles[place] for place in sorted(each for each in roles if each is not None))


def asked(mapping: Mapping[str, Any], width: int) -> Layout | None:
    """The layout that the user names: ``source``, ``target``, ``time``, ``start``, ``end``, ``weight``, each from 1.

    Raises
    ------
    UserError
        When there is no column of such a number.
    """
    places: dict[str, int] = {}
    for role in ("source", "target", "time", "start", "end", "weight"):
        if (wanted := mapping.get(role)) is None:
            continue
        if not str(wanted).isdecimal() or not 1 <= int(str(wanted)[:9]) <= width:
            raise UserError(
                f"there is no column {wanted!r} for the {role}", hint=f"The columns are numbered 1 to {width}."
            )
        places["time" if role == "start" else role] = int(str(wanted)) - 1
    return Layout(**places) if "source" in places and "target" in places else None  # type: ignore[arg-type]


def found(columns: Sequence[Column], about: str) -> Layout:
    """The layout of some columns; ``about`` is what comments and the name of the file say."""
    if len(columns) < 3:
        return Layout()
    if len(columns) >= 5 and not columns[3].numbers and not columns[4].numbers and not columns[3].is_dates:
        return _with_groups(columns)
    if any(column.is_epoch for column in columns):
        return _by_epoch(columns)
    return _of_three(columns, about) if len(columns) == 3 else _of_four(columns)


def _with_groups(columns: Sequence[Column]) -> Layout:
    scores = [(columns[k].is_epoch, columns[k].is_sorted, columns[k].high) for k in (0, 2)]
    if scores[1] > scores[0]:
        return Layout(source=0, target=1, time=2, groups=(3, 4), is_contacts=True)
    return Layout(source=1, target=2, time=0, groups=(3, 4), is_contacts=True)


def _by_epoch(columns: Sequence[Column]) -> Layout:
    width = len(columns)
    times = [k for k, column in enumerate(columns) if column.is_epoch]
    if len(times) == width:  # ids may be as large as that
        times = [k for k in times if columns[k].is_sorted and k not in (0, 1)][:1] or [width - 1]
    if 0 in times and 1 not in times:
        weight = 3 if width > 3 and columns[3].numbers and 3 not in times else None
        return Layout(source=1, target=2, time=0, weight=weight, is_contacts=True)
    if times[:2] == [0, 1] and width > 3:
        return Layout(source=2, target=3, time=0, end=1, is_contacts=True)
    times = [k for k in times if k > 1] or [width - 1]
    end = times[1] if len(times) > 1 and columns[times[0]].never_above(columns[times[1]]) else None
    rest = [k for k in range(2, width) if k not in (times[0], end) and columns[k].numbers]
    return Layout(time=times[0], end=end, weight=rest[0] if rest else None)


def _of_three(columns: Sequence[Column], about: str) -> Layout:
    first, second, third = columns
    can_be_first = second.can_be_ids and third.can_be_ids
    alike, shifted = first.alike(second), second.alike(third)
    if can_be_first and (
        (first.is_sorted and shifted > (alike if third.is_sorted else 1.2 * alike))
        or (first.is_sorted and not third.is_sorted and shifted > 0.8 and shifted > 0.8 * alike)
        or (shifted > 0.3 and shifted > 3 * alike)
    ):
        return Layout(source=1, target=2, time=0, is_contacts=True)
    return Layout(time=2) if _is_time(columns, about) else Layout(weight=2)


def _is_time(columns: Sequence[Column], about: str) -> bool:
    """Whether the third column is rather a time than a weight."""
    third = columns[2]
    if third.low < 0 or not third.numbers:
        return not third.numbers
    if third.is_sorted or third.is_calendar or _TIMES.search(about):
        return True
    seen: dict[tuple[str, str], str] = {}
    again = 0
    for source, target, cell in zip(*(column.cells for column in columns), strict=False):
        again += seen.setdefault((source, target), cell) != cell
    if again > _REPEATED * len(third.cells):
        return True
    return third.is_whole and third.high > 1_000 and len(third.distinct) > 0.5 * len(third.cells)


def _of_four(columns: Sequence[Column]) -> Layout:
    first, second, third, fourth = columns[:4]
    alike, shifted = first.alike(second), second.alike(third)
    if not fourth.numbers:
        return _of_three(columns[:3], "")
    if first.is_sorted and not fourth.is_sorted and third.can_be_ids and shifted > 0.1 and shifted > 1.5 * alike:
        return Layout(source=1, target=2, time=0, weight=3, is_contacts=True)
    if first.never_above(second) and fourth.can_be_ids and third.alike(fourth) > max(2 * alike, 0.1):
        return Layout(source=2, target=3, time=0, end=1, is_contacts=True)
    if third.is_calendar != fourth.is_calendar:
        return Layout(time=2, weight=3) if third.is_calendar else Layout(time=3, weight=2)
    if third.is_sorted and not fourth.is_sorted and not third.never_above(fourth):
        return Layout(time=2, weight=3)
    has_two = third.never_above(fourth) and len(third.distinct) > 0.3 * len(fourth.distinct) and third.low >= 0
    return Layout(time=2, end=3) if has_two else Layout(time=3, weight=2)
