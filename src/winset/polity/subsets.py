"""Sums over the members of every set of factions at once (row 1).

    sum over S = sum over S without its last member + that member's own number

Power now and at rest, and the sums behind the line that a set would run are
tabulated in this way for all sets, so that weighing a set costs a look-up instead of a loop.
Sums run in the order of the factions, so they equal `power_of` and `expected_line` to the bit for
up to eight factions; with more, the first eight and the rest have a table each (rounding apart).
Units: those of the summed quantity. Ignores: nothing, it is bookkeeping.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.types import HALF

_LOW = 1e-12
_MASK = (1 << HALF) - 1


@kernel
def _extend(table, half, bit, number):
    """Double a table of sums by one more member."""
    size = 1 << bit
    for s in range(size):
        table[half, size + s] = table[half, s] + number


@kernel
def _weights(i, power, induced, case):
    """Faction i's terms in the numerators and denominators of the expected line."""
    w0, w1, w2 = power * case.salience[i, 0], power * case.salience[i, 1], power * case.salience[i, 2]
    ideal = min(1.0, max(0.0, case.ideal[i, 0] + induced))
    return w0 * ideal, w1 * case.ideal[i, 1], w2 * case.ideal[i, 2], w0, w1, w2


@kernel
def tabulate(scene):
    """Fill work.sets for the present power, positions and those at rest."""
    state, inputs, case, rest, work = scene
    room, polity = work.sets, state.polity
    for half in range(2):
        low = _LOW if half == 0 else 0.0
        room.power[half, 0], room.rest[half, 0] = 0.0, 0.0
        for d in range(6):
            room.line[d, half, 0] = room.line_rest[d, half, 0] = 0.0 if d < 3 else low
    for i in range(int(inputs.counts.factions)):
        half, bit = i // HALF, i % HALF
        _extend(room.power, half, bit, polity.power[i])
        _extend(room.rest, half, bit, rest.power[i])
        now = _weights(i, polity.power[i], polity.induced[i], case)
        calm = _weights(i, rest.power[i], work.calm[i], case)
        for d in range(6):
            _extend(room.line[d], half, bit, now[d])
            _extend(room.line_rest[d], half, bit, calm[d])


@kernel
def total_of(table, members):
    """Sum of a tabulated quantity over a set."""
    return table[0, members & _MASK] + table[1, members >> HALF]


@kernel
def line_of(table, members):
    """(concession, alignment, reform) that the set would run."""
    return (
        total_of(table[0], members) / total_of(table[3], members),
        total_of(table[1], members) / total_of(table[4], members),
        total_of(table[2], members) / total_of(table[5], members),
    )
