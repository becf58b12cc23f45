"""Reading a table of games: every fault is named with file, line and column before anything is estimated."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from winset.estimation.design import EstimationError, Vector
from winset.estimation.specification import Specification, line, suggestion


def read_table(path: str | Path) -> pd.DataFrame:
    """The CSV file as a table. Raises EstimationError."""
    try:
        frame = pd.read_csv(path, skip_blank_lines=False, low_memory=False)
    except OSError as error:
        raise EstimationError(f"{path}: cannot be read ({error.strerror}); give the path of a CSV file") from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise EstimationError(f"{path}: is not a table of comma-separated values ({error})") from None
    frame.columns = [str(name).strip() for name in frame.columns]
    lines = np.arange(2, len(frame) + 2)
    blank = frame.isna().all(axis=1).to_numpy()
    frame = frame[~blank].reset_index(drop=True)
    frame.attrs["lines"] = lines[~blank].tolist()
    if frame.empty:
        raise EstimationError(f"{path}:2: must hold at least one game below the header")
    return frame


def numbers(frame: pd.DataFrame, column: str, source: str) -> Vector:
    """A column as finite numbers (D,). Raises EstimationError with the first line at fault."""
    if column not in frame:
        raise EstimationError(
            f"{source}:1: the header must have the column {column}{suggestion(column, frame.columns)}"
        )
    values = pd.to_numeric(frame[column], errors="coerce").to_numpy(dtype=float)
    wrong = np.flatnonzero(~np.isfinite(values))
    if wrong.size:
        raise EstimationError(
            f"{place(frame, source, wrong[0], column)}: {column} must be a number "
            f"(got {frame[column].iloc[wrong[0]]!r}); fill the cell or drop the row"
        )
    return values


def outcome_counts(frame: pd.DataFrame, specification: Specification, source: str) -> Vector:
    """Counts (D, 4) of SQ, CD, SF, BD. Raises EstimationError."""
    counts = np.column_stack([numbers(frame, column, source) for column in specification.outcomes])
    wrong = np.argwhere((counts < 0.0) | (counts != np.round(counts)))
    if wrong.size:
        row, k = wrong[0]
        column = specification.outcomes[k]
        raise EstimationError(
            f"{place(frame, source, row, column)}: {column} must be a whole number of times, 0 or more "
            f"(got {counts[row, k]:g}); mend the cell or drop the row"
        )
    empty = np.flatnonzero(counts.sum(axis=1) == 0.0)
    if empty.size:
        raise EstimationError(
            f"{source}:{line(frame, empty[0])}: a game must be observed at least once (got no plays); drop the row"
        )
    return counts


def chances(frame: pd.DataFrame, column: str, source: str) -> Vector:
    """A column of probabilities (D,). Raises EstimationError."""
    values = numbers(frame, column, source)
    wrong = np.flatnonzero((values < 0.0) | (values > 1.0))
    if wrong.size:
        where = place(frame, source, wrong[0], column)
        raise EstimationError(f"{where}: {column} must be a probability in [0, 1] (got {values[wrong[0]]:g})")
    return values


def place(frame: pd.DataFrame, source: str, row: int, column: str) -> str:
    """`file:line:column` of a cell; the first column is 1."""
    return f"{source}:{line(frame, row)}:{list(frame.columns).index(column) + 1}"
