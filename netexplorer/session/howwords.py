"""What columns of a table are and how files are read, in words for people; ids stay inside."""

from __future__ import annotations

from netexplorer.graph.formats.tables_plan import Plan

Row = tuple[str, str]  # an id, and the words for it

_BOUNDS = {"start": "Begin", "end": "End", "instant": "Date"}
_OF_EDGES: tuple[Row, ...] = (
    ("source", "Actor (from)"),
    ("target", "Actor (to)"),
    ("start", "Begin"),
    ("end", "End"),
    ("instant", "One date"),
    ("state", "State"),
    ("type", "Kind of relationship"),
    ("weight", "Weight"),
    ("label", "Words on the relationship"),
    ("direction", "Directed or mutual"),
    ("claim", "Source (who says so)"),
    ("note", "Note"),
    ("confidence", "How sure it is"),
    ("id", "Id of the relationship"),
)
_OF_NODES: tuple[Row, ...] = (
    ("id", "Actor"),
    ("source", "Actor (from)"),
    ("target", "Actor (to)"),
    ("label", "Name of the actor"),
    ("kind", "Kind of actor"),
    ("side", "Side"),
    ("description", "Description"),
    ("start", "Begin"),
    ("end", "End"),
    ("instant", "One date"),
    ("claim", "Source (who says so)"),
)
_KEPT: tuple[Row, ...] = (("value", "Kept as a detail"), ("ignore", "Left out"))
_RARE: tuple[Row, ...] = (
    ("source_label", "Name of actor (from)"),
    ("target_label", "Name of actor (to)"),
    ("source_kind", "Kind of actor (from)"),
    ("target_kind", "Kind of actor (to)"),
    ("source_side", "Side of actor (from)"),
    ("target_side", "Side of actor (to)"),
    ("source_value", "Detail of actor (from)"),
    ("target_value", "Detail of actor (to)"),
    *((f"{bound}_{part}", f"{words}: {part}") for bound, words in _BOUNDS.items() for part in ("year", "month", "day")),
    ("timeset", "Periods in brackets"),
    ("duration", "Duration"),
    ("dynamic", "Detail that changes over time"),
    ("censored_start", "Begin is not known (yes or no)"),
    ("censored_end", "End is not known (yes or no)"),
)
_RARE_OF_NODES: tuple[Row, ...] = (
    ("key", "Name of a detail"),
    ("x", "Position across"),
    ("y", "Position down"),
    ("type", "Type"),
)
_ALL = dict((*_RARE_OF_NODES, *_RARE, *_OF_NODES, *_OF_EDGES, *_KEPT))

KINDS: tuple[Row, ...] = (
    ("edges", "A relationship"),
    ("nodes", "An actor"),
    ("matrix", "A row of a matrix"),
    ("adjacency", "An actor and its neighbours"),
)
DELIMITERS: tuple[Row, ...] = (
    (",", "Comma ,"),
    (";", "Semicolon ;"),
    ("\t", "Tab"),
    ("|", "Bar |"),
    (" ", "Blank"),
)
ENCODINGS: tuple[Row, ...] = (
    ("utf-8", "Unicode (UTF-8)"),
    ("cp1252", "Western European"),
    ("cp1250", "Central European"),
    ("cp1251", "Cyrillic"),
    ("cp1253", "Greek"),
    ("cp1254", "Turkish"),
    ("cp1255", "Hebrew"),
    ("cp1256", "Arabic"),
    ("shift_jis", "Japanese"),
    ("gb18030", "Chinese"),
    ("mac_roman", "Western (old Mac)"),
    ("utf-16", "Unicode (UTF-16)"),
)
ORDERS: tuple[Row, ...] = (
    ("dmy", "Day, month, year"),
    ("mdy", "Month, day, year"),
    ("ymd", "Year, month, day"),
)
TIMES = frozenset(("start", "end", "instant", "target_start", "target_end"))  # roles whose cells are times


def role_words(role: str, table: str = "edges") -> str:
    """What a column is."""
    of_table = dict(_OF_NODES) if table == "nodes" else {}
    return of_table.get(role) or _ALL.get(role) or role.replace("_", " ")


def roles_for(table: str, taken: str, *, rare: bool = False) -> list[Row]:
    """The roles to choose from, the usual ones or also the ``rare``; that which is ``taken`` is among them."""
    is_nodes = table == "nodes"
    rows = [*(_OF_NODES if is_nodes else _OF_EDGES), *_KEPT]
    if rare:
        of_ends = ("source_", "target_")
        rows += [row for row in _RARE if not (is_nodes and row[0].startswith(of_ends))]
        rows += _RARE_OF_NODES if is_nodes else ()
    return rows if any(role == taken for role, _ in rows) else [*rows, (taken, role_words(taken, table))]


def with_own(rows: tuple[Row, ...], own: str) -> list[Row]:
    """Some choices, and what is chosen where it is none of them."""
    named = own.strip() or "none"
    return [*rows] if any(ident == own for ident, _ in rows) else [*rows, (own, named)]


def encoding_of(plan: Plan) -> str:
    """The encoding of a plan by the name that is offered."""
    plain = plan.encoding.casefold().replace("_", "-")
    return {"utf-8-sig": "utf-8", "ascii": "utf-8", "latin-1": "cp1252", "iso-8859-1": "cp1252"}.get(
        plain, plan.encoding
    )


def counted(count: int, one: str, more: str = "") -> str:
    """A number of things in words."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
