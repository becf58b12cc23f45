"""Posts as the price of loyalty: what the ruler has to leave to those who could take its place (row 12).

    no coup:  Y_i >= s_i (Y_i + Y_l)   for every member i,   Y = R x + tied rents,   s_i = max(arms_i, power_i)
    Y_i >= f_i Y_l,   f_i = s_i / (1 - s_i) min(1, x_i0 / (s_i0 / (1 - s_i0) x_l0))

A member that strikes wins with probability s_i, by the larger of its shares of the country's arms and of power, takes
the ruler's office income Y_l beside its own, and loses its own if it fails. The second factor is the loyalty that is
observed: who asks for less at rest than its chances are worth goes on asking for less in proportion. The ruler pays
what is missing out of its own share, so that it is left with

    x_l' = (x_l - sum_D (f_i z_l - z_i - x_i)) / (1 + sum_D f_i),     x_i' = f_i (x_l' + z_l) - z_i for i in D

(z tied rents over R, D those who get less than the price); where that is below zero it hands out all it has in
proportion to what is missing. Paid members' shares are floors of the purse in the month's bargain (bargain.py). Rents
count on both sides, so a ruler that grows rich on scarcity while the fund shrinks owes more posts to the armed, and
those who hold the channels themselves need fewer. With n equal members and no rents the ruler keeps one half.

    content_i = log((m_i + R x_i) / (m_i + R x_i0))                          of armed members, in leader_exit.py

is what posts gained since the start are worth, and what posts lost are missed. x_i0 is the share at rest, for those
who entered later the one by power. Units: shares of the posts fund; content log income. Source: no-coup condition and
leader premium of Francois, Rainer and Trebbi 2015 as theory row 12 states them (working paper's summary seen),
with a contest for the chance of success; `tied` is chosen. Ignores: revolutions of outsiders (the coalition game
weighs who is taken in), what a coup would change in policy, and sympathy bought abroad, which is the patron's price
in evasion.py.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.membership import holds, power_of

_MOST, _HAIR = 0.95, 1e-12  # no coup is certain; rounding of a share


@kernel
def seat_at_rest(i, members, scene):
    """x_i0: share of posts at rest, for those without a seat then the one by power in `members`."""
    rest = scene[3]
    if holds(int(rest.members), i):
        return rest.purse[i]
    return rest.power[i] / power_of(members | (1 << i), rest.power, int(scene[1].counts.factions))


@kernel
def odds(i, power, arms):
    """s / (1 - s) of a coup by i."""
    chance = min(_MOST, max(arms[i], power[i]))
    return chance / (1.0 - chance)


@kernel
def price(i, members, leader, scene):
    """f_i: what i asks for each unit of the ruler's office income."""
    inputs, rest, power = scene[1], scene[3], scene[0].polity.power
    asked = odds(i, rest.power, inputs.factions.coercion) * seat_at_rest(leader, members, scene)
    own = seat_at_rest(i, members, scene)
    return odds(i, power, inputs.factions.coercion) * (min(1.0, own / asked) if asked > 0.0 else 1.0)


@kernel
def _tied(i, ledger, fund, p):
    """z_i: rents that go with office, over the fund."""
    return p.tied * max(0.0, ledger.scarcity[i] + ledger.allocation[i] + ledger.smuggling[i]) / fund


@kernel
def left_to_ruler(seats, ask, tied, leader, members, n):
    """x_l' of the ruler when all are paid, below zero where it has not enough; `ask` (F,) is f, `tied` (F,) is z."""
    paid = members & ~(1 << leader)
    left = seats[leader]
    for _ in range(n):
        missing, claims = 0.0, 1.0
        for i in range(n):
            if holds(paid, i):
                missing += ask[i] * tied[leader] - tied[i] - seats[i]
                claims += ask[i]
        left, content = (seats[leader] - missing) / claims, 0
        for i in range(n):
            if holds(paid, i) and ask[i] * (left + tied[leader]) - tied[i] <= seats[i] + _HAIR:
                content |= 1 << i
        if content == 0:
            break
        paid &= ~content
    return seats[leader] if paid == 0 else left


@kernel
def _pay(seats, least, room, leader, members, n):
    """Move posts from the ruler to those who get less than their price; what they then have is a floor."""
    left = left_to_ruler(seats, room.ask, room.tied, leader, members, n)
    missing, spent = 0.0, 0.0
    for i in range(n):
        room.short[i] = 0.0
        if i != leader and holds(members, i):
            due = room.ask[i] * (max(0.0, left) + room.tied[leader]) - room.tied[i]
            room.short[i] = due - seats[i] if due > seats[i] + _HAIR else 0.0
            missing += room.short[i]
            least[i] = max(least[i], min(due, seats[i]))
    share = min(1.0, seats[leader] / missing) if missing > 0.0 else 0.0
    for i in range(n):
        if room.short[i] > 0.0:
            seats[i] += share * room.short[i]
            least[i] = max(least[i], seats[i])
            spent += share * room.short[i]
    seats[leader] -= spent


@kernel
def contents(scene):
    """Write content_i of all members but the ruler."""
    state, inputs, _, _, work = scene
    members, fund = int(state.polity.coalition.members), state.economy.fiscal.posts
    for i in range(int(inputs.counts.factions)):
        if i != int(state.polity.coalition.leader) and holds(members, i):
            before = work.market[i] + fund * seat_at_rest(i, members, scene)
            work.loyalty.content[i] = math.log((work.market[i] + fund * state.polity.policy.purse[i]) / before)


@kernel
def posts(scene, p):
    """Pay what forestalls coups out of the ruler's share of what is agreed; write floors and contents."""
    state, inputs, _, _, work = scene
    members, leader = int(state.polity.coalition.members), int(state.polity.coalition.leader)
    room, fund, n = work.loyalty, state.economy.fiscal.posts, int(inputs.counts.factions)
    if not holds(members, leader) or fund <= 0.0:
        return
    contents(scene)
    for i in range(n):
        if holds(members, i):
            room.tied[i] = _tied(i, state.economy.ledger, fund, p)
            room.ask[i] = price(i, members, leader, scene) if i != leader else 0.0
    _pay(state.polity.policy.promised, room.least, room, leader, members, n)
