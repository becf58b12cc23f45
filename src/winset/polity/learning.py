"""What works? Experience-weighted attraction over the three stances (row 42), on surprises alone.

    N' = 1 + phi (1 - kappa) N,     A_ia' = (phi N A_ia + (delta + (1 - delta) 1{a in force}) pi_ia) / N'
    pi_ia = -(x_i - l_i) S_i(c_a)  +  1{a in force} l_i (relief - expected relief)

Camerer and Ho (1999): delta = 0 is reinforcement, delta = 1 and kappa = 0 weighted belief learning. pi is
the part of the month's result that i's own forecast did not contain: pressure that hurt more (x, observed)
than believed (l) speaks against every line by the share of time it leaves under pressure, and relief
that came, or did not, speaks for or against the line in force. The payoff itself is not paid twice.
Units: log income. Ignores: learning from other countries. Check: the two limiting cases in closed form.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.payoff import pressure_flow, pressure_share
from winset.polity.stance import ACCOMMODATE, REFRAME, RESIST, lines


@kernel
def attraction(now, experience, result, in_force, p):
    """A' of one stance."""
    after = 1.0 + p.phi * (1.0 - p.kappa) * experience
    return (p.phi * experience * now + (p.delta + (1.0 - p.delta) * in_force) * result) / after


@kernel
def line_in_force(concession, rest, marks):
    """Stance nearest to where policy stands between rest and the settlement level."""
    span = max(1e-9, marks[1] - rest)
    done = (concession - rest) / span
    if done < 0.25:
        return RESIST
    return REFRAME if done < 0.75 else ACCOMMODATE


@kernel
def learning(scene, prospects, truth, relieved, stance_terms, p):
    """Update attractions; `truth` (F,) is the observed loss, `relieved` 1 in a month that brought relief."""
    state, inputs, _, rest, work = scene
    polity = state.polity
    if int(state.external.sender.status) != 2 and relieved == 0.0:
        return  # after relief the observed loss no longer measures what pressure costs
    marks = lines(polity.policy.concession, prospects[2], stance_terms)
    force = line_in_force(polity.policy.concession, rest.policy[0], marks)
    expected = pressure_flow(polity.policy.concession, prospects)[0]
    for a in range(3):
        flow = pressure_flow(marks[a], prospects)
        for i in range(int(inputs.counts.factions)):
            loss = state.information.loss[i]
            share = pressure_share(prospects[0], flow, work.impatience[i], work.lift[i])
            result = -(truth[i] - loss) * share
            if a == force:
                result += loss * (relieved - min(1.0, expected))
            mine = 1.0 if a == force else 0.0
            polity.attraction[i, a] = attraction(polity.attraction[i, a], polity.experience, result, mine, p)
    polity.experience = 1.0 + p.phi * (1.0 - p.kappa) * polity.experience
