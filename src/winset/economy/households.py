"""Real income of three household classes with class-specific prices (rows 4, 7: incidence).

    prices_h = (food_h − mean food share)(food − level)
    income_h = ln(max(.05, 1 + change_h / income at rest_h)) − prices_h

Units: log change of real income relative to rest; food shares are shares of the class's own
spending. The average price level is already in the ledger, where users pay for dearer imports and
holders of cash for printing, so only the relative price of food enters here. Source: class-specific
price indices as in MODEL.md section 7.8; engel shares from the scenario. Ignores: substitution
between goods, job loss inside a class.
"""

import math

from winset.kernel import kernel
from winset.types import H


@kernel
def households(economy, inputs):
    """Write `economy.welfare`."""
    welfare, room, accounts = economy.welfare, economy.prices, inputs.accounts
    gap = room.food - room.level
    for h in range(H):
        welfare.prices[h] = (inputs.households.food[h] - accounts.food) * gap
        base = accounts.income[h]
        change = economy.ledger.households[h] / base if base > 0.0 else 0.0
        welfare.income[h] = math.log(max(0.05, 1.0 + change)) - welfare.prices[h]
