"""Pajek's networks and projects (``.net``, ``.paj``, ``.tim``): sections of lines, each begun by a ``*Word``.

Times are whole numbers and belong to the intervals that they bound, as in ``[5-10,12-14]``, ``[7]`` and ``[4-*]``.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field

from netexplorer.graph.formats import pajek_events
from netexplorer.graph.formats.bounds import FREE_ACTORS
from netexplorer.graph.formats.choose import chosen
from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.draft import Ask, Draft, Spell
from netexplorer.graph.formats.follow import join_following
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.pajek_lines import Lines, Row, tokens, whole, words_of
from netexplorer.graph.formats.pajek_write import STATED
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.unpack import Source, decoded

_HEADING = re.compile(r"\*\s*([A-Za-z]+)\s*(.*)")
_RELATION = re.compile(r":?\s*(\d+)?\s*(?:\"([^\"]*)\"?|(.*))")
_KINDS = {
    "vertice": "vertices", "vertex": "vertices", "arcs": "arcs", "arc": "arcs", "edges": "edges", "edge": "edges",
    "arcslist": "arcslist", "arclist": "arcslist", "edgeslist": "edgeslist", "edgelist": "edgeslist",
    "matrix": "matrix", "network": "network", "partition": "partition", "vector": "vector", "vertices": "vertices",
    "permutation": "permutation", "cluster": "cluster", "hierarchy": "hierarchy", "events": "events", "event": "events",
}  # fmt: skip
_VALUES = ("partition", "vector", "permutation")
_SHAPES = frozenset(["ellipse", "box", "diamond", "triangle", "cross", "empty", "house", "man", "woman", "circle"])
_MISSING = frozenset(("9999998", "999999997", "999999998"))


class _Section(Struct):
    kind: str
    title: str
    number: int
    rows: list[Row] = field(default_factory=list)


class _Network(Struct):
    name: str
    sections: list[_Section] = field(default_factory=list)


class _Project(Struct):
    """What is in a file: networks, and the values that belong to any network with as many vertices."""

    networks: list[_Network] = field(default_factory=list)
    values: list[tuple[_Section, list[_Section]]] = field(default_factory=list)


def sniff(head: bytes) -> bool:
    """The first line that is no comment is the heading of a section of a network."""
    for line in map(str.strip, decoded(head)[0].replace("\r", "\n").replace("\0", "").split("\n")):
        if line and not line.startswith(("%", "/*")):
            match = _HEADING.match(line)
            return match is not None and _KINDS.get(match[1].casefold(), "") in (
                "vertices", "network", "arcs", "edges", "partition", "vector", "arcslist", "edgeslist",
            )  # fmt: skip
    return False


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read one network of the file and the values of its vertices.

    Raises
    ------
    UserError
        When there is no network in it, or not the one that is asked for.
    """
    draft = Draft("Pajek")
    text = source.text()
    project = _sections(text, draft)
    if not project.networks:
        raise refuse(source, "there is no network in this Pajek file", "Open the .net or .paj that belongs to it.")
    network = project.networks[chosen([each.name for each in project.networks], ask, draft, source.where)]
    draft.title = network.name
    count = sum(len(section.rows) for section in network.sections)
    lines = Lines(draft, count, progress, cancelled)
    size, rows = 0, 0
    for section in network.sections:
        if section.kind == "vertices":
            size, rows = _vertices(section, lines)
    for key, name in (_relation(section) for section in network.sections if section.kind != "vertices"):
        if key and name:
            lines.relations.setdefault(key, name)  # lines may say their number before it is named
    for section in network.sections:
        if section.kind == "events":
            pajek_events.read(section.rows, lines)
        elif section.kind != "vertices":
            _ties(section, lines, size, rows)
    _values(project, size, draft)
    if text.lstrip("\ufeff").startswith(STATED):
        _take_states(draft)
    directed = sum(link.directed is not False for link in draft.links)
    draft.directed = directed * 2 > len(draft.links)
    join_following(draft)
    return draft


def _take_states(draft: Draft) -> None:
    """The labels of lines, which in our own files are states."""
    for link in draft.links:
        link.spells = link.spells or [Spell()]
        for spell in link.spells:
            spell.state = link.label
        link.label = ""


