"""Swings under several rules at once, counted instead of enumerated.

Coalitions of the other players are counted by size and by weight under each rule, weights cut at the
quota (more does not matter). The table of all players but one is built for every player by halves:
one half joins, the other is divided again, so that each player costs log2(n) additions, not n.
A rule whose weights are all equal is a rule on size and needs no axis of its own.
"""

from __future__ import annotations

import numpy as np

Counts = np.ndarray
MOST_CELLS = 40_000_000


def cells(weights: list[list[int]], quotas: list[int]) -> int:
    """Size of the table that `count_swings` needs (Python integer, may be huge)."""
    size = len(weights[0]) + 1
    for row, quota in zip(weights, quotas, strict=True):
        size *= 1 if len(set(row)) == 1 else quota + 1
    return size


def count_swings(weights: list[list[int]], quotas: list[int]) -> Counts:
    """Swings by player and by size of the coalition joined, (n, n); all rules must be met to win.

    weights (rules, n) and quotas (rules,): whole numbers, n at most 60 (64-bit counts).
    """
    n = len(weights[0])
    rows = [(row, q) for row, q in zip(weights, quotas, strict=True) if len(set(row)) > 1]
    heads = [-(-q // row[0]) for row, q in zip(weights, quotas, strict=True) if len(set(row)) == 1]
    joins = [tuple(row[i] for row, _ in rows) for i in range(n)]
    least, tops = max(heads, default=0), [q for _, q in rows]
    table = np.zeros([n + 1, *(q + 1 for q in tops)], np.int64)
    table[(0,) * table.ndim] = 1
    swings, known = np.zeros((n, n), np.int64), {}
    for i, others in _left_out(table, joins, list(range(n))):
        if joins[i] not in known:
            known[joins[i]] = _decided(others, joins[i], tops, least)
        swings[i] = known[joins[i]]
    return swings


def _left_out(table: Counts, joins: list[tuple[int, ...]], members: list[int]):  # type: ignore[no-untyped-def]
    """Yield each of `members` that differs in weights with the table of everybody else."""
    if len({joins[i] for i in members}) == 1:
        for i in members[1:]:
            table = _joined(table, joins[i])
        yield from ((i, table) for i in members)
        return
    half = len(members) // 2
    ordered = sorted(members, key=lambda i: joins[i])
    for kept, added in ((ordered[:half], ordered[half:]), (ordered[half:], ordered[:half])):
        inner = table
        for i in added:
            inner = _joined(inner, joins[i])
        yield from _left_out(inner, joins, kept)


def _joined(table: Counts, weights: tuple[int, ...]) -> Counts:
    """The table with one player more; its weight moves every count up, at most to the quota."""
    moved = table[:-1]
    for axis, weight in enumerate(weights, start=1):
        moved = _raised(moved, axis, weight)
    out = table.copy()
    out[1:] += moved
    return out


def _raised(table: Counts, axis: int, weight: int) -> Counts:
    top = table.shape[axis] - 1
    weight = min(weight, top)
    if weight == 0:
        return table
    edges = [slice(None)] * table.ndim
    low, high = list(edges), list(edges)
    low[axis], high[axis] = slice(0, top - weight), slice(weight, top)
    last, rest = list(edges), list(edges)
    last[axis], rest[axis] = slice(top, top + 1), slice(top - weight, top + 1)
    out = np.zeros_like(table)
    out[tuple(high)] = table[tuple(low)]
    out[tuple(last)] = table[tuple(rest)].sum(axis=axis, keepdims=True)
    return out


def _decided(others: Counts, weights: tuple[int, ...], tops: list[int], least: int) -> Counts:
    """Coalitions of the others, by size, that lose alone and win with the player."""
    sizes = others.shape[0] - 1
    alone = others[(slice(None), *(slice(q, None) for q in tops))]
    helped = others[(slice(None), *(slice(max(q - w, 0), None) for q, w in zip(tops, weights, strict=True)))]
    axes = tuple(range(1, others.ndim))
    winning = np.where(np.arange(sizes + 1) >= least, alone.sum(axis=axes), 0)
    won = np.where(np.arange(1, sizes + 2) >= least, helped.sum(axis=axes), 0)
    return (won - winning)[:sizes]
