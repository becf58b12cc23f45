"""The exit option (floor of row 34): what a faction keeps if it leaves with its movable wealth.

    e_i = log(m0_i + R0 x0_i) + log(movable_i (1 - listed_i) (1 - closed) + retained)

with income at rest as the scale of its wealth. Listings close the channel, finance sanctions close
part of it for everybody, and what cannot leave is kept at the share `retained`. Units: log income, on
the scale of the membership value. Ignores: asylum, family abroad, prosecution.
"""

from __future__ import annotations

import math

from winset.kernel import kernel


@kernel
def exit_option(scene, p):
    """Write the exit value of every faction."""
    state, inputs, _, rest, _ = scene
    measures = state.external.measures
    for i in range(int(inputs.counts.factions)):
        movable = inputs.factions.movable[i] * (1.0 - measures.listing[i]) * (1.0 - p.closed * measures.finance)
        income = rest.market[i] + rest.fund * rest.purse[i]
        state.polity.exit_value[i] = math.log(income * (movable + p.retained))
