"""How rulers go (row 35): separate hazards of regular exit, insider removal, coup and uprising.

    h_regular  = base (plus `succession` and the chance of a lost vote, row 41, in a dated month)
    h_insider  = base * exp(sens * G),    G = power-weighted gain of the coalition without its leader, net of rest
    h_coup     = base * exp(sens * K),    K = sum of coercive share * (now * felt loss - content + exclusion)
    h_uprising = base * exp(sens * (A - A0) / A0_scale) * (1 + shield * coercive share that left the coalition)

The coup branch of row 1: insiders weigh the coalition without the ruler by the same payoff. Base rates are the
scenario's (frequencies of exits of non-democratic leaders); each exponent is zero at rest and bounded by `cap`, so
that exits stay rare unless several causes meet. One uniform decides among the four modes. Coercive shares in K are
of what the leader does not hold itself, and a gain counts at most .5 against a coup; now is the part of pressure
not lifted, content what posts gained since the start are worth (posts.py). Insiders count a seat under the next
ruler by the chance that they keep it (loyalty_norm.py). After a regular exit but a lost vote the ruler's faction
names the successor. After the others the strongest remaining member leads, and the fallen faction loses its seats, a
share of its power and its clients. Units: per month. Ignores: foreign removal as a choice of the sender, and
succession struggles. Source: Svolik 2009 for the modes; sensitivities are chosen.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.agreement import void
from winset.polity.membership import (
    expected_line,
    holds,
    power_of,
    value_at_rest,
    value_now,
    view_of,
)


@kernel
def removal_gain(scene, prospects, payoff, seats):
    """G: what insiders would gain from the sitting coalition without its leader, net of rest."""
    state, inputs, case, rest, work = scene
    polity, n = state.polity, int(inputs.counts.factions)
    members, leader = int(polity.coalition.members), int(polity.coalition.leader)
    without = members & ~(1 << leader)
    if without == 0:
        return 0.0
    sums = power_of(members, polity.power, n), power_of(without, polity.power, n)
    rests = power_of(members, rest.power, n), power_of(without, rest.power, n)
    here, there = view_of(members, scene, prospects), view_of(without, scene, prospects)
    line_here = expected_line(members, rest.power, work.calm, case, n)
    line_there = expected_line(without, rest.power, work.calm, case, n)
    mean = 0.0
    for i in range(n):
        if holds(without, i):
            risk, rivals = work.loyalty.exposed[i], without & ~(1 << i)
            now = (1.0 - risk) * value_now(i, without, sums[1], there, scene, payoff, seats)
            calm = (1.0 - risk) * value_at_rest(i, without, rests[1], line_there, scene, payoff, seats)
            if risk > 0.0:
                now += risk * value_now(i, rivals, sums[1], there, scene, payoff, seats)
                calm += risk * value_at_rest(i, rivals, rests[1], line_there, scene, payoff, seats)
            now -= value_now(i, members, sums[0], here, scene, payoff, seats)
            calm -= value_at_rest(i, members, rests[0], line_here, scene, payoff, seats)
            mean += polity.power[i] / sums[1] * (now - calm)
    return mean


@kernel
def coup_grievance(scene, p):
    """K: felt losses of armed factions but the leader's, and exclusion of those that sat in the coalition at rest."""
    state, inputs, _, rest, work = scene
    members, first = int(state.polity.coalition.members), int(rest.members)
    leader, total, armed = int(state.polity.coalition.leader), 0.0, 1e-12
    now = 1.0 - state.external.sender.relief
    for i in range(int(inputs.counts.factions)):
        if i == leader:
            continue
        armed += inputs.factions.coercion[i]
        out = 1.0 if holds(first, i) and not holds(members, i) else 0.0
        total += inputs.factions.coercion[i] * (
            now * max(-0.5, work.felt[i]) - work.loyalty.content[i] + p.exclusion * out
        )
    return total / armed


