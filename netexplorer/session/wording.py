"""Dates and states of changes in words, as precise as the dataset knows them and no more."""

from __future__ import annotations

from msgspec import Struct

from netexplorer.graph import numbers, schema
from netexplorer.graph.dates import BEGINNING, FOREVER, EdtfDate, Precision, civil_text, describe_short, parse_edtf
from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork
from netexplorer.graph.plain import plain

_CONFIDENCE = {
    "stated": "Stated by the sources",
    "reference": "From reference sources",
    "inferred": "Inferred",
    "disputed": "Disputed",
    "general-knowledge": "General knowledge",
    "": "Confidence not given",
}
_UNKNOWN = {
    Precision.MONTH: "day not known",
    Precision.SEASON: "day not known",
    Precision.YEAR: "day not known",
    Precision.DECADE: "year not known",
    Precision.CENTURY: "year not known",
    Precision.MILLENNIUM: "year not known",
}


class Change(Struct, frozen=True):
    """The words for one change row; dates are empty when the file gives none."""

    from_date: EdtfDate | None
    from_short: str
    until_short: str


class ChangeWords:
    """The words for the changes of one network, each made when first asked for and then kept."""

    def __init__(self, net: TemporalNetwork) -> None:
        self._net = net
        self._kept: dict[int, Change] = {}

    def __call__(self, row: int) -> Change:
        """The words for a change row."""
        if row not in self._kept:
            start, until = self._net.date_from(row), self._net.date_until(row)
            self._kept[row] = Change(start, _short(start), _short(until))
        return self._kept[row]


def _short(date: EdtfDate | None) -> str:
    return describe_short(date) if date else ""


def short_day(net: TemporalNetwork, t: int) -> str:
    """The day of a tick in few letters: ``1 Nov 2021``; a number with its unit on a number axis."""
    if net.axis.is_number or not BEGINNING < t < FOREVER:
        return net.axis.label(t)
    return describe_short(parse_edtf(civil_text(t)))


def state_label(net: TemporalNetwork, code: int) -> str:
    """What a state code is called: the dataset's word, ``Ended`` or ``Not yet``."""
    if code == ENDED:
        return "Ended"
    if code == NOT_YET:
        return "Not yet"
    return called(net.states[code])


def since_text(change: Change, *, uncertain: bool, or_else: str = "") -> str:
    """``since 1 Nov 2021``, ``since 1998 (day not known)``, ``possibly since Apr 2015``; or that no date is known.

    ``or_else`` is the state that still holds if an uncertain change has not happened yet.
    """
    if change.from_date is None:
        return "with no date given"
    unknown = _UNKNOWN.get(change.from_date.precision, "")
    if change.from_date.approximate or change.from_date.uncertain:
        unknown = unknown or "date not certain"
    lead = "possibly since" if uncertain else "since"
    still = f", else still {or_else.lower()}" if uncertain and or_else else ""
    return f"{lead} {change.from_short}" + (f" ({unknown})" if unknown else "") + still


def confidence_text(word: str) -> str:
    """The confidence of a change in words."""
    return _CONFIDENCE.get(word, word.replace("-", " ").capitalize())


def value_texts(values: dict[str, object]) -> tuple[str, ...]:
    """The values of a change, each as ``staff ceiling 10``."""
    return tuple(f"{' '.join(str(key).split())} {value}" for key, value in values.items())


def family_label(family: str) -> str:
    """A family of relationship types in words; the family without a name is ``Other``."""
    return family.replace("-", " ").capitalize() if family else "Other"


def called(word: schema.State | schema.Side | schema.Kind | schema.RelationshipType | schema.Lens) -> str:
    """The label of a word of the vocabulary, or its id as words."""
    return plain(word.label) or plain(word.id).replace("-", " ").replace("_", " ").capitalize()


number_text = numbers.number_text


def count_text(number: int, noun: str) -> str:
    """``1 actor``, ``2 actors``."""
    return f"{number_text(number)} {noun}{'' if number == 1 else 's'}"
