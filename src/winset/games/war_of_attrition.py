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
    `residual` the largest relative change of `times` from halving the grid.
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

    def odds(theta: Vector) -> tuple[Vector, Vector]:
        if cdf is None or pdf is None:
            return (theta - low) / (high - low), np.full(theta.shape, 1.0 / (high - low))
        return np.asarray(cdf(theta), float), np.asarray(pdf(theta), float)

    fine = _solve(odds, low, high, alpha, scale, 4001)
    coarse = _solve(odds, low, high, alpha, scale, 2001)
    residual = float(np.abs(fine[1][::2] - coarse[1]).max() / max(fine[1].max(), 1e-300))
    return WarOfAttrition(*fine, residual, residual < 1e-6)


def _solve(
    odds: Callable[[Vector], tuple[Vector, Vector]],
    low: float,
    high: float,
    alpha: float,
    scale: float,
    count: int,
) -> tuple[Vector, Vector, float]:
    """T on a grid, geometric towards the lowest type, by Simpson's rule in log distance."""
    steps = np.linspace(0.0, -math.log(1e-9), count)
    gap = np.log(high - low) - steps
    types = low + np.exp(gap)
    types[0] = high
    middle = low + np.exp(0.5 * (gap[1:] + gap[:-1]))

    def speed(theta: Vector) -> Vector:
        share, density = odds(theta)
        if (share <= 0.0).any() or (density < 0.0).any() or not np.isfinite(share + density).all():
            raise arguments.fault("war_of_attrition", "cdf and pdf", "a distribution on [low, high]", share.min())
        return scale * density / share / (theta + 0.5 - alpha) * (theta - low)

    at, between = speed(types), speed(middle)
    pieces = (at[1:] + 4.0 * between + at[:-1]) / 6.0 * (steps[1] - steps[0])
    times = np.concatenate([[0.0], np.cumsum(pieces)])
    share = odds(types)[0]
    first = 0.5 * (times[1:] + times[:-1]) * (share[:-1] ** 2 - share[1:] ** 2)
    return types, times, float(first.sum() + times[-1] * share[-1] ** 2)
