"""Phase 1: the sender's act, what the diaspora does, measures in force, world market, evasion."""

from __future__ import annotations

from winset.external.bloc import bloc
from winset.external.diaspora import diaspora
from winset.external.enforcement import enforcement
from winset.external.evasion import evasion
from winset.external.humanitarian import humanitarian
from winset.external.over_compliance import over_compliance
from winset.external.package import package
from winset.external.review import review
from winset.external.sender import carry_out, fatigue, scripted, strategic
from winset.external.world_market import world_market
from winset.kernel import kernel
from winset.polity.membership import holds, power_of
from winset.polity.prospects import coalition_patience, falls_due, settlement_share
from winset.simulate.schedule import STREAMS
from winset.streams import normal, uniform
from winset.types import H

_SENDER, _WORLD = (STREAMS[name] for name in ("sender", "world_market"))


@kernel
def sender_view(scene, p):
    """What the sender sees of the target; the parts are named in external/sender.py `act_value`."""
    state, inputs, case, rest, _ = scene
    polity, n = state.polity, int(inputs.counts.factions)
    members, ready, harm = int(polity.coalition.members), 0.0, 0.0
    for i in range(n):
        if holds(members, i):
            ready += polity.power[i] * polity.stance[i, 1]
    for h in range(H):
        harm += inputs.households.population[h] * state.information.hardship[h]
    ready *= (1.0 - state.information.signals.shown) / power_of(members, polity.power, n)
    patience = coalition_patience(members, polity.power, case.patience, n)
    share = settlement_share(state.external.sender, patience, inputs.sender.patience, p)
    harm = max(0.0, harm) * state.information.blame
    return polity.policy.concession, ready, harm, rest.policy[0], share, state.information.signals.resist


@kernel
def terms_of(view, sender):
    """Concession at which both would settle, from the sender's view."""
    return view[3] + view[4] * max(0.0, sender.demand - view[3])


@kernel
def pressure(scene, path, month, address, on, params):
    """Phase 1: the sender's act, measures in force, world market, evasion."""
    state, inputs, case = scene[0], scene[1], scene[2]
    seed, draw = address
    sender, last = state.external.sender, len(path) - 1
    row = path[month]
    if inputs.sender.mode > 0.0:
        row = path[last]
        if month == 0:
            sender.demand, sender.credibility = inputs.sender.first_demand, path[0].credibility
        view = sender_view(scene, params.prospects)
        if on.sender > 0.0:
            due = falls_due(view[0], terms_of(view, sender), params.prospects) if int(sender.status) == 1 else 0.0
            u = uniform(seed, draw, month, _SENDER, 0)
            strategic(sender, view, inputs.sender, u, params.sender)
            u = uniform(seed, draw, month, _SENDER, 1)
            carry_out(sender, due, state.information.signals.back, u, params.sender)
    elif on.sender > 0.0:
        when = min(last, max(0, month - int(case.offer_shift)))
        scripted(sender, row, path[when], case)
    if on.fatigue > 0.0:
        fatigue(sender, sender_view(scene, params.prospects)[2], params.sender)
    if on.diaspora > 0.0:
        diaspora(state.external, inputs, state.polity.policy.concession, params.diaspora)
    if int(sender.status) == 2:
        sender.months += 1.0
    if on.package > 0.0:
        package(state.external, row, inputs, params.package)
    if on.review > 0.0:
        review(state.external, state.polity, inputs, params.review)
    if on.over_compliance > 0.0:
        over_compliance(state.external, inputs, params.over_compliance)
    if on.world_market > 0.0:
        world_market(state.external.world, path[month], inputs.outside, normal(seed, draw, month, _WORLD, 0))
    if on.enforcement > 0.0:
        enforcement(state.external, inputs, params.enforcement)
    if on.bloc > 0.0:
        bloc(state.external, state.polity.policy.alignment, inputs, params.bloc)
    if on.evasion > 0.0:
        evasion(state.external, state.polity.policy, inputs, params.evasion)
    if on.humanitarian > 0.0:
        rulers = (int(state.polity.coalition.members), state.information.blame)
        humanitarian(state.external, row, state.economy, rulers, inputs, params.humanitarian)
