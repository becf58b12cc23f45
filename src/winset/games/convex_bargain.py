"""The numerical side of nash_bargaining: concave programmes over a polytope.

First the greatest equal gain is found (a feasible start, or proof that there is none), then the
solution by sequential quadratic programming. The residual is a certificate: the first-order gain
still to be had over the whole polytope (a linear programme), which for concave utilities bounds the
distance to the optimum.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from winset.games import arguments
from winset.games.arguments import Vector

if TYPE_CHECKING:
    from winset.games.nash_bargaining import Bargain, PolicySet

Utility = Callable[[Vector], Vector]
ROOM = 1e-9


def over_policies(policies: PolicySet, utility: Utility, d: Vector, beta: Vector, solution: str) -> Bargain:
    """Solve; the arguments are checked by the public functions, the utility here."""
    from winset.games.nash_bargaining import Bargain

    start = _feasible(policies)
    found = np.asarray(utility(start), dtype=np.float64)
    if found.shape != d.shape or not np.isfinite(found).all():
        raise arguments.fault("bargain", "utility", f"{d.size} finite payoffs", found)
    x, gain = _fairest(policies, utility, d, np.ones(d.size), start)
    if gain <= ROOM:
        return Bargain(d, None, False, max(gain, 0.0), True)
    if solution == "nash":
        x, residual = _nash(policies, utility, d, beta, x)
    else:
        ideal = np.array([_best(policies, utility, d, i, x) for i in range(d.size)])
        x, _ = _fairest(policies, utility, d, ideal - d, x)
        residual = _slack(policies, utility, d, ideal - d, x)
    return Bargain(np.asarray(utility(x)), x, True, residual, residual < 1e-6)


def _linear(policies: PolicySet) -> list[dict[str, object]]:
    if policies.normals is None or policies.offsets is None:
        return []
    normals, offsets = policies.normals, policies.offsets
    return [{"type": "ineq", "fun": lambda x: offsets - normals @ x, "jac": lambda _: -normals}]


def _furthest(policies: PolicySet, direction: Vector) -> Vector:
    """The policy furthest in a direction."""
    from scipy.optimize import linprog

    box = np.column_stack([policies.lower, policies.upper])
    found = linprog(-direction, A_ub=policies.normals, b_ub=policies.offsets, bounds=box, method="highs")
    if found.x is None:
        raise arguments.fault("bargain", "policies", "a non-empty set", "no policy")
    return np.asarray(found.x)


def _feasible(policies: PolicySet) -> Vector:
    """The middle of the extreme points in the coordinate directions."""
    axes = np.eye(len(policies.lower))
    return np.mean([_furthest(policies, sign * axis) for axis in axes for sign in (1.0, -1.0)], axis=0)


def _slopes(utility: Utility, policies: PolicySet, x: Vector) -> Vector:
    """Derivatives (n, D) by central differences that stay in the box."""
    width = np.maximum(policies.upper - policies.lower, 1e-12)
    columns = []
    for k in range(x.size):
        step = 1e-6 * width[k]
        above, below = x.copy(), x.copy()
        above[k] = min(x[k] + step, policies.upper[k])
        below[k] = max(x[k] - step, policies.lower[k])
        change = np.asarray(utility(above)) - np.asarray(utility(below))
        columns.append(change / (above[k] - below[k]) if above[k] > below[k] else 0.0 * change)
    return np.column_stack(columns)


def _fairest(policies: PolicySet, utility: Utility, d: Vector, scale: Vector, start: Vector) -> tuple[Vector, float]:
    """max t with u_i(x) - d_i >= t scale_i."""
    from scipy.optimize import minimize

    def room(z: Vector) -> Vector:
        return np.asarray(utility(z[:-1])) - d - z[-1] * scale

    def slope(z: Vector) -> Vector:
        return np.column_stack([_slopes(utility, policies, z[:-1]), -scale])

    axis = np.append(np.zeros(start.size), -1.0)
    constraints = [{"type": "ineq", "fun": room, "jac": slope}]
    for row in _linear(policies):
        inner, jac = row["fun"], row["jac"]
        constraints.append({
            "type": "ineq",
            "fun": lambda z, f=inner: f(z[:-1]),
            "jac": lambda z, j=jac: np.column_stack([j(z[:-1]), np.zeros(len(j(z[:-1])))]),
        })  # fmt: skip
    box = [*zip(policies.lower, policies.upper, strict=True), (None, None)]
    first = np.append(start, ((np.asarray(utility(start)) - d) / scale).min())
    found = minimize(
        lambda z: -z[-1], first, jac=lambda _: axis, bounds=box, constraints=constraints,
        method="SLSQP", options={"ftol": 1e-14, "maxiter": 500},
    )  # fmt: skip
    x = np.clip(found.x[:-1], policies.lower, policies.upper)
    return x, float(((np.asarray(utility(x)) - d) / scale).min())


def _best(policies: PolicySet, utility: Utility, d: Vector, player: int, start: Vector) -> float:
    """The most that `player` gets while nobody falls below d."""
    x, _ = _climb(policies, utility, d, np.eye(d.size)[player], start, linear=True)
    return float(np.asarray(utility(x), dtype=np.float64)[player])


def _nash(policies: PolicySet, utility: Utility, d: Vector, beta: Vector, start: Vector) -> tuple[Vector, float]:
    x, gradient = _climb(policies, utility, d, beta, start, linear=False)
    return x, max(float(gradient @ (_furthest(policies, gradient) - x)), 0.0)


def _climb(
    policies: PolicySet, utility: Utility, d: Vector, beta: Vector, start: Vector, linear: bool
) -> tuple[Vector, Vector]:
    """Maximise sum beta u (linear) or sum beta log(u - d) among u >= d; x and the gradient there."""
    from scipy.optimize import minimize

    def gains(x: Vector) -> Vector:
        return np.asarray(utility(x)) - d

    def value(x: Vector) -> float:
        gain = gains(x)
        return -float(beta @ (gain if linear else np.log(np.maximum(gain, 1e-300))))

    def slope(x: Vector) -> Vector:
        rate = beta if linear else beta / np.maximum(gains(x), 1e-300)
        return -(rate @ _slopes(utility, policies, x))

    above = {"type": "ineq", "fun": gains, "jac": lambda x: _slopes(utility, policies, x)}
    box = list(zip(policies.lower, policies.upper, strict=True))
    found = minimize(
        value, start, jac=slope, bounds=box, constraints=[above, *_linear(policies)],
        method="SLSQP", options={"ftol": 1e-15, "maxiter": 1000},
    )  # fmt: skip
    x = np.clip(found.x, policies.lower, policies.upper)
    return x, -slope(x)


def _slack(policies: PolicySet, utility: Utility, d: Vector, scale: Vector, x: Vector) -> float:
    """First-order gain in t still to be had at x."""
    from scipy.optimize import linprog

    slopes = _slopes(utility, policies, x)
    room = np.asarray(utility(x)) - d
    least = float((room / scale).min())
    upper = np.column_stack([-slopes, scale])
    right = room - slopes @ x
    if policies.normals is not None and policies.offsets is not None:
        upper = np.vstack([upper, np.column_stack([policies.normals, np.zeros(len(policies.normals))])])
        right = np.concatenate([right, policies.offsets])
    box = [*zip(policies.lower, policies.upper, strict=True), (None, None)]
    axis = np.append(np.zeros(x.size), -1.0)
    found = linprog(axis, A_ub=upper, b_ub=right, bounds=box, method="highs")
    return float(max(found.x[-1] - least, 0.0)) if found.x is not None else np.inf