def _sections(text: str, draft: Draft) -> _Project:
    project = _Project()
    current: list[_Section] | None = None
    is_values = False
    section: _Section | None = None
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if not line or line.startswith(("%", "/*")):
            continue
        match = _HEADING.match(line) if line.startswith("*") else None
        if match is None:
            if section is not None:
                section.rows.append((number, line))
            else:
                draft.tell("warning", "bad-line", f"line {number}", f'"{line[:80]}" is in no section; it is left out.')
            continue
        kind = _KINDS.get(match[1].casefold(), "")
        section = _Section(kind, match[2].strip(), number)
        if kind in (*_VALUES, "cluster", "hierarchy"):
            is_values, current = True, []
            project.values.append((section, current))
        elif not kind:
            draft.tell("warning", "unknown-section", f"line {number}", f'There is no section called "{match[0][:80]}".')
        elif kind == "vertices" and is_values and current == [] and current is not None:
            current.append(section)
        else:
            is_new = kind == "network" or not project.networks or (kind == "vertices" and _is_begun(project))
            if is_new:
                project.networks.append(_Network(section.title.strip('"') if kind == "network" else ""))
            is_values = False
            if kind != "network":
                project.networks[-1].sections.append(section)
    return project


def _is_begun(project: _Project) -> bool:
    return any(section.kind == "vertices" for section in project.networks[-1].sections)


def _vertices(section: _Section, lines: Lines) -> tuple[int, int]:
    """Declare the vertices; how many there are, and how many of them are of the first mode (0 with one mode)."""
    draft = lines.draft
    counts = [number for word in section.title.split()[:2] if (number := whole(word)) is not None and number >= 0]
    size = counts[0] if counts else 0
    first = counts[1] if len(counts) > 1 else 0
    if first > size:
        draft.tell(
            "warning", "bad-modes", f"line {section.number}", f"{first} of {size} vertices cannot be of the first mode."
        )
        first = 0
    first = 0 if first == size else first
    named: dict[int, list[tuple[str, str]]] = {}
    for number, line in section.rows:
        lines.step()
        words = tokens(line)
        vertex = whole(words[0][1]) if words[0][0] == "word" else None
        if vertex is None or vertex < 0:
            lines.bad(number, line, "does not begin with the number of a vertex")
        else:
            named.setdefault(vertex, []).extend(words[1:])
    from_zero = 0 in named and size not in named and len(named) >= size
    if from_zero:
        draft.bent("counts-from-zero", "The vertices are counted from 0.")
    elif named.pop(0, None) is not None:
        draft.tell("warning", "bad-vertex", f"line {section.number}", "Vertex 0 is left out: vertices count from 1.")
    begin = 0 if from_zero else 1
    if size > max(FREE_ACTORS, 20 * len(section.rows), 20 * lines.count):
        draft.tell(
            "warning",
            "too-many-vertices",
            f"line {section.number}",
            f"The file claims {size} vertices; those that it names nowhere are left out.",
        )
        vertices = sorted(named)
    else:
        vertices = [*range(begin, begin + size), *sorted(each for each in named if each >= begin + size)]
    for vertex in vertices:
        kind = "" if not first else "mode 1" if vertex < begin + first else "mode 2"
        _declare(vertex, named.get(vertex, []), kind, lines)
    return size, first


def _declare(vertex: int, words: list[tuple[str, str]], kind: str, lines: Lines) -> None:
    label = words[0][1].strip() if words and words[0][0] != "time" else ""
    rest = words[1:] if words and words[0][0] != "time" else words
    spells: list[Spell] = []
    plain: list[str] = []
    for what, word in rest:
        if what == "time":
            spells += lines.spells(word, f"vertex {vertex}")
        else:
            plain.append(word)
    at: list[float] = []
    while plain and len(at) < 3 and (number := number_of(plain[0])) is not None:
        at.append(number)
        plain.pop(0)
    values: dict[str, Any] = {}
    if plain and plain[0].casefold() in _SHAPES:
        values["shape"] = plain.pop(0)
    values.update(words_of(plain))
    if len(at) == 3:
        values["z"] = at[2]
    xy = (float(at[0]), float(at[1])) if len(at) > 1 else None
    lines.names.setdefault(label, str(vertex))
    lines.draft.declare(str(vertex), label, kind=kind, spells=spells, values=values, xy=xy)


def _relation(section: _Section) -> tuple[str, str]:
    """The number and the name of the relation of a section, empty where it says none."""
    relation = _RELATION.match(section.title)
    return (relation[1] or "", (relation[2] or relation[3] or "").strip()) if relation else ("", "")


