"""What every solver of this floor demands of its arguments, and the error that it raises.

A message names the function, the argument, what is expected and what was found.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from winset.errors import WinsetError

Vector = NDArray[np.float64]


class GameError(WinsetError, ValueError):
    """An argument of a game solver is outside the game's definition."""


def fault(function: str, argument: str, expected: str, found: object) -> GameError:
    """The error to raise: `closed_rule: delta must be in (0, 1] (got 1.4)`."""
    return GameError(f"{function}: {argument} must be {expected} (got {found})")


def array(function: str, argument: str, value: ArrayLike, dims: int = 1) -> Vector:
    """A fresh float64 array of `dims` dimensions without NaN or infinity, or GameError."""
    try:
        out = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise fault(function, argument, f"numbers in {dims} dimension(s)", type(value).__name__) from None
    if out.ndim != dims or out.size == 0:
        raise fault(function, argument, f"non-empty with {dims} dimension(s)", f"shape {out.shape}")
    if not np.isfinite(out).all():
        raise fault(function, argument, "finite", "NaN or infinity")
    return out


def flat_or_table(function: str, argument: str, value: ArrayLike) -> Vector:
    """A fresh float64 array of one or two dimensions without NaN or infinity, or GameError."""
    try:
        out = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise fault(function, argument, "numbers, in rows of one length", type(value).__name__) from None
    return array(function, argument, out, 2 if out.ndim == 2 else 1)


def vector(function: str, argument: str, value: ArrayLike, size: int | None = None) -> Vector:
    """A finite vector, of `size` entries where given; a scalar is spread over them."""
    if size is not None and np.ndim(value) == 0:
        value = np.full(size, number(function, argument, value))
    out = array(function, argument, value)
    if size is not None and out.size != size:
        raise fault(function, argument, f"of length {size}", out.size)
    return out


def nonnegative(function: str, argument: str, value: ArrayLike, size: int | None = None) -> Vector:
    """A finite vector without negative entries and with a positive sum."""
    out = vector(function, argument, value, size)
    if (out < 0.0).any():
        raise fault(function, argument, "non-negative", out.min())
    if out.sum() <= 0.0:
        raise fault(function, argument, "positive in sum", out.sum())
    return out


def positive(function: str, argument: str, value: ArrayLike, size: int | None = None) -> Vector:
    """A finite vector of positive entries."""
    out = vector(function, argument, value, size)
    if (out <= 0.0).any():
        raise fault(function, argument, "positive", out.min())
    return out


def probabilities(function: str, argument: str, value: ArrayLike, size: int | None = None) -> Vector:
    """Non-negative entries that sum to one within 1e-9; the rounding is divided out."""
    out = nonnegative(function, argument, value, size)
    if abs(out.sum() - 1.0) > 1e-9:
        raise fault(function, argument, "probabilities that sum to 1", f"sum {out.sum():.12g}")
    return out / out.sum()


def number(
    function: str,
    argument: str,
    value: Any,
    low: float = -np.inf,
    high: float = np.inf,
    open_low: bool = False,
    open_high: bool = False,
) -> float:
    """A finite number of the interval from `low` to `high`, each end open or closed."""
    try:
        out = float(value)
    except (TypeError, ValueError):
        raise fault(function, argument, "a number", value) from None
    below = out <= low if open_low else out < low
    above = out >= high if open_high else out > high
    if not np.isfinite(out) or below or above:
        interval = f"{'(' if open_low else '['}{low:g}, {high:g}{')' if open_high else ']'}"
        raise fault(function, argument, f"a finite number in {interval}", out)
    return out


def whole(function: str, argument: str, value: Any, low: int, high: int) -> int:
    """A whole number from `low` to `high`."""
    out = number(function, argument, value, low, high)
    if out != int(out):
        raise fault(function, argument, "a whole number", out)
    return int(out)


def choice(function: str, argument: str, value: str, allowed: tuple[str, ...]) -> str:
    """One of the `allowed` names."""
    if value not in allowed:
        raise fault(function, argument, "one of " + ", ".join(allowed), repr(value))
    return value


def characteristic(function: str, v: Any, players: int | None = None) -> Vector:
    """A game in coalitional form, (2^n,) indexed by bit mask with v[0] = 0.

    `v` is such an array, or a function of a frozenset of player indices (then `players` is n).
    """
    if callable(v):
        n = whole(function, "players", np.nan if players is None else players, 1, 20)
        sets = (frozenset(i for i in range(n) if mask >> i & 1) for mask in range(2**n))
        v = [float(v(members)) for members in sets]
    out = vector(function, "v", v)
    if out.size < 2 or out.size & (out.size - 1):
        raise fault(function, "v", "of length 2^n", out.size)
    if out[0] != 0.0:
        raise fault(function, "v", "0 at the empty coalition", out[0])
    return out
