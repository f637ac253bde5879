"""The compiled loops over the bytes of a large table: where each cell stands, and which cells are alike."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.compiled import compiled

Bytes = npt.NDArray[np.uint8]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

IRREGULAR = -1  # quotes, blanks or line ends that only the reader of single rows knows how to take
SPACE, QUOTE, LF, CR = 32, 34, 10, 13
ONE, MIX = np.uint64(1), np.uint64(0x9E37_79B9_7F4A_7C15)


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
def plain_stop(data: Bytes, at: int, size: int, delimiter: int) -> int:
    """Where a cell without quotes ends."""
    most = max(delimiter, QUOTE)  # nearly all letters are behind it, and need one comparison
    while at < size:
        byte = data[at]
        if byte <= most:
            if byte == delimiter or byte == LF or byte == CR:  # noqa: PLR1714, SIM109 - a set would be made for each
                return at
            if byte == QUOTE:
                return IRREGULAR
        at += 1
    return at


@compiled
def quoted_stop(data: Bytes, at: int, size: int, delimiter: int) -> int:
    """Where the closing quote of a cell stands, if it stands on the same line and the cell ends behind it."""
    while at < size and data[at] != LF and data[at] != CR:
        if data[at] == QUOTE:
            if at + 1 >= size or data[at + 1] != QUOTE:
                return at if plain_stop(data, at + 1, size, delimiter) == at + 1 else IRREGULAR
            at += 1
        at += 1
    return IRREGULAR


@compiled
def cut(
    data: Bytes, begin: int, size: int, delimiter: int, starts: Int32s, stops: Int32s, lines: Int32s, beyond: Int32s
) -> int:
    """Cut lines into cells without the blanks around them: how many rows have any text, or ``IRREGULAR``.

    Parameters
    ----------
    begin, size : int
        Where the first row begins, which is line 1, and where the last one ends.
    starts, stops, lines : int32 (r, width), (r, width) and (r,)
        Filled with the bounds of each cell, empty where a row is too short, and with the line of each row.
    beyond : int32 (5,)
        Filled with how many rows have text behind the last column, row and bounds of the first, and the count of lines.
    """
    row, line, at, width = 0, 0, begin, starts.shape[1]
    while at < size:
        line += 1
        column, has_text, has_beyond = 0, False, False
        while True:
            while at < size and data[at] == SPACE:
                at += 1
            is_quoted = at < size and data[at] == QUOTE
            start = at + 1 if is_quoted else at
            stop = quoted_stop(data, start, size, delimiter) if is_quoted else plain_stop(data, start, size, delimiter)
            at = stop + 1 if is_quoted else stop
            while start < stop and is_space(data[start]):
                start += 1
            while start < stop and is_space(data[stop - 1]):
                stop -= 1
            if stop == IRREGULAR or is_wide_space(data, start, stop):
                return IRREGULAR
            has_text |= start < stop
            if column < width:
                starts[row, column], stops[row, column] = start, stop
            elif start < stop and not has_beyond:
                has_beyond = True
                if beyond[0] == 0:
                    beyond[1], beyond[2], beyond[3] = row, start, stop
                beyond[0] += 1
            column += 1
            if at >= size or data[at] != delimiter:
                break
            at += 1
        at += 2 if at + 1 < size and data[at] == CR and data[at + 1] == LF else 1
        if has_text:
            starts[row, column:], stops[row, column:] = 0, 0
            lines[row] = line
            row += 1
    beyond[4] = line
    return row


@compiled
def word(words: Hashes, at: int, stop: int) -> np.uint64:
    """The next eight bytes of a text as one number, or all that are left of it."""
    left, last = stop - at, words.size - 1
    if left <= 0:
        return np.uint64(0)
    found: np.uint64 = words[at] if at <= last else words[last] >> np.uint64(8 * (at - last))
    return found if left >= 8 else found & ((ONE << np.uint64(8 * left)) - ONE)


@compiled
def mixed(first: np.uint64, second: np.uint64, length: int) -> np.uint64:
    """One number of three, of which all bits depend on all."""
    found = (first ^ np.uint64(length)) * MIX
    found = ((found ^ (found >> np.uint64(32))) ^ second) * MIX
    return found ^ (found >> np.uint64(32))


@compiled
def is_same(words: Hashes, one: int, other: int, length: int) -> bool:
    """Whether two texts of a length are the same."""
    for k in range(0, length, 8):
        if word(words, one + k, one + length) != word(words, other + k, other + length):
            return False
    return True


@compiled
def second_key(words: Hashes, at: int, stop: int) -> np.uint64:
    """Up to eight further bytes of a text; of a longer one a number that is hardly ever that of others."""
    found = word(words, at, stop)
    at += 8
    while at < stop:
        found = (found ^ (found >> np.uint64(29))) * MIX + word(words, at, stop)
        at += 8
    return found


@compiled
def fill(table: Int32s, keys: Hashes, count: int) -> None:
    """Put so many texts into an empty table, by their keys."""
    mask = np.uint64(table.size - 1)
    for code in range(count):
        slot = mixed(keys[code, 0], keys[code, 1], keys[code, 2]) & mask
        while table[slot] >= 0:
            slot = (slot + ONE) & mask
        table[slot] = code


@compiled
def number(
    words: Hashes, starts: Int32s, stops: Int32s, places: Int64s, codes: Int32s, firsts: Int32s, keys: Hashes,
    table: Int32s, begin: int, count: int,
) -> tuple[int, int]:  # fmt: skip
    """Number the texts of k columns, row by row, in the order in which they come first, from one of them on.

    Gives where it ended, before the last if the table has become too full, and how many distinct texts there are.

    Parameters
    ----------
    words, starts, stops, places : uint64 (d - 7,), int32 (n, width) twice, int64 (k,)
        The eight bytes from each byte on, the bounds of all texts, and the columns.
    codes : int32 (k, n)
        Filled with the number of each text.
    firsts, keys : int32 (r,), uint64 (r, 3)
        Filled with where each distinct one of the r = n × k texts comes first, and with its key and length.
    table : int32 (t,)
        Of -1, for finding texts by their keys; t is a power of two.
    begin, count : int
        The text to begin with, and how many distinct ones there are before it.
    """
    mask, most = np.uint64(table.size - 1), table.size // 2
    fill(table, keys, count)
    width = places.size
    row, side = begin // width, begin % width
    for cell in range(begin, codes.size):
        if count >= most:
            return cell, count
        start, stop = starts[row, places[side]], stops[row, places[side]]
        length = stop - start
        first = word(words, start, stop)
        second = second_key(words, start + 8, stop)
        slot = mixed(first, second, length) & mask
        while True:
            code = table[slot]
            if code < 0:
                table[slot], firsts[count], codes[side, row] = count, cell, count
                keys[count, 0], keys[count, 1], keys[count, 2] = first, second, length
                count += 1
                break
            is_alike = keys[code, 0] == first and keys[code, 1] == second and keys[code, 2] == length
            first_at = starts[firsts[code] // width, places[firsts[code] % width]] if length > 16 else 0
            if is_alike and (length <= 16 or is_same(words, first_at, start, length)):
                codes[side, row] = code
                break
            slot = (slot + ONE) & mask
        side += 1
        if side == width:
            row, side = row + 1, 0
    return codes.size, count


READY = True
