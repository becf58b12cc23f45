"""The polity at rest: waiting costs and policy under which what is observed is an equilibrium.

    waiting_i = deadlock * (beta_i / I_i) / mean_j(beta_j / I_j)          q_d = sum I_i s_id x_id / sum I_i s_id

At the solution of the bargain without pressure every member's surplus is its waiting cost, and the
first-order condition of the purse is beta_i / (waiting_i I_i) = mu for all members; waiting costs of
this form make the observed posts its solution, and the policy at rest follows from the same weights.
A faction that holds more income per unit of power is inferred to lose less from a deadlock. Initial
outsiders wait at the mean cost. Units: log income. Ignores: corner solutions of posts at rest.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.agreement import void
from winset.polity.membership import holds, power_of
from winset.polity.payoff import distance


@kernel
def _waiting_costs(members, power, rest, deadlock, n):
    total, count, mean = power_of(members, power, n), 0.0, 0.0
    for i in range(n):
        if holds(members, i):
            rest.waiting[i] = power[i] / total / (rest.market[i] + rest.fund * rest.purse[i])
            mean += rest.waiting[i]
            count += 1.0
    for i in range(n):
        rest.waiting[i] = deadlock * rest.waiting[i] * count / mean if holds(members, i) else deadlock


@kernel
def _policy_at_rest(members, rest, case, n):
    for d in range(3):
        top, low = 0.0, 1e-12
        for i in range(n):
            if holds(members, i):
                w = (rest.market[i] + rest.fund * rest.purse[i]) * case.salience[i, d]
                top += w * case.ideal[i, d]
                low += w
        rest.policy[d] = top / low


@kernel
def calibrate(scene, payoff, p):
    """Fill REST from the state at rest and set the policy in force to the policy at rest.

    `p` is the bargain's parameters. Income is that of the ledger at rest, posts those of the scenario.
    """
    state, inputs, case, rest, _ = scene
    n, polity = int(inputs.counts.factions), state.polity
    members = int(inputs.institutions.start_members)
    rest.members, rest.leader = members, inputs.institutions.leader
    rest.fund, rest.burden = state.economy.fiscal.posts, payoff.burden_rest
    ledger = state.economy.ledger
    for i in range(n):
        rest.power[i] = polity.power[i]
        rest.market[i] = max(payoff.income_floor, ledger.income[i] - ledger.posts[i])
        rest.purse[i] = inputs.factions.posts[i]
    _waiting_costs(members, polity.power, rest, p.deadlock, n)
    _policy_at_rest(members, rest, case, n)
    policy = polity.policy
    policy.concession, policy.alignment, policy.reform = rest.policy[0], rest.policy[1], rest.policy[2]
    policy.reform_at_rest = rest.policy[2]
    policy.burden, policy.commitment, policy.converged = rest.burden, rest.policy[0], 1.0
    line = (rest.policy[0], rest.policy[1], rest.policy[2], rest.burden)
    for i in range(n):
        policy.purse[i] = rest.purse[i]
        seat = rest.purse[i] if holds(members, i) else polity.power[i]
        income = rest.market[i] + rest.fund * seat
        rest.value[i] = math.log(income) - 0.5 * payoff.ideology * distance(i, line, case, 0.0)
    void(policy, n)
    polity.coalition.members, polity.coalition.leader = members, rest.leader
