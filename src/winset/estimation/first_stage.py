"""First-stage beliefs: how often targets resist and resisted senders stand firm, by a random forest or as given.

The forest regresses (sf + bd) / (cd + sf + bd) and sf / (sf + bd) on all regressors, each game weighted by the number
of plays behind its share. The type of each forest is regression, always.
Source: Breiman, Machine Learning 45, 2001.
"""

from __future__ import annotations

import numpy as np

from winset.estimation.design import Design, EstimationError, Vector
from winset.estimation.pseudo_likelihood import Beliefs


def random_forest(design: Design, seed: int = 0, trees: int = 200) -> Beliefs:
    """Beliefs of every game from random forests. Raises EstimationError without scikit-learn."""
    features = np.unique(design.regressors, axis=1)
    features = features[:, np.ptp(features, axis=0) > 0.0]
    conceded, firm, back = design.counts[:, 1], design.counts[:, 2], design.counts[:, 3]
    resisted = firm + back
    return Beliefs(
        _forest(features, resisted, conceded + resisted, seed, trees),
        _forest(features, firm, resisted, seed + 1, trees),
    ).clipped()


def _forest(features: Vector, successes: Vector, trials: Vector, seed: int, trees: int) -> Vector:
    try:
        from sklearn.ensemble import RandomForestRegressor
    except ImportError:
        raise EstimationError(
            "estimation needs the extra for its random forest: pip install 'winset[estimation]', or give a first stage"
        ) from None
    seen = trials > 0.0
    share = float(successes.sum() / max(trials.sum(), 1.0))
    if features.shape[1] == 0 or seen.sum() < 10:
        return np.full(trials.size, share)
    forest = RandomForestRegressor(n_estimators=trees, min_samples_leaf=5, max_features=1.0 / 3.0, random_state=seed)
    forest.fit(features[seen], successes[seen] / trials[seen], sample_weight=trials[seen])
    return np.asarray(forest.predict(features), dtype=float)


def pooled(design: Design) -> Beliefs:
    """The same beliefs in every game: shares of all plays."""
    _, conceded, firm, back = design.counts.sum(axis=0)
    resist = (firm + back + 0.5) / (conceded + firm + back + 1.0)
    return flat(design, resist, (firm + 0.5) / (firm + back + 1.0))


def flat(design: Design, p_R: float, p_F: float) -> Beliefs:
    """Beliefs that are equal in every game."""
    return Beliefs(np.full(design.games, p_R), np.full(design.games, p_F))


def resampled_covariance(design: Design, samples: int, seed: int) -> Vector:
    """Covariance (2D, 2D) of the forest's p_R and p_F over bootstrap samples of games."""
    source = np.random.default_rng(seed)
    draws = np.empty((samples, 2 * design.games))
    for b in range(samples):
        weight = np.bincount(source.integers(0, design.games, design.games), minlength=design.games).astype(float)
        again = random_forest(design.with_counts(design.counts * weight[:, None]), seed + b, 50)
        draws[b] = np.concatenate([again.p_R, again.p_F])
    return np.asarray(np.cov(draws, rowvar=False), dtype=float)
