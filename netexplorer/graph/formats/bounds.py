"""How much of a file of others is read: what is larger, deeper or wider is refused in a sentence, or read in part.

``docs/formats.md`` tells users of these; a test holds the two together.
"""

from __future__ import annotations

MB, GB = 1024**2, 1024**3

# -- files, and what is packed in them
MOST_BYTES = 2 * GB  # of a file; a larger one is refused before it is read
MOST_UNPACKED = 2 * GB  # of what is packed in one
MOST_RATIO = 1_000  # times as large as packed, beyond the first FREE_UNPACKED
FREE_UNPACKED = 64 * MB
MOST_MEMBERS = 200  # files of an archive of which one, or all tables, are read
MOST_SHEET_RATIO = 200  # the same for workbooks: sheets pack well, but not as well as bombs
FREE_SHEETS = 256 * MB

# -- XML
DEEPEST_XML = 100_000  # elements inside one another
LONGEST_ENTITY = 60  # characters; so short, and with none inside, entities cannot blow a file up

# -- tables
MOST_SHEET_ROWS = 1_048_576  # as many as spreadsheets have
MOST_SHEET_COLUMNS = 18_278  # those of three letters
MOST_LOOSE = 10_000_000  # elements of XML outside the rows of a sheet, or inside one
LONGEST_TAG = 8 * MB  # of a spreadsheet, with its attributes
MOST_CELLS = 50_000_000  # of a sheet or of a matrix
WIDEST_SHEET = 2_000  # columns that are read
MOST_RECORDS = 50_000_000  # of a Parquet file

# -- text in brackets
DEEPEST_GML = 20  # levels that are read
DEEPEST_BRACKETS = 1_000  # of DOT and TLP
MOST_CHAINED = 5_000_000  # edges that chains between subgraphs of DOT may make
FREE_ACTORS = 100_000  # that a file may claim to have without naming them, or as many as it has characters

# -- JSON
DEEPEST_KEPT = 24  # levels of a value that is kept as it is
DEEPEST_ENTITIES = 12  # entities of FollowTheMoney inside one another
MOST_PAIRS = 10_000  # relationships that one such entity may make

# -- numbers
LONGEST_WHOLE = 300  # digits; a longer number is as good as infinite, and does not fit a float
