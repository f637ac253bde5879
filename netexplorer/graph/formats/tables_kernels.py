"""The compiled loops over the bytes of a large table: where each cell stands, and which cells are alike."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.compiled import compiled

Bytes = npt.NDArray[np.uint8]
Int32s = npt.NDArray[np.int32]

IRREGULAR = -1  # quotes, blanks or line ends that only the reader of single rows knows how to take
SPACE, QUOTE, LF, CR = 32, 34, 10, 13


@compiled
def is_space(byte: int) -> bool:
    """Whether Python takes a letter of ASCII for a blank."""
    return byte == SPACE or 9 <= byte <= 13 or 28 <= byte <= 31


@compiled
def is_wide_space(data: Bytes, at: int, stop: int) -> bool:
    """Whether a blank beyond ASCII may stand here; some signs that are none are taken for one."""
    if at + 1 >= stop:
        return False
    first, second = data[at], data[at + 1]
    if first == 0xC2:
        return bool(second == 0x85 or second == 0xA0)  # noqa: PLR1714
    if first == 0xE1:
        return bool(second == 0x9A)
    return bool((first == 0xE2 and second <= 0x81) or (first == 0xE3 and second == 0x80))


@compiled
def plain_stop(data: Bytes, at: int, delimiter: int) -> int:
    """Where a cell without quotes ends."""
    while at < data.size:
        byte = data[at]
        if byte == delimiter or byte == LF or byte == CR:  # noqa: PLR1714, SIM109 - a set would be made for every letter
            return at
        if byte == QUOTE:
            return IRREGULAR
        at += 1
    return at


@compiled
def quoted_stop(data: Bytes, at: int, delimiter: int) -> int:
    """Where the closing quote of a cell stands, if it stands on the same line and the cell ends behind it."""
    while at < data.size and data[at] != LF and data[at] != CR:
        if data[at] == QUOTE:
            if at + 1 >= data.size or data[at + 1] != QUOTE:
                return at if plain_stop(data, at + 1, delimiter) == at + 1 else IRREGULAR
            at += 1
        at += 1
    return IRREGULAR


@compiled
def cut(
    data: Bytes, begin: int, delimiter: int, width: int, starts: Int32s, stops: Int32s, lines: Int32s, beyond: Int32s
) -> int:
    """Cut a text into cells without the blanks around them: how many rows have any text, or ``IRREGULAR``.

    Parameters
    ----------
    begin : int
        Where the first row begins, which is line 1 here.
    starts, stops, lines : int32 (width, r), (width, r) and (r,)
        Filled with the bounds of each cell, empty where a row is too short, and with the line of each row.
    beyond : int32 (4,)
        Filled with how many rows have text behind the last column, and the row and the bounds of the first such text.
    """
    row, line, at = 0, 0, begin
    while at < data.size:
        line += 1
        column, has_text, has_beyond = 0, False, False
        while True:
            while at < data.size and data[at] == SPACE:
                at += 1
            is_quoted = at < data.size and data[at] == QUOTE
            start = at + 1 if is_quoted else at
            stop = quoted_stop(data, start, delimiter) if is_quoted else plain_stop(data, start, delimiter)
            at = stop + 1 if is_quoted else stop
            while start < stop and is_space(data[start]):
                start += 1
            while start < stop and is_space(data[stop - 1]):
                stop -= 1
            if stop == IRREGULAR or is_wide_space(data, start, stop):
                return IRREGULAR
            has_text |= start < stop
            if column < width:
                starts[column, row], stops[column, row] = start, stop
            elif start < stop and not has_beyond:
                has_beyond = True
                beyond[0] += 1
                if beyond[0] == 1:
                    beyond[1], beyond[2], beyond[3] = row, start, stop
            column += 1
            if at >= data.size or data[at] != delimiter:
                break
            at += 1
        at += 2 if at + 1 < data.size and data[at] == CR and data[at + 1] == LF else 1
        if has_text:
            starts[column:, row] = 0
            stops[column:, row] = 0
            lines[row] = line
            row += 1
    return row


@compiled
def number(data: Bytes, starts: Int32s, stops: Int32s, codes: Int32s, firsts: Int32s, table: Int32s) -> int:
    """Number the texts between some bounds in the order in which they come first.

    Parameters
    ----------
    starts, stops : int32 (r,)
        Bounds of the texts.
    codes : int32 (r,)
        Filled with the number of each text.
    firsts : int32 (r,)
        Filled with the row at which each distinct text comes first.
    table : int32 (t,)
        Of -1, for finding texts by their hashes; t is a power of two.

    Returns
    -------
    int
        How many distinct texts there are; -1 if there are too many for the table.
    """
    mask, count = table.size - 1, 0
    for row in range(starts.size):
        start, stop = starts[row], stops[row]
        hashed = np.uint64(14695981039346656037)
        for at in range(start, stop):
            hashed = (hashed ^ np.uint64(data[at])) * np.uint64(1099511628211)
        hashed ^= hashed >> np.uint64(29)
        slot = np.int64(hashed & np.uint64(mask))
        while True:
            code = table[slot]
            if code < 0:
                if 2 * count >= table.size:
                    return -1
                table[slot], firsts[count], codes[row] = count, row, count
                count += 1
                break
            known = starts[firsts[code]]
            is_same = stops[firsts[code]] - known == stop - start
            at = 0
            while is_same and at < stop - start:
                is_same = data[known + at] == data[start + at]
                at += 1
            if is_same:
                codes[row] = code
                break
            slot = (slot + 1) & mask
    return count


READY = True
