"""The coalition's bargain over one line of policy and one purse (row 34) inside the win-set (row 25).

    max over (c, a, r, b, x) of  sum_{i in C} beta_i log(V_i(c, a, r, b) + log(m_i + R x_i) - w_i)

beta_i is i's share of the coalition's power, x the split of the posts fund R (sum x = 1), w_i the
value of waiting: for a veto player the status quo less its cost of deadlock; for the others the
value at rest less that cost, moved by the change of their exit option, and never above a hair below
the status quo (who has no veto cannot block). Win-set: V_j(q) >= V_j(q0) for every veto player j
(Tsebelis 2002, in values; Euclidean circles are the special case without stakes and posts).

Relief is convex and then concave in the concession c, so c is scanned over the whole interval in
steps of .02 and refined by golden section. Given the weights u_i = beta_i / surplus_i the optimal
alignment a, reform r and burden b are weighted means in closed form, and the purse satisfies
x_i = max(0, u_i / mu - m_i / R); these blocks alternate with the scan until nothing moves. The residual is the
largest gain from moving one dimension by .01; a bargain has converged if it is at most `accept`. If no
line in the win-set beats the status quo, it stays; agreement.py carries out what is agreed. Source: Nash
(1950), Harsanyi-Selten weights.
Units: log income. Ignores: renegotiation inside the month, side payments outside the purse.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.agreement import agree
from winset.polity.membership import holds, power_of
from winset.polity.payoff import pressure_flow, pressure_flows, stake
from winset.polity.policy_terms import (
    best_alignment,
    best_burden,
    best_reform,
    burden_slope,
    concession_terms,
    other_given,
    reform_gain,
)
from winset.polity.purse import split_purse
from winset.polity.veto import is_veto_player
from winset.types import GRID

_GOLDEN = 0.6180339887498949
_REJECTED = -1e9
_STEP, _TOUCH = 1e-10, 1e-12  # gains that count, in the scan and in the other blocks
_SLIP = 1e-13  # rounding of a bound
_NEAR, _CUTS = 5e-4, 8  # first step off the best concession; halvings of a move that overshoots


@kernel
def _total(members, surplus, room, n):
    """Log Nash product of the surpluses, or -1e9 outside the win-set."""
    value = 0.0
    for i in range(n):
        if holds(members, i):
            if surplus[i] < room.need[i]:
                return _REJECTED
            value += room.weight[i] * math.log(surplus[i])
    return value


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
                return _REJECTED
            value += room.weight[i] * math.log(s)
    return value


@kernel
def _lay_grid(members, scene, prospects, payoff):
    """Over the grid: pressure flows, and each member's stake and other terms in the concession."""
    state, inputs, case, _, work = scene
    room, now, commitment = work.bargain, prospects[0], state.polity.policy.commitment
    for k in range(GRID):
        room.grid[k] = k / (GRID - 1.0)
    pressure_flows(room.grid, room.total, room.after, prospects)
    for i in range(int(inputs.counts.factions)):
        if not holds(members, i):
            continue
        rho, lift, felt = work.impatience[i], work.lift[i], work.felt[i]
        risk, slant, ideal = case.risk[i] * payoff.risk, work.slant[i], case.ideal[i, 0]
        curve = 0.5 * payoff.ideology * case.salience[i, 0]
        audience = work.audience[i]
        for k in range(GRID):
            c = k / (GRID - 1.0)
            share = (rho * now + room.after[k]) / (rho + room.total[k] + lift)
            room.stake[i, k] = stake(felt, share, risk)
            room.own[i, k] = slant * (1.0 - c) - audience * max(0.0, c - commitment) - curve * (c - ideal) * (c - ideal)


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
def _best_concession(c, now, ally, members, scene, prospects, payoff):
    """Scan the interval in steps of .02, then golden section on the side that rises; `now` is the value at c."""
    room, n = scene[4].bargain, int(scene[1].counts.factions)
    best_c, best = c, now
    bounded = now > 0.1 * _REJECTED
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


@kernel
def _spread(surplus, line, flow, members, scene, prospects, payoff):
    """Surplus of every member on a line under the purse held in `posts`, its slack beside it."""
    inputs, room = scene[1], scene[4].bargain
    ally = 1.0 - payoff.alignment * (line[1] - scene[0].polity.policy.alignment)
    for i in range(int(inputs.counts.factions)):
        if holds(members, i):
            gains = room.reform[i], room.slope[i]
            room.slack[i] = other_given(i, line, gains, scene, payoff) + room.posts[i] - room.floor[i]
            surplus[i] = room.slack[i] + concession_terms(i, line[0], flow, ally, scene, prospects, payoff)


