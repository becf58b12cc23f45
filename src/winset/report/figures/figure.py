"""What every figure carries, whatever draws it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np


class Table(NamedTuple):
    """The figure's numbers as rows of text; the first column is a header."""

    columns: list[str]
    rows: list[list[str]]


class Figure(NamedTuple):
    """A figure of the page.

    `panels` are the charts (key, title, unit); `data` goes to the chart code; `lead` says what is to be seen,
    `note` how to read it; `table` repeats the numbers.
    """

    key: str
    title: str
    lead: str
    note: str
    panels: list[dict[str, Any]]
    data: dict[str, Any]
    table: Table


def rounded(values: np.ndarray, digits: int = 4) -> Any:
    """Nested lists of rounded numbers; NaN becomes null."""
    values = np.asarray(values, dtype=float)
    if values.ndim > 1:
        return [rounded(row, digits) for row in values]
    return [None if np.isnan(v) else round(float(v), digits) for v in values]


def month_texts(month: np.ndarray) -> list[str]:
    """2012-07 and so on."""
    return [str(m) for m in month]
