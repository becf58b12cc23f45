"""Public commitments: hands tied by standing firm before an audience, and how often that is done (row 17).

    lambda = tempo sum_{i in C} (g_i / g_C) felt_i^+ p_i(resist)        rate of public stands, per month
    a(t)   = min(most, growth t)                                         t months after a stand
    audience_i' = audience_i (1 + a(t))                                  in every payoff (polity/payoff.py)
    a_S(t) = min(most, growth t)                                         t months after a threat, at the sender's home

Rulers who face a threat or measures and mean to resist say so in public, the more often the more there is to lose. From
then on the cost of giving way grows with every month in which the audience watches (Fearon 1994: a(t) = a_0 t, here as
a share of the cost without a stand). A stand ends when the line rises by `step` above where it was taken, a reversal,
or when the crisis is over. A threat ties the sender's hands alike, so that it is carried out the more surely the longer
it stands (external/sender.py). Both know what they say, so nobody bluffs for long: words bind, while what measures
cost the sender is sunk and is in its payoff in any case. Units: rates per month; shares of an audience cost. At rest
nothing is at stake and no stand is taken. Ignores: costs paid for show (sunk costs of the target), and stands of
single factions. Source: Fearon 1994 and 1997, not opened; sizes are chosen. games/audience_cost.py has the game.
"""

from __future__ import annotations

import math

from winset.kernel import kernel


@kernel
def tied(months, p):
    """a(t): growth of an audience cost after so many months."""
    return min(p.most, p.growth * months)


@kernel
def _stand(room, concession, rate, u, p):
    """Take, keep or reverse a public stand."""
    if room.stand == 0.0:
        if u < 1.0 - math.exp(-rate):
            room.stand, room.line = 1.0, concession
    elif concession > room.line + p.step:
        room.stand = 0.0
        room.reversed += 1.0
    else:
        room.stand += 1.0


@kernel
def public_commitment(room, status, concession, stake, u, p):
    """One month; `stake` is what the coalition's resisters stand to lose, `u` a uniform."""
    if status < 1 or status > 3:
        room.stand = 0.0
    else:
        _stand(room, concession, p.tempo * stake, u, p)
    room.tied = tied(room.stand, p)
    room.abroad = tied(room.threatened, p)
