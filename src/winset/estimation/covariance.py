"""Covariances of the estimators: as derived for each, robust, clustered, or by the bootstrap.

    pl     O^-1 + O^-1 O_P Sigma_P O_P' O^-1      O, O_P outer products of per-game scores; Sigma_P of the first stage
    npl    L^-1 O L^-T                            L of `nested_pseudo_likelihood`
    cmle, ml   (T' (B + lambda F_vv) T)^-1        the block of the inverse bordered Hessian, `equilibrium_likelihood`

Robust and clustered covariances put the outer product of scores, summed within clusters, between the inverse of the
estimator's own derivative. `expected` is the inverse of the information at the estimated probabilities (cmle, ml).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from winset.estimation import equilibrium_likelihood
from winset.estimation.design import Design, EstimationError, Vector
from winset.estimation.equilibrium_likelihood import Equilibrium
from winset.estimation.nested_pseudo_likelihood import implied_scores
from winset.estimation.pseudo_likelihood import Pseudo, replies
from winset.estimation.starts import log_outcomes


def pseudo_covariance(design: Design, at: Pseudo, first_stage: Vector | None) -> Vector:
    """Two-step covariance (K, K); `first_stage` (2D, 2D) is the beliefs' own, None for beliefs known exactly."""
    scores = design.by_game(at.slope)
    bread = invert(scores.T @ scores)
    if first_stage is None:
        return bread
    found = replies(design, at)
    cross = np.hstack([scores.T * found.score_R, scores.T * found.score_F])
    return bread + bread @ cross @ first_stage @ cross.T @ bread


def nested_covariance(design: Design, at: Pseudo) -> Vector:
    """The corrected sandwich (K, K) of nested pseudo-likelihood."""
    scores, slope = nested_parts(design, at)
    bread = invert(slope)
    return bread @ (scores.T @ scores) @ bread.T


def nested_parts(design: Design, at: Pseudo) -> tuple[Vector, Vector]:
    """Per-game scores (D, K), and L (K, K)."""
    scores = design.by_game(at.slope)
    return scores, scores.T @ (scores + implied_scores(design, replies(design, at)))


def expected_information(design: Design, at: Equilibrium) -> Vector:
    """Information (K, K) at the estimated outcome probabilities."""
    utilities, plays = design.utilities(at.theta), design.counts.sum(axis=1)
    chances = np.exp(log_outcomes(utilities, at.z))
    total = np.zeros((at.theta.size, at.theta.size))
    for k in range(4):
        counts = np.zeros_like(design.counts)
        counts[:, k] = 1.0
        with np.errstate(all="ignore"):
            log = equilibrium_likelihood.reduce(*equilibrium_likelihood.jets(utilities, at.z, counts))
            scores = design.by_game(log.slope)
        total += (scores * (chances[:, k] * plays)[:, None]).T @ np.nan_to_num(scores)
    return total


def sandwich(scores: Vector, slope: Vector, clusters: Any = None) -> Vector:
    """slope^-1 (sum over clusters of the outer product of summed scores) slope^-T, with the factor G / (G - 1).

    scores (D, K) by game; slope (K, K); clusters (D,) labels, each game its own if None.
    """
    groups = scores if clusters is None else _sums(scores, clusters)
    count = groups.shape[0]
    if count < 2:
        raise EstimationError(f"sandwich: clusters must be at least two (got {count})")
    bread = invert(slope)
    return bread @ (groups.T @ groups) @ bread.T * (count / (count - 1.0))


def _sums(scores: Vector, clusters: Any) -> Vector:
    _, codes = np.unique(np.asarray(clusters), return_inverse=True)
    out = np.zeros((int(codes.max()) + 1, scores.shape[1]))
    np.add.at(out, codes, scores)
    return out


def bootstrap(
    design: Design,
    estimate: Callable[[Design, Any], Vector | None],
    asked: tuple[int, int],
    clusters: Any = None,
    tick: Callable[[int], None] | None = None,
) -> tuple[Vector, int]:
    """Covariance (K, K) of re-estimates on games, or clusters of games, drawn with replacement; and how many failed.

    `asked` is the number of samples and the seed; `estimate(design, games)` returns coefficients, or None where it did
    not converge; `tick` is told of every sample. Raises EstimationError where fewer than half converge.
    """
    samples, seed = asked
    source, kept = np.random.default_rng(seed), []
    labels = np.arange(design.games) if clusters is None else np.unique(np.asarray(clusters), return_inverse=True)[1]
    members = [np.flatnonzero(labels == g) for g in range(int(labels.max()) + 1)]
    for _ in range(samples):
        games = np.concatenate([members[g] for g in source.integers(0, len(members), len(members))])
        theta = estimate(design.take(games), games)
        if theta is not None:
            kept.append(theta)
        if tick is not None:
            tick(1)
    if len(kept) < max(3, samples // 2):
        raise EstimationError(f"bootstrap: only {len(kept)} of {samples} samples converged; report another covariance")
    return np.asarray(np.cov(np.array(kept), rowvar=False), dtype=float), samples - len(kept)


def invert(matrix: Vector) -> Vector:
    """The inverse, or a matrix of NaN where it is singular."""
    try:
        return np.asarray(np.linalg.inv(matrix), dtype=float)
    except np.linalg.LinAlgError:
        return np.full_like(matrix, np.nan)
