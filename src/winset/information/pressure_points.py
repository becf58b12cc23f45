"""Who knows the pressure points (row 19): private signals on one's own exposure.

    loss_i' = loss_i + g_i (y_i - loss_i),   g_i = k tau_i / (1 + k tau_i),   y_i = x_i + noise

x_i is the log income i lacks against the same posts without pressure, under the pressure in force, so that
belief follows a package that is phased in; while pressure is only threatened it is the exposure that the full
package would bring, at a share. tau_i is the precision of i's information, higher with office and network
rank, so the informed move first. The noise has standard deviation noise (|x_i| + mean |x|) / sqrt(tau_i):
with nothing at stake there is nothing to misread. For members of the coalition tau_i is cut by the part of the
unified front of regions that is lost (dissent.py). Relief leaves the memory of what pressure cost. Off: nobody
learns; every faction holds its exposure to the whole package to come from the start, and the sender's type.
Units: log income. Source: Gaussian updating; precision by office is the scenario's. Ignores: learning from
others.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.streams import normal


@kernel
def observed_loss(income, comparison):
    """Log income lacking against the same posts without pressure; negative for those who gain."""
    return math.log(comparison / income)


@kernel
def pressure_points(information, level, truth, scale, noise, case_precision, p):
    """Update the belief of one faction: `truth` its loss now, `noise` a normal."""
    gain = p.gain * case_precision / (1.0 + p.gain * case_precision)
    signal = truth + noise * p.noise * scale / math.sqrt(case_precision)
    return information + level * gain * (signal - information)


@kernel
def _at_stake(i, truth, status, inputs, p):
    """What faction i's signal is about: its loss, or a share of its exposure while pressure is threatened."""
    return p.anticipation * inputs.factions.exposure[i] if status == 1 else truth[i]


@kernel
def _heard(i, polity, case):
    """Precision of faction i's signal; who sits at the centre hears less from regions that dissent."""
    seated = (int(polity.coalition.members) >> i) & 1
    return case.precision[i] * (1.0 - seated * polity.street.regions.lost)


@kernel
def update(scene, truth, address, p):
    """Every faction reads its own signal; `truth` (F,) is the loss now."""
    state, inputs, case = scene[0], scene[1], scene[2]
    sender = state.external.sender
    status = int(sender.status)
    level = sender.intensity * (1.0 - sender.relief)
    n = int(inputs.counts.factions)
    if status != 1 and (status != 2 or level < 0.25):
        return
    seed, draw, month, key = address
    scale = 0.0
    for i in range(n):
        scale += abs(_at_stake(i, truth, status, inputs, p)) / n
    for i in range(n):
        noise = normal(seed, draw, month, key, int(inputs.factions.key[i])) if p.noise > 0.0 else 0.0
        seen = _at_stake(i, truth, status, inputs, p)
        state.information.loss[i] = pressure_points(
            state.information.loss[i], 1.0, seen, abs(seen) + scale, noise, _heard(i, state.polity, case), p
        )
