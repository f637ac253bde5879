"""What files write where they state no time: words, dates that nobody lives to see, and codes among numbers."""

from __future__ import annotations

import re

NOT_STATED = frozenset(
    ("", "-", "--", "---", "–", "—", "*", "-9", "na", "n/a", "nan", "null", "none", "inf", "-inf", "+inf", "infinity",
     "-infinity", "+infinity", "∞", "-∞", "+∞", "..", "...", "…", "open", "unknown", "?", "-1.#inf", "1.#inf", "nat",
     "<na>", "#n/a", "nil", "n.a.", "n.d.", "s.d.", "s. d.", "o. j.", "o.j.", "tbd", "tba", "(null)", "\\n",
     "0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "00.00.0000", "0001-01-01", "0001-01-01t00:00:00",
     "open-ended", "open ended", "indefinite", "indefinitely", "unlimited", "unbefristet", "permanent", "still active",
     "present", "at present", "now", "today", "ongoing", "on-going", "current", "currently", "to date", "to present",
     "to this day", "till now", "till date", "until now", "until today", "until present", "in force", "still in force",
     "incumbent", "in office", "continuing", "active", "no end date", "not specified", "not known", "undated",
     "heute", "bis heute", "laufend", "andauernd", "in kraft", "im amt", "amtierend", "unbekannt", "unbestimmt",
     "présent", "aujourd'hui", "aujourd’hui", "à ce jour", "en cours", "en vigueur", "en fonction", "actuel",
     "actuellement", "inconnu", "inconnue",
     "presente", "actualidad", "hasta la actualidad", "actualmente", "actual", "en vigor", "vigente", "hoy",
     "desconocido", "oggi", "in corso", "in carica", "in vigore", "sconosciuto", "atual", "atualmente", "hoje",
     "em vigor", "desconhecido", "heden", "nu", "onbekend", "obecnie", "do dziś", "nadal",
     "н.в.", "н. в.", "по н.в.", "по н. в.", "настоящее время", "по настоящее время", "до настоящего времени",
     "сегодня", "по сей день", "действует", "действующий", "неизвестно", "б. д.", "б.д.")
)  # fmt: skip
_FAR = re.compile(  # what databases write for no end: a day of the year 9999, or the last one of 2999
    r"9999(?:-\d\d(?:-\d\d(?:[T ].*)?)?)?|\d\d?[./]\d\d?[./]9999(?: .*)?"
    r"|2999-12-31(?:[T ].*)?|31[./]12[./]2999|12/31/2999"
)
CODES = frozenset(
    (-9999, -999, -99, -88, -77, -9, -8, -7, -1, 0, 2999, 9999, 99999999, 99991231, 29991231, 999912, 999999)
)  # numbers that stand for none where all others are dates
NO_YEARS = frozenset((0, -8, -9, -999, -9999, 2999, 9999))  # the same of the year of a date over three columns


def is_far(text: str) -> bool:
    """Whether a date is one that stands for no end."""
    return "999" in text and _FAR.fullmatch(text) is not None
