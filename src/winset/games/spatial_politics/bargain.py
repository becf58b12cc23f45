"""Offers: two positions blended by salience and chance of winning. Rows 2 and 40.

With chance pi for i against j, dimension by dimension, eps = 1e-6:

    s2p2: a = s_i^2 pi^2, b = s_j^2 (1 - pi)^2;   s1p1: a = s_i pi, b = s_j (1 - pi)
    i moves to r( ((a + eps) x_i + b x_j) / (a + b + eps) ),  j to r( (a x_i + (b + eps) x_j) / (a + b + eps) )
    s2pmax: i goes e_i s_j^2 / (e_i s_j^2 + eps + (1 - e_i) s_i^2) of the way, e_i = max(0, 1 - 2 pi),
            j likewise with e_j = max(0, 2 pi - 1)

r rounds to four decimals by truncating 10^4 z + 1/2. The receiver's version of an offer takes, as the
program does, j's estimate of i's gain in the place of pi, although a probability is meant; it can be
negative. A compromise weighs both versions S_i : S_j by total salience.
Source: KTAB 0.1, from a restatement of the program; which version is listed where was read in its source.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.games.arguments import Vector
from winset.games.spatial_politics.challenge import Indices, contests, targets
from winset.games.spatial_politics.views import Actors, Moment

NUDGE = 1e-6


@dataclass(frozen=True)
class Offers:
    """Offers by initiator: `initiators`, `targets`, new positions (offers, D) of both parties.

    chances and gains (offers,) are the initiator's estimates, in every version of an offer.
    """

    initiators: Indices
    targets: Indices
    chances: Vector
    gains: Vector
    initiator_moves: Vector
    target_moves: Vector


def offers(actors: Actors, now: Moment) -> Offers:
    """Every offer of this turn, in order of initiator; with "both" the initiator's version comes first."""
    i, j, chance, gain = targets(actors, now)
    mine = blend(actors, now.positions, (i, j), chance)
    if actors.rules.bargains == "initiator" or not len(i):
        return Offers(i, j, chance, gain, *mine)
    _, in_place_of_chance = contests(actors, now, j, i, j)
    theirs = blend(actors, now.positions, (i, j), in_place_of_chance)
    if actors.rules.bargains == "both":
        pairs = (np.stack(version, axis=1).reshape(-1, mine[0].shape[1]) for version in zip(mine, theirs, strict=True))
        return Offers(*(column.repeat(2) for column in (i, j, chance, gain)), *pairs)
    share = (actors.attention[i] / (actors.attention[i] + actors.attention[j]))[:, None]
    return Offers(i, j, chance, gain, *(share * a + (1.0 - share) * b for a, b in zip(mine, theirs, strict=True)))


def blend(actors: Actors, positions: Vector, parties: tuple[Indices, Indices], chance: Vector) -> tuple[Vector, Vector]:
    """New positions (offers, D) of i and of j, of parties (i, j) and i's chances (offers,)."""
    (x, y), (s, t) = (tuple(table[list(parties)]) for table in (positions, actors.salience))
    pi = chance[:, None]
    if actors.rules.interpolation == "s2pmax":
        return x + _way(1.0 - 2.0 * pi, s, t) * (y - x), y + _way(2.0 * pi - 1.0, t, s) * (x - y)
    power = 2 if actors.rules.interpolation == "s2p2" else 1
    a, b = (s * pi) ** power, (t * (1.0 - pi)) ** power
    total = a + b + NUDGE
    return rounded(((a + NUDGE) * x + b * y) / total), rounded((a * x + (b + NUDGE) * y) / total)


def _way(excess: Vector, own: Vector, other: Vector) -> Vector:
    """Fraction of the way to the other that the likelier loser goes."""
    e = np.maximum(excess, 0.0)
    return e * other**2 / (e * other**2 + NUDGE + (1.0 - e) * own**2)


def rounded(z: Vector) -> Vector:
    """Four decimals."""
    return np.trunc(1e4 * z + 0.5) / 1e4
