"""Displays of staying power: one costly message, read at home and abroad (row 18).

    theta = sum_{i in C} (g_i / g_C) B_i / B_i0                       what is left of the rulers' reserves: their type
    D     = worth (1 + claims media (1 - doubt)) (1 - relief)         what being believed brings, abroad and at home
    e     = min(1, D theta^2 / (2 price))                             share of the public that is mobilised
    B_i'  = B_i - price e / theta                                     members of the coalition pay for it
    approval_h' = approval_h + gain media (1 - doubt) e,    ready' = ready (1 - heed theta)

Rulers who are threatened or under measures mobilise the public to show that they can hold out. Only they know what
they have left. A show of size e costs price e / theta, so that those who have more can show more; the path on which
nobody gains by passing for another solves D theta'(e) = price / theta, which gives e, and every type is known by what
it shows (Spence 1973, Riley 1979). The message is public: what it brings at home and abroad adds up, and rulers show
more than either audience alone would be worth (Farrell and Gibbons 1989). At home it rallies those whom controlled
media reach; abroad the sender takes the part of the coalition that would accommodate, `ready`, for smaller
(external/sender.py). Months of crisis use reserves up, and with them the shows.

Units: months of income; shares. At rest there is nobody to impress, exactly. Ignores: displays of competence, which
results are judged by (polity/political_capital.py), loyalty of single factions to the ruler, purges, and shows that
fail. With blame.py off what was rallied is not forgotten. Source: the named papers, not opened; sizes are chosen.
games/signalling.py has the game with few types.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.types import H


@kernel
def riley(theta, reward, price):
    """e: the show by which a type is known, where the least type shows nothing."""
    return min(1.0, 0.5 * reward * theta * theta / price)


@kernel
def staying_power(polity, start, n):
    """theta: share of the coalition's reserves that is left, by power; `start` (F,) are those of the first month."""
    members, left, whole = int(polity.coalition.members), 0.0, 0.0
    for i in range(n):
        if (members >> i) & 1:
            whole += polity.power[i]
            if start[i] > 0.0:
                left += polity.power[i] * min(1.0, polity.buffer[i] / start[i])
    return left / whole


@kernel
def displays(scene, p):
    """Show, pay for it, and be read by both audiences."""
    state, inputs, case = scene[0], scene[1], scene[2]
    information, polity, sender = state.information, state.polity, state.external.sender
    room, status, n = information.signals, int(sender.status), int(inputs.counts.factions)
    room.rally, room.shown = 0.0, 0.0
    if status < 1 or status > 3:
        return
    theta = staying_power(polity, case.buffer, n)
    if theta <= 0.0:
        return
    heard = inputs.institutions.media * (1.0 - information.statistics.doubt)
    reward = p.worth * (1.0 + inputs.institutions.claims * heard) * (1.0 - sender.relief)
    room.rally = riley(theta, reward, p.price)
    room.shown = p.heed * theta if room.rally > 0.0 else 0.0
    for i in range(n):
        if (int(polity.coalition.members) >> i) & 1:
            polity.buffer[i] = max(0.0, polity.buffer[i] - p.price * room.rally / theta)
    for h in range(H):
        information.approval[h] += p.gain * heard * room.rally
