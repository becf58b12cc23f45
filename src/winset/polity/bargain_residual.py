"""How far a bargain is from its optimum: the largest gain that a step of .01 leaves (row 34).

Steps move one dimension of the line, or hand .01 of the purse from one member to another, among those that are
open; those that leave the win-set gain nothing. Units: log product. Ignores: steps in several dimensions at once.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.membership import holds
from winset.polity.nash_product import attempt, evaluate
from winset.polity.payoff import pressure_flow


@kernel
def _transfers(purse, members, scene, most):
    """Largest gain from handing .01 of the fund from one member to another, if more than `most`.

    Follows `evaluate`. Where the tangent at the present surpluses gains no more, no logarithm is taken.
    """
    room, market, n = scene[4].bargain, scene[4].market, int(scene[1].counts.factions)
    least = scene[4].loyalty.least
    fund, beat = scene[0].economy.fiscal.posts, most
    for i in range(n):
        if holds(members, i):
            room.trial[i] = math.log(market[i] + fund * (purse[i] + 0.01)) - room.posts[i]
            room.attempt[i] = (
                math.log(market[i] + fund * (purse[i] - 0.01)) - room.posts[i] if purse[i] >= 0.01 + least[i] else 0.0
            )
    for i in range(n):
        for j in range(n):
            if i == j or not (holds(members, i) and holds(members, j)) or room.attempt[j] == 0.0:
                continue
            up, down = room.trial[i] / room.surplus[i], room.attempt[j] / room.surplus[j]
            if room.weight[i] * up + room.weight[j] * down <= beat or room.surplus[j] * (1.0 + down) < room.need[j]:
                continue
            beat = max(beat, room.weight[i] * math.log(1.0 + up) + room.weight[j] * math.log(1.0 + down))
    return beat


@kernel
def _within(x):
    return min(1.0, max(0.0, x))


@kernel
def residual(line, purse, members, scene, prospects, payoff):
    """Largest gain of the objective from moving one dimension, or the purse between two members, by .01."""
    here = evaluate(line, purse, members, scene, prospects, payoff)
    c, a, r, b = line
    held, flow = scene[4].bargain.held, pressure_flow(c, prospects)
    most = _transfers(purse, members, scene, 0.0) if held[4] == 0.0 else 0.0
    for sign in (-0.01, 0.01):
        for d in range(4):
            if held[d] > 0.0:
                continue
            step = sign if d == 0 else 0.0, sign if d == 1 else 0.0, sign if d == 2 else 0.0, sign if d == 3 else 0.0
            trial = _within(c + step[0]), _within(a + step[1]), _within(r + step[2]), _within(b + step[3])
            moved = pressure_flow(trial[0], prospects) if d == 0 else flow
            most = max(most, attempt(trial, moved, (here, most), members, scene, prospects, payoff) - here)
    return most
