"""Phase 5: who rules with whom, and at what price."""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.agreement import void
from winset.polity.coalition import CONCEPTS, FORMATEUR, LOGIT, formateur, logit, self_enforcing
from winset.polity.loyalty_norm import loyalty_norm
from winset.polity.membership import holds, power_of
from winset.polity.posts import posts
from winset.polity.pre_emption import pre_emption
from winset.polity.ties import ties
from winset.simulate.schedule import STREAMS
from winset.streams import uniform

_OPPORTUNITY, _COALITION = (STREAMS[name] for name in ("opportunity", "coalition"))


@kernel
def _seat(scene, members):
    """Install a coalition with posts by power, whatever rule brought it about; older agreements lapse."""
    state, inputs = scene[0], scene[1]
    polity, n = state.polity, int(inputs.counts.factions)
    total = power_of(members, polity.power, n)
    for i in range(n):
        polity.policy.purse[i] = polity.power[i] / total if holds(members, i) else 0.0
    void(polity.policy, n)
    polity.coalition.members = members
    polity.coalition.changes += 1.0


@kernel
def coalition(scene, outlook, month, address, params, solution):
    """Phase 5: an opportunity to regroup, drawn; then the solution concept, `solution` = (rules, tables).

    The number of the rules is that of the coalition's and, times their number, that of the policy's.
    """
    state = scene[0]
    concept, tables = solution[0] % CONCEPTS, solution[1]
    seed, draw = address
    polity, p = state.polity, params.coalition
    members, leader = int(polity.coalition.members), int(polity.coalition.leader)
    sour = 0.0
    for i in range(int(scene[1].counts.factions)):
        if holds(members, i):
            sour += polity.power[i] * max(0.0, scene[4].felt[i])
    sour *= 1.0 - state.external.sender.relief
    chance = p.opportunity * (1.0 + p.discontent * sour)
    if uniform(seed, draw, month, _OPPORTUNITY, 0) >= chance:
        return
    u = uniform(seed, draw, month, _COALITION, 0)
    terms = (params.payoff, p)
    if concept == LOGIT:
        new, cycle, threats = logit(members, leader, scene, outlook, terms, u, tables)
    elif concept == FORMATEUR:
        new, cycle, threats = formateur(members, leader, scene, outlook, terms, u, tables)
    else:
        new, cycle, threats = self_enforcing(members, leader, scene, outlook, terms, u, tables)
    polity.coalition.threats = threats
    polity.coalition.cycle += cycle
    if new != members:
        _seat(scene, new)


@kernel
def regrouping(scene, outlook, month, address, on, params, solution):
    """Phase 5: ties, an opportunity to regroup, and what loyalty then costs."""
    state, inputs = scene[0], scene[1]
    if on.ties > 0.0 and int(state.external.sender.status) > 0:
        ties(state.polity, state.information.loss, 1.0 - state.external.sender.relief, inputs, params.ties)
    if on.coalition > 0.0:
        coalition(scene, outlook, month, address, params, solution)
    if on.loyalty_norm > 0.0:
        loyalty_norm(scene, params.loyalty_norm)
    if on.posts > 0.0:
        posts(scene, params.posts)
    if on.pre_emption > 0.0:
        pre_emption(scene, params.leader_exit, params.pre_emption)
