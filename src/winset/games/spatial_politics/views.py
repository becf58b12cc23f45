"""What actors want, how they see each other, and what the positions of one moment are worth. Row 2.

    d_i(z) = sqrt( sum_k s_ik^2 (y_ik - z_k)^2 / sum_k s_ik^2 )
    u(d, R) = (1 - d)(1 + R min(d, 1)),   R > 0 averse
    risk:  p from an election over all held positions with u(d, 0);  m, M its least and greatest
           min (p - m) / (M - m);   mid (3 p - M - 2 m) / (2 (M - m));   max (2 p - M - m) / (M - m)
    h sees i's attitude as R^h_i = (1 - kappa) R_h + kappa R_i

The likeliest winner is the most averse. Where all positions are equally likely the range is empty,
and everybody is neutral, R = 0 (our convention: the restated program leaves it undefined).
Positions are in [0, 1]; s saliences, y ideals. Source: KTAB 0.1, from a restatement of the program.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.games.arguments import Vector
from winset.games.spatial_politics.election import elect, pairwise_strengths, victory_probability
from winset.games.spatial_politics.rules import SpatialRules

SAME_POSITION = 1e-3
SHARPNESS = {"none": 0.0, "one_third": 1.0 / 3.0, "half": 0.5, "two_thirds": 2.0 / 3.0, "full": 1.0}


@dataclass(frozen=True)
class Actors:
    """What never changes: capability (n,), salience (n, D) as shares, and the rules."""

    capability: Vector
    salience: Vector
    rules: SpatialRules

    @property
    def attention(self) -> Vector:
        """Total salience of each actor, (n,), in (0, 1]."""
        return np.asarray(self.salience.sum(axis=1))

    @property
    def weight(self) -> Vector:
        """Weight in challenges, (n,): capability times total salience."""
        return self.capability * self.attention


@dataclass(frozen=True)
class Moment:
    """One state: positions and ideals (n, D) in [0, 1], and what follows from them.

    distance (i, j) of j's position to i; risk (n,); perceived (h, i) the attitude that h credits
    i with; probabilities (n,) of the position equivalent to each actor's, and whether the elections settled.
    """

    positions: Vector
    ideals: Vector
    distance: Vector
    risk: Vector
    perceived: Vector
    probabilities: Vector
    settled: bool


def utility(distance: Vector, risk: Vector) -> Vector:
    """u(d, R); the arguments broadcast."""
    return (1.0 - distance) * (1.0 + risk * np.minimum(distance, 1.0))


def distances(ideals: Vector, salience: Vector, points: Vector) -> Vector:
    """d (actors, points) from each actor's ideal (n, D) to points (m, D), weighted by salience."""
    square = np.zeros((len(ideals), len(points)))
    for k in range(salience.shape[1]):
        square += (salience[:, k, None] * (ideals[:, k, None] - points[None, :, k])) ** 2
    return np.sqrt(square / (salience**2).sum(axis=1)[:, None])


def moment(actors: Actors, positions: Vector, ideals: Vector) -> Moment:
    """Set up a state from its positions; nothing is remembered from earlier ones."""
    rules = actors.rules
    distance = distances(ideals, actors.salience, positions)
    support, risk_settled = _election(actors, utility(distance, np.zeros(1)))
    risk = attitudes(support, rules.risk_range)
    sharpness = SHARPNESS[rules.perception]
    perceived = (1.0 - sharpness) * risk[:, None] + sharpness * risk[None, :]
    kept, equivalent = distinct(positions)
    shown, settled = _election(actors, utility(distance[:, kept], risk[:, None]))
    return Moment(positions, ideals, distance, risk, perceived, shown[equivalent], risk_settled and settled)


def _election(actors: Actors, table: Vector) -> tuple[Vector, bool]:
    strengths = pairwise_strengths(table, actors.capability, actors.rules.voting)
    pairwise = victory_probability(strengths, actors.rules.victory)
    found, _, settled = elect(strengths, pairwise, actors.rules.election)
    return found, settled


def attitudes(support: Vector, risk_range: str) -> Vector:
    """Risk attitudes R (n,) from the probabilities (n,) of the positions held."""
    least, greatest = support.min(), support.max()
    if greatest - least <= 1e-12 * greatest:
        return np.zeros_like(support)
    share = (support - least) / (greatest - least)
    return {"min": share, "mid": 1.5 * share - 0.5, "max": 2.0 * share - 1.0}[risk_range]


def distinct(positions: Vector) -> tuple[list[int], list[int]]:
    """First holders of each distinct position, and for each actor the entry of that list equal to hers.

    Equal means closer than 1e-3; of several such entries the last is taken.
    """
    kept: list[int] = []
    for actor, position in enumerate(positions):
        if not kept or _gaps(position, positions[kept]).min() >= SAME_POSITION:
            kept.append(actor)
    known = positions[kept]
    equivalent = [int(np.flatnonzero(_gaps(position, known) < SAME_POSITION)[-1]) for position in positions]
    return kept, equivalent


def _gaps(position: Vector, known: Vector) -> Vector:
    return np.asarray(np.sqrt(((known - position) ** 2).sum(axis=1)))
