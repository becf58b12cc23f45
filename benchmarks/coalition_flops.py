"""Floating-point operations of the coalition search's pass over all sets, counted from its source.

Per set of `winset.polity.screen`, each +, -, *, /, comparison and exp counted as one: 17 additions that
extend the tables; in `_block` 16 additions of table halves, 9 divisions, 22 for two squared distances,
2 for the seat, 9 for the rest; in `_finish` 1 division, 11 for the pressure flow (one of them exp), 5
for the share, 8 for the stake; in `may_unseat` 8. Weighing what passes the screen is not counted and
not timed. The count is of useful operations, in double precision.
"""

from __future__ import annotations

import time

from benchmarks import slice_kernel
from benchmarks.slice import PROSPECTS, made_up, shared_draws
from winset.kernel import kernel
from winset.polity.screen import may_unseat, number, screen
from winset.simulate.run import Rooms

PER_SET = 17 + (16 + 9 + 22 + 2 + 9) + (1 + 11 + 5 + 8) + 8
FACTIONS, SEARCHES = 12, 100


@kernel
def _search(scene, terms, times):
    passed, members = 0, int(scene[0].polity.coalition.members)
    for _ in range(times):
        sets = screen(0, scene, PROSPECTS, terms)
        whole = number(members, 0)
        for k in range(sets):
            if may_unseat(k, whole, scene[4].sets, terms[1], 1.0):
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
