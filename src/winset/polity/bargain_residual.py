"""How far a bargain is from its optimum: the largest gain that a step of .01 leaves (row 34).

Steps move one dimension of the line, or hand .01 of the purse from one member to another; those that leave the
win-set gain nothing. Units: log product. Ignores: steps in several dimensions at once.
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
    fund, beat = scene[0].economy.fiscal.posts, most
    for i in range(n):
        if holds(members, i):
            room.trial[i] = math.log(market[i] + fund * (purse[i] + 0.01)) - room.posts[i]
            room.attempt[i] = (
                math.log(market[i] + fund * (purse[i] - 0.01)) - room.posts[i] if purse[i] >= 0.01 else 0.0
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
def residual(line, purse, members, scene, prospects, payoff):
    """Largest gain of the objective from moving one dimension, or the purse between two members, by .01."""
    here = evaluate(line, purse, members, scene, prospects, payoff)
    c, a, r, b = line
    flow, most = pressure_flow(c, prospects), _transfers(purse, members, scene, 0.0)
    for sign in (-0.01, 0.01):
        other = min(1.0, max(0.0, c + sign))
        moved = pressure_flow(other, prospects)
        value = attempt((other, a, r, b), moved, (here, most), members, scene, prospects, payoff)
        most = max(most, value - here)
        trial = (c, min(1.0, max(0.0, a + sign)), r, b)
        most = max(most, attempt(trial, flow, (here, most), members, scene, prospects, payoff) - here)
        trial = (c, a, min(1.0, max(0.0, r + sign)), b)
        most = max(most, attempt(trial, flow, (here, most), members, scene, prospects, payoff) - here)
        trial = (c, a, r, min(1.0, max(0.0, b + sign)))
        most = max(most, attempt(trial, flow, (here, most), members, scene, prospects, payoff) - here)
    return most
