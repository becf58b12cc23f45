"""Who loses and who gains: factions, households, regions.

A faction's `income` is already a log change against the same posts without pressure. Rents are shares of
pre-sanction GDP at a yearly rate. Households and regions are compared with the same draw without sanctions
where that run is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from winset.questions.arrays import BANDS, pressure_window

if TYPE_CHECKING:
    import xarray as xr

RENTS = ("scarcity_rent", "allocation_rent", "smuggling_rent")


def window_mean(values: np.ndarray, window: slice, baseline: np.ndarray | None = None) -> np.ndarray:
    """Mean over the months of `window`, (draw, ...), less the same in the baseline if given."""
    mean = np.asarray(values, dtype=float)[:, window].mean(axis=1)
    if baseline is None:
        return mean
    return mean - np.asarray(baseline, dtype=float)[:, window].mean(axis=1)


def percent_change(log_change: np.ndarray) -> np.ndarray:
    """Log change as a percentage change."""
    return 100 * np.expm1(log_change)


def _default_window(trajectories: xr.Dataset) -> slice:
    return pressure_window(1 - trajectories["output"].transpose("draw", "month").values)


def region_weights(scenario_regions: Mapping[str, Any], value_added: Mapping[str, float]) -> np.ndarray:
    """(region, sector) shares of each region's output; a sector without a stated share follows the
    region's.
    """
    sectors = list(value_added)
    weights = np.zeros((len(scenario_regions), len(sectors)))
    for r, region in enumerate(scenario_regions.values()):
        shares = region["sectors"]
        for k, sector in enumerate(sectors):
            weights[r, k] = shares.get(sector, region["output"]) * value_added[sector]
    return weights / weights.sum(axis=1, keepdims=True)


def incidence(
    trajectories: xr.Dataset,
    baseline: xr.Dataset | None = None,
    window: slice | None = None,
    probabilities: Sequence[float] = BANDS,
) -> xr.Dataset:
    """Bands of mean loss and rent over a window of month positions: the answer to 'who pays, who gains'.

    Variables: loss (quantile, faction; minus the log income change), rent and its three parts (quantile,
    faction; share of GDP a year), household_change (quantile, household; log points of real income). Default
    window: up to 36 months from the date when the mean shortfall of output passes half of its peak.
    """
    window = window or _default_window(trajectories)
    chosen = trajectories.isel(month=window)

    def quantiles(values: xr.DataArray, units: str) -> xr.DataArray:
        answer = values.quantile(list(probabilities), dim="draw")
        answer.attrs = {"units": units}
        return answer

    means = {name: chosen[name].mean("month") for name in RENTS}
    answer = chosen[["income"]].mean("month").quantile(list(probabilities), dim="draw").drop_vars("income")
    answer["loss"] = quantiles(-chosen["income"].mean("month"), "log points")
    answer["rent"] = quantiles(sum(means.values()), "share of pre-sanction GDP, yearly rate")  # type: ignore[arg-type]
    for name, values in means.items():
        answer[name] = quantiles(values, "share of pre-sanction GDP, yearly rate")
    households = chosen["household_income"].mean("month")
    if baseline is not None:
        households = households - baseline["household_income"].isel(month=window).mean("month")
    answer["household_change"] = quantiles(households, "log points")
    months = chosen["month"].values
    answer.attrs = {"window_start": str(months[0])[:7], "window_end": str(months[-1])[:7]}
    return answer


def regional_incidence(
    trajectories: xr.Dataset,
    weights: np.ndarray,
    regions: Sequence[str],
    window: slice | None = None,
    probabilities: Sequence[float] = BANDS,
) -> xr.DataArray:
    """Bands (quantile, region) of the change in a region's output, from its mix of sectors.

    `weights` (region, sector) sum to one by region. Ignores that the same sector may fare differently in two
    regions.
    """
    window = window or _default_window(trajectories)
    sectors = trajectories["sector_output"].transpose("draw", "month", "sector")
    change = window_mean(sectors.values, window) - 1
    regional = sectors.isel(month=0, drop=True).rename(sector="region")
    regional = regional.isel(region=[0] * len(regions)).assign_coords(region=list(regions))
    answer = regional.copy(data=change @ weights.T).quantile(list(probabilities), dim="draw")
    answer.attrs = {"units": "change, share of base output"}
    return answer.rename("regional_change")
