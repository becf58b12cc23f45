"""Shapley shares of a sum that partners bring about together, with the errors of draws and of sampled orders.

    phi_i = sum over S without i of |S|! (n - |S| - 1)! / n!  (v(S + i) - v(S))

(Shapley 1953.) A set is a bit mask of partners; v gives an array (..., draw), so that each draw has shares of its
own and they add up to v(all) - v(none) in every draw. With many partners the mean marginal contribution over
sampled orders stands for the sum (Castro, Gomez and Tejada 2009); orders come in pairs, one the reverse of the
other. Units: those of v. Ignores: that partners might differ in weight; an interaction is split evenly.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import factorial

import numpy as np

from winset.questions.arrays import pair_means
from winset.streams import name_key, uniforms

_STREAM = name_key("shapley order")
Worth = Mapping[int, np.ndarray]


def every_set(partners: int) -> list[int]:
    """All bit masks of a number of partners."""
    return list(range(1 << partners))


def exact_shares(worth: Worth, partners: int) -> np.ndarray:
    """Shares (partner, ..., draw) from the worth of every set."""
    whole = (1 << partners) - 1
    shares = np.zeros((partners, *np.shape(worth[whole])))
    for members in range(1 << partners):
        size = members.bit_count()
        for i in range(partners):
            if not members >> i & 1:
                weight = factorial(size) * factorial(partners - size - 1) / factorial(partners)
                shares[i] += weight * (np.asarray(worth[members | 1 << i], float) - worth[members])
    return shares


def sampled_orders(partners: int, count: int, seed: int) -> np.ndarray:
    """`count` orders (count, partner), every second the reverse of the one before; by address, so more extend fewer."""
    orders = []
    for k in range((count + 1) // 2):
        order = np.argsort(uniforms(seed, np.arange(partners), k, _STREAM, 0), kind="stable")
        orders += [order, order[::-1]]
    return np.array(orders[:count])


def sets_on_the_way(orders: np.ndarray) -> list[int]:
    """The bit masks that the orders pass through, without repetition, none and all among them."""
    passed = {0}
    for order in orders:
        members = 0
        for i in order:
            members |= 1 << int(i)
            passed.add(members)
    return sorted(passed)


def marginals(worth: Worth, orders: np.ndarray) -> np.ndarray:
    """Marginal contributions (order, partner, ..., draw) along each order."""
    found = np.zeros((*orders.shape, *np.shape(worth[0])))
    for row, order in enumerate(orders):
        members = 0
        for i in order:
            joined = members | 1 << int(i)
            found[row, i] = np.asarray(worth[joined], float) - worth[members]
            members = joined
    return found


def jackknife(parts: np.ndarray, ratio: bool = False) -> np.ndarray:
    """Delete-one error of the mean over axis 0 of `parts` (part, partner, ...), or of its `ratio` to the partners' sum.

    NaN with fewer than two parts.
    """
    count = parts.shape[0]
    if count < 2:
        return np.full(parts.shape[1:], np.nan)
    left = (parts.sum(axis=0) - parts) / (count - 1)
    if ratio:
        total = left.sum(axis=1, keepdims=True)
        left = left / np.where(total == 0.0, np.nan, total)
    return np.sqrt(((left - left.mean(axis=0)) ** 2).sum(axis=0) * (count - 1) / count)


def share_errors(found: np.ndarray, ratio: bool = False) -> np.ndarray:
    """Standard errors (partner, ...) of shares `found` (order, partner, ..., draw).

    Pairs of draws share their parameters and pairs of orders mirror each other; both are clusters. The two parts
    are added, which counts their interaction twice and so errs on the safe side. One order, or the exact sum, has
    no error of its own.
    """
    by_draw = jackknife(pair_means(np.moveaxis(found.mean(axis=0), -1, 0)), ratio)
    if found.shape[0] < 4:
        return by_draw
    by_order = jackknife(pair_means(found.mean(axis=-1)), ratio)
    return np.sqrt(by_draw**2 + by_order**2)
