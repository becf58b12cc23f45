"""Lobbying: an exemption of one's own, or relief for all (row 24).

    G_i = (Σ_k A_k / Σ_k L_k) Σ_k holdings_ik L_k / income_i       profits that aid may make good, at its present rate
    B_i = |felt_i| (S_i(c) − S_i(q_final))⁺                        what the end of pressure is worth, or costs
    z_i = G_i / (G_i + o B_i)                                      share of its lobbying spent on the exemption
    favour_i = z_i y_i / a,    y_i = income_i / Σ_j income_j without measures
    rulers: max over A of  a [Σ_k w_k A_k − (τ / 2R)(Σ_k A_k)²] + Σ_i z_i y_i Σ_k holdings_ik A_k

Common agency (Grossman and Helpman 1994): owners offer the rulers contributions that rise with the aid to their
sectors, and the rulers weigh contributions against their own ends at 1 to a. With schedules that say the truth at
the margin, what is chosen is the aid of shielding.py at weights raised by favour_i holdings_ik; the same favours
weigh at the table of directed_credit.py, and are spent there from next month on. The exemption is private, relief
is public: a group keeps the first to itself and counts of the second the part o only. Shares of effort with
returns G log z + o B log(1 − z) solve to z. What goes into an exemption does not press for the public policy
(group_pressure.py), and what the exemption makes good no longer makes the group wish for relief.

L_k, A_k are profits lost and aid paid (shielding.py), S_i the discounted share of time under pressure at the
concession in force c and at the settlement q_final (payoff.py). Units: shares; B, G in log income. At rest nothing is
lost and z is zero. Source: the form of theory row 24; o and a are chosen. Ignores: who pays the contributions (they
are favours returned, an index, not money in the ledger), lobbying of the sender for licences, lobbying against rivals.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.payoff import pressure_flow, pressure_share
from winset.types import K


@kernel
def private_share(own, public, organised):
    """Best split of effort between a private return and a public one that is counted in part."""
    return own / (own + organised * public) if own > 0.0 else 0.0


@kernel
def unpressed_income(scene):
    """What all factions together would have without measures."""
    inputs, work = scene[1], scene[4]
    total = work.unpressed_fund
    for j in range(int(inputs.counts.factions)):
        total += work.unpressed[j]
    return total


@kernel
def success(room):
    """Part of all lost profits that aid makes good now: what who asks for aid can hope for."""
    lost, aid = 0.0, 0.0
    for k in range(K):
        lost += room.lost[k]
        aid += room.aid[k]
    return aid / lost if lost > 0.0 else 0.0


@kernel
def lost_profit(i, room, holdings):
    """Profits that the sectors of faction i lost, as far as they are its own."""
    lost = 0.0
    for k in range(K):
        lost += holdings[i, k] * room.lost[k]
    return lost


@kernel
def lobbying(scene, prospects, p):
    """Write how every faction splits its lobbying, and the favours that this wins."""
    state, inputs, _, _, work = scene
    room, now = state.polity.coalition.lobby, prospects[0]
    whole, shield = unpressed_income(scene), state.economy.shielding
    rate = success(shield)
    here = pressure_flow(state.polity.policy.concession, prospects)
    there = pressure_flow(max(state.polity.policy.concession, prospects[2]), prospects)
    for i in range(int(inputs.counts.factions)):
        rho, lift = work.impatience[i], work.lift[i]
        spared = max(0.0, pressure_share(now, here, rho, lift) - pressure_share(now, there, rho, lift))
        own = rate * lost_profit(i, shield, inputs.factions.holdings) / work.income[i]
        room.private[i] = private_share(own, abs(work.felt[i]) * spared, p.organised)
        room.favour[i] = room.private[i] * work.income[i] / whole / p.welfare
