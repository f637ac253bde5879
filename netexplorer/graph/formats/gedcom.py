"""GEDCOM: persons and families with their dates of birth, death, marriage and divorce.

Two are married from their marriage until the first of them dies; after a divorce the relationship is severed. Parents
are related to their children from the birth of the child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.dates import parse_edtf
from netexplorer.graph.formats.draft import Ask, Draft, Period, Spell
from netexplorer.graph.formats.figures import date_text
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.gedcom_dates import Date, date_of, from_ansel
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.unpack import Source, decoded
from netexplorer.graph.formats.watch import watched

_BEGINS = re.compile(r"\ufeff?\s*0\s+(?:HEAD\b|@[^@\s]+@\s+(?:INDI|FAM|SUBM)\b)")
_LINE = re.compile(r"\s*(\d{1,2})\s+(?:@([^@]+)@\s+)?(\w+)(?: (.*))?", re.DOTALL)
_ANSEL = re.compile(rb"\n\s*1\s+CHAR\s+ANSEL", re.IGNORECASE)
_POINTER = re.compile(r"@([^@]+)@\s*")
_SPOUSES = frozenset(("HUSB", "WIFE", "PART"))
_BIRTHS = ("BIRT", "CHR", "BAPM")
_DEATHS = ("DEAT", "BURI", "CREM")
_TOLD = {"OCCU": "occupation", "TITL": "title", "RELI": "religion", "NATI": "nationality", "EDUC": "education"}
_ADOPTED = {"adopted": "adoptive parent", "foster": "foster parent"}
_MOST_TOLD = 50


class _Item(Struct):
    """One line with those below it."""

    tag: str
    id: str
    parts: list[str]  # of the value: the line and those that continue it
    below: list[_Item]

    @property
    def value(self) -> str:
        """The whole value."""
        return "".join(self.parts)

    def all(self, *tags: str) -> list[_Item]:
        """The items of these tags right below, those of the first tag first."""
        return [each for tag in tags for each in self.below if each.tag == tag]

    def text(self, tag: str) -> str:
        """The value of the first item of this tag right below."""
        return next((each.value for each in self.below if each.tag == tag), "")


class _Person(Struct):
    id: str
    birth: Date
    death: Date
    pedigrees: dict[str, str]  # of each family in which the person is a child, how


def sniff(head: bytes) -> bool:
    """The first line is a header, or a record."""
    return bool(_BEGINS.match(decoded(head)[0]))


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read persons, then families.

    Raises
    ------
    UserError
        When there is neither a person nor a family in it.
    """
    draft = Draft("GEDCOM")
    draft.time_kind = "calendar"
    items = list(_items(source, draft, progress, cancelled))
    persons = {each.id: _person(draft, each) for each in items if each.tag == "INDI"}
    families = [each for each in items if each.tag == "FAM"]
    if not persons and not families:
        raise refuse(source, "there are no persons (INDI) and no families (FAM) in this GEDCOM file")
    for family in families:
        _family(draft, family, persons)
    for item in (each for each in items if each.tag == "INDI"):
        _associates(draft, item)
    for item in items:
        if item.tag in ("SOUR", "NOTE", "SNOTE", "OBJE", "REPO"):
            draft.keep({"SOUR": "sources", "OBJE": "pictures", "REPO": "archives"}.get(item.tag, "notes"))
    draft.records = len([each for each in items if each.tag == "INDI"]), len(families)
    return draft


def _items(source: Source, draft: Draft, progress: Progress, cancelled: Wish) -> Iterator[_Item]:
    """The records, each a tree that grows while this goes on; lines that are none continue the one before."""
    is_ansel = bool(_ANSEL.search(source.data[:4_000])) and decoded(source.data)[1] == "cp1252"
    text = (from_ansel(source.data) if is_ansel else source.text()).lstrip("\ufeff").replace("\0", "")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    path: list[_Item] = []
    odd = 0
    for number, line in watched(lines, progress, cancelled):
        match = _LINE.fullmatch(line)
        if match is None:
            if line.strip() and path:
                path[-1].parts.append(f"\n{line}")
            odd += bool(line.strip())
            if line.strip() and odd <= _MOST_TOLD:
                what = f'"{line.strip()[:80]}" does not begin with a level and a tag; it continues the line before.'
                draft.tell("warning", "bad-line", f"line {number}", what)
            continue
        level, tag, value = int(match[1]), match[3].upper(), match[4] or ""
        del path[level:]
        if tag in ("CONC", "CONT") and path:
            path[-1].parts.append(f"\n{value}" if tag == "CONT" else value)
            continue
        item = _Item(tag, match[2] or "", [value.strip()], [])
        if path:
            path[-1].below.append(item)
        elif level == 0:
            yield item
        path.append(item)


