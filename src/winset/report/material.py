"""A run laid out for reporting: plain arrays by name, with sanctions and without, on the same draws."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from winset.questions.arrays import calendar_months, elapsed_months, pressure_window
from winset.questions.coalition_shift import shifted
from winset.questions.outcomes import outcome_indicators
from winset.report.case import Case, read_case

Arrays = Mapping[str, np.ndarray]


class Material(NamedTuple):
    """What tables and figures are made of; `rest` is None where the run without sanctions is missing."""

    case: Case
    meta: dict[str, Any]
    month: np.ndarray
    paths: Arrays
    rest: Arrays | None
    outcomes: dict[str, np.ndarray]
    rest_outcomes: dict[str, np.ndarray] | None
    window: slice
    coords: dict[str, list[str]]

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.paths["concession"].shape[0])

    @property
    def months(self) -> int:
        """Number of months."""
        return int(self.month.size)

    def after(self, months: int) -> int:
        """Row nearest to so many months after the start."""
        return int(np.abs(elapsed_months(self.month) - months).argmin())


def read_run(run: Any) -> Material:
    """Lay a run out for reporting; uses its plain arrays where it has them, else its Dataset."""
    case = read_case(run.scenario)
    paths = _arrays(run, "arrays", "dataset")
    rest = _arrays(run, "rest_arrays", "rest")
    assert paths is not None
    coords = getattr(run, "coords", None)
    if coords is None:
        coords = {str(name): run.dataset[name].values for name in run.dataset.coords}
    month = calendar_months(coords["month"])
    names = {str(k): [str(x) for x in v] for k, v in coords.items() if k not in ("month", "draw")}
    ideal = np.array([f.ideal for f in case.factions])
    return Material(
        case=case,
        meta=dict(getattr(run, "meta", {}) or {}),
        month=month,
        paths=paths,
        rest=rest,
        outcomes=_outcomes(paths, month, ideal),
        rest_outcomes=None if rest is None else _outcomes(rest, month, ideal),
        window=pressure_window(np.asarray(paths["pressure"]).mean(axis=0)),
        coords=names,
    )


def _arrays(run: Any, plain: str, labelled: str) -> Arrays | None:
    found = getattr(run, plain, None)
    if found is not None:
        return found
    dataset = getattr(run, labelled, None)
    if dataset is None:
        return None
    return {str(name): dataset[name].values for name in dataset.data_vars}


def _outcomes(paths: Arrays, month: np.ndarray, ideal: np.ndarray) -> dict[str, np.ndarray]:
    """Indicators (draw, month) of every outcome, the coalition's shift among them."""
    answer = outcome_indicators(paths, month)
    answer["coalition_shift"] = shifted(paths["coalition"], paths["power"][:, 0], ideal)
    return answer
