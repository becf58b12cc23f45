"""Ultimate ruling coalition of Acemoglu, Egorov and Sonin (2008), Row 1.

    phi(S) = argmin { gamma(T) : T = S, or T a proper subset of S, gamma(T) > alpha gamma(S), phi(T) = T }

gamma is the sum of the members' powers (any unit; only ratios matter), alpha in [1/2, 1) the
majority rule. S is self-enforcing when phi(S) = S: no self-enforcing part of it wins inside it.
The set of self-enforcing coalitions does not depend on how ties of power are broken.
Source: Acemoglu, Egorov, Sonin, "Coalition formation in non-democracies", Review of Economic
Studies 75(4), 2008. Ignores policy, payments, and any value of a coalition beside power shares.

Powers that differ by less than 1e-12 of the total count as equal: .1 + .2 does not beat .3.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector
from winset.kernel import kernel

MOST_PLAYERS = 22
TIES = ("fewest", "most")


@kernel
def self_enforcing_table(powers, n, alpha, slack, power, best, stable):
    """Fill three tables over the 2^n bit masks; none is allocated here.

    power[S] is gamma(S); best[S] the greatest power of a self-enforcing coalition inside S, S
    included; stable[S] 1 where S is self-enforcing. Steps: n 2^n.
    """
    power[0], best[0], stable[0] = 0.0, 0.0, 0.0
    for mask in range(1, 1 << n):
        total, inner = 0.0, 0.0
        for i in range(n):
            if (mask >> i) & 1:
                total += powers[i]
                inner = max(inner, best[mask ^ (1 << i)])
        power[mask] = total
        stable[mask] = 1.0 if inner <= alpha * total + slack else 0.0
        best[mask] = total if stable[mask] == 1.0 else inner


def ruling_coalition(powers: ArrayLike, alpha: float = 0.5, ties: str = "fewest") -> tuple[int, ...]:
    """Members (ascending indices) of the ultimate ruling coalition of all players.

    powers (n,) positive, n at most 22; alpha in [0.5, 1). Among coalitions of equal least power,
    `ties` takes the one with the "fewest" members (a small group is easier to hold together) or
    the "most"; among those still equal, the one whose indices come first in lexicographic order.
    Raises GameError.
    """
    arguments.choice("ruling_coalition", "ties", ties, TIES)
    sign = 1 if ties == "fewest" else -1
    tied = _tied("ruling_coalition", powers, alpha)
    return min(tied, key=lambda members: (sign * len(members), members))


def ruling_coalitions(powers: ArrayLike, alpha: float = 0.5) -> tuple[tuple[int, ...], ...]:
    """Every ultimate ruling coalition: more than one only where powers tie. Raises GameError."""
    return _tied("ruling_coalitions", powers, alpha)


def self_enforcing(powers: ArrayLike, alpha: float = 0.5) -> tuple[tuple[int, ...], ...]:
    """All self-enforcing coalitions, by size and then by indices. Raises GameError."""
    _, stable, _ = _tables("self_enforcing", powers, alpha)
    found = (_members(mask) for mask in np.flatnonzero(stable))
    return tuple(sorted(found, key=lambda members: (len(members), members)))


def _tied(function: str, powers: ArrayLike, alpha: float) -> tuple[tuple[int, ...], ...]:
    power, stable, slack = _tables(function, powers, alpha)
    everyone = len(power) - 1
    wins = stable & (power > alpha * power[everyone] + slack)
    candidates = np.flatnonzero(wins) if wins.any() else np.array([everyone])
    least = power[candidates].min()
    return tuple(sorted(_members(mask) for mask in candidates[power[candidates] <= least + slack]))


def _tables(function: str, powers: ArrayLike, alpha: float) -> tuple[Vector, np.ndarray, float]:
    gamma = arguments.positive(function, "powers", powers)
    if gamma.size > MOST_PLAYERS:
        raise arguments.fault(function, "powers", f"of at most {MOST_PLAYERS} players", gamma.size)
    alpha = arguments.number(function, "alpha", alpha, 0.5, 1.0, open_high=True)
    power, best, stable = np.empty((3, 1 << gamma.size))
    slack = 1e-12 * gamma.sum()
    self_enforcing_table(gamma, gamma.size, alpha, slack, power, best, stable)
    stable[0] = 0.0
    return power, stable == 1.0, slack


def _members(mask: int | np.integer) -> tuple[int, ...]:
    return tuple(i for i in range(int(mask).bit_length()) if int(mask) >> i & 1)
