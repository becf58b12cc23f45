"""Humanitarian exemptions and the relief channel, their diversion, and access to food and medicine (rows 48, 29).

Food, farm goods and medicine reach the country in two ways in spite of measures: by the exemption that a measure
states, and by a channel that senders open as far as they are blamed for want at home. The sender that bears
b · blame for a unit of want, and for opening a share x a cost of hurdle · x² / 2, opens

    x*    = min(1, b · blame · want / hurdle),          x' = x + speed (x* − x)
    cut_k = c_k (1 − x s_k),   friction_k = f (1 − x s_k)       next month, in package and availability

of the humanitarian share s_k of product k. What moves by both ways is sold at cost, apart from what is diverted:

    goods    = Σ_k w_k [exempt_k + a_k (c_k + f (1 − c_k) − (1 − a_k) c_k f)] / volume,   a_k = x s_k
    diverted = leak · control,   control = ½ Σ_{i in coalition} (licences_i + smuggling_i)
    rents.py: scarcity rent on the rest of imports; on `goods · diverted` the same markup goes to the channels' owners

so that relief cuts what users pay for scarcity and adds a rent for those who hold the channels, out of one account.

    lack_k   = m_k (1 − arrives_k) + (1 − m_k) max(0, 1 − delivered_k)         m_k imported share of final use
    access_h = (1 − lack) exp(engel · min(0, income_h))                        food (farm and food products), medicine
    want     = Σ_h population_h (1 − ½ food_h − ½ medicine_h)

Units: shares; access 1 at rest; speed per month; b in the sender's payoffs. Source: coverage c (1 − x) and a
diverted share that falls to who controls imports as in theory rows 48 and 29; the rule for x is a first-order
condition, derived here; sizes are chosen. Incomes are last month's. Ignores: aid that is given and not
sold, who inside a class goes without, stocks of food, and goods withheld as punishment.
"""

from __future__ import annotations

import math

from winset.external.availability import remaining
from winset.external.package import left
from winset.kernel import kernel
from winset.types import CHEMICALS, FARM, FOOD, H, K


@kernel
def opening(blamed, want, hurdle):
    """x*: share of humanitarian goods that a sender lets through which bears `blamed` for a unit of want."""
    return min(1.0, blamed * want / hurdle)


@kernel
def _exempt(external, path, inputs):
    """Share of imports that moves under humanitarian rules."""
    measures, room, sender = external.measures, external.humanitarian, external.sender
    parts, friction, goods = path.liftable.exempt, external.evasion.friction, 0.0
    for k in range(K):
        humane = inputs.weights.humanitarian[k]
        if humane > 0.0:
            open_share = room.opened * humane
            cut = measures.imports[k] / (1.0 - open_share) if open_share < 1.0 else 0.0
            stated = path.exempt[k] * sender.intensity * left(sender.lifted, parts[0, k], parts[1, k], parts[2, k])
            twice = (1.0 - open_share) * cut * friction
            goods += inputs.weights.imports[k] * (stated + open_share * (cut + friction * (1.0 - cut) - twice))
    return goods


@kernel
def _medicine(external, path, inputs):
    """What arrives of imported medicine, whose coverage is its own and not that of all chemicals."""
    room, evasion, cut = external.humanitarian, external.evasion, external.measures.imports[CHEMICALS]
    whole = 1.0 - room.opened * inputs.weights.humanitarian[CHEMICALS]
    own = min(1.0, path.medicine * cut / max(whole, 1e-9)) * (1.0 - room.opened)
    share = min(1.0, evasion.imports[CHEMICALS] / cut) if cut > 0.0 else 0.0
    replaced = min(1.0, evasion.diversion / (1.0 - evasion.foreign)) if evasion.foreign < 1.0 else 0.0
    return remaining(own, share * own, replaced) * (1.0 - evasion.friction * (1.0 - room.opened))


@kernel
def lack(k, arrives, economy, inputs):
    """Share of the final use of product k that is missing when the share `arrives` of its imports comes in."""
    final = inputs.sectors.import_final[k]
    total = final + inputs.sectors.consumption[k]
    share = final / total if total > 0.0 else 0.0
    return share * (1.0 - arrives) + (1.0 - share) * max(0.0, 1.0 - economy.production.delivered[k])


@kernel
def _access(external, path, economy, inputs, p):
    """Write access to food and medicine by class; returns want."""
    room, sectors, financed = external.humanitarian, inputs.sectors, economy.trade.financed
    missing, weight = 0.0, 0.0
    for k in (FARM, FOOD):
        use = sectors.import_final[k] + sectors.consumption[k]
        missing += use * lack(k, external.evasion.available[k] * financed, economy, inputs)
        weight += use
    food = 1.0 - missing / weight if weight > 0.0 else 1.0
    medicine = 1.0 - lack(CHEMICALS, _medicine(external, path, inputs) * financed, economy, inputs)
    want = 0.0
    for h in range(H):
        means = math.exp(p.engel * min(0.0, economy.welfare.income[h]))
        room.food[h], room.medicine[h] = food * means, medicine * means
        want += inputs.households.population[h] * (1.0 - 0.5 * (room.food[h] + room.medicine[h]))
    return max(0.0, want)


@kernel
def humanitarian(external, path, economy, rulers, inputs, p):
    """Advance `external.humanitarian`; `rulers` are the coalition's bit mask and the hardship laid on senders."""
    room, factions = external.humanitarian, inputs.factions
    members, blame = rulers
    pressed = external.measures.pressure > 0.0 or external.evasion.friction > 0.0
    control = 0.0
    for i in range(int(inputs.counts.factions)):
        if (members >> i) & 1:
            control += 0.5 * (factions.licences[i] + factions.smuggling[i])
    room.diverted = p.leak * control if pressed else 0.0
    room.goods = min(1.0, _exempt(external, path, inputs) / max(external.evasion.volume, 1e-9)) if pressed else 0.0
    want = _access(external, path, economy, inputs, p)
    goal = opening(inputs.sender.blame * blame, want, p.hurdle) if pressed else 0.0
    room.opened += p.speed * (goal - room.opened)
