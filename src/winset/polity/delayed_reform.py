"""Delay of reform as a war of attrition over who pays (row 14).

    P     = max over d of 2 sum_ij beta_i beta_j |w_id - w_jd|      d = depth of reform, burden laid on factions
    alpha = 1/2 + P/2,   r = (rate + spread) / 12,   gamma = 1 - (drawn + bonds + credit) / gap
    h     = 2 r gamma (theta + 1/2 - alpha) / (2 alpha - 1)         hazard that one of two sides yields
    theta' = low + (theta - low) exp(-h / 2)                        low = 1 - doubt, theta = 1 at the outset

Alesina and Drazen (1991): two sides that both suffer from an open budget wait for the other to take the larger
share alpha of the pain. Neither knows how much less than the most, 1, waiting costs the other (theta, uniform on
[1 - doubt, 1] in units of the tax that ends it); the less it costs, the longer a side waits, so that type theta
yields when -[f / F](2 alpha - 1) / (r T'(theta)) = gamma (theta + 1/2 - alpha), and h is that condition read as a
hazard. The sides are those of the ruling coalition: w_id is the reform or the burden that member i alone would
choose, and P, from 0 where all want the same to 1 between equal camps at the two ends, says how unequal the shares
must be. gamma is the part of the gap that neither savings nor lenders close: it is squeezed out of taxpayers,
printed or left unpaid. Until a side yields, reform and burden are off the agenda of the bargain and the gap is
closed as before; afterwards they stay on it as long as this coalition sits and the gap is open. Savings, credit,
division and doubt put reform off (a doubt that also raised the most that waiting can cost would not), a dearer
crisis brings it forward.

Units: theta in shares of the tax, rates per year, h per month. Ignores: which side yields (the bargain still divides
the pain), more than two sides, information that arrives during the war. At rest there is no gap and nothing to wait
for. Source: the equation of the theory table, row 14, with uniform costs; the solver is games.war_of_attrition;
sizes are chosen.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.membership import holds, power_of
from winset.polity.policy_terms import best_burden, best_reform

_OPEN = 1e-6  # gap, share of GDP, below which there is nothing to divide
_UNITED = 1e-6  # least division


@kernel
def yielding(theta, division, gamma, rate):
    """h: monthly hazard that one of the two sides gives in, both with types up to theta; `rate` a month."""
    return 2.0 * rate * gamma * (theta - 0.5 * division) / max(_UNITED, division)


@kernel
def division(members, scene, payoff):
    """P: how far members differ on reform or on who pays, whichever divides them more."""
    state, room, n = scene[0], scene[4].bargain, int(scene[1].counts.factions)
    power, whole = state.polity.power, power_of(members, state.polity.power, n)
    for i in range(n):
        room.weight[i], room.surplus[i] = 1.0, 1.0
        if holds(members, i):
            room.trial[i] = best_reform(1 << i, scene, payoff)
            room.attempt[i] = best_burden(1 << i, scene, payoff)
    reform, burden = 0.0, 0.0
    for i in range(n):
        for j in range(n):
            if holds(members, i) and holds(members, j):
                pair = power[i] * power[j] / (whole * whole)
                reform += pair * abs(room.trial[i] - room.trial[j])
                burden += pair * abs(room.attempt[i] - room.attempt[j])
    return 2.0 * max(reform, burden)


@kernel
def distortion(fiscal):
    """gamma: part of the gap that neither savings nor lenders close."""
    return min(1.0, max(0.0, 1.0 - (fiscal.drawn + fiscal.bonds + fiscal.credit) / fiscal.gap))


@kernel
def delayed_reform(scene, u, payoff, p):
    """One month of the war, `u` uniform; takes reform and burden off the agenda while it lasts."""
    state, held = scene[0], scene[4].bargain.held
    agenda, fiscal, members = state.polity.policy.agenda, state.economy.fiscal, state.polity.coalition.members
    low = 1.0 - p.doubt
    if fiscal.gap <= _OPEN:
        agenda.side, agenda.marginal, agenda.war, agenda.waited = 0.0, 0.0, 0.0, 0.0
    else:
        if agenda.side != members:
            agenda.side, agenda.marginal, agenda.war, agenda.waited = members, 1.0, 1.0, 0.0
        if agenda.war > 0.0:
            rate = (p.rate + fiscal.spread) / 12.0
            split = division(int(members), scene, payoff)
            hazard = yielding(agenda.marginal, split, distortion(fiscal), rate)
            chance = math.exp(-hazard)
            agenda.marginal = low + (agenda.marginal - low) * math.sqrt(chance)
            agenda.waited += 1.0
            if u >= chance:
                agenda.war = 0.0
    held[2], held[3] = agenda.war, agenda.war
