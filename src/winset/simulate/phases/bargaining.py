"""Phase 6: the coalition's bargain over policy and posts."""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.agreement import agreement
from winset.polity.bargain import bargain
from winset.polity.coalition import CONCEPTS, margin
from winset.polity.conditional_finance import conditional_finance
from winset.polity.delayed_reform import delayed_reform
from winset.polity.packaging import packaging
from winset.polity.partial_reform import partial_reform
from winset.polity.status_quo_bias import status_quo_bias
from winset.polity.weighted_mean import weighted_mean
from winset.simulate.schedule import STREAMS
from winset.streams import PARAMETER_MONTH, uniform

_AGENDA, _DELAY, _SKILL = (STREAMS[name] for name in ("agenda", "delayed_reform", "packaging"))


@kernel
def bargaining(scene, outlook, month, address, on, params, solution):
    """Phase 6: what is on the agenda, the bargain over policy and posts, and what is carried out of it."""
    state, inputs = scene[0], scene[1]
    seed, draw = address
    members = int(state.polity.coalition.members)
    if on.partial_reform > 0.0:
        partial_reform(state.polity.policy, params.partial_reform)
    if on.delayed_reform > 0.0:
        delayed_reform(scene, uniform(seed, draw, month, _DELAY, 0), params.payoff, params.delayed_reform)
    meets = uniform(seed, draw, month, _AGENDA, 0) < params.bargain.chance
    if on.status_quo_bias > 0.0 and meets:
        status_quo_bias(scene, params.payoff, params.status_quo_bias)
    if on.packaging > 0.0:
        ruler = int(inputs.factions.key[int(state.polity.coalition.leader)])
        u = uniform(seed, draw, PARAMETER_MONTH, _SKILL, ruler)
        packaging(state.polity.policy.agenda, u, params.packaging)
    if on.bargain > 0.0 and meets:
        if solution[0] < CONCEPTS:
            bargain(scene, outlook, params.payoff, params.bargain)
        else:
            weighted_mean(scene)
    if on.conditional_finance > 0.0:
        conditional_finance(scene, params.payoff, params.conditional_finance)
    if on.bargain > 0.0:
        agreement(state.polity.policy, int(inputs.counts.factions), params.bargain)
    state.polity.coalition.margin = margin(members, scene, outlook, params.payoff, params.coalition)
