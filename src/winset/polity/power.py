"""Power drifts with income (row 1), buffers are spent and refilled.

    ln g_i' = ln g_i + elasticity (d_i - mean d) / 12 - revert ln(g_i / g_i at rest),   sum g = 1
    B_i' = B_i - (1 - exp(-d_i^-)) , refilled at `refill` (B_i0 - B_i) while nothing is lost

d_i is the change of i's log income against the same posts without pressure. Reversion stands for the
sources of power that income does not touch. B is a stock of months of income. Units: shares; per
month. Ignores: violence and organisation as sources of power. Source: power drift of the theory table, row 1.
"""

from __future__ import annotations

import math

from winset.kernel import kernel


@kernel
def power(polity, rest, loss, n, p):
    """Drift of power; `loss` (F,) is the log income lacking now."""
    mean = 0.0
    for i in range(n):
        mean -= polity.power[i] * loss[i]
    total = 0.0
    for i in range(n):
        drift = p.elasticity * (-loss[i] - mean) / 12.0
        drift -= p.revert * math.log(polity.power[i] / rest.power[i])
        polity.power[i] *= math.exp(drift)
        total += polity.power[i]
    for i in range(n):
        polity.power[i] /= total


@kernel
def buffers(polity, start, loss, n, p):
    """Spend and refill the months of income that factions hold in reserve."""
    for i in range(n):
        if loss[i] > 0.01:
            polity.buffer[i] = max(0.0, polity.buffer[i] - (1.0 - math.exp(-loss[i])))
        else:
            polity.buffer[i] += p.refill * (start[i] - polity.buffer[i])
