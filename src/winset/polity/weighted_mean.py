"""Policy by weight of votes instead of a bargain: the rule `weighted_mean` (row 2).

    q_d = q_d at rest + Σ_{i in C} g_i s_id x_id / Σ_{i in C} g_i s_id − the same at rest

Each member of the coalition votes for the position it wants with its power times what the issue is worth to it,
and nobody can block: the mean in the sense of Bueno de Mesquita's forecasts (games.expected_utility). It is
counted from the policy at rest, which it would not explain by itself, so that a polity at rest stays there. The
burden goes back to its usual split, and the purse stays where the coalition left it. x_i is the ideal point and,
for the concession, what pressure has induced (stance.py). Units: positions. Source: MODEL.md section 4 (named
solution concepts). Ignores: veto players, stakes beyond the induced shift, and payments among members.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.agreement import agree
from winset.polity.membership import expected_line


@kernel
def _moved(at_rest, now, before):
    return min(1.0, max(0.0, at_rest + (now - before)))


@kernel
def weighted_mean(scene):
    """Write the weighted mean as agreed."""
    state, inputs, case, rest, work = scene
    polity, n = state.polity, int(inputs.counts.factions)
    policy = polity.policy
    now = expected_line(int(polity.coalition.members), polity.power, polity.induced, case, n)
    before = expected_line(int(rest.members), rest.power, work.calm, case, n)
    c = _moved(rest.policy[0], now[0], before[0])
    a, r = _moved(rest.policy[1], now[1], before[1]), _moved(rest.policy[2], now[2], before[2])
    policy.moved, policy.residual, policy.converged = abs(c - policy.agreed[0]), 0.0, 1.0
    agree(policy, (c, a, r, rest.burden), policy.promised, n)
