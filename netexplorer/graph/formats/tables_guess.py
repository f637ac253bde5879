"""The guess of a whole plan: what kind of table it is, its roles, its direction and the order of its dates."""

from __future__ import annotations

from msgspec.structs import replace

from netexplorer.graph.formats.tables_grid import Grid, is_number, is_year
from netexplorer.graph.formats.tables_known import known_plan
from netexplorer.graph.formats.tables_own import own_plan
from netexplorer.graph.formats.tables_pairs import share_names
from netexplorer.graph.formats.tables_plan import Plan
from netexplorer.graph.formats.tables_roles import Column, Roles
from netexplorer.graph.formats.tables_times import is_time, order_of
from netexplorer.graph.formats.tables_words import GROUPS, IDS, LABELS, MEMBERS

_TIMES = frozenset(("start", "end", "instant", "target_start", "target_end"))
_EPOCH = (1e8, 5e12)


def guess_plan(grid: Grid, given: Plan = Plan()) -> Plan:
    """How a table is to be read, as far as ``given`` leaves it open."""
    known = own_plan(grid.names) or known_plan(grid.names)
    known = replace(known, roles={name: role for name, role in known.roles.items() if name in grid.names})
    shape = given.table or known.table or ("" if given.roles else shape_of(grid))
    about = {"delimiter": grid.delimiter, "encoding": grid.encoding, "header": grid.is_named}
    if shape in ("matrix", "adjacency"):
        return _merged(Plan(table=shape, directed=shape == "matrix" and not _is_mirrored(grid), **about), given)  # type: ignore[arg-type]
    taken = set(given.roles.values())
    roles = Roles(grid, {**{n: r for n, r in known.roles.items() if r not in taken}, **given.roles})
    is_nodes = shape == "nodes"
    if grid.is_named:
        _by_names(roles, is_nodes)
    else:
        _by_values(roles, is_nodes)
    _give_id(roles)
    roles.give_rest()
    cells = (cell for column in roles.columns if _is_dated(roles.roles.get(column.name, "")) for cell in column.cells)
    is_edges = roles.is_edges() and not is_nodes
    directed = known.directed if known.directed is not None else roles.is_directed
    guessed = Plan(
        table="edges" if is_edges else "nodes",
        roles=roles.roles,
        reasons=roles.reasons,
        directed=directed if is_edges else None,
        date_order=order_of(cells),
        era=known.era,
        prefixes=known.prefixes or roles.prefixes,
        time=known.time,
        several=known.several,
        **about,  # type: ignore[arg-type]
    )
    return _merged(guessed, given)


def _merged(guessed: Plan, given: Plan) -> Plan:
    """What is given counts, whatever was guessed."""
    return replace(
        guessed,
        date_order=given.date_order or guessed.date_order,
        era=given.era or guessed.era,
        directed=guessed.directed if given.directed is None else given.directed,
        prefixes=given.prefixes or guessed.prefixes,
        time=given.time or guessed.time,
        several=given.several or guessed.several,
        contacts=given.contacts,
        states=given.states,
        end=given.end,
    )


def _is_dated(role: str) -> bool:
    return role in _TIMES


def _by_names(roles: Roles, is_nodes: bool) -> None:
    if not is_nodes and not roles.is_edges():
        roles.give_ends()
        if not roles.is_edges():
            _give_labelled(roles)
        if not roles.is_edges():
            _give_members(roles, only_repeated=_has_label(roles))
    roles.give_times()
    if is_nodes or roles.is_edges() or _has_label(roles):
        return
    is_unknown = not roles.roles and all(column.word.rstrip("0123456789") in _NOTHING for column in roles.columns)
    texts = [column for column in roles.free() if _is_text(column)]
    if is_unknown and len(texts) < 2:
        texts = [column for column in roles.free() if column.cells and all(cell.isdigit() for cell in column.cells)]
        texts = texts if len(texts) > 1 and _share_values(texts[0], texts[1]) else []
    is_repeated = len(texts) > 1 and (texts[0].distinct < len(texts[0].cells) or _share_values(texts[0], texts[1]))
    if is_unknown and is_repeated:
        roles.is_directed = False
        roles.give(texts[0], "source", "it is the first column of names")
        roles.give(texts[1], "target", "it is the second column of names")
    elif not roles.is_edges():
        _give_alike(roles)


def _is_text(column: Column) -> bool:
    """Whether a column has words: no numbers, no dates, no marks."""
    if not column.cells or column.share("number") >= 0.5 or column.share("time") > _DATES:
        return False
    return not {cell.casefold() for cell in column.cells} <= _MARKS


_DATES = 0.9  # share of the cells of a column of dates
_MARKS = frozenset(("true", "false", "yes", "no", "t", "f", "y", "n"))
_NOTHING = frozenset(("column", "col", "field", "var", "v", "x", "c", "unnamed", "f", ""))


def _has_label(roles: Roles) -> bool:
    return roles.has("id") or any(column.word in IDS + LABELS for column in roles.columns)