@kernel
def _fill(surplus, line, purse, members, scene, prospects, payoff):
    """Surplus of every member on a line and purse, its slack (all but the concession) beside it."""
    room, fund = scene[4].bargain, scene[0].economy.fiscal.posts
    for i in range(int(scene[1].counts.factions)):
        if holds(members, i):
            room.posts[i] = math.log(scene[4].market[i] + fund * purse[i])
    _spread(surplus, line, pressure_flow(line[0], prospects), members, scene, prospects, payoff)


@kernel
def evaluate(line, purse, members, scene, prospects, payoff):
    """Log Nash product of a line and purse (fills work.bargain.surplus)."""
    room, n = scene[4].bargain, int(scene[1].counts.factions)
    _fill(room.surplus, line, purse, members, scene, prospects, payoff)
    return _total(members, room.surplus, room, n)


@kernel
def _attempt(line, flow, most, members, scene, prospects, payoff):
    """Log Nash product of another line at the purse held (fills work.bargain.attempt)."""
    room, n = scene[4].bargain, int(scene[1].counts.factions)
    _spread(room.attempt, line, flow, members, scene, prospects, payoff)
    return _worth(most, members, room, n)


@kernel
def _worth(most, members, room, n):
    """Log Nash product of the surpluses in `attempt`.

    `most` is (value of the line held in `surplus`, gain to beat). Where the bound of `_bound_grid`
    stays below the gain to beat it is returned: no logarithm is needed to turn the line down.
    """
    held, beat = most
    if held > 0.1 * _REJECTED:
        bound = 0.0
        for i in range(n):
            if holds(members, i):
                bound += room.weight[i] / room.surplus[i] * (room.attempt[i] - room.surplus[i])
        if bound < beat - _SLIP:
            return held + bound
    return _total(members, room.attempt, room, n)


@kernel
def _set_floors(quo, members, scene, prospects, payoff, p):
    """Weights, veto requirements and the value of waiting of every member."""
    state, inputs, _, rest, work = scene
    polity, room, n = state.polity, work.bargain, int(inputs.counts.factions)
    total, leader = power_of(members, polity.power, n), int(polity.coalition.leader)
    for i in range(n):
        room.floor[i] = 0.0
        room.reform[i], room.slope[i] = reform_gain(i, scene, payoff), burden_slope(i, scene, payoff)
    _fill(room.quo, quo, polity.policy.purse, members, scene, prospects, payoff)
    for i in range(n):
        if not holds(members, i):
            continue
        room.weight[i] = polity.power[i] / total
        wait = rest.waiting[i]
        if is_veto_player(i, members, polity.power, n, inputs.institutions, leader):
            room.floor[i], room.need[i] = room.quo[i] - wait, wait - 1e-9
        else:
            floor = rest.value[i] - wait + p.exit * (polity.exit_value[i] - rest.exit[i])
            room.floor[i], room.need[i] = min(floor, room.quo[i] - p.grip * wait), 1e-6


@kernel
def _blocks(line, now, members, scene, prospects, payoff):
    """Move alignment, reform and burden in turn towards their optimum, by half steps where it overshoots."""
    room, n = scene[4].bargain, int(scene[1].counts.factions)
    flow = pressure_flow(line[0], prospects)
    for block in range(3):
        if block == 0:
            goal = best_alignment(line, members, scene, prospects, payoff)
        else:
            goal = best_reform(members, scene, payoff) if block == 1 else best_burden(members, scene, payoff)
        if goal == line[block + 1]:
            continue
        for cut in range(_CUTS):
            step = 1.0 / (1 << cut)
            a, r, b = line[1], line[2], line[3]
            if block == 0:
                a += step * (goal - a)
            elif block == 1:
                r += step * (goal - r)
            else:
                b += step * (goal - b)
            trial = (line[0], a, r, b)
            value = _attempt(trial, flow, (now, _TOUCH), members, scene, prospects, payoff)
            if value > now + _TOUCH:
                line, now = trial, value
                for i in range(n):
                    room.surplus[i] = room.attempt[i]
                break
    return line, now


