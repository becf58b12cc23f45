"""How long will it last? Beliefs about the sender's resolve and the hazard of fatigue (row 39).

    L_i' = L_i + (h_L - h_H) + 2 tau_i k y_i          y_i = +-1 + noise / sqrt(k tau_i)
    lift_i = m_i h_H + (1 - m_i) h_L + fatigue * F,   m_i = Logistic(L_i)

L_i is faction i's log-odds that the sender is resolved. Every month of pressure without lifting is
evidence for it, which gives the closed form m(t) = m0 / (m0 + (1 - m0) exp(-(h_L - h_H) t)); the
private signal's log-likelihood ratio is that of two Gaussians a distance 2 apart. Off: L stays at
the prior. Hazards per month. Source: war of attrition with an unknown type (Dorussen and Mo 2001
for commitment), Bayes' rule. Ignores: inference from other factions' behaviour.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.streams import normal

_BOUND = 4.0


@kernel
def resolve_belief(log_odds, resolved, noise, precision, p):
    """Log-odds after one more month of pressure and one private signal."""
    drift = p.hazard_weak - p.hazard_resolved
    tau = p.signal * precision
    signal = (2.0 * resolved - 1.0) + noise / math.sqrt(tau) if tau > 0.0 else 0.0
    return min(_BOUND, max(-_BOUND, log_odds + drift + 2.0 * tau * signal))


@kernel
def lift_hazard(log_odds, fatigue, p):
    """Monthly hazard at which a faction expects pressure to end without its doing."""
    m = 1.0 / (1.0 + math.exp(-log_odds))
    return m * p.hazard_resolved + (1.0 - m) * p.hazard_weak + p.fatigue * fatigue


@kernel
def duration(scene, address, p):
    """Update every faction's belief about resolve while pressure is in force."""
    state, inputs, case = scene[0], scene[1], scene[2]
    sender = state.external.sender
    if int(sender.status) != 2:
        return
    seed, draw, month, key = address
    for i in range(int(inputs.counts.factions)):
        noise = normal(seed, draw, month, key, int(inputs.factions.key[i])) if p.noise > 0.0 else 0.0
        state.information.resolve[i] = resolve_belief(
            state.information.resolve[i], sender.resolved, noise * p.noise, case.precision[i], p
        )
