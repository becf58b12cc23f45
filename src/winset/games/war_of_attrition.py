"""Delayed stabilisation of Alesina and Drazen (1991): a war of attrition with private costs, Row 14.

Two groups wait for the other to concede. Group i's cost theta_i of the distortion is private, drawn
from F on [low, high]; while they wait debt and taxes grow; whoever concedes pays the share alpha > 1/2
of the stabilisation taxes. In the symmetric equilibrium type theta concedes at T(theta), T(high) = 0,

    -[f(theta) / F(theta)] (2 alpha - 1) / (r T'(theta)) = gamma (theta + 1/2 - alpha),

gamma the share of the deficit covered by distortionary taxes, r the interest rate per unit of time.
Needs low > alpha - 1/2: every type then prefers stabilising at once to waiting for ever.
Source: Alesina and Drazen, "Why are stabilizations delayed?", American Economic Review 81(5), 1991.
Ignores more than two groups, concession in parts, and information arriving while they wait.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from winset.games import arguments
from winset.games.arguments import Vector


@dataclass(frozen=True)
class WarOfAttrition:
    """Concession times on a grid of types (m,), slowest type last, and moments of the delay.

    `times` are in the unit of 1 / rate; `expected` is the mean date of the first concession;
    `residual` the largest relative change of `times` and `expected` from halving the grid.
    """

    types: Vector
    times: Vector
    expected: float
    residual: float
    converged: bool

    def concession_time(self, theta: float) -> float:
        """T(theta), interpolated; infinite for the lowest type."""
        if theta <= self.types[-1]:
            return math.inf if theta < self.types[-1] else float(self.times[-1])
        return float(np.interp(-theta, -self.types, self.times))


def war_of_attrition(
    low: float,
    high: float,
    alpha: float,
    gamma: float,
    rate: float,
    cdf: Callable[[Vector], Vector] | None = None,
    pdf: Callable[[Vector], Vector] | None = None,
) -> WarOfAttrition:
    """The symmetric equilibrium.

    low < high bound the costs; alpha in (1/2, 1) the loser's share; gamma in (0, 1]; rate > 0; cdf and
    pdf of the costs, vectorised (default uniform). Raises GameError.
    """
    name = "war_of_attrition"
    alpha = arguments.number(name, "alpha", alpha, 0.5, 1.0, True, True)
    gamma = arguments.number(name, "gamma", gamma, 0.0, 1.0, open_low=True)
    rate = arguments.number(name, "rate", rate, 0.0, open_low=True)
    low = arguments.number(name, "low", low, alpha - 0.5, open_low=True)
    high = arguments.number(name, "high", high, low, open_low=True)
    if (cdf is None) != (pdf is None):
        raise arguments.fault(name, "cdf and pdf", "given together", "one")
    scale = (2.0 * alpha - 1.0) / (rate * gamma)

    def odds(away: Vector) -> tuple[Vector, Vector]:
        if cdf is None or pdf is None:
            return away / (high - low), np.full(away.shape, 1.0 / (high - low))
        return np.asarray(cdf(low + away), float), np.asarray(pdf(low + away), float)

    fine = _solve(odds, low, high, alpha, scale, 4001)
    coarse = _solve(odds, low, high, alpha, scale, 2001)
    residual = float(np.abs(fine[1][::2] - coarse[1]).max() / max(fine[1].max(), 1e-300))
    residual = max(residual, abs(fine[2] - coarse[2]) / max(fine[2], 1e-300))
    return WarOfAttrition(*fine, residual, residual < 1e-6)


def _solve(
    odds: Callable[[Vector], tuple[Vector, Vector]],
    low: float,
    high: float,
    alpha: float,
    scale: float,
    count: int,
) -> tuple[Vector, Vector, float]:
    """T on a grid of distances from `low`, geometric towards the lowest type, by Simpson's rule in log distance."""
    steps = np.linspace(0.0, -math.log(1e-9), count)
    gap = np.log(high - low) - steps
    away, middle = np.exp(gap), np.exp(0.5 * (gap[1:] + gap[:-1]))
    away[0] = high - low

    def speed(away: Vector) -> Vector:
        share, density = odds(away)
        if (share <= 0.0).any() or (density < 0.0).any() or not np.isfinite(share + density).all():
            raise arguments.fault("war_of_attrition", "cdf and pdf", "a distribution on [low, high]", share.min())
        return scale * density / share / (low + away + 0.5 - alpha) * away

    def integral(at: Vector, between: Vector) -> Vector:
        return np.cumsum((at[1:] + 4.0 * between + at[:-1]) / 6.0 * (steps[1] - steps[0]))

    at, between = speed(away), speed(middle)
    times = np.concatenate([[0.0], integral(at, between)])
    # neither has conceded by T(theta) with chance F(theta)^2
    waits = integral(at * odds(away)[0] ** 2, between * odds(middle)[0] ** 2)
    types = low + away
    types[0] = high
    return types, times, float(waits[-1])
