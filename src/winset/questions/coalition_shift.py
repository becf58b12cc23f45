"""Who sits in the ruling coalition, who enters and leaves, and whether the bloc's ideal point moved.

The bloc has shifted when the power-weighted mean ideal concession of its members has risen by .05 or more.
Power is held at its value in the first month, so that only a change of membership counts as a shift.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from winset.questions.arrays import first_month, monte_carlo_error

if TYPE_CHECKING:
    import xarray as xr

SHIFT = 0.05


def mean_ideal(coalition: np.ndarray, power: np.ndarray, ideal: np.ndarray) -> np.ndarray:
    """(draw, month) mean ideal of the members; power (draw, faction) is held fixed, ideal is (faction,)."""
    weight = np.asarray(coalition, dtype=float) * np.asarray(power, dtype=float)[:, None, :]
    total = weight.sum(axis=2)
    return (weight * ideal).sum(axis=2) / np.where(total > 0, total, 1)


def shifted(coalition: np.ndarray, power: np.ndarray, ideal: np.ndarray, threshold: float = SHIFT) -> np.ndarray:
    """(draw, month) truth of 'the bloc's mean ideal is at least `threshold` above where it began'."""
    mean = mean_ideal(coalition, power, ideal)
    return mean - mean[:, :1] >= threshold - 1e-9


def frequent_coalitions(members: np.ndarray, top: int = 4) -> list[tuple[np.ndarray, float]]:
    """The most frequent memberships of one month: (faction,) truth and its share of draws."""
    sets, counts = np.unique(np.asarray(members) > 0.5, axis=0, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:top]
    return [(sets[i], float(counts[i] / counts.sum())) for i in order]


def membership(trajectories: xr.Dataset, months: tuple[int, ...] = (0, 12, 36)) -> xr.DataArray:
    """Probability of membership (after, faction) now and after some months, with its Monte Carlo error."""
    last = trajectories.sizes["month"] - 1
    coalition = trajectories["coalition"].transpose("draw", "month", "faction")
    coalition = coalition.isel(month=[min(m, last) for m in months]).astype(float)
    answer = coalition.mean("draw").rename("membership")
    answer = answer.assign_coords(
        after=("month", list(months)),
        monte_carlo_error=(("month", "faction"), monte_carlo_error(coalition.values)),
    )
    answer.attrs = {"units": "probability", "long_name": "membership of the ruling coalition"}
    return answer


def coalition_shift(trajectories: xr.Dataset, ideal: Any, threshold: float = SHIFT) -> xr.Dataset:
    """By month: probability that the bloc has shifted, entry and exit of each faction; by draw: first shift.

    `ideal` (faction,) are ideal concession levels in the order of the dataset.
    """
    coalition = trajectories["coalition"].transpose("draw", "month", "faction")
    power = trajectories["power"].transpose("draw", "month", "faction").values[:, 0]
    moved = shifted(coalition.values, power, np.asarray(ideal, dtype=float), threshold)
    start = coalition.isel(month=0, drop=True)
    template = coalition.isel(faction=0, drop=True).astype(float)
    answer = template.copy(data=moved.astype(float)).mean("draw").to_dataset(name="probability")
    answer["monte_carlo_error"] = ("month", monte_carlo_error(moved))
    answer["entered"] = ((coalition > 0.5) & (start < 0.5)).mean("draw")
    answer["left"] = ((coalition < 0.5) & (start > 0.5)).mean("draw")
    answer["first_shift"] = ("draw", first_month(moved))
    answer["first_shift"].attrs = {"long_name": "index of the first month of the shift, -1 if never"}
    answer.attrs = {"threshold": threshold, "issue": "concession"}
    return answer
