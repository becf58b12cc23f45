"""Split of a variance into what parameters and what shocks contribute.

Draws 2k and 2k+1 share parameters and differ in shocks. With x1, x2 the two members of a pair,

    V = Var(x),   V_parameters = Cov(x1, x2),   V_shocks = V - V_parameters

(law of total variance; the pair covariance is the variance of the conditional mean given the parameters).
What the scenario itself draws (powers, ideal points, beliefs) counts as a parameter. Sampling noise can carry
a share slightly outside [0, 1]; the delete-one-pair jackknife error says by how much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import xarray as xr


class Shares(NamedTuple):
    """Total variance, share of it due to parameters, jackknife error of that share."""

    total: np.ndarray
    parameters: np.ndarray
    error: np.ndarray


def pair_shares(values: np.ndarray) -> Shares:
    """Shares for `values` (draw, ...); an odd last draw is ignored. NaN where nothing varies.

    Raises ValueError with fewer than three pairs.
    """
    pairs = np.asarray(values).shape[0] // 2
    if pairs < 3:
        raise ValueError(f"a split of variance needs at least 6 draws (got {np.asarray(values).shape[0]})")
    x = np.asarray(values, dtype=float)[: 2 * pairs]
    first, second = x[0::2] - x.mean(axis=0), x[1::2] - x.mean(axis=0)
    pieces = np.stack([first + second, first * second, first**2 + second**2])
    sums = pieces.sum(axis=1)
    total, share = _share(sums, pairs)
    _, left_out = _share(sums[:, None] - pieces, pairs - 1)
    spread = ((left_out - left_out.mean(axis=0)) ** 2).sum(axis=0)
    return Shares(total, share, np.sqrt(spread * (pairs - 1) / pairs))


def _share(sums: np.ndarray, pairs: int) -> tuple[np.ndarray, np.ndarray]:
    """Variance and covariance share from sums over pairs of x1 + x2, x1 x2 and x1^2 + x2^2."""
    total, product, square = sums
    mean = total / (2 * pairs)
    covariance = product / pairs - mean**2
    variance = square / (2 * pairs) - mean**2
    # estimating the mean takes its own variance, (variance + covariance) / (2 pairs), out of both
    lost = (variance + covariance) / (2 * (pairs - 1))
    covariance, variance = covariance + lost, variance + lost
    nothing = variance <= 1e-18
    return variance, np.where(nothing, np.nan, covariance / np.where(nothing, 1.0, variance))


def variance_shares(values: xr.DataArray) -> xr.Dataset:
    """Variance, parameter share, shock share and jackknife error of any (draw, ...) array."""
    values = values.transpose("draw", ...)
    shares = pair_shares(values.values)
    template = values.isel(draw=0, drop=True).astype(float)
    answer = template.copy(data=shares.total).to_dataset(name="variance")
    answer["parameters"] = template.copy(data=shares.parameters)
    answer["shocks"] = template.copy(data=1 - shares.parameters)
    answer["error"] = template.copy(data=shares.error)
    for name in ("parameters", "shocks", "error"):
        answer[name].attrs = {"units": "share of variance"}
    return answer
