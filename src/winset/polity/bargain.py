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
largest gain from moving one dimension by .01. If no line in the win-set beats the status quo, it
stays. Agreed lines are carried out at `pace` a month. Source: Nash (1950), Harsanyi-Selten weights.
Units: log income. Ignores: renegotiation inside the month, side payments outside the purse.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.membership import holds, power_of
from winset.polity.payoff import pressure_flow
from winset.polity.policy_terms import (
    best_alignment,
    best_burden,
    best_reform,
    concession_terms,
    other_terms,
)
from winset.polity.purse import split_purse
from winset.polity.veto import is_veto_player
from winset.types import GRID

_GOLDEN = 0.6180339887498949
_REJECTED = -1e9


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
def _best_concession(c, ally, members, scene, prospects, payoff):
    """Scan the interval in steps of .02, then golden section around the best point."""
    room = scene[4].bargain
    best_c = c
    best = _at_concession(c, pressure_flow(c, prospects), ally, members, scene, prospects, payoff)
    for k in range(GRID):
        x = k / (GRID - 1.0)
        value = _at_concession(x, (room.total[k], room.after[k]), ally, members, scene, prospects, payoff)
        if value > best + 1e-10:
            best, best_c = value, x
    low, high = max(0.0, best_c - 0.02), min(1.0, best_c + 0.02)
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    fl = _at_concession(left, pressure_flow(left, prospects), ally, members, scene, prospects, payoff)
    fr = _at_concession(right, pressure_flow(right, prospects), ally, members, scene, prospects, payoff)
    while high - low > 1e-3:
        if fl >= fr:
            high, right, fr = right, left, fl
            left = high - _GOLDEN * (high - low)
            fl = _at_concession(left, pressure_flow(left, prospects), ally, members, scene, prospects, payoff)
        else:
            low, left, fl = left, right, fr
            right = low + _GOLDEN * (high - low)
            fr = _at_concession(right, pressure_flow(right, prospects), ally, members, scene, prospects, payoff)
    x = left if fl >= fr else right
    return x if max(fl, fr) > best + 1e-10 else best_c


@kernel
def _fill(surplus, line, purse, members, scene, prospects, payoff):
    """Surplus of every member on a line, its slack (all but the concession) beside it."""
    state, inputs, _, rest, work = scene
    room, fund = work.bargain, state.economy.fiscal.posts
    flow = pressure_flow(line[0], prospects)
    ally = 1.0 - payoff.alignment * (line[1] - rest.policy[1])
    for i in range(int(inputs.counts.factions)):
        if holds(members, i):
            posts = math.log(work.market[i] + fund * purse[i])
            room.slack[i] = other_terms(i, line, scene, payoff) + posts - room.floor[i]
            surplus[i] = room.slack[i] + concession_terms(i, line[0], flow, ally, scene, prospects, payoff)


@kernel
def evaluate(line, purse, members, scene, prospects, payoff):
    """Log Nash product of a line and purse (fills work.bargain.surplus)."""
    room, n = scene[4].bargain, int(scene[1].counts.factions)
    _fill(room.surplus, line, purse, members, scene, prospects, payoff)
    return _total(members, room.surplus, room, n)


@kernel
def _set_floors(quo, members, scene, prospects, payoff, p):
    """Weights, veto requirements and the value of waiting of every member."""
    state, inputs, _, rest, work = scene
    polity, room, n = state.polity, work.bargain, int(inputs.counts.factions)
    total, leader = power_of(members, polity.power, n), int(polity.coalition.leader)
    for i in range(n):
        room.floor[i] = 0.0
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
def _improve(line, purse, members, scene, prospects, payoff, p):
    """One round over all blocks; returns the better line (purse is updated in place)."""
    state, inputs, _, rest, work = scene
    room, n = work.bargain, int(inputs.counts.factions)
    now = evaluate(line, purse, members, scene, prospects, payoff)
    ally = 1.0 - payoff.alignment * (line[1] - rest.policy[1])
    c = _best_concession(line[0], ally, members, scene, prospects, payoff)
    line = (c, line[1], line[2], line[3])
    now = evaluate(line, purse, members, scene, prospects, payoff)
    for block in range(3):
        for cut in range(4):
            step = 1.0 / (1 << cut)
            a, r, b = line[1], line[2], line[3]
            if block == 0:
                a += step * (best_alignment(line, members, scene, prospects, payoff) - a)
            elif block == 1:
                r += step * (best_reform(members, scene, payoff) - r)
            else:
                b += step * (best_burden(members, scene, payoff) - b)
            trial = (line[0], a, r, b)
            value = evaluate(trial, purse, members, scene, prospects, payoff)
            if value > now + 1e-12:
                line, now = trial, value
                break
            evaluate(line, purse, members, scene, prospects, payoff)
    split_purse(room.trial, members, room.weight, room.surplus, work.market, state.economy.fiscal.posts, n)
    if evaluate(line, room.trial, members, scene, prospects, payoff) > now + 1e-12:
        for i in range(n):
            purse[i] = room.trial[i]
    return line


@kernel
def residual(line, purse, members, scene, prospects, payoff):
    """Largest gain of the objective from moving one dimension by .01."""
    here = evaluate(line, purse, members, scene, prospects, payoff)
    c, a, r, b = line
    most = 0.0
    for sign in (-0.01, 0.01):
        most = max(
            most,
            evaluate((min(1.0, max(0.0, c + sign)), a, r, b), purse, members, scene, prospects, payoff) - here,
        )
        most = max(
            most,
            evaluate((c, min(1.0, max(0.0, a + sign)), r, b), purse, members, scene, prospects, payoff) - here,
        )
        most = max(
            most,
            evaluate((c, a, min(1.0, max(0.0, r + sign)), b), purse, members, scene, prospects, payoff) - here,
        )
        most = max(
            most,
            evaluate((c, a, r, min(1.0, max(0.0, b + sign))), purse, members, scene, prospects, payoff) - here,
        )
    return most


@kernel
def solve(quo, purse, members, scene, prospects, payoff, p):
    """Best line from the status quo; `purse` holds the status-quo split and receives the new one."""
    room = scene[4].bargain
    for k in range(GRID):
        room.total[k], room.after[k] = pressure_flow(k / (GRID - 1.0), prospects)
    _set_floors(quo, members, scene, prospects, payoff, p)
    line, converged = quo, 0.0
    value = evaluate(line, purse, members, scene, prospects, payoff)
    for _ in range(int(p.rounds)):
        line = _improve(line, purse, members, scene, prospects, payoff, p)
        better = evaluate(line, purse, members, scene, prospects, payoff)
        if better - value < p.tolerance:
            converged = 1.0
            break
        value = better
    return line, converged


@kernel
def _toward(now, goal, pace):
    return now + min(pace, max(-pace, goal - now))


@kernel
def bargain(scene, prospects, payoff, p):
    """Solve the month's bargain and carry out one month of it."""
    state = scene[0]
    policy, members = state.polity.policy, int(state.polity.coalition.members)
    quo = (policy.concession, policy.alignment, policy.reform, policy.burden)
    line, converged = solve(quo, policy.purse, members, scene, prospects, payoff, p)
    policy.residual = residual(line, policy.purse, members, scene, prospects, payoff)
    policy.converged, policy.moved = converged, abs(line[0] - quo[0])
    policy.concession = _toward(quo[0], line[0], p.pace)
    policy.alignment = _toward(quo[1], line[1], p.pace)
    policy.reform = _toward(quo[2], line[2], p.pace)
    policy.burden = _toward(quo[3], line[3], p.pace)
    policy.commitment += p.recommit * (policy.concession - policy.commitment)
