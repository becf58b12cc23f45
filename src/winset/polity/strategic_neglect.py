"""Public goods that a ruler withholds so that challengers lack the means to rise (row 45).

    T    = (A − A_0)⁺                                     who would rise with all their means, last month
    W    = (log income_ℓ − e_ℓ)⁺                          worth of office to the ruler ℓ over exile (exit_option.py)
    n*   = arg max over 0 ≤ n ≤ deepest of  −T (1 − κ n) W − n² / 2ρ  =  min(deepest, ρ κ T W)
    n'   = n + speed (n* − n)
    G   falls by n of its base (network.py);    A = A_0 + (1 − κ n)(A − A_0)⁺ on the street

Schools, clinics, power and transport serve the people who could bring the ruler down as well as the economy, so
that less of them leaves challengers fewer resources at once. The ruler trades that against what order and output
are worth to him (1/ρ), and goes the further, the more he would lose by leaving: where listings and closed banks
take the value out of exile, he holds out and lets the country go. Sanctions that move people to the street thus
cut public goods, which adds to hardship, which adds to the grievance of those who can no longer act on it.
Whether unrest rises or falls by it comes out of the two. What is not bought lightens the fiscal gap (fiscal.py).
At rest nobody rises and n is zero. Units: n share of government purchases; T shares of adults; W log income;
speed per month. Source: Oechslin 2014 as the theory table, row 45, states it (not opened); the quadratic cost is
ours. Ignores: which goods and which regions are neglected, and what is lost for good.
"""

from __future__ import annotations

import math

from winset.kernel import kernel


@kernel
def worth_of_office(scene):
    """W: log income of the ruler in office above its exit value, zero where exile pays."""
    state, work = scene[0], scene[4]
    leader = int(state.polity.coalition.leader)
    return max(0.0, math.log(work.income[leader]) - state.polity.exit_value[leader])


@kernel
def withheld(threat, worth, p):
    """n*: what the ruler withholds against a threat, given what office is worth."""
    return min(p.deepest, p.readiness * p.means * threat * worth)


@kernel
def strategic_neglect(scene, p):
    """Write `economy.neglect` and what the street is deprived of."""
    state, rest = scene[0], scene[3]
    street = state.polity.street
    threat = max(0.0, street.attack - rest.attack) / max(1e-9, 1.0 - street.opposition.deprived)
    room = state.economy.neglect
    room.cut += p.speed * (withheld(threat, worth_of_office(scene), p) - room.cut)
    street.opposition.deprived = min(1.0, p.means * room.cut)
