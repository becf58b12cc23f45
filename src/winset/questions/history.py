"""Model against history, like for like; a period without an observation stays a gap.

Conversions: the model's volumes are relative to the pre-sanction trend, so historical indices of output and
imports are divided by that trend ((1 + g)^(years since the base year)); prices and exchange rates are log
deviations from a path that grows at base inflation, which is put back. A yearly figure is compared with the mean
of the same draw over the same twelve months (`first_month` says when the source's year begins), a year that the run
covers only in part is left out; a monthly figure with that month. A volume that is no index is set to 1 at its first
observation on both sides, which then scores nothing. Ignores errors in the historical figures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from winset.questions.arrays import BANDS, bands, calendar_months, elapsed_months, years_of

if TYPE_CHECKING:
    import xarray as xr

VARIABLES = {
    "gdp": "output", "inflation": "price_level", "market_rate": "market_rate",
    "official_rate": "official_rate", "imports": "imports", "oil_exports": "oil_volume",
}  # fmt: skip
DETRENDED = ("gdp", "imports")
RATES = ("market_rate", "official_rate")


class Base(NamedTuple):
    """The pre-sanction path: growth and inflation per year, exchange rate in local currency per USD."""

    trend_growth: float
    inflation: float
    rate: float


class Comparison(NamedTuple):
    """One series: first month of each period, observed (n,; NaN is a gap) and model bands (5, n)."""

    name: str
    unit: str
    frequency: str
    dates: np.ndarray
    observed: np.ndarray
    model: np.ndarray


def inflation_rate(price_level: np.ndarray, base_inflation: float, lag: int = 12) -> np.ndarray:
    """12-month inflation (draw, month), a fraction: exp of the log change plus base inflation.

    Before the run starts prices are on the base path. `lag` is the number of rows that make up twelve months.
    """
    level = np.asarray(price_level, dtype=float)
    before = np.concatenate([np.zeros((level.shape[0], lag)), level[:, :-lag]], axis=1)
    before = before[:, : level.shape[1]]
    return np.expm1(level - before + np.log1p(base_inflation))


def exchange_rate(deviation: np.ndarray, elapsed: np.ndarray, base: Base) -> np.ndarray:
    """Local currency per USD (draw, month) from a log deviation, `elapsed` months after the start."""
    return base.rate * np.exp(np.asarray(deviation, dtype=float) + np.log1p(base.inflation) * elapsed / 12)


def _year_labels(month: np.ndarray, first: int) -> np.ndarray:
    """Year to which each month belongs where a year begins in month `first` and is named after that month."""
    return years_of(calendar_months(month) - (first - 1))


def yearly_mean(values: np.ndarray, month: np.ndarray, first: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Years (n,) and means over the full years (draw, n); NaN for a year covered in part."""
    years, values = _year_labels(month, first), np.asarray(values, dtype=float)
    every = np.unique(years)
    means = np.full((values.shape[0], every.size), np.nan)
    for i, year in enumerate(every):
        inside = years == year
        if inside.sum() == 12:
            means[:, i] = values[:, inside].mean(axis=1)
    return every, means


