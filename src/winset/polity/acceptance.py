"""Foreign terms before two audiences: embraced, resisted or reinterpreted (row 28).

    worth  = Σ_C β_i felt_i [S_i(c_0) − S_i(t)]⁺,  t = max(c, q_final)     what the terms would spare the coalition
    stigma = κ claims b                                                  cost at home of a unit conceded to foreigners
    u(embrace)     = worth − stigma (t − c_0)
    u(reinterpret) = (1 − leak / 2) worth − (1 − reach) stigma (t − c_0)     reach = media (1 − doubt)
    u(resist)      = (1 − leak) worth
    p_a = exp(λ u_a) / Σ                                                  (McKelvey and Palfrey 1995)
    owned = p_embrace + (1 − reach) p_reinterpret,    gap = (c − c_0)⁺ (1 − owned)
    audience_i = (A (1 + a(t)) + stigma owned) audience_i                     next month's payoff (payoff.py)
    believed' = believed (1 − discount),  discount = leak (p_resist + p_reinterpret / 2)    prospects.py

Rulers who take terms from abroad speak to two audiences (Putnam 1988). At home it is a stigma to be seen to comply,
the more so where they claim a national mission and where the public sees a foreign hand: b is the chance that
hardship is laid on foreigners (information/blame.py). Abroad, words that do not own the terms cast doubt on the
deeds. Who embraces pays at home and is believed abroad; who resists in words spares himself at home and is
believed least; who reinterprets calls the terms his own plan, which those believe whom his media reach. The gap
between deeds and what is owned of them at home is what an observer would measure; it opens where claims and controlled
media go together. Aid on conditions meets the same audiences (conditional_finance.py). Before measures are
in force, and once the sender gave up, there are no foreign terms.

Units: log income; positions; S_i the discounted share of a horizon under pressure (payoff.py). λ per log income.
Source: the theory table, row 28; sizes are chosen. Ignores: that foreigners reinterpret too, and that what was said in
public binds later (commitments follow deeds, agreement.py).
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.membership import holds, power_of
from winset.polity.payoff import pressure_flow, pressure_share
from winset.polity.prospects import IMPOSED, NOTHING_SIGNED


@kernel
def shares(worth, stigma, reach, p):
    """Probabilities of embracing, resisting and reinterpreting; `stigma` is that of the whole way."""
    embrace = worth - stigma
    resist = (1.0 - p.leak) * worth
    own = (1.0 - 0.5 * p.leak) * worth - (1.0 - reach) * stigma
    top = max(embrace, resist, own)
    a, b = math.exp(p.precision * (embrace - top)), math.exp(p.precision * (resist - top))
    c = math.exp(p.precision * (own - top))
    return a / (a + b + c), b / (a + b + c), c / (a + b + c)


@kernel
def worth(target, scene, outlook):
    """What going to `target` would spare the coalition, by power, against the concession at rest."""
    state, inputs, _, rest, work = scene
    polity, n, total = state.polity, int(inputs.counts.factions), 0.0
    members = int(polity.coalition.members)
    before, after = pressure_flow(rest.policy[0], outlook), pressure_flow(target, outlook)
    for i in range(n):
        if holds(members, i):
            rho, lift = work.impatience[i], work.lift[i]
            less = pressure_share(outlook[0], before, rho, lift) - pressure_share(outlook[0], after, rho, lift)
            total += polity.power[i] * work.felt[i] * less
    return max(0.0, total / power_of(members, polity.power, n))


@kernel
def acceptance(scene, outlook, p):
    """Write how foreign terms are presented, and what that costs at home and abroad, in `information.audience`."""
    state, inputs, _, rest, _ = scene
    info, concession = state.information, state.polity.policy.concession
    room = info.audience
    room.embrace, room.resist, room.reinterpret = 0.0, 0.0, 0.0
    room.gap, room.stigma, room.discount = 0.0, 0.0, 0.0
    if int(state.external.sender.status) < IMPOSED or state.polity.policy.pact.signed == NOTHING_SIGNED:
        return
    target = max(concession, outlook[2])
    reach = inputs.institutions.media * (1.0 - info.statistics.doubt)
    stigma = p.stigma * inputs.institutions.claims * info.blame
    way = max(0.0, target - rest.policy[0])
    room.embrace, room.resist, room.reinterpret = shares(worth(target, scene, outlook), stigma * way, reach, p)
    owned = room.embrace + (1.0 - reach) * room.reinterpret
    room.gap = max(0.0, concession - rest.policy[0]) * (1.0 - owned)
    room.stigma = stigma * owned
    room.discount = p.leak * (room.resist + 0.5 * room.reinterpret)