@kernel
def _estranged(scene):
    """Share of coercive capacity that sat in the coalition at rest and no longer does."""
    state, inputs, _, rest, _ = scene
    lost, total = 0.0, 1e-12
    for i in range(int(inputs.counts.factions)):
        total += inputs.factions.coercion[i]
        inside = 1.0 if holds(int(state.polity.coalition.members), i) else 0.0
        before = 1.0 if holds(int(rest.members), i) else 0.0
        lost += inputs.factions.coercion[i] * (before - inside)
    return max(0.0, lost / total)


@kernel
def _scaled(base, exponent, cap):
    return base / 12.0 * math.exp(min(cap, max(-cap, exponent)))


@kernel
def exit_hazards(scene, prospects, payoff, seats, row, p):
    """Write the four monthly hazards; `seats` are the coalition's parameters, `row` the month's path."""
    state, inputs, _, rest, _ = scene
    base, hazards, street = inputs.institutions, state.polity.hazards, state.polity.street
    street.opposition.ballot = street.opposition.vote * row.succession
    hazards.regular = base.regular / 12.0 + p.succession * row.succession + street.opposition.ballot
    hazards.insider = _scaled(base.insider, p.insider * removal_gain(scene, prospects, payoff, seats), p.cap)
    hazards.coup = _scaled(base.coup, p.coup * coup_grievance(scene, p), p.cap)
    rise = p.uprising * (street.attack - rest.attack) / p.attack_scale
    hazards.uprising = _scaled(base.uprising, rise, p.cap) * (1.0 + p.shield * _estranged(scene))


@kernel
def exit_mode(hazards, u):
    """0 none, 1 regular, 2 insider, 3 coup, 4 uprising, from one uniform and competing hazards."""
    total = hazards.regular + hazards.insider + hazards.coup + hazards.uprising
    chance = 1.0 - math.exp(-total)
    if u >= chance:
        return 0
    target = u / chance * total
    if target < hazards.regular:
        return 1
    if target < hazards.regular + hazards.insider:
        return 2
    return 3 if target < hazards.regular + hazards.insider + hazards.coup else 4


@kernel
def lost_vote(hazards, ballot, u):
    """True when a regular exit drawn with `u` is a vote lost, whose hazard is the last part of h_regular."""
    total = hazards.regular + hazards.insider + hazards.coup + hazards.uprising
    return u / (1.0 - math.exp(-total)) * total >= hazards.regular - ballot


@kernel
def succeed(polity, loss_of_power, n):
    """A new leader: the strongest remaining member; the fallen faction loses its seat and part of its power."""
    members, old = int(polity.coalition.members), int(polity.coalition.leader)
    new = -1
    for i in range(n):
        if holds(members, i) and i != old and (new < 0 or polity.power[i] > polity.power[new]):
            new = i
    if new < 0:
        for i in range(n):
            if i != old and (new < 0 or polity.power[i] > polity.power[new]):
                new = i
        members |= 1 << new
    total = 0.0
    polity.power[old] *= 1.0 - loss_of_power
    for i in range(n):
        total += polity.power[i]
    for i in range(n):
        polity.power[i] /= total
    seats = 0.0
    for i in range(n):
        if i == old or not holds(members, i):
            polity.policy.purse[i] = 0.0
        seats += polity.policy.purse[i]
    for i in range(n):
        polity.policy.purse[i] = polity.policy.purse[i] / seats if seats > 0.0 else (1.0 if i == new else 0.0)
    void(polity.policy, n)
    polity.coalition.leader, polity.coalition.members = new, members & ~(1 << old)


@kernel
def leader_exit(scene, month, u, p):
    """Draw an exit and hand over power; returns its mode. The first exit of a draw is the one recorded."""
    state, inputs = scene[0], scene[1]
    events = state.polity.events
    mode = exit_mode(state.polity.hazards, u)
    if mode == 0:
        return mode
    if events.exit == 0.0:
        events.exit, events.exit_month = mode, month
    if mode > 1 or lost_vote(state.polity.hazards, state.polity.street.opposition.ballot, u):
        succeed(state.polity, p.fall, int(inputs.counts.factions))
        scene[3].leader = state.polity.coalition.leader
    return mode
