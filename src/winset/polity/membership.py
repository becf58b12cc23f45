"""What a coalition is worth to a member: the closed form that screens every subset (row 1).

    V_i(T) = (1 - S) log(m0_i + R0 g_i / g_T) + S (log(m_i + R g_i / g_T) + lacking_i) - stake_i(c_T)
             - (A/2) sum_d s_id (q_Td - x_id)^2
             + ties sum_{j in T} g_j t_ij / g_T - dependence_i [ruler not in T]
             + esteem * approval * g_i / g_T

m_i is income outside office and R the posts fund, m0_i and R0 the same without pressure, S the discounted
share of time that i expects under pressure when T rules (payoff.py), lacking_i what pressure takes of
income now, g power: seats are worth what they add to income with and without pressure, and what
pressure costs is left to the stake. q_T is the power-and-salience-weighted mean
of the members' induced ideal points, the policy that T would be expected to run, and stake_i the
expected loss under it. An outsider of T gets no posts and no ties. V without pressure is the
same expression with the power and positions of the polity at rest and this month's incomes in the
shadow economy, which meets the same world market without measures. With m = 0, no salience, no
stake, no ties and no dependence it is log(g_i / g_T): the power-only case of Acemoglu, Egorov and
Sonin (2008). Units: log income. Ignores: side payments inside T beyond posts in proportion to power.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.payoff import attitude, distance, pressure_flow, pressure_share, stake


@kernel
def holds(members, i):
    """True when faction i is in the set."""
    return (members >> i) & 1 == 1


@kernel
def power_of(members, power, n):
    """Summed power of a set."""
    total = 0.0
    for i in range(n):
        if (members >> i) & 1:
            total += power[i]
    return total


@kernel
def expected_line(members, power, induced, case, n):
    """(concession, alignment, reform) that the set would run: weighted means of its ideal points."""
    top0, top1, top2, low0, low1, low2 = 0.0, 0.0, 0.0, 1e-12, 1e-12, 1e-12
    for i in range(n):
        if (members >> i) & 1:
            w0, w1, w2 = (
                power[i] * case.salience[i, 0],
                power[i] * case.salience[i, 1],
                power[i] * case.salience[i, 2],
            )
            top0 += w0 * min(1.0, max(0.0, case.ideal[i, 0] + induced[i]))
            top1 += w1 * case.ideal[i, 1]
            top2 += w2 * case.ideal[i, 2]
            low0, low1, low2 = low0 + w0, low1 + w1, low2 + w2
    return top0 / low0, top1 / low1, top2 / low2


@kernel
def _seat(i, members, total, scene, p):
    """Ties, dependence and shared esteem of a member."""
    state, inputs, _, rest, _ = scene
    polity, n = state.polity, int(inputs.counts.factions)
    bond = 0.0
    for j in range(n):
        if (members >> j) & 1:
            bond += polity.power[j] * polity.ties[i, j]
    approval, classes = state.information.approval, inputs.households.population
    mean = classes[0] * approval[0] + classes[1] * approval[1] + classes[2] * approval[2]
    loyal = 0.0 if holds(members, int(rest.leader)) else p.dependence * inputs.factions.dependence[i]
    return (p.ties * bond + p.esteem * mean * polity.power[i]) / total - loyal


@kernel
def income_value(i, seat, share, scene):
    """Log income with a share `seat` of the posts fund, `share` of the time under pressure, its cost added back."""
    work = scene[4]
    value = share * (math.log(work.market[i] + scene[0].economy.fiscal.posts * seat) + work.truth[i])
    return value + (1.0 - share) * math.log(work.unpressed[i] + work.unpressed_fund * seat)


@kernel
def value_now(i, members, total, view, scene, payoff, p):
    """V_i of a set under the present pressure; `view` is (line, pressure flow, pressure now)."""
    state, case, work = scene[0], scene[2], scene[4]
    line, flow, now = view
    share = pressure_share(now, flow, work.impatience[i], work.lift[i])
    drift = state.polity.policy.agenda.drift[i]
    value = -stake(work.felt[i], share, attitude(i, scene, payoff))
    value -= 0.5 * payoff.ideology * distance(i, line, case, drift)
    if not holds(members, i):
        return value + income_value(i, 0.0, share, scene)
    return value + income_value(i, state.polity.power[i] / total, share, scene) + _seat(i, members, total, scene, p)


@kernel
def value_at_rest(i, members, total, line, scene, payoff, p):
    """V_i of a set without pressure: the shadow economy's incomes and the power of the polity at rest."""
    inputs, case, rest, work = scene[1], scene[2], scene[3], scene[4]
    value = -0.5 * payoff.ideology * distance(i, line, case, 0.0)
    if not holds(members, i):
        return value + math.log(work.unpressed[i])
    loyal = 0.0 if holds(members, int(rest.leader)) else p.dependence * inputs.factions.dependence[i]
    return value + math.log(work.unpressed[i] + work.unpressed_fund * rest.power[i] / total) - loyal


@kernel
def view_of(members, scene, prospects):
    """Line, pressure flow and pressure now that a set would stand for."""
    state, inputs, case = scene[0], scene[1], scene[2]
    line = expected_line(members, state.polity.power, state.polity.induced, case, int(inputs.counts.factions))
    return line, pressure_flow(line[0], prospects), prospects[0]
