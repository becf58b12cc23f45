"""Resist, accommodate or reframe (row 3): quantal response of each faction to the pressure.

    p_i(a) = exp(lambda (V_i(c_a) + cost_a)) / sum           (McKelvey and Palfrey 1995)

resist stands at the policy in force, accommodate goes to the settlement level, reframe goes part of
the way, pays a framing cost and is spared a share of the audience cost, as
far as it wins its audience (framing.py). The stance is computed with
and without pressure; the difference of the two expected positions is the induced shift of i's ideal
point (on top of what practice has shifted, gradualism.py), so that a moving offer alone does not move a polity
at rest, and the difference of the two probabilities of reframing spares i that share of its audience cost in the
month's bargain.
Units: log income; lambda per unit of it. Ignores: others' simultaneous answers (a reply to last
month's profile, not a fixed point), and that a concession once framed stays framed: what reframing
spares lasts while something is left to concede. Its cost is paid whatever the bargain brings and so cancels
there. Check: the logit values of the Gambit tests (games.quantal_response).
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.payoff import attitude, pressure_flow, pressure_share, stake
from winset.polity.policy_terms import other_terms, unpressed_terms

RESIST, ACCOMMODATE, REFRAME = range(3)


@kernel
def _logit(u, v, w, precision):
    """Choice probabilities; the odds of the best answer are 1, so that only the other two take an exponential."""
    first = u >= v and u >= w
    last = not first and w > v
    top = u if first else (w if last else v)
    one = math.exp(precision * ((v if first else u) - top))
    two = math.exp(precision * ((v if last else w) - top))
    share = 1.0 / (1.0 + one + two)
    a = 1.0 if first else one
    b = one if first else (two if last else 1.0)
    c = 1.0 if last else two
    return share * a, share * b, share * c


@kernel
def lines(status_quo, target, p):
    """Concession advocated under each stance."""
    goal = max(status_quo, target)
    return status_quo, goal, status_quo + p.reframe_share * (goal - status_quo)


@kernel
def _calm_values(i, marks, scene, payoff, p):
    """Value of each line without pressure, framing cost and spared audience cost included."""
    policy = scene[0].polity.policy
    other = other_terms(i, (marks[0], policy.alignment, policy.reform, policy.burden), scene, payoff)
    resist = other + unpressed_terms(i, marks[0], scene, payoff)
    accommodate = other + unpressed_terms(i, marks[1], scene, payoff)
    reframe = other + unpressed_terms(i, marks[2], scene, payoff)
    spared = p.frame * scene[4].won[i] * scene[4].audience[i] * max(0.0, marks[2] - policy.commitment)
    return resist, accommodate, reframe + spared - p.frame_cost


@kernel
def stance(scene, prospects, payoff, p):
    """Write stance probabilities and the induced shift of every faction."""
    state, inputs, case, rest, work = scene
    polity = state.polity
    marks = lines(polity.policy.concession, prospects[2], p)
    flow_r, flow_a = pressure_flow(marks[0], prospects), pressure_flow(marks[1], prospects)
    flow_f = pressure_flow(marks[2], prospects)
    for i in range(int(inputs.counts.factions)):
        u, v, w = _calm_values(i, marks, scene, payoff, p)
        calm = _logit(u, v, w, p.precision)
        rho, lift, risk = work.impatience[i], work.lift[i], attitude(i, scene, payoff)
        now, felt = prospects[0], work.felt[i]
        u -= stake(felt, pressure_share(now, flow_r, rho, lift), risk)
        v -= stake(felt, pressure_share(now, flow_a, rho, lift), risk)
        w -= stake(felt, pressure_share(now, flow_f, rho, lift), risk)
        polity.value[i] = u + math.log(work.income[i]) + work.truth[i]
        pressed = _logit(u, v, w, p.precision)
        polity.induced[i], polity.position[i] = polity.policy.agenda.drift[i], 0.0
        for a in range(3):
            polity.stance[i, a] = pressed[a]
            polity.position[i] += pressed[a] * marks[a]
            polity.induced[i] += (pressed[a] - calm[a]) * marks[a]
        work.audience[i] *= 1.0 - p.frame * work.won[i] * max(0.0, pressed[REFRAME] - calm[REFRAME])
