"""Pressure of interest groups for and against relief, inside the ruling coalition and out of it (row 8).

    P_j = e_j y_j (1 − z_j) felt_j                       for relief where j loses (felt > 0), against where it gains
    e_j = 1 + signal m (1 − b)  for relief,  1 + signal m b  against;     m = min(1, pressure)
    felt_i' = felt_i + weight Σ_{j ≠ i} P_j              of members i of the coalition C
    Σ_{i in C} u_i [V_i'(c) − weight Σ_{j ≠ i} P_j S_i'(c)] = 0         at the optimum with risk_i = 0

Groups spend effort on the policy that is sanctioned in proportion to their means and to what is at stake for them,
and policy settles where marginal pressures for and against it match (Kaempfer and Lowenberg 1988). A member that is
pressed counts others' stakes as its own at `weight`: the first-order condition of the Nash product (bargain.py)
then is the matching of pressures, those of outsiders among them, who have no other say in the bargain. y_j is j's
income over what all would have without measures, so that who is impoverished presses less, and 1 − z_j the part of
its lobbying that j does not spend on an exemption of its own (lobbying.py). Visible measures m tell groups that they
do not stand alone: those who press for relief as far as the public lays hardship on its own rulers, those who
press against it as far as it is laid on foreigners, with the share b (blame.py). Which side gains is open: it
depends on who loses, on what is left to spend, and on b.

Only the stake that pressure makes is pressed for: at rest felt is zero and so is P. Units: log income. Source:
theory row 8 for the form; that pressure may also raise resistance, Kaempfer and Lowenberg 2007 (abstract seen);
weight and signal are chosen. What a member is pressed for counts as felt wherever its loss does, in coups and speeches
too. Ignores: the income that pressing costs (an index, no payer is
booked), free riding inside a group, and pressure over other issues than the concession.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.polity.lobbying import unpressed_income
from winset.polity.membership import holds


@kernel
def efficacy(felt, visible, blame, signal):
    """e_j: what visible measures add to the pressure of those who lose or gain by them."""
    return 1.0 + signal * visible * ((1.0 - blame) if felt > 0.0 else blame)


@kernel
def group_pressure(scene, p):
    """Write the pressure of every faction and add it to the stakes of the members that it reaches."""
    state, inputs, _, _, work = scene
    room, n = state.polity.coalition.lobby, int(inputs.counts.factions)
    whole = unpressed_income(scene)
    visible, blame = min(1.0, state.external.measures.pressure), state.information.blame
    room.relief, room.defiance = 0.0, 0.0
    for j in range(n):
        felt, means = work.felt[j], work.income[j] / whole * (1.0 - room.private[j])
        room.pressing[j] = efficacy(felt, visible, blame, p.signal) * means * felt
        room.relief += max(0.0, room.pressing[j])
        room.defiance += max(0.0, -room.pressing[j])
    net, members = room.relief - room.defiance, int(state.polity.coalition.members)
    for i in range(n):
        if holds(members, i):
            work.felt[i] += p.weight * (net - room.pressing[i])
