"""Ties between factions on shared vulnerability or shared benefit (row 5).

    v_ij  = min(|l_i|, |l_j|) if both lose or both gain, else -rift * min(|l_i|, |l_j|)
    t_ij' = t_ij + speed (now (strength + complement (n_i c_j + n_j c_i)) v_ij - t_ij)

The link payoff of Jackson and Wolinsky (1996) with v the believed loss from pressure: those hit
together have reason to hold together, and payer and winner drift apart. The complement term gives
more to pairs of a faction with foreign networks n and one with coercive means c; now is the part of
pressure that is not lifted. t is the deviation
from the ties at rest, so it is zero without pressure, symmetric, and bounded by the losses. Units:
log income. Ignores: the cost of distance, which the payoff counts already, and indirect links.
"""

from __future__ import annotations

from winset.kernel import kernel


@kernel
def common_fate(own, other, rift):
    """Shared part of two believed losses; negative when one gains what the other loses."""
    shared = min(abs(own), abs(other))
    return shared if own * other >= 0.0 else -rift * shared


@kernel
def ties(polity, loss, now, inputs, p):
    """Move every tie towards what common fate supports; `now` is the part of pressure not lifted."""
    factions = inputs.factions
    n = int(inputs.counts.factions)
    for i in range(n):
        for j in range(i):
            both = factions.network[i] * factions.coercion[j] + factions.network[j] * factions.coercion[i]
            goal = now * (p.strength + p.complement * both) * common_fate(loss[i], loss[j], p.rift)
            polity.ties[i, j] += p.speed * (goal - polity.ties[i, j])
            polity.ties[j, i] = polity.ties[i, j]
