"""What columns are commonly called, and which role each name hints at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from netexplorer.graph.formats import tables_tongues
from netexplorer.graph.formats.tables_grid import is_number
from netexplorer.graph.formats.tables_pairs import are_paired

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[12]$)|(?<=[a-z][0-9])(?=[A-Z][a-z])")
_COUNTED = re.compile(r"(?:column|col|field|var|attribute|attr)[ _.]?\d+", re.IGNORECASE)  # column1, column2 …
_LONGEST_NAME = 200  # signs
_SPLIT = re.compile(r"[\W_]+")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SOURCE = tables_tongues.SOURCE | _set(
    "source src from sender tail u i ego subject subj follower caller citing parent origin orig exporter "
    "payer giver gainer lender donor supplier initiator attacker nodeidstart startnodeid nodestart actor1 "
    "node1 ccode1 statelno agent state1no sidea startid "
    "startnode sending visitor guest"
)
TARGET = tables_tongues.TARGET | _set(
    "target tgt to dst dest destination receiver recipient head v j alter object obj followee callee "
    "cited child importer payee taker loser borrower partner defender actor2 node2 ccode2 statehno "
    "counterpart state2no sideb endid endnode nodeidend endnodeid nodeend receiving host"
)
UNDIRECTED = _set(
    "husband ehemann mari муж home hometeam 1 2 a b i j u v statelno statehno ccode1 ccode2 node1 node2 "
    "state1no state2no sidea sideb"
)
TWO_MODES = (("user", "item"), ("userid", "itemid"), ("user", "page"), ("userid", "targetid"), ("person", "event"),
             ("customer", "product"), ("reader", "book"))  # whose equal numbers are two actors  # fmt: skip
PARTNERS = {
    a: b for one, two in (
        ("source", "target"), ("from", "to"), ("src", "dst"), ("src", "dest"), ("sender", "receiver"), ("tail", "head"),
        ("sender", "recipient"), ("u", "v"), ("i", "j"), ("ego", "alter"), ("subject", "object"),
        ("origin", "destination"), ("statelno", "statehno"), ("parent", "child"), ("a", "b"), ("1", "2"),
    ) for a, b in ((one, two), (two, one))
}  # fmt: skip
PAIRS = (("1", "2"), ("a", "b"), ("i", "j"))
STEMS = ("", "id", "node", "vertex", "key", "code", "ccode", "no", "number", "uid", "name", "label", "actor", "person",
         "state", "country", "entity", "author", "member", "user", "character", "page", "account", "organisation",
         "organization", "company", "party", "stateabb", "iso", "iso3", "cow", "gwno", "email", "gene", "partner",
         "nation", "signatory", "mem", "participant", "individual", "reporter", "firm", "ministry",
         "leader", "power", "ally", "group", "team", "club", "delegation",
         "diplomat", "org", *tables_tongues.STEMS)  # fmt: skip
LABEL_STEMS = _set("name label title lab abb stateabb statename")
KIND_STEMS = _set("kind type role category class")
SIDE_STEMS = frozenset(("side", "camp"))
DATE_STEMS = _set("date time year datetime timestamp month day at")

_BY_ROLE = {
    "id": "id nodeid vertexid vertex node identifier uid uuid key ccode stateid igoid actorid "
    "personid entityid "
    "cowcode dispnum dispnum3 warnum userid memberid orgid companyid",
    "label": "label name title fullname statename statenme igolongname longname displayname "
    "nodelabel actorname "
    "entityname personname warname dispname",
    "type": "relation relationship relationtype relationshiptype rel predicate interaction "
    "interactiontype edgetype "
    "linktype tietype reltype relationtypes position post office function jobtitle capacity eventtext "
    "conttype sstype alliancetype layer eventtype kind category cameocode edgelabel",
    "direction": "directed direction directedness isdirected",
    "weight": "weight w strength intensity freq frequency amount flow weights edgeweight count",
    "state": "state status phase stage",
    "side": "side camp bloc faction",
    "claim": "citation citations reference references ref sourceurl url evidence publisher sources "
    "sourceofclaim doi "
    "publication proof provenance datasource",
    "note": "note notes comment comments remark remarks",
    "confidence": "confidence certainty",
    "description": "description desc bio biography summary",
    "start": ""
    ""
    "signed signature ratified imposed appointed inaugurated incorporated commenced "
    "launched entryintoforce inforce "
    "acceded accession start startdate begin begindate starttime onset since validfrom datefrom birth "
    "birthdate born birthyear "
    "founded established first firstseen dob entry joined inception dateofbirth datestart effective opened",
    "end": ""
    "lifted expired revoked withdrawn repealed resigned ceased withdrawal end enddate "
    "endtime stop finish terminus until till validto validuntil dateto death "
    "deathdate died "
    "deathyear dissolved ended last lastseen closed dod exit left dateofdeath dateend "
    "expiry terminated endyear",
    "instant": "date time timestamp datetime instant when year eventdate sqldate t ts epoch "
    "created createdat sent "
    "asof stand stichtag unixtime juliandate yearmonth yyyymm yyyymmdd dateofevent sentat occurred",
    "timeset": "timeset interval intervals spell spells timestamps timeinterval timeintervals",
    "duration": "duration",
    "censored_start": "leftcensor leftcensored onsetcensored startcensored",
    "censored_end": "rightcensor rightcensored terminuscensored endcensored",
    "x": "x lon lng longitude",
    "y": "y lat latitude",
}
_ELSEWHERE = {word: role for role, words in tables_tongues.BY_ROLE.items() for word in words.split()}
WORDS = {**_ELSEWHERE, **{word: role for role, words in _BY_ROLE.items() for word in words.split()}}
RANGED = tables_tongues.RANGED | _set(
    "validity years dates period periods daterange timespan timeframe tenure term terms mandate reign "
    "active lifespan life lived floruit existence duration"
)  # what columns of ranges such as 1991–2003 are called
IDS, LABELS = (tuple(f"{_BY_ROLE[role]} {tables_tongues.BY_ROLE.get(role, '')}".split()) for role in ("id", "label"))
_SURE = (SOURCE | TARGET | set(WORDS)) - _set("i j u v t w x y a b ts first last left count key tail head signed")
_SURE -= {word for word in _ELSEWHERE if len(word) < 5} - {"von", "bis", "fin"}  # Al and Art are people, too
_DATE_PART = re.compile(
    r"(?:(?P<of>\w+?)_)?(?P<bound>start|strt|st|begin|beg|from|end|to)_?(?P<part>year|yr|month|mon|mnth|mo|day|dy)"
    r"_?(?P<nth>\d?)"
)
_PART_OF = {"y": "year", "d": "day", "m": "month"}

MEMBERS = tables_tongues.MEMBERS | _set(
    "nom nombre "
    "person persons member members name people author politician individual employee artist actor player "
    "minister ambassador envoy diplomat officer shareholder owner mep mp senator deputy "
    "councillor trustee employee "
    "appointee lobbyist signatory participant attendee "
    "director delegate representative country state student scholar character user"
)
GROUPS = tables_tongues.GROUPS | _set(
    ""
    "ministry "
    "agency cabinet government treaty conference "
    "organisation organization org group committee party company firm event igo alliance team club board "
    "institution council parliament chamber embassy mission programme program fund bank "
    "trust foundation newspaper "
    "journal union federation court regiment university ngo bloc delegation "
    "institution project film movie paper affiliation employer school department meeting article bill"
)


BEGUN = tables_tongues.BEGUN | _set(
    "start started starting begin begins began beginning begun "
    "signed signature entry opened founded established appointed elected joined hire hired "
    "from birth effective since "
    "notified inaugurated assumed took registered enacted adopted admitted first"
)  # words of the names of columns of beginnings, beside a word of time
ENDED = tables_tongues.ENDED | _set(
    "end ended ending terminated termination expiry expired exit closed "
    "dissolved dismissed left leave leaving departure until to death finish finished stop "
    "ceased resigned revoked "
    "withdrawn withdrew repealed deregistered removed retired last"
)
OF_TIME = tables_tongues.OF_TIME | _set("on in at am date year time day dates datetime timestamp month month dt")


def tokens_of(name: str) -> tuple[str, ...]:
    """The words of a name: ``StartYear``, ``start_year`` and ``start.year`` are the same two."""
    return tuple(word for word in _SPLIT.split(_CAMEL.sub("_", name).casefold()) if word)


def compact(name: str) -> str:
    """A name without what parts its words."""
    return "".join(tokens_of(name))


def are_names(cells: Sequence[str]) -> bool:
    """Whether some cells are names of columns: one is commonly used as such, and none is a number."""
    filled = [cell.strip() for cell in cells]
    is_long = max(map(len, filled), default=0) > _LONGEST_NAME
    if is_long or any(map(is_number, filled)) or not any(filled):
        return False
    words = [compact(cell) for cell in filled]
    if len(set(filled)) < len(filled):  # a column twice is no row of actors
        return not SOURCE.isdisjoint(words) and not TARGET.isdisjoint(words)
    are_counted = len(filled) > 1 and all(map(_COUNTED.fullmatch, filled))
    if are_counted or are_paired(words):
        return True
    if any(word in _SURE or date_part(cell) for word, cell in zip(words, filled, strict=True)):
        return True
    tokens = {each for cell in filled if len(each := tokens_of(cell)) > 1}
    if any(each[-1] == one and (*each[:-1], other) in tokens for each in tokens for one, other in PAIRS):
        return True
    return len(words) > 1 and all(word in WORDS or word in SOURCE or word in TARGET for word in words if word)


def date_part(name: str) -> tuple[str, str, str, str] | None:
    """What of a date over three columns one of them is: whose, which bound, which part, and of which of several."""
    match = _DATE_PART.fullmatch("_".join(tokens_of(name)))
    if match is None:
        return None
    bound = "end" if match["bound"] in ("end", "to") else "start"
    return match["of"] or "", bound, _PART_OF[match["part"][0]], match["nth"]
