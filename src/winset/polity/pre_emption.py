"""Posts paid to armed members before they rise: a mutiny forestalled where that is cheaper than the risk (row 38).

    min over t >= 0 of  (w / I_l) sum_i t_i + (downfall / impatience_l) h(K - sum_i a_i log(1 + t_i / I_i))
    I_i + t_i = a_i v,     v = (I_l / w) (downfall / impatience_l) coup h(K after payment)

h is the monthly hazard of a coup (leader_exit.py), K the coercive grievance that the ruler foresees, a_i i's part of
the arms that are not the ruler's, I_i its income at the posts it held at rest, t_i what it is paid above them, and w
the ruler's part of the bill, which goes to all other members by what they hold above their floors. The first unit of
pay is due where arms per income are greatest, and nobody is paid while expected loss stays below cost: a_i v <= I_i.
Pay at most makes up for the grievance:

    g_i = now (felt_i + foresight (loss_i - felt_i)^+),     log(1 + t_i / I_i) <= g_i

so that with foresight it comes before buffers are used up and the loss is felt; v falls in what is paid, and is found
by bisection. Where the hazard would stay at its cap nothing is paid. The members paid keep their posts in the month's
bargain. Units: t in shares of base GDP at a yearly rate, written as the share `paid` of the posts fund; h per month;
downfall in log income a month. Source: act where E[coup] times loss exceeds cost, and the cheapest members first
(Baron and Ferejohn 1989; Groseclose and Snyder 1996), as theory row 38 states them; downfall and foresight are
chosen. Ignores: favours in kind (licences, exemptions), members who threaten in order to be paid, and the greater
fear of the street of those who live off office.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.membership import holds
from winset.polity.posts import contents, seat_at_rest
from winset.types import STATUS

_BISECTIONS = 40
NONE = STATUS.index("none")


@kernel
def paid_relief(worth, room, n):
    """Grievance that pay up to `worth` v per arms takes away; writes log(1 + t / I) of each (`relief`)."""
    total = 0.0
    for i in range(n):
        room.relief[i] = 0.0
        if room.grief[i] > 0.0 and room.arms[i] * worth > room.before[i]:
            room.relief[i] = min(room.grief[i], math.log(room.arms[i] * worth / room.before[i]))
            total += room.arms[i] * room.relief[i]
    return total


@kernel
def worth_paying(scale, sensitivity, grievance, room, n):
    """v: what the ruler would pay per arms and log income; `scale` is (I_l / w) downfall / impatience base hazard."""
    high = scale * sensitivity * math.exp(sensitivity * grievance)
    low = 0.0
    if paid_relief(high, room, n) == 0.0:
        return high
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        after = grievance - paid_relief(middle, room, n)
        if middle < scale * sensitivity * math.exp(sensitivity * after):
            low = middle
        else:
            high = middle
    paid_relief(high, room, n)
    return high


@kernel
def _foresee(scene, exits, p):
    """Fill arms, grievance and income at the posts of rest of all armed members; returns K as it is foreseen."""
    state, inputs, _, rest, work = scene
    room, members, leader = work.loyalty, int(state.polity.coalition.members), int(state.polity.coalition.leader)
    n, now, armed, total = int(inputs.counts.factions), 1.0 - state.external.sender.relief, 1e-12, 0.0
    for i in range(n):
        armed += inputs.factions.coercion[i] if i != leader else 0.0
    for i in range(n):
        room.arms[i], room.grief[i] = 0.0, 0.0
        if i == leader:
            continue
        room.arms[i] = inputs.factions.coercion[i] / armed
        felt = work.felt[i]
        seen = now * max(-0.5, felt + p.foresight * max(0.0, state.information.loss[i] - felt))
        out = 1.0 if holds(int(rest.members), i) and not holds(members, i) else 0.0
        total += room.arms[i] * (seen + exits.exclusion * out)
        if holds(members, i) and room.arms[i] > 0.0:
            room.grief[i] = max(0.0, seen)
            room.before[i] = work.market[i] + state.economy.fiscal.posts * seat_at_rest(i, members, scene)
    return total


@kernel
def saves(scale, grievance, exits, room, n):
    """What the pay held in `relief` takes off the expected loss of office, less its bill; no hazard exceeds its cap."""
    after, bill = grievance, 0.0
    for i in range(n):
        if room.relief[i] > 0.0:
            after -= room.arms[i] * room.relief[i]
            bill += room.before[i] * (math.exp(room.relief[i]) - 1.0)
    less = math.exp(min(exits.cap, exits.coup * grievance)) - math.exp(min(exits.cap, exits.coup * after))
    return scale * less - bill


@kernel
def _spare(seats, room, members, n):
    """Posts that the members who are not in question hold above their floors."""
    total = 0.0
    for i in range(n):
        room.spare[i] = max(0.0, seats[i] - room.least[i]) if holds(members, i) and room.grief[i] == 0.0 else 0.0
        total += room.spare[i]
    return total


@kernel
def _transfer(seats, spare, room, scene):
    """Raise the paid to their posts at rest and their pay, at the expense of the others; returns the pay's share."""
    fund, n, missing, pay = scene[0].economy.fiscal.posts, int(scene[1].counts.factions), 0.0, 0.0
    members = int(scene[0].polity.coalition.members)
    for i in range(n):
        room.more[i] = 0.0
        if room.relief[i] > 0.0:
            more = room.before[i] * (math.exp(room.relief[i]) - 1.0) / fund
            room.more[i] = max(0.0, seat_at_rest(i, members, scene) + more - seats[i])
            missing += room.more[i]
            pay += more
    part = min(1.0, spare / missing) if missing > 0.0 else 0.0
    for i in range(n):
        seats[i] -= room.spare[i] / spare * part * missing
        seats[i] += part * room.more[i]
        if room.relief[i] > 0.0:
            due = seat_at_rest(i, members, scene) + room.before[i] * (math.exp(room.relief[i]) - 1.0) / fund
            room.least[i] = max(room.least[i], min(due, seats[i]))
    return pay


@kernel
def pre_emption(scene, exits, p):
    """Shift what is agreed of the posts to armed members that the ruler fears; `exits` are those of leader_exit.py."""
    state, inputs, _, _, work = scene
    polity, room, n = state.polity, work.loyalty, int(inputs.counts.factions)
    leader, seats = int(polity.coalition.leader), polity.policy.promised
    fund = state.economy.fiscal.posts
    polity.coalition.loyalty.paid = 0.0
    contents(scene)
    if int(state.external.sender.status) == NONE or fund <= 0.0:
        return
    grievance = _foresee(scene, exits, p)
    spare = _spare(seats, room, int(polity.coalition.members), n)
    if spare <= 0.0 or room.spare[leader] <= 0.0 or grievance <= 0.0:
        return
    income = work.market[leader] + fund * seats[leader]
    scale = income * spare / room.spare[leader] * p.downfall / work.impatience[leader] * inputs.institutions.coup / 12.0
    worth_paying(scale, exits.coup, grievance, room, n)
    if saves(scale, grievance, exits, room, n) > 0.0:
        polity.coalition.loyalty.paid = _transfer(seats, spare, room, scene)
