"""Lines of a dossier about posts: who held an office and when it was vacant, and which posts somebody held."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from netexplorer.graph.dates import BEGINNING, FOREVER, EdtfDate, describe_short
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.offices import Office, Offices, Term, Vacancy, terms_of
from netexplorer.scene.offices import offices_of
from netexplorer.session import selection
from netexplorer.session.citations import Citation
from netexplorer.session.dossier_data import Tenure
from netexplorer.session.facts import posts_of
from netexplorer.session.harmless import harmless_tenure
from netexplorer.session.posts import post_name
from netexplorer.session.wording import confidence_text

MOST_TENURES = 200
Cite = Callable[[tuple[str, ...]], tuple[Citation, ...]]


def tenures_of(net: TemporalNetwork, t: int, row: int, cite: Cite) -> tuple[str, tuple[Tenure, ...]]:
    """A heading and the lines about an actor at the instant ``t``, the latest first; nothing if it has to do with none.

    Of an office its holders and when there was none, of anybody else the posts that were held.
    """
    office = offices_of(net).office(row)
    if office is not None:
        parts: list[Term | Vacancy] = sorted((*office.terms, *office.vacancies), key=lambda part: -part.start)
        now = office.at(t)
        made = [
            _vacancy(net, part, cite, is_now=part == now.vacancy)
            if isinstance(part, Vacancy)
            else _holder(net, part, cite, is_now=part == now.term)
            for part in parts[:MOST_TENURES]
        ]
        return "Held by", tuple(map(harmless_tenure, made))
    terms = _held_by(net, row)
    lines = [_post(net, offices_of(net), term, cite, is_now=term.covers(t)) for term in terms[:MOST_TENURES]]
    return "Posts", tuple(map(harmless_tenure, lines))


def _held_by(net: TemporalNetwork, row: int) -> list[Term]:
    """What somebody held, the latest first; posts that are no office of the dataset, too."""
    posts = posts_of(net)
    mine = posts[net.src[posts] == row]
    rest = mine[~np.isin(mine, offices_of(net).rels)].tolist()
    terms = [*offices_of(net).held_by(row), *(term for rel in rest for term in terms_of(net, rel))]
    return sorted(terms, key=lambda term: -term.start)


def _holder(net: TemporalNetwork, term: Term, cite: Cite, *, is_now: bool) -> Tenure:
    name = post_name(net, term.rel)
    detail = (name if name != net.name(term.office) else "", _acting(term, name))
    return _told(net, term, net.name(term.holder), selection.actor(net, term.holder), detail, (), cite, is_now=is_now)


def _acting(term: Term, said: str) -> str:
    return "acting" if term.acting and "acting" not in said.casefold() else ""


def _post(net: TemporalNetwork, offices: Offices, term: Term, cite: Cite, *, is_now: bool) -> Tenure:
    office = offices.office(term.office)
    links = _beside(net, office, term) if office is not None else ()
    name, where = post_name(net, term.rel), net.name(term.office)
    detail = (where if where != name else net.relationship(term.rel).label, _acting(term, name))
    return _told(net, term, name, selection.actor(net, term.office), detail, links, cite, is_now=is_now)


def _beside(net: TemporalNetwork, office: Office, term: Term) -> tuple[tuple[str, str], ...]:
    """Who held an office before and after somebody, with where a click leads."""
    found = (("after", office.before(term)), ("before", office.after(term)))
    who = ((word, beside.holder) for word, beside in found if beside is not None)
    return tuple((f"{word} {net.name(row)}", selection.actor(net, row)) for word, row in who)


def _told(
    net: TemporalNetwork,
    term: Term,
    name: str,
    target: str,
    detail: tuple[str, ...],
    links: tuple[tuple[str, str], ...],
    cite: Cite,
    *,
    is_now: bool,
) -> Tenure:
    change = net.change(term.first)
    sureness = confidence_text(change.confidence) if change.confidence not in ("", "stated", "reference") else ""
    start, end = net.date_from(term.first), net.date_until(term.last)
    return Tenure(
        span=_span(start, end if term.end < FOREVER else None),
        tick=term.start if term.start > BEGINNING else None,
        name=name,
        target=target,
        detail=" · ".join(part for part in (*detail, sureness) if part),
        links=links,
        citations=cite(change.sources),
        now=is_now,
    )


def _vacancy(net: TemporalNetwork, gap: Vacancy, cite: Cite, *, is_now: bool) -> Tenure:
    """What the dataset says of a time without a holder: the note and the sources of the succession, if there is one."""
    offices = offices_of(net)
    after = [each.holder for each in (gap.before, *gap.acting) if each is not None]
    rows = offices.successions
    said = rows[(net.dst[rows] == gap.after.holder) & np.isin(net.src[rows], after)]
    change = net.change(int(net.change_start[said[0]])) if len(said) else net.change(gap.after.last)
    who = ", ".join(dict.fromkeys(net.name(term.holder) for term in gap.acting))
    detail = (change.note if len(said) else "", f"Meanwhile acting: {who}" if who else "")
    return Tenure(
        span=_span(net.date_until(gap.after.last), net.date_from(gap.before.first) if gap.before else None),
        tick=gap.start,
        name="Vacant",
        target="",
        detail=" ".join(part for part in detail if part),
        citations=cite(change.sources),
        now=is_now,
        vacant=True,
    )


def _span(start: EdtfDate | None, end: EdtfDate | None) -> str:
    first, last = (describe_short(date) if date else "" for date in (start, end))
    if first and first == last:
        return first
    if first and last:
        return f"{first} – {last}"
    return f"since {first}" if first else f"until {last}" if last else "no dates given"
