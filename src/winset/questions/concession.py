"""How far policy moves towards the demand, and when it first passes a level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from winset.questions.arrays import BANDS, first_month

if TYPE_CHECKING:
    import xarray as xr


def concession(
    trajectories: xr.Dataset, variable: str = "concession", probabilities: Sequence[float] = BANDS
) -> xr.DataArray:
    """Bands of a policy by date: (quantile, month, ...); any variable with a draw dimension will do."""
    answer = trajectories[variable].quantile(list(probabilities), dim="draw")
    answer.attrs = dict(trajectories[variable].attrs)
    return answer


def crossing(trajectories: xr.Dataset, level: float, variable: str = "concession") -> xr.DataArray:
    """Date (draw,) at which a policy first reaches `level`; NaT where it never does."""
    values = trajectories[variable].transpose("draw", "month")
    index = first_month(values.values >= level)
    months = trajectories["month"].values.astype("datetime64[ns]")
    dates = np.where(index >= 0, months[index], np.datetime64("NaT", "ns"))
    answer = values.isel(month=0, drop=True).copy(data=np.zeros(index.size)).astype("datetime64[ns]")
    answer = answer.copy(data=dates).rename("crossing")
    answer.attrs = {"long_name": f"first month with {variable} >= {level:g}"}
    return answer
