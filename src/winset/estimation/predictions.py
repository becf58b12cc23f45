"""What an estimated crisis game predicts, with bands: outcome probabilities, and average marginal effects.

The probability pi of an outcome at the equilibrium of a game moves with the utilities u as pi s, where s is the slope
of log pi with the equilibrium following (`equilibrium_likelihood.reduce`), and its second derivatives are
pi (s s' + d s / du). Bands are by the delta method, for probabilities on the scale of log odds, so that they stay
within 0 and 1; or they are quantiles over draws of the coefficients from their asymptotic normal distribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit, logit, ndtri

from winset.estimation import equilibrium_likelihood
from winset.estimation.design import OUTCOMES, Design, EstimationError, Vector
from winset.estimation.fit import CrisisFit
from winset.estimation.specification import regressors
from winset.estimation.starts import log_outcomes

BANDS = ("delta", "draws")
RULES = ("lowest", "highest")
_EDGE = 1e-12  # probabilities this close to 0 or 1 have the bands of this distance


def predict(
    fit: CrisisFit,
    data: pd.DataFrame | None = None,
    level: float = 0.95,
    bands: str = "delta",
    equilibrium: str = "lowest",
    draws: int = 200,
    seed: int = 0,
) -> pd.DataFrame:
    """Outcome probabilities with bands: one row a game and outcome, columns game, outcome, probability, low, high.

    Without data the games of the sample, at the equilibria of the estimates; else the games of a table with the
    regressors' columns, at the `lowest` or `highest` equilibrium in p_R where there are several, as for
    bands by `draws`. Raises EstimationError.
    """
    _check(level, bands, equilibrium)
    design = fit.design if data is None else _design(fit, data)
    z = played(fit) if data is None else _select(design, fit.theta, equilibrium)
    chance, slope, _ = outcome_slopes(design.utilities(fit.theta), z)
    if bands == "delta":
        low, high = _delta(fit, design, chance, slope, level)
    else:
        low, high = _quantiles(fit, design, equilibrium, level, (draws, seed))
    labels = np.repeat(np.array(design.labels, dtype=object), len(OUTCOMES))
    parts = {"probability": chance.T.ravel(), "low": low.T.ravel(), "high": high.T.ravel()}
    return pd.DataFrame({"game": labels, "outcome": list(OUTCOMES) * design.games, **parts})


def along(
    fit: CrisisFit, column: str, values: Sequence[float] | Vector | None = None, **asked: Any
) -> tuple[Vector, pd.DataFrame]:
    """Predictions along a column of the data, the others at their means: the values, and the rows of `predict`.

    Without values 25 of them between the column's 2.5 and 97.5 per cent points. Raises EstimationError.
    """
    _numeric(fit, column)
    low, high = np.quantile(fit.frame[column], [0.025, 0.975])
    grid = np.linspace(low, high, 25) if values is None else np.asarray(values, dtype=float)
    profile = {
        name: [part.mean() if pd.api.types.is_numeric_dtype(part) else part.mode().iloc[0]] * grid.size
        for name, part in fit.frame.items()
    }
    return grid, predict(fit, pd.DataFrame({**profile, column: grid}), **asked)


def marginal_effects(fit: CrisisFit, column: str, level: float = 0.95) -> pd.DataFrame:
    """Mean over games of the derivative of each outcome's probability by a column of the data, through all utilities.

    One row an outcome, columns effect, std_error, low, high; errors by the delta method. Raises EstimationError.
    """
    _check(level)
    _numeric(fit, column)
    design, moves = fit.design, _regressor_slopes(fit, column)
    chance, slope, second = outcome_slopes(design.utilities(fit.theta), played(fit))
    shift = np.zeros((7, design.games))
    np.add.at(shift, design.utility, (moves * fit.theta).T)
    effect = (slope * shift).sum(axis=1).mean(axis=1)
    bent = (second * shift[None, :, None]).sum(axis=1)
    by_theta = bent[:, design.utility] * design.regressors.T + slope[:, design.utility] * moves.T
    jacobian = by_theta.mean(axis=2)
    return _effects(fit, effect, jacobian, level)


def average_changes(fit: CrisisFit, column: str, change: float, level: float = 0.95) -> pd.DataFrame:
    """Mean over games of how far each outcome's probability moves when a column of the data rises by `change`.

    Rows and columns as of `marginal_effects`. Each game moves to the equilibrium near its own, or to the lowest in p_R
    where that vanishes. Raises EstimationError.
    """
    _check(level)
    _numeric(fit, column)
    table, _, _ = regressors(fit.specification, fit.frame.assign(**{column: fit.frame[column] + change}), "data")
    before, after, start = fit.design, replace(fit.design, regressors=table), played(fit)
    end, astray = equilibrium_likelihood.track(after.utilities(fit.theta), start)
    end[astray] = _select(after, fit.theta, "lowest")[astray]
    ends = [outcome_slopes(d.utilities(fit.theta), z) for d, z in ((after, end), (before, start))]
    effect = (ends[0][0] - ends[1][0]).mean(axis=1)
    jacobian = np.array([(after.by_game(ends[0][1][k]) - before.by_game(ends[1][1][k])).mean(axis=0) for k in range(4)])
    return _effects(fit, effect, jacobian, level)


def _effects(fit: CrisisFit, effect: Vector, jacobian: Vector, level: float) -> pd.DataFrame:
    """Effects (4,) on the outcomes with bands from their derivatives (4, K) by coefficient."""
    error = np.sqrt(np.maximum(np.einsum("ki,ij,kj->k", jacobian, fit.covariance, jacobian), 0.0))
    half = ndtri(0.5 + 0.5 * level) * error
    table = {"effect": effect, "std_error": error, "low": effect - half, "high": effect + half}
    return pd.DataFrame(table, index=list(OUTCOMES))


def outcome_slopes(utilities: Vector, z: Vector) -> tuple[Vector, Vector, Vector]:
    """Probabilities (4, D) of the outcomes at equilibria z, and derivatives by utility (4, 7, D) and (4, 7, 7, D)."""
    chance = np.exp(log_outcomes(utilities, z)).T
    slope, second = np.empty((4, 7, z.size)), np.empty((4, 7, 7, z.size))
    for k in range(4):
        counts = np.zeros((z.size, 4))
        counts[:, k] = 1.0
        with np.errstate(all="ignore"):
            log = equilibrium_likelihood.reduce(*equilibrium_likelihood.jets(utilities, z, counts))
            slope[k] = np.nan_to_num(chance[k] * log.slope)
            second[k] = np.nan_to_num(chance[k] * (log.slope[:, None] * log.slope[None] + log.second))
    return chance, slope, second


def played(fit: CrisisFit) -> Vector:
    """The equilibrium z (D,) of each game of the sample that is nearest to the beliefs of the estimates."""
    found = fit.equilibria()
    off = np.abs(found.p_R - fit.beliefs.p_R[found.game])
    order = np.lexsort((off, found.game))
    first = np.concatenate([[0], np.cumsum(found.count)[:-1]])
    return np.clip(found.z[order[first]], -37.0, 37.0)


def _check(level: float, bands: str = "delta", equilibrium: str = "lowest") -> None:
    if not 0.0 < level < 1.0:
        raise EstimationError(f"predict: level must be in (0, 1) (got {level})")
    if bands not in BANDS:
        raise EstimationError(f"predict: bands must be one of {', '.join(BANDS)} (got {bands!r})")
    if equilibrium not in RULES:
        raise EstimationError(f"predict: equilibrium must be one of {', '.join(RULES)} (got {equilibrium!r})")


def _numeric(fit: CrisisFit, column: str) -> None:
    if column not in fit.frame or not pd.api.types.is_numeric_dtype(fit.frame[column]):
        raise EstimationError(f"predict: column must be a numeric column of the data (got {column!r})")


def _design(fit: CrisisFit, data: pd.DataFrame) -> Design:
    table, _, names = regressors(fit.specification, data, "data")
    if tuple(names) != fit.names:
        missing = ", ".join(sorted(set(fit.names) ^ set(names)))
        raise EstimationError(f"predict: data must have every level of the sample's factors (they differ in {missing})")
    labels = tuple(map(str, range(1, len(data) + 1)))
    return Design(np.ones((len(data), 4)), table, fit.design.utility, fit.names, labels, fit.design.fixed)


def _select(design: Design, theta: Vector, rule: str) -> Vector:
    return np.clip(equilibrium_likelihood.select(design.utilities(theta), design.counts, rule), -37.0, 37.0)


def _delta(fit: CrisisFit, design: Design, chance: Vector, slope: Vector, level: float) -> tuple[Vector, Vector]:
    inner = np.clip(chance, _EDGE, 1.0 - _EDGE)
    half = np.empty_like(chance)
    for k in range(4):
        by_theta = design.by_game(slope[k])
        variance = ((by_theta @ fit.covariance) * by_theta).sum(axis=1)
        half[k] = ndtri(0.5 + 0.5 * level) * np.sqrt(np.maximum(variance, 0.0)) / (inner[k] * (1.0 - inner[k]))
    return expit(logit(inner) - half), expit(logit(inner) + half)


def _quantiles(
    fit: CrisisFit, design: Design, rule: str, level: float, asked: tuple[int, int]
) -> tuple[Vector, Vector]:
    draws, seed = asked
    if not np.isfinite(fit.covariance).all():
        raise EstimationError("predict: bands 'draws' need a finite covariance (got NaN); estimate with other errors")
    source, (values, vectors) = np.random.default_rng(seed), np.linalg.eigh(fit.covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    chances = np.empty((draws, 4, design.games))
    for i in range(draws):
        theta = fit.theta + root @ source.standard_normal(values.size)
        chances[i] = np.exp(log_outcomes(design.utilities(theta), _select(design, theta, rule))).T
    low, high = np.quantile(chances, [0.5 - 0.5 * level, 0.5 + 0.5 * level], axis=0)
    return low, high


def _regressor_slopes(fit: CrisisFit, column: str) -> Vector:
    """Derivatives (D, K) of the regressors by a column, by central differences."""
    part = fit.frame[column].to_numpy(dtype=float)
    step = 1e-6 * max(1.0, float(np.abs(part).max()))
    moved = [fit.frame.assign(**{column: part + s}) for s in (step, -step)]
    try:
        ends = [regressors(fit.specification, frame, "data")[0] for frame in moved]
    except EstimationError as error:
        raise EstimationError(f"marginal_effects: no derivative by {column} ({error}); ask average_changes") from None
    return (ends[0] - ends[1]) / (2.0 * step)
