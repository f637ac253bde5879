"""The head of a UCINET DL file: how many actors, in which format, and what they are called."""

from __future__ import annotations

import re

from msgspec import Struct, field

_DATA = re.compile(r"(?:^|(?<=[\s,;]))data\s*:", re.IGNORECASE)
_PHRASE = re.compile(
    r"""
      (?P<labels>(?:(?P<of>row|column|col|matrix|level|mat)[\s_-]*)?labels?(?:[\s_]+(?P<inside>embedded)\s*:?|\s*:))
    | (?P<size>\b(?:nr|nc|nm|nl|n))\s*(?:=\s*)?(?P<number>\d{1,9})(?![\w.])
    | \bformat\s*(?:=\s*)?(?P<format>[A-Za-z]+\d?[a-z]?)
    | \bdiagonal\s*(?:=\s*)?(?P<diagonal>absent|present)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LABEL = re.compile(r'"([^"]*)"?|\'([^\']*)\'(?=[\s,=]|$)|([^\s,="]+)')
FORMATS = {
    "fm": "fullmatrix", "fullmatrix": "fullmatrix", "full": "fullmatrix", "matrix": "fullmatrix",
    "uh": "upperhalf", "upperhalf": "upperhalf", "lh": "lowerhalf", "lowerhalf": "lowerhalf",
    "nl": "nodelist1", "nl1": "nodelist1", "nodelist": "nodelist1", "nodelist1": "nodelist1",
    "nl2": "nodelist2", "nodelist2": "nodelist2", "nl1b": "nodelist1b", "nodelist1b": "nodelist1b",
    "nl2b": "nodelist2b", "nodelist2b": "nodelist2b",
    "el": "edgelist1", "el1": "edgelist1", "edgelist": "edgelist1", "edgelist1": "edgelist1",
    "el2": "edgelist2", "edgelist2": "edgelist2", "ea": "edgearray1", "ea1": "edgearray1", "edgearray": "edgearray1",
    "edgearray1": "edgearray1", "ea2": "edgearray2", "edgearray2": "edgearray2",
    "rl": "rankedlist1", "rl1": "rankedlist1", "rankedlist": "rankedlist1", "rankedlist1": "rankedlist1",
    "rl2": "rankedlist2", "rankedlist2": "rankedlist2", "bm": "blockmatrix", "blockmatrix": "blockmatrix",
}  # fmt: skip


class Head(Struct):
    """What the head says.

    Parameters
    ----------
    rows, columns, matrices : int
        How many; 0 where it is not said.
    format : str
        One of the values of ``FORMATS``, or the word of the file if it is none.
    row_labels, column_labels, matrix_labels : list of str
        Given in the head.
    rows_embedded, columns_embedded : bool
        The labels stand in the data.
    has_diagonal : bool
        The data has cells of an actor with itself.
    is_two_mode : bool
        Rows and columns are actors of different kinds.
    data_at : int
        Where the data begins in the text.
    line : int
        The line on which it begins.
    """

    rows: int = 0
    columns: int = 0
    matrices: int = 0
    format: str = "fullmatrix"
    row_labels: list[str] = field(default_factory=list)
    column_labels: list[str] = field(default_factory=list)
    matrix_labels: list[str] = field(default_factory=list)
    rows_embedded: bool = False
    columns_embedded: bool = False
    has_diagonal: bool = True
    is_two_mode: bool = False
    data_at: int = -1
    line: int = 1


def labels_of(text: str) -> list[str]:
    """Labels parted by commas, spaces, equal signs or line ends; one with a space is in quotes."""
    return [(one or other or plain).strip() for one, other, plain in _LABEL.findall(text)]


def head_of_dl(text: str) -> Head:
    """The head of a DL file; without ``data:`` its ``data_at`` is -1."""
    head = Head()
    data = _DATA.search(text)
    if data is None:
        return head
    end, head.data_at = data.start(), data.end()
    head.line = 1 + text.count("\n", 0, end)
    at = 0
    taken: list[str] | None = None
    begin = 0
    while match := _PHRASE.search(text, at, end):
        if taken is not None and not _ends_labels(text, match, begin):
            at = match.end()
            continue
        if taken is not None:
            taken += labels_of(text[begin : match.start()])
        taken = _take(head, match)
        at = begin = match.end()
    if taken is not None:
        taken += labels_of(text[begin:end])
    if "2" in head.format:
        head.is_two_mode = True
    elif "1" in head.format or (head.rows == head.columns and head.row_labels == head.column_labels != []):
        head.is_two_mode = False
    return head


def _ends_labels(text: str, match: re.Match[str], begin: int) -> bool:
    """Within labels a phrase must begin a line, or be no label: people may be called N or Format."""
    line = text[max(text.rfind("\n", 0, match.start()) + 1, begin) : match.start()]
    return not line.strip() or ":" in match[0] or "=" in match[0] or match["inside"] is not None


def _take(head: Head, match: re.Match[str]) -> list[str] | None:
    """Take one phrase into the head; the list that the labels behind it go to, if labels follow."""
    if match["size"]:
        number, size = int(match["number"]), match["size"].casefold()
        if size == "n":
            head.rows = head.columns = number
        elif size == "nr":
            head.rows, head.is_two_mode = number, True
        elif size == "nc":
            head.columns, head.is_two_mode = number, True
        else:
            head.matrices = number
    elif match["format"]:
        word = match["format"].casefold()
        head.format = FORMATS.get(word, word)
    elif match["diagonal"]:
        head.has_diagonal = match["diagonal"].casefold() == "present"
    else:
        return _labels(head, (match["of"] or "").casefold(), is_inside=match["inside"] is not None)
    return None


def _labels(head: Head, of: str, *, is_inside: bool) -> list[str] | None:
    if is_inside:
        head.rows_embedded = head.rows_embedded or of in ("", "row")
        head.columns_embedded = head.columns_embedded or of in ("", "column", "col")
        return None
    if of in ("matrix", "mat", "level"):
        return head.matrix_labels
    return head.column_labels if of in ("column", "col") else head.row_labels
