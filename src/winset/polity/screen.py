"""Candidates that the leader would never join, found before any of them is weighed (row 1).

The leader sits in every candidate T, so a candidate fails as soon as the leader does not gain. Apart
from the logarithm of income everything in the leader's net value

    N(T) = V_l(T) - anchor V_l(T at rest) = O(T) + log(A(T) / B(T)^anchor)

is a ratio of sums over members, and sums over all sets follow from one another (the sum over T is
the sum without its last member plus that member's number). O and R = A / B^anchor are tabulated once
a month; whether T can unseat W is then a look-up, with no logarithm, through

    log x <= 2 (x - 1) / (x + 1) for x < 1,      log x <= (x - 1 / x) / 2 for x >= 1

which are exact to third order at 1. What passes is weighed exactly (coalition.py), so no result
changes: a set is dropped only if the bound stays below the hurdle by more than rounding. Sets are
numbered by their members other than the leader (`number`). Units: log income. Ignores: programs of
more than 13 factions and searches without a leader, in which nothing is dropped.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.payoff import pressure_flow, pressure_share, stake
from winset.types import LOW_BITS, SCREENED

POWER, REST, COERCION, BOND, RULER, LINE, CALM = 0, 1, 2, 3, 4, 5, 11
QUANTITIES = 17
_SLIP = 1e-12
_LOW = (1 << LOW_BITS) - 1


@kernel
def number(members, leader):
    below = (1 << leader) - 1
    return (members & below) | ((members >> (leader + 1)) << leader)


@kernel
def members_of(k, leader):
    """The set with a number."""
    below = (1 << leader) - 1
    return (k & below) | (1 << leader) | ((k >> leader) << (leader + 1))


@kernel
def _numbers(i, leader, out, scene):
    """Faction i's part in each tabulated sum."""
    state, inputs, case, rest, work = scene
    polity = state.polity
    out[POWER], out[REST], out[COERCION] = polity.power[i], rest.power[i], inputs.factions.coercion[i]
    out[BOND] = polity.power[i] * polity.ties[leader, i]
    out[RULER] = 1.0 if i == int(rest.leader) else 0.0
    for d in range(3):
        now, calm = polity.power[i] * case.salience[i, d], rest.power[i] * case.salience[i, d]
        ideal, ideal_rest = case.ideal[i, d], case.ideal[i, d]
        if d == 0:
            ideal = min(1.0, max(0.0, ideal + polity.induced[i]))
            ideal_rest = min(1.0, max(0.0, ideal_rest + work.calm[i]))
        out[LINE + d], out[LINE + 3 + d] = now * ideal, now
        out[CALM + d], out[CALM + 3 + d] = calm * ideal_rest, calm


@kernel
def _tabulate(leader, scene):
    """Sums over all sets of the first LOW_BITS others (`low`), and over the rest with the leader (`high`)."""
    sets, n = scene[4].sets, int(scene[1].counts.factions)
    low, high, own = sets.low, sets.high, sets.own
    _numbers(leader, leader, own, scene)
    for q in range(QUANTITIES):
        low[q, 0], high[q, 0] = 0.0, own[q]
    bit = 0
    for i in range(n):
        if i == leader:
            continue
        _numbers(i, leader, own, scene)
        for q in range(QUANTITIES):
            size = 1 << (bit if bit < LOW_BITS else bit - LOW_BITS)
            if bit < LOW_BITS:
                for s in range(size):
                    low[q, size + s] = low[q, s] + own[q]
            else:
                for s in range(size):
                    high[q, size + s] = high[q, s] + own[q]
        bit += 1
    return bit


