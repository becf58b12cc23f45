"""Probabilistic Condorcet election: weighted actors vote over every pair of options. Row 2.

    v_k(a, b) = vote of k with weight c_k for the gap U_ka - U_kb, taken for a > b only
    C_ab = 1e-8 + sum of positive v,    C_ba = 1e-8 + sum of |negative v|
    P_ab = victory(C_ab, C_ba),    P_ba = 1 - P_ab,    P_aa = 1/2

    conditional:       p_a proportional to prod_b P_ab
    Markov, uniform:   q_a = sum_b P_ab (p_a + p_b) / N
    Markov, incentive: q_a = sum_b P_ab (p_a K_ba + p_b K_ab),  K_ab = C_ab P_ab / sum_m C_mb P_mb

The Markov processes start uniform and move half way to q until p and q agree. Votes for a gap d and
weight w: proportional w d; cubic w d^3; proportional_cubic w (d + d^3) / 2; binary w clip(d / 1e-8, +-1);
proportional_binary w (0.8 d + 0.2 clip); asymmetric w d for a loss and 2/3 w d for a gain. Victory of
strengths a, b: linear a / (a + b); square, quartic, octic after powers 2, 4, 8; binary is sure
(odds 1 : 1e-6) from a = 1.1 b on and linear in the share between.
Source: KTAB 0.1, from a restatement of the program. Ignores turnout and strategic votes. The asymmetric
vote is not odd, so the order of options matters with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector
from winset.games.spatial_politics.rules import ELECTION, VICTORY, VOTING

LEAST_STRENGTH = 1e-8
SHARPEST = 1e-8
ODDS_WHEN_SURE = 1e-6
LEAST_PRODUCT = 1e-250
MOST_CELLS = 200_000
MOST_STEPS = 100_000


@dataclass(frozen=True)
class Election:
    """`probabilities` (options,), `pairwise` P and `strengths` C, (options, options).

    `residual` is the largest |q - p| of the last Markov step, 0 for the conditional election;
    `converged` when it met the tolerance (1e-6 uniform, 1e-8 incentive).
    """

    probabilities: Vector
    pairwise: Vector
    strengths: Vector
    residual: float
    converged: bool


def condorcet_election(
    utilities: ArrayLike,
    weights: ArrayLike,
    voting: str = "proportional",
    victory: str = "linear",
    election: str = "conditional",
) -> Election:
    """Elect among options.

    utilities (actors, options), in [0, 1] where the powers of gaps are to mean anything; weights
    (actors,) non-negative; the names are those of `SpatialRules`. Raises GameError.
    """
    name = "condorcet_election"
    table = arguments.array(name, "utilities", utilities, 2)
    weight = arguments.nonnegative(name, "weights", weights, len(table))
    arguments.choice(name, "voting", voting, tuple(VOTING))
    arguments.choice(name, "victory", victory, tuple(VICTORY))
    arguments.choice(name, "election", election, tuple(ELECTION))
    strengths = pairwise_strengths(table, weight, voting)
    pairwise = victory_probability(strengths, victory)
    found, residual, converged = elect(strengths, pairwise, election)
    return Election(found, pairwise, strengths, residual, converged)


def vote(voting: str, weight: Vector, gap: Vector) -> Vector:
    """Votes, of the shape that weight and gap broadcast to; positive for a gain."""
    if voting == "proportional":
        return weight * gap
    if voting == "cubic":
        return weight * gap**3
    if voting == "proportional_cubic":
        return weight * (gap + gap**3) / 2.0
    if voting == "asymmetric":
        return weight * gap * np.where(gap < 0.0, 1.0, 2.0 / 3.0)
    sign = np.clip(gap / SHARPEST, -1.0, 1.0)
    return weight * (sign if voting == "binary" else 0.8 * gap + 0.2 * sign)


def pairwise_strengths(utilities: Vector, weights: Vector, voting: str) -> Vector:
    """C (options, options) of utilities (actors, options): support for the row against the column."""
    options = utilities.shape[1]
    strengths = np.full((options, options), LEAST_STRENGTH)
    above, below = np.tril_indices(options, -1)
    by_option, step = np.ascontiguousarray(utilities.T), max(1, MOST_CELLS // len(utilities))
    for start in range(0, len(above), step):
        a, b = above[start : start + step], below[start : start + step]
        votes = vote(voting, weights, by_option[a] - by_option[b])
        strengths[a, b] += np.maximum(votes, 0.0).sum(axis=1)
        strengths[b, a] += np.maximum(-votes, 0.0).sum(axis=1)
    return strengths


def victory_probability(strengths: Vector, victory: str) -> Vector:
    """P (options, options) from C: the chance that the row beats the column, 1/2 on the diagonal."""
    if victory == "binary":
        share = strengths / (strengths + strengths.T)
        between = np.clip(21.0 * share - 10.0, 0.0, 1.0)
        wins = strengths >= 1.1 * strengths.T
        sure, never = 1.0 / (1.0 + ODDS_WHEN_SURE), ODDS_WHEN_SURE / (1.0 + ODDS_WHEN_SURE)
        return np.where(wins, sure, np.where(wins.T, never, between))
    power = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}[victory]
    # the ratio of the weaker to the stronger cannot overflow
    odds = (np.minimum(strengths, strengths.T) / np.maximum(strengths, strengths.T)) ** power
    return np.where(strengths >= strengths.T, 1.0, odds) / (1.0 + odds)


def elect(strengths: Vector, pairwise: Vector, election: str) -> tuple[Vector, float, bool]:
    """Probabilities (options,), the residual and whether it met the tolerance."""
    if election == "conditional":
        return _conditional(pairwise), 0.0, True
    if election == "markov_uniform":
        share = np.full_like(pairwise, 1.0 / len(pairwise))
        return _settle(pairwise, share, 1e-6)
    incentive = strengths * pairwise
    np.fill_diagonal(incentive, LEAST_STRENGTH / 2.0 + 1e-10)
    return _settle(pairwise, incentive / incentive.sum(axis=0), 1e-8)


def _conditional(pairwise: Vector) -> Vector:
    """Normalised products of rows, taken option by option, since rules that tie exactly tie by rounding."""
    product = np.multiply.reduce(np.ascontiguousarray(pairwise.T), axis=0)
    if product.max() > LEAST_PRODUCT:
        return product / product.sum()
    # hundreds of options in a cycle of sharp contests underflow
    score = np.log(np.maximum(pairwise, 1e-300)).sum(axis=1)
    likelihood = np.exp(score - score.max())
    return likelihood / likelihood.sum()


def _settle(pairwise: Vector, share: Vector, tolerance: float) -> tuple[Vector, float, bool]:
    """Where the Markov process ends: both processes are linear, q = chain p."""
    chain = pairwise * share + np.diag((pairwise * share.T).sum(axis=1))
    p = np.full(len(pairwise), 1.0 / len(pairwise))
    residual = np.inf
    for _ in range(MOST_STEPS):
        q = chain @ p
        residual, p = float(np.abs(q - p).max()), (p + q) / 2.0
        if residual <= tolerance:
            break
    return p, residual, residual <= tolerance
