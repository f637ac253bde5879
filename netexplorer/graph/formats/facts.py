"""Temporal knowledge graphs: facts ``subject relation object time`` a line, as sets of ICEWS, GDELT and YAGO have.

Numbers stand for names in ``entity2id.txt`` and ``relation2id.txt`` beside the file. Facts of one instant that follow
one another are joined; with a beginning and an end, both belong to the fact.
"""

from __future__ import annotations

from pathlib import Path

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask, Draft, Raw, Spell
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.reading import Progress, Wish, file_bytes
from netexplorer.graph.formats.rows import (
    Cells,
    Column,
    cells_of,
    delimiter_of,
    is_comment,
    is_date,
    is_number,
    of_width,
    width_of,
)
from netexplorer.graph.formats.unpack import Source, decoded
from netexplorer.graph.formats.watch import head_lines, lines_of, time_of, watched

_LOOKED_AT = 200
_LARGEST = 256 * 1024**2  # bytes of a dictionary
_ENTITIES = ("entity2id.txt", "entity2id", "ent2id.txt", "entities.dict", "id2entity.txt")
_RELATIONS = ("relation2id.txt", "relation2id", "rel2id.txt", "relations.dict", "id2relation.txt")
_SINCE, _UNTIL = "occurssince", "occursuntil"


def sniff(head: bytes) -> bool:
    """Four or five columns: relations are few, times rise or are dates, and there is no header."""
    lines = head_lines(head)
    if not lines or is_comment(lines[0]):
        return False
    rows = [cells_of(line, delimiter_of(lines[:_LOOKED_AT])) for line in lines[:_LOOKED_AT]]
    width = width_of(rows)
    if width not in (4, 5) or sum(len(cells) == width for cells in rows) < 0.9 * len(rows) or len(rows[0]) != width:
        return False
    columns = [Column([cells[k] for cells in rows if len(cells) == width]) for k in range(width)]
    return _is_coded(columns) or _is_dated(columns, rows[0])


def _is_coded(columns: list[Column]) -> bool:
    subject, relation, other, time = columns[:4]
    if not all(column.is_whole and column.low >= 0 for column in columns[:4]):
        return False
    has_tail = len(columns) == 5 and len(columns[4].distinct) == 1 and columns[4].high <= 0
    is_few = 4 * relation.high < max(subject.high, other.high)
    is_few &= has_tail or (other.high > 0.3 * subject.high and len(relation.distinct) < 0.8 * len(subject.distinct))
    rises = time.is_sorted or len(time.distinct) <= 2
    return (len(columns) == 4 or has_tail) and is_few and rises and not time.is_epoch


def _is_dated(columns: list[Column], first: Cells) -> bool:
    if not columns[-1].is_dates or not is_date(first[-1]) or columns[1].is_dates:
        return False
    if len(columns) == 4:
        return not columns[0].numbers and not columns[2].numbers and not columns[2].is_dates
    return columns[3].is_dates or _marker(first[3]) in (_SINCE, _UNTIL)


