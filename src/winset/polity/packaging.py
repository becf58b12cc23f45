"""Skill in packaging: how many parts of policy a ruler can tie into one bargain (row 40).

    parts    = concession, alignment, reform, burden with purse
    skill_l  = min(4, max(1, floor(skill + spread (2 u_l - 1) + 1/2)))              u_l uniform, the ruler's own
    (B, t)   = argmax of  sum_i beta_i log surplus_i(q0 + t 1_B (q* - q0))          |B| = skill_l, t = 1, 1/2, 1/4

A package can carry what none of its parts could: a member that loses by a concession and could block it is paid in
alignment or posts, if both are voted on together (Riker's heresthetic: whoever sets the dimensions wins). q* is
what the coalition would agree on in one round of the bargain if nobody could block; of its parts the ruler proposes
those that are worth most together inside the win-set, whole or as far as they pass, and with these alone the bargain
goes on to its optimum. What is left out stands as agreed and may be in the next package. Skill, the number of parts
that a ruler can tie together, is a trait of the person that no power buys: each ruler of a draw has its own, kept
until another takes the post. Without this row nobody proposes packages: parts move one after the other, as far as
each passes alone, and rulers of equal power get equally far.

Units: parts. Ignores: how a ruler learns, issues brought in from elsewhere, and rivals' own packages. At rest no part
moves. Source: the form of the theory table, row 40; sizes are chosen. A scenario that knows its ruler pins
`packaging.skill` under `parameters`.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.polity.nash_product import REJECTED, evaluate

PARTS = 4
_SMALLEST = 0.25  # share of the way below which a package is not tried


@kernel
def packaging(agenda, u, p):
    """Note how many parts the ruler, whose own uniform is `u`, can tie together."""
    agenda.skill = min(float(PARTS), max(1.0, math.floor(p.skill + p.spread * (2.0 * u - 1.0) + 0.5)))


@kernel
def size(bundle):
    """Number of parts in a set of parts."""
    return (bundle & 1) + (bundle >> 1 & 1) + (bundle >> 2 & 1) + (bundle >> 3 & 1)


@kernel
def part_way(bundle, t, line, quo):
    """The line that goes a share t of the way in the parts of a bundle, and not at all in the others."""
    return (
        quo[0] + (t if bundle & 1 else 0.0) * (line[0] - quo[0]),
        quo[1] + (t if bundle & 2 else 0.0) * (line[1] - quo[1]),
        quo[2] + (t if bundle & 4 else 0.0) * (line[2] - quo[2]),
        quo[3] + (t if bundle & 8 else 0.0) * (line[3] - quo[3]),
    )


@kernel
def _hand_over(purse, bundle, t, scene):
    """Go the same way in the purse, from the split agreed before towards the one in `trial`."""
    promised, goal = scene[0].polity.policy.promised, scene[4].bargain.trial
    share = t if bundle & 8 else 0.0
    for i in range(int(scene[1].counts.factions)):
        purse[i] = promised[i] + share * (goal[i] - promised[i])


@kernel
def _best(line, quo, purse, members, scene, prospects, payoff):
    """The bundle that is worth most, the share of the way it goes, and what it is worth."""
    skill, best, way, most = int(scene[0].polity.policy.agenda.skill), 0, 0.0, -1e300
    for bundle in range(1, 1 << PARTS):
        if size(bundle) != skill:
            continue
        t, value = 1.0, REJECTED
        while t >= _SMALLEST:
            _hand_over(purse, bundle, t, scene)
            value = evaluate(part_way(bundle, t, line, quo), purse, members, scene, prospects, payoff)
            if value > 0.1 * REJECTED:
                break
            t *= 0.5
        if value > most:
            best, way, most = bundle, t, value
    return best, way, most


@kernel
def package_of(line, quo, purse, now, members, scene, prospects, payoff):
    """Tie up the best bundle of a line and hold the rest; `now` is what the status quo `quo` is worth.

    Returns the line with that bundle, the status quo where none passes, and its value; the purse goes with it.
    """
    room, n = scene[4].bargain, int(scene[1].counts.factions)
    for i in range(n):
        room.trial[i] = purse[i]
    bundle, t, most = _best(line, quo, purse, members, scene, prospects, payoff)
    for part in range(PARTS):
        if not bundle >> part & 1:
            room.held[part] = 1.0
    if not bundle & 8:
        room.held[4] = 1.0
    if most <= now:
        t = 0.0
    _hand_over(purse, bundle, t, scene)
    found = part_way(bundle, t, line, quo)
    return found, evaluate(found, purse, members, scene, prospects, payoff)
