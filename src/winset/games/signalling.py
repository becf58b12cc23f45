"""Costly signalling of Spence (1973), Row 18: all pure equilibria of two types, Riley's path for more.

A type theta pays price * e / theta for the signal e and receives what observers believe theta to be.
Separating: the low type sends 0, the high type any e with
    theta_L (theta_H - theta_L) / price <= e <= theta_H (theta_H - theta_L) / price;
pooling: both send any e up to theta_L (mean - theta_L) / price. The intuitive criterion (Cho and Kreps
1987) leaves only the cheapest separation.
Sources: Spence, Quarterly Journal of Economics 87(3), 1973; Riley, Econometrica 47(2), 1979; Cho and
Kreps, Quarterly Journal of Economics 102(2), 1987. Ignores a productive signal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from winset.games import arguments
from winset.games.arguments import Vector

Range = tuple[float, float] | None
SELECTIONS = ("intuitive", "dearest_separating", "pooling")


@dataclass(frozen=True)
class Spence:
    """Signals (n,) and payoffs (n,) of the selected equilibrium, and the ranges of all (two types).

    `separating` bounds the top type's signal in separating, `pooling` the common signal in pooling
    equilibria; both None for more than two types. `residual`: the most that a type gains by another's
    signal, or by none where that shows it as the lowest type.
    """

    signals: Vector
    payoffs: Vector
    separating: tuple[float, float] | None
    pooling: tuple[float, float] | None
    residual: float
    converged: bool


def spence(
    types: ArrayLike,
    shares: ArrayLike | None = None,
    price: float = 1.0,
    selection: str = "intuitive",
) -> Spence:
    """Equilibrium signals of types (n,), positive and ascending, n >= 2.

    shares (n,) of the types (default equal; used by pooling); price > 0. `selection`: "intuitive" is
    the cheapest separation (for n > 2 Riley's), "dearest_separating" and "pooling" (at signal 0) need
    two types. Raises GameError.
    """
    theta = arguments.positive("spence", "types", types)
    if theta.size < 2 or (np.diff(theta) <= 0.0).any():
        raise arguments.fault("spence", "types", "two or more in strictly ascending order", theta)
    mix = arguments.probabilities("spence", "shares", 1.0 / theta.size if shares is None else shares, theta.size)
    price = arguments.number("spence", "price", price, 0.0, open_low=True)
    arguments.choice("spence", "selection", selection, SELECTIONS)
    signals = np.concatenate([[0.0], np.cumsum(theta[:-1] * np.diff(theta))]) / price
    if theta.size > 2:
        if selection != "intuitive":
            raise arguments.fault("spence", "selection", "intuitive for more than two types", repr(selection))
        return _result(theta, signals, theta, price, (None, None))
    low, high = theta
    separating = (float(signals[1]), float(high * (high - low) / price))
    pooling = (0.0, float(low * (mix @ theta - low) / price))
    if selection == "pooling":
        return _result(theta, np.zeros(2), np.full(2, mix @ theta), price, (separating, pooling))
    signals[1] = separating[selection == "dearest_separating"]
    return _result(theta, signals, theta, price, (separating, pooling))


def _result(theta: Vector, signals: Vector, beliefs: Vector, price: float, ranges: tuple[Range, Range]) -> Spence:
    """Payoffs under the observers' beliefs at each type's signal, and the gain from mimicry."""
    payoffs = beliefs - price * signals / theta
    mimicry = (beliefs[None, :] - price * signals[None, :] / theta[:, None] - payoffs[:, None]).max()
    residual = max(float(mimicry), float(theta[0] - payoffs[0]), 0.0)
    return Spence(signals, payoffs, *ranges, residual, residual < 1e-9 * float(theta[-1]))
