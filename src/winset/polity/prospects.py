"""What conceding can buy: the terms on which pressure would end, as everybody sees them (row 44).

    q_final = c0 + (D - c0) (1 - d_T) / (1 - d_S d_T)

Rubinstein (1982): the sender makes the first offer on the pie between the target's concession at
rest c0 and the demand D, so a target that answers concedes the share (1 - d_T) / (1 - d_S d_T),
with d_T the power-weighted discount factor of the ruling coalition and d_S the sender's, lowered by
fatigue. An interim deal suspends part of the pressure at a share of that distance. A deal arrives
at rate * credibility * (1 + trust) (1 - discount) * Logistic((c - q) / width) a month, with trust the target's
reputation (reputation.py) and the discount on what it says at home (acceptance.py); after a deal, falling below what
was agreed brings pressure back, the more surely the longer the deal was kept (pact.py).
What banks and firms withdrew from fear (row 53) outlasts the measures, so that relief is
worth less than signed:

    left = 1 - relief (1 - lasting (1 - d_T) / (1 - d_T + back))

with `lasting` its share of what pressure costs, fading at `back` a month. Units: positions, monthly rates.

A threat falls due at rate_impose a month. What has been conceded by then decides: where the terms are met it is
settled before anything is in force, at rate_impose * credibility * (1 + trust) * Logistic((c - q_final) / width), and
nothing is left of it; where they are not, pressure comes at rate_impose * Logistic((q_final - c) / width). What is
threatened is dated by a script or carried out by the sender (external/sender.py); factions expect it at these rates.
Ignores: deals over other demands, and interim deals over a threat.
Source: closed form checked against the published example values; rates are chosen (parameters.csv).
"""

from __future__ import annotations

from winset.games.rubinstein import proposer_share
from winset.kernel import kernel
from winset.polity.payoff import logistic
from winset.types import STATUS

NONE, THREAT, IMPOSED, SUSPENDED, LIFTED = range(len(STATUS))
NOTHING_SIGNED = -1.0  # in place of a signed concession, where the sender gave up


@kernel
def coalition_patience(members, power, patience, n):
    """Power-weighted discount factor of the coalition."""
    total, weighted = 0.0, 0.0
    for i in range(n):
        if (members >> i) & 1:
            total += power[i]
            weighted += power[i] * patience[i]
    return weighted / total


@kernel
def settlement_share(sender, patience_target, patience_sender, p):
    """Share of the way from rest to the demand at which sender and target would settle."""
    patient = max(0.5, patience_sender - p.fatigue * sender.fatigue)
    return proposer_share(patient, patience_target, 0.0, 0.0, 0.0, 0.0, 1.0)


@kernel
def settlement_level(sender, rest_concession, patience_target, patience_sender, p):
    """q_final: the concession at which sender and target would settle."""
    share = settlement_share(sender, patience_target, patience_sender, p)
    return rest_concession + max(0.0, sender.demand - rest_concession) * share


@kernel
def relief_terms(sender, p):
    """Share of pressure lifted by an interim deal, a settlement and full compliance.

    Measures that an interim deal lifts go whole, of the rest a share is suspended; what only compliance
    lifts survives a settlement, and what nothing lifts survives compliance.
    """
    interim = sender.at_interim + p.relief_interim * (sender.at_settlement - sender.at_interim)
    return p.relief_final * interim, p.relief_final * sender.at_settlement, p.relief_final * sender.at_compliance


@kernel
def worth(relief, compliance, patience):
    """Share of pressure that relief takes away, discounted, when lawful trade returns slowly (row 53)."""
    if compliance.lasting <= 0.0:
        return relief
    wait = 1.0 - patience
    return relief * (1.0 - compliance.lasting * wait / (wait + compliance.back))


@kernel
def falls_due(concession, level, p):
    """Hazard that a threat falls due while its terms, a concession of `level`, are not met."""
    return p.rate_impose * logistic((level - concession) / p.width)


@kernel
def prospects(scene, p):
    """Pressure now, then rate, threshold and remaining pressure of each way out, and the width."""
    state, inputs, case, rest, _ = scene
    sender, polity = state.external.sender, state.polity
    n = int(inputs.counts.factions)
    d_target = coalition_patience(int(polity.coalition.members), polity.power, case.patience, n)
    q_final = settlement_level(sender, rest.policy[0], d_target, inputs.sender.patience, p)
    q_interim = rest.policy[0] + p.interim_level * (q_final - rest.policy[0])
    now = 1.0 - sender.relief
    status = int(sender.status)
    info = state.information
    believed = sender.credibility * (1.0 + info.reputation.trust) * (1.0 - info.audience.discount)
    final = p.rate_final * believed
    suspended, settled, _ = relief_terms(inputs.sender, p)
    fear = state.external.compliance
    left, half = 1.0 - worth(settled, fear, d_target), 1.0 - worth(suspended, fear, d_target)
    if status == IMPOSED:
        interim = p.rate_interim * believed
        return now, final, q_final, left, interim, q_interim, half, 0.0, 0.0, p.width
    if status == SUSPENDED:
        return now, final, q_final, left, 0.0, q_interim, half, p.rate_snapback, q_interim, p.width
    if status == LIFTED:
        width = p.width * (1.0 - polity.policy.pact.clarity)
        gave_up = polity.policy.pact.signed == NOTHING_SIGNED
        back = 0.0 if gave_up else p.rate_snapback
        return now, 0.0, q_final, left, 0.0, q_interim, half, back, q_interim, width
    if status == THREAT:
        met = p.rate_impose * believed
        return 0.0, met, q_final, 0.0, 0.0, q_interim, half, p.rate_impose, q_final, p.width
    return 0.0, 0.0, q_final, left, 0.0, q_interim, half, 0.0, 0.0, p.width
