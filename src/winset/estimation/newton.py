"""Newton's method for a maximum with exact second derivatives, made safe where the surface is not concave.

Away from the maximum the eigenvalues of the Hessian are replaced by their moduli, which gives an ascent direction; the
step is shortened until the function rises enough (Armijo). Source: Nocedal and Wright, Numerical Optimization, 2006.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

from winset.estimation.design import Vector

_LONGEST = 4.0  # of a step, in root mean squares of a regressor times its coefficient
_ROUNDING = 1e-12  # share of the function's value that is noise
_PATIENCE, _GAIN = 10, 0.5  # steps that must together raise the function by so much where it is steep


class Point(Protocol):
    """A point of the surface with value, gradient (K,) and Hessian (K, K)."""

    @property
    def value(self) -> float: ...
    @property
    def gradient(self) -> Vector: ...
    @property
    def hessian(self) -> Vector: ...


P = TypeVar("P", bound=Point)


@dataclass(frozen=True)
class Ascent:
    """How a maximisation ended: the largest modulus of the gradient, and the least eigenvalue of minus the Hessian."""

    converged: bool
    iterations: int
    gradient: float
    least_eigenvalue: float
    definite: bool
    message: str


def direction(gradient: Vector, hessian: Vector, scale: Vector) -> Vector:
    """The ascent direction with the moduli of the eigenvalues of the Hessian taken in units of `scale` (K,)."""
    try:
        values, vectors = np.linalg.eigh(-hessian / np.outer(scale, scale))
    except np.linalg.LinAlgError:  # entries too far apart, as at a fold
        return gradient / scale**2
    sizes = np.maximum(np.abs(values), 1e-10 * np.abs(values).max() + 1e-300)
    return (vectors @ (vectors.T @ (gradient / scale) / sizes)) / scale


def _shortened(step: Vector, scale: Vector) -> Vector:
    return step * min(1.0, _LONGEST / float(np.abs(step * scale).max()))


def maximise(
    start: P, move: Callable[[P, Vector], P | None], scale: Vector, tolerance: float = 1e-8, limit: int = 200
) -> tuple[P, Ascent]:
    """Climb from `start`; `move(point, step)` gives the point a step away, or None where it does not exist.

    Ends when no derivative exceeds `tolerance`, when rounding lets none fall further, or when steps creep.
    """
    point, message, trace = start, "the limit of iterations was reached", list[tuple[float, float]]()
    for _ in range(limit + 1):
        if float(np.abs(point.gradient).max(initial=0.0)) <= tolerance:
            message = "the gradient vanished"
            break
        trace.append((point.value, float(np.abs(point.gradient / scale).max())))
        if _creeps(trace):
            message = "the search crept along an edge where an equilibrium ceases to exist"
            break
        newton = direction(point.gradient, point.hessian, scale)
        better = _search(point, move, _shortened(newton, scale))
        if better is None:  # curvature misleads, as near a fold: go straight up
            better = _search(point, move, _shortened(point.gradient / scale**2, scale))
        if better is None:
            message = "no step raises the function further"
            break
        point = better
    return point, _ending(point, min(len(trace), limit), message, scale)


def _creeps(trace: list[tuple[float, float]]) -> bool:
    """Whether value hardly rose and slope hardly fell over the last steps, though the surface is steep."""
    if len(trace) <= _PATIENCE:
        return False
    (before, steep), (now, still) = trace[-1 - _PATIENCE], trace[-1]
    return now - before < _GAIN and still > max(1.0, 0.1 * steep)


def _search(point: P, move: Callable[[P, Vector], P | None], step: Vector) -> P | None:
    """The first of ever shorter steps that rises enough; at the level of rounding, one that lowers the gradient."""
    promise = float(point.gradient @ step)
    noise = _ROUNDING * (1.0 + abs(point.value))
    for share in 0.3 ** np.arange(10):
        trial = move(point, share * step)
        if trial is None or not np.isfinite(trial.value):
            continue
        gain = trial.value - point.value
        if promise * share > noise and gain >= 1e-4 * share * promise:
            return trial
        flat = gain >= -noise and np.abs(trial.gradient).max() < 0.9 * np.abs(point.gradient).max()
        if promise * share <= 1e4 * noise and flat:
            return trial
        if promise * share <= 1e-3 * noise:
            break
    return None


def _ending(point: Point, rounds: int, message: str, scale: Vector) -> Ascent:
    largest = float(np.abs(point.gradient).max(initial=0.0))
    least, greatest = spectrum(point.hessian, scale)
    definite = least > 1e-10 * greatest
    return Ascent(largest <= 1e-6 and definite, rounds, largest, least, definite, message)


def spectrum(hessian: Vector, scale: Vector) -> tuple[float, float]:
    """Least and greatest eigenvalue of minus the Hessian, in units of `scale` (K,)."""
    if not np.isfinite(hessian).all():
        return -np.inf, np.inf
    values = np.linalg.eigvalsh(-hessian / np.outer(scale, scale))
    return float(values[0]), float(values[-1])
