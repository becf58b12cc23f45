"""Orders of reforms: what one is worth under a budget, the best of all, and its neighbours. Row 40.

    raw worth of order o to i = sum_t d^t v_i,o(t) phi_t,   phi_t = 1 while k_o(0) + ... + k_o(t) <= B, else f

The greatest and the least over all m! orders come from a recursion over the sets S of items done: what
follows depends on S alone, through the number and the cost of its items; 2^m m steps. Orders whose
worth differs by less than 1e-12 of it tie, and the first in lexicographic order is meant.
Source: the worth is KTAB's (see `reform_priorities`); the recursion is the usual one over subsets.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from winset.games.arguments import Vector

Orders = np.ndarray
TIE = 1e-12


@dataclass(frozen=True)
class Programme:
    """values (n, m) of items to actors, costs (m,), budget; factors: decline by place, and over the budget."""

    values: Vector
    costs: Vector
    budget: float
    factors: tuple[float, float]


def moves(items: int) -> Orders:
    """Neighbours as places to take items from, (1 + swaps + rotations, m), the order itself first."""
    stay = list(range(items))
    found = [stay.copy()]
    for i, j in combinations(range(items), 2):
        found.append(_placed(stay, (i, j), (j, i)))
    for i, j, k in combinations(range(items), 3):
        found += [_placed(stay, (i, j, k), (j, k, i)), _placed(stay, (i, j, k), (k, i, j))]
    return np.array(found)


def _placed(order: list[int], places: tuple[int, ...], sources: tuple[int, ...]) -> list[int]:
    out = order.copy()
    for place, source in zip(places, sources, strict=True):
        out[place] = order[source]
    return out


def raw_worth(programme: Programme, orders: Orders) -> Vector:
    """Worth (actors, orders), in units of value, of orders (orders, m)."""
    weight = _weight(programme, np.arange(orders.shape[1]), np.cumsum(programme.costs[orders], axis=1))
    return np.asarray((programme.values[:, orders] * weight).sum(axis=2))


def _weight(programme: Programme, place: int | Orders, spent: Vector) -> Vector:
    """d^t phi_t; a sum of costs that passes the budget by rounding alone stays within it."""
    decline, over = programme.factors
    return decline**place * np.where(spent <= programme.budget * (1.0 + TIE), 1.0, over)


def extreme(programme: Programme, sign: float) -> tuple[Vector, Orders]:
    """Greatest (sign 1) or least (sign -1) raw worth (actors,), and the first order (actors, m) that has it."""
    n, m = programme.values.shape
    rest = np.zeros((1 << m, n))
    first = np.zeros((1 << m, n), dtype=np.int64)
    for done in range((1 << m) - 2, -1, -1):
        items = np.array([j for j in range(m) if not done >> j & 1])
        spent = programme.costs[[j for j in range(m) if done >> j & 1]].sum() + programme.costs[items]
        weight = _weight(programme, m - len(items), spent)
        value = sign * programme.values[:, items] * weight + rest[done | 1 << items].T
        top = value.max(axis=1)
        first[done] = items[(value >= top[:, None] - TIE * np.abs(top)[:, None]).argmax(axis=1)]
        rest[done] = top
    orders = np.zeros((n, m), dtype=np.int64)
    for i in range(n):
        done = 0
        for t in range(m):
            orders[i, t] = first[done, i]
            done |= 1 << int(orders[i, t])
    return sign * rest[0], orders
