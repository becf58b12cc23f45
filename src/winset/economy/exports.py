"""Export receipts: volume lost and redirected, discount, price cap, escrow (rows 4 and 37).

Rows 4 (trade channel) and 37 (busting and the terms of trade).

    V       = [1 − (c − E)] · capital             energy volume relative to the base
    r       = E / [1 − (c − E)]                   share of it that is redirected
    bound   = services (1 − r)(1 − exp(−cap))     price lost where sender services are used
    loss    = 1 − (1 − disc·r)(1 − bound)
    brokers = b · disc·r · P V X_oil              part of the discount that stays at home
    value   = X_oil V P (1 − loss) + brokers
    escrowed = escrow · payments cut · (value − brokers)
    X_k     = open_k · exp(η_x z̄) · min(1, delivered_k)    other products, z̄ the smoothed real rate

Units: values are shares of pre-sanction yearly GDP at a yearly rate, volumes relative to the base.
The energy sector's exports are all counted as `oil`. Source: MODEL.md section 7.3; the discount on
redirected barrels is the scenario's figure (Babina and others 2023, summary in magnitudes.csv, for
the size of the Russian one). Ignores: freight apart from the discount, quality, contract lags.
"""

import math

from winset.kernel import kernel
from winset.types import ENERGY, K


@kernel
def _energy(economy, external, inputs):
    """Volume, share of the price lost and share lost to the discount alone."""
    evaded = min(external.measures.exports[ENERGY], external.evasion.exports[ENERGY])
    moved = external.evasion.open[ENERGY]
    redirected = min(1.0, evaded / max(moved, 1e-9))
    discount = inputs.regime.discount * redirected
    services = inputs.regime.services * (1.0 - redirected)
    bound = services * (1.0 - math.exp(-external.measures.cap)) if external.measures.cap > 0.0 else 0.0
    return moved * min(1.0, economy.production.capital[ENERGY]), 1.0 - (1.0 - discount) * (1.0 - bound), discount


@kernel
def _other(economy, external, inputs, p):
    """Receipts from everything but energy; writes the volume demanded by sector."""
    trade, total = economy.trade, 1.0
    gain = min(economy.fx.competitiveness, p.response_cap)
    response = math.exp(p.price_response * gain) if gain != 0.0 else 1.0
    for k in range(K):
        if k != ENERGY:
            trade.volume[k] = external.evasion.open[k] * response
            sold = trade.volume[k] * min(1.0, economy.production.delivered[k])
            total += inputs.weights.exports[k] * (sold - 1.0)
    return inputs.macro.other_exports * total


@kernel
def exports(economy, external, inputs, p):
    """Write volumes, values, the escrowed part and what is accessible of export receipts."""
    trade = economy.trade
    volume, loss, discount = _energy(economy, external, inputs)
    gross = inputs.macro.oil_exports * volume * math.exp(external.world.price)
    trade.volume[ENERGY] = volume
    trade.oil_volume = volume
    trade.discount = loss
    trade.brokered = p.brokered * discount * gross
    trade.oil_value = gross * (1.0 - loss) + trade.brokered
    blocked = inputs.regime.escrow * external.evasion.payments
    trade.escrowed = blocked * (trade.oil_value - trade.brokered)
    trade.exports = _other(economy, external, inputs, p)
    trade.accessible = trade.oil_value - trade.escrowed + trade.exports
