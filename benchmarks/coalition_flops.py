"""Floating-point operations of the coalition search's pass over all sets, counted from its source.

Per set of `winset.polity.screen`, each +, -, *, / and comparison counted as one: 17 additions that
extend the tables; 7 for the seat, 25 for each of two squared distances, 4 for the concession, 45 for one
way out of the pressure (39 of them the series of the logistic), 4 for the share, 8 for the stake, 14 for
the incomes, 23 for what the leader gains. Weighing what passes the screen is not counted and not timed.
The count is of useful operations, in double precision.
"""

from __future__ import annotations

import time

from benchmarks import slice_kernel
from benchmarks.slice import PROSPECTS, made_up, shared_draws
from winset.kernel import kernel
from winset.polity.screen import SLIP, edge, may_unseat, number, screen, weigh
from winset.simulate.run import Rooms

PER_SET = 17 + 7 + 2 * 25 + 4 + 45 + 4 + 8 + 14 + 23
FACTIONS, SEARCHES = 12, 100


@kernel
def _search(scene, terms, times):
    passed, members, room, p = 0, int(scene[0].polity.coalition.members), scene[4].sets, terms[1]
    for _ in range(times):
        sets = screen(0, scene, PROSPECTS, terms)
        whole = number(members, 0)
        gap = edge(whole, room)
        weigh(whole, gap, sets, room)
        for k in range(sets):
            if room.most[k] > p.inertia - SLIP and may_unseat(k, whole, gap, room, p, 1.0):
                passed += 1
    return passed


def measure() -> tuple[float, float]:
    """(flop per processor-second, flop of one search)."""
    data, draws = made_up(FACTIONS), shared_draws(FACTIONS, 1, 24)
    rooms = Rooms.build(FACTIONS).records
    scene = slice_kernel.played(data, draws, rooms)
    terms = (data.params.payoff, data.params.coalition)
    _search(scene, terms, 1)
    before = time.process_time()
    _search(scene, terms, SEARCHES)
    flops = float(PER_SET * (1 << (FACTIONS - 1)))
    return SEARCHES * flops / (time.process_time() - before), flops