def model_path(name: str, values: np.ndarray, month: np.ndarray, base: Base) -> np.ndarray:
    """Monthly path (draw, month) of a history series in the unit in which it is drawn."""
    if name in RATES:
        return exchange_rate(values, elapsed_months(month), base)
    if name == "inflation":
        every = int(elapsed_months(month)[0]) + 1
        return inflation_rate(values, base.inflation, max(12 // every, 1))
    return np.asarray(values, dtype=float)


def model_years(
    name: str, values: np.ndarray, month: np.ndarray, base: Base, first: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """Years and the model's yearly figures; inflation is the change of the yearly mean log price level.

    Prices before the run are on the base path.
    """
    if name != "inflation":
        return yearly_mean(model_path(name, values, month, base), month, first)
    years, level = yearly_mean(values, month, first)
    earlier = calendar_months(month)[0] - np.arange(24, 0, -1)
    padded = np.concatenate([np.zeros((level.shape[0], 24)), np.asarray(values, dtype=float)], axis=1)
    known, mean = yearly_mean(padded, np.concatenate([earlier, calendar_months(month)]), first)
    before = mean[:, np.searchsorted(known, years - 1)]
    return years, np.expm1(level - before + np.log1p(base.inflation))


def observed_values(name: str, values: Mapping[Any, float], unit: str, yearly: bool, base: Base) -> dict[str, float]:
    """Observations by date text (2012 or 2012-07), volumes relative to the base path of the model.

    An index is taken as it is, a volume in another unit relative to its first value. Unless its unit says that it is
    relative to trend, output and imports are divided by the trend since the base year that the unit names.
    """
    length = 4 if yearly else 7
    numbers = {str(key)[:length]: float(value) for key, value in sorted(values.items(), key=lambda kv: str(kv[0]))}
    if name in RATES or name == "inflation" or not numbers:
        return numbers
    named = re.search(r"(\d{4}) = 1", unit)
    first = next(iter(numbers))
    level = 1.0 if "index" in unit else numbers[first]
    start = _years(named[1] if named else first)
    growth = 1.0 if name not in DETRENDED or "trend" in unit else 1 + base.trend_growth
    return {key: value / level / growth ** (_years(key) - start) for key, value in numbers.items()}


def _years(date: str) -> float:
    """A year or a month as a number of years."""
    return int(date[:4]) + (int(date[5:7]) - 1) / 12 if len(date) > 4 else float(date)


def first_month_of(series: Mapping[str, Any]) -> int:
    """Month in which the years of a yearly series begin; 1 unless it says so."""
    return int(series.get("first_month") or 1)


def laid_out(
    name: str, series: Mapping[str, Any], values: np.ndarray, month: np.ndarray, base: Base
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First month of each period (n,), observed (n,; NaN is a gap) and the model's figures (draw, n)."""
    unit, yearly = str(series.get("unit", "")), str(series.get("frequency", "year")).startswith("year")
    observed = observed_values(name, series["values"], unit, yearly, base)
    if yearly:
        first = first_month_of(series)
        years, paths = model_years(name, values, month, base, first)
        keys = [str(year) for year in years]
        dates = np.array(keys, dtype="datetime64[Y]").astype("datetime64[M]") + (first - 1)
    else:
        dates, paths = calendar_months(month), model_path(name, values, month, base)
        keys = [str(date) for date in dates]
    seen = np.array([observed.get(key, np.nan) for key in keys])
    start = next(iter(observed), "")
    if name not in RATES and name != "inflation" and "index" not in unit and start in keys:
        seen[keys.index(start)] = np.nan
        paths = paths / paths[:, [keys.index(start)]]
    return dates, seen, paths


class Year(NamedTuple):
    """One row of a comparison by year: first month, months averaged, observed (NaN is a gap), model bands (5,)."""

    start: np.datetime64
    months: int
    observed: float
    model: np.ndarray


def by_year(name: str, series: Mapping[str, Any], values: np.ndarray, month: np.ndarray, base: Base) -> list[Year]:
    """A series against the model year by year: a monthly one as means over the months that were observed.

    Where none was, the model's mean over the year's months stands beside a gap.
    """
    dates, seen, paths = laid_out(name, series, values, month, base)
    if str(series.get("frequency", "year")).startswith("year"):
        return [
            Year(date, 12, float(seen[i]), bands(paths[:, i]))
            for i, date in enumerate(dates)
            if not np.isnan(paths[:, i]).all()
        ]
    rows, years = [], years_of(dates)
    for year in np.unique(years):
        inside = years == year
        chosen = inside & ~np.isnan(seen) if (~np.isnan(seen[inside])).any() else inside
        observed = float(seen[chosen].mean())
        rows.append(Year(dates[inside][0], int(chosen.sum()), observed, bands(paths[:, chosen].mean(axis=1))))
    return rows


def comparison(
    name: str,
    series: Mapping[str, Any],
    values: np.ndarray,
    month: np.ndarray,
    base: Base,
    probabilities: Sequence[float] = BANDS,
) -> Comparison:
    """Set one history series (`values`, `frequency`, `unit`) against the model's variable (draw, month)."""
    unit, frequency = str(series.get("unit", "")), str(series.get("frequency", "year"))
    dates, seen, paths = laid_out(name, series, values, month, base)
    whole = ~np.isnan(paths).all(axis=0)
    model = np.full((len(probabilities), dates.size), np.nan)
    model[:, whole] = bands(paths[:, whole], probabilities)
    return Comparison(name, unit, frequency, dates, seen, model)


def scores(compared: Comparison) -> dict[str, float]:
    """Coverage of the outer and inner band, mean and mean absolute error of the median, count and gaps.

    A gap is a period that the run covers and for which there is no observation.
    Errors of exchange rates are log ratios, so that they do not depend on the currency.
    """
    seen = ~np.isnan(compared.observed) & ~np.isnan(compared.model[2])
    observed, model = compared.observed[seen], compared.model[:, seen]
    count = int(seen.sum())
    gaps = np.isnan(compared.observed) & ~np.isnan(compared.model[2])
    answer = {"observations": count, "gaps": int(gaps.sum())}
    if not count:
        return answer | dict.fromkeys(("coverage_80", "coverage_50", "error", "absolute_error"), float("nan"))
    error = np.log(model[2] / observed) if compared.name in RATES else model[2] - observed
    return answer | {
        "coverage_80": float(((observed >= model[0]) & (observed <= model[4])).mean()),
        "coverage_50": float(((observed >= model[1]) & (observed <= model[3])).mean()),
        "error": float(error.mean()),
        "absolute_error": float(np.abs(error).mean()),
    }


def compare(trajectories: xr.Dataset, name: str, series: Mapping[str, Any], base: Base) -> xr.Dataset:
    """Observed (date,) and model bands (quantile, date) of one history series; scores in the attributes.

    `base` may be any (growth, inflation, rate) triple. Raises KeyError for a series the model does not
    produce.
    """
    import xarray as xr

    if name not in VARIABLES:
        raise KeyError(f"no model variable for the history series {name!r}")
    values = trajectories[VARIABLES[name]].transpose("draw", "month").values
    compared = comparison(name, series, values, trajectories["month"].values, Base(*base))
    return xr.Dataset(
        {"observed": ("date", compared.observed), "model": (("quantile", "date"), compared.model)},
        coords={"date": compared.dates.astype("datetime64[ns]"), "quantile": list(BANDS)},
        attrs={"series": name, "unit": compared.unit, **scores(compared)},
    )
