"""Unrest and repression (row 35): a logit of protest by household class.

    a_h = Logistic((scale hardship_h (1 - blame)(1 - absorbed) - deterrence * repression - threshold) / noise)
    A   = sum pop_h a_h,  above rest times J (rows 41, 45)
    unrest' = unrest + speed (A - A0 - unrest),   repression' -> r0 + response * unrest

a_h is the share of class h whose grievance, with a logistic taste of spread `noise`, outweighs the cost of
protest. It is not a global game: nobody's decision depends on how many others come (that game is
games.global_game). Hardship laid on foreigners, or absorbed by claims (row 11), does not move people to the street;
what hardship does to approval is not counted again. Regions that dissent do not repress for the centre: repression
deters less by the part of the unified front that is lost (dissent.py). A0 is the attack at rest; plans, inclusion and
neglect make J of it (opposition.py, strategic_neglect.py). Units: shares of adults. Ignores: strategic complements.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.payoff import logistic
from winset.types import H


@kernel
def attack_share(information, repression, population, p):
    """A: share of adults who would take part."""
    total = 0.0
    heard = (1.0 - information.blame) * (1.0 - information.absorbed)
    for h in range(H):
        grievance = information.hardship[h] * heard
        total += population[h] * logistic((p.scale * grievance - p.deterrence * repression - p.threshold) / p.noise)
    return total


@kernel
def street(street_room, information, inputs, attack_at_rest, p):
    """Update attack, unrest and repression."""
    base = inputs.institutions.repression
    force = street_room.repression * (1.0 - street_room.regions.lost)
    cost = force - street_room.society.signal  # what others condemn costs less (civil_society.py)
    raw = attack_share(information, cost, inputs.households.population, p)
    plans = street_room.opposition
    joined = (1.0 + plans.rallied) * (1.0 - plans.deprived) - 1.0
    street_room.attack = raw + joined * max(0.0, raw - attack_at_rest)
    excess = max(0.0, street_room.attack - attack_at_rest)
    street_room.unrest += p.speed * (excess - street_room.unrest)
    goal = min(1.0, base + p.response * street_room.unrest)
    street_room.repression += p.adjust * (goal - street_room.repression)
