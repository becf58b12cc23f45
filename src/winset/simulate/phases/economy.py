"""Phase 2: one month of the economy, in the country and in its shadow without measures."""

from __future__ import annotations

from winset.economy.brain_drain import brain_drain
from winset.economy.directed_credit import directed_credit
from winset.economy.exchange_rate import exchange_rate
from winset.economy.exports import exports
from winset.economy.fiscal import fiscal
from winset.economy.households import households
from winset.economy.ledger import ledger
from winset.economy.network import network
from winset.economy.prices import prices
from winset.economy.productivity import productivity
from winset.economy.regions import regions
from winset.economy.remittances import remittances
from winset.economy.rents import rents
from winset.economy.shielding import shielding
from winset.economy.sovereign_spread import sovereign_spread
from winset.economy.stockpiling import stockpiling
from winset.information.pressure_points import observed_loss
from winset.information.sector_reports import sector_reports
from winset.kernel import kernel
from winset.polity.partial_reform import arbitrage
from winset.types import H


@kernel
def economy_month(room, external, polity, reports, inputs, on, params):
    """Phase 2 of one economy: receipts, foreign exchange, production, prices, budget, rents, ledger."""
    policy = polity.policy
    room.flows.reform = policy.reform - policy.reform_at_rest
    room.flows.arbitrage = arbitrage(policy.reform, policy.reform_at_rest, policy.gain)
    if on.diaspora > 0.0:
        remittances(room, external, inputs, params.diaspora)
    if on.exports > 0.0:
        exports(room, external, inputs, params.exports)
    if on.stockpiling > 0.0:
        stockpiling(room, external, inputs, params.stockpiling)
    if on.exchange_rate > 0.0:
        exchange_rate(room, external, inputs, params.exchange_rate)
    if on.brain_drain > 0.0:
        brain_drain(room, external, inputs, params.brain_drain)
    if on.productivity > 0.0:
        productivity(room, external, params.productivity)
    if on.network > 0.0:
        network(room, external, inputs, params.network)
    if on.prices > 0.0:
        prices(room, external, inputs, params.prices)
    if on.rents > 0.0:
        rents(room, external, inputs, params.rents)
    if on.shielding > 0.0:
        shielding(room, policy.purse, reports, inputs, params.shielding)
    if on.directed_credit > 0.0:
        directed_credit(room, policy.purse, inputs, params.directed_credit)
    if on.regions > 0.0:
        regions(room, polity.street.regions.dissent, inputs, params.regions)
    if on.fiscal > 0.0:
        fiscal(room, external, policy, inputs, params.fiscal)
    if on.sovereign_spread > 0.0:
        sovereign_spread(room, external, inputs, params.sovereign_spread)
    ledger(room, external, policy.purse, inputs, params.rents)
    if on.households > 0.0:
        households(room, inputs)


@kernel
def economy(scene, shadow, on, params):
    """Phase 2, in the country and in its shadow without measures; then every faction's loss (work.truth)."""
    state, inputs, _, _, work = scene
    for i in range(int(inputs.counts.factions)):
        favour = state.polity.coalition.lobby.favour[i]
        state.economy.credits.favour[i], shadow.economy.credits.favour[i] = favour, favour
    economy_month(state.economy, state.external, state.polity, state.information.reports, inputs, on, params)
    shadow.external.world.price = state.external.world.price
    economy_month(shadow.economy, shadow.external, state.polity, shadow.reports, inputs, on, params)
    for i in range(int(inputs.counts.factions)):
        here = max(params.payoff.income_floor, state.economy.ledger.income[i])
        there = max(params.payoff.income_floor, shadow.economy.ledger.income[i])
        work.truth[i] = observed_loss(here, there)
        state.information.income[i] = -work.truth[i]
        outside = shadow.economy.ledger.income[i] - shadow.economy.ledger.posts[i]
        work.unpressed[i] = max(params.payoff.income_floor, outside)
    work.unpressed_fund = shadow.economy.fiscal.posts
    for h in range(H):
        work.hurt[h] = shadow.economy.welfare.income[h] - state.economy.welfare.income[h]
    if on.sector_reports > 0.0:
        sector_reports(
            state.information.reports, state.economy, state.polity.policy.purse, inputs, params.sector_reports
        )
        sector_reports(shadow.reports, shadow.economy, state.polity.policy.purse, inputs, params.sector_reports)
