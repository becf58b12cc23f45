"""Candidates that the leader would never join, found before any of them is weighed (row 1).

The leader sits in every candidate T, so a candidate fails as soon as the leader does not gain. Apart
from the logarithms of income everything in the leader's net value

    N(T) = V_l(T) - anchor V_l(T at rest) = O(T) + S(T) log R(T) + (1 - S(T)) log Q(T)

is a ratio of sums over members, and sums over all sets follow from one another (the sum over T is
the sum without its last member plus that member's number). O, S, and the leader's income in office with and
without pressure over that at rest, R = A / B^anchor and Q = C / B^anchor, are tabulated once a month;
whether T can unseat W is then a look-up, with one logarithm for each W, through

    N(T) - N(W) = O(T) - O(W) + S(T) log(R(T)/R(W)) + (1 - S(T)) log(Q(T)/Q(W)) + (S(T) - S(W)) log(R(W)/Q(W))

    log x <= 2 (x - 1) / (x + 1) for x < 1,      log x <= (x - 1 / x) / 2 for x >= 1

which are exact to third order at 1. What passes is weighed exactly (coalition.py), so no result
changes: a set is dropped only if the bound stays below the hurdle by more than rounding. Sets are
numbered by their members other than the leader (`number`), and lines are held as their distance from
the leader's ideal point, as practice has shifted it (gradualism.py). Every term has a loop of its own over the
sets, short enough for the compiler to prove that its rows do not overlap, and without calls: such a loop handles
several sets at once. Units: log income. Ignores: programs of more than 13 factions and searches without a leader, in
which nothing is dropped.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.payoff import attitude, pressure_flows, pressure_share, stake
from winset.types import LOW_BITS, SCREENED

POWER, REST, COERCION, BOND, RULER, LINE, CALM = 0, 1, 2, 3, 4, 5, 11
QUANTITIES = 17
SLIP = 1e-9  # far above the rounding of a sum and the error of `logistic_series`
_GROUND = 1e-12
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
        own = case.ideal[leader, d]
        shifted = own + (polity.policy.agenda.drift[leader] if d == 0 else 0.0)
        now, calm = polity.power[i] * case.salience[i, d], rest.power[i] * case.salience[i, d]
        ideal, ideal_rest = case.ideal[i, d], case.ideal[i, d]
        if d == 0:
            ideal = min(1.0, max(0.0, ideal + polity.induced[i]))
            ideal_rest = min(1.0, max(0.0, ideal_rest + work.calm[i]))
        out[LINE + d], out[LINE + 3 + d] = now * (ideal - shifted), now
        out[CALM + d], out[CALM + 3 + d] = calm * (ideal_rest - own), calm


@kernel
def _tabulate(leader, scene):
    """Sums over all sets of the first LOW_BITS others (`low`), and over the rest with the leader (`high`)."""
    sets, n = scene[4].sets, int(scene[1].counts.factions)
    low, high, own = sets.low, sets.high, sets.own
    _numbers(leader, leader, own, scene)
    for d in range(3):  # what `expected_line` adds to the weights, so that a set without salience has a line
        own[LINE + 3 + d] += _GROUND
        own[CALM + 3 + d] += _GROUND
        shift = scene[0].polity.policy.agenda.drift[leader] if d == 0 else 0.0
        own[LINE + d] -= _GROUND * (scene[2].ideal[leader, d] + shift)
        own[CALM + d] -= _GROUND * scene[2].ideal[leader, d]
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
def _far(out, row, h, scale, leader, scene):
    """Add scale * sum_d s_d (q_Td - x_d)^2, the three dimensions over one denominator: division is what costs."""
    salience, sets = scene[2].salience, scene[4].sets
    low, high = sets.low, sets.high
    k0, k1, k2 = scale * salience[leader, 0], scale * salience[leader, 1], scale * salience[leader, 2]
    g0, g1, g2 = low[row], low[row + 1], low[row + 2]
    w0, w1, w2 = low[row + 3], low[row + 4], low[row + 5]
    h0, h1, h2 = high[row, h], high[row + 1, h], high[row + 2, h]
    v0, v1, v2 = high[row + 3, h], high[row + 4, h], high[row + 5, h]
    for s in range(len(out)):
        a, b, c = w0[s] + v0, w1[s] + v1, w2[s] + v2
        x, y, z, all3 = (g0[s] + h0) * b * c, (g1[s] + h1) * a * c, (g2[s] + h2) * a * b, a * b * c
        out[s] += (k0 * x * x + k1 * y * y + k2 * z * z) / (all3 * all3)


@kernel
def _seat(out, h, leader, scene, p):
    """Start O with ties, dependence and shared esteem."""
    state, inputs, sets = scene[0], scene[1], scene[4].sets
    approval, classes = state.information.approval, inputs.households.population
    mean = classes[0] * approval[0] + classes[1] * approval[1] + classes[2] * approval[2]
    depends = (1.0 - p.anchor) * p.dependence * inputs.factions.dependence[leader]
    power, bond, ruler, weight = sets.low[POWER], sets.low[BOND], sets.low[RULER], p.ties
    powers, away = sets.high[POWER, h], depends * (1.0 - sets.high[RULER, h])
    bonds = weight * sets.high[BOND, h] + p.esteem * mean * state.polity.power[leader]
    for s in range(len(out)):
        out[s] = (weight * bond[s] + bonds) / (power[s] + powers) + depends * ruler[s] - away


@kernel
def _over_rest(out, calm, calms, rested, fund, anchor):
    """Divide by B^anchor, income in office at rest."""
    if anchor == 1.0:
        for s in range(len(out)):
            out[s] /= rested + fund / (calm[s] + calms)
    elif anchor > 0.0:
        for s in range(len(out)):
            out[s] *= math.exp(-anchor * math.log(rested + fund / (calm[s] + calms)))


@kernel
def _incomes(out, spare, h, leader, scene, p):
    """R = A / B^anchor and Q = C / B^anchor: income in office now, and as it would be without pressure."""
    state, rest, work = scene[0], scene[3], scene[4]
    power, calm = work.sets.low[POWER], work.sets.low[REST]
    powers, calms = work.sets.high[POWER, h], work.sets.high[REST, h]
    market, posts = work.market[leader], state.economy.fiscal.posts * state.polity.power[leader]
    rested, fund = work.unpressed[leader], work.unpressed_fund * state.polity.power[leader]
    for s in range(len(out)):
        out[s] = market + posts / (power[s] + powers)
    for s in range(len(spare)):
        spare[s] = rested + fund / (power[s] + powers)
    fund = work.unpressed_fund * rest.power[leader]
    _over_rest(out, calm, calms, rested, fund, p.anchor)
    _over_rest(spare, calm, calms, rested, fund, p.anchor)


@kernel
def _stakes(out, part, h, leader, scene, prospects, payoff):
    """Write the share of time under pressure to `part`; take the stake off O and add what pressure takes back."""
    case, work = scene[2], scene[4]
    sets, risk, size = work.sets, attitude(leader, scene, payoff), len(out)
    own = case.ideal[leader, 0] + scene[0].polity.policy.agenda.drift[leader]
    felt, rho, lift, now = work.felt[leader], work.impatience[leader], work.lift[leader], prospects[0]
    gap, weight, gaps, weights = sets.low[LINE], sets.low[LINE + 3], sets.high[LINE, h], sets.high[LINE + 3, h]
    concession, total, after, lacking = sets.concession[:size], sets.total, sets.after, work.truth[leader]
    for s in range(size):
        concession[s] = own + (gap[s] + gaps) / (weight[s] + weights)
    pressure_flows(concession, total, after, prospects)
    for s in range(size):
        part[s] = pressure_share(now, (total[s], after[s]), rho, lift)
    for s in range(size):
        out[s] += lacking * part[s] - stake(felt, part[s], risk)


@kernel
def _block(h, size, leader, scene, prospects, terms):
    """O, S, R and Q of every set with the high part h, term by term."""
    payoff, p = terms
    sets, first = scene[4].sets, h << LOW_BITS
    other, ratio = sets.other[first : first + size], sets.ratio[first : first + size]
    spare, part = sets.spare[first : first + size], sets.share[first : first + size]
    _seat(other, h, leader, scene, p)
    _far(other, LINE, h, -0.5 * payoff.ideology, leader, scene)
    if p.anchor > 0.0:
        _far(other, CALM, h, 0.5 * p.anchor * payoff.ideology, leader, scene)
    _stakes(other, part, h, leader, scene, prospects, payoff)
    _incomes(ratio, spare, h, leader, scene, p)


@kernel
def screen(leader, scene, prospects, terms):
    """Fill work.sets for `may_unseat`; returns how many sets there are, 0 if nothing can be said."""
    n = int(scene[1].counts.factions)
    if leader < 0 or n - 1 > SCREENED:
        return 0
    others = _tabulate(leader, scene)
    size = 1 << min(others, LOW_BITS)
    for h in range(1 << max(0, others - LOW_BITS)):
        _block(h, size, leader, scene, prospects, terms)
    return 1 << others


@kernel
def _sum(sets, quantity, k):
    return sets.low[quantity, k & _LOW] + sets.high[quantity, k >> LOW_BITS]


@kernel
def log_bound(top, low):
    """At least log(top / low)."""
    more, both = top - low, top + low
    return (2.0 * more if top < low else more * both) / (both if top < low else 2.0 * top * low)


@kernel
def edge(whole, sets):
    """log(R / Q) of a set: what pressure does to the leader's income in it."""
    return math.log(sets.ratio[whole] / sets.spare[whole])