def _marker(cell: str) -> str:
    return cell.strip('<>" ').casefold()


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the facts, by the names of the dictionaries beside them if there are any.

    Raises
    ------
    UserError
        When the rows are no facts.
    """
    lines = lines_of(source)
    sample = [line for line in lines[:1_000] if line.strip()][:_LOOKED_AT]
    delimiter = delimiter_of(sample)
    width = width_of(cells_of(line, delimiter) for line in sample)
    if width not in (4, 5):
        raise refuse(source, "this is no list of facts: its rows have not four or five columns")
    draft = Draft("Temporal knowledge graph")
    draft.directed = True
    file = _Facts(draft, source.path, is_coded=all(is_number(cells_of(line, delimiter)[0]) for line in sample))
    rows = [(number, cells_of(line, delimiter)) for number, line in enumerate(lines, 1) if line.strip()]
    good = list(of_width(rows, width, draft))
    for _, (_, cells) in watched(good, progress, cancelled):
        file.take(cells)
    return file.ended()


class _Facts:
    """Facts with the names of what they are about."""

    def __init__(self, draft: Draft, path: Path | None, *, is_coded: bool) -> None:
        self.draft = draft
        self._entities = _dictionary(draft, path, _ENTITIES) if is_coded else {}
        self._relations = _dictionary(draft, path, _RELATIONS) if is_coded else {}
        self._known: dict[str, Raw] = {}
        draft.joins_parallel = True

    def take(self, cells: Cells) -> None:
        """One fact."""
        subject, relation, other = (cell.strip('<>"') for cell in cells[:3])
        relation = self._relations.get(relation, relation)
        for name in (subject, other):
            if name not in self.draft.actors:
                self.draft.mention(name).name = self._entities.get(name, "")
        if len(cells) == 5 and (marker := _marker(cells[3])) in (_SINCE, _UNTIL):
            time = self._time(cells[4])
            spell = Spell(time, None) if marker == _SINCE else Spell(None, time)
            self.draft.link(subject, other, type=relation, spells=[spell])
        elif len(cells) == 5 and is_date(cells[3]) and is_date(cells[4]):
            start, end = self._time(cells[3]), self._time(cells[4])
            self.draft.link(subject, other, type=relation, spells=[Spell(start, end)] if start or end else [])
        else:
            self.draft.contact(subject, other, self._time(cells[3]), relation)

    def ended(self) -> Draft:
        """The draft; times that are all whole days in hours count hours."""
        times = self.draft.contacts.times
        hours = [each for each in set(times) if isinstance(each, int)]
        if len(hours) > 1 and max(hours) > 24 and all(each % 24 == 0 for each in hours):
            self.draft.time_kind, self.draft.unit = "number", "h"
            self.draft.bent("hours", "Times that are all multiples of 24 are read as hours since the beginning.")
        return self.draft

    def _time(self, cell: str) -> Raw:
        if cell not in self._known:
            text = cell.strip('"<> ')
            self._known[cell] = None if text.startswith("####") else time_of(text)
        return self._known[cell]


def _dictionary(draft: Draft, path: Path | None, names: tuple[str, ...]) -> dict[str, str]:
    """Names by number, of the first of some files beside a file; empty without one."""
    for name in names if path is not None else ():
        beside = path.parent / name  # type: ignore[union-attr]
        try:
            text = decoded(file_bytes(beside, most=_LARGEST))[0]
        except UserError:
            continue
        found = dict(_entries(text.splitlines()))
        draft.bent("dictionary", f"Numbers are read as the names in {name} beside the file.")
        return found
    return {}


def _entries(lines: list[str]) -> list[tuple[str, str]]:
    """Numbers and names, in whichever order the lines have them."""
    found = []
    for line in lines:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) >= 2 and cells[1].isdecimal():
            found.append((cells[1], cells[0].strip("<>")))
        elif len(cells) >= 2 and cells[0].isdecimal():
            found.append((cells[0], cells[1].strip("<>")))
    return found


def sniff_dictionary(head: bytes) -> bool:
    """A name and a number, or the other way round, parted by a tab; the numbers are those from 0, each once."""
    lines = head_lines(head)
    if lines and lines[0].strip().isdecimal():
        lines = lines[1:]
    cells = [line.split("\t") for line in lines]
    if len(cells) < 2 or any(len(each) < 2 for each in cells):
        return False
    for place in (1, 0):
        numbers, names = [each[place].strip() for each in cells], [each[1 - place].strip() for each in cells]
        if all(number.isdecimal() and len(number) < 10 for number in numbers):
            counted = {int(number) for number in numbers}
            are_names = sum(map(is_number, names)) < 0.1 * len(names)
            return are_names and counted == set(range(len(numbers)))
    return False


def read_dictionary(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the names as actors without relationships, and say that the facts are in another file."""
    draft = Draft("Dictionary of a knowledge graph")
    for _, (number, name) in watched(_entries(lines_of(source)), progress, cancelled):
        draft.declare(number, name)
    draft.tell(
        "warning",
        "only-names",
        source.where,
        f"This is a dictionary of {len(draft.actors)} names and no network.",
        "Open the file of facts beside it; the names are taken from here.",
    )
    return draft
