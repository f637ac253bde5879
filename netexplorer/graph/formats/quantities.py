"""Temporal quantities: lists of ``(start, end, value)``, right-open, in numbered moments that may have labels.

They are shared by Ianus and netsJSON. Where the labels of the moments are dates, the dates are used: that is what the
numbers stand for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from netexplorer.errors import UserError
from netexplorer.graph.dates import civil_text, parse_edtf
from netexplorer.graph.formats.clock import is_unstated
from netexplorer.graph.formats.draft import Draft, Instant, Raw, Spell
from netexplorer.graph.formats.figures import date_text

_ENDLESS = frozenset((2**31 - 1, 2**32 - 1, 2**63 - 1, 999_999_999, 10**9, 10**10))
_SHORT = re.compile(r"([A-Za-z]{3,9})[-\s'./]+(\d{2})")
_YEAR = re.compile(r"(?<!\d)(1\d|20)(\d\d)(?!\d)")
_FULL = re.compile(r"\d{4}")

Quantity = tuple[Any, Any, Any]  # start, end, value
Dating = Callable[[Raw], Raw]


def spells_of(quantities: Iterable[Quantity], date: Dating) -> list[Spell]:
    """The spells of a temporal quantity; the value is their weight, unless it is 1 throughout."""
    rows = [each for each in quantities if each[2] not in (0, None, False)]
    is_plain = all(each[2] == 1 for each in rows)
    return [
        Spell(date(start), date(end), end_open=True, values={} if is_plain else {"weight": value})
        for start, end, value in rows
    ]


def bound(raw: Any) -> Raw:
    """A bound as a quantity has it; what stands for infinity is none."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str)) or raw in _ENDLESS or is_unstated(raw):
        return None
    return raw


def dating(labels: Mapping[int, str], used: Iterable[Raw], prose: str, draft: Draft) -> Dating:
    """From numbers of moments to their dates, if the labels are dates and say all that is used; else nothing changes.

    Parameters
    ----------
    labels : mapping of int to str
        The label of each moment.
    used : iterable of Raw
        Every bound in the file.
    prose : str
        What the file says of itself; years in it tell the century of labels such as ``Jan-19``.
    """
    at = _instants(labels, prose)
    if at:
        last = at[max(at)]
        after = civil_text(last.end, last.precision)
        at[max(at) + 1] = Instant(after, last.end, 2 * last.end - last.earliest, last.precision)
    if not at or not all(each is None or (isinstance(each, int) and each in at) for each in used):
        if labels:
            shown = ", ".join(f"{number} = {label}" for number, label in list(labels.items())[:200])
            draft.description = f"{draft.description}\nMoments: {shown}".strip()
        return bound
    first = min(at)
    draft.bent(
        "labelled-moments", f"Numbers of moments are read as the dates they stand for ({first} = {at[first].text})."
    )
    return lambda raw: at[raw] if isinstance(raw, int) and raw in at else None


def _instants(labels: Mapping[int, str], prose: str) -> dict[int, Instant]:
    if not labels:
        return {}
    century = _century(labels.values(), prose)
    found = {}
    for number, label in labels.items():
        short = _SHORT.fullmatch(label.strip())
        text = f"{short[1]} {century}{short[2]}" if short and century else label
        if not _FULL.search(text):
            return {}
        try:
            date = parse_edtf(date_text(text))
        except UserError:
            return {}
        found[number] = Instant(date.text, date.earliest, date.end, date.precision)
    in_order = [found[number].earliest for number in sorted(found)]
    is_rising = all(one < other for one, other in zip(in_order, in_order[1:], strict=False))
    return found if is_rising and sorted(found) == list(range(min(found), max(found) + 1)) else {}


def _century(labels: Iterable[str], prose: str) -> str:
    """The century of years of two digits: that of the years in the prose which end as they do, if it is just one."""
    ends = {match[2] for label in labels if (match := _SHORT.fullmatch(label.strip()))}
    found = {match[1] for match in _YEAR.finditer(prose) if match[2] in ends}
    return found.pop() if len(found) == 1 else ""
