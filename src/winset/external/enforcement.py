"""Enforcement among senders: a public good that each provides by its own cost (row 52).

Sender g polices its own reach ω_g, its share of the trade and finance that the senders control, with an
effort θ_g between 0 and 1. What it stops serves all senders; it weighs its own benefit b_g fully and that
of the others by κ, the degree of coordination, against a cost c_g θ² / 2 that grows with fatigue:

    θ_g     = min(1, ω_g [b_g + κ Σ_{h≠g} b_h] / (c_g (1 + fatigue)))      best reply to any effort of others
    E       = Σ_g ω_g θ_g,        leakage = 1 − E
    effort' = effort + speed (E − effort) while measures are in force, else effort (1 − speed)
    deterred = deterrence · effort                        lowers the odds that a flow is evaded (evasion.py)

With κ = 0 the effort of n like senders is that of one divided by n, while a sender that gains little from the
measures and pays much for them leaves its share open: it leaks without renouncing anything. With κ = 1 they act
as one. Units: shares; b and c in the scenario's payoffs; speed per month. Source: defection when cost exceeds
the own share of the benefit, and enforcement that lowers the limit of evasion, as in the theory table, row 52;
voluntary provision of a public good among allies (Olson and Zeckhauser 1966, not opened) with linear benefit
and quadratic cost, solved here; sizes are chosen. Ignores: when each sender joins, retaliation among senders,
what the target offers to one of them.
"""

from __future__ import annotations

from winset.kernel import kernel
from winset.types import MAX_SENDERS


@kernel
def effort(reach, benefit, total, cost, fatigue, coordination):
    """θ of one sender; `total` is the benefit of all."""
    worth = reach * (benefit + coordination * (total - benefit))
    dear = cost * (1.0 + fatigue)
    if worth >= dear:
        return 1.0 if worth > 0.0 else 0.0
    return worth / dear


@kernel
def policed(allies, fatigue, coordination):
    """E: share of the senders' reach that is policed."""
    total, done = 0.0, 0.0
    for g in range(MAX_SENDERS):
        total += allies.benefit[g]
    for g in range(MAX_SENDERS):
        own = effort(allies.reach[g], allies.benefit[g], total, allies.cost[g], fatigue, coordination)
        done += allies.reach[g] * own
    return done


@kernel
def enforcement(external, inputs, p):
    """Advance `external.enforcement`."""
    room, goal = external.enforcement, 0.0
    if external.measures.pressure > 0.0:
        goal = policed(inputs.allies, external.sender.fatigue, p.coordination)
    room.effort += p.speed * (goal - room.effort)
    room.deterred = p.deterrence * room.effort