@kernel
def weigh(whole, gap, size, sets):
    """Write to `most` at least what the leader gains from each set against the set `whole`, whose `edge` is `gap`."""
    other, ratio, spare, part, most = sets.other, sets.ratio, sets.spare, sets.share, sets.most
    value, income, calm, own = other[whole], ratio[whole], spare[whole], part[whole]
    for k in range(size):
        most[k] = other[k] - value + part[k] * log_bound(ratio[k], income) + (part[k] - own) * gap
    for k in range(size):
        most[k] += (1.0 - part[k]) * log_bound(spare[k], calm)


@kernel
def may_unseat(k, whole, gap, sets, p, all_coercion):
    """False when set k cannot win against the set `whole`, or its leader cannot gain; both are numbers.

    `gap` is the `edge` of `whole`.
    """
    part = sets.share[k]
    most = sets.other[k] - sets.other[whole] + part * log_bound(sets.ratio[k], sets.ratio[whole])
    most += (1.0 - part) * log_bound(sets.spare[k], sets.spare[whole]) + (part - sets.share[whole]) * gap
    if most <= p.inertia - SLIP or _sum(sets, POWER, k) < p.alpha * _sum(sets, POWER, k | whole) - SLIP:
        return False
    expelled = _sum(sets, COERCION, whole) - _sum(sets, COERCION, whole & k)
    return most > p.inertia * (1.0 + p.resistance * expelled / all_coercion) - SLIP
