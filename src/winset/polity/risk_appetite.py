"""Appetite for risk that shifts with how endangered a faction's position is (row 2).

    c_k      = g_k in the coalition, voice g_k outside it
    P(j → i) = Σ_k (c_k s_k (|x_k − x_i| − |x_k − x_j|))⁺ / Σ_k |same|   chance that j's challenge to i succeeds
    d_i      = Σ_{j≠i} 2 δ_ij (1 − 2 s_i (1 − P(j → i))),   δ_ij = |x_i − x_j| / span   what others can win from i
    R_i      = (2 d_i − max d − min d) / (max d − min d),   r_i = (1 − R_i / 3) / (1 + R_i / 3)    ½ to 2
    risk_i   = case risk_i + weight (r_i at rest − r_i) / max(|felt_i|, 1/20)

x_i is the concession that faction i wants: its ideal point and what pressure has induced (stance.py); g_k its
power and s_k its salience, at most 1. A challenge gains what separates the two positions if it succeeds and costs
it if not, and whoever does not care gives way. Those from whom the others expect most are in most danger. With a
disutility L^r of losses an exponent below 1 makes them gamble on pressure against relief while the secure avoid
it: (1 − r) / L is the Arrow-Pratt coefficient at the loss L = felt that is at stake, in which the premium of the
stake (payoff.py) is written. The shift is counted from the same computation at rest, so that the attitudes of a
scenario stand until power, positions or seats move, and it counts from the next month on. Units: risk per log
income. Source: Bueno de Mesquita after Scholz, Calbert and Smith 2011, as in games.expected_utility, against
which it is checked (status quo 1, first round); the weight of outsiders' votes is chosen. Ignores: alignment and
reform, and challenges that change positions.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.membership import holds

_LEAST = 0.05  # a loss below which the coefficient grows no more


@kernel
def wanted(i, shift, case):
    """x_i: concession that faction i wants, `shift` (F,) from its ideal point."""
    return min(1.0, max(0.0, case.ideal[i, 0] + shift[i]))


@kernel
def success(i, j, votes, shift, case, n):
    """P(j → i) with `votes` (F,) c_k, zero at equal positions."""
    here, there, won, total = wanted(i, shift, case), wanted(j, shift, case), 0.0, 0.0
    for k in range(n):
        x = wanted(k, shift, case)
        cast = votes[k] * min(1.0, case.salience[k, 0]) * (abs(x - here) - abs(x - there))
        won += max(0.0, cast)
        total += abs(cast)
    return won / total if total > 0.0 else 0.0


@kernel
def exponents(out, votes, shift, case, n):
    """Write r of every faction; 1 for all where all are in the same danger."""
    low, high, least, most = 2.0, -1.0, 1e300, -1e300
    for i in range(n):
        low, high = min(low, wanted(i, shift, case)), max(high, wanted(i, shift, case))
    for i in range(n):
        out[i] = 0.0
        salience = min(1.0, case.salience[i, 0])
        for j in range(n):
            if j != i and high > low:
                gap = abs(wanted(i, shift, case) - wanted(j, shift, case)) / (high - low)
                out[i] += 2.0 * gap * (1.0 - 2.0 * salience * (1.0 - success(i, j, votes, shift, case, n)))
        least, most = min(least, out[i]), max(most, out[i])
    for i in range(n):
        third = (2.0 * out[i] - most - least) / (3.0 * (most - least)) if most - least > 1e-9 else 0.0
        out[i] = (1.0 - third) / (1.0 + third)


@kernel
def _poll(votes, members, power, voice, n):
    """Write c of every faction."""
    for k in range(n):
        votes[k] = power[k] if holds(members, k) else voice * power[k]


@kernel
def risk_appetite(scene, p):
    """Write `polity.coalition.appetite`, what is added to the scenario's risk attitudes."""
    state, inputs, case, rest, work = scene
    polity, n = state.polity, int(inputs.counts.factions)
    _poll(work.votes, int(rest.members), rest.power, p.voice, n)
    exponents(work.rested, work.votes, work.calm, case, n)
    _poll(work.votes, int(polity.coalition.members), polity.power, p.voice, n)
    exponents(work.pressed, work.votes, polity.induced, case, n)
    for i in range(n):
        scale = max(abs(work.felt[i]), _LEAST)
        polity.coalition.appetite[i] = p.weight * (work.rested[i] - work.pressed[i]) / scale
