"""Red lines that move with practice, and policy that moves in small steps (row 30).

    NN_i' = NN_i + speed (x_i - NN_i)                          NN_i: the concession i would choose, its ideal point
    x_i   = ideal_i + (c - max(c0, ideal_i))^+ - (min(c0, ideal_i) - c)^+         c in force, c0 at rest
    dx    = argmin (way - dx)^2 / 2 + cost dx^2 / 2 = way / (1 + cost),  at most the pace of agreement.py

What was unthinkable becomes usual once it is done: a faction's reference goes after practice, at `speed` a month, as
far as practice has passed what the faction lived with before. Who had wanted less than the concession at rest had
long put up with that one, and shifts by what came on top; who wants more than is conceded shifts only where policy
moves away from it. So a concession that lasts is resisted less, one that is taken back is missed, and a second step
can pass where both at once could not. The shift, NN - ideal, enters every value that counts the distance from i's
ideal concession.

Steps cost more than in proportion, so that what is agreed is carried out in steps that shrink with the way left
(agreement.py): each month closes the same share of it. A change of course in what is agreed is counted as a U-turn.
Units: positions, speed per month. Ignores: references on other dimensions, and that early steps teach what later
ones bring (Dewatripont and Roland 1995, of which only the convex cost stands here). At rest c is c0 and nothing moves.
Source: the equations of the theory table, row 30; sizes are chosen.
"""

from __future__ import annotations

from winset.kernel import kernel

_COURSE = 0.02  # way that counts as a course


@kernel
def passed(ideal, concession, rest):
    """x_i - ideal_i: how far practice went beyond what i lived with at rest."""
    return max(0.0, concession - max(rest, ideal)) - max(0.0, min(rest, ideal) - concession)


@kernel
def _count_turns(policy):
    """A course in the other direction than the last one is a U-turn."""
    agenda, way = policy.agenda, policy.agreed[0] - policy.concession
    if abs(way) > _COURSE:
        course = 1.0 if way > 0.0 else -1.0
        if course * agenda.course < 0.0:
            agenda.turns += 1.0
        agenda.course = course


@kernel
def gradualism(scene, p):
    """Move every faction's red line by one month, and note what steps cost."""
    state, inputs, case, rest, _ = scene
    policy = state.polity.policy
    drift, now = policy.agenda.drift, policy.concession
    policy.agenda.cost = p.cost
    for i in range(int(inputs.counts.factions)):
        change = p.speed * (passed(case.ideal[i, 0], now, rest.policy[0]) - drift[i])
        drift[i] += change
        state.polity.induced[i] += change
    _count_turns(policy)
