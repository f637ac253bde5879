"""Checks of time: dates that are none, changes that end before they begin, and two states at one time."""

from __future__ import annotations

import re

import numpy as np

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.checks.findings import Findings, Names
from netexplorer.graph.checks.walk import Rows, of_changes, suspects, unsourced, with_value
from netexplorer.graph.dates import BEGINNING, FOREVER, EdtfDate, Precision, parse_edtf
from netexplorer.graph.periods import Periods
from netexplorer.graph.problems import Severity, quoted
from netexplorer.graph.tables import Tables

_Dated = tuple[int, schema.Change, EdtfDate | None, EdtfDate | None]  # row, change, from, until


class _Dates:
    """Reads dates and reports those that are none; each distinct text is parsed once."""

    def __init__(self, axis: TimeAxis, findings: Findings) -> None:
        self._axis = axis
        self._findings = findings
        self._read: dict[schema.DateText, EdtfDate | UserError | None] = {"": None}

    def read(self, value: schema.DateText) -> EdtfDate | UserError | None:
        """A date, nothing for an absent one, or what is wrong with it."""
        if value not in self._read:
            try:
                self._read[value] = self._axis.parse(value)
            except UserError as error:
                self._read[value] = error
        return self._read[value]

    def check(self, value: schema.DateText, where: str) -> None:
        """Report a value that is no date of this axis."""
        date = self.read(value)
        if isinstance(date, UserError):
            tell_bad_date(date, where, self._findings)


def tell_bad_date(error: UserError, where: str, findings: Findings, severity: Severity = "error") -> None:
    """Report a date that cannot be read, in the words of the reader."""
    message = re.sub("'(.*)'", lambda value: quoted(value[1]), error.what, flags=re.DOTALL)
    findings.tell(severity, "bad-date", where, message, error.hint)


def check_histories(dataset: schema.Dataset, axis: TimeAxis, findings: Findings) -> None:
    """Report what is wrong with the dates of a dataset and the states of its relationships."""
    dates = _Dates(axis, findings)
    states = Names(state.id for state in dataset.states or schema.DEFAULT_STATES)
    dates.check(dataset.as_of, "as_of")
    _check_other_dates(dataset, axis, dates, findings)
    for row, rel in suspects(dataset.relationships, lambda tables: _odd_histories(tables, axis, states)):
        if rel.changes:
            _check_history(rel, findings.path("relationships", row, "changes"), dates, states, findings)
    _check_unsourced(dataset, findings)


def _check_other_dates(dataset: schema.Dataset, axis: TimeAxis, dates: _Dates, findings: Findings) -> None:
    for row, source in enumerate(dataset.sources):
        try:
            parse_edtf(str(source.published) if source.published != "" else "2000")
        except UserError as error:  # nothing depends on it, and it is shown as it was written
            where = findings.at("sources", row, key="published", ident=source.id)
            tell_bad_date(error, where, findings, "warning")
    for row, actor in suspects(dataset.actors, lambda tables: _odd_lives(tables, axis)):
        try:
            if actor.active:
                axis.parse_interval(actor.active)
        except UserError as error:
            tell_bad_date(error, findings.at("actors", row, key="active", ident=actor.id), findings)
    for row, event in enumerate(dataset.events):
        if isinstance(dates.read(event.date), UserError):
            dates.check(event.date, findings.at("events", row, key="date", ident=event.id))


def _check_history(rel: schema.Relationship, path: str, dates: _Dates, states: Names, findings: Findings) -> None:
    usable: list[_Dated] = []
    for row, change in enumerate(rel.changes):
        if change.state and change.state not in states:
            where = findings.at(path, row, key="state", ident=rel.id)
            message = f"There is no state {quoted(change.state)}, so this change is not shown"
            findings.tell("error", "unknown-state", where, message, states.hint(change.state))
        start, stop = dates.read(change.from_), dates.read(change.until)
        if isinstance(start, UserError):
            dates.check(change.from_, findings.at(path, row, key="from", ident=rel.id))
        if isinstance(stop, UserError):
            dates.check(change.until, findings.at(path, row, key="until", ident=rel.id))
        if not isinstance(start, UserError) and not isinstance(stop, UserError):
            usable.append((row, change, start, stop))
    _check_spans(rel, path, usable, findings)
    _check_order(rel, path, usable, findings)


