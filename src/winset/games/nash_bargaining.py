"""Asymmetric Nash bargaining and Kalai-Smorodinsky, Rows 34 and 44.

Nash (1950), asymmetric as in Kalai (1977):   max_x  sum_i beta_i log(u_i(x) - d_i),   u(x) >= d.
Kalai-Smorodinsky (1975):   max t  with  u_i(x) - d_i >= t (a_i - d_i),
a_i the most that i gets while no one falls below d. Three kinds of sets: a divisible total
(closed form x_i = d_i + beta_i (total - sum d) / sum beta); a convex policy set (box and linear
inequalities) under concave utilities; lotteries over finitely many outcomes (a convex hull).
Sources: Nash, Econometrica 18(2), 1950; Kalai, International Journal of Game Theory 6(3), 1977;
Kalai and Smorodinsky, Econometrica 43(3), 1975. Ignores delay, private information, commitment.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector
from winset.kernel import kernel

SOLUTIONS = ("nash", "kalai_smorodinsky")


@dataclass(frozen=True)
class Bargain:
    """`payoffs` (n,); `policy` the point agreed, or the weights of a lottery; None for a plain division.

    Without `agreement` (nobody can be given more than d) payoffs are the disagreement point.
    `residual` bounds the loss against the optimum: for Nash in units of the log product.
    """

    payoffs: Vector
    policy: Vector | None
    agreement: bool
    residual: float
    converged: bool


@dataclass(frozen=True)
class PolicySet:
    """The convex set {x in R^D : lower <= x <= upper, normals x <= offsets}."""

    lower: Vector
    upper: Vector
    normals: Vector | None = None
    offsets: Vector | None = None


@kernel
def log_nash_product(utilities, disagreement, weights, n):
    """sum_i weights_i log(utilities_i - disagreement_i), -inf where someone is below: for searches."""
    total = 0.0
    for i in range(n):
        gain = utilities[i] - disagreement[i]
        if weights[i] > 0.0:
            if gain <= 0.0:
                return -math.inf
            total += weights[i] * math.log(gain)
        elif gain < 0.0:
            return -math.inf
    return total


def nash_bargaining(disagreement: ArrayLike, weights: ArrayLike | None = None, total: float = 1.0) -> Bargain:
    """Division of a transferable `total` by bargaining weights (default equal). Raises GameError."""
    d = arguments.vector("nash_bargaining", "disagreement", disagreement)
    beta = arguments.nonnegative("nash_bargaining", "weights", 1.0 if weights is None else weights, d.size)
    total = arguments.number("nash_bargaining", "total", total)
    surplus = total - d.sum()
    if surplus < -1e-12 * max(abs(total), np.abs(d).max()):
        return Bargain(d, None, False, 0.0, True)
    return Bargain(d + beta / beta.sum() * max(surplus, 0.0), None, True, 0.0, True)


def kalai_smorodinsky(disagreement: ArrayLike, total: float = 1.0) -> Bargain:
    """Division of a transferable `total`: all ideal gains are equal, so gains are. Raises GameError."""
    arguments.vector("kalai_smorodinsky", "disagreement", disagreement)
    arguments.number("kalai_smorodinsky", "total", total)
    return nash_bargaining(disagreement, None, total)


def bargain_over_policies(
    policies: PolicySet,
    utility: Callable[[Vector], Vector],
    disagreement: ArrayLike,
    weights: ArrayLike | None = None,
    solution: str = "nash",
) -> Bargain:
    """Bargain over a convex policy set.

    utility maps a policy (D,) to payoffs (n,), each concave on the set (else the result is a local
    optimum and the residual a bound to first order only). Raises GameError.
    """
    from winset.games.convex_bargain import over_policies

    name = "bargain_over_policies"
    d, beta = _parties(name, disagreement, weights, solution)
    return over_policies(name, _checked(name, policies), utility, d, beta, solution)


def bargain_over_lotteries(
    outcomes: ArrayLike,
    disagreement: ArrayLike,
    weights: ArrayLike | None = None,
    solution: str = "nash",
) -> Bargain:
    """Bargain over lotteries on K outcomes, payoffs (K, n); `policy` is the lottery (K,).

    Raises GameError.
    """
    from winset.games.convex_bargain import over_policies

    name = "bargain_over_lotteries"
    d, beta = _parties(name, disagreement, weights, solution)
    table = arguments.array(name, "outcomes", outcomes, 2)
    if table.shape[1] != d.size:
        raise arguments.fault(name, "outcomes", f"of {d.size} columns", table.shape[1])
    k = len(table)
    normals = np.vstack([np.ones(k), -np.ones(k)])
    lotteries = PolicySet(np.zeros(k), np.ones(k), normals, np.array([1.0, -1.0]))
    return over_policies(name, lotteries, lambda q: q @ table, d, beta, solution)


def _parties(function: str, disagreement: ArrayLike, weights: ArrayLike | None, solution: str) -> tuple[Vector, Vector]:
    arguments.choice(function, "solution", solution, SOLUTIONS)
    d = arguments.vector(function, "disagreement", disagreement)
    beta = arguments.nonnegative(function, "weights", 1.0 if weights is None else weights, d.size)
    return d, beta / beta.sum()


def _checked(function: str, policies: PolicySet) -> PolicySet:
    lower = arguments.vector(function, "policies.lower", policies.lower)
    upper = arguments.vector(function, "policies.upper", policies.upper, lower.size)
    if (lower > upper).any():
        raise arguments.fault(function, "policies.lower", "at most policies.upper", lower)
    if policies.normals is None:
        return PolicySet(lower, upper)
    normals = arguments.array(function, "policies.normals", policies.normals, 2)
    if normals.shape[1] != lower.size:
        raise arguments.fault(function, "policies.normals", f"of {lower.size} columns", normals.shape[1])
    if policies.offsets is None:
        raise arguments.fault(function, "policies.offsets", "given with policies.normals", None)
    offsets = arguments.vector(function, "policies.offsets", policies.offsets, len(normals))
    return PolicySet(lower, upper, normals, offsets)
