"""What is wrong with a dataset, as records: made while reading (the shape) and by the checks (the meaning)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

Severity = Literal["error", "warning", "note"]

_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}
_LONGEST = 60  # characters of a value that are worth quoting in a sentence


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong with a dataset, or worth knowing.

    Parameters
    ----------
    severity : {"error", "warning", "note"}
        An error makes a part of the file unusable, a warning probably is a mistake, a note is legal.
    code : str
        What kind of problem it is, in kebab case, for programs.
    where : str
        The JSON path, with the id of the record in parentheses when it has one:
        ``relationships[12].changes[3].from (ru-mission--nato)``. Indices count from 0, as in the file.
    message : str
        A full sentence with the offending value.
    hint : str
        What can be done about it; a full sentence, or nothing.
    """

    severity: Severity
    code: str
    where: str
    message: str
    hint: str = ""


def place(path: str, ident: str = "") -> str:
    """The ``where`` of a problem: a JSON path, then the id in parentheses."""
    return f"{path} ({short(ident)})" if ident else path


def short(value: object) -> str:
    """A value on one line, cut to a length that fits into a sentence."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def quoted(value: object) -> str:
    """A value in quotation marks, on one line and not too long."""
    return f'"{short(value)}"'


def by_severity(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first, then warnings, then notes; the order within each stays."""
    return tuple(sorted(problems, key=lambda problem: _ORDER[problem.severity]))


class Places:
    """Turns rows of a dataset into the indices that its file has.

    A record of the wrong shape is left out while reading; what follows it moves up by one in memory, but not in the
    file that the person is looking at.

    Parameters
    ----------
    left_out : mapping of str to sequence of int
        For a list of the file (``relationships``, ``relationships[3].changes``) the rising indices that were left out.
    """

    def __init__(self, left_out: Mapping[str, tuple[int, ...]] | None = None) -> None:
        self._left_out = left_out or {}

    def item(self, path: str, row: int) -> str:
        """The JSON path of one record of the list at `path`, which is given in indices of the file."""
        gaps = self._left_out.get(path)
        if not gaps:
            return f"{path}[{row}]"
        # The gap number k hides k records before it, so gap - k is the row at which it moves everything on by one.
        index = row + bisect_right([gap - k for k, gap in enumerate(gaps)], row)
        return f"{path}[{index}]"
