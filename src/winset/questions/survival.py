"""How long the initial coalition and the leader last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from winset.questions.arrays import first_month, happened_by, kaplan_meier, probability, rows_of

if TYPE_CHECKING:
    import xarray as xr


def coalition_end(coalition: np.ndarray, initial: np.ndarray | None = None) -> np.ndarray:
    """First month (draw,) whose membership is not the initial one; -1 if it never changes.

    `coalition` is (draw, month, faction) of 0 and 1; `initial` (faction,) defaults to each draw's first
    month.
    """
    members = np.asarray(coalition) > 0.5
    start = members[:, :1] if initial is None else np.asarray(initial, dtype=bool)[None, None, :]
    return first_month((members != start).any(axis=2))


def survival_curve(event: np.ndarray, months: int, censored: np.ndarray | None = None) -> np.ndarray:
    """Probability (month,) that the event has not come; product-limit if draws are censored."""
    if censored is not None:
        return kaplan_meier(event, censored, months)
    return 1 - happened_by(event, months).mean(axis=0)


def survival(
    trajectories: xr.Dataset,
    of: str = "coalition",
    initial: Any = None,
    censor_at_end_state: bool = False,
) -> xr.DataArray:
    """Survival curve (month,) of the initial `coalition` or of the `leader`.

    With `censor_at_end_state` a draw leaves the risk set once the sanctions have ended (`end_month`), which
    answers 'while pressure lasts'; without it every draw counts to the horizon. Raises ValueError for another
    `of`.
    """
    months = trajectories.sizes["month"]
    if of == "coalition":
        event = coalition_end(trajectories["coalition"].values, initial)
    elif of == "leader":
        event = rows_of(trajectories["exit_month"].values, trajectories["month"].values)
    else:
        raise ValueError(f"of must be 'coalition' or 'leader' (got {of!r})")
    ends = rows_of(trajectories["end_month"].values, trajectories["month"].values)
    censored = ends if censor_at_end_state else None
    curve = trajectories["month"].astype(float).copy(data=survival_curve(event, months, censored))
    error = probability(~happened_by(event, months))[1]
    answer = curve.assign_coords(monte_carlo_error=("month", error)).rename(f"{of}_survival")
    answer.attrs = {"units": "probability", "long_name": f"survival of the initial {of}"}
    return answer
