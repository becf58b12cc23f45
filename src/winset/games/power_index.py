"""Shapley-Shubik and Banzhaf indices of weighted voting, and Shapley values of any game.

    Shapley-Shubik_i = sum over swings S of i of |S|! (n - 1 - |S|)! / n!
    Banzhaf_i = (swings of i) / 2^(n - 1);        a swing: S loses, S with i wins (weight >= quota)

Weights and quotas that are whole numbers, or decimals that become whole in common units, are
counted exactly by dynamic programming over coalition sizes and weights (64-bit counts, n up to 60).
Several rules at once, each with weights and a quota that must all be met (a double majority), are
counted in one table over all rules where that stays small (`power_count`), else, as weights without
a small common unit are, by enumeration (n up to 25).
Sources: Shapley and Shubik, American Political Science Review 48(3), 1954; Banzhaf, Rutgers Law
Review 19, 1965; Dubey and Shapley, Mathematics of Operations Research 4(2), 1979. Ignores
preferences, communication and the order of the agenda.
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial, gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector
from winset.games.power_count import cells, count_swings
from winset.kernel import kernel

MOST_COUNTED = 60
MOST_ENUMERATED = 25
ENUMERATED_FIRST = 14
MOST_CELLS = 40_000_000


def shapley_shubik(weights: ArrayLike, quota: ArrayLike) -> Vector:
    """Shapley-Shubik index (n,), exact up to the last division; sums to one.

    weights (n,), or (rules, n) with quota (rules,) for rules that must all be met; quota in
    (0, total]. Raises GameError.
    """
    swings = _swings("shapley_shubik", weights, quota)
    n = len(swings)
    worth = [factorial(s) * factorial(n - 1 - s) for s in range(n)]
    everything = factorial(n)
    return np.array([sum(int(c) * w for c, w in zip(row, worth, strict=True)) / everything for row in swings])


def banzhaf(weights: ArrayLike, quota: ArrayLike, normalized: bool = True) -> Vector:
    """Banzhaf index (n,): shares of all swings, or with normalized=False chances of a swing.

    Arguments as in shapley_shubik. Raises GameError.
    """
    counts = [sum(int(c) for c in row) for row in _swings("banzhaf", weights, quota)]
    whole = sum(counts) if normalized else 2 ** (len(counts) - 1)
    return np.array([count / whole for count in counts])


def shapley(v: Any, players: int | None = None) -> Vector:
    """Shapley value (n,) of a game in coalitional form.

    v: array (2^n,) by bit mask with v[0] = 0, or a function of a frozenset of players (then
    `players` is n, at most 20). Raises GameError.
    """
    return _semivalue(arguments.characteristic("shapley", v, players), binomial=False)


def banzhaf_value(v: Any, players: int | None = None) -> Vector:
    """Banzhaf value (n,): the mean marginal contribution over all coalitions. As in shapley."""
    return _semivalue(arguments.characteristic("banzhaf_value", v, players), binomial=True)


def _semivalue(v: Vector, binomial: bool) -> Vector:
    n = v.size.bit_length() - 1
    masks = np.arange(v.size)
    sizes = np.bitwise_count(masks)
    by_size = [1 / 2 ** (n - 1) if binomial else factorial(s) * factorial(n - 1 - s) / factorial(n) for s in range(n)]
    worth, out = np.array([*by_size, 0.0]), np.empty(n)
    for i in range(n):
        without = masks[masks >> i & 1 == 0]
        out[i] = worth[sizes[without]] @ (v[without | 1 << i] - v[without])
    return out


def _swings(function: str, weights: ArrayLike, quota: ArrayLike) -> Any:
    """Swings by player and by size of the coalition joined, (n, n) whole numbers."""
    table = np.atleast_2d(arguments.flat_or_table(function, "weights", weights))
    if (table < 0.0).any():
        raise arguments.fault(function, "weights", "non-negative", table.min())
    quotas = arguments.vector(function, "quota", np.atleast_1d(quota), len(table))
    for row, needed in zip(table, quotas, strict=True):
        if not 0.0 < needed <= row.sum() * (1.0 + 1e-12):
            raise arguments.fault(function, "quota", f"in (0, {row.sum():g}], the total weight", needed)
    units = _whole_units(table, quotas)
    n = table.shape[1]
    if units is not None and len(table) == 1 and n <= MOST_COUNTED:
        whole, needed = units[0][0], units[1][0]
        if n * (needed + 1) <= MOST_CELLS:
            return _counted(whole, needed)
    if units is not None and ENUMERATED_FIRST < n <= MOST_COUNTED and cells(*units) <= MOST_CELLS:
        return count_swings(*units)
    if n > MOST_ENUMERATED:
        limit = f"of at most {MOST_ENUMERATED} players, or {MOST_COUNTED} with small whole weights"
        raise arguments.fault(function, "weights", limit, n)
    swings = np.zeros((n, n), np.int64)
    if units is not None:
        table, quotas = np.array(units[0], np.float64), np.array(units[1], np.float64)
    slack = 1e-12 * table.sum(axis=1)
    _enumerate(table, quotas - (0.0 if units is not None else slack), n, swings)
    return swings


def _whole_units(table: Vector, quotas: Vector) -> tuple[list[list[int]], list[int]] | None:
    """Weights and quotas in their greatest common unit, read as the decimals that were written."""
    rows, needed = [], []
    for row, quota in zip(table, quotas, strict=True):
        exact = [Fraction(repr(float(w))) for w in (*row, quota)]
        unit = lcm(*(f.denominator for f in exact))
        if unit > 10**12:
            return None
        whole = [int(f * unit) for f in exact]
        common = gcd(*whole)
        rows.append([w // common for w in whole[:-1]])
        needed.append(min(whole[-1] // common, sum(rows[-1])))
    return rows, needed


def _counted(weights: list[int], quota: int) -> Any:
    """Number of coalitions by size and weight below the quota, then each player taken out again."""
    n = len(weights)
    ways = np.zeros((n + 1, quota), np.int64)
    ways[0, 0] = 1
    for w in weights:
        if w < quota:
            ways[1:, w:] += ways[:-1, : quota - w].copy()
    swings = np.zeros((n, n), np.int64)
    known: dict[int, Any] = {}
    for i, w in enumerate(weights):
        if w not in known:
            rest = ways.copy()
            for size in range(1, n if w < quota else 0):
                rest[size, w:] -= rest[size - 1, : quota - w]
            known[w] = rest[:n, max(0, quota - w) :].sum(axis=1)
        swings[i] = known[w]
    return swings


@kernel
def _enumerate(table, quotas, n, swings):
    """Add every swing of every player to swings (n, n); all rules must be met to win."""
    rules = table.shape[0]
    for mask in range(1, 1 << n):
        size = 0
        for i in range(n):
            size += (mask >> i) & 1
        slack = 0
        for rule in range(rules):
            total = 0.0
            for i in range(n):
                if (mask >> i) & 1:
                    total += table[rule, i]
            if total < quotas[rule]:
                slack = -1
                break
            for i in range(n):
                if (mask >> i) & 1 and total - table[rule, i] < quotas[rule]:
                    slack |= 1 << i
        if slack > 0:
            for i in range(n):
                swings[i, size - 1] += (slack >> i) & 1
