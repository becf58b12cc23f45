"""The external deal (row 44): interim suspension, settlement, reversal, and the sender's capitulation.

Each month of imposed pressure the events below compete, with the hazards of `prospects`:
    interim      rate * credibility * Logistic((c - q_interim) / width)  -> part of the pressure suspended
    final        rate * credibility * Logistic((c - q_final) / width)    -> pressure lifted
    snapback     rate * Logistic((q_interim - c) / width), after a deal  -> pressure back in full
    capitulation hazard of the sender's true type plus fatigue (row 39)  -> pressure lifted for nothing
What is lifted is named by the measures' own tags: with ρ = relief_final,
    interim     ρ of the measures with that tag, ρ · relief_interim of those that a settlement lifts
    settlement  ρ of both;   compliance  ρ of these and of what waits for compliance;   capitulation  all, `never` too
    relief = Σ_j lifted_j (weight_j − weight_{j−1})          share of pressure, as in prospects `relief_terms`
and a reversal brings every measure back. A threat can end in two of them, before anything is in force: it is settled
when its terms are met, and a sender that chooses may drop it when it falls due; either lifts it whole, and is noted as
an ending at the threat stage. A deal that fell before any measure was in force revives the threat, which is then
carried out as a script dates it or as the sender chooses. A final deal is `compliance` when the concession reaches
`full` of the demand then in force, else `settlement`. A sender is hostage to its own terms: what it signs is what the
target was asked for. The concession in force when a deal was signed is noted until it is reversed.
Units: per month. Ignores: ratification at home on the sender's side. Sources: rates are chosen; the
threshold is Rubinstein's (prospects.py).
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.payoff import logistic
from winset.polity.prospects import IMPOSED, LIFTED, NOTHING_SIGNED, SUSPENDED, THREAT

COMPLIANCE, SETTLEMENT, CAPITULATION, STALEMATE = 1, 2, 3, 4


@kernel
def deal_hazards(sender, policy, prospects, hazards, capitulation):
    """Write the monthly hazards of the four events."""
    _, final, q_final, _, interim, q_interim, _, back, q_back, width = prospects
    c, status = policy.concession, int(sender.status)
    hazards.final = final * logistic((c - q_final) / width)
    hazards.interim = interim * logistic((c - q_interim) / width)
    hazards.snapback = back * logistic((q_back - c) / width) if status >= SUSPENDED else 0.0
    hazards.capitulation = capitulation if status in (IMPOSED, THREAT) else 0.0


@kernel
def lift(sender, traits, tags, status):
    """Lift the share of the measures of every tag that `tags` (interim, settlement, compliance, never) states."""
    weighed, before = 0.0, 0.0
    for j, upto in enumerate((traits.at_interim, traits.at_settlement, traits.at_compliance, 1.0)):
        sender.lifted[j] = tags[j]
        weighed += tags[j] * (upto - before)
        before = upto
    sender.relief, sender.status = weighed, status


@kernel
def _end(events, kind, month, at_threat):
    if events.end == 0.0:
        events.end, events.end_month, events.at_threat = kind, month, at_threat


@kernel
def deal(scene, month, u, p):
    """Draw at most one event of the month from one uniform and carry it out; `p` are the prospects'."""
    state, traits = scene[0], scene[1].sender
    sender, polity = state.external.sender, state.polity
    h, events = polity.hazards, polity.events
    total = h.final + h.interim + h.snapback + h.capitulation
    chance = 1.0 - math.exp(-total)
    if u >= chance:
        return
    target = u / chance * total
    threat = int(sender.status) == THREAT
    early = 1.0 if threat else 0.0
    if target < h.final:
        full = polity.policy.concession >= p.full * sender.demand
        if threat:
            lift(sender, traits, (1.0, 1.0, 1.0, 1.0), LIFTED)
        else:
            lift(sender, traits, (p.relief_final, p.relief_final, p.relief_final if full else 0.0, 0.0), LIFTED)
        _end(events, COMPLIANCE if full else SETTLEMENT, month, early)
        polity.policy.pact.signed = polity.policy.concession
    elif target < h.final + h.interim:
        lift(sender, traits, (p.relief_final, p.relief_final * p.relief_interim, 0.0, 0.0), SUSPENDED)
        polity.policy.pact.signed = polity.policy.concession
        if events.interim_month < 0.0:
            events.interim_month = month
    elif target < h.final + h.interim + h.snapback:
        unborn = int(sender.status) == LIFTED and sender.months == 0.0
        lift(sender, traits, (0.0, 0.0, 0.0, 0.0), THREAT if unborn else IMPOSED)
        polity.policy.pact.signed = 0.0
    else:
        lift(sender, traits, (1.0, 1.0, 1.0, 1.0), LIFTED)
        polity.policy.pact.signed = NOTHING_SIGNED
        _end(events, CAPITULATION, month, early)
