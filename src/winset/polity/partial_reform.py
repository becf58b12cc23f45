"""Winners of a partial reform lock it in (row 21).

    rents left at depth r:  1 - (r - r0) + gain (r - r0) (1 - r) / (1 - r0)  =  a r - b r^2 and a constant
    peak of the winners     r_p = (1 + r0) / 2 - (1 - r0) / (2 gain) < 1

Hellman (1998): holders of licences and of cheap foreign exchange lose their rents to a full reform, but a half-open
door earns more than a closed one: they trade between the reformed part and the rest. What they trade on vanishes at the
reform at rest r0 and at r = 1, and so is gain (r - r0)(1 - r)/(1 - r0) per unit of rent; with what reform ends it
makes their payoff a parabola that peaks at r_p. Up to there the winners carry reform, beyond it those of them who can
veto stop it. Both sides of it are incomes: users pay the rents (economy/rents.py) and the bargain counts them
(payoff.py). Without this row every step of reform costs rent holders the same.
Units: share of licence and allocation rents per unit of depth. Below r0 the same parabola holds: closing the
door again ends what was earned on it. Ignores: entry of new winners, who would want the rest. Source: the form of
the theory table, row 21; the gain is chosen.
"""

from __future__ import annotations

from winset.kernel import kernel


@kernel
def arbitrage(depth, rest, gain):
    """What a partial reform adds to licence and allocation rents, as a share of them."""
    return gain * (depth - rest) * (1.0 - depth) / max(0.1, 1.0 - rest)


@kernel
def partial_reform(policy, p):
    """Note the gain that payoffs and rents count with."""
    policy.gain = p.gain
