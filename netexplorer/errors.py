"""The one exception whose text is meant for the person in front of the program."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

_LONGEST = 1_600  # characters of a clause; what a file has in one line may be as long as the file
_TAIL = 100  # of them what stands behind such a line


class UserError(Exception):
    """Something is wrong with the user's data or wish: what, where, and what to do about it.

    Everything that is not a ``UserError`` is a fault of the program and is allowed to rise.

    Parameters
    ----------
    what : str
        A clause about the user's data, with the offending value.
    where : str, optional
        The place: a file name, or a path into the dataset.
    hint : str, optional
        What the user can do; a full sentence.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what = _cut(what)
        self.where = where
        self.hint = _cut(hint)
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.hint}" if self.hint else ""
        end = "" if self.what.endswith((".", "!", "?")) else "."
        return " ".join(f"{place}{self.what}{end}{advice}".split())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - _TAIL - 1]}…{text[-_TAIL:]}"


class UsageError(UserError):
    """The command line was used wrongly; the program leaves with exit code 2."""


@contextlib.contextmanager
def as_usage(flag: str) -> Iterator[None]:
    """What is wrong in here is a wrong value of ``flag``, not wrong data."""
    try:
        yield
    except UserError as error:
        raise UsageError(f"{flag}: {error.what}", hint=error.hint) from None