def _person(draft: Draft, item: _Item) -> _Person:
    names = [_name(each) for each in item.all("NAME")]
    names = [name for name in names if name]
    birth, death = _date(draft, item, _BIRTHS), _date(draft, item, _DEATHS)
    values = {_TOLD[each.tag]: each.value for each in item.all(*_TOLD) if each.value}
    if sex := item.text("SEX"):
        values["sex"] = sex
    for key, tags in (("born in", _BIRTHS), ("died in", _DEATHS)):
        if place := next((each.text("PLAC") for each in item.all(*tags) if each.text("PLAC")), ""):
            values[key] = place
    draft.declare(
        item.id,
        names[0] if names else "",
        kind="person",
        aliases=tuple(dict.fromkeys(names[1:])),
        description="\n".join(each.value for each in item.all("NOTE") if not _POINTER.fullmatch(each.value)),
        values=values,
        spells=[Spell(birth, death)] if birth or death else [],
    )
    pedigrees = {_pointed(each): each.text("PEDI").casefold() for each in item.all("FAMC")}
    return _Person(item.id, birth, death, pedigrees)


def _name(item: _Item) -> str:
    whole = " ".join(item.value.replace("/", " ").split())
    return whole or " ".join(f"{item.text('GIVN')} {item.text('SURN')}".split())


def _pointed(item: _Item) -> str:
    match = _POINTER.fullmatch(item.value)
    return match[1] if match else ""


def _date(draft: Draft, item: _Item, tags: tuple[str, ...]) -> Date:
    """The date of the first event of these tags that has one."""
    for event in item.all(*tags):
        if found := date_of(event.text("DATE"), draft):
            return found
    return None


def _family(draft: Draft, family: _Item, persons: dict[str, _Person]) -> None:
    nobody = _Person("", None, None, {})
    spouses = [name for each in family.below if each.tag in _SPOUSES and (name := _pointed(each))]
    children = [name for each in family.all("CHIL") if (name := _pointed(each))]
    is_married = bool(family.all("MARR", "MARC", "MARL"))
    begun, parted = _date(draft, family, ("MARR", "MARC", "MARL")), _date(draft, family, ("DIV", "ANUL"))
    is_parted = bool(family.all("DIV", "ANUL"))
    if not spouses and children:
        draft.keep("families without parents")
    for k, one in enumerate(spouses):
        for other in spouses[k + 1 :]:
            death = _first(persons.get(one, nobody).death, persons.get(other, nobody).death)
            if death and begun and _tick(death) < _tick(begun):
                death = None  # one of the two dates is wrong, and no bound of the other
            spells = [Spell(begun, parted or death, end_open=bool(parted))] if begun or parted or death else []
            if parted:
                spells.append(Spell(parted, death if death != parted else None, state="severed"))
            values = {"place": place} if (place := _place(family)) else {}
            if is_parted and not parted:
                values["divorced"] = "without a date"
            draft.link(
                one, other, id=family.id, type="married" if is_married else "partner", directed=False, values=values,
                spells=spells,
            )  # fmt: skip
        for child in children:
            born = persons.get(child, nobody)
            how = _ADOPTED.get(born.pedigrees.get(family.id, ""), "parent")
            death = _first(persons.get(one, nobody).death, born.death)
            if death and born.birth and _tick(death) < _tick(born.birth):
                death = None  # a father who died before the birth is a father
            draft.link(one, child, type=how, directed=True, spells=[Spell(born.birth, death)] if born.birth else [])


def _associates(draft: Draft, item: _Item) -> None:
    """Whom a person names beside the family: a friend, a godparent, a witness."""
    for each in item.all("ASSO"):
        if (other := _pointed(each)) and other != "VOID":  # nobody, since GEDCOM 7
            role = each.text("RELA") or each.text("ROLE")
            draft.link(item.id, other, type=role.casefold() or "associate", directed=True)


def _place(family: _Item) -> str:
    return next((each.text("PLAC") for each in family.all("MARR") if each.text("PLAC")), "")


def _first(one: Date, other: Date) -> Date:
    return min((each for each in (one, other) if each), key=_tick, default=None)


def _tick(date: str | Period) -> int:
    if isinstance(date, Period):
        return date.earliest
    try:
        return parse_edtf(date_text(date)).earliest
    except UserError:
        return 2**62
