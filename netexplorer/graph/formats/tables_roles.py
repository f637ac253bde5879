"""The guess of what each column of a table is, from its name and its values, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from netexplorer.graph.formats.clock import is_unstated
from netexplorer.graph.formats.tables_grid import Grid, is_number, is_year
from netexplorer.graph.formats.tables_pairs import ABOUT, WORD_PAIRS, stem_of
from netexplorer.graph.formats.tables_plan import PARTS
from netexplorer.graph.formats.tables_times import groups_of, is_ranged, is_time, is_timeset, years_bce
from netexplorer.graph.formats.tables_words import (
    DATE_STEMS,
    KIND_STEMS,
    LABEL_STEMS,
    PAIRS,
    PARTNERS,
    RANGED,
    SIDE_STEMS,
    SOURCE,
    STEMS,
    TARGET,
    TWO_MODES,
    UNDIRECTED,
    WORDS,
    compact,
    date_part,
    tokens_of,
)
from netexplorer.graph.formats.timewords import time_of_tokens

REPEATABLE = frozenset(["value", "ignore", "dynamic", "claim", "note", "source_value", "target_value"])
MOST_STATES = 12  # different values of a column of states
_DIRECTIONS = frozenset(("directed", "undirected", "mutual", "true", "false", "1", "0"))
_CONFIDENCES = frozenset(("stated", "reference", "inferred", "disputed", "general-knowledge"))
_SOURCES = frozenset(("source", "quelle", "fonte", "fuente", "источник"))  # who says so, where they name no end
_FIRST_OF = ("", "mem", "member", "membership", "dyad", "edge", "link", "rel", "spell")


class Column(Struct):
    """One column as the guess sees it; ``cells`` are those of the sample that are not blank."""

    name: str
    word: str
    tokens: tuple[str, ...]
    cells: list[str]

    def share(self, what: str) -> float:
        """The share of ``time``, ``bce``, ``number``, ``range`` or ``timeset`` among cells that state anything."""
        stated = [cell for cell in self.cells[:300] if not is_unstated(cell)]
        tests = {
            "time": is_time, "bce": years_bce, "number": is_number, "timeset": is_timeset, "range": is_ranged,
        }  # fmt: skip
        return sum(bool(tests[what](cell)) for cell in stated) / len(stated) if stated else 0.0

    @property
    def is_blank(self) -> bool:
        """States nothing in any row of the sample."""
        return all(map(is_unstated, self.cells))

    @property
    def distinct(self) -> int:
        """How many different values the sample has."""
        return len(set(self.cells))


class Roles:
    """Roles by column, filled in one after another; what has a role keeps it."""

    def __init__(self, grid: Grid, given: Mapping[str, str]) -> None:
        self.columns = [
            Column(name, compact(name), tokens_of(name), grid.column(place)) for place, name in enumerate(grid.names)
        ]
        self.roles: dict[str, str] = dict(given)
        self.reasons: dict[str, str] = {}
        self.is_directed = True
        self.prefixes: dict[str, str] = {}  # of the ids of two kinds of actors that have equal numbers

    def give(self, column: Column | None, role: str, why: str) -> bool:
        """Give a column a role, unless it has one, or another column has that role."""
        if column is None or column.name in self.roles or (role not in REPEATABLE and self.has(role)):
            return False
        self.roles[column.name], self.reasons[column.name] = role, why
        return True

    def has(self, role: str) -> bool:
        """Some column has this role."""
        return role in self.roles.values()

    def free(self) -> Iterator[Column]:
        """Columns without a role."""
        return (column for column in self.columns if column.name not in self.roles)

    def is_edges(self) -> bool:
        """Both ends of an edge are there."""
        return self.has("source") and self.has("target")

    # -- the two ends

    def give_ends(self) -> None:
        """Source and target, by names such as ``source``, ``Target Name``, ``ccode1`` and ``person_b``."""
        words = {column.word for column in self.columns}
        found: dict[str, dict[str, Column]] = {"source": {}, "target": {}}
        markers: dict[str, str] = {}
        markers_of: dict[tuple[str, str], str] = {}
        for column in self.columns:
            for end, stem, marker in _ends_of(column):
                if stem in DATE_STEMS:
                    continue
                before = markers_of.get((end, stem))
                is_paired = before is not None and PARTNERS.get(before) in words
                if before is None or (stem == "" and PARTNERS.get(marker) in words and not is_paired):
                    markers_of[end, stem] = marker
                    found[end][stem] = column
                    markers[stem] = marker
        by_word = {column.word: column for column in reversed(self.columns)}
        for one, other in WORD_PAIRS:
            if one in by_word and other in by_word and not (found["source"].get("") and found["target"].get("")):
                found["source"][""], found["target"][""], markers[""] = by_word[one], by_word[other], one
        self._find_pairs_of_stems(found, markers)
        for one, other in TWO_MODES:
            if one in by_word and other in by_word and not (found["source"].get("") and found["target"].get("")):
                found["source"][""], found["target"][""], markers[""] = by_word[one], by_word[other], one
                is_mixed = bool(set(by_word[one].cells) & set(by_word[other].cells))
                self.prefixes = {"source": f"{one} ", "target": f"{other} "} if is_mixed else {}
        pairs = _pairs_of(found, markers, words)
        for source, target, stem in pairs:
            is_alone = len(pairs) == 1 and not any(
                column.share("number") < 0.5 for column in self.columns if column not in (source, target)
            )
            if source is target or (_are_times(source, target) and not (is_alone and _are_years(source))):
                continue
            self.is_directed = markers[stem] not in UNDIRECTED
            self.give(source, "source", f"it is called '{source.name}'")
            self.give(target, "target", f"it is called '{target.name}'")
            break
        else:
            return
        self._give_about_ends(found)

    def _find_pairs_of_stems(self, found: dict[str, dict[str, Column]], markers: dict[str, str]) -> None:
        """Two words that name the ends only beside one another, with the same word behind: ``Von ID``, ``Nach ID``."""
        by_tokens = {column.tokens: column for column in reversed(self.columns)}
        for one, other in WORD_PAIRS:
            for tokens, column in by_tokens.items():
                stem = "".join(tokens[1:])
                partner = by_tokens.get((other, *tokens[1:]))
                if stem and tokens[0] == one and partner is not None and stem not in DATE_STEMS:
                    found["source"].setdefault(stem, column)
                    found["target"].setdefault(stem, partner)
                    markers.setdefault(stem, one)

    def _give_about_ends(self, found: dict[str, dict[str, Column]]) -> None:
        for end, columns in found.items():
            for stem, column in columns.items():
                if not stem:
                    continue
                what = (
                    "label" if stem in LABEL_STEMS and not self.has(f"{end}_label")
                    else "kind" if stem in KIND_STEMS
                    else "side" if stem in SIDE_STEMS
                    else "value" if stem in STEMS else ""
                )  # fmt: skip
                if what:
                    self.give(column, f"{end}_{what}", f"it tells of the {end}")

    # -- times

    def give_times(self) -> None:
        """Bounds, instants, sets of intervals, and dates over three columns."""
        for column in self.columns:
            may_range = column.word in RANGED or WORDS.get(column.word) in ("instant", "timeset")
            if may_range and column.share("range") > 0.1 and column.share("range") + column.share("time") > 0.5:
                self.give(column, "timeset", f"it is called '{column.name}' and holds ranges of dates")
            elif WORDS.get(column.word) == "timeset":
                if column.is_blank or column.share("timeset") > 0.5:
                    self.give(column, "timeset", f"it is called '{column.name}'")
                elif column.share("time") > 0.5:
                    self.give(column, "instant", f"it is called '{column.name}' and holds times")
            elif column.cells and column.share("timeset") > 0.9 and "<" in column.cells[0]:
                self._give_set(column)
            elif (
                column.word in RANGED
                and column.share("time") > 0.9
                and (column.share("number") < 0.5 or all(map(_is_period, column.cells)))
            ):
                self.give(column, "instant", f"it is called '{column.name}' and holds periods")
        self._give_parts()
        for column in self.free():
            role = WORDS.get(column.word) or time_of_tokens(column.tokens)
            may_be = role in ("start", "end") and column.is_blank
            if may_be or (role in ("start", "end", "instant") and column.share("time") >= 0.5):
                self.give(column, role, f"it is called '{column.name}' and holds times")
        if self.has("instant") and (self.has("start") or self.has("timeset") or self.has("start_year")):
            for name in [name for name, role in self.roles.items() if role == "instant"]:
                self.roles[name], self.reasons[name] = "value", "the table has intervals, too"
        if not self._is_timed():
            self._give_from_to()

    def _give_set(self, column: Column) -> None:
        longest = max((len(group.items) for cell in column.cells for group in groups_of(cell)), default=0)
        is_value = any(
            len(group.items) > 1 and not is_time(group.items[-1]) for cell in column.cells for group in groups_of(cell)
        )
        named = WORDS.get(column.word) == "timeset"
        role = "dynamic" if (longest in (2, 3) and (not named or is_value)) else "timeset"
        self.give(column, role, "its cells are times in brackets")

    def _is_timed(self) -> bool:
        return any(self.has(role) for role in ("start", "start_year", "instant", "timeset"))

    def _give_from_to(self) -> None:
        for column in self.free():
            if column.word in ("from", "to") and column.share("time") > 0.5:
                self.give(column, "start" if column.word == "from" else "end", "it holds times")

    def _give_parts(self) -> None:
        groups: dict[tuple[str, str], dict[str, Column]] = {}
        for column in self.free():
            if (part := date_part(column.name)) is not None and part[3] in ("", "1"):
                groups.setdefault((part[0], part[1]), {}).setdefault(part[2], column)
        sets = sorted(
            {of for of, bound in groups if "year" in groups[of, bound]},
            key=lambda of: _FIRST_OF.index(of) if of in _FIRST_OF else len(_FIRST_OF),
        )
        for of in sets[:1]:
            for bound in ("start", "end"):
                self._give_date(groups.get((of, bound), {}), bound)
        if not sets:
            plain = {part: next((c for c in self.free() if c.word == part), None) for part in PARTS}
            if plain["year"] and plain["month"]:
                self._give_date({part: column for part, column in plain.items() if column}, "instant")

    def _give_date(self, parts: dict[str, Column], bound: str) -> None:
        for part, column in parts.items():
            role = bound if len(parts) == 1 else f"{bound}_{part}"
            self.give(column, role, f"it is called '{column.name}'")

    # -- the rest

    def give_rest(self) -> None:
        """Type, state, weight and all that is told apart by name."""
        is_edges = self.is_edges()
        self._give_key_and_value()
        for column in list(self.free()):
            role = "claim" if column.word in _SOURCES else WORDS.get(column.word, "")
            if column.word == "type" or (role == "direction" and column.cells):
                is_direction = is_edges and {cell.casefold() for cell in column.cells} <= _DIRECTIONS
                role = "direction" if is_direction and column.cells else "type"
            if column.word == "role" and is_edges:
                role = "type"
            role = _as_node(role, column) if not is_edges else role
            if role and _fits(role, column, is_edges):
                self.give(column, role, f"it is called '{column.name}'")

    def _give_key_and_value(self) -> None:
        of = {column.word: column for column in self.free() if column.word in ("key", "value")}
        if len(of) == 2:
            self.give(of["key"], "key", "it names a value")
            self.give(of["value"], "value", "it is the value that another column names")


def _pairs_of(
    found: dict[str, dict[str, Column]], markers: dict[str, str], words: set[str]
) -> list[tuple[Column, Column, str]]:
    """Columns that may be the two ends, the likely ones first, and what of these they tell."""
    stems = [stem for stem in STEMS if stem in found["source"] and stem in found["target"]]
    stems += [stem for stem in found["source"] if stem in found["target"] and _may_be_end(stem, markers[stem])]
    pairs = [(found["source"][stem], found["target"][stem], stem) for stem in stems]
    if not pairs and "" in found["source"] and found["target"]:
        pairs = [(found["source"][""], next(iter(found["target"].values())), "")]
    if not _IS_OF_FACTS.isdisjoint(words):  # of facts the head is the subject; of arcs it is where they go
        pairs = [(b, a, stem) if (a.word, b.word) == ("tail", "head") else (a, b, stem) for a, b, stem in pairs]
    return pairs


def _ends_of(column: Column) -> Iterator[tuple[str, str, str]]:
    """Which end of an edge a column tells of, what of it, and by which word."""
    tokens = column.tokens
    for end, words in (("source", SOURCE), ("target", TARGET)):
        if column.word in words:
            yield end, "", column.word
        elif tokens and tokens[0] in words and len(tokens[0]) > 1:
            yield end, "".join(tokens[1:]), tokens[0]
        elif len(tokens) > 1 and tokens[-1] in words and (len(tokens[-1]) > 2 or tokens[-1] == "to"):
            yield end, "".join(tokens[:-1]), tokens[-1]
    if column.word in _LABELS_OF_STATES:
        yield ("source" if column.word in ("statelab", "state1ab") else "target"), "label", "1"
    if column.word in SOURCE or column.word in TARGET:
        return
    for first, second in PAIRS:
        for end, marker in (("source", first), ("target", second)):
            if len(tokens) > 1 and tokens[-1] == marker:
                yield end, "".join(tokens[:-1]), marker
            elif column.word == marker == tokens[0]:
                yield end, "", marker
            elif len(tokens) == 1 and tokens[0].endswith(marker) and tokens[0][: -len(marker)] in STEMS[1:]:
                yield end, tokens[0][: -len(marker)], marker
            elif (what := _numbered(tokens, marker)) is not None:
                yield end, stem_of(what, tokens[-1]), marker


def _numbered(tokens: tuple[str, ...], marker: str) -> str | None:
    """Of ``entity1_id`` and ``country_1_code`` what is numbered by the marker; None of other names."""
    if len(tokens) < 2 or tokens[-1] not in ABOUT:
        return None
    before = tokens[:-1]
    if before[-1] == marker and len(before) > 1:
        return "".join(before[:-1])
    stem = before[0].removesuffix(marker)
    return stem if len(before) == 1 and stem != before[0] and stem in STEMS[1:] else None


_LABELS_OF_STATES = ("statelab", "statehab", "state1ab", "state2ab")


def _may_be_end(stem: str, marker: str) -> bool:
    """Whether columns of a stem that is nothing common are ends, too: not if they are only numbered."""
    is_numbered = any(marker in pair for pair in PAIRS)
    return not is_numbered and stem not in {*STEMS, *KIND_STEMS, *SIDE_STEMS} and not stem.endswith(tuple(DATE_STEMS))


_IS_OF_FACTS = frozenset(("relation", "relationtype", "relationid", "rel", "predicate"))
_FROM_TO = frozenset(("from", "to", "von", "de", "a", "à", "da", "от", "до"))


def _are_times(*columns: Column) -> bool:
    """``from`` and ``to`` that are dates: written with a separator, or years, and not mere ids."""
    filled = [column for column in columns if not column.is_blank]
    are_called = all(column.word in _FROM_TO for column in columns) and bool(filled)
    return are_called and all(
        column.share("time") > 0.9 and (column.share("number") < 0.5 or _are_years(column)) for column in filled
    )


def _are_years(column: Column) -> bool:
    """Whether every number of a column is a year of the last centuries; ids rarely all are."""
    numbers = [cell for cell in column.cells if is_number(cell)]
    return len(set(column.cells)) > 1 and all(is_year(cell) and _YEARS[0] <= cell <= _YEARS[1] for cell in numbers)


_YEARS = "1400", "2100"


def _is_period(cell: str) -> bool:
    """Whether a cell is a year, or a year and a month in one."""
    return is_year(cell) or (len(cell) == 6 and is_year(cell[:4]) and "01" <= cell[4:] <= "12")


def _as_node(role: str, column: Column) -> str:
    if column.word in ("type", "kind", "category", "class", "nodetype", "entitytype", "actortype"):
        return "kind"
    return role if role in ("label", "side", "claim", "description", "x", "y", "censored_start", "censored_end") else ""


def _fits(role: str, column: Column, is_edges: bool) -> bool:
    """Whether the values are such as the role has."""
    if role in ("state", "side"):
        return bool(column.cells) and column.distinct <= MOST_STATES and column.share("number") < 0.5
    if role == "confidence":
        return bool(column.cells) and set(column.cells) <= _CONFIDENCES
    if role == "weight":
        return column.share("number") > 0.9 or column.is_blank
    if role == "duration":
        return column.share("number") > 0.9
    if role in ("x", "y"):
        return not is_edges and column.share("number") > 0.9
    return role not in ("start", "end", "instant", "timeset")
