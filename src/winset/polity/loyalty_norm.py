"""The loyalty norm: what it takes to hold insiders who may lose their seats under the next ruler (row 6).

    u_i(y_i) + d_i / (1 - d_i) u_i(y_i)  =  u_i(s_i) + (W/S) d_i / (1 - d_i) u_i(y_i)
    u_i(y_i) = u_i(s_i) (1 - d_i) / (1 - d_i W/S),     u_i(x) = log(1 + R x / m_i)

y_i is the least share of the posts fund R that keeps i with the ruler for good: a rival offers the share s_i of a
coalition without the ruler (power over the power of the others), but only until it has settled in, and then i is one
of the selectorate again and has a seat with probability W/S. W/S is the scenario's `winning_coalition`, widened by
inclusion (opposition.py), d_i = (1 -
impatience_i)^months the weight of what comes after the transition, and being without a seat is worth nothing. Where
W/S is small the next ruler is a gamble, and loyalty is cheap. The same norm stands in what insiders expect of a
removal (leader_exit.py): V_i of the coalition without the ruler less

    d_i (1 - W/S) (V_i with a seat - V_i without)

The ruler cannot bargain a member's posts below y_i min(1, x_i0 / y_i0), x_i0 being what it held at rest: who was
content with less then is content with less in proportion. Units: shares of the fund; `cost` is the sum of R y_i over
state revenue at rest. Source: Bueno de Mesquita, Smith, Siverson and Morrow 2003 as the theory table, row 6 states the
condition (book not seen), with the payment repeated for good and log utility; `months` is chosen. Ignores: public
goods in the offers, affinity between a rival and single members, and change of W and S.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.membership import holds, power_of


@kernel
def least_payment(wealth, seat, after, norm):
    """y: least share of the fund; `wealth` m/R, `seat` the rival's offer, `after` d, `norm` W/S."""
    share = (1.0 - after) / (1.0 - after * norm)
    return wealth * (math.exp(share * math.log(1.0 + seat / wealth)) - 1.0)


@kernel
def _accepted(i, after, scene):
    """How much of the least payment i was content with at rest; 1 for those who had no seat then."""
    inputs, rest = scene[1], scene[3]
    ruler = 1 << int(rest.leader)
    if not holds(int(rest.members) & ~ruler, i) or rest.fund <= 0.0:
        return 1.0
    seat = rest.power[i] / power_of(int(rest.members) & ~ruler, rest.power, int(inputs.counts.factions))
    least = least_payment(rest.market[i] / rest.fund, seat, after, inputs.institutions.winning)
    return min(1.0, rest.purse[i] / least) if least > 0.0 else 1.0


@kernel
def loyalty_norm(scene, p):
    """Write what every insider risks by a change of ruler, the floors of the purse and what loyalty costs."""
    state, inputs, _, _, work = scene
    polity, fund, n = state.polity, state.economy.fiscal.posts, int(inputs.counts.factions)
    others = int(polity.coalition.members) & ~(1 << int(polity.coalition.leader))
    norm, total = polity.street.opposition.winning, 0.0
    whole = power_of(others, polity.power, n)
    for i in range(n):
        if holds(others, i) and fund > 0.0:
            after = math.exp(p.months * math.log(1.0 - work.impatience[i]))
            least = least_payment(work.market[i] / fund, polity.power[i] / whole, after, norm)
            work.loyalty.exposed[i] = after * (1.0 - norm)
            work.loyalty.least[i] = max(work.loyalty.least[i], least * _accepted(i, after, scene))
            total += least
    polity.coalition.loyalty.cost = fund * total / inputs.macro.revenue if inputs.macro.revenue > 0.0 else 0.0
