"""Remittances: what those abroad send home, and what of it arrives (row 50).

    g        = Σ_h population_h (−log real income_h)⁺                    hardship of families, last month
    open     = 1 − (1 − informal) [1 − (1 − payments)(1 − friction)]    banks refuse, couriers do not
    received = [R (1 + altruism g) + send · gone] open
    change   = received − R

R is what arrives at rest. Families are sent more when they lose more, so that remittances insure them where the
state does not, and those who left since (brain_drain.py) send in their turn. Financial measures, and banks that
refuse for fear of them (over_compliance.py), close the formal part of the channel; the informal part (couriers,
brokers who net debts) stays open. The change is income of households by heads and an addition to the country's
dollars (reserves.py); what arrives is sold at the market rate, so that families with relatives abroad gain
from a depreciation what asset buyers and the treasury's windows pay (rents.py).

Units: shares of base GDP at a yearly rate; g log points; gone a share of the skilled. Source: the theory table, row 50;
that remittances run against the cycle of the receiving country is a finding of that literature (from memory);
sizes are chosen. Ignores: prices of transfers, who among families receives, goods sent in kind, and savings that
rulers tax.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.types import H


@kernel
def passage(payments, friction, informal):
    """Share of what is sent that arrives."""
    return 1.0 - (1.0 - informal) * (1.0 - (1.0 - payments) * (1.0 - friction))


@kernel
def remittances(economy, external, inputs, p):
    """Write what is received in `external.diaspora`, from last month's incomes and this month's channels."""
    room, evasion, hardship = external.diaspora, external.evasion, 0.0
    for h in range(H):
        hardship += inputs.households.population[h] * max(0.0, -economy.welfare.income[h])
    sent = inputs.outside.remittances * (1.0 + p.altruism * hardship) + p.send * economy.skilled.gone
    room.hardship = hardship
    room.received = sent * passage(evasion.payments, evasion.friction, p.informal)
    room.change = room.received - inputs.outside.remittances
