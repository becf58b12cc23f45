"""Statistics of simulated paths on plain arrays: draw is axis 0, month axis 1.

Draws 2k and 2k+1 share their parameters, so draws are not independent: every Monte Carlo error here
is computed from the means of those pairs (a cluster of two; an odd last draw is its own cluster).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

BANDS = (0.1, 0.25, 0.5, 0.75, 0.9)


def bands(values: np.ndarray, probabilities: Sequence[float] = BANDS) -> np.ndarray:
    """Quantiles over draws, shape (len(probabilities), ...); failed draws (NaN) are left out."""
    values = np.asarray(values, dtype=float)
    if np.isnan(values).any():
        return np.nanquantile(values, probabilities, axis=0)
    return np.quantile(values, probabilities, axis=0)


def pair_means(values: np.ndarray) -> np.ndarray:
    """Means of draws 2k and 2k+1; an odd last draw stands alone."""
    values = np.asarray(values, dtype=float)
    even = values.shape[0] // 2 * 2
    means = (values[0:even:2] + values[1:even:2]) / 2
    return np.concatenate([means, values[even:]]) if even < values.shape[0] else means


def monte_carlo_error(values: np.ndarray) -> np.ndarray:
    """Standard error of the mean over draws, clustered on the pairs that share parameters."""
    means = pair_means(values)
    if means.shape[0] < 2:
        return np.full(means.shape[1:], np.nan)
    return means.std(axis=0, ddof=1) / np.sqrt(means.shape[0])


def probability(indicator: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Share of draws in which something holds, and its Monte Carlo error."""
    values = np.asarray(indicator, dtype=float)
    return values.mean(axis=0), monte_carlo_error(values)


def wilson(share: float, draws: int, z: float = 1.959964) -> tuple[float, float]:
    """Bounds of a probability seen as `share` of `draws` (Wilson 1927; z of 95 %), as if draws were independent.

    They do not collapse where none or all of the draws have it, as the standard error does.
    """
    centre = share + z * z / (2 * draws)
    reach = z * np.sqrt(share * (1 - share) / draws + z * z / (4 * draws * draws))
    low, high = (centre - reach) / (1 + z * z / draws), (centre + reach) / (1 + z * z / draws)
    return max(0.0, float(low)), min(1.0, float(high))


def first_month(happens: np.ndarray) -> np.ndarray:
    """Index of the first month in which `happens` (draw, month) is true, -1 if it never is."""
    happens = np.asarray(happens, dtype=bool)
    return np.where(happens.any(axis=1), happens.argmax(axis=1), -1)


def elapsed_months(month: Any) -> np.ndarray:
    """Months since the start of the run for each kept row; long runs keep every twelfth month only."""
    dates = calendar_months(month)
    every = int((dates[1] - dates[0]).astype(int)) if dates.size > 1 else 1
    return (dates - dates[0]).astype(int) + every - 1


def rows_of(event: np.ndarray, month: Any) -> np.ndarray:
    """Row of the first kept month at or after an event's month index; -1 stays -1 (never)."""
    event = np.asarray(event)
    elapsed = elapsed_months(month)
    rows = np.searchsorted(elapsed, event)
    return np.where((event < 0) | (rows >= elapsed.size), -1, rows)


def happened_by(row: np.ndarray, months: int) -> np.ndarray:
    """(draw, month) truth of 'the event has happened by the end of this month'; row -1 means never."""
    row = np.asarray(row)
    return (row[:, None] >= 0) & (row[:, None] <= np.arange(months)[None, :])


def cumulative_incidence(kind: np.ndarray, row: np.ndarray, code: int, months: int) -> np.ndarray:
    """(draw, month) indicator that the event came, and as this kind: competing risks by counting.

    Every draw is followed to the horizon, so the Aalen-Johansen estimator is the plain share.
    """
    return happened_by(row, months) & (np.asarray(kind)[:, None] == code)


def kaplan_meier(event: np.ndarray, censored: np.ndarray, months: int) -> np.ndarray:
    """Product-limit survival (month,): event and censoring month of each draw, -1 for never.

    An event in the month of censoring counts as an event (Kaplan and Meier's convention).
    """
    event = np.where(np.asarray(event) < 0, months, event)
    censored = np.where(np.asarray(censored) < 0, months, censored)
    observed = event <= censored
    leaves = np.minimum(event, censored)
    survival, alive = np.ones(months), 1.0
    for t in range(months):
        at_risk = int((leaves >= t).sum())
        events = int(((leaves == t) & observed).sum())
        alive *= 1 - events / at_risk if at_risk else 1.0
        survival[t] = alive
    return survival


def calendar_months(month: Any) -> np.ndarray:
    """Any month coordinate as datetime64[M]."""
    return np.asarray(month).astype("datetime64[M]")


def years_of(month: Any) -> np.ndarray:
    """Calendar year of each month."""
    return calendar_months(month).astype("datetime64[Y]").astype(int) + 1970


def at_date(month: Any, date: Any) -> int:
    """Row of the first kept month at or after a date, clipped to the run."""
    row = int(np.searchsorted(calendar_months(month), np.datetime64(str(date)[:7], "M")))
    return min(row, len(month) - 1)


def pressure_window(pressure: np.ndarray, length: int = 36) -> slice:
    """Rows from the first at which pressure (draw, month) or (month,) passes half of its peak, `length` rows at most.

    Without any pressure: the whole run.
    """
    mean = np.atleast_2d(np.asarray(pressure, dtype=float)).mean(axis=0)
    if not mean.max() > 0:
        return slice(0, mean.size)
    start = int((mean >= mean.max() / 2).argmax())
    return slice(start, min(start + length, mean.size))
