"""Bayesian persuasion of Kamenica and Gentzkow (2011), Row 31.

A sender commits to a signal; any spread of posteriors mu_k with weights w_k is possible if
sum_k w_k mu_k = prior. Its best value is the concave envelope of v (its payoff as a function of the
posterior) at the prior. Two states: the envelope over a grid, made finer around the posteriors used
until the value stands; more: a linear programme over given posteriors. Threshold case in closed form:
the receiver acts when its posterior is at least t, so P(act) = min(1, prior / t).
Source: Kamenica and Gentzkow, "Bayesian persuasion", American Economic Review 101(6), 2011.
Ignores private information of the receiver, competition, and limits on the signal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector

REFINEMENTS = 12
FINER = 65


@dataclass(frozen=True)
class Persuasion:
    """Sender's `value`; posteriors (K,) or (K, states) with their weights (K,); values of the extremes.

    `no_disclosure` is v at the prior, `full_disclosure` the mean of v over the vertices. `residual`: what
    the last refinement of the grid added (two states), or the fault of the mean posterior.
    """

    value: float
    posteriors: Vector
    weights: Vector
    no_disclosure: float
    full_disclosure: float
    residual: float
    converged: bool


def threshold_persuasion(prior: float, threshold: float) -> float:
    """Greatest chance that a receiver acts who needs posterior >= threshold in (0, 1]. Raises GameError."""
    prior = arguments.number("threshold_persuasion", "prior", prior, 0.0, 1.0)
    threshold = arguments.number("threshold_persuasion", "threshold", threshold, 0.0, 1.0, open_low=True)
    return min(1.0, prior / threshold)


def persuasion(prior: float, value: Callable[[Vector], ArrayLike], grid: ArrayLike | None = None) -> Persuasion:
    """Best signal about two states.

    prior: chance of the state; value maps posteriors (m,) to the sender's payoffs (m,), or one posterior
    to one payoff; grid: the only posteriors tried, with 0, 1 and the prior (default 0, .001, ..., 1 and
    then finer around those used). Where no signal helps, the silent one is returned. Raises GameError.
    """
    prior = arguments.number("persuasion", "prior", prior, 0.0, 1.0)
    points = np.linspace(0.0, 1.0, 1001) if grid is None else arguments.vector("persuasion", "grid", grid)
    if points.min() < 0.0 or points.max() > 1.0:
        raise arguments.fault("persuasion", "grid", "within [0, 1]", (points.min(), points.max()))
    points = np.unique(np.concatenate([points, [0.0, prior, 1.0]]))
    height = _heights(value, points)
    now = float(height[np.searchsorted(points, prior)])
    told = float(prior * height[-1] + (1.0 - prior) * height[0])
    best, ends = _envelope(points, height, prior)
    gain, quiet = 0.0, 1e-12 * float(np.ptp(height))
    for _ in range(REFINEMENTS if grid is None else 0):
        points, height = _refined(value, points, height, ends)
        before = best
        best, ends = _envelope(points, height, prior)
        gain = best - before
        if gain <= quiet:
            break
    converged = gain <= 1e3 * quiet
    if best <= now + quiet:
        return Persuasion(now, np.array([prior]), np.ones(1), now, told, gain, converged)
    left, right = points[list(ends)]
    share = 0.0 if left == right else (prior - left) / (right - left)
    return Persuasion(best, np.array([left, right]), np.array([1.0 - share, share]), now, told, gain, converged)


def _heights(value: Callable[[Vector], ArrayLike], points: Vector) -> Vector:
    """The sender's payoffs at the points, one by one where the function takes no array."""
    try:
        found = value(points)
    except (TypeError, ValueError):
        found = [float(np.asarray(value(point))) for point in points]
    return arguments.vector("persuasion", "value", found, points.size)


def _envelope(points: Vector, height: Vector, prior: float) -> tuple[float, tuple[int, int]]:
    """The envelope at the prior and the ends of its piece there."""
    left, right = _tangent_points(points, height, prior)
    share = 0.0 if left == right else (prior - points[left]) / (points[right] - points[left])
    return float((1.0 - share) * height[left] + share * height[right]), (left, right)


def _refined(
    value: Callable[[Vector], ArrayLike], points: Vector, height: Vector, ends: tuple[int, int]
) -> tuple[Vector, Vector]:
    """The grid with FINER points more between the neighbours of each end."""
    last = points.size - 1
    near = [np.linspace(points[max(k - 1, 0)], points[min(k + 1, last)], FINER) for k in ends]
    new = np.setdiff1d(np.concatenate(near), points)
    if new.size == 0:
        return points, height
    order = np.argsort(np.concatenate([points, new]))
    return np.concatenate([points, new])[order], np.concatenate([height, _heights(value, new)])[order]


def _tangent_points(points: Vector, height: Vector, prior: float) -> tuple[int, int]:
    """Ends of the envelope's piece over the prior (upper hull by a monotone chain)."""
    hull: list[int] = []
    for k in range(points.size):
        while len(hull) > 1:
            a, b = hull[-2], hull[-1]
            rise = (height[b] - height[a]) * (points[k] - points[a])
            if rise > (height[k] - height[a]) * (points[b] - points[a]):
                break
            hull.pop()
        hull.append(k)
    right = int(np.searchsorted(points[hull], prior))
    if points[hull[right]] == prior:
        return hull[right], hull[right]
    return hull[right - 1], hull[right]


def persuasion_over(prior: ArrayLike, posteriors: ArrayLike, values: ArrayLike) -> Persuasion:
    """Best signal about any number of states, restricted to the posteriors listed.

    prior (states,), posteriors (K, states) rows summing to 1 whose hull holds the prior, values (K,) the
    sender's payoffs there. `no_disclosure` and `full_disclosure` are NaN where the prior or a vertex is
    not listed. Raises GameError.
    """
    from scipy.optimize import linprog

    name = "persuasion_over"
    p = arguments.probabilities(name, "prior", prior)
    table = arguments.array(name, "posteriors", posteriors, 2)
    if table.shape[1] != p.size or (table < 0.0).any() or abs(table.sum(axis=1) - 1.0).max() > 1e-9:
        raise arguments.fault(name, "posteriors", f"probabilities over {p.size} states in each row", table.shape)
    v = arguments.vector(name, "values", values, len(table))
    found = linprog(-v, A_eq=table.T, b_eq=p, bounds=(0.0, None), method="highs")
    if found.x is None:
        raise arguments.fault(name, "posteriors", "a hull that holds the prior", "another")
    used = found.x > 1e-12
    at = np.abs(table[:, None, :] - np.vstack([p, np.eye(p.size)])).max(axis=2) < 1e-12
    listed = np.array([v[column].max() if column.any() else np.nan for column in at.T])
    fault, told = float(np.abs(found.x @ table - p).max()), float(p @ listed[1:])
    return Persuasion(-float(found.fun), table[used], found.x[used], float(listed[0]), told, fault, fault < 1e-9)
