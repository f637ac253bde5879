"""Where the checks put what they find, and the hint that names what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from netexplorer.graph.problems import Places, Problem, Severity, place, quoted

_MOST_NAMES = 2_000  # beyond this, looking for a similar name costs more than it helps
_MOST_GUESSES = 20
_LONGEST_NAME = 80


class Findings:
    """Collects problems; what is the same in many places can be told once, with the first place and a count."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._found: list[Problem] = []
        self._times: list[int] = []
        self._known: dict[tuple[str, str], int] = {}

    def at(self, path: str, row: int, *, key: str = "", ident: str = "") -> str:
        """The place of record `row` of the list at `path`, or of one of its keys."""
        item = self._places.item(path, row)
        return place(f"{item}.{key}" if key else item, ident)

    def path(self, path: str, row: int, key: str) -> str:
        """The path of a list inside a record, to be given to ``at``."""
        return f"{self._places.item(path, row)}.{key}"

    def tell(self, severity: Severity, code: str, where: str, message: str, hint: str = "") -> None:
        """Report one problem; the message is a sentence without its full stop."""
        self._found.append(Problem(severity, code, where, message, hint))
        self._times.append(1)

    def again(self, code: str, value: str, times: int = 1) -> bool:
        """Whether this was told before; counts it if so. Ask before ``tell_once``."""
        row = self._known.get((code, value))
        if row is None:
            return False
        self._times[row] += times
        return True

    def tell_once(
        self, severity: Severity, code: str, where: str, message: str, *, value: str, hint: str = "", times: int = 1
    ) -> None:
        """Report a problem that may come again with the same `value`, or comes so many times, and is only counted."""
        if not self.again(code, value, times):
            self._known[code, value] = len(self._found)
            self.tell(severity, code, where, message, hint)
            self._times[-1] = times

    @property
    def problems(self) -> list[Problem]:
        """Every problem, in the order in which it was found."""
        return [_finished(problem, times) for problem, times in zip(self._found, self._times, strict=True)]


class Names:
    """The ids that a reference can mean, and the one most like a wrong one; a mapping of many ids is not copied.

    Nothing is made of the ids before one is asked for.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._given = names
        self._guesses = 0

    @cached_property
    def _names(self) -> Mapping[str, int] | frozenset[str]:
        return self._given if isinstance(self._given, Mapping) else frozenset(self._given)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __bool__(self) -> bool:
        return bool(self._names)

    def hint(self, wrong: str) -> str:
        """Ask ``Did you mean "…"?`` if one name is similar; only for the first few wrong names of a file."""
        if len(self._names) > _MOST_NAMES or len(wrong) > _LONGEST_NAME or self._guesses >= _MOST_GUESSES:
            return ""
        self._guesses += 1
        candidates = sorted(name for name in self._names if len(name) <= _LONGEST_NAME)
        folded = {name.casefold(): name for name in reversed(candidates)}
        from difflib import get_close_matches  # most files have no wrong name

        close = get_close_matches(wrong.casefold(), folded, n=1)
        return f"Did you mean {quoted(folded[close[0]])}?" if close else ""


def _finished(problem: Problem, times: int) -> Problem:
    more = f", here and in {times - 1} more places" if times > 2 else ", here and in one more place"
    message = f"{problem.message}{more if times > 1 else ''}."
    return Problem(problem.severity, problem.code, problem.where, message, problem.hint)
