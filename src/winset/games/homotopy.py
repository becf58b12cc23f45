"""Pseudo-arclength continuation of logit systems in log probabilities (Turocy 2005).

Unknowns: l = log p (all blocks stacked) and the precision lambda. Equations, for each block:
    log sum_a exp(l_a) = 0,       l_a - l_1 - lambda (u_a(l) - u_1(l)) = 0   for a > 1.
`values(l)` returns the utilities of all actions and their derivatives in l. A step predicts along
the null vector of the Jacobian (its sign kept by continuity, so that folds are passed and
symmetric branchings crossed straight) and corrects by least-norm Newton steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from winset.games.arguments import Vector

Values = Callable[[Vector], tuple[Vector, Vector]]
MOST_STEPS = 20_000
CLOSE = 0.2
STRAIGHT = 0.95


@dataclass(frozen=True)
class Branch:
    """End of a traced branch: log probabilities, residual, folds passed and precisions visited.

    `converged` needs the target to be reached along the branch, not only an equilibrium there.
    """

    log_profile: Vector
    residual: float
    converged: bool
    turning_points: int
    path: Vector


def trace(values: Values, shape: Sequence[int], target: float) -> Branch:
    """Follow the branch from the centroid until it first reaches `target`.

    A step is halved when the corrector settles far from the prediction, the tangent turns sharply or
    the precision turns negative: signs of a jump to another branch.
    """
    point = np.concatenate([np.full(m, -np.log(m)) for m in shape] + [np.zeros(1)])
    direction = _tangent(_equations(values, shape, point)[1], np.eye(point.size)[-1])
    step, turns, path = 0.1, 0, [0.0]
    for _ in range(MOST_STEPS):
        if point[-1] >= target or step < 1e-12:
            break
        if direction[-1] > 0.0:
            step = min(step, (target - point[-1]) / direction[-1] + 1e-9)
        guess = point + step * direction
        moved, steps = _correct(values, shape, guess, free=True)
        if steps < 0 or moved[-1] < 0.0 or np.linalg.norm(moved - guess) > CLOSE * step:
            step *= 0.5
            continue
        ahead = _tangent(_equations(values, shape, moved)[1], direction)
        if ahead @ direction < STRAIGHT:
            step *= 0.5
            continue
        turns += int(ahead[-1] * direction[-1] < 0.0)
        point, direction = moved, ahead
        path.append(float(point[-1]))
        step *= 2.0 if steps <= 2 else 1.2 if steps <= 4 else 0.8
    return _finish(values, shape, point, target, turns, np.array(path))


def settle(values: Values, shape: Sequence[int], start: Vector, target: float) -> Branch:
    """Newton from log probabilities `start` at the fixed precision `target`."""
    return _finish(values, shape, np.append(start, target), target, 0, np.array([target]))


def residual_at(values: Values, shape: Sequence[int], log_profile: Vector, precision: float) -> float:
    """Largest fault of the logit equations at a profile."""
    return float(np.abs(_equations(values, shape, np.append(log_profile, precision))[0]).max())


def _finish(values: Values, shape: Sequence[int], point: Vector, target: float, turns: int, path: Vector) -> Branch:
    point = point.copy()
    point[-1] = target
    moved, steps = _correct(values, shape, point, free=False)
    best = (moved if steps >= 0 else point)[:-1]
    residual = residual_at(values, shape, best, target)
    converged = bool(residual < 1e-9 * (1.0 + target) and path[-1] >= target)
    path[-1] = min(path[-1], target)
    return Branch(best, residual, converged, turns, path)


def _correct(values: Values, shape: Sequence[int], point: Vector, free: bool) -> tuple[Vector, int]:
    """Newton steps (least norm where the precision is free); -1 steps where they do not settle."""
    most = 8 if free else 60
    for count in range(most):
        fault, slope = _equations(values, shape, point)
        size = np.abs(fault).max()
        if size < 1e-11 * (1.0 + abs(point[-1])):
            return point, count
        columns = slope if free else slope[:, :-1]
        move = np.linalg.lstsq(columns, -fault, rcond=None)[0]
        if not np.isfinite(move).all() or (free and np.abs(move).max() > 50.0):
            return point, -1
        move = move if free else np.append(move * min(1.0, 3.0 / np.abs(move).max()), 0.0)
        point = point + move
    return point, -1


def _tangent(slope: Vector, previous: Vector) -> Vector:
    null = np.linalg.svd(slope)[2][-1]
    return null if null @ previous >= 0.0 else -null


def _equations(values: Values, shape: Sequence[int], point: Vector) -> tuple[Vector, Vector]:
    logs, precision = point[:-1], point[-1]
    utility, slope = values(logs)
    fault, matrix = np.zeros(logs.size), np.zeros((logs.size, point.size))
    start = 0
    for m in shape:
        part = slice(start, start + m)
        top = logs[part].max()
        weights = np.exp(logs[part] - top)
        fault[start] = top + np.log(weights.sum())
        matrix[start, part] = weights / weights.sum()
        rest = slice(start + 1, start + m)
        lead = utility[rest] - utility[start]
        fault[rest] = logs[rest] - logs[start] - precision * lead
        matrix[rest, :-1] = -precision * (slope[rest] - slope[start])
        matrix[rest, start] -= 1.0
        matrix[range(start + 1, start + m), range(start + 1, start + m)] += 1.0
        matrix[rest, -1] = -lead
        start += m
    return fault, matrix
