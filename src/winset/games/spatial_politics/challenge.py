"""Who can gain by challenging whom: coalitions in a contest of two, as an observer sees them. Row 2.

For observer h, A_ni is n's utility of i's position with the attitude h credits n with. When i
challenges j the two start at 1e-10 and vote with weights w; each bystander n puts in

    q = (B_i + max(t, 0)) / (B_i + B_j + |t|),   t = vote_n(A_ni - A_nj),   B the sums of the two
    v_n = vote_n( [q a + (1 - q) b] - [q c + (1 - q) d] )
    full: a, b, c, d = 3 A_ni, 3 A_nj, 3 A_ni, 3 A_nj
    semi: 2 A_ni + A_nn, 3 A_nj, 3 A_ni, 2 A_nj + A_nn
    none: 2 A_ni + A_nn, 2 A_nj + A_nn, the same again

so that full and none leave bystanders out, and semi makes a supporter of the loser change place.
With T the totals, pi = T_i / (T_i + T_j). What k gains:

    G = (1 - S_j) 2 A_ki + S_j (pi 2 A_ki + (1 - pi) 2 A_kj) - A_ki - A_kj

S_j is the target's total salience: the less it cares, the likelier it gives in.
Source: KTAB 0.1, from a restatement of the program. Ignores costs of contest and joint challenges.
"""

from __future__ import annotations

import numpy as np

from winset.games.arguments import Vector
from winset.games.spatial_politics.election import vote
from winset.games.spatial_politics.views import Actors, Moment, utility

LEAST_SIDE = 1e-10
LEAST_GAIN = 1e-5
MOST_CELLS = 40_000

Indices = np.ndarray


def contests(actors: Actors, now: Moment, observer: Indices, i: Indices, j: Indices) -> tuple[Vector, Vector]:
    """h's estimates (m,) that i beats j and of i's gain from challenging, for m triples (h, i, j)."""
    seen = now.perceived[observer]
    at_i = utility(now.distance.T[i], seen)
    at_j = utility(now.distance.T[j], seen)
    own = utility(np.diag(now.distance)[None, :], seen)
    row = np.arange(len(i))
    chance = win_probability(actors, at_i, at_j, own, (i, j))
    win, lose, attention = 2.0 * at_i[row, i], 2.0 * at_j[row, i], actors.attention[j]
    contest = chance * win + (1.0 - chance) * lose
    return chance, (1.0 - attention) * win + attention * contest - (win + lose) / 2.0


def win_probability(
    actors: Actors, at_i: Vector, at_j: Vector, own: Vector, parties: tuple[Indices, Indices]
) -> Vector:
    """pi (m,) that i beats j, from utilities (m, n) of every actor at i's, j's and her own position."""
    rules, weight, row = actors.rules, actors.weight, np.arange(len(at_i))
    direct = vote(rules.voting, weight, at_i - at_j)
    principal = np.stack([direct[row, party] for party in parties])
    for_i = LEAST_SIDE + np.maximum(principal, 0.0).sum(axis=0)
    for_j = LEAST_SIDE + np.maximum(-principal, 0.0).sum(axis=0)
    if rules.third_party != "semi":
        return for_i / (for_i + for_j)
    joined = for_i[:, None] + np.maximum(direct, 0.0)
    chance = joined / (for_i[:, None] + for_j[:, None] + np.abs(direct))
    support = chance * (2.0 * at_i + own) + (1.0 - chance) * (3.0 * at_j)
    against = chance * (3.0 * at_i) + (1.0 - chance) * (2.0 * at_j + own)
    votes = vote(rules.voting, weight, support - against)
    for party in parties:
        votes[row, party] = 0.0
    for_i += np.maximum(votes, 0.0).sum(axis=1)
    for_j += np.maximum(-votes, 0.0).sum(axis=1)
    return for_i / (for_i + for_j)


def targets(actors: Actors, now: Moment) -> tuple[Indices, Indices, Vector, Vector]:
    """Initiators, their targets, and the initiators' estimates of winning and of gain, (offers,) each.

    An actor challenges whom she gains most from, the first in order on ties, if above 1e-5.
    """
    n = len(actors.capability)
    chance, gain = np.zeros((n, n)), np.full((n, n), -np.inf)
    step = max(1, MOST_CELLS // (n * n))
    for start in range(0, n, step):
        i, j = np.divmod(np.arange(start * n, min(start + step, n) * n), n)
        i, j = i[i != j], j[i != j]
        chance[i, j], gain[i, j] = contests(actors, now, i, i, j)
    best = gain.argmax(axis=1)
    initiators = np.flatnonzero(gain[np.arange(n), best] > LEAST_GAIN)
    pairs = (initiators, best[initiators])
    return *pairs, chance[pairs], gain[pairs]
