"""UCINET's data language (DL): matrices and lists of ties, several relations between the same actors in one file."""

from __future__ import annotations

import math
import re

from netexplorer.graph.formats.bounds import FREE_ACTORS
from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.dl_blocks import cells_of_blocks
from netexplorer.graph.formats.dl_head import FORMATS, Head, head_of_dl, labels_of
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.told import Told
from netexplorer.graph.formats.unpack import Source, decoded

_FIRST = re.compile(
    r"\s*dl\b(?:\s*,|\s)\s*(?:n|nr|nc|nm|format|labels?|row|column|col|matrix|data|diagonal)\b", re.IGNORECASE
)
_EVERY = 5_000
_MISSING = frozenset(("", ".", "na", "nan", "-", "?"))


def sniff(head: bytes) -> bool:
    """It begins with the word DL and a phrase of the language."""
    return _FIRST.match(decoded(head)[0].replace("\0", "").lstrip("\ufeff")) is not None


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read all matrices of the file: each is a type of relationship.

    Raises
    ------
    UserError
        When there is no data in the file, or in a format that is not known.
    """
    text = source.text().replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    head = head_of_dl(text)
    if head.data_at < 0:
        raise refuse(source, "this DL file has no “data:”", "The ties follow behind it.")
    if head.format not in FORMATS.values():
        raise refuse(source, f"ties in the format “{head.format}” are not known", "Save it as fullmatrix or edgelist1.")
    draft = Draft("UCINET DL")
    draft.directed = not head.format.endswith("half")
    body = _Body(head, draft, progress, cancelled)
    if head.format in ("fullmatrix", "upperhalf", "lowerhalf"):
        body.cells(text[head.data_at :])
    elif head.format == "blockmatrix":
        body.blocks(text[head.data_at :])
    else:
        body.lists(text[head.data_at :])
    body.declare()
    draft.records = (len(draft.actors), len(draft.links))
    return draft


class _Body:
    """The data behind the head.

    With one mode, rows and columns are the same actors; with two, the ids of columns go on behind those of the rows,
    and where labels stand in the data the labels are the ids.
    """

    def __init__(self, head: Head, draft: Draft, progress: Progress, cancelled: Wish) -> None:
        self._head = head
        self._draft = draft
        self._told = Told(draft)
        self._progress = progress
        self._cancelled = cancelled
        self._row_names = list(head.row_labels)
        self._column_names = list(head.column_labels)
        if not head.is_two_mode:
            self._row_names = self._row_names or self._column_names
            self._column_names = self._row_names
        self._row_ids: dict[str, str] = {}  # by label or number
        self._column_ids: dict[str, str] = self._row_ids if not head.is_two_mode else {}
        self._done = 0

    # -- who there is

    def declare(self) -> None:
        """Declare the actors: those with labels in the head, those in the data, and those that only are counted."""
        head, draft = self._head, self._draft
        draft.actors, met = {}, draft.actors
        sides = [(head.rows, self._row_names, self._row_ids, head.rows_embedded, "")]
        if head.is_two_mode:
            sides[0] = (*sides[0][:4], "row")
            sides.append((head.columns, self._column_names, self._column_ids, head.columns_embedded, "column"))
        for size, names, ids, embedded, kind in sides:
            if embedded:
                for label, id in ids.items():
                    draft.declare(id, label, kind=kind)
                continue
            declared = max(size, len(names))
            if declared > max(FREE_ACTORS, 20 * len(draft.links), len(names)):
                message = f"The file claims {size} actors; those that it names nowhere are left out."
                self._told.at("too-many-actors", 1, message)
                declared = len(names)
            for place in range(1, declared + 1):
                id = self._numbered(place, is_column=kind == "column")
                draft.declare(id, names[place - 1] if place <= len(names) else "", kind=kind)
        for id in met:
            if id not in draft.actors:
                draft.mention(id)

    def _numbered(self, place: int, *, is_column: bool) -> str:
        rows = max(self._head.rows, len(self._row_names))
        return str(place + rows) if is_column and self._head.is_two_mode else str(place)

    def _id(self, word: str, *, is_column: bool) -> str:
        """The id of the actor that a word of a list names; empty if it names none."""
        head = self._head
        embedded = head.columns_embedded if is_column else head.rows_embedded
        embedded = embedded or (not head.is_two_mode and (head.rows_embedded or head.columns_embedded))
        ids = self._column_ids if is_column else self._row_ids
        if embedded:
            return ids.setdefault(word, f"{word} (column)" if is_column and word in self._row_ids else word)
        if word.isascii() and word.isdigit() and len(word) < 10 and int(word) > 0:
            return self._numbered(int(word), is_column=is_column)
        if not ids:
            names = self._column_names if is_column else self._row_names
            for place, name in enumerate(names, 1):
                ids.setdefault(name.casefold(), self._numbered(place, is_column=is_column))
        return ids.get(word.casefold(), "")

    def _type(self, matrix: int) -> str:
        labels = self._head.matrix_labels
        if matrix < len(labels):
            return labels[matrix]
        return f"matrix {matrix + 1}" if self._head.matrices > 1 or matrix else ""

    def _tie(self, source: str, target: str, word: str, matrix: int) -> None:
        weight = number_of(word)
        if weight is None:
            if word.casefold() not in _MISSING:
                self._draft.bent("bad-cell", f"Cells of a matrix that are no numbers are left out ({word[:20]}).")
        elif weight:
            values = {"weight": weight} if math.isfinite(weight) else {}
            self._draft.link(source, target, type=self._type(matrix), values=values)

    def _step(self, share: float) -> None:
        self._done += 1
        if self._done % _EVERY == 0:
            stop_if(self._cancelled)
            self._progress(min(1.0, share))

    # -- matrices

    def cells(self, text: str) -> None:
        """Matrices, row by row, one behind another."""
        head = self._head
        words = labels_of(text)
        rows = head.rows or len(self._row_names) or head.columns
        columns = min(head.columns or len(self._column_names) or rows, len(words) + 1)  # whatever is claimed
        at, count = 0, max(1, head.matrices, len(head.matrix_labels))
        if not head.has_diagonal and self._are_full(len(words), count, rows, columns):
            head.has_diagonal = True
            self._draft.bent("diagonal-present", "The diagonal is there, though the file says that it is absent.")
        for matrix in range(count):
            if matrix and at >= len(words):
                break
            if head.columns_embedded:
                self._name(words[at : at + columns], is_column=True)
                at += columns
            found: list[tuple[int, int, str]] = []  # tied once all labels are read
            for row in range(rows):
                if at >= len(words):
                    break
                self._step(at / len(words))
                if head.rows_embedded:
                    self._name(words[at : at + 1], is_column=False, place=row)
                    at += 1
                for column in self._columns(row, columns):
                    if at < len(words) and words[at] != "0":
                        found.append((row, column, words[at]))
                    at += 1
            for row, column, word in found:
                self._tie(self._at(row), self._at(column, is_column=True), word, matrix)
        if at != len(words):
            what = "more" if at < len(words) else "fewer"
            self._told.at("bad-matrix", head.line, f"There are {what} cells than {rows} times {columns} asks for.")

    def _are_full(self, words: int, count: int, rows: int, columns: int) -> bool:
        """Whether there are as many cells, with their labels, as matrices with a diagonal have."""
        head = self._head
        cells = rows * columns if head.format not in ("lowerhalf", "upperhalf") else rows * (rows + 1) // 2
        return words == count * (cells + columns * head.columns_embedded + rows * head.rows_embedded)

    def _columns(self, row: int, columns: int) -> list[int]:
        head = self._head
        every = range(row) if head.format == "lowerhalf" else range(columns)
        if head.format == "lowerhalf":
            return [*every, row] if head.has_diagonal else list(every)
        if head.format == "upperhalf":
            return list(range(row + (not head.has_diagonal), columns))
        return [column for column in every if head.has_diagonal or column != row]

    def _name(self, labels: list[str], *, is_column: bool, place: int = 0) -> None:
        ids = self._column_ids if is_column else self._row_ids
        for label in labels:
            ids.setdefault(label, f"{label} (column)" if is_column and label in self._row_ids else label)
        names = self._column_names if is_column else self._row_names
        names[place : place + len(labels)] = labels

    def _at(self, place: int, *, is_column: bool = False) -> str:
        embedded = self._head.columns_embedded if is_column else self._head.rows_embedded
        if not self._head.is_two_mode:
            embedded = self._head.columns_embedded or self._head.rows_embedded
        names = self._column_names if is_column else self._row_names
        if embedded and place < len(names):
            return (self._column_ids if is_column else self._row_ids).get(names[place], names[place])
        return self._numbered(place + 1, is_column=is_column)

    def blocks(self, text: str) -> None:
        """Values of all cells of some rows and columns; ``!`` parts matrices."""
        head = self._head
        rows = head.rows or len(self._row_names) or head.columns
        columns = head.columns or len(self._column_names) or rows

        def place(label: str, is_column: bool) -> int:
            names = [name.casefold() for name in (self._column_names if is_column else self._row_names)]
            return names.index(label.casefold()) if label.casefold() in names else -1

        for matrix, part in enumerate(re.split(r"^\s*!.*$", text, flags=re.MULTILINE)):
            for (row, column), word in sorted(cells_of_blocks(part, rows, columns, place).items()):
                self._tie(self._at(row), self._at(column, is_column=True), word, matrix)

    # -- lists

    def lists(self, text: str) -> None:
        """Ties, a line each, or the ties of one actor on a line; ``!`` parts matrices."""
        matrix = row = 0
        lines = text.split("\n")
        for number, line in enumerate(lines, self._head.line):
            self._step((number - self._head.line) / len(lines))
            line_words = labels_of(line)
            if line.strip().startswith("!"):
                matrix, row = matrix + 1, 0
            elif line_words and line.strip() not in (":",):
                row += 1
                self._line(number, line_words, row, matrix)

    def _line(self, number: int, words: list[str], row: int, matrix: int) -> None:
        if self._head.format.endswith("b"):
            words = [str(row), *words[1:]]
        source = self._id(words[0], is_column=False)
        if not source:
            self._told.at("bad-line", number, f'"{words[0][:40]}" is no actor; the line is left out.')
            return
        is_ranked = self._head.format.startswith("ranked")
        is_node_list = is_ranked or self._head.format.startswith("node")
        if not is_node_list and len(words) < 2:
            self._told.at("bad-line", number, f'"{words[0][:40]}" has no second actor; the line is left out.')
        for rank, word in enumerate(words[1:] if is_node_list else words[1:2], 1):
            target = self._id(word, is_column=True)
            if not target:
                self._told.at("bad-line", number, f'"{word[:40]}" is no actor; the tie is left out.')
            elif is_node_list:
                self._draft.link(source, target, type=self._type(matrix), values={"rank": rank} if is_ranked else {})
            elif self._head.format.startswith("edgearray"):
                for place, value in enumerate(words[2:]):
                    self._tie(source, target, value, place)
            elif len(words) > 2:
                self._weighted(source, target, words[2], matrix)
            else:
                self._draft.link(source, target, type=self._type(matrix))

    def _weighted(self, source: str, target: str, word: str, matrix: int) -> None:
        """A tie that is listed is one even where its value is 0 or no number."""
        weight = number_of(word)
        values = {"weight": word if weight is None or not math.isfinite(weight) else weight}
        self._draft.link(source, target, type=self._type(matrix), values=values)
