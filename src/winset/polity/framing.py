"""The framing of a concession: whom media can persuade that it is no defeat (row 31).

    spared_i = frame media (1 - doubt) min(1, m_i / threshold)

A ruler that reframes a concession tells its audience that the sender will not give way, so that holding out buys
nothing. An audience that accepts a concession once it believes this with at least `threshold` can be won with
probability min(1, m_i / threshold), and no signal wins it more often, since posteriors must average to the prior
(Kamenica and Gentzkow 2011; games.persuasion). The prior m_i is the faction's own belief that the sender is resolved
(information/duration.py); the message reaches those whom controlled media reach and who do not doubt them
(information/official_statistics.py). Whom it wins charges no audience cost (stance.py). Without this row every
audience is won. Units: shares. Ignores: rival messages, and audiences abroad that listen (row
28). Source: the theory table, row 31; the threshold is chosen.
"""

from __future__ import annotations

import math

from winset.kernel import kernel


@kernel
def persuaded(prior, threshold):
    """Greatest chance of a posterior of at least `threshold`."""
    return min(1.0, prior / threshold)


@kernel
def framing(scene, p):
    """Write the share of every faction's audience that a frame wins."""
    state, inputs, _, _, work = scene
    info = state.information
    reach = inputs.institutions.media * (1.0 - info.statistics.doubt)
    for i in range(int(inputs.counts.factions)):
        prior = 1.0 / (1.0 + math.exp(-info.resolve[i]))
        work.won[i] = reach * persuaded(prior, p.threshold)
