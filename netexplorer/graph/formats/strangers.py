"""Files that are in no format of ours but well known: what they are, and how to come by one that can be read."""

from __future__ import annotations

import re

from netexplorer.errors import UserError

QUERY = "Ask for a table of it, with SELECT in SPARQL, and save that as CSV or JSON: a relationship to a row."
_FROM_R = "In R, write the relationships with write.csv; of a networkDynamic object those of as.data.frame."
_TABLE = "Open it in the program it comes from and save the table as CSV or Excel workbook."
_RDF = re.compile(
    rb"\s*(?:#[^\n]*\n\s*)*(?:@prefix\b|@base\b|prefix\s+\w*:\s*<|<\?xml[^>]*\?>(?:\s|<!--.*?-->|<!DOCTYPE.*?\]>)*<rdf:RDF\b"
    rb"|<rdf:RDF\b|(?:<[^<>\s]+>|_:\w+)\s+<[^<>\s]+>\s+(?:<[^<>\s]+>|_:\w+|\"))",
    re.IGNORECASE | re.DOTALL,
)
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"RDX", "a workspace of R", _FROM_R),
    (b"RDA", "a workspace of R", _FROM_R),
    (b"X\n\0\0\0", "an object of R", _FROM_R),
    (b"A\n3\n", "an object of R", _FROM_R),
    (b"SQLite format 3", "an SQLite database", _TABLE),
    (b"<stata_dta>", "a data set of Stata", _TABLE),
    (b"$FL2", "a data set of SPSS", _TABLE),
    (b"%PDF", "a PDF, which is made for reading only", "Copy its table into a spreadsheet and save that."),
    (b"MATLAB 5.0", "data of MATLAB", _TABLE),
    (b"\x80\x04\x95", "a pickle of Python, which could run anything", "Write the network as GraphML or CSV."),
    (b"\x80\x05\x95", "a pickle of Python, which could run anything", "Write the network as GraphML or CSV."),
    (b"\x89PNG", "a picture", "Open the data that it was drawn from."),
    (b"\xff\xd8\xff", "a picture", "Open the data that it was drawn from."),
)


def stranger(head: bytes, where: str) -> UserError | None:
    """What to raise of a file that begins so and is in no known format; None of what nobody knows."""
    for begins, what, hint in _BEGINNINGS:
        if head.startswith(begins):
            return UserError(f"this file is {what}", where=where, hint=hint)
    if _RDF.match(head[:4_096]):
        return UserError("this file is RDF, of which no network can be made without knowing its terms", where=where,
                         hint=QUERY)  # fmt: skip
    return None
