"""Arguments that are not plain numbers, built from a few: `{family = "bankruptcy", estate = 100, ...}`.

A family's function takes the numbers of the table and returns the argument: a game in coalitional
form, a function, a policy set. Only what a file of the catalogue needs stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from winset.games.arguments import Vector

Profits = Callable[[Vector, np.ndarray], tuple[Vector, Vector]]


def bankruptcy(estate: float, claims: list[float]) -> Vector:
    """What is left of the estate for a coalition when the others' claims are paid (2^n,)."""
    owed = _sums(np.asarray(claims, float))
    return np.maximum(estate - (owed[-1] - owed), 0.0)


def gloves(left: list[int], right: list[int]) -> Vector:
    """Pairs of gloves: player i holds left[i] and right[i], a pair is worth 1 (2^n,)."""
    return np.minimum(_sums(np.asarray(left, float)), _sums(np.asarray(right, float)))


def weighted_majority(weights: list[float], quota: float) -> Vector:
    """1 for a coalition whose weights reach the quota, else 0 (2^n,)."""
    return (_sums(np.asarray(weights, float)) >= quota).astype(float)


def threshold(at: float) -> Callable[[Vector], Vector]:
    """A sender's payoff: 1 where the posterior is at least `at`."""
    return lambda posterior: (np.asarray(posterior) >= at).astype(float)


def exclusive_suppliers(intercept: float) -> Profits:
    """Cournot duopolists on P = intercept - Q, each buying its input from a supplier of its own."""

    def profits(prices: Vector, network: np.ndarray) -> tuple[Vector, Vector]:
        cost = prices.sum(axis=1)
        if network.sum() == 2:
            q = np.maximum((intercept - 2.0 * cost + cost[::-1]) / 3.0, 0.0)
        else:
            q = np.where(network.any(axis=1), np.maximum((intercept - cost) / 2.0, 0.0), 0.0)
        return q**2, prices.T @ q

    return profits


def links_needed(value: float, needed: int) -> Callable[[np.ndarray], ArrayLike]:
    """Each buyer earns `value` once it has `needed` sellers (nash_in_nash's buyer_value)."""
    return lambda network: value * (network.sum(axis=1) >= needed)


def unit_costs(costs: list[float]) -> Callable[[np.ndarray], ArrayLike]:
    """Each seller pays its cost for every buyer that it serves (nash_in_nash's seller_value)."""
    return lambda network: -np.asarray(costs, float) * network.sum(axis=0)


def _sums(amounts: Vector) -> Vector:
    """Sum of the members' amounts for each coalition, by bit mask (2^n,)."""
    masks = np.arange(1 << amounts.size)
    return (masks[:, None] >> np.arange(amounts.size) & 1) @ amounts


FAMILIES: dict[str, Callable[..., Any]] = {
    f.__name__: f
    for f in (bankruptcy, gloves, weighted_majority, threshold, exclusive_suppliers, links_needed, unit_costs)
}
