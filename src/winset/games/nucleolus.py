"""Nucleolus, prenucleolus and emptiness of the core.

The excess of coalition S at x is v(S) - sum_S x_i. The nucleolus makes the excesses, sorted from the
greatest, lexicographically least among imputations (sum x = v(N), x_i >= v({i})); the prenucleolus
drops the individual bounds. Solved by a sequence of linear programmes (Maschler, Peleg, Shapley 1979);
coalitions with a positive dual are settled at each level, and the last allocation is recomputed from
the settled equations, so it carries no tolerance of the programmes.
Sources: Schmeidler, SIAM Journal on Applied Mathematics 17(6), 1969; Maschler, Peleg, Shapley,
Mathematics of Operations Research 4(4), 1979. Transferable utility only.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from winset.games import arguments
from winset.games.arguments import Vector

MOST_PLAYERS = 12


def nucleolus(v: Any, players: int | None = None) -> Vector:
    """The nucleolus over imputations, (n,).

    v: array (2^n,) by bit mask with v[0] = 0, or a function of a frozenset of players (then
    `players` is n); n at most 12. Raises GameError, also where there is no imputation.
    """
    game = _game("nucleolus", v, players)
    alone = game[1 << np.arange(game.size.bit_length() - 1)]
    if alone.sum() > game[-1] + 1e-12 * max(abs(game).max(), 1.0):
        raise arguments.fault("nucleolus", "v", "a game with an imputation", "single values above v(N)")
    return _lexicographic(game, alone)


def prenucleolus(v: Any, players: int | None = None) -> Vector:
    """The prenucleolus, (n,): individual rationality is not imposed. As in nucleolus."""
    return _lexicographic(_game("prenucleolus", v, players), None)


def core_is_empty(v: Any, players: int | None = None) -> bool:
    """True where no efficient allocation gives every coalition its value (Bondareva-Shapley).

    Decided at 1e-9 of the largest value. Raises GameError.
    """
    from scipy.optimize import linprog

    game = _game("core_is_empty", v, players)
    n = game.size.bit_length() - 1
    if n == 1:
        return False
    scale = max(abs(game).max(), 1e-300)
    found = linprog(
        np.ones(n), A_ub=-_members(np.arange(1, game.size - 1), n), b_ub=-game[1:-1] / scale,
        bounds=(None, None), method="highs",
    )  # fmt: skip
    return bool(found.fun > game[-1] / scale + 1e-9)


def _game(function: str, v: Any, players: int | None) -> Vector:
    game = arguments.characteristic(function, v, players)
    if game.size > 2**MOST_PLAYERS:
        raise arguments.fault(function, "v", f"of at most {MOST_PLAYERS} players", game.size.bit_length() - 1)
    return game


def _members(masks: np.ndarray, n: int) -> Vector:
    return (masks[:, None] >> np.arange(n) & 1).astype(np.float64)


def _lexicographic(game: Vector, alone: Vector | None) -> Vector:
    """Settle coalitions level by level until they pin the allocation down."""
    n = game.size.bit_length() - 1
    scale = max(abs(game).max(), 1e-300)
    worth = game / scale
    floor = None if alone is None else alone / scale
    rows, levels, fixed = [np.ones(n)], [-1], [worth[-1]]
    depth = 0
    masks = np.arange(1, game.size - 1)
    while np.linalg.matrix_rank(np.array(rows)) < n:
        open_masks = masks[~_spanned(_members(masks, n), np.array(rows))]
        masks = open_masks
        tight, bound = _level(worth, masks, _equations(rows, levels, fixed, depth, n), floor)
        for mask in masks[tight]:
            rows.append(_members(np.array([mask]), n)[0])
            levels.append(depth)
            fixed.append(worth[mask])
        for i in bound:
            rows.append(np.eye(n)[i])
            levels.append(-1)
            fixed.append(worth[1 << i])
        depth += 1
    left, right = _equations(rows, levels, fixed, depth, n)
    return np.asarray(np.linalg.lstsq(left, right, rcond=None)[0][:n] * scale)


def _equations(rows: list[Vector], levels: list[int], fixed: list[float], depth: int, n: int) -> tuple[Vector, Vector]:
    """Settled equations sum_S x + level excess = v(S), unknowns x and one excess for each level."""
    left = np.zeros((len(rows), n + depth))
    left[:, :n] = rows
    for k, level in enumerate(levels):
        if level >= 0:
            left[k, n + level] = 1.0
    return left, np.array(fixed)


def _level(
    worth: Vector, masks: np.ndarray, settled: tuple[Vector, Vector], floor: Vector | None
) -> tuple[np.ndarray, np.ndarray]:
    """Least greatest excess of the open coalitions: which coalitions and which bounds have duals."""
    from scipy.optimize import linprog

    left, right = settled
    n, width = worth.size.bit_length() - 1, left.shape[1] + 1
    upper = np.zeros((len(masks), width))
    upper[:, :n] = -_members(masks, n)
    upper[:, -1] = -1.0
    free: list[tuple[float | None, float | None]] = [(None, None)] * width
    bounds = free if floor is None else [*((f, None) for f in floor), *free[n:]]
    found = linprog(
        np.eye(width)[-1], A_ub=upper, b_ub=-worth[masks], A_eq=np.column_stack([left, np.zeros(len(left))]),
        b_eq=right, bounds=bounds, method="highs-ds",
    )  # fmt: skip
    tight = np.flatnonzero(-found.ineqlin.marginals > 1e-7)
    bound = np.flatnonzero(found.lower.marginals[:n] > 1e-7) if floor is not None else np.empty(0, int)
    return tight, bound


def _spanned(candidates: Vector, rows: Vector) -> np.ndarray:
    """Which candidates are linear combinations of the settled rows: their sum is already fixed."""
    _, size, axes = np.linalg.svd(rows)
    basis = axes[: int((size > 1e-9).sum())]
    rest = candidates - candidates @ basis.T @ basis
    return np.abs(rest).max(axis=1) < 1e-9
