"""Closed-rule bargaining of Baron and Ferejohn (1989): the stationary equilibrium, solved. Row 38.

A unit is divided. Each period player i is recognised with probability p_i and proposes; the
proposal passes with `quota` votes, the proposer's own included; otherwise all wait and discount by
delta_i. With x_i = delta_i w_i what i accepts, a proposer buys the quota - 1 cheapest others:

    w_i = p_i (1 - cost of i's cheapest coalition) + mu_i x_i,     sum_i mu_i = quota - 1,

mu_i being the chance of being a paid partner. Let c be the dearest price ever paid and K what a
proposer of the cheap side keeps; with k = K / c each player's chance follows from k alone,

    mu_i(k) = clip(1 / delta_i - p_i (1 + k), 0, 1 - p_i),

which falls in k, so sum_i mu_i(k) = quota - 1 has one root: stationary payoffs are unique
(Eraslan 2002), mixed strategies included, and are found in O(n log n) without iteration.
Source: Baron and Ferejohn, "Bargaining in legislatures", American Political Science Review 83(4),
1989; Eraslan, Journal of Economic Theory 103(1), 2002. Ignores amendments, policy and history.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector


@dataclass(frozen=True)
class ClosedRule:
    """Ex-ante `values` w, prices `reservations` x, what each keeps as proposer, chance mu of being paid.

    All (n,), shares of the unit. `residual` is the largest fault of the value equations.
    """

    values: Vector
    reservations: Vector
    proposer_share: Vector
    inclusion: Vector
    recognition: Vector
    quota: int
    residual: float
    converged: bool


def closed_rule(
    n: int,
    delta: ArrayLike,
    recognition: ArrayLike | None = None,
    quota: int | None = None,
) -> ClosedRule:
    """The stationary equilibrium of n players.

    delta: one discount factor or one for each, in (0, 1]; recognition (n,) sums to 1 (default
    equal); quota: votes needed, proposer's included (default simple majority). Raises GameError,
    also for unanimity where two players do not discount: any division between them is stationary.
    """
    n = arguments.whole("closed_rule", "n", n, 1, 10_000)
    d = arguments.positive("closed_rule", "delta", delta, n)
    if (d > 1.0).any():
        raise arguments.fault("closed_rule", "delta", "at most 1", d.max())
    p = arguments.probabilities("closed_rule", "recognition", 1.0 / n if recognition is None else recognition, n)
    votes = arguments.whole("closed_rule", "quota", n // 2 + 1 if quota is None else quota, 1, n)
    free = int((p == 0.0).sum())
    if votes - 1 <= free:
        prices, mu = d * p, _free_partners(p, votes, free)
    elif votes == n:
        prices, mu = _unanimous(p, d), 1.0 - p
    else:
        prices, mu = _priced(p, d, votes)
    return _result(p, d, votes, prices, mu)


def partner_probabilities(rule: ClosedRule) -> Vector:
    """One equilibrium mixture: entry (j, i) is the chance that proposer j pays player i, (n, n).

    Rows sum to quota - 1; equilibrium mixtures are not unique, their payoffs are.
    """
    from scipy.optimize import linprog

    n, x, p = len(rule.values), rule.reservations, rule.recognition
    rows, columns = np.zeros((n, n * n)), np.zeros((n, n * n))
    for j in range(n):
        rows[j, j * n : (j + 1) * n] = 1.0
        columns[j, j::n] = p
    bounds = [(0.0, float(i != j)) for j in range(n) for i in range(n)]
    equal = np.vstack([rows, columns])
    right = np.concatenate([np.full(n, rule.quota - 1.0), rule.inclusion])
    found = linprog(np.tile(x, n), A_eq=equal, b_eq=right, bounds=bounds, method="highs")
    return np.asarray(found.x).reshape(n, n)


def _free_partners(p: Vector, votes: int, free: int) -> Vector:
    """Players never recognised accept nothing, and are enough: each is asked equally often."""
    return np.where(p == 0.0, (votes - 1) / max(free, 1), 0.0)


def _unanimous(p: Vector, d: Vector) -> Vector:
    patient = (d == 1.0) & (p > 0.0)
    if patient.sum() > 1:
        raise arguments.fault("closed_rule", "delta", "below 1 for all but one under unanimity", d)
    if patient.any():
        return patient.astype(np.float64)
    claims = p * d / np.where(d == 1.0, 1.0, 1.0 - d)
    return claims / (1.0 + claims.sum())


def _priced(p: Vector, d: Vector, votes: int) -> tuple[Vector, Vector]:
    """Solve sum mu(k) = votes - 1 on its linear pieces, then the budget for prices."""
    active = p > 0.0
    always = np.full(p.shape, np.inf)
    never = np.full(p.shape, np.inf)
    always[active] = (1.0 / d[active] - 1.0) / p[active]
    never[active] = 1.0 / (d[active] * p[active]) - 1.0
    knots = np.unique(np.concatenate([always[active], never[active]]))
    ratio = _root(knots, p, d, votes)
    cheap, dear = always > ratio, never < ratio
    claims = np.where(cheap & active, p * d / np.where(d == 1.0, 1.0, 1.0 - d), 0.0)
    price = 1.0 / (ratio * (1.0 + claims.sum()) + votes - cheap.sum())
    keep = ratio * price
    prices = np.where(cheap, claims * keep, np.where(dear, d * p * (keep + price), price))
    return prices, _inclusion(ratio, p, d)


def _inclusion(ratio: float, p: Vector, d: Vector) -> Vector:
    return np.clip(1.0 / d - p * (1.0 + ratio), 0.0, 1.0 - p)


def _root(knots: Vector, p: Vector, d: Vector, votes: int) -> float:
    heights = np.array([_inclusion(k, p, d).sum() for k in knots])
    right = int(np.argmax(heights <= votes - 1.0))
    low, high = heights[right - 1], heights[right]
    return float(knots[right - 1] + (low - (votes - 1.0)) / (low - high) * (knots[right] - knots[right - 1]))


def _result(p: Vector, d: Vector, votes: int, prices: Vector, mu: Vector) -> ClosedRule:
    order = np.sort(prices)
    cheapest, next_price = order[: votes - 1].sum(), order[votes - 1]
    own = prices <= (order[votes - 2] if votes > 1 else -1.0)
    keep = 1.0 - np.where(own, cheapest - prices + next_price, cheapest)
    values = p * keep + mu * prices
    residual = float(max(abs(d * values - prices).max(), abs(values.sum() - 1.0)))
    return ClosedRule(values, prices, keep, mu, p, votes, residual, residual < 1e-9)
