"""Accounts at rest: what the scenario's figures imply, computed for the scenario and for every draw.

Writes `inputs.weights` and `inputs.accounts` and closes two base identities: value added sums to 1,
and exports = imports + private outflow + reserve accumulation (the outflow is the residual).

    income tax  t = (revenue − Σ state_k VA_k) / Σ (1 − state_k) VA_k, in [0, .9]
                state_k = tax_k, of mining the mining share of its surplus: revenue at rest is what is given
    oil share   = oil revenue / oil exports, at most 1: the state's part of price and dollars
    mining share = max(tax VA, oil revenue) / ((1 − labour) VA) of mining, at most 1: of volume

Units: shares of pre-sanction yearly GDP. Source: definitions of national accounting. Ignores: changes of
these shares after the start.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.types import ENERGY, F, H, K


@kernel
def _to_shares(values):
    """Divide by the sum; zeros stay where it is zero."""
    total = 0.0
    for k in range(len(values)):
        total += values[k]
    for k in range(len(values)):
        values[k] = values[k] / total if total > 0.0 else 0.0


@kernel
def _weights(inputs):
    """Shares in trade and total uses, by sector; returns the import share of inputs."""
    sectors, weights = inputs.sectors, inputs.weights
    bought, final = 0.0, 0.0
    for k in range(K):
        flow = sectors.imported[k] * sectors.output[k]
        weights.imports[k], weights.inputs[k] = flow + sectors.import_final[k], flow
        bought += flow
        final += sectors.import_final[k]
        weights.exports[k] = sectors.exports[k] if k != ENERGY else 0.0
        used = sectors.consumption[k] + sectors.government[k] + sectors.investment[k] + sectors.exports[k]
        owned = 0.0
        for j in range(K):
            used += sectors.coefficient[k, j] * sectors.output[j]
        for i in range(F):
            owned += inputs.factions.holdings[i, k]
        weights.uses[k], weights.dispersed[k] = used, 1.0 - owned
    _to_shares(weights.imports)
    _to_shares(weights.inputs)
    _to_shares(weights.exports)
    return bought / (bought + final) if bought + final > 0.0 else 0.0


@kernel
def state_share(inputs, k):
    """The state's part of sector k's value added."""
    sectors = inputs.sectors
    return inputs.accounts.mining_share * (1.0 - sectors.labour[k]) if k == ENERGY else sectors.tax[k]


@kernel
def _state(inputs):
    """Tax rate on incomes and the state's part of energy."""
    sectors, macro, room = inputs.sectors, inputs.macro, inputs.accounts
    surplus = (1.0 - sectors.labour[ENERGY]) * sectors.value_added[ENERGY]
    share = macro.oil_revenue / surplus if surplus > 0.0 else 0.0
    taxed = sectors.tax[ENERGY] / max(1e-9, 1.0 - sectors.labour[ENERGY])
    room.mining_share = min(1.0, max(taxed, share))
    room.oil_share = min(1.0, macro.oil_revenue / macro.oil_exports) if macro.oil_exports > 0.0 else 0.0
    taken, base = 0.0, 0.0
    for k in range(K):
        taken += state_share(inputs, k) * sectors.value_added[k]
        base += (1.0 - state_share(inputs, k)) * sectors.value_added[k]
    rate = (macro.revenue - taken) / base if base > 0.0 else 0.0
    room.income_tax = min(0.9, max(0.0, rate))


@kernel
def _incomes(inputs):
    """After-tax incomes at rest of factions and household classes."""
    sectors, room, classes, wages, at_large = inputs.sectors, inputs.accounts, inputs.households, 0.0, 0.0
    kept = 1.0 - room.income_tax
    for i in range(F):
        room.profit[i] = 0.0
    for k in range(K):
        capital = max(0.0, 1.0 - sectors.labour[k] - state_share(inputs, k)) * sectors.value_added[k] * kept
        wages += sectors.labour[k] * sectors.value_added[k] * kept
        at_large += inputs.weights.dispersed[k] * capital
        for i in range(F):
            room.profit[i] += inputs.factions.holdings[i, k] * capital
    total, food = 0.0, 0.0
    for h in range(H):
        room.income[h] = classes.labour[h] * wages + classes.capital[h] * at_large
        total += room.income[h]
        food += room.income[h] * classes.food[h]
    room.food = food / total if total > 0.0 else 0.0


@kernel
def accounts(inputs):
    """Fill `inputs.weights` and `inputs.accounts` of one INPUTS record in place."""
    macro, factions, room = inputs.macro, inputs.factions, inputs.accounts
    _to_shares(inputs.sectors.value_added)
    macro.outflow = macro.oil_exports + macro.other_exports - macro.imports - macro.accumulation
    room.factions = inputs.counts.factions
    room.licences, room.allocation, room.smuggling = 1.0, 1.0, 1.0
    for i in range(F):
        room.licences -= factions.licences[i]
        room.allocation -= factions.allocation[i]
        room.smuggling -= factions.smuggling[i]
    room.inputs = _weights(inputs)
    _state(inputs)
    _incomes(inputs)