def _check_spans(rel: schema.Relationship, path: str, usable: list[_Dated], findings: Findings) -> None:
    for row, change, start, stop in usable:
        if start and stop and start.earliest >= stop.end:
            where = findings.at(path, row, key="until", ident=rel.id)
            message = f"This change begins {quoted(change.from_)} but ends before that, {quoted(change.until)}"
            findings.tell("error", "from-after-until", where, message, "Exchange the two dates or correct one.")


def _check_order(rel: schema.Relationship, path: str, usable: list[_Dated], findings: Findings) -> None:
    begins = [start.earliest if start else BEGINNING for _, _, start, _ in usable]
    if any(later < earlier for earlier, later in zip(begins, begins[1:], strict=False)):
        row = next(k for k in range(1, len(begins)) if begins[k] < begins[k - 1])
        where = findings.at(path, usable[row][0], key="from", ident=rel.id)
        message = f"This change of {quoted(usable[row][1].from_)} stands after a later one"
        findings.tell("warning", "unsorted-changes", where, message, "They are sorted by time when they are shown.")
        usable = sorted(usable, key=lambda dated: dated[2].earliest if dated[2] else BEGINNING)
    for this, following in zip(usable, usable[1:], strict=False):
        _check_pair(rel, path, this, following, findings)


def _check_pair(rel: schema.Relationship, path: str, this: _Dated, following: _Dated, findings: Findings) -> None:
    """Two successive changes contradict each other if they overlap however their dates are read."""
    (_, change, start, stop), (row, later, next_start, _) = this, following
    begins, next_begins = (date.earliest if date else BEGINNING for date in (start, next_start))
    if begins == next_begins:
        since = f"begin {quoted(later.from_)}" if next_start else "have no date to begin"
        message = f"Two changes of this relationship {since}, so it would be in two states at once"
        where = findings.at(path, row, key="from", ident=rel.id)
        findings.tell("error", "overlapping-states", where, message, "Only the last one of them is shown.")
    elif stop and next_start and begins < stop.end and next_begins < stop.end:
        where = findings.at(path, row, key="from", ident=rel.id)
        message = f"The change before lasts until {quoted(change.until)}, but this one begins {quoted(later.from_)}"
        if stop.earliest >= next_start.end:
            findings.tell("error", "overlapping-states", where, message, "The later change counts from its date on.")
        elif stop.is_exact and next_start.is_exact and stop.precision is not Precision.NUMBER:
            hint = 'An "until" includes its day; the later change counts from its date on.'
            findings.tell("warning", "touching-states", where, message, hint)


def _check_unsourced(dataset: schema.Dataset, findings: Findings) -> None:
    row, k, times = unsourced(dataset, "general-knowledge")
    if times:
        ident = dataset.relationships[row].id
        where = findings.at(findings.path("relationships", row, "changes"), k, ident=ident)
        hint = "It is shown as unsourced."
        findings.tell_once(
            "note", "unsourced-change", where, "This change cites no source", value="", hint=hint, times=times
        )


def _odd_lives(tables: Tables, axis: TimeAxis) -> Rows:
    """Actors whose active time cannot be read."""

    def is_odd(active: str) -> bool:
        try:
            return bool(active) and axis.parse_interval(active) is None
        except UserError:
            return True

    return np.flatnonzero(with_value(tables.actors.words("active"), is_odd))


def _odd_histories(tables: Tables, axis: TimeAxis, states: Names) -> Rows:
    """Relationships of which a date or state is none, or whose changes are not one after the other."""
    from_, until = (tables.changes.words(name) for name in ("from_", "until"))
    begins, ends = Periods.read(axis, from_.values), Periods.read(axis, until.values)
    start, stop = begins.start[from_.codes], ends.stop[until.codes]
    odd = start >= stop
    for dates, codes in ((begins, from_.codes), (ends, until.codes)):
        if not dates.is_date.all():
            odd |= ~dates.is_date[codes]
    odd |= with_value(tables.changes.words("state"), lambda state: bool(state) and state not in states)
    is_next = np.ones(start.size, dtype=np.bool_)  # the change before belongs to the same relationship
    is_next[tables.change_start[:-1][np.diff(tables.change_start) > 0]] = False
    odd[1:] |= is_next[1:] & ((start[1:] <= start[:-1]) | (start[1:] < stop[:-1]) & (stop[:-1] < FOREVER))
    return of_changes(tables, odd)