def _ties(section: _Section, lines: Lines, size: int, first: int) -> None:
    key, name = _relation(section)
    if key and name:
        lines.relations[key] = name
    default = name or key
    if section.kind == "matrix":
        _matrix(section, lines, size, first, default)
        return
    directed = section.kind.startswith("arc")
    is_list = section.kind.endswith("list")
    for number, line in section.rows:
        lines.step()
        if is_list:
            lines.neighbours(number, line, default, directed=directed)
        else:
            lines.tie(number, line, default, directed=directed)


def _matrix(section: _Section, lines: Lines, size: int, first: int, type: str) -> None:
    """Every cell that is not 0 is an arc; with two modes the rows are those of the first and the columns the others."""
    draft = lines.draft
    cells = [cell for _, line in section.rows for cell in line.split()]
    is_square = not first or len(cells) == size * size
    rows, columns, skip = (size, size, 0) if is_square else (first, size - first, first)
    if len(cells) != rows * columns:
        draft.tell(
            "warning",
            "bad-matrix",
            f"line {section.number}",
            f"The matrix has {len(cells)} cells instead of {rows} times {columns}.",
        )
    for place, cell in enumerate(cells[: rows * columns]):
        if cell == "0":
            continue
        lines.step()
        weight = number_of(cell)
        if weight is None:
            draft.bent("bad-cell", f"Cells of a matrix that are no numbers are left out ({cell[:20]}).")
        elif weight:
            row, column = divmod(place, columns)
            draft.link(str(row + 1), str(column + 1 + skip), type=type, values={"weight": weight}, directed=True)


_PATH = re.compile(r"(?:.*[\\/])?(.*?)(?:\.(?:clu|vec|per|cls|net|paj))?(?:\s*\(\d+\))?", re.IGNORECASE)
_MOST_SIDES = 12  # classes of a partition that are shown as sides


def _titled(heading: _Section, place: int) -> str:
    """What a list is called: its title, without the folder, the suffix and the size that Pajek puts around it."""
    match = _PATH.fullmatch(heading.title)
    return (match[1] if match else heading.title) or f"{heading.kind} {place}"


def _cluster(name: str, sections: list[_Section], draft: Draft) -> None:
    """A list of some vertices: a tag of each."""
    for _, line in sections[0].rows if sections else ():
        for word in line.split():
            if (actor := draft.actors.get(word)) is not None and name not in actor.tags:
                actor.tags = (*actor.tags, name)


def _sides(name: str, draft: Draft) -> None:
    """The first partition of a few classes is the sides of the actors."""
    classes = {value for actor in draft.actors.values() if isinstance(value := actor.values.get(name), int)}
    if not 1 < len(classes) <= _MOST_SIDES or any(actor.side for actor in draft.actors.values()):
        return
    draft.bent("partition-sides", f"The classes of the partition “{name}” are shown as sides.")
    for actor in draft.actors.values():
        if isinstance(value := actor.values.get(name), int):
            actor.side = f"{name} {value}"


def _values(project: _Project, size: int, draft: Draft) -> None:
    """Values of the vertices: those of a list with as many entries as the network has vertices."""
    for place, (heading, sections) in enumerate(project.values, 1):
        if heading.kind == "cluster" and sections:
            _cluster(_titled(heading, place), sections, draft)
            continue
        if heading.kind not in _VALUES or not sections:
            draft.bent("left-out", f"What the section *{heading.kind.title()} says is left out.")
            continue
        section = sections[0]
        count = whole((section.title.split() or [""])[0])
        if count != size:
            draft.bent("values-of-another", f"Lists of values of other networks are left out ({heading.title}).")
            continue
        name = _titled(heading, place)
        entries = [word for _, line in section.rows for word in line.split()]
        if len(entries) != size:
            message = f"“{name}” has {len(entries)} values for {size} vertices."
            draft.tell("warning", "bad-values", f"line {heading.number}", message)
        begin = 0 if "0" in draft.actors and draft.actors["0"].is_declared else 1
        for vertex, entry in enumerate(entries[:size], begin):
            known = draft.actors.get(str(vertex))
            if known is not None and entry not in _MISSING:
                number = number_of(entry)
                known.values = {**known.values, name: entry if number is None else number}
        if heading.kind == "partition":
            _sides(name, draft)
