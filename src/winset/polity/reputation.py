"""Reputation: whether what the rulers announce is believed (row 26).

    m' = m / (m + (1 - m) keep^k)                                       k steps kept, if nobody ever slips
    m' = m L / (m L + 1 - m),   L = ((1 - slip) / keep)^k (slip / (1 - keep))^w     w steps withdrawn
    trust = kept(m) / kept(m0) - 1,   kept(m) = m (1 - slip) + (1 - m) keep

Backus and Driffill (1985): m is the belief that the rulers are of the type that carries out what it announces; the
other type does so with probability `keep`, so every step kept is evidence, in proportion to its odds. What is
announced is the concession that the coalition has agreed (agreement.py) and, once a deal is signed, the concession
it was signed at, in the month of a reversal too. Kept is what was carried out this month of what stood at the end
of the last; withdrawn is what a new agreement, a new coalition or a fall below the signed level takes back; both
are counted in steps of `step`. The committed type slips with probability `slip`, so that no reputation is lost or
won for ever; `slip` = 0 is the published form. Types change: m returns to its prior m0 at `forget` a month, and at
once under a new ruler.

The sender values what is offered by the chance that it is kept, so deals come at a rate in proportion to
kept(m) (prospects.py); through the same rate every faction weighs what a plan can buy. Where nothing is announced
m stays at its prior, where trust is zero. Units: probability; steps of position. Ignores: plans of reform, strategic
imitation (how often the other type keeps its word is given, not chosen), and what households believe. Source:
the update of the theory table, row 26; sizes are chosen.
"""

from __future__ import annotations

from winset.kernel import kernel


@kernel
def posterior(belief, kept, withdrawn, p):
    """m after so many steps kept and withdrawn."""
    evidence = ((1.0 - p.slip) / p.keep) ** kept * (p.slip / (1.0 - p.keep)) ** withdrawn
    return belief * evidence / (belief * evidence + 1.0 - belief)


@kernel
def trusted(belief, p):
    """Chance that what is signed is kept, against that chance at the prior, less one."""
    more = 1.0 - p.slip - p.keep
    return (belief - p.prior) * more / (p.keep + p.prior * more)


@kernel
def word(room, policy):
    """What was carried out this month of the concession announced, and what was taken back: positions."""
    now, way, signed = policy.concession, max(0.0, room.plan - room.stand), max(policy.pact.signed, room.signed)
    kept = min(way, max(0.0, now - room.stand))
    withdrawn = min(way, max(0.0, room.plan - max(policy.agreed[0], now)))
    return kept, withdrawn + max(0.0, min(room.stand, signed) - min(now, signed))


@kernel
def reputation(room, policy, fresh, p):
    """Update the belief and note what stands announced; `fresh` is 1 in the month of a new ruler."""
    kept, withdrawn = word(room, policy)
    if fresh > 0.0:
        room.belief = p.prior
    else:
        belief = posterior(room.belief, kept / p.step, withdrawn / p.step, p)
        room.belief = belief + p.forget * (p.prior - belief)
    room.trust = trusted(room.belief, p)
    room.plan, room.stand, room.signed = policy.agreed[0], policy.concession, policy.pact.signed
