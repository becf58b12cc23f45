"""Design of a crisis game: outcome counts and regressors of every game, and sums over games by coefficient.

Utilities are linear, each in its own regressors. Likelihoods are written by game in the seven utilities; the chain
rule to coefficients and the sums over games are here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from winset.errors import WinsetError

Vector = NDArray[np.float64]
Index = NDArray[np.intp]

UTILITIES = ("SA", "VA", "CB", "barWA", "barWB", "bara", "VB")
OUTCOMES = ("SQ", "CD", "SF", "BD")


class EstimationError(WinsetError, ValueError):
    """Data, a specification or an argument cannot be used; the message says where and what would mend it."""


@dataclass(frozen=True)
class Design:
    """D games and K coefficients.

    counts (D, 4) of SQ, CD, SF, BD; regressors (D, K); utility (K,) ascending, the utility that each coefficient
    enters, an index into UTILITIES; names (K,) such as `VA:(Intercept)`; labels (D,) of the games; `fixed` numbers are
    added to the utilities, to normalise those without regressors at other values than zero.
    """

    counts: Vector
    regressors: Vector
    utility: Index
    names: tuple[str, ...]
    labels: tuple[str, ...]
    fixed: tuple[float, ...] = (0.0,) * 7

    @property
    def games(self) -> int:
        """Number of games D."""
        return self.counts.shape[0]

    @property
    def observations(self) -> float:
        """Number of observed plays."""
        return float(self.counts.sum())

    def columns(self, utility: int) -> slice:
        """The coefficients of a utility."""
        first, last = np.searchsorted(self.utility, [utility, utility + 1])
        return slice(int(first), int(last))

    def utilities(self, theta: Vector) -> Vector:
        """Utilities (7, D) at the coefficients theta (K,)."""
        return self.moves(theta) + np.asarray(self.fixed)[:, None]

    def moves(self, step: Vector) -> Vector:
        """Changes of the utilities (7, D) with a change of the coefficients (K,)."""
        parts = [self.regressors[:, c] @ step[c] for c in map(self.columns, range(len(UTILITIES)))]
        return np.array(parts)

    def by_game(self, slopes: Vector) -> Vector:
        """Derivatives by coefficient (D, K) from derivatives by utility (7, D)."""
        return self.regressors * slopes[self.utility].T

    def total(self, slopes: Vector) -> Vector:
        """Sum over games of derivatives by coefficient (K,)."""
        parts = [slopes[u] @ self.regressors[:, self.columns(u)] for u in range(len(UTILITIES))]
        return np.concatenate(parts)

    def curvature(self, second: Vector) -> Vector:
        """Sum over games of second derivatives by coefficient (K, K) from (7, 7, D)."""
        out = np.empty((self.utility.size, self.utility.size))
        used = [(u, self.columns(u)) for u in np.unique(self.utility)]
        for i, rows in used:
            for j, cols in used:
                if j >= i:
                    block = (self.regressors[:, rows] * second[i, j][:, None]).T @ self.regressors[:, cols]
                    out[rows, cols], out[cols, rows] = block, block.T
        return out

    def scale(self) -> Vector:
        """Root mean square of each regressor (K,), by which steps are measured."""
        return np.sqrt(np.mean(self.regressors**2, axis=0)) + 1e-12

    def with_counts(self, counts: Vector) -> Design:
        """The same games with other outcomes."""
        return replace(self, counts=np.asarray(counts, float))

    def take(self, games: Index) -> Design:
        """Some of the games, repeated as asked."""
        labels = tuple(self.labels[g] for g in games)
        return replace(self, counts=self.counts[games], regressors=self.regressors[games], labels=labels)