def _give_labelled(roles: Roles) -> None:
    """Two columns of ids that have a column of labels each, as ``person``, ``personLabel`` from Wikidata."""
    by_name = {column.name.casefold(): column for column in roles.columns}
    pairs = [(by_name[name.removesuffix("label")], column) for name, column in by_name.items()
             if name.endswith("label") and name.removesuffix("label") in by_name]  # fmt: skip
    if len(pairs) < 2:
        return
    for end, (column, label) in zip(("source", "target"), pairs, strict=False):
        roles.give(column, end, f"'{label.name}' is its label")
        roles.give(label, f"{end}_label", f"it tells of the {end}")


def _give_members(roles: Roles, *, only_repeated: bool) -> None:
    """Who belongs to what: one column of people or states, and one of organisations.

    ``only_repeated``: rows may each be an actor, unless some come again.
    """
    columns = list(roles.free())
    member = next((column for column in columns if _called(column) in MEMBERS), None)
    group = next((column for column in columns if _called(column) in GROUPS and column is not member), None)
    if member is None or group is None or any(map(_is_figure, (member, group))):
        return
    are_alike = len(member.tokens) > 1 and member.tokens[-1] == group.tokens[-1] and member.tokens[-1] in _TOLD
    is_again = member.distinct < len(member.cells)
    if only_repeated and not are_alike and (not is_again or roles.has("id")):
        return
    if are_alike or is_again or group.distinct < len(group.cells):
        roles.is_directed = False
        roles.give(member, "source", f"'{member.name}' belongs to '{group.name}'")
        roles.give(group, "target", f"'{member.name}' belongs to '{group.name}'")
        for end, column in (("source", member), ("target", group)):
            label = next((each for each in columns if _called(each) == _called(column) and each is not column), None)
            if column.tokens[-1] == "id" and label is not None and label.tokens[-1] in ("name", "label"):
                roles.give(label, f"{end}_label", f"it tells of the {end}")


_TOLD = frozenset(("id", "name", "label", "code", "nr", "no"))


def _called(column: Column) -> str:
    """What a column is called without what of it is told: ``officer`` of ``officer_name`` and ``mep_id``."""
    tokens = column.tokens
    return "".join(tokens[:-1]) if len(tokens) > 1 and tokens[-1] in _TOLD else column.word


def _is_figure(column: Column) -> bool:
    """Whether a column holds numbers that are no ids."""
    return column.share("number") > 0.5 and column.tokens[-1:] != ("id",)


def _give_alike(roles: Roles) -> None:
    """The first column of names, and another one that has the same names: as of rulers and their successors."""
    texts = [column for column in roles.free() if _is_name(column)]
    other = next((each for each in texts[1:] if share_names(texts[0].cells, each.cells)), None)
    if other is not None:
        roles.give(texts[0], "source", f"'{other.name}' has the same names")
        roles.give(other, "target", f"'{texts[0].name}' has the same names")


def _is_name(column: Column) -> bool:
    """Whether the cells of a column are short texts."""
    cells = column.cells[:300]
    words = sum(len(cell.split()) for cell in cells) / max(len(cells), 1)
    return bool(cells) and words < _MOST_WORDS and column.share("number") < 0.5 and column.share("time") < 0.5


_MOST_WORDS = 6  # of a name, on average


def _give_id(roles: Roles) -> None:
    """The id: of a node, or of an edge where there is a column of that name."""
    if roles.has("id"):
        return
    free = list(roles.free())
    if roles.is_edges():
        if (column := roles.columns[0]) in free and _counts_rows(column):
            roles.give(column, "ignore", "it has no name and counts the rows")
        named = (column for column in free if column.word in ("id", "edgeid", "linkid", "relationshipid", "eid"))
        roles.give(next(named, None), "id", "it is called so")
        return
    by_word = {column.word: column for column in reversed(free)}
    called = next((by_word[word] for word in IDS if word in by_word and by_word[word].cells), None)
    if called is None and free and free[0].tokens and free[0].tokens[-1] in ("id", "nr", "no", "code", "num"):
        called = free[0]
    if called is None:
        called = next((by_word[word] for word in LABELS if word in by_word and by_word[word].cells), None)
    if called is not None:
        roles.give(called, "id", f"it is called '{called.name}'")
        return
    texts = [column for column in free if column.cells and column.share("number") < 0.5]
    texts = [column for column in texts if column.share("time") <= _DATES] or texts
    alone = [column for column in texts if column.distinct == len(column.cells)]
    chosen = next(iter([*alone, *texts, *free]), None)
    roles.give(chosen, "id", "it is the first column of text" if chosen in texts else "it is the first column")


def _counts_rows(column: Column) -> bool:
    """Whether a column without a name has the numbers of the rows, as R and pandas write them."""
    if not column.name.startswith("column ") or not column.cells or column.cells[0] not in ("0", "1"):
        return False
    return column.cells == [
        str(number) for number in range(int(column.cells[0]), int(column.cells[0]) + len(column.cells))
    ]


# -- without names


