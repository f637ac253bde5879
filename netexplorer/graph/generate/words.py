"""The vocabulary of a synthetic network, and names for what is in it."""

from __future__ import annotations

from netexplorer.graph.schema import DEFAULT_STATES, Kind, Lens, RelationshipType, Side, Source, State

OPEN, LIMITED, SUSPENDED, SEVERED = range(4)
STATES: tuple[State, ...] = DEFAULT_STATES
SOURCE = Source(
    id="synthetic",
    title="Synthetic data made by netexplorer",
    kind="generated",
    note="Invented by a seeded generator: no actor, relationship, event or date in this dataset is real.",
)

STATE, COUNCIL, INSTITUTION, MISSION, POST, PERSON = range(6)
KINDS = (
    Kind(id="state", label="State", shape="ring"),
    Kind(id="council", label="Council", shape="hexagon"),
    Kind(id="institution", label="Institution", shape="square"),
    Kind(id="mission", label="Mission", shape="diamond"),
    Kind(id="post", label="Post", shape="pentagon"),
    Kind(id="person", label="Person", shape="circle"),
)

CHANNEL = "channel"
TYPES = (
    RelationshipType(id="mission-accredited-to", label="Mission accredited to", directed=True, family=CHANNEL),
    RelationshipType(id="diplomatic-dialogue", label="Diplomatic dialogue", family=CHANNEL),
    RelationshipType(id="military-line", label="Military line", family=CHANNEL),
    RelationshipType(id="council-link", label="Council", family=CHANNEL),
    RelationshipType(id="agreement-between", label="Agreement", family=CHANNEL),
    RelationshipType(id="part-of", label="Part of", directed=True, family="structure"),
    RelationshipType(id="member-of", label="Member of", directed=True, family="structure"),
    RelationshipType(id="holds-post", label="Holds the post", directed=True, family="post"),
    RelationshipType(id="works-for", label="Works for", directed=True, family="post"),
    RelationshipType(id="met-with", label="Meetings", family="contact"),
    RelationshipType(id="supports", label="Support", directed=True, family="support"),
    RelationshipType(id="criticises", label="Criticism", directed=True, family="statement"),
)
CHANNELS = 5  # the first so many types

# Types by the kind of the lesser of two actors, each entry as likely as the next.
BETWEEN_SIDES = (
    (1, 1, 1, 4, 4, 2, 3, 11),  # states
    (3, 3, 3, 3, 4, 1, 1, 11),  # councils
    (1, 1, 4, 4, 2, 2, 3, 10),  # institutions
    (0, 0, 0, 0, 0, 1, 2, 3),  # missions
    (1, 1, 1, 1, 2, 2, 2, 9),  # posts
    (1, 1, 1, 1, 2, 3, 9, 11),  # persons
)
WITHIN_A_SIDE = (
    (6, 6, 10, 10, 10, 9, 9, 11),
    (5, 5, 6, 6, 10, 10, 9, 9),
    (5, 5, 5, 6, 6, 10, 10, 9),
    (5, 5, 5, 5, 6, 8, 9, 10),
    (5, 5, 5, 5, 5, 8, 8, 9),
    (7, 7, 8, 8, 8, 9, 9, 6),
)

SIDES = (
    Side(id="north", label="Northern League"),
    Side(id="south", label="Southern Pact"),
    Side(id="east", label="Eastern Compact"),
    Side(id="west", label="Western Accord"),
    Side(id="isles", label="Isles"),
)
LENSES = (
    Lens(id="channels", label="Channels between sides", families=(CHANNEL,)),
    Lens(id="institutions", label="States and institutions", kinds=("state", "council", "institution")),
    Lens(id="people", label="People", kinds=("person",)),
    Lens(id="all", label="Everything"),
)


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_LAND_ONSETS = _split("Velm Zorr Quend Drav Mirth Tolv Askel Brund Ystr Wolm")
_LAND_MIDDLES = _split("a o e")
_LAND_ENDS = _split("vask threy lund quor dreth minth zell gard vyrn skarr")
_FIRST_ONSETS = _split("Za Vo Ky Dre Mi Thu Qui Bre Lo Ny Fe Wo Ja Sy Tre Uv")
_FIRST_ENDS = _split("lvek mmo rzin dda thiel quen vorn lline sk xa ndre bbil zo rth mwe gg")
_LAST_ONSETS = _split("Bro Ske Va Plu Dwi Ho Kre Zi Mo Ty Gwe Ra Fli Ne Chu Yo")
_LAST_MIDDLES = _split("lda rmi ske nvo tti zzu gra pple mbu xi dwe qua rru vli ffo sha")
_LAST_ENDS = _split("vask mund tren zky loth qvist barr nook welm dusz gand thorpe rix pold wyn zell")
_MATTERS = _split("Trade Defence Transit Harbours Finance Grain Borders Rivers Science Relief Energy Archives")
_NAMES = 16**5
_STRIDE = 611_953  # a prime, and so every name is used before one comes again


def land(k: int) -> str:
    """The name of the land of community ``k``; the first 300 differ."""
    k = k * 67 % 300
    return f"{_LAND_ONSETS[k % 10]}{_LAND_MIDDLES[k // 100]}{_LAND_ENDS[k // 10 % 10]}"


def person(k: int) -> str:
    """The name of person ``k``: given name and family name; the first million differ."""
    at = k * _STRIDE % _NAMES
    first = f"{_FIRST_ONSETS[at & 15]}{_FIRST_ENDS[at >> 4 & 15]}"
    return f"{first} {_LAST_ONSETS[at >> 8 & 15]}{_LAST_MIDDLES[at >> 12 & 15]}{_LAST_ENDS[at >> 16 & 15]}"


def body(kind: int, rank: int, where: str) -> str:
    """The name of what is no person; ``rank`` is its place in its community, ``where`` the name of its land."""
    if kind == STATE:
        return where if rank == 0 else f"{where} Province {rank}"
    matter = _MATTERS[rank % len(_MATTERS)]
    number = rank // len(_MATTERS)
    behind = f" {number + 1}" if number else ""
    return {
        COUNCIL: f"Council for {matter} of {where}{behind}",
        INSTITUTION: f"Ministry of {matter} of {where}" if not number else f"{matter} Office{behind} of {where}",
        MISSION: f"{where} Mission for {matter}{behind}",
        POST: f"Envoy of {where} for {matter}{behind}",
    }[kind]
