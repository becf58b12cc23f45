"""How far the initial coalition's survival moves per unit of pressure, on paired draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from winset.questions.arrays import happened_by, monte_carlo_error
from winset.questions.survival import coalition_end

if TYPE_CHECKING:
    import xarray as xr


def paired_difference(event: np.ndarray, baseline: np.ndarray, months: int) -> np.ndarray:
    """(draw, month) survival of the run less survival of the baseline, draw by draw: -1, 0 or 1."""
    return happened_by(baseline, months).astype(float) - happened_by(event, months)


def elasticity(
    trajectories: xr.Dataset,
    baseline: xr.Dataset,
    initial: np.ndarray | None = None,
    pressure: xr.DataArray | None = None,
) -> xr.Dataset:
    """By month: change in survival of the initial coalition per unit of mean pressure so far.

    Pressure (month,), by default the mean `intensity` (0..1), is averaged over the months to date; NaN while there
    has been none. Both runs must hold the same draws. A positive value means that pressure holds the coalition
    together.
    """
    months = trajectories.sizes["month"]
    ends = [coalition_end(d["coalition"].values, initial) for d in (trajectories, baseline)]
    difference = paired_difference(ends[0], ends[1], months)
    if pressure is None:
        pressure = trajectories["pressure"].transpose("draw", "month").mean("draw")
    so_far = pressure.cumsum("month") / np.arange(1, months + 1)
    divisor = so_far.where(so_far > 1e-6)
    answer = (so_far.copy(data=difference.mean(axis=0)) / divisor).to_dataset(name="elasticity")
    answer["error"] = so_far.copy(data=monte_carlo_error(difference)) / divisor
    answer["pressure"] = so_far
    answer["elasticity"].attrs = {"units": "change in survival probability per unit of mean pressure"}
    return answer
