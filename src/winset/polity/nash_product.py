"""What a line and a purse are worth to the bargain: the log Nash product of the members' surpluses (row 34).

    sum_i beta_i log(surplus_i),   surplus_i = V_i(line) + log(m_i + R x_i) - floor_i,   surplus_i >= need_i

Outside the win-set, where a member's surplus is below its need, the product counts as -1e9. Weights, floors and needs
are set once a month (bargain.py). Units: log income. Source and what it ignores: bargain.py.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.membership import holds
from winset.polity.payoff import patronage, pressure_flow
from winset.polity.policy_terms import concession_terms, other_given

REJECTED = -1e9
_SLIP = 1e-13  # rounding of a bound


@kernel
def total(members, surplus, room, n):
    """Log Nash product of the surpluses, or -1e9 outside the win-set."""
    value = 0.0
    for i in range(n):
        if holds(members, i):
            if surplus[i] < room.need[i]:
                return REJECTED
            value += room.weight[i] * math.log(surplus[i])
    return value


@kernel
def spread(surplus, line, flow, members, scene, prospects, payoff):
    """Surplus of every member on a line under the purse held in `posts`, its slack beside it."""
    inputs, room = scene[1], scene[4].bargain
    ally = 1.0 - patronage(scene, payoff) * (line[1] - scene[0].polity.policy.alignment)
    for i in range(int(inputs.counts.factions)):
        if holds(members, i):
            gains = room.reform[i], room.slope[i]
            room.slack[i] = other_given(i, line, gains, scene, payoff) + room.posts[i] - room.floor[i]
            surplus[i] = room.slack[i] + concession_terms(i, line[0], flow, ally, scene, prospects, payoff)


@kernel
def fill(surplus, line, purse, members, scene, prospects, payoff):
    """Surplus of every member on a line and purse, its slack (all but the concession) beside it."""
    room, fund = scene[4].bargain, scene[0].economy.fiscal.posts
    for i in range(int(scene[1].counts.factions)):
        if holds(members, i):
            room.posts[i] = math.log(scene[4].market[i] + fund * purse[i])
    spread(surplus, line, pressure_flow(line[0], prospects), members, scene, prospects, payoff)


@kernel
def evaluate(line, purse, members, scene, prospects, payoff):
    """Log Nash product of a line and purse (fills work.bargain.surplus)."""
    room, n = scene[4].bargain, int(scene[1].counts.factions)
    fill(room.surplus, line, purse, members, scene, prospects, payoff)
    return total(members, room.surplus, room, n)


@kernel
def attempt(line, flow, most, members, scene, prospects, payoff):
    """Log Nash product of another line at the purse held (fills work.bargain.attempt)."""
    room, n = scene[4].bargain, int(scene[1].counts.factions)
    spread(room.attempt, line, flow, members, scene, prospects, payoff)
    return worth(most, members, room, n)


@kernel
def worth(most, members, room, n):
    """Log Nash product of the surpluses in `attempt`.

    `most` is (value of the line held in `surplus`, gain to beat). Where the bound of `_bound_grid`
    stays below the gain to beat it is returned: no logarithm is needed to turn the line down.
    """
    held, beat = most
    if held > 0.1 * REJECTED:
        bound = 0.0
        for i in range(n):
            if holds(members, i):
                bound += room.weight[i] / room.surplus[i] * (room.attempt[i] - room.surplus[i])
        if bound < beat - _SLIP:
            return held + bound
    return total(members, room.attempt, room, n)
