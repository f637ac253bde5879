"""What is asked for, and the numbers that follow from it."""

from __future__ import annotations

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.dates import days_from_civil

MOST_ACTORS = 2_000_000
MOST_RELATIONSHIPS = 20_000_000
LAST_YEAR = 9999
MOST_SEED = 2**63 - 1
MOST_COMMUNITIES = 30
MOST_SIDES = 5


class Plan(Struct, frozen=True):
    """How large a network is to be, which years it spans (both included), and its seed."""

    actors: int
    relationships: int
    first_year: int = 1990
    last_year: int = 2020
    seed: int = 1

    def check(self) -> None:
        """Refuse what cannot be made.

        Raises
        ------
        UserError
            If a number is out of its range, or the years are in the wrong order.
        """
        for what, number, least, most in (
            ("number of actors", self.actors, 2, MOST_ACTORS),
            ("number of relationships", self.relationships, 0, MOST_RELATIONSHIPS),
            ("seed", self.seed, 0, MOST_SEED),
        ):
            if not least <= number <= most:
                raise UserError(f"the {what}, {number}, is not between {least} and {most}")
        if not 1 <= self.first_year <= self.last_year <= LAST_YEAR:
            years = f"{self.first_year}..{self.last_year}"
            raise UserError(
                f"{years} are no years to span", hint=f"Give an earlier and a later one from 1 to {LAST_YEAR}."
            )

    @property
    def communities(self) -> int:
        """How many blocs there are: 30 at 100 000 actors, fewer in a small network."""
        return max(1, min(MOST_COMMUNITIES, 2 * self.actors.bit_length() - 4, self.actors // 4))

    @property
    def sides(self) -> int:
        """How many sides the blocs stand on."""
        return min(MOST_SIDES, self.communities)

    @property
    def first_day(self) -> int:
        """The first day of the span, in days since 1970."""
        return days_from_civil(self.first_year, 1, 1)

    @property
    def days(self) -> int:
        """Length of the span."""
        return days_from_civil(self.last_year, 12, 31) + 1 - self.first_day
