"""Bargains of industry with ministries over credit and subsidies that keep idle hands on the payroll (row 23).

    W_k = labour_k (1 − t) VA_k ℓ_k,   ℓ_k = (1 − y_k)⁺             wages of the hands that sector k has no work for
    agreement: the sector goes on paying h W_k, the ministry pays it t_k
    ΔΠ_k = −h W_k (1 − ρ)(1 − ℓ_k),    ΔG = v h W_k / λ,    λ = 1 + τ T / R
    t_k  = argmax (ΔΠ_k + t)^β_k (ΔG − t)^(1 − β_k) = β_k ΔG − (1 − β_k) ΔΠ_k      if ΔΠ_k + ΔG > 0, else no deal
    β_k  = 1/2 + 1/2 min(1, Σ_i (purse_i + favour_i) holdings_ik)

Every sector bargains with its ministry and takes the other bargains as they stand: T is what last month's deals
cost together, R state revenue, so that each deal makes public money dearer for all (Horn and Wolinsky 1988;
games/nash_in_nash.py has the same transfers). A kept hand is worth the share ρ of its wage to a firm at work, for
it need not be found and trained again, and the whole wage to one that would else close, which it does with the
chance ℓ_k: the outside option falls with what the sector lost, and a hard-hit sector settles for less per wage
kept. A kept wage is worth v to the ministry, in units of money at rest. Owners who hold posts or give for favours
(polity/lobbying.py) sit on both sides of the table and take more of the surplus. Wages go to households, t_k − h W_k
to the owners, and the bill is part of the fiscal gap (fiscal.py). Called credit, it is not paid back.

Units: W, t, T shares of base GDP at a yearly rate; the rest shares. Source: the form of theory row 23; what is
bargained over and all sizes are chosen. Ignores: the state's own branch (public services), taxes on kept wages, what
idle hands produce, licences (rents.py shares them out), and the stock of bad loans at banks.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.types import PUBLIC, F, K

_SKILL = 0.5  # bargaining weight of an industry without a friend in office


@kernel
def transfer(loss, gain, weight):
    """What a ministry that gains `gain` pays an industry that the deal costs `loss`; nothing when they do not agree."""
    return weight * gain + (1.0 - weight) * loss if gain > loss else 0.0


@kernel
def access(k, favour, purse, inputs):
    """Bargaining weight of sector k: half the surplus, and more as far as its owners govern or give."""
    friends = 0.0
    for i in range(F):
        friends += (purse[i] + favour[i]) * inputs.factions.holdings[i, k]
    return _SKILL + (1.0 - _SKILL) * min(1.0, friends)


@kernel
def directed_credit(economy, purse, inputs, p):
    """Write `economy.credits`; `purse` (F,) are factions' shares of posts."""
    room, sectors, total = economy.credits, inputs.sectors, 0.0
    dear = 1.0 + p.cost * room.total / max(1e-9, inputs.macro.revenue)
    for k in range(K):
        idle = max(0.0, 1.0 - economy.production.output[k])
        room.kept[k], room.paid[k] = 0.0, 0.0
        if idle > 0.0 and k != PUBLIC:
            wages = p.kept * idle * sectors.labour[k] * (1.0 - inputs.accounts.income_tax) * sectors.value_added[k]
            loss = wages * (1.0 - p.retention) * max(0.0, 1.0 - idle)
            room.paid[k] = transfer(loss, wages * p.worth / dear, access(k, room.favour, purse, inputs))
            room.kept[k] = wages if room.paid[k] > 0.0 else 0.0
        total += room.paid[k]
    room.total = total
