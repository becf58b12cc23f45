"""Parameters fitted to moments of a simulated population: Gaussian updates from regressions on their draws.

    x_cp      standard scores of the parameters of sample p of cell c, about the prior's centre, in its spreads
    y_cp      influence of that sample on a statistic T of the whole population:
              w (top − T low) / Σ w low      of a ratio;      w [ξη − r (ξ² + η²) / 2] / Σ w      of a correlation
    y_cp = a_c + b_c x_cp + noise            least squares in every cell; the cells have random numbers of their own
    T(x) = T + Σ_c P (a_c + b_c x),          S = Σ_c P² (covariance of the error of a_c)
    x | data ~ N(m, V),   V = (1 + B'(O + S)⁻¹B)⁻¹,   m = V B'(O + S)⁻¹ (observed − T(0))

ξ and η are x and y in standard units, P the samples of a cell and B the slopes Σ_c P b_c. Slopes within CLEAR of their
standard errors of zero count as zero, so that what cannot be told from noise moves nothing. O is the variance of what
was observed and S that of the simulation, so that a noisy simulation moves little. The prior is
`table(fitted=False)`. Repeating the update around m is Gauss and Newton's iteration with a Gaussian prior. Units:
standard deviations of the prior. Source: derived here; influence functions as in robust statistics, the regression
after Beaumont, Zhang and Balding (2002, not opened). Ignores: curvature over the width of the samples, and that a band
is no normal error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.errors import RunError
from winset.parameters import Parameter

CLEAR = 2.0


@dataclass(frozen=True)
class Response:
    """Statistics at x = 0, their slopes (statistic, parameter) and the covariance of the simulation error."""

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


def ratio(top: np.ndarray, low: np.ndarray, weight: np.ndarray) -> tuple[float, np.ndarray]:
    """A weighted ratio of sums and the influence of every episode on it."""
    total = (weight * low).sum()
    value = float((weight * top).sum() / total)
    return value, weight * (top - value * low) / total


def correlation(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> tuple[float, np.ndarray]:
    """A weighted correlation and the influence of every episode on it."""
    w = np.broadcast_to(weight, x.shape) / np.broadcast_to(weight, x.shape).sum()
    away = [v - (w * v).sum() for v in (x, y)]
    xi, eta = (v / np.sqrt((w * v**2).sum()) for v in away)
    value = float((w * xi * eta).sum())
    return value, w * (xi * eta - 0.5 * value * (xi**2 + eta**2))


def respond(values: np.ndarray, x: np.ndarray, y: np.ndarray) -> Response:
    """The response from statistics (k,), scores (cell, sample, parameter) and influences (cell, sample, k).

    RunError if a cell has too few samples.
    """
    cells, n, p = x.shape
    if n < 2 * (p + 1):
        raise RunError(f"a fit of {p} parameters must have at least {2 * (p + 1)} samples of a cell (got {n})")
    level, slope = np.array(values, float), np.zeros((y.shape[2], p))
    error, doubt = np.zeros((y.shape[2], y.shape[2])), np.zeros((y.shape[2], p))
    for c in range(cells):
        design = np.column_stack([np.ones(n), x[c]])
        found, *_ = np.linalg.lstsq(design, y[c], rcond=None)
        left, inverse = y[c] - design @ found, np.linalg.inv(design.T @ design)
        noise = left.T @ left / (n - p - 1)
        level += n * found[0]
        slope += n * found[1:].T
        error += n**2 * inverse[0, 0] * noise
        doubt += n**2 * np.outer(np.diag(noise), np.diag(inverse)[1:])
    return Response(level, np.where(np.abs(slope) > CLEAR * np.sqrt(doubt), slope, 0.0), error)


def update(response: Response, observed: np.ndarray, variance: np.ndarray) -> Posterior:
    """The Gaussian posterior of the scores."""
    weight = np.linalg.inv(np.diag(variance) + response.error)
    covariance = np.linalg.inv(np.eye(response.slope.shape[1]) + response.slope.T @ weight @ response.slope)
    mean = covariance @ response.slope.T @ weight @ (observed - response.level)
    return Posterior(mean, covariance, response.level + response.slope @ mean)
