"""Conditional finance: money from abroad for a reform, its price, its tranches and its slippage (row 27).

    ΔU_i   = U_i(r_own) − U_i(max(r_own, r̄))                  what the reform asked for costs i (policy_terms.py)
    shame  = Σ_C β_i stigma audience_i (r̄ − r_own)⁺              compliance in public (acceptance.py)
    price  = [Σ_C β_i ΔU_i + shame − capital]⁺ / (φ Σ_C β_i x_i / I_i)
    accept iff min(A, gap) > price,   then agreed reform = max(r_own, r̄), else r_own
    tranche = (r − r_0) / (r̄ − r_0) within [0, 1]
    paid'  = paid + review [A tranche (1 − discount) − paid] while accepted, else paid (1 − review)

An outside lender offers A a year for a reform of depth r̄ (Drazen 2002). The coalition weighs, by power, what the
reform would cost its members and the shame of taking orders against the money and the political capital of its
technocrats (political_capital.py). Money is worth what it closes of the fiscal gap (fiscal.py, before posts are
cut); the part φ of it that is fungible reaches members by their posts x_i, in shares of their income I_i. `price` is
therefore the least yearly finance for which a programme would be accepted, and stands among the results where nobody
offers one. r_own is what the coalition agrees on by itself, and the programme ends when it is no longer worth its
price. Tranches follow the reform in force, not the signature; slippage is what is missing of r̄ while a programme
runs. The lender also takes off what the rulers deny at home. Financial measures close the offer as they close other
payments. The money is a loan: it is financing and debt, not income, and it brings dollars (reserves.py).

Units: A and price in shares of base GDP at a yearly rate; review per month. Source: acceptance condition as in
theory row 27; sizes are chosen. Ignores: lenders who forgive what slips for reasons of their own, conditions on
anything but reform, and veto players (a programme is a side payment among members). Without measures in force nobody
asks.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.membership import holds, power_of
from winset.polity.policy_terms import other_terms
from winset.polity.prospects import IMPOSED


@kernel
def price(cost, shame, capital, reached):
    """Least yearly finance that outweighs cost and shame; `reached` is log income per unit of finance."""
    return max(0.0, cost + shame - capital) / max(1e-9, reached)


@kernel
def _asked(own, asked, scene, payoff, p):
    """The coalition's price for moving from its own reform to the reform asked."""
    state, inputs, _, _, work = scene
    polity, n, members = state.polity, int(inputs.counts.factions), int(state.polity.coalition.members)
    policy, whole = polity.policy, power_of(members, polity.power, n)
    cost, shame, reached, goal = 0.0, 0.0, 0.0, max(own, asked)
    before = (policy.agreed[0], policy.agreed[1], own, policy.agreed[3])
    after = (policy.agreed[0], policy.agreed[1], goal, policy.agreed[3])
    for i in range(n):
        if holds(members, i):
            beta = polity.power[i] / whole
            cost += beta * (other_terms(i, before, scene, payoff) - other_terms(i, after, scene, payoff))
            shame += beta * state.information.audience.stigma * inputs.factions.audience[i] * (goal - own)
            reached += beta * p.fungible * policy.purse[i] / work.income[i]
    return price(cost, shame, polity.coalition.capital.technocrats, reached)


@kernel
def _disburse(room, policy, rest, discount, asked, p):
    """One month of tranches, and what is missing of the reform."""
    way = asked - rest
    tranche = 1.0 if way <= 0.0 else min(1.0, max(0.0, (policy.reform - rest) / way))
    due = room.offered * tranche * (1.0 - discount) if room.accepted > 0.0 else 0.0
    room.paid += p.review * (due - room.paid)
    room.slippage = max(0.0, asked - policy.reform) if room.accepted > 0.0 else 0.0


@kernel
def conditional_finance(scene, payoff, p):
    """Accept or leave the programme, set the agreed reform accordingly, and disburse; writes `external.aid`."""
    state, inputs, _, rest, _ = scene
    room, policy, outside = state.external.aid, state.polity.policy, inputs.outside
    if int(state.external.sender.status) < IMPOSED:
        return
    if room.accepted == 0.0 or policy.agreed[2] != max(room.own, outside.asked):
        room.own = policy.agreed[2]
    room.offered = outside.aid * (1.0 - state.external.evasion.payments)
    room.price = _asked(room.own, outside.asked, scene, payoff, p)
    closes = min(room.offered, max(0.0, state.economy.fiscal.gap + room.used))
    room.accepted = 1.0 if closes > room.price else 0.0
    policy.agreed[2] = max(room.own, outside.asked) if room.accepted > 0.0 else room.own
    _disburse(room, policy, rest.policy[2], state.information.audience.discount, outside.asked, p)
