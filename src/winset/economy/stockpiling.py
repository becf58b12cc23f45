"""Stocks of imported inputs built ahead under a standing threat, and drawn down once goods are missing (row 49).

    s*      = T ln(h v / r)⁺,   h = alarm · threat                      months of use worth holding
    order_k = speed (s* − b_k)⁺ · available_k · financed · inputs       beyond current use, while a threat stands
    used_k  = min(b_k, (1 − available_k · inputs)⁺),  and speed (b_k − s*)⁺ where nothing is missing
    b_k'    = b_k + order_k − used_k

A firm that expects measures at the hazard h a month, and thinks that supplies would fail for a time that is
exponential with mean T, holds the last month of stock if h v exp(−s/T) covers its cost r: v is what a unit of
missing input costs, r what it costs to hold one for a month. What is ordered beyond use is paid in dollars
(exchange_rate.py), so that fear of measures presses on the currency before they come; what is used spares
the lines that would stand still (network.py). A stock buys months, not years: after that suppliers must be
changed, at the cost that evasion.py books. What is financed and how far dear dollars cut imported inputs are
last month's. Units: b in months of the sector's imported inputs, order and used
in months per month. Source: the theory table, row 49 (target from the perceived hazard); the target is the rule of
the newsvendor for an exponential shortage, derived here; sizes are chosen. Ignores: hoarding by households,
perishables, stocks of the state.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.types import K


@kernel
def target(threat, p):
    """s*: months of imported inputs worth holding at a hazard of measures of alarm · threat a month."""
    worth = p.alarm * threat * p.shortage / p.holding
    return p.lasting * math.log(worth) if worth > 1.0 else 0.0


@kernel
def stockpiling(economy, external, inputs, p):
    """Advance `economy.inventory`: stocks ahead, what is used of them, and orders as a share of all inputs."""
    room, trade = economy.inventory, economy.trade
    goal, total = target(external.measures.threat, p), 0.0
    for k in range(K):
        arrives = external.evasion.available[k] * trade.financed
        missing = max(0.0, 1.0 - arrives * trade.inputs)
        order = p.speed * max(0.0, goal - room.ahead[k]) * arrives * trade.inputs
        room.used[k] = min(room.ahead[k], missing)
        if missing <= 0.0:
            order -= p.speed * max(0.0, room.ahead[k] - goal)
        room.ahead[k] += order - room.used[k]
        total += inputs.weights.inputs[k] * order
    room.ordered = total
