"""Whether the target would resist a threat: its rulers' own values as payoffs of the crisis game (row 16).

    r_j = Logistic([p_F W_j + (1 - p_F) V_j - C_j] / (p_F noise)),      p_R = 1 - prod_j (1 - r_j)

C_j is what the terms are worth to faction j, V_j the line in force without pressure, W_j that line under pressure for
as long as it looks ahead, in the payoff of every other choice (payoff.py); p_F is the chance that the sender stands
firm, as j believes. The product runs over the members of the coalition who can block (veto.py), or the ruler where
nobody can: a threat is met only if all of them would meet it. Exposure that a threat would bring to light counts in
advance (`feared`). The sender weighs its threats by p_R (external/sender.py); what the target then does is bargained.

Units: log income. Source: Lewis and Schultz 2003; games/crisis_signalling.py has the game with normal shocks and
all its equilibria. Ignores: sender fatigue in W_j, and side payments to who would block.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.payoff import attitude, felt_loss, logistic, stake
from winset.polity.policy_terms import unpressed_terms
from winset.polity.veto import is_veto_player


@kernel
def resists(gain, pain, firm, noise):
    """Chance that one resists who gains `gain` = V - C by a dropped threat and loses `pain` = V - W by a firm one."""
    odds = (gain - firm * pain) / (max(firm, 1e-6) * noise)
    return logistic(min(30.0, max(-30.0, odds)))


@kernel
def _own_answer(i, level, feared, scene, payoff, p):
    """r_j of one faction."""
    state, inputs = scene[0], scene[1]
    information, c = state.information, state.polity.policy.concession
    loss = max(information.loss[i], feared * inputs.factions.exposure[i])
    pain = stake(felt_loss(loss, state.polity.buffer[i], payoff), 1.0, attitude(i, scene, payoff))
    gain = unpressed_terms(i, c, scene, payoff) - unpressed_terms(i, max(c, level), scene, payoff)
    m = logistic(information.resolve[i])
    return resists(gain, pain, m * information.signals.firm + (1.0 - m) * information.signals.weak, p.noise)


@kernel
def resistance(scene, level, feared, payoff, p):
    """Write p_R against a threat whose terms are a concession of `level`."""
    state, inputs = scene[0], scene[1]
    polity, n = state.polity, int(inputs.counts.factions)
    members, leader, meets, asked = int(polity.coalition.members), int(polity.coalition.leader), 1.0, 0
    for i in range(n):
        if is_veto_player(i, members, polity.power, n, inputs.institutions, leader):
            meets *= 1.0 - _own_answer(i, level, feared, scene, payoff, p)
            asked += 1
    if asked == 0:
        meets = 1.0 - _own_answer(leader, level, feared, scene, payoff, p)
    state.information.signals.resist = 1.0 - meets
