"""The economy and the evasion room at rest: every mechanism leaves this state as it is."""

from winset.economy.sovereign_spread import sovereign_spread
from winset.kernel import kernel
from winset.types import F, H, K


@kernel
def _production(economy, external):
    production, trade, room = economy.production, economy.trade, external.evasion
    for k in range(K):
        production.output[k] = 1.0
        production.stock[k] = 1.0
        production.critical[k] = 1.0
        production.capital[k] = 1.0
        production.available[k] = 1.0
        production.able[k] = 1.0
        production.wanted[k] = 1.0
        production.delivered[k] = 1.0
        trade.volume[k] = 1.0
        room.available[k] = 1.0
        room.open[k] = 1.0
        room.covered[k] = 1.0
    production.gdp = 1.0
    production.consumption = 1.0
    production.investment = 1.0
    production.government = 1.0
    production.productivity = 1.0
    room.volume = 1.0
    room.foreign = 1.0


@kernel
def _accounts(economy, inputs, secondary):
    trade, fx, fiscal, macro = economy.trade, economy.fx, economy.fiscal, inputs.macro
    trade.oil_volume = 1.0
    trade.oil_value = macro.oil_exports
    trade.exports = macro.other_exports
    trade.accessible = macro.oil_exports + macro.other_exports
    trade.imports = 1.0
    trade.inputs = 1.0
    trade.final = 1.0
    trade.financed = 1.0
    trade.unit = 1.0
    trade.paid = macro.imports
    fx.usable = macro.usable
    fx.frozen = macro.frozen
    fx.outflow = macro.outflow
    fx.at_official = inputs.regime.allocation * macro.imports
    fx.at_allocated = secondary * inputs.regime.peg * (macro.imports - fx.at_official)
    fiscal.debt = macro.debt
    fiscal.buffer = macro.buffer
    fiscal.posts = macro.posts


@kernel
def at_rest(economy, external, inputs, rate, spread):
    """Fill a zeroed `economy` and `external.evasion`; `rate` and `spread` are parameters.

    They are the records of exchange_rate and sovereign_spread.
    """
    _production(economy, external)
    _accounts(economy, inputs, rate.secondary)
    for i in range(F):
        economy.ledger.profit[i] = inputs.accounts.profit[i]
        economy.ledger.posts[i] = inputs.macro.posts * inputs.factions.posts[i]
        economy.ledger.income[i] = economy.ledger.profit[i] + economy.ledger.posts[i]
    for h in range(H):
        economy.welfare.income[h] = 0.0
    sovereign_spread(economy, external, inputs, spread)
