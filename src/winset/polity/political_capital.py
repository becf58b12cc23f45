"""Political capital of technocrats and nationalists, from what they delivered against what they promised (row 13).

    K_k' = (1 - d) K_k + kappa (delivered_k - promised_k)                             k = technocrats, nationalists
    delivered_k - promised_k = -seat_k (1 - b) (H' - H + promise H^+) + 1{k = nationalists} b (H' - H)
    ln g_i' = ln g_i + weight (K_k(i) - mean K) / 12,   sum g = 1

Who holds office promises that hardship H passes at `promise` a month, and is credited with what it does in fact, by
its share seat_k of the coalition's power and by the share 1 - b of hardship that households lay on their own rulers
(blame.py): the public infers competence from results against promises (Rogoff 1990). The share b that is laid on
foreigners feeds those who promised nothing but resistance, in office or out of it, and leaves them when it eases.
Whether a crisis strengthens technocrats or nationalists is thus open: it depends on who governs and on b. Economic
managers are technocrats; security officials and party strategists are nationalists; the rest have no such capital.
Units: capital in shares of income, power in shares. At rest nobody suffers and K is zero. Ignores: foresight of the
public, and single persons. Source: the equation of the theory table, row 13; sizes are chosen.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.membership import holds, power_of
from winset.types import H


@kernel
def seat_of(sign, polity, camp, n):
    """Share of the coalition's power that a camp holds."""
    members, held = int(polity.coalition.members), 0.0
    for i in range(n):
        if holds(members, i) and camp[i] == sign:
            held += polity.power[i]
    return held / power_of(members, polity.power, n)


@kernel
def surprise(seat, blame, hardship, before, p):
    """Delivered less promised by those who hold `seat` of the coalition."""
    return -seat * (1.0 - blame) * (hardship - before + p.promise * max(0.0, before))


@kernel
def _move_power(polity, camp, n, p):
    """Power follows capital; shares go on summing to one."""
    room, mean, total = polity.coalition.capital, 0.0, 0.0
    for i in range(n):
        own = room.technocrats if camp[i] > 0.0 else (room.nationalists if camp[i] < 0.0 else 0.0)
        mean += polity.power[i] * own
    for i in range(n):
        own = room.technocrats if camp[i] > 0.0 else (room.nationalists if camp[i] < 0.0 else 0.0)
        polity.power[i] *= math.exp(p.weight * (own - mean) / 12.0)
        total += polity.power[i]
    for i in range(n):
        polity.power[i] /= total


@kernel
def political_capital(polity, information, inputs, p):
    """Update the capital of both camps and move power between their factions."""
    n, camp, room = int(inputs.counts.factions), inputs.factions.camp, polity.coalition.capital
    hardship, before, b = 0.0, room.hardship, information.blame
    for h in range(H):
        hardship += inputs.households.population[h] * information.hardship[h]
    technocrats = surprise(seat_of(1.0, polity, camp, n), b, hardship, before, p)
    nationalists = surprise(seat_of(-1.0, polity, camp, n), b, hardship, before, p) + b * (hardship - before)
    room.technocrats += p.kappa * technocrats - p.decay * room.technocrats
    room.nationalists += p.kappa * nationalists - p.decay * room.nationalists
    room.hardship = hardship
    if room.technocrats != 0.0 or room.nationalists != 0.0:
        _move_power(polity, camp, n, p)