def _by_values(roles: Roles, is_nodes: bool) -> None:
    """Roles of columns without names: two that name the same things, an instant, a weight."""
    filled = [column for column in roles.columns if column.cells and column.name not in roles.roles]
    times = [column for column in filled if _is_instant(column)]
    years = [] if times or is_nodes else [column for column in filled if all(map(_is_likely_year, column.cells))]
    if years and sum(column.share("number") < 0.5 for column in filled) > 1:
        _give_years(roles, years)
        filled = [column for column in filled if column.name not in roles.roles]
    if times and len(filled) > 2 and not is_nodes:
        roles.give(times[0], "instant", "its values are times")
    rest = [column for column in filled if column not in times[:1] or len(filled) <= 2]
    texts = [column for column in rest if column.share("number") < 0.5]
    whole = [column for column in rest if column not in texts and all(cell.isdigit() for cell in column.cells)]
    ends = whole if len(whole) > 1 and (len(texts) < 2 or _share_values(whole[0], whole[1])) else texts
    if is_nodes or len(ends) < 2 or roles.is_edges():
        return
    roles.is_directed = False
    source, target = ends[:2]
    if len(ends) > 2 and not _share_values(source, target) and _share_values(source, ends[2]):
        target = ends[2]
        roles.is_directed = True
        roles.give(ends[1], "type", "it stands between two columns of the same names")
    roles.give(source, "source", "its values are names")
    roles.give(target, "target", "its values are names")
    if ends is whole and len(texts) == 2:
        roles.give(texts[0], "source_value", "it tells of the source")
        roles.give(texts[1], "target_value", "it tells of the target")
    numbers = [column for column in rest if column.share("number") > 0.9 and column.name not in roles.roles]
    roles.give(numbers[0] if numbers else None, "weight", "its values are numbers")


def _give_years(roles: Roles, years: list[Column]) -> None:
    """Columns of years between two of names: the one is when it was, two from when until when."""
    if len(years) == 2 and all(one <= other for one, other in zip(years[0].cells, years[1].cells, strict=False)):
        roles.give(years[0], "start", "its values are years")
        roles.give(years[1], "end", "its values are later years")
    else:
        roles.give(years[0], "instant", "its values are years")


def _is_likely_year(cell: str) -> bool:
    return is_year(cell) and "1400" <= cell <= "2100"


def _is_instant(column: Column) -> bool:
    if column.share("number") > 0.9:
        return all(_is_epoch(cell) for cell in column.cells[:300])
    return column.share("time") > 0.9


def _is_epoch(cell: str) -> bool:
    try:
        return _EPOCH[0] <= float(cell) < _EPOCH[1]
    except ValueError:
        return False


def _share_values(one: Column, other: Column) -> bool:
    return bool(set(one.cells) & set(other.cells))


# -- matrices and lists of neighbours


def shape_of(grid: Grid) -> str:
    """``matrix`` or ``adjacency`` if a table is one; else nothing."""
    rows = grid.cells
    if not rows:
        return ""
    if grid.is_named and len(grid.names) > 2:
        heads, firsts = list(grid.names[1:]), [row[0].strip() for row in rows]
        is_filled = all(not cell.strip() or is_number(cell.strip()) for row in rows[:200] for cell in row[1:])
        blank_corner = grid.names[0].startswith("column 1")
        same = len(set(heads) & set(firsts)) > 0.8 * max(len(set(heads)), 1)
        is_square = same and len(rows) <= len(heads) + 1
        if is_filled and (is_square or (blank_corner and len(set(firsts)) == len(firsts) and len(heads) > 2)):
            return "matrix" if is_square or not any(map(is_number, firsts)) else ""
    if not grid.is_named:
        widths = {len([cell for cell in row if cell.strip()]) for row in rows}
        is_text = not any(is_number(cell.strip()) or is_time(cell.strip()) for row in rows[:200] for cell in row)
        if len(widths) > 1 and is_text and grid.delimiter and _is_repeating(rows, grid.delimiter):
            return "adjacency"
    return ""


def _is_repeating(rows: list[list[str]], delimiter: str) -> bool:
    """Whether names come again, or every line is short as in a list of neighbours, and not as in prose."""
    names = [cell.strip() for row in rows for cell in row if cell.strip()]
    words = sum(len(name.split()) for name in names) / max(len(names), 1)
    most = _MOST_DISTINCT * len(names) if delimiter == " " else len(names) - 1  # in prose a few words come again, too
    return len(set(names)) <= most and words < 4


_MOST_DISTINCT = 0.75  # share of the words that are different ones


def _is_mirrored(grid: Grid) -> bool:
    """Whether a matrix says of each two the same in both directions."""
    place = {name: k for k, name in enumerate(grid.names)}
    rows = {row[0].strip(): row for row in grid.cells}

    def at(one: str, other: str) -> str:
        row, k = rows[one], place[other]
        return row[k].strip() if k < len(row) else ""

    both = [name for name in rows if name in place][:300]
    return len(both) > 1 and all(at(a, b) == at(b, a) for a in both for b in both)
