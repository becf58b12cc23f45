"""The payoff taken apart by dimension, for the bargain (row 34).

V_i of payoff.py is a sum of a concession part, which holds the stake, and parts in alignment, reform
and burden that are linear or quadratic; given weights u_i = beta_i / surplus_i each of the three has
its optimum in closed form:

    a* = sum u (A s_i1 x_i1 + (k_a / price) stake_i) / sum u A s_i1
    r* = sum u (A s_i2 x_i2 + g_i + w_i (1 + r0)) / sum u (A s_i2 + 2 w_i)
    b* = b0 + sum u (discontent - levy m_i / I_i) gap / (burden_cost sum u)

g_i is the marginal value of reform, w_i (r - r0)(1 - r) what winners of a partial reform make of it (row 21).
Units: log income. tests/properties checks that the parts add up to `policy_value`.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.membership import holds
from winset.polity.payoff import attitude, patronage, pressure_flow, pressure_share, stake


@kernel
def unpressed_terms(i, c, scene, payoff):
    """Part of V_i that depends on the concession, without the stake."""
    state, _, case, _, work = scene
    ideal = case.ideal[i, 0] + state.polity.policy.agenda.drift[i]
    value = -0.5 * payoff.ideology * case.salience[i, 0] * (c - ideal) * (c - ideal)
    value -= work.audience[i] * max(0.0, c - state.polity.policy.commitment)
    value -= work.bond[i] * max(0.0, state.polity.policy.pact.signed - c)
    return value + work.slant[i] * (1.0 - c)


@kernel
def concession_terms(i, c, flow, ally, scene, prospects, payoff):
    """Part of V_i that depends on the concession."""
    work = scene[4]
    share = pressure_share(prospects[0], flow, work.impatience[i], work.lift[i])
    pressure = ally * stake(work.felt[i], share, attitude(i, scene, payoff))
    return unpressed_terms(i, c, scene, payoff) - pressure


@kernel
def reform_gain(i, scene, payoff):
    """Marginal value of reform: a smaller fiscal gap against the rents that reform ends."""
    ledger, work = scene[0].economy.ledger, scene[4]
    rent = (ledger.scarcity[i] + ledger.allocation[i]) / work.income[i]
    return payoff.reform_gap * scene[0].economy.fiscal.gap - payoff.reform_rent * rent


@kernel
def burden_slope(i, scene, payoff):
    """Marginal value of laying the gap on factions instead of households, before its quadratic cost."""
    work = scene[4]
    return scene[0].economy.fiscal.gap * (payoff.discontent - payoff.levy * work.market[i] / work.income[i])


@kernel
def other_given(i, line, gains, scene, payoff):
    """`other_terms` with the marginal values of reform and burden given: they do not depend on the line."""
    _, a, r, b = line
    case, rest = scene[2], scene[3]
    value = (
        -0.5
        * payoff.ideology
        * (case.salience[i, 1] * (a - case.ideal[i, 1]) ** 2 + case.salience[i, 2] * (r - case.ideal[i, 2]) ** 2)
    )
    value += (r - rest.policy[2]) * (gains[0] + scene[4].winner[i] * (1.0 - r))
    value += (b - payoff.burden_rest) * gains[1]
    return value - 0.5 * payoff.burden_cost * (b - payoff.burden_rest) ** 2


@kernel
def other_terms(i, line, scene, payoff):
    """Part of V_i that does not depend on the concession (posts apart)."""
    gains = reform_gain(i, scene, payoff), burden_slope(i, scene, payoff)
    return other_given(i, line, gains, scene, payoff)


@kernel
def best_alignment(line, members, scene, prospects, payoff):
    """Alignment that solves the first-order condition at the present surpluses."""
    inputs, case, work = scene[1], scene[2], scene[4]
    flow, worth, top, low = pressure_flow(line[0], prospects), patronage(scene, payoff), 0.0, 1e-12
    for i in range(int(inputs.counts.factions)):
        if holds(members, i):
            u = work.bargain.weight[i] / work.bargain.surplus[i]
            share = pressure_share(prospects[0], flow, work.impatience[i], work.lift[i])
            curve = payoff.ideology * case.salience[i, 1]
            gain = worth * stake(work.felt[i], share, attitude(i, scene, payoff))
            top += u * (curve * case.ideal[i, 1] + gain)
            low += u * curve
    return min(1.0, max(0.0, top / low))


@kernel
def best_reform(members, scene, payoff):
    """Reform depth that solves the first-order condition at the present surpluses."""
    inputs, case, work = scene[1], scene[2], scene[4]
    top, low = 0.0, 1e-12
    for i in range(int(inputs.counts.factions)):
        if holds(members, i):
            u = work.bargain.weight[i] / work.bargain.surplus[i]
            curve = payoff.ideology * case.salience[i, 2]
            spread = work.winner[i]
            gain = reform_gain(i, scene, payoff) + spread * (1.0 + scene[3].policy[2])
            top += u * (curve * case.ideal[i, 2] + gain)
            low += u * (curve + 2.0 * spread)
    return min(1.0, max(0.0, top / low))


@kernel
def best_burden(members, scene, payoff):
    """Burden share of factions that solves the first-order condition at the present surpluses."""
    inputs, work = scene[1], scene[4]
    top, low = 0.0, 1e-12
    for i in range(int(inputs.counts.factions)):
        if holds(members, i):
            u = work.bargain.weight[i] / work.bargain.surplus[i]
            top += u * burden_slope(i, scene, payoff)
            low += u
    return min(1.0, max(0.0, payoff.burden_rest + top / (payoff.burden_cost * low)))
