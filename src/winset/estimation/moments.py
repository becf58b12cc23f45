"""Parameters fitted to moments of a simulated population: Gaussian updates from regressions on their draws.

    x_cp      standard scores of the parameters of sample p of cell c, about the prior's centre, in its spreads
    y_cp      influence of that sample on a statistic T of the whole population:
              w (top − T_c low) / Σ_p low      of a share, the weighted mean of shares T_c of cells (Σ_c w = 1)
              w [ξη − r (ξ² + η²) / 2]         of a weighted correlation r, in standard units ξ, η (Σ w = 1)
    y_cp = a_c + b_c (x_cp − m) + noise        least squares in every cell; the cells have random numbers of their own
    T(x) = T + Σ_c P a_c + B (x − m),          B = Σ_c P b_c,   S = Σ_c P² (covariance of the error of a_c)
    x | data ~ N(m', V),   V = (1 + B'(O + S)⁻¹B)⁻¹,   m' = V B'(O + S)⁻¹ (observed − T(m) + B m)

m is the mean around which the samples were drawn, P the samples of a cell. Slopes within CLEAR of their standard errors
of zero count as zero, so that noise moves little. O is the covariance of what was observed, S that of the simulation.
The prior is `table(fitted=False)`; repeating the update around m' is the iteration of Gauss and Newton with that prior.
Units: standard deviations of the prior. Source: derived here; influence functions as in robust statistics, the
regression after Beaumont, Zhang and Balding (2002, not opened). Ignores: curvature over the width of the samples, the
error of slopes that count, and that a band is no normal error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.errors import RunError
from winset.parameters import Parameter

CLEAR = 3.0


@dataclass(frozen=True)
class Response:
    """Statistics at the centre of the samples, slopes (statistic, parameter), covariance of the simulation's error."""

    centre: np.ndarray
    level: np.ndarray
    slope: np.ndarray
    error: np.ndarray


@dataclass(frozen=True)
class Posterior:
    """Mean (parameter,) and covariance of the standard scores, and the statistics expected at the mean."""

    mean: np.ndarray
    covariance: np.ndarray
    expected: np.ndarray

    @property
    def spread(self) -> np.ndarray:
        """Standard deviations of the standard scores."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))


def scores(values: np.ndarray, parameters: Sequence[Parameter]) -> np.ndarray:
    """Standard scores of parameter values (sample, parameter); RunError for a parameter without a spread."""
    answer = np.empty_like(values)
    for j, p in enumerate(parameters):
        if not p.spread:
            raise RunError(f"{p.name} must have a prior with a spread to be fitted (got {p.prior})")
        log = p.prior == "lognormal"
        answer[:, j] = ((np.log(values[:, j]) - np.log(p.default)) if log else (values[:, j] - p.default)) / p.spread
    return answer


def value_at(p: Parameter, score: float) -> float:
    """The parameter at a standard score, within its bounds."""
    value = p.default * np.exp(p.spread * score) if p.prior == "lognormal" else p.default + p.spread * score
    return float(min(p.upper, max(p.lower, value)))


def share(top: np.ndarray, low: np.ndarray, weight: np.ndarray) -> tuple[float, np.ndarray]:
    """Weighted mean over cells of `top` among `low` (cell, episode), and the influence of every episode on it."""
    count = low.sum(axis=1, keepdims=True)
    known = count > 0
    w = np.where(known, weight[:, :1], 0.0)
    w = w / w.sum()
    own = np.where(known, top.sum(axis=1, keepdims=True) / np.maximum(count, 1.0), 0.0)
    return float((w * own).sum()), w * (top - own * low) / np.maximum(count, 1.0)


def correlation(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> tuple[float, np.ndarray]:
    """A weighted correlation and the influence of every episode on it."""
    w = np.broadcast_to(weight, x.shape) / np.broadcast_to(weight, x.shape).sum()
    away = [v - (w * v).sum() for v in (x, y)]
    xi, eta = (v / np.sqrt((w * v**2).sum()) for v in away)
    value = float((w * xi * eta).sum())
    return value, w * (xi * eta - 0.5 * value * (xi**2 + eta**2))


def respond(values: np.ndarray, x: np.ndarray, y: np.ndarray, centre: np.ndarray) -> Response:
    """The response at `centre` from statistics (k,), scores (cell, sample, parameter), influences (cell, sample, k).

    RunError if a cell has too few samples.
    """
    cells, n, p = x.shape
    if n < 2 * (p + 1):
        raise RunError(f"a fit of {p} parameters must have at least {2 * (p + 1)} samples of a cell (got {n})")
    level, slope = np.array(values, float), np.zeros((y.shape[2], p))
    error, doubt = np.zeros((y.shape[2], y.shape[2])), np.zeros((y.shape[2], p))
    for c in range(cells):
        design = np.column_stack([np.ones(n), x[c] - centre])
        found, *_ = np.linalg.lstsq(design, y[c], rcond=None)
        left, inverse = y[c] - design @ found, np.linalg.inv(design.T @ design)
        noise = left.T @ left / (n - p - 1)
        level += n * found[0]
        slope += n * found[1:].T
        error += n**2 * inverse[0, 0] * noise
        doubt += n**2 * np.outer(np.diag(noise), np.diag(inverse)[1:])
    return Response(centre, level, np.where(np.abs(slope) > CLEAR * np.sqrt(doubt), slope, 0.0), error)


def update(response: Response, observed: np.ndarray, covariance: np.ndarray) -> Posterior:
    """The Gaussian posterior of the scores, given what was observed with its covariance."""
    weight, slope = np.linalg.inv(covariance + response.error), response.slope
    spread = np.linalg.inv(np.eye(slope.shape[1]) + slope.T @ weight @ slope)
    mean = spread @ slope.T @ weight @ (observed - response.level + slope @ response.centre)
    return Posterior(mean, spread, response.level + slope @ (mean - response.centre))
