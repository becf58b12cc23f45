"""Official statistics that hide part of the hardship, and their detection (row 32).

    caught_t = 1 - exp(-kappa |official rate - market rate| / 12)
    doubt'   = doubt + (1 - doubt) caught_t - forget doubt
    bias     = argmax a of  hide media (1 - doubt) a - a^2 / 2  =  hide media (1 - doubt)
    hidden   = bias (1 - doubt)

Rulers overstate how households fare by a hidden bias (Edmond 2013) that gains what is believed and costs a square.
The market rate of exchange is the figure that anyone can compare with the official one: the further the two are
apart, the sooner the opposition finds what does not add up. Believed statistics hide the share `hidden` of a
hardship, which then costs rulers no approval; media that are doubted carry neither a narrative nor a rally, since
blame.py counts media (1 - doubt). Units: shares; log rates; kappa per year, forget per month. At rest both rates agree
and there is nothing to hide. Ignores: figures that mislead the rulers themselves, and elites, who see their own
books. Source: detection as in the theory table, row 32; sizes are chosen.
"""

from __future__ import annotations

import math

from winset.kernel import kernel


@kernel
def detection(official, market, p):
    """Chance that a month's figures are found out."""
    return 1.0 - math.exp(-p.kappa * abs(official - market) / 12.0)


@kernel
def bias(doubt, media, p):
    """The overstatement that is worth its cost."""
    return p.hide * media * (1.0 - doubt)


@kernel
def official_statistics(room, fx, media, p):
    """Update doubt and what is hidden; `room` is information.statistics."""
    room.doubt += (1.0 - room.doubt) * detection(fx.official, fx.market, p) - p.forget * room.doubt
    room.hidden = bias(room.doubt, media, p) * (1.0 - room.doubt)
