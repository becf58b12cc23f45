"""Durable pacts: a settlement that has been kept for long is dearer to leave (row 43).

    held' = max(0, held + 1 - (signed - c)^+ / slack)   while a deal relieves pressure, else 0
    d     = 1 - exp(-held / months)
    cost of leaving_i = strength d audience_i (signed - c)^+                 in the payoff of every faction
    width of a reversal = width (1 - clarity d)                              after a final deal (prospects.py)

A deal is signed at the concession in force (deal.py); held counts the months for which it was kept, within `slack`.
At home a pact kept for long is a public commitment that audiences hold rulers to, so that going back costs what
going forward cost before, `strength` times over in the end. Abroad, accountability and markets lower the noise of
monitoring, so that who keeps a pact is seldom punished by mistake and who leaves it is found out. A pact is
self-enforcing where d_i >= (deviate - pact) / (deviate - punish), with d_i = rate / (impatience_i + rate) for
a reversal that comes at `rate`: the cost at home lowers what leaving is worth, clarity raises the rate.
Without this row a pact is kept while the threat of renewed pressure lasts, and no longer.
Units: months; log income per unit of concession. Ignores: that a new ruler may feel less bound, and pacts among
factions at home. Source: the condition of the theory table, row 43; sizes are chosen.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.prospects import SUSPENDED


@kernel
def pact(room, status, concession, p):
    """One month of a pact, or its end; `room` is policy.pact, `status` that of the sanctions."""
    if status < SUSPENDED or room.signed <= 0.0:
        room.held = 0.0
    else:
        room.held = max(0.0, room.held + 1.0 - max(0.0, room.signed - concession) / p.slack)
    depth = 1.0 - math.exp(-room.held / p.months)
    room.bond, room.clarity = p.strength * depth, p.clarity * depth
