"""Whose fault is the hardship? Blame and rally as Bayesian attribution (row 10).

    logit b = b0 + coverage * P + narrative * claims * media - rents * R - inflation * pi
    approval_h' = approval_h + rally * claims * media * b * news - cost (1 - b)(1 - s) hardship_h - decay approval_h

b is the probability that a household lays its hardship on foreigners, P the pressure in force, R the rents that
sanctions hand to factions, pi the price level and s what claims absorb (legitimacy.py): each term of b is a
log-likelihood ratio of what people see under a foreign against a domestic cause. News (a newly imposed package)
rallies; hardship laid on the rulers costs approval (Galtung 1967). Whether approval rises or falls is an outcome.
hardship_h smooths the real income loss of class h. Units: approval as a deviation from its level at rest, on 0-1.
Media
count as far as official statistics are believed, and hardship as far as they do not hide it
(official_statistics.py). Ignores: differences of media use between classes.
"""

from __future__ import annotations

import math

from winset.kernel import kernel
from winset.types import H


@kernel
def attribution(pressure, claims, media, rents, prices, p):
    """b: probability that hardship is laid on foreigners."""
    log_odds = p.prior + p.coverage * pressure + p.narrative * claims * media
    return 1.0 / (1.0 + math.exp(-(log_odds - p.rents * rents - p.inflation * max(0.0, prices))))


@kernel
def blame(information, level, news, loss, institutions, p):
    """Update hardship and approval; `level` is (pressure, rents, prices), `loss` (H,) log points of real income."""
    pressure, rents, prices = level
    claims, media = institutions.claims, institutions.media * (1.0 - information.statistics.doubt)
    b = attribution(pressure, claims, media, rents, prices, p)
    information.blame = b
    for h in range(H):
        information.hardship[h] += p.speed * (loss[h] - information.hardship[h])
        change = p.rally * claims * media * b * max(0.0, news)
        seen = information.hardship[h] * (1.0 - information.statistics.hidden)
        grievance = (1.0 - information.absorbed) * seen
        change -= p.cost * (1.0 - b) * grievance + p.decay * information.approval[h]
        information.approval[h] = min(0.5, max(-0.5, information.approval[h] + change))
