"""Aid to the sectors that the rulers cannot do without, and its bill on everybody else (row 9).

    L_k = (1 − labour_k − state_k)(1 − t) VA_k (1 − y_k)⁺               profit lost by owners after income tax t
    w_k = Σ_i (purse_i + favour_i) holdings_ik + s G_k / output_k       weight of the sector
    max over 0 ≤ A_k ≤ L_k of  Σ_k w_k A_k − (τ / 2R) (Σ_k A_k)²

The government pays A_k of what the owners of sector k lose. A sector counts by the posts that its owners
hold, which move with the coalition, by what owners give for favours (polity/lobbying.py), and by the part of its
output that the state itself buys (arms, administration); R is state revenue, and the cost of public money is convex.
The solution fills sectors in the order of their weights, each up to its loss, until the next unit of aid costs more
than it is worth:

    A_k = min(L_k, (w_k R / τ − Σ_{j before k} A_j)⁺)

The bill is part of the fiscal gap (fiscal.py) and so falls on households, on all owners by profit, on money and
on posts. Units: A, L shares of base GDP at a yearly rate; w 0..1. Source: problem of Ahn and Ludema 2020 as
the theory table, row 9 states it (abstract seen: strategic firms do better under sanctions, at a cost to the regime),
with a quadratic cost of public money; τ and s are chosen. Ignores: aid that keeps production going, and favours
in kind (orders, credit, import licences). Where sectors report their losses, L_k is what they told a month ago
(row 20, information/sector_reports.py).
"""

from __future__ import annotations

from winset.economy.accounts import state_share
from winset.kernel import kernel
from winset.types import F, K


@kernel
def weigh(room, purse, inputs, p):
    """Write the weights of all sectors; `purse` (F,) are factions' shares of posts."""
    sectors, holdings = inputs.sectors, inputs.factions.holdings
    for k in range(K):
        bought = sectors.government[k] / sectors.output[k] if sectors.output[k] > 0.0 else 0.0
        room.weight[k] = p.strategic * bought
        for i in range(F):
            room.weight[k] += purse[i] * holdings[i, k]


@kernel
def _lobbied(room, favour, inputs):
    """Add what owners give for favours, as the rulers weigh it against posts (polity/lobbying.py)."""
    for k in range(K):
        for i in range(F):
            room.weight[k] += favour[i] * inputs.factions.holdings[i, k]


@kernel
def _next(weight, done):
    """The heaviest sector after `done` in the order of weights; -1 when there is none."""
    found = -1
    for k in range(K):
        after = done < 0 or weight[k] < weight[done] or (weight[k] == weight[done] and k > done)
        if after and (found < 0 or weight[k] > weight[found]):
            found = k
    return found


@kernel
def fill(room, lost, budget):
    """Aid by sector, `lost` (K,) at most; `budget` is revenue over the cost of public money. Returns the sum."""
    spent, k = 0.0, _next(room.weight, -1)
    while k >= 0:
        room.aid[k] = min(lost[k], max(0.0, room.weight[k] * budget - spent))
        spent += room.aid[k]
        k = _next(room.weight, k)
    return spent


@kernel
def shielding(economy, purse, reports, inputs, p):
    """Write `economy.shielding` and the bill in `economy.fiscal.shield`; losses are those `reports` tell, if any."""
    room, sectors, total = economy.shielding, inputs.sectors, 0.0
    for k in range(K):
        owned = sectors.value_added[k] * max(0.0, 1.0 - sectors.labour[k] - state_share(inputs, k))
        down = reports.told[k] if reports.heard > 0.0 else max(0.0, 1.0 - economy.production.output[k])
        room.lost[k] = owned * (1.0 - inputs.accounts.income_tax) * down
        total += room.lost[k]
    if total > 0.0:
        weigh(room, purse, inputs, p)
        _lobbied(room, economy.credits.favour, inputs)
    economy.fiscal.shield = fill(room, room.lost, inputs.macro.revenue / p.cost)
