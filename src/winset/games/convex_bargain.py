"""The numerical side of nash_bargaining: concave programmes over a polytope.

Policies are measured in the widths of their box and gains in the largest met at its ends, so that units
do not matter. First the greatest equal gain is found (a feasible start, or proof that there is none), then the
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


def over_policies(
    function: str, policies: PolicySet, utility: Utility, d: Vector, beta: Vector, solution: str
) -> Bargain:
    """Solve; the arguments are checked by the public functions, the utility here."""
    from winset.games.nash_bargaining import Bargain

    ends = _ends(function, policies)
    start = ends.mean(axis=0)
    found = np.asarray(utility(start), dtype=np.float64)
    if found.shape != d.shape or not np.isfinite(found).all():
        raise arguments.fault(function, "utility", f"{d.size} finite payoffs", found)
    width = np.where(policies.upper > policies.lower, policies.upper - policies.lower, 1.0)
    size = _largest_gains(utility, np.vstack([ends, start]), d)
    unit, zero = _in_widths(policies, width), np.zeros(d.size)

    def gains(z: Vector) -> Vector:
        return (np.asarray(utility(policies.lower + width * z), dtype=np.float64) - d) / size

    z, gain = _fairest(unit, gains, zero, np.ones(d.size), (start - policies.lower) / width)
    if gain <= ROOM:
        return Bargain(d, None, False, max(gain, 0.0), True)
    if solution == "nash":
        z, residual = _nash(unit, gains, zero, beta, z)
    else:
        ideal = np.array([_best(unit, gains, zero, i, z) for i in range(d.size)])
        z, _ = _fairest(unit, gains, zero, ideal, z)
        residual = _slack(unit, gains, zero, ideal, z)
    x = np.clip(policies.lower + width * z, policies.lower, policies.upper)
    return Bargain(np.asarray(utility(x)), x, True, residual, residual < 1e-6)


def _largest_gains(utility: Utility, points: Vector, d: Vector) -> Vector:
    """Each player's largest finite distance from the disagreement payoff; 1 where there is none."""
    with np.errstate(all="ignore"):
        table = np.abs([np.asarray(utility(x), dtype=np.float64) - d for x in points])
    size = np.where(np.isfinite(table), table, 0.0).max(axis=0)
    return np.where(size > 0.0, size, 1.0)


def _in_widths(policies: PolicySet, width: Vector) -> PolicySet:
    """The same set in the coordinates (x - lower) / width."""
    from winset.games.nash_bargaining import PolicySet

    upper = (policies.upper - policies.lower) / width
    if policies.normals is None or policies.offsets is None:
        return PolicySet(np.zeros(width.size), upper)
    normals, offsets = policies.normals * width, policies.offsets - policies.normals @ policies.lower
    length = np.abs(normals).max(axis=1)
    length = np.where(length > 0.0, length, 1.0)
    return PolicySet(np.zeros(width.size), upper, normals / length[:, None], offsets / length)


def _linear(policies: PolicySet) -> list[dict[str, object]]:
    if policies.normals is None or policies.offsets is None:
        return []
    normals, offsets = policies.normals, policies.offsets
    return [{"type": "ineq", "fun": lambda x: offsets - normals @ x, "jac": lambda _: -normals}]


def _furthest(policies: PolicySet, direction: Vector, function: str = "bargain") -> Vector:
    """The policy furthest in a direction."""
    from scipy.optimize import linprog

    box = np.column_stack([policies.lower, policies.upper])
    found = linprog(-direction, A_ub=policies.normals, b_ub=policies.offsets, bounds=box, method="highs")
    if found.x is None:
        raise arguments.fault(function, "policies", "a non-empty set", "no policy")
    return np.asarray(found.x)


def _ends(function: str, policies: PolicySet) -> Vector:
    """The extreme points in the coordinate directions (2 D, D)."""
    axes = np.eye(len(policies.lower))
    return np.array([_furthest(policies, sign * axis, function) for axis in axes for sign in (1.0, -1.0)])


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
