"""Phase 8: the external deal, the ruler's fate and how the case ends."""

from __future__ import annotations

from winset.external.sender import capitulation_hazard
from winset.kernel import kernel
from winset.polity.acceptance import acceptance
from winset.polity.deal import deal, deal_hazards
from winset.polity.end_state import end_state
from winset.polity.leader_exit import exit_hazards, leader_exit
from winset.polity.prospects import falls_due
from winset.simulate.schedule import STREAMS
from winset.streams import uniform

_DEAL, _EXIT = (STREAMS[name] for name in ("deal", "leader_exit"))


@kernel
def outcome(scene, path, outlook, month, address, on, params):
    """Phase 8: the external deal, the ruler's fate, end states; returns whether relief came, and a new ruler."""
    state, inputs = scene[0], scene[1]
    seed, draw = address
    sender = state.external.sender
    before, mode = sender.relief, 0
    if on.acceptance > 0.0:
        acceptance(scene, outlook, params.acceptance)
    if on.deal > 0.0:
        giving_up = capitulation_hazard(sender, params.duration) if inputs.sender.mode > 0.0 else 0.0
        if int(sender.status) == 1:  # a script drops no threat
            back = state.information.signals.back if inputs.sender.mode > 0.0 else 0.0
            giving_up = back * falls_due(state.polity.policy.concession, outlook[2], params.prospects)
        deal_hazards(sender, state.polity.policy, outlook, state.polity.hazards, giving_up)
        u = uniform(seed, draw, month, _DEAL, 0)
        deal(scene, month, u, params.prospects)
    if on.leader_exit > 0.0:
        exit_hazards(scene, outlook, params.payoff, params.coalition, path[month], params.leader_exit)
        mode = leader_exit(scene, month, uniform(seed, draw, month, _EXIT, 0), params.leader_exit)
    if on.end_state > 0.0:
        end_state(scene, month, params.end_state)
    relieved = sender.relief > before and sender.months > 0.0  # what was never in force teaches nothing
    return 1.0 if relieved else 0.0, 1.0 if mode > 0 else 0.0
