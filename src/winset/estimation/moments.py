"""Parameters fitted to moments of a simulated population: one Gaussian update from a regression on their draws.

    x_p      standard scores of the parameters of pair p under its prior (log scale for lognormal priors)
    y_pk     = N T_k − (N − 1) T_k(−p)                 pseudo-values of statistic k, jackknifed over pairs
    y_p      = a + B x_p + noise                       least squares; S = its residual covariance / N
    x | data ~ N(m, V),   V = (1 + B'(O + S)⁻¹B)⁻¹,   m = V B'(O + S)⁻¹ (observed − a)

The response of a statistic that is a ratio or a correlation over the whole population is read from pseudo-values, so
that no single pair must give it. A slope that lies within CLEAR of its standard errors of zero counts as zero, so that
what cannot be told from noise moves nothing. O is the variance of what was observed, S that of the simulation, so that
a noisy simulation moves the parameters little. The prior is the population's own, `table(fitted=False)`.
Repeating the update around m, with x still measured from the prior's centre, is Gauss and Newton's iteration with a
Gaussian prior. Units: standard deviations of the prior. Source: pseudo-values after Tukey, regression adjustment after
Beaumont, Zhang and Balding (2002), neither opened. Ignores: curvature over the width of the samples, and that a band is
no normal error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
        return np.sqrt(np.diag(self.covariance))


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


def pseudo_values(statistic: Callable[[np.ndarray], float], samples: int) -> np.ndarray:
    """Jackknife pseudo-values; `statistic` takes the indices of the samples that it may use."""
    everyone = np.arange(samples)
    whole = statistic(everyone)
    left = np.array([statistic(np.delete(everyone, p)) for p in everyone])
    return samples * whole - (samples - 1) * left


def respond(x: np.ndarray, y: np.ndarray) -> Response:
    """Least squares of pseudo-values y (sample, statistic) on scores x (sample, parameter); RunError if too few."""
    n, p = x.shape
    if n < 2 * (p + 1):
        raise RunError(f"a fit of {p} parameters must have at least {2 * (p + 1)} samples (got {n})")
    design = np.column_stack([np.ones(n), x])
    found, *_ = np.linalg.lstsq(design, y, rcond=None)
    left = y - design @ found
    spread = np.linalg.inv(design.T @ design).diagonal()[1:]
    doubt = np.sqrt(np.outer((left**2).sum(axis=0) / (n - p - 1), spread))
    slope = np.where(np.abs(found[1:].T) > CLEAR * doubt, found[1:].T, 0.0)
    return Response(found[0], slope, left.T @ left / (n - p - 1) / n)


def update(
    response: Response, observed: np.ndarray, variance: np.ndarray, centre: np.ndarray | None = None
) -> Posterior:
    """The Gaussian posterior of the scores; `centre` is where x = 0 of the response lies on the prior's scale."""
    at = np.zeros(response.slope.shape[1]) if centre is None else centre
    level = response.level - response.slope @ at
    weight = np.linalg.inv(np.diag(variance) + response.error)
    covariance = np.linalg.inv(np.eye(len(at)) + response.slope.T @ weight @ response.slope)
    mean = covariance @ response.slope.T @ weight @ (observed - level)
    return Posterior(mean, covariance, level + response.slope @ mean)
