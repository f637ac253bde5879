"""Kernels of a force layout: who stands near whom, and how everybody is pushed and pulled.

Far crowds push as one, from their middle (J. Barnes, P. Hut: A hierarchical O(N log N) force-calculation algorithm,
1986, doi:10.1038/324446a0). The tree is a list of cells, each before those inside it, read from front to back.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.compiled import compiled
from netexplorer.graph.layouts.request import F32, I32

Ints = npt.NDArray[np.int64]

DEPTH = 20  # halvings of the plane
CROWD = 8  # actors that share a cell without being parted
FAR = 1.1  # cell width over distance, above which a cell is looked into
NEAR = 1e-4  # added to a square distance, for actors at one spot


@compiled
def codes(xy: F32) -> Ints:
    """The place of each actor (n,) on a curve that visits the plane cell by cell (Morton order)."""
    n = len(xy)
    low_x, low_y, high_x, high_y = xy[0, 0], xy[0, 1], xy[0, 0], xy[0, 1]
    for i in range(n):
        low_x, high_x = min(low_x, xy[i, 0]), max(high_x, xy[i, 0])
        low_y, high_y = min(low_y, xy[i, 1]), max(high_y, xy[i, 1])
    size = max(high_x - low_x, high_y - low_y, 1e-9)
    top = (1 << DEPTH) - 1
    scale = top / size
    found = np.zeros(n, np.int64)
    for i in range(n):
        x = np.int64((xy[i, 0] - low_x) * scale)
        y = np.int64((xy[i, 1] - low_y) * scale)
        for bit in range(DEPTH):
            found[i] |= ((x >> bit) & 1) << (2 * bit)
            found[i] |= ((y >> bit) & 1) << (2 * bit + 1)
    return found


@compiled
def first_in(code: Ints, low: int, high: int, shift: int, quarter: int) -> int:
    """The first of the sorted codes low … high that lies in that quarter of their cell, or in a later one."""
    while low < high:
        middle = (low + high) // 2
        if ((code[middle] >> shift) & 3) < quarter:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def tree(code: Ints, x: F32, y: F32, mass: F32, size: float) -> tuple[F32, Ints]:
    """Cells over actors in the order of their ``code``: middle, mass, (width / FAR)²; then next, first, last.

    ``next`` is the cell to go on with if this one is not looked into; first and last are the actors of a cell that is
    not parted further, or −1.
    """
    n = len(code)
    cell = np.zeros((2 * n + 1, 4), np.float32)
    link = np.full((2 * n + 1, 3), -1, np.int64)
    above = np.full(2 * n + 1, -1, np.int64)
    stack = np.empty((4 * DEPTH + 8, 4), np.int64)
    stack[0] = (0, n, 0, -1)
    waiting, count = 1, 0
    while waiting:
        waiting -= 1
        low, high, depth, parent = stack[waiting]
        differs = code[low] ^ code[high - 1]
        while depth < DEPTH and differs >> (2 * (DEPTH - depth - 1)) == 0:
            depth += 1
        width = size / 2.0**depth
        cell[count, 3] = (width / FAR) ** 2
        above[count] = parent
        if high - low <= CROWD or depth == DEPTH:
            for k in range(low, high):
                cell[count, 0] += x[k] * mass[k]
                cell[count, 1] += y[k] * mass[k]
                cell[count, 2] += mass[k]
            if high - low <= CROWD:
                link[count, 1], link[count, 2] = low, high
            else:
                cell[count, 3] = -1.0  # all at one spot: never looked into
        else:
            end = high
            for quarter in range(3, -1, -1):  # the last is taken from the stack first
                begin = first_in(code, low, end, 2 * (DEPTH - depth - 1), quarter)
                if begin < end:
                    stack[waiting] = (begin, end, depth + 1, count)
                    waiting += 1
                end = begin
        count += 1
    cells = np.ones(count, np.int64)
    for c in range(count - 1, -1, -1):
        link[c, 0] = c + cells[c]
        if above[c] >= 0:
            cells[above[c]] += cells[c]
            cell[above[c], :3] += cell[c, :3]
        cell[c, 0] /= cell[c, 2]
        cell[c, 1] /= cell[c, 2]
    return cell[:count].copy(), link[:count].copy()


@compiled
def push_on(k: int, x: F32, y: F32, m: F32, cell: F32, link: Ints) -> tuple[float, float, float]:
    """The push of all others on the actor k in the order of the tree, per mass of its own, and its rate."""
    fx, fy, rate = 0.0, 0.0, 0.0
    c = 0
    while c < len(cell):
        dx, dy = x[k] - cell[c, 0], y[k] - cell[c, 1]
        square = dx * dx + dy * dy
        if cell[c, 3] < square:
            push = cell[c, 2] / (square + NEAR)
            fx += dx * push
            fy += dy * push
            rate += push
            c = link[c, 0]
        elif link[c, 1] >= 0:
            for j in range(link[c, 1], link[c, 2]):
                if j != k:
                    dx, dy = x[k] - x[j], y[k] - y[j]
                    push = m[j] / (dx * dx + dy * dy + NEAR)
                    fx += dx * push
                    fy += dy * push
                    rate += push
            c = link[c, 0]
        else:
            c += 1
    return fx, fy, rate


@compiled
def pushed_and_pulled(
    low: int,
    high: int,
    order: Ints,
    x: F32,
    y: F32,
    m: F32,
    cell: F32,
    link: Ints,
    xy: F32,
    start: Ints,
    other: I32,
    weight: F32,
    move: F32,
) -> None:
    """Where the actors ``order[low:high]`` would go if all others stood still, as ``move`` (n, 2).

    Everybody pushes with mass · mass ∕ d and ties pull with weight · d² (T. M. J. Fruchterman, E. M. Reingold: Graph
    drawing by force-directed placement, 1991, doi:10.1002/spe.4380211102), the length of 1 being where one tie and one
    push balance. The sum of forces is divided by the sum of their rates, so a move is a length whatever the masses.
    """
    for k in range(low, high):
        i = order[k]
        fx, fy, rate = push_on(k, x, y, m, cell, link)
        fx, fy, rate = fx * m[k], fy * m[k], rate * m[k]
        for e in range(start[i], start[i + 1]):
            j = other[e]
            dx, dy = xy[j, 0] - x[k], xy[j, 1] - y[k]
            pull = weight[e] * np.sqrt(dx * dx + dy * dy)
            fx += dx * pull
            fy += dy * pull
            rate += pull
        move[i, 0] = fx / rate if rate > 0 else 0.0
        move[i, 1] = fy / rate if rate > 0 else 0.0
