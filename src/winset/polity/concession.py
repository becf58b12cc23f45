"""The best concession, all else held: a scan in steps of .02, refined by golden section (row 34).

Relief is convex and then concave in the concession, so that a local search may end on the wrong hill: every point of
the grid is looked at, with the tangent bound log(s'/s) <= s'/s - 1 in place of logarithms where it says enough.
Units: positions in [0, 1]. Source and what it ignores: bargain.py.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.membership import holds
from winset.polity.nash_product import REJECTED
from winset.polity.payoff import attitude, pressure_flow, pressure_flows, stake
from winset.polity.policy_terms import concession_terms
from winset.types import GRID

_GOLDEN = 0.6180339887498949
_STEP = 1e-10  # a gain that counts
_NEAR = 5e-4  # first step off the best point of the grid


@kernel
def _at_concession(c, flow, ally, members, scene, prospects, payoff):
    """Log Nash product at concession c, all other terms as held in `slack`."""
    inputs, work = scene[1], scene[4]
    room = work.bargain
    n, value = int(inputs.counts.factions), 0.0
    for i in range(n):
        if holds(members, i):
            s = room.slack[i] + concession_terms(i, c, flow, ally, scene, prospects, payoff)
            if s < room.need[i]:
                return REJECTED
            value += room.weight[i] * math.log(s)
    return value


@kernel
def lay_grid(members, scene, prospects, payoff):
    """Over the grid: pressure flows, and each member's stake and other terms in the concession."""
    state, inputs, case, _, work = scene
    room, now, commitment = work.bargain, prospects[0], state.polity.policy.commitment
    signed, red_lines = state.polity.policy.pact.signed, state.polity.policy.agenda.drift
    for k in range(GRID):
        room.grid[k] = k / (GRID - 1.0)
    pressure_flows(room.grid, room.total, room.after, prospects)
    for i in range(int(inputs.counts.factions)):
        if not holds(members, i):
            continue
        rho, lift, felt = work.impatience[i], work.lift[i], work.felt[i]
        risk, slant, ideal = attitude(i, scene, payoff), work.slant[i], case.ideal[i, 0] + red_lines[i]
        curve = 0.5 * payoff.ideology * case.salience[i, 0]
        audience, bond = work.audience[i], work.bond[i]
        for k in range(GRID):
            c = k / (GRID - 1.0)
            share = (rho * now + room.after[k]) / (rho + room.total[k] + lift)
            room.stake[i, k] = stake(felt, share, risk)
            words = audience * max(0.0, c - commitment) + bond * max(0.0, signed - c)
            room.own[i, k] = slant * (1.0 - c) - words - curve * (c - ideal) * (c - ideal)


@kernel
def _bound_grid(ally, members, room, n):
    """Most that the log product can gain at each grid point: log(s'/s) <= s'/s - 1."""
    room.bound[:] = 0.0
    for i in range(n):
        if holds(members, i):
            pull, base = room.weight[i] / room.surplus[i], room.slack[i] - room.surplus[i]
            for k in range(GRID):
                room.bound[k] += pull * (base + room.own[i, k] - ally * room.stake[i, k])


@kernel
def _value_at(c, ally, members, scene, prospects, payoff):
    return _at_concession(c, pressure_flow(c, prospects), ally, members, scene, prospects, payoff)


@kernel
def _refine(c, side, ally, members, scene, prospects, payoff):
    """Golden section over the .02 beyond c on one side; what the win-set excludes loses to what lies nearer."""
    near, far = 0.0, min(0.02, 1.0 - c if side > 0.0 else c)
    inner, outer = far - _GOLDEN * (far - near), near + _GOLDEN * (far - near)
    first = _value_at(c + side * inner, ally, members, scene, prospects, payoff)
    second = _value_at(c + side * outer, ally, members, scene, prospects, payoff)
    while far - near > 1e-3:
        if first >= second:
            far, outer, second = outer, inner, first
            inner = far - _GOLDEN * (far - near)
            first = _value_at(c + side * inner, ally, members, scene, prospects, payoff)
        else:
            near, inner, first = inner, outer, second
            outer = near + _GOLDEN * (far - near)
            second = _value_at(c + side * outer, ally, members, scene, prospects, payoff)
    return (c + side * inner, first) if first >= second else (c + side * outer, second)


@kernel
def best_concession(c, now, ally, members, scene, prospects, payoff):
    """Scan the interval in steps of .02, then golden section on the side that rises; `now` is the value at c."""
    room, n = scene[4].bargain, int(scene[1].counts.factions)
    best_c, best = c, now
    bounded = now > 0.1 * REJECTED
    if bounded:
        _bound_grid(ally, members, room, n)
    for k in range(GRID):
        if bounded and now + room.bound[k] < best + 0.5 * _STEP:
            continue
        x = k / (GRID - 1.0)
        value = _at_concession(x, (room.total[k], room.after[k]), ally, members, scene, prospects, payoff)
        if value > best + _STEP:
            best, best_c = value, x
    for side in (1.0, -1.0):
        step = best_c + side * _NEAR
        if 0.0 <= step <= 1.0 and _value_at(step, ally, members, scene, prospects, payoff) > best:
            x, value = _refine(best_c, side, ally, members, scene, prospects, payoff)
            return x if value > best + _STEP else step
    return best_c
