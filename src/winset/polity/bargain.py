"""The coalition's bargain over one line of policy and one purse (row 34) inside the win-set (row 25).

    max over (c, a, r, b, x) of  sum_{i in C} beta_i log(V_i(c, a, r, b) + log(m_i + R x_i) - w_i)

beta_i is i's share of the coalition's power, x the split of the posts fund R (sum x = 1), w_i the
value of waiting: for a veto player the status quo less its cost of deadlock; for the others the
value at rest, at the incomes of the same month without measures, less that cost, moved by the change
of their exit option, and never above a hair below the status quo (who has no veto cannot block).
Win-set: V_j(q) >= V_j(q0) for every veto player j (Tsebelis 2002, in values; Euclidean circles are the
special case without stakes and posts). Posts do not fall below what keeps a member loyal (loyalty_norm.py, posts.py,
pre_emption.py: rows 6, 12 and 38).

The concession c is scanned over the whole interval (concession.py). Given the weights u_i = beta_i /
surplus_i the optimal alignment a, reform r and burden b are weighted means in closed form (policy_terms.py),
and the purse takes a Newton step (purse.py); these blocks alternate with the scan until nothing moves. A
bargain has converged if the rounds have come to rest and the largest gain from a step of .01
(bargain_residual.py) is at most `accept`. The status quo is what was agreed last: it stands if nothing in the
win-set beats it. Parts of policy that are off the agenda (`held`: concession, alignment, reform, burden, purse)
stay as agreed, and neither rounds nor residual touch them; a first round in which nobody can block drafts the
package from which the ruler takes what it can tie together (packaging.py). agreement.py carries out what is agreed.
Source: Nash (1950), Harsanyi-Selten weights.
Units: log income. Ignores: renegotiation inside the month, side payments outside the purse.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.agreement import agree
from winset.polity.bargain_residual import residual
from winset.polity.concession import best_concession, lay_grid
from winset.polity.membership import holds, power_of
from winset.polity.nash_product import attempt, evaluate, fill, spread, total, worth
from winset.polity.packaging import package_of
from winset.polity.payoff import patronage, pressure_flow
from winset.polity.policy_terms import best_alignment, best_burden, best_reform, burden_slope, other_given, reform_gain
from winset.polity.purse import split_purse
from winset.polity.veto import is_veto_player

_TOUCH = 1e-12  # a gain that counts
_MOVED = 1e-3  # a change that counts
_CUTS = 8  # halvings of a move that overshoots
_FREE, _HAIR = 1e-6, 5e-10  # least surplus of a member without a veto; rounding of what a veto player keeps


@kernel
def _calm_value(i, scene):
    """Value at rest at the incomes that i would have this month without measures, on the scale of `fill`."""
    rest, work = scene[3], scene[4]
    seat = rest.purse[i] if holds(int(rest.members), i) else rest.power[i]
    better = math.log((work.unpressed[i] + work.unpressed_fund * seat) / (rest.market[i] + rest.fund * seat))
    return rest.value[i] + better - work.truth[i]


@kernel
def _set_floors(quo, members, scene, prospects, payoff, p):
    """Weights, veto requirements and the value of waiting of every member."""
    state, inputs, _, rest, work = scene
    polity, room, n = state.polity, work.bargain, int(inputs.counts.factions)
    whole, leader = power_of(members, polity.power, n), int(polity.coalition.leader)
    for i in range(n):
        room.floor[i] = 0.0
        room.reform[i], room.slope[i] = reform_gain(i, scene, payoff), burden_slope(i, scene, payoff)
    fill(room.quo, quo, polity.policy.promised, members, scene, prospects, payoff)
    for i in range(n):
        if not holds(members, i):
            continue
        room.weight[i] = polity.power[i] / whole
        wait = rest.waiting[i]
        if is_veto_player(i, members, polity.power, n, inputs.institutions, leader):
            room.floor[i], room.need[i] = room.quo[i] - wait, wait - 1e-9
        else:
            floor = _calm_value(i, scene) - wait + p.exit * (polity.exit_value[i] - rest.exit[i])
            room.floor[i], room.need[i] = min(floor, room.quo[i] - p.grip * wait), _FREE


@kernel
def _blocks(line, now, members, scene, prospects, payoff):
    """Move alignment, reform and burden in turn towards their optimum, by half steps where it overshoots."""
    room, n = scene[4].bargain, int(scene[1].counts.factions)
    flow = pressure_flow(line[0], prospects)
    for block in range(3):
        if room.held[block + 1] > 0.0:
            continue
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
            value = attempt(trial, flow, (now, _TOUCH), members, scene, prospects, payoff)
            if value > now + _TOUCH:
                line, now = trial, value
                for i in range(n):
                    room.surplus[i] = room.attempt[i]
                break
    return line, now


@kernel
def _hand_out(step, now, purse, members, market, fund, room, n):
    """Log Nash product after a step from the purse held towards `trial` (fills work.bargain.attempt)."""
    for i in range(n):
        if holds(members, i):
            share = purse[i] + step * (room.trial[i] - purse[i])
            room.attempt[i] = room.surplus[i] + math.log(market[i] + fund * share) - room.posts[i]
    return worth((now, _TOUCH), members, room, n)


@kernel
def _slacken(line, members, scene, payoff):
    """Make the slack that of `line` again, after lines that were tried and turned down."""
    room = scene[4].bargain
    for i in range(int(scene[1].counts.factions)):
        if holds(members, i):
            gains = room.reform[i], room.slope[i]
            room.slack[i] = other_given(i, line, gains, scene, payoff) + room.posts[i] - room.floor[i]


@kernel
def _share_out(now, purse, members, scene):
    """Move `purse` towards the optimal split, by half steps where that overshoots; returns what it is then worth.

    The slack moves with it.
    """
    work, n = scene[4], int(scene[1].counts.factions)
    room, fund = work.bargain, scene[0].economy.fiscal.posts
    for i in range(n):
        room.attempt[i] = min(purse[i], work.loyalty.least[i])
        if holds(members, i) and room.need[i] > _FREE:  # a veto player
            keep = math.exp(room.posts[i] + room.need[i] + _HAIR - room.surplus[i]) - work.market[i]
            room.attempt[i] = min(purse[i], max(room.attempt[i], keep / fund))
    split_purse(room.trial, members, purse, room.attempt, room, work.market, fund, n)
    for cut in range(_CUTS):
        step = 1.0 / (1 << cut)
        value = _hand_out(step, now, purse, members, work.market, fund, room, n)
        if value > now + _TOUCH:
            for i in range(n):
                purse[i] += step * (room.trial[i] - purse[i])
                if holds(members, i):
                    more = room.attempt[i] - room.surplus[i]
                    room.posts[i] += more
                    room.slack[i] += more
                    room.surplus[i] = room.attempt[i]
            return value
    return now


@kernel
def _improve(line, now, purse, members, scene, prospects, payoff):
    """One round over all blocks from a line that `evaluate` has just seen, worth `now`.

    Returns the better line and its value; the purse is updated in place.
    """
    room, n = scene[4].bargain, int(scene[1].counts.factions)
    ally = 1.0 - patronage(scene, payoff) * (line[1] - scene[0].polity.policy.alignment)
    c = line[0]
    if room.held[0] == 0.0:
        c = best_concession(c, now, ally, members, scene, prospects, payoff)
    if c != line[0]:
        line = (c, line[1], line[2], line[3])
        spread(room.surplus, line, pressure_flow(c, prospects), members, scene, prospects, payoff)
        now = total(members, room.surplus, room, n)
    line, now = _blocks(line, now, members, scene, prospects, payoff)
    _slacken(line, members, scene, payoff)
    if room.held[4] > 0.0:
        return line, now
    return line, _share_out(now, purse, members, scene)


@kernel
def _suspend(members, room, n):
    """Let nobody block, for the draft of a package; the needs go to `quo`, which floors no longer ask for."""
    for i in range(n):
        if holds(members, i):
            room.quo[i], room.need[i] = room.need[i], _FREE


@kernel
def _reinstate(members, room, n):
    for i in range(n):
        if holds(members, i):
            room.need[i] = room.quo[i]


@kernel
def solve(quo, purse, members, scene, prospects, payoff, p):
    """Best line from the status quo; `purse` holds the status-quo split and receives the new one."""
    lay_grid(members, scene, prospects, payoff)
    _set_floors(quo, members, scene, prospects, payoff, p)
    line, converged, ties = quo, 0.0, scene[0].polity.policy.agenda.skill > 0.0
    value, n = evaluate(line, purse, members, scene, prospects, payoff), int(scene[1].counts.factions)
    if ties:
        _suspend(members, scene[4].bargain, n)
    for _ in range(int(p.rounds)):
        line, better = _improve(line, value, purse, members, scene, prospects, payoff)
        if ties:
            _reinstate(members, scene[4].bargain, n)
            line, value = package_of(line, quo, purse, value, members, scene, prospects, payoff)
            ties = False
            continue
        if better - value < p.tolerance:
            converged = 1.0
            break
        value = better
    return line, converged


@kernel
def _tied(line, quo, purse, promised, n):
    """Number of parts that a bargain moved: concession, alignment, reform, burden with purse."""
    moved, last = 0.0, abs(line[3] - quo[3])
    for d in range(3):
        moved += 1.0 if abs(line[d] - quo[d]) > _MOVED else 0.0
    for i in range(n):
        last = max(last, abs(purse[i] - promised[i]))
    return moved + (1.0 if last > _MOVED else 0.0)


@kernel
def bargain(scene, prospects, payoff, p):
    """Solve the month's bargain over what is open, write what is agreed, and open everything again."""
    state, n = scene[0], int(scene[1].counts.factions)
    policy, members = state.polity.policy, int(state.polity.coalition.members)
    quo = (policy.agreed[0], policy.agreed[1], policy.agreed[2], policy.agreed[3])
    purse = scene[4].bargain.purse
    for i in range(n):
        purse[i] = policy.promised[i]
    line, settled = solve(quo, purse, members, scene, prospects, payoff, p)
    policy.residual = residual(line, purse, members, scene, prospects, payoff)
    policy.converged = settled if policy.residual <= p.accept else 0.0
    policy.moved, policy.agenda.tied = abs(line[0] - quo[0]), _tied(line, quo, purse, policy.promised, n)
    agree(policy, line, purse, n)
    for d in range(5):
        scene[4].bargain.held[d] = 0.0
