"""Tables that many people have: the data sets of states, alliances, conflicts and events, known by their columns."""

from __future__ import annotations

from collections.abc import Collection

from netexplorer.graph.formats.tables_plan import Plan
from netexplorer.graph.schema import State

_PARTS = ("day", "month", "year")


def _dates(of: str, bound: str, prefix: str = "") -> dict[str, str]:
    """The three columns of one date of the Correlates of War."""
    return {f"{of}_{bound}_{part}": f"{prefix}{'start' if bound == 'st' else 'end'}_{part}" for part in _PARTS}


def _dispute(key: str) -> Plan:
    """Who took part in which militarised dispute."""
    return Plan(
        table="edges",
        directed=False,
        prefixes={"source": "state ", "target": "dispute "},
        roles={
            key: "target", "ccode": "source", "stabb": "source_label", "styear": "start_year",
            "stmon": "start_month", "stday": "start_day", "endyear": "end_year", "endmon": "end_month",
            "endday": "end_day",
        },
    )  # fmt: skip


def _war(key: str, name: str) -> Plan:
    """Who took part in which war."""
    parts = {f"{bound}{part.title()}1": f"{bound.lower()}_{part}" for bound in ("Start", "End") for part in _PARTS}
    return Plan(
        table="edges",
        directed=False,
        prefixes={"source": "state ", "target": "war "},
        roles={key: "target", name: "target_label", "ccode": "source", "StateName": "source_label", **parts},
    )


MEMBERSHIPS = ("state", "state name", "organisation", "organisation name", "start", "end", "state of membership")
MISSIONS = ("sender", "receiver", "start", "end", "level")

KNOWN: tuple[tuple[frozenset[str], Plan], ...] = (
    (
        frozenset(("version4id", "ccode", "mem_st_year", "all_st_year")),
        Plan(
            table="edges",
            directed=False,
            prefixes={"source": "state ", "target": "alliance "},
            roles={
                "version4id": "target", "ccode": "source", "state_name": "source_label", "ss_type": "type",
                "left_censor": "censored_start", "right_censor": "censored_end", **_dates("mem", "st"),
                **_dates("mem", "end"), **_dates("all", "st", "target_"), **_dates("all", "end", "target_"),
            },
        ),
    ),
    *((frozenset((key, "stabb", "ccode", "styear", "sidea")), _dispute(key)) for key in ("dispnum3", "dispnum")),
    (frozenset(("WarNum", "ccode", "StartYear1")), _war("WarNum", "WarName")),
    (
        frozenset(("atopid", "member", "yrent")),
        Plan(
            table="edges",
            directed=False,
            prefixes={"source": "state ", "target": "alliance "},
            roles={
                "atopid": "target", "member": "source", "yrent": "start_year", "moent": "start_month",
                "dayent": "start_day", "yrexit": "end_year", "moexit": "end_month", "dayexit": "end_day",
            },
        ),
    ),
    (
        frozenset(("trgyrdy", "trmyrdy", "statea", "stateb")),
        Plan(
            table="edges",
            directed=False,
            roles={
                "statea": "source", "stateb": "target", "trgyrdy": "start_year", "trgmody": "start_month",
                "trgdady": "start_day", "trmyrdy": "end_year", "trmmody": "end_month", "trmdady": "end_day",
            },
        ),
    ),
    (
        frozenset(("Order date", "Delivery year", "Armament category")),
        Plan(
            table="edges",
            directed=True,
            roles={
                "Supplier": "source", "Recipient": "target", "Seller": "source", "Buyer": "target",
                "Order date": "start", "Delivery year": "end", "Armament category": "type", "Status": "value",
            },
        ),
    ),
    (
        frozenset(("side_a", "side_b", "year", "type_of_violence")),
        Plan(
            table="edges",
            directed=False,
            roles={"side_a": "source", "side_b": "target", "date_start": "start", "date_end": "end", "year": "ignore"},
        ),
    ),
    (
        frozenset(("side_a", "side_b", "year", "intensity_level")),
        Plan(
            table="edges",
            directed=False,
            roles={
                "side_a": "source", "side_b": "target", "year": "instant", "start_date": "value",
                "start_date2": "value",
            },
        ),
    ),
    (
        frozenset(("Actor1Code", "Actor2Code", "SQLDATE", "GoldsteinScale")),
        Plan(
            table="edges",
            directed=True,
            roles={
                "Actor1Code": "source", "Actor2Code": "target", "Actor1Name": "source_label",
                "Actor2Name": "target_label", "SQLDATE": "instant", "event": "type", "GoldsteinScale": "weight",
                "SOURCEURL": "claim",
            },
        ),
    ),
    (
        frozenset(MEMBERSHIPS),
        Plan(
            table="edges",
            directed=False,
            roles={
                "state": "source", "state name": "source_label", "organisation": "target",
                "organisation name": "target_label", "start": "start", "end": "end", "state of membership": "state",
            },
        ),
    ),
    (
        frozenset(MISSIONS),
        Plan(
            table="edges",
            directed=True,
            roles={"sender": "source", "receiver": "target", "start": "start", "end": "end", "level": "state"},
        ),
    ),
    (
        frozenset(("Julian date", "Babylonian date (D.M.Y King)")),
        Plan(era="bce", roles={"Julian date": "instant"}),
    ),
)  # fmt: skip

# Levels as the code books of the Correlates of War have them.
MEMBERSHIP = {"1": "full member", "2": "associate member", "3": "observer"}
MISSION = {"1": "chargé d'affaires", "2": "minister", "3": "ambassador", "9": "other representative"}
_RANKED = (
    ("full member", "associate member", "observer"),
    ("ambassador", "minister", "other representative", "chargé d'affaires"),
)
CAMEO = (
    "public statement", "appeal", "intent to cooperate", "consult", "diplomatic cooperation", "material cooperation",
    "aid", "yield", "investigate", "demand", "disapprove", "reject", "threaten", "protest", "force posture",
    "reduce relations", "coerce", "assault", "fight", "mass violence",
)  # fmt: skip
# The 58 columns of GDELT 1.0 events; files of a day have no header, older ones lack the last, version 2 has three more.
_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
          "Type2Code", "Type3Code")  # fmt: skip
GDELT = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{what}" for number in (1, 2) for what in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{of}Geo_{what}" for of in ("Actor1", "Actor2", "Action") for what in _PLACE),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip


def known_plan(names: Collection[str]) -> Plan:
    """The plan of a table that is known by its columns; one without roles if it is none."""
    return next((plan for needed, plan in KNOWN if needed <= set(names)), Plan())


def ranked_states(words: Collection[str]) -> tuple[State, ...]:
    """States of a known scale with their ranks, the best first; none if some word is not of it."""
    for scale in _RANKED:
        if words and set(words) <= set(scale):
            return tuple(State(id=word, rank=len(scale) - place) for place, word in enumerate(scale))
    return ()