@kernel
def _block(h, size, leader, scene, terms):
    """O without the stake, A, B and the concession of every set with the high part h."""
    payoff, p = terms
    state, inputs, case, rest, work = scene
    sets, approval = work.sets, state.information.approval
    low, high, first = sets.low, sets.high, h << LOW_BITS
    x0, x1, x2 = case.ideal[leader, 0], case.ideal[leader, 1], case.ideal[leader, 2]
    half = 0.5 * payoff.ideology
    w0, w1, w2 = half * case.salience[leader, 0], half * case.salience[leader, 1], half * case.salience[leader, 2]
    classes = scene[1].households.population
    mean = classes[0] * approval[0] + classes[1] * approval[1] + classes[2] * approval[2]
    esteem = p.esteem * mean * state.polity.power[leader]
    depends = (1.0 - p.anchor) * p.dependence * inputs.factions.dependence[leader]
    market, calm_market, anchor, bonds = work.market[leader], work.unpressed[leader], p.anchor, p.ties
    posts = state.economy.fiscal.posts * state.polity.power[leader]
    calm_posts = work.unpressed_fund * rest.power[leader]
    for s in range(size):
        total = low[POWER, s] + high[POWER, h]
        c = (low[LINE, s] + high[LINE, h]) / (low[LINE + 3, s] + high[LINE + 3, h])
        a = (low[LINE + 1, s] + high[LINE + 1, h]) / (low[LINE + 4, s] + high[LINE + 4, h])
        r = (low[LINE + 2, s] + high[LINE + 2, h]) / (low[LINE + 5, s] + high[LINE + 5, h])
        far = w0 * (c - x0) * (c - x0) + w1 * (a - x1) * (a - x1) + w2 * (r - x2) * (r - x2)
        u = (low[CALM, s] + high[CALM, h]) / (low[CALM + 3, s] + high[CALM + 3, h])
        v = (low[CALM + 1, s] + high[CALM + 1, h]) / (low[CALM + 4, s] + high[CALM + 4, h])
        w = (low[CALM + 2, s] + high[CALM + 2, h]) / (low[CALM + 5, s] + high[CALM + 5, h])
        near = w0 * (u - x0) * (u - x0) + w1 * (v - x1) * (v - x1) + w2 * (w - x2) * (w - x2)
        seat = (bonds * (low[BOND, s] + high[BOND, h]) + esteem) / total
        sets.other[first + s] = anchor * near - far + seat - depends * (1.0 - low[RULER, s] - high[RULER, h])
        sets.ratio[first + s] = market + posts / total
        sets.at_rest[s] = calm_market + calm_posts / (low[REST, s] + high[REST, h])
        sets.concession[s] = c


@kernel
def _finish(first, size, leader, scene, prospects, terms):
    """Take the stake off O and divide A by B^anchor."""
    payoff, p = terms
    case, work = scene[2], scene[4]
    sets, risk = work.sets, case.risk[leader] * payoff.risk
    felt, rho, lift, now = work.felt[leader], work.impatience[leader], work.lift[leader], prospects[0]
    if p.anchor == 1.0:
        for s in range(size):
            sets.ratio[first + s] /= sets.at_rest[s]
    elif p.anchor > 0.0:
        for s in range(size):
            sets.ratio[first + s] *= math.exp(-p.anchor * math.log(sets.at_rest[s]))
    if felt != 0.0:
        for s in range(size):
            share = pressure_share(now, pressure_flow(sets.concession[s], prospects), rho, lift)
            sets.other[first + s] -= stake(felt, share, risk)


@kernel
def screen(leader, scene, prospects, terms):
    """Fill work.sets for `may_unseat`; returns how many sets there are, 0 if nothing can be said."""
    n = int(scene[1].counts.factions)
    if leader < 0 or n - 1 > SCREENED:
        return 0
    others = _tabulate(leader, scene)
    size = 1 << min(others, LOW_BITS)
    for h in range(1 << max(0, others - LOW_BITS)):
        _block(h, size, leader, scene, terms)
        _finish(h << LOW_BITS, size, leader, scene, prospects, terms)
    return 1 << others


@kernel
def _sum(sets, quantity, k):
    return sets.low[quantity, k & _LOW] + sets.high[quantity, k >> LOW_BITS]


@kernel
def log_bound(top, low):
    """At least log(top / low)."""
    if top < low:
        return 2.0 * (top - low) / (top + low)
    return 0.5 * (top / low - low / top)


@kernel
def may_unseat(k, whole, sets, p, all_coercion):
    """False when set k cannot win against the set `whole`, or its leader cannot gain; both are numbers."""
    most = sets.other[k] - sets.other[whole] + log_bound(sets.ratio[k], sets.ratio[whole])
    if most <= p.inertia - _SLIP or _sum(sets, POWER, k) < p.alpha * _sum(sets, POWER, k | whole) - _SLIP:
        return False
    expelled = _sum(sets, COERCION, whole) - _sum(sets, COERCION, whole & k)
    return most > p.inertia * (1.0 + p.resistance * expelled / all_coercion) - _SLIP