@kernel
def _share_out(line, now, purse, members, scene, payoff):
    """Put the optimal split into `purse` if it is worth more than `now`; the slack is that of `line` afterwards."""
    work, n = scene[4], int(scene[1].counts.factions)
    room, fund = work.bargain, scene[0].economy.fiscal.posts
    split_purse(room.trial, members, room.weight, room.surplus, work.market, fund, n)
    for i in range(n):
        if holds(members, i):
            gains = room.reform[i], room.slope[i]
            room.slack[i] = other_given(i, line, gains, scene, payoff) + room.posts[i] - room.floor[i]
            room.attempt[i] = room.surplus[i] + math.log(work.market[i] + fund * room.trial[i]) - room.posts[i]
    value = _worth((now, _TOUCH), members, room, n)
    if value <= now + _TOUCH:
        return now
    for i in range(n):
        purse[i] = room.trial[i]
        if holds(members, i):
            more = room.attempt[i] - room.surplus[i]
            room.posts[i] += more
            room.slack[i] += more
            room.surplus[i] = room.attempt[i]
    return value


@kernel
def _improve(line, now, purse, members, scene, prospects, payoff):
    """One round over all blocks from a line that `evaluate` has just seen, worth `now`.

    Returns the better line and its value; the purse is updated in place.
    """
    room, n = scene[4].bargain, int(scene[1].counts.factions)
    ally = 1.0 - payoff.alignment * (line[1] - scene[0].polity.policy.alignment)
    c = _best_concession(line[0], now, ally, members, scene, prospects, payoff)
    if c != line[0]:
        line = (c, line[1], line[2], line[3])
        _spread(room.surplus, line, pressure_flow(c, prospects), members, scene, prospects, payoff)
        now = _total(members, room.surplus, room, n)
    line, now = _blocks(line, now, members, scene, prospects, payoff)
    return line, _share_out(line, now, purse, members, scene, payoff)


@kernel
def residual(line, purse, members, scene, prospects, payoff):
    """Largest gain of the objective from moving one dimension by .01."""
    here = evaluate(line, purse, members, scene, prospects, payoff)
    c, a, r, b = line
    flow, most = pressure_flow(c, prospects), 0.0
    for sign in (-0.01, 0.01):
        other = min(1.0, max(0.0, c + sign))
        moved = pressure_flow(other, prospects)
        value = _attempt((other, a, r, b), moved, (here, most), members, scene, prospects, payoff)
        most = max(most, value - here)
        trial = (c, min(1.0, max(0.0, a + sign)), r, b)
        most = max(most, _attempt(trial, flow, (here, most), members, scene, prospects, payoff) - here)
        trial = (c, a, min(1.0, max(0.0, r + sign)), b)
        most = max(most, _attempt(trial, flow, (here, most), members, scene, prospects, payoff) - here)
        trial = (c, a, r, min(1.0, max(0.0, b + sign)))
        most = max(most, _attempt(trial, flow, (here, most), members, scene, prospects, payoff) - here)
    return most


@kernel
def solve(quo, purse, members, scene, prospects, payoff, p):
    """Best line from the status quo; `purse` holds the status-quo split and receives the new one."""
    _lay_grid(members, scene, prospects, payoff)
    _set_floors(quo, members, scene, prospects, payoff, p)
    line, converged = quo, 0.0
    value = evaluate(line, purse, members, scene, prospects, payoff)
    for _ in range(int(p.rounds)):
        line, better = _improve(line, value, purse, members, scene, prospects, payoff)
        if better - value < p.tolerance:
            converged = 1.0
            break
        value = better
    return line, converged


@kernel
def bargain(scene, prospects, payoff, p):
    """Solve the month's bargain and write what is agreed."""
    state = scene[0]
    policy, members = state.polity.policy, int(state.polity.coalition.members)
    quo = (policy.concession, policy.alignment, policy.reform, policy.burden)
    purse = scene[4].bargain.purse
    for i in range(int(scene[1].counts.factions)):
        purse[i] = policy.purse[i]
    line, _ = solve(quo, purse, members, scene, prospects, payoff, p)
    policy.residual = residual(line, purse, members, scene, prospects, payoff)
    policy.converged = 1.0 if policy.residual <= p.accept else 0.0
    policy.moved = abs(line[0] - quo[0])
    agree(policy, line, purse, int(scene[1].counts.factions))
