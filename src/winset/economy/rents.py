"""Rents and their payers: revalued foreign exchange, allocated dollars, scarcity, brokers (row 7).

Row 7 (who gains from scarcity and smuggling), row 36 (multiple exchange rates).

    z_c' = z_c + speed (real rate − z_c)                   contracts follow each of the three rates

With e_m, e_a, e_o = κ (exp(z_c) − 1) at the market, allocated and official rate, M dollars paid for
imports, M_o and M_a of them sold at the official and the allocated rate, K private outflow and
X − dR dollars sold:

    earners receive  M_o e_o + M_a e_a + (M − M_o − M_a + K) e_m      the state's pool fills M_o first
    users pay        M e_m − (1 − χ) W,   W = M_o (e_m − e_o) + M_a (e_m − e_a)
    asset buyers pay K e_m;  holders of allocations keep χ W

of what exporters of sector k earn so, wages follow by σ of labour's share, and all of it is taxed as income is,

    workers get (1 − t) σ λ_k,   owners (1 − t)(1 − σ λ_k),   the treasury t

which closes for any rates because X − dR = M + K (exchange_rate.py). A rationed import sells at a
markup μ (1 − volume): users pay it to the holders of licences. Humanitarian goods are sold at cost, apart from the
share that is diverted: its markup goes to the owners of the channels (humanitarian.py). Premia on evaded imports are
split between brokers at home (users pay them) and suppliers abroad (booked in the ledger); part of the
discount on redirected energy stays with brokers, at the expense of its owner.

Units: shares of base yearly GDP at a yearly rate. Factions receive by `licences`, `allocation` and
`smuggling`; the remainder goes to owners of capital at large. Source: Krueger 1974 for premia on
rationed licences (from memory); Kaempfer, Lowenberg and Mertens 2004 for rents of the ruler's
circle (the theory table, row 7). Ignores: waste in rent seeking (Tullock), as no payer is booked for it; that dearer
inputs are a cost before tax, and that owners of energy keep its price untaxed.
"""

import math

from winset.kernel import kernel
from winset.types import ENERGY, K


@kernel
def _gain(real, share):
    """Real gain per dollar at a contract rate, relative to rest."""
    return share * (math.exp(real) - 1.0) if real != 0.0 else 0.0


@kernel
def _contracts(economy, p):
    """Contract rates follow the three real rates with a lag; return the gains per dollar."""
    fx, flows, level = economy.fx, economy.flows, economy.prices.level
    flows.market += p.contracts * (fx.market - level - flows.market)
    flows.allocated += p.contracts * (fx.allocated - level - flows.allocated)
    flows.official += p.contracts * (fx.official - level - flows.official)
    return _gain(flows.market, p.paid), _gain(flows.allocated, p.paid), _gain(flows.official, p.paid)


@kernel
def _exporters(economy, inputs, others):
    """Split the other exporters' gain by what each sector sold."""
    trade, flows, total = economy.trade, economy.flows, 0.0
    for k in range(K):
        if k != ENERGY:
            sold = inputs.weights.exports[k] * trade.volume[k]
            flows.owners[k] = sold * min(1.0, economy.production.delivered[k])
            total += flows.owners[k]
    for k in range(K):
        if k != ENERGY:
            flows.owners[k] *= others / total if total > 0.0 else 0.0
    return others if total > 0.0 else 0.0


@kernel
def _earners(economy, inputs, allotted, gains):
    """Share the dollars' revaluation among other exporters, owners of energy and the treasury.

    The state's pool (energy, escrow, reserves) serves the official rate first; the treasury,
    which runs the windows, is left with what users pay less what exporters receive.
    """
    trade, fx, flows = economy.trade, economy.fx, economy.flows
    official, second = allotted
    pool = trade.oil_value - trade.escrowed + fx.released - (inputs.macro.accumulation - fx.sold)
    from_pool = min(max(pool, 0.0), official)
    rest = trade.paid + fx.outflow - official
    share = second / rest if abs(rest) > 1e-9 else 0.0
    mixed = share * gains[1] + (1.0 - share) * gains[0]
    unit = mixed + from_pool * (gains[2] - mixed) / pool if pool > 1e-9 else mixed
    others = trade.exports * mixed + (official - from_pool) * (gains[2] - mixed)
    others = _exporters(economy, inputs, others)
    private = (1.0 - inputs.accounts.oil_share) * (trade.oil_value - trade.escrowed) * unit
    flows.owners[ENERGY] = private
    total = official * gains[2] + second * gains[1] + (rest - second) * gains[0]
    flows.treasury = total - others - private


@kernel
def _shared_out(economy, inputs, p):
    """Leave to the owners of a sector what wages and taxes do not take of its dollars' revaluation."""
    flows, tax = economy.flows, inputs.accounts.income_tax
    flows.wages = 0.0
    for k in range(K):
        earned, labour = flows.owners[k], p.shared * inputs.sectors.labour[k]
        flows.wages += (1.0 - tax) * labour * earned
        flows.treasury += tax * earned
        flows.owners[k] = (1.0 - tax) * (1.0 - labour) * earned


@kernel
def reformed(depth):
    """Share of licence and allocation rents left at a reform `depth` above that at rest (below: more)."""
    return min(1.5, max(0.0, 1.0 - depth))


@kernel
def _premia(economy, external, p):
    """Scarcity markup and brokers' margins on imports, paid by users; brokers' part of energy, by its owner."""
    trade, flows = economy.trade, economy.flows
    volume = external.evasion.volume * trade.financed
    relief = external.humanitarian
    dear = p.markup * reformed(flows.reform - flows.arbitrage) * max(0.0, 1.0 - volume) * trade.paid
    flows.scarcity = dear * (1.0 - relief.goods)
    flows.brokered = trade.brokered
    flows.margin = external.evasion.margin * trade.paid / trade.unit + dear * relief.goods * relief.diverted


@kernel
def _receivers(economy, inputs):
    """Rents by faction; what no faction holds goes to owners of capital at large."""
    ledger, flows, factions = economy.ledger, economy.flows, inputs.factions
    broken = flows.margin + flows.brokered
    for i in range(int(inputs.accounts.factions)):
        ledger.scarcity[i] = factions.licences[i] * flows.scarcity
        ledger.allocation[i] = factions.allocation[i] * flows.allocation
        ledger.smuggling[i] = factions.smuggling[i] * broken
    accounts = inputs.accounts
    flows.wealth += accounts.licences * flows.scarcity + accounts.allocation * flows.allocation
    flows.wealth += accounts.smuggling * broken


@kernel
def _families(economy, sent, market):
    """Revaluation of remittances: paid by asset buyers for those at rest, by the dollars' pool for the change."""
    economy.transfers.families = sent.received * market
    economy.flows.treasury -= sent.change * market
    economy.flows.wealth -= (sent.received - sent.change) * market


@kernel
def rents(economy, external, inputs, p):
    """Write `economy.flows` and the rents in `economy.ledger`."""
    fx, trade, flows = economy.fx, economy.trade, economy.flows
    gains = _contracts(economy, p)
    market, second_rate, official_rate = gains
    official, second = fx.at_official, fx.at_allocated
    wedge = official * (market - official_rate) + second * (market - second_rate)
    _earners(economy, inputs, (official, second), gains)
    _shared_out(economy, inputs, p)
    _premia(economy, external, p)
    flows.allocation = p.captured * reformed(flows.reform - flows.arbitrage) * wedge
    flows.users = trade.paid * market - wedge + flows.allocation + flows.scarcity + flows.margin
    flows.wealth = -fx.outflow * market
    _receivers(economy, inputs)
    _families(economy, external.diaspora, market)
