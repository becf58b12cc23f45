"""A run in one table: every variable by month, with quantiles and Monte Carlo error."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from winset.simulate.trajectories import DIMS

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


def _month(values: np.ndarray) -> tuple[np.ndarray, ...]:
    """Mean, error and quantiles over draws of one month; `values` (draw, item)."""
    values = values.astype(float)
    pairs = values[: len(values) // 2 * 2].reshape(-1, 2, values.shape[1]).mean(axis=1)
    error = pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs)) if len(pairs) > 1 else np.full(values.shape[1], np.nan)
    return values.mean(axis=0), error, *np.quantile(values, QUANTILES, axis=0)


def _rows(name: str, values: np.ndarray, months: list[str], labels: list[str]) -> dict[str, list[Any]]:
    """Columns of one variable, month by month to keep memory low; `values` (draw, month, item)."""
    count = len(months) * len(labels)
    columns = ("mean", "monte_carlo_error", *(f"q{round(100 * q)}" for q in QUANTILES))
    figures = np.array([_month(values[:, t]) for t in range(len(months))])
    return {
        "variable": [name] * count,
        "item": labels * len(months),
        "month": [m for m in months for _ in labels],
        **{column: figures[:, j].ravel().tolist() for j, column in enumerate(columns)},
    }


def _labels(dims: tuple[str, ...], coords: dict[str, Any]) -> list[str]:
    """Names of a variable's items, beyond draw and month."""
    return [": ".join(parts) for parts in product(*(map(str, coords[dim]) for dim in dims))]


def summary(arrays: dict[str, np.ndarray], coords: dict[str, Any]) -> Any:
    """A pandas DataFrame: variable, item, month, mean, Monte Carlo error, q10 q25 q50 q75 q90."""
    import pandas as pd

    months = [str(m) for m in coords["month"]]
    tables = []
    for name, values in arrays.items():
        if values.ndim < 2:
            continue
        block = values.reshape(*values.shape[:2], -1)
        tables.append(pd.DataFrame(_rows(name, block, months, _labels(DIMS[name][2:], coords))))
    return pd.concat(tables, ignore_index=True)
