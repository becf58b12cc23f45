"""Bias to the status quo when the winners of a reform are not known beforehand (row 15).

    G_i = V_i(r*) - V_i(r),      v_i = veil / (veil + precision_i)
    E_i = (1 - v_i) G_i + v_i sum_j beta_j v_j G_j / sum_j beta_j v_j
    reform is on the agenda only if  sum_{i: E_i > 0} beta_i > consent

Fernandez and Rodrik (1991): a reform that most would gain from can fail, because some of those who will gain do not
know it and expect what all who do not know expect on average. r* is the depth that the bargain would choose from the
weights it has at rest, r the depth agreed. How much of its own fate member i can tell beforehand goes by the precision
of what it knows about the points where measures press (row 19); what it cannot tell it takes from the mean of those in
the dark, so that expectations average to the truth. Beyond the deepest reform that was ever in force the veil holds; on
the way back to what was, everybody knows what it has: a reform that was turned down beforehand may be kept once it is
there, and one that is undone needs a majority who in fact lost. A reform that is turned down stays off the agenda of
this bargain, with concession, alignment, burden and purse still on it.

Units: log income, shares of the coalition's power. Ignores: compensation promised for the vote, and trials. At rest
r* is r. Source: the condition of the theory table, row 15; the published case is games.voting; sizes are chosen.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.membership import holds, power_of
from winset.polity.policy_terms import best_reform, other_given, reform_gain

_PROPOSED = 1e-6  # change of depth that is put to the vote


@kernel
def expected_gain(own, unknown, mean):
    """E_i: what is known of the own fate, and for the rest what all in the dark expect."""
    return (1.0 - unknown) * own + unknown * mean


@kernel
def proposal(members, scene, payoff):
    """r*: the reform that solves the bargain's condition with surpluses as they are at rest."""
    state, rest, room, n = scene[0], scene[3], scene[4].bargain, int(scene[1].counts.factions)
    for i in range(n):
        room.weight[i], room.surplus[i] = state.polity.power[i], rest.waiting[i]
    return best_reform(members, scene, payoff)


@kernel
def support(goal, veil, members, scene, payoff):
    """Share of the coalition's power that expects to gain from a reform of depth `goal`."""
    state, case, room, n = scene[0], scene[2], scene[4].bargain, int(scene[1].counts.factions)
    policy, power, top, low, favour = state.polity.policy, state.polity.power, 0.0, 1e-12, 0.0
    before = policy.agreed[0], policy.agreed[1], policy.agreed[2], policy.agreed[3]
    after = before[0], before[1], goal, before[3]
    for i in range(n):
        if holds(members, i):
            gains = reform_gain(i, scene, payoff), 0.0
            room.trial[i] = other_given(i, after, gains, scene, payoff) - other_given(i, before, gains, scene, payoff)
            unknown = veil / (veil + case.precision[i])
            top += power[i] * unknown * room.trial[i]
            low += power[i] * unknown
    for i in range(n):
        if holds(members, i):
            unknown = veil / (veil + case.precision[i])
            if expected_gain(room.trial[i], unknown, top / low) > 0.0:
                favour += power[i]
    return favour / power_of(members, power, n)


@kernel
def status_quo_bias(scene, payoff, p):
    """Put the reform that the coalition would choose to the vote, and take it off the agenda if it fails."""
    state, held = scene[0], scene[4].bargain.held
    policy, members = state.polity.policy, int(state.polity.coalition.members)
    agenda = policy.agenda
    agenda.tried = max(agenda.tried, policy.reform - policy.reform_at_rest)
    goal, agenda.rejected = proposal(members, scene, payoff), 0.0
    if abs(goal - policy.agreed[2]) <= _PROPOSED:
        return
    veil = p.veil if goal > policy.reform_at_rest + agenda.tried else 0.0
    if support(goal, veil, members, scene, payoff) <= p.consent:
        agenda.rejected, held[2] = 1.0, 1.0
